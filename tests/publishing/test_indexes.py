import pytest
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from publishing.models.indexes import AddIndex

TOPIC = ("publishing", "topic")
INDEX = models.Index(fields=["slug"], name="topic_by_slug")


@pytest.fixture
def state():
    fields = [("id", models.BigAutoField(primary_key=True)), ("slug", models.SlugField(db_index=False))]
    state = ProjectState()
    state.add_model(ModelState(*TOPIC, fields))
    return state


def test_index_belongs_to_the_state_after_it_and_no_model_is_built_anew(state):
    after = state.clone()
    model = after.apps.get_model(*TOPIC)

    AddIndex("Topic", INDEX).state_forwards("publishing", after)

    assert [each.models[TOPIC].options["indexes"] for each in (state, after)] == [[], [INDEX]]
    assert after.apps.get_model(*TOPIC) is model
    assert ProjectState(after.models).apps.get_model(*TOPIC)._meta.indexes == [INDEX]


def indexes():
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, "publishing_topic").keys()


@pytest.mark.django_db
def test_index_is_made_and_dropped(state):
    after, operation = state.clone(), AddIndex("Topic", INDEX)
    operation.state_forwards("publishing", after)
    before = indexes()

    with connection.schema_editor() as editor:
        operation.database_forwards("publishing", editor, state, after)
    made = indexes() - before
    with connection.schema_editor() as editor:
        operation.database_backwards("publishing", editor, after, state)

    assert (made, indexes()) == ({INDEX.name}, before)

"""Every table that staff or programs of ours write to is logged, or somebody said why not."""

import pytest
from django.apps import apps

from audit import tables
from audit.tables import logged_models, table_of
from contacts.models import Inquiry, Message
from events.models import Participation, ParticipationRole, Person
from news.models import Article, Byline
from publishing.models.topic import TopicItem


def labels():
    return {model._meta.label for model in apps.get_models(include_auto_created=True)}


def test_tables_that_are_not_logged_are_those_that_are_named():
    ours = {"auth", "mfa", "news", "pages", "events", "contacts", "publishing", "home", "subscriptions"}
    ours |= {"search", "history", "freshness", "carec_site", "audit"}
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ours]
    real = {model._meta.label for model in found if model._meta.managed and not model._meta.proxy}

    assert real - {model._meta.label for model in logged_models()} == tables.UNLOGGED.keys()
    assert len(logged_models()) > 40


@pytest.mark.parametrize("named", [tables.WRITTEN_BY_VISITORS, tables.MASKED, tables.IGNORED])
def test_what_is_named_exists(named):
    fields = named.items() if isinstance(named, dict) else ((label, set()) for label in named)

    for label, names in fields:
        model = apps.get_model(label)
        assert model in logged_models()
        assert names <= {field.name for field in model._meta.fields}


@pytest.mark.parametrize(
    ("model", "holder"),
    [
        (Article, ()),
        (Byline, ("news.article", "article_id")),
        (Article.events.through, ("news.article", "article_id")),
        (Participation, ()),
        (ParticipationRole, ("events.participation", "participation_id")),
        (Message, ("contacts.inquiry", "inquiry_id")),
    ],
)
def test_row_without_pages_of_its_own_belongs_to_a_record(model, holder):
    assert table_of(model).holder == holder


def test_what_is_about_a_person_says_so():
    about = {model: table_of(model).person for model in (Person, Participation, Article)}

    assert about == {Person: "id", Participation: "person_id", Article: ""}
    assert table_of(TopicItem).is_generic


def test_what_visitors_wrote_is_masked():
    named = {"name", "email", "organisation", "country", "message", "about_words", "page", "spam_reason"}

    assert set(table_of(Inquiry).masked) == named

import pytest
from django.db import connection

from publishing.models import Topic
from tests.factories import make_article
from tests.going_back import go_back, go_forward

BEFORE = ("publishing", "0003_lengthen_paths_of_documents")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_names_of_topics_and_who_carries_them_stay_on_the_way_back_and_forward():
    article = make_article()
    article.topics.add("Water", "Energy")
    Topic.objects.filter(name_en="Water").update(name_ru="Вода", name_zh_hans="水")

    go_back(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, name_ru, name_zh_hans FROM publishing_topic ORDER BY name")
        before = cursor.fetchall()
        cursor.execute("UPDATE publishing_topic SET name = 'Power' WHERE name = 'Energy'")
    go_forward()

    assert before == [("Energy", "", ""), ("Water", "Вода", "水")]
    assert list(Topic.objects.values_list("name_en", "name_ru", "name_zh_hans", "slug")) == [
        ("Power", "", "", "energy"),
        ("Water", "Вода", "水", "water"),
    ]
    assert sorted(topic.name for topic in article.topics.all()) == ["Power", "Water"]

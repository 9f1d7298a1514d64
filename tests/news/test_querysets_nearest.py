from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.models import Article
from news.templatetags.news import read_next
from publishing.models import State
from tests.factories import make_article, make_event, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    found = make_article("Read now", slug="now")
    found.topics.add("Water", "Energy")
    found.events.add(make_event())
    found.people.add(make_person())
    return found


def older(title, days, *topics, **changes):
    made = make_article(title, publish_at=timezone.now() - timedelta(days=days), **changes)
    made.topics.add(*topics)
    return made


def nearest(article):
    return [each.title for each in Article.objects.published().nearest_to(article.pk)]


def test_chosen_ones_come_first_then_events_people_and_topics(article):
    older("Topics", 1, "Water", "Energy")
    older("One topic", 2, "Energy")
    older("Person", 3).people.set(article.people.all())
    older("Event", 4).events.set(article.events.all())
    article.related.add(older("Chosen", 5))

    assert nearest(article) == ["Chosen", "Event", "Person", "Topics", "One topic"]


def test_of_equals_the_newest_comes_first_and_then_the_last_that_was_made(article):
    moment = timezone.now() - timedelta(days=3)
    for title in ("Twin", "Younger twin"):
        make_article(title, publish_at=moment).topics.add("Water")
    older("New", 1, "Water")
    older("Old", 9, "Water")

    assert nearest(article) == ["New", "Younger twin", "Twin", "Old"]


def test_places_that_are_free_go_to_the_newest(article):
    for days in range(6):
        older(f"Age {days}", days + 1)
    older("Related", 20, "Water")

    assert [each.title for each in read_next(article)] == ["Related", "Age 0", "Age 1"]


def test_hidden_articles_are_not_read_next(article):
    hidden = [older("Draft", 1, "Water", state=State.DRAFT), older("Trashed", 2, "Water")]
    hidden[1].move_to_trash()
    article.related.add(*hidden)
    for each in hidden:
        each.events.set(article.events.all())

    assert nearest(article) == []


def test_chosen_article_need_not_choose_this_one(article):
    other = older("Other", 1)
    article.related.add(other, article)

    assert (nearest(article), nearest(other)) == (["Other"], ["Read now"])
    assert list(other.related.all()) == []


def test_what_to_read_next_takes_one_query_and_shows_pictures_and_topics(article):
    older("Topics", 1, "Water", "Energy")
    read_next(article)

    with CaptureQueriesContext(connection) as queries:
        [other] = read_next(article)
        shown = (other.title, other.lead_picture, [topic.name for topic in other.topic_list])

    assert shown == ("Topics", None, ["Water", "Energy"])
    assert len(queries) == 1

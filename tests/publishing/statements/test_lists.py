from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import OuterRef
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from events.models import Event, Participation, ParticipationRole, Session
from news.models import Article, Byline, Source
from publishing.statements.lists import Row, Rows
from tests.factories import (
    country,
    make_article,
    make_author,
    make_event,
    make_participation,
    make_session,
)

pytestmark = pytest.mark.django_db
SOURCES = Source.objects.filter(article=OuterRef("pk"))


def test_rows_are_read_in_their_order_with_the_row_they_belong_to(django_assert_num_queries):
    for title, sources in (("One", ["b", "a"]), ("Two", []), ("Three", ["c"])):
        article = make_article(title)
        for place, source in enumerate(sources):
            article.sources.create(title=source, order=place)

    with django_assert_num_queries(1):
        found = {
            article.title_en: [source.title for source in article.found]
            for article in Article.objects.annotate(found=Rows(SOURCES))
        }

    assert found == {"One": ["b", "a"], "Two": [], "Three": ["c"]}


def test_records_are_whole_with_times_lists_and_related_ones(django_assert_num_queries):
    moment = datetime(2026, 5, 4, 3, 2, 1, 999, tzinfo=UTC)
    event = make_event(
        "Forum",
        starts_at=moment,
        ends_at=moment + timedelta(days=1),
        country=country("KZ"),
        translated_from={"ru": 3},
    )
    held = Event.objects.select_related("country").filter(pk=OuterRef("event"))
    make_participation(event)

    with django_assert_num_queries(1):
        [found] = Participation.objects.annotate(held=Row(held))
        aliases = found.held.country.aliases

    columns = [field.attname for field in Event._meta.concrete_fields]
    event.refresh_from_db()
    assert [getattr(found.held, name) for name in columns] == [getattr(event, name) for name in columns]
    assert aliases == country("KZ").aliases


def test_row_that_is_not_there_is_none():
    make_article()

    [article] = Article.objects.annotate(first=Row(SOURCES[:1]))

    assert article.first is None


def test_lists_may_hold_lists():
    event = make_event()
    session = make_session(event)
    make_participation(event, roles=["delegate", ("speaker", session)])
    roles = ParticipationRole.objects.filter(session=OuterRef("pk"))
    sessions = Session.objects.filter(event=OuterRef("pk")).annotate(held=Rows(roles))

    [found] = Event.objects.annotate(sessions_with_roles=Rows(sessions))

    assert [[role.role for role in each.held] for each in found.sessions_with_roles] == [["speaker"]]


def test_values_are_tuples_in_the_order_asked_for():
    article = make_article()
    Byline.objects.create(article=article, author=make_author("Li Wei"), order=4)
    values = Byline.objects.filter(article=OuterRef("pk")).values_list("order", "author__slug", "pk")

    [found] = Article.objects.annotate(lines=Rows(values), texts=Rows(values, "{} {} {}".format))

    [line] = found.lines
    assert line == (4, "li-wei", article.bylines.get().pk)
    assert found.texts == ["{} {} {}".format(*line)]


def test_text_of_a_listed_record_is_in_the_language_in_which_it_is_read():
    article = make_article()
    Byline.objects.create(article=article, author=make_author("Li Wei", name_ru="Ли Вэй"))

    [found] = Article.objects.with_authors()

    with translation.override("ru"):
        assert [author.name for author in found.ordered_authors] == ["Ли Вэй"]
    assert [author.name for author in found.ordered_authors] == ["Li Wei"]


def test_record_of_more_columns_than_a_function_takes_is_whole():
    moment = datetime(2026, 5, 4, 3, 2, 1, 999, tzinfo=UTC)
    event = make_event("Forum", starts_at=moment, ends_at=moment + timedelta(days=1), country=country("KZ"))
    each = make_participation(event, country=country("UZ"))
    related = ("person", "organisation", "country", "event__country", "event__kind")
    whole = Participation.objects.select_related(*related).filter(pk=OuterRef("pk"))
    with CaptureQueriesContext(connection) as queries:
        [found] = Participation.objects.annotate(whole=Row(whole.annotate(found=Rows(whole))))

    assert "c120" in queries[0]["sql"]
    for read in (found.whole, found.whole.found[0]):
        assert (read, read.person, read.event) == (each, each.person, event)
        assert (read.event.starts_at, read.event.country.aliases) == (moment, country("KZ").aliases)
        assert read.country == country("UZ")

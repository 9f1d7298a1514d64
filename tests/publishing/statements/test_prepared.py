from datetime import timedelta

import pytest
import time_machine
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, Func, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from events.models import Country
from news.models import Article
from publishing.languages import shown
from publishing.statements.parameters import CLOCK, Parameter
from publishing.statements.prepared import prepared
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def counted(function):
    """A prepared function, and how often it has been asked for its queryset."""
    calls = []

    def called(*choice):
        calls.append(choice)
        return function(*choice)

    return prepared(called), calls


def titles(articles):
    return [article.title_en for article in articles]


def test_statement_is_made_once_and_filled_with_values():
    for title in ("One", "Two"):
        make_article(title)
    find, calls = counted(lambda: Article.objects.filter(slug=Parameter("slug")))

    found = [titles(find(slug=slug)) for slug in ("one", "two", "three", "o'ne", "%s")]

    assert found == [["One"], ["Two"], [], [], []]
    assert calls == [()]


def test_each_choice_and_each_language_has_its_own():
    make_article("One", title_ru="Раз", body_ru="<p>.</p>")
    find, calls = counted(lambda number: Article.objects.values_list(shown("title"))[:number])

    found = {}
    for language in ("en", "ru", "en"):
        with translation.override(language):
            found[language] = [find(1), find(0)]

    assert found == {"en": [[("One",)], []], "ru": [[("Раз",)], []]}
    assert calls == [(1,), (0,), (1,), (0,)]


def test_clock_is_read_when_the_statement_is_sent():
    now = timezone.now()
    make_article("Soon", publish_at=now + timedelta(minutes=1))
    published, calls = counted(lambda: Article.objects.filter(publish_at__lte=CLOCK))

    found = []
    for minutes in (0, 2, 0):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            found.append(titles(published()))

    assert found == [[], ["Soon"], []]
    assert len(calls) == 1


def test_queryset_with_a_clock_that_is_made_once_is_right_later():
    now = timezone.now()
    make_article("Soon", publish_at=now + timedelta(minutes=1))
    published = Article.objects.published()

    found = []
    for minutes in (0, 2):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            found.append(titles(published.all()))

    assert found == [[], ["Soon"]]


def test_what_was_read_to_make_the_queryset_makes_it_anew_when_it_changes():
    countries, calls = counted(lambda: Country.objects.filter(pk__in=[Country.objects.get(code="KZ").pk]))
    countries()
    countries()

    Country.objects.filter(code="KZ").update(name_en="Renamed")

    assert [each.name_en for each in countries()] == ["Renamed"]
    assert len(calls) == 2


def test_queryset_that_finds_nothing_asks_nothing():
    nothing = prepared(lambda: Article.objects.none())
    nothing()

    with CaptureQueriesContext(connection) as queries:
        assert nothing() == []

    assert [query["sql"] for query in queries if "news_" in query["sql"]] == []


def test_parameter_without_a_value_is_an_error():
    find = prepared(lambda: Article.objects.filter(slug=Parameter("slug")))

    with pytest.raises(KeyError):
        find()


@pytest.mark.parametrize("keys", [[], [3], [2, 1, 3]])
def test_list_of_numbers_is_written_once_and_means_the_same(keys):
    first = list(Country.objects.order_by("pk")[:3])
    places = [first[place - 1].pk for place in keys]

    def in_places():
        place = Func(Value(places, ArrayField(BigIntegerField())), "pk", function="array_position")
        return Country.objects.filter(pk__in=[each.pk for each in first]).order_by(place, "pk")

    find = prepared(in_places)

    assert find() == list(in_places())
    assert [find(), find()] == [list(in_places())] * 2

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import translation

from news.models import Attachment
from search.finding.answers import find
from search.finding.questions import asked
from search.showing.choices import Choices
from search.showing.facets import facets
from search.showing.passages import mark_chinese, passage, passages
from search.showing.results import shown
from tests.factories import (
    country,
    make_article,
    make_document,
    make_event,
    make_organisation,
    make_participation,
    make_person,
)
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def answers_to(text, language="en"):
    with translation.override(language):
        answers = find(text)
        return shown(answers.question, answers.best)


def shape(passage):
    return "".join(f"[{text}]" if is_marked else text for text, is_marked in passage)


@pytest.mark.parametrize(
    ("marked_text", "expected"),
    [
        ("\ue000Water\ue001 rises", "[Water] rises"),
        ("", ""),
        ("\ue001 wrong \ue000", " wrong "),
        ("one " * 100, "one " * 56 + "one …"),
        ("one " * 30 + "\ue000two\ue001", "… " + "one " * 18 + "[two]"),
        (
            "\ue000two\ue001 " + "one " * 100 + "\ue000two\ue001 \ue000two\ue001",
            "… " + "one " * 18 + "[two] [two]",
        ),
        ("x" * 100 + "\ue000y\ue001" + "z" * 300, "… " + "x" * 76 + "[y]" + "z" * 153 + " …"),
    ],
)
def test_passage(marked_text, expected):
    assert shape(passage(marked_text)) == expected


@pytest.mark.parametrize(
    ("rows", "text", "expected"),
    [
        (["水账"], "两岸的水账研讨会", "两岸的[水账]研讨会"),
        (["水资源"], "水资与资源水资源", "[水资]与[资源][水资源]"),
        (["水"], "山" * 100 + "水" + "山" * 100, "… " + "山" * 30 + "[水]" + "山" * 59 + " …"),
        (["火"], "水" * 5, "水" * 5),
    ],
)
def test_chinese_passage(rows, text, expected):
    assert shape(passage(mark_chinese(text, rows))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("uzbekistan", "In [Uzbekistan] water is <b>short</b> & dear."),
        ("water dear", "In Uzbekistan [water] is <b>short</b> & [dear]."),
        ("rivers", "In Uzbekistan water is <b>short</b> & dear."),
    ],
)
def test_passage_marks_the_words_where_they_are(text, expected):
    body = "<p>In Uzbekistan water is &lt;b&gt;short&lt;/b&gt; &amp; dear.</p>"
    make_article("Rivers of Uzbekistan", summary_en="", body_en=body)

    [answer] = [each for each in answers_to(text) if each.kind == "article"]

    assert shape(answer.passage) == expected


def test_passage_marks_every_form_of_a_russian_word():
    make_article("Rivers", title_ru="Реки", body_ru="<p>Вода из Узбекистана и в Узбекистане</p>")

    [answer] = [each for each in answers_to("узбекистан", "ru") if each.kind == "article"]

    assert shape(answer.passage) == "Вода из [Узбекистана] и в [Узбекистане]"


def test_passages_of_nothing_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert passages(asked("water"), []) == {}


def test_answers_lead_to_the_page_in_their_language():
    make_article("Water", title_ru="Вода", body_ru="<p>Вода</p>")
    make_article("Water only", slug="only")

    def addresses(text, language):
        return [each.url.partition("/news/")[0] for each in answers_to(text, language)]

    assert addresses("water", "en") == ["", ""]
    assert addresses("вода", "en") == ["/ru"]
    assert addresses("вода", "ru") == ["/ru"]
    assert sorted(addresses("water", "ru")) == ["", "/ru"]  # the English version; what has no other
    assert addresses("water", "zh-hans") == ["/zh-hans", "/zh-hans"]


def test_answers_of_each_kind_are_named_and_addressed():
    event = make_event("Rain summit", country=country("KZ"))
    make_participation(event, make_person("Aigul Rain"))
    event.parts.create(organisation=make_organisation("Rain Institute"))
    article = make_article("Rain news")
    document = make_document("Rain table")
    Attachment.objects.create(article=article, document=document)

    answers = {answer.kind: (answer.title, answer.url, str(answer.word)) for answer in answers_to("rain")}

    assert answers == {
        "article": ("Rain news", article.get_absolute_url(), "Article"),
        "event": ("Rain summit", event.get_absolute_url(), "Event"),
        "person": ("Aigul Rain", "/people/aigul-rain/", "Person"),
        "organisation": ("Rain Institute", "/organisations/rain-institute/", "Organisation"),
        "document": ("Rain table", document.url, "Document"),
    }


def facets_of(query):
    choices = Choices(QueryDict(query))
    found = facets(choices, find(choices.text, **choices.narrowed()).found)
    return {
        facet.name: facet.chosen.label
        if facet.chosen
        else {each.label: each.number for each in facet.options}
        for facet in found
    }


def make_rainy_site():
    event = make_event(
        "Rain summit",
        country=country("KZ"),
        starts_at=datetime(2025, 5, 4, tzinfo=UTC),
        ends_at=datetime(2025, 5, 5, tzinfo=UTC),
    )
    event.topics.add("Climate")
    article = make_article(
        "Rain news",
        title_ru="Rain дождь",
        body_ru="<p>Дождь</p>",
        publish_at=datetime(2024, 12, 31, 20, tzinfo=UTC),
    )
    article.topics.add("Climate", "Rivers")
    article.events.add(event)
    article.countries.add(country("KZ"), country("GE"))
    make_participation(event, make_person("Aigul Rain"), country=country("UZ"))


def test_topic_of_a_draft_alone_is_no_choice():
    make_rainy_site()
    make_article("Secret rain", slug="secret", state="draft").topics.add("Merger")

    assert facets_of("q=rain&topic=merger") == facets_of("q=rain")
    assert facets_of("q=rain&topic=climate")["topic"] == "Climate"


def test_answers_are_counted_by_the_year_of_an_event_and_of_an_article():
    make_rainy_site()
    make_article("Rain again", slug="again", publish_at=datetime(2026, 1, 2, tzinfo=UTC))

    assert facets_of("q=rain")["year"] == {"2026": 1, "2025": 2}


def test_answers_are_counted_by_what_they_can_be_narrowed_down_by():
    make_rainy_site()

    assert facets_of("q=rain") == {
        "kind": {"News": 1, "Events": 1, "People": 1},
        "topic": {"Climate": 2, "Rivers": 1},
        "country": {"Kazakhstan": 2, "Uzbekistan": 1, "Georgia": 1},
        "language": {"English": 3, "Russian": 1},
    }
    assert facets_of("q=rain&kind=event&topic=climate") == {"kind": "Events", "topic": "Climate"}
    assert facets_of("q=rain&year=2025&country=kz&language=ru") == {
        "year": "2025",
        "country": "Kazakhstan",
        "language": "Russian",
    }


@pytest.mark.parametrize(
    "query",
    [
        "kind=x",
        "topic=none",
        "year=99",
        "year=99999",
        "year=²",
        "country=KZ",
        "language=kk",
        "q=%00&kind=%00",
    ],
)
def test_impossible_choices_count_as_none(query):
    assert Choices(QueryDict(query)).narrowed() == {}


def test_query_of_choices_can_be_changed():
    choices = Choices(QueryDict("q=%22a%22+b&kind=event&year=2025&page=3&else=1"))

    assert choices.query() == "q=%22a%22+b&kind=event&year=2025&"
    assert choices.query(kind="", language="ru") == "q=%22a%22+b&year=2025&language=ru&"


def test_person_is_named_in_the_letters_of_the_reader(client):
    make_participation(make_event(), make_person("Yanping Gu", native_name="顾延平"))

    for address, names in (
        ("/search/", ["Yanping", "Gu", "顾延平"]),
        ("/zh-hans/search/", ["顾延平", "Yanping", "Gu"]),
    ):
        [title] = tree_of(client.get(address, {"q": "顾延平", "kind": "person"})).find_class("answer__title")
        assert title.text_content().split() == names

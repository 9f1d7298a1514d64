import pytest
from django.utils import translation

from events.choices import Answer
from search.suggestions import suggestions
from tests.factories import country, make_article, make_event, make_participation, make_person

pytestmark = pytest.mark.django_db


def titles(text):
    return [each["title"] for each in suggestions(text)]


@pytest.mark.parametrize("text", ["reserv", "reservoirs", "big reser", "Резерв", "水库的", "水"])
def test_beginning_of_a_title_is_enough(text):
    russian = {"title_ru": "Большой резервуар", "body_ru": "<p>Вода</p>"}
    make_article("Big reservoirs", **russian, title_zh_hans="水库的消息", body_zh_hans="水")
    make_article("Railways", slug="rail", body_en="<p>reservoirs 水库</p>")

    assert len(titles(text)) == 1


@pytest.mark.parametrize("text", ["", " ", "x", "\0", "zzzz", "-", '"', "&|!()", "a:*", "' OR 1=1 --"])
def test_nothing_is_suggested_for_nothing(text):
    make_article("Rivers")

    assert suggestions(text) == []


@pytest.mark.parametrize("last", ["ʻ", "ʼʼ", "½", "a½", "⑴", "ﷺ", "〇", "々", "Ŀ", "²", "o_", "__"])
def test_signs_that_are_letters_to_one_and_not_to_another_are_only_text(last):
    make_article(f"Rivers {last}")

    assert titles("river") == [f"Rivers {last}"]
    assert set(titles(f"rivers {last}")) <= {f"Rivers {last}"}


def test_suggestions_are_few_and_in_the_order_of_kinds():
    for number in range(12):
        make_article(f"Rain {number}", slug=f"rain-{number}")
    event = make_event("Rain summit", country=country("KZ"))
    for number in range(5):
        make_participation(event, make_person(f"Aigul Rain{number}"))

    found = suggestions("rain")

    assert [each["kind"] for each in found] == ["News"] * 3 + ["Events"] + ["People"] * 3
    assert found[3] == {"kind": "Events", "title": "Rain summit", "url": event.get_absolute_url()}


def test_suggestions_are_in_the_readers_language():
    make_article("Rain", title_ru="Дождь", body_ru="<p>Дождь</p>")
    with translation.override("ru"):
        [found] = suggestions("дож")

    assert (found["kind"], found["title"]) == ("Новости", "Дождь")
    assert found["url"].startswith("/ru/news/")


def test_nothing_hidden_is_suggested(client):
    make_article("Secret rain", state="draft")
    make_participation(make_event(), make_person("Aigul Secret"), consent=Answer.NO)
    assert client.get("/search/suggestions/?q=secret").json() == {"suggestions": []}
    make_article("Secret sun", slug="sun")

    answer = client.get("/search/suggestions/?q=secret")

    assert [each["title"] for each in answer.json()["suggestions"]] == ["Secret sun"]
    assert "no-store" in answer.headers["Cache-Control"]

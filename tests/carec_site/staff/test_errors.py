"""The summary in front of a refused form: what is wrong, where, and that its links lead there."""

import pytest
from django.urls import reverse

from tests import forms
from tests.events.officers import TEXTS, WHEN
from tests.factories import make_article, make_author, make_event, make_person, make_staff
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    user = make_staff()
    client.force_login(user)
    return user


def summary(response):
    """The heading of the summary, and the text of each of its items with the target of its link."""
    [box] = [node for node in tree_of(response).iter("div") if "error-summary" in node.get("class", "")]
    items = [(_text(item), [link.get("href") for link in item.iter("a")]) for item in box.iter("li")]
    return _text(box.find("h2")), items


def _text(node):
    return " ".join("".join(node.itertext()).split())


def test_refused_article_lists_its_errors_in_the_order_of_the_page(client):
    author = make_author()
    article = make_article()
    rows = {f"bylines-{number}-{name}": "" for number in range(2) for name in ("id", "article", "order")}
    rows |= {"bylines-0-author": author.pk, "bylines-1-author": author.pk, "bylines-TOTAL_FORMS": "2"}
    rows |= {"bylines-0-order": "1", "bylines-1-order": "2"}
    rows |= {"sources-TOTAL_FORMS": "1", "sources-0-title": "", "sources-0-url": "no address"}
    rows |= {"sources-0-order": "1"}

    refused = forms.send(
        client,
        forms.change(article),
        title_ru="т" * 201,
        slug="a b",
        title_en="",
        publish_at_0="soon",
        **rows,
    )

    heading, items = summary(refused)
    targets = [target.removeprefix("#") for _text, links in items for target in links]
    ids = [node.get("id") for node in tree_of(refused).iter() if node.get("id")]
    assert heading == "Not saved yet: 7 things need your attention."
    assert items == [
        ("Title (English): The English title can’t be empty.", ["#id_title_en_error"]),
        (
            "Title (Russian): Ensure this value has at most 200 characters (it has 201).",
            ["#id_title_ru_error"],
        ),
        ("Publish at: Enter a valid date.", ["#id_publish_at_error"]),
        (
            "Address: Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
            ["#id_slug_error"],
        ),
        ("Authors, row 2: This author is listed twice.", ["#bylines-1"]),
        ("Sources, row 1, Title: This field is required.", ["#id_sources-0-title_error"]),
        ("Sources, row 1, Web address: Enter a valid URL.", ["#id_sources-0-url_error"]),
    ]
    assert [ids.count(target) for target in targets] == [1] * 7


def test_sentence_about_a_whole_form_stands_in_the_summary_alone(client):
    make_person("Bahrom Karimov")

    refused = forms.send(
        client, reverse("admin:events_person_add"), given_name="Bahrom", family_name="Karimov"
    )

    sentence = "“Bahrom Karimov” looks like an existing record. Nothing has been saved yet."
    assert summary(refused) == ("Not saved yet: one thing needs your attention.", [(sentence, [])])
    assert refused.content.decode().count("looks like an existing record") == 1


def test_row_that_is_to_be_deleted_is_not_complained_about(client):
    article = make_article()
    source = article.sources.create(title="Report")

    refused = forms.send(
        client, forms.change(article), title_en="", **{"sources-0-title": "", "sources-0-DELETE": "on"}
    )

    assert [text for text, _links in summary(refused)[1]] == [
        "Title (English): The English title can’t be empty."
    ]
    assert list(article.sources.all()) == [source]


def test_error_of_a_hidden_field_has_no_link(client):
    refused = forms.send(client, forms.change(make_article()), seen_version="new")

    assert ("Seen version: Enter a whole number.", []) in summary(refused)[1]


def test_stacked_rows_and_labels_that_name_their_language(client):
    event = make_event()
    session = {"TOTAL_FORMS": "1", "0-title_ru": "Открытие", "0-start_time": "09:00", "0-kind": "break"}

    refused = forms.send(
        client,
        reverse("admin:events_event_change", args=[event.pk]),
        **TEXTS
        | WHEN
        | {"city_ru": "г" * 200}
        | {f"sessions-{name}": value for name, value in session.items()},
    )

    assert [text for text, _links in summary(refused)[1]] == [
        "City (Russian): Ensure this value has at most 120 characters (it has 200).",
        "Programme, row 1, Until: This field is required.",
        "Programme, row 1, Title (English): This field is required.",
    ]


def test_accepted_form_has_no_summary(client):
    saved = forms.send(client, forms.change(make_article()))

    assert [node for node in tree_of(saved).iter("div") if "error-summary" in node.get("class", "")] == []

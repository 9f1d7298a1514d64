"""The log as administrators read it."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from history.acting import acting_as
from news.models import Article
from tests.factories import make_article, make_author, make_event, make_participation, make_staff, make_user
from tests.forms import change, fields
from tests.history.pages import texts

pytestmark = pytest.mark.django_db
LIST = "/admin/audit/entry/"


def column(response, name):
    return texts(response, "td", f"field-{name}")


def page_of(entry):
    return reverse("admin:audit_entry_change", args=[entry.pk])


def test_list_says_who_did_what_to_which_record(client, aziza):
    article = make_article("Rivers")
    author = make_author("Li Wei")
    with acting_as(aziza.pk):
        Article.objects.filter(pk=article.pk).update(title_en="Lakes", summary_en="New")
        article.bylines.create(author=author)

    response = client.get(LIST, {"item": f"news.article/{article.pk}"})

    assert column(response, "who") == ["Aziza Rahimova (aziza)"] * 2 + ["the system"]
    assert column(response, "what") == ["Added", "Changed", "Added"]
    assert column(response, "about") == ["Author Lakes", "Article Lakes", "Article Lakes"]
    assert column(response, "changes") == ["-", "Title (English) · Summary (English)", "-"]
    assert texts(response, "p", "log-about") == ["Only what concerns article “Lakes”. Show everything"]


def test_log_of_a_form_is_one_press_away(client, aziza):
    article, other = make_article("Rivers"), make_article("Lakes")
    values = fields(client.get(change(article))) | {"title_en": "Seas"}
    assert client.post(change(article), values).status_code == 302

    link = f"{LIST}?item=news.article%2F{article.pk}"
    assert link in client.get(change(article)).content.decode()
    response = client.get(link)

    assert column(response, "what") == ["Changed", "Added"]
    assert other.title not in "".join(column(response, "about"))


def test_participants_form_leads_to_the_log(client, aziza):
    participation = make_participation(make_event())

    page = client.get(change(participation)).content.decode()

    assert f"{LIST}?item=events.participation%2F{participation.pk}" in page


def test_entry_shows_both_values_word_by_word(client, aziza):
    article = make_article("Water and energy", body_en="<p>Experts met in <b>Almaty</b>.</p>")
    body = "<p>Experts met in <b>Tashkent</b>.</p>"
    Article.objects.filter(pk=article.pk).update(body_en=body, lead_picture=None)
    entry = Entry.objects.filter(model="news.article").first()

    response = client.get(page_of(entry))

    assert texts(response, "dt") == ["Who", "What", "Log", "Text (English)"]
    assert texts(response, "del") == ["Almaty"]
    assert texts(response, "ins") == ["Tashkent"]


def test_entry_names_what_rows_refer_to(client, aziza):
    colleague, group = make_staff("colleague"), Group.objects.create(name="Editors")
    colleague.groups.add(group)
    entry = Entry.objects.first()

    assert texts(client.get(page_of(entry)), "ins") == ["colleague", "Editors"]
    group.delete()

    assert texts(client.get(page_of(entry)), "ins")[0] == "colleague"
    assert "deleted" in texts(client.get(page_of(entry)), "ins")[1]


def test_entry_says_that_a_value_is_not_kept(client, aziza):
    aziza.set_password("a long and new one")
    aziza.save()
    client.force_login(aziza)
    entry = Entry.objects.filter(action="changed", model="auth.user").first()

    assert texts(client.get(page_of(entry)), "ins") == ["The log does not keep this value."]


def test_entry_lists_what_was_done_at_the_same_moment(client, aziza):
    article = make_article("Rivers")
    article.topics.add("Water")
    entry = Entry.objects.filter(model="news.article").first()

    [together] = texts(client.get(page_of(entry)), "ul", "log-together")

    assert "Topic Water" in together


def test_record_that_is_gone_is_named_as_it_was(client, aziza):
    event = make_event("Trade")
    item = f"events.event/{event.pk}"
    event.delete()

    response = client.get(LIST, {"item": item, "action": "deleted"})

    assert column(response, "about") == ["Event Trade"]
    assert "/admin/events/event/" not in response.content.decode().partition("result_list")[2]


def test_filters_and_search_find_their_own(client, aziza):
    article, _event = make_article("Rivers"), make_event("Trade")
    article.bylines.create(author=make_author("Li Wei"))

    about = {
        name: column(client.get(LIST, query), "about")
        for name, query in {
            "articles": {"kind": "news.article"},
            "events": {"kind": "events.event"},
            "words": {"q": "trad"},
            "signed in": {"action": "signed_in"},
        }.items()
    }

    assert about == {
        "articles": ["Author Rivers", "Article Rivers"],
        "events": ["Event Trade"],
        "words": ["Event Trade"],
        "signed in": ["User aziza"],
    }


def test_only_administrators_read_the_log(client, administrator):
    entry = Entry.objects.first()
    assert client.get(LIST).status_code == 200
    assert client.get(page_of(entry)).status_code == 200

    client.force_login(make_user("editor", is_staff=True))

    assert client.get(LIST).status_code == 403
    assert client.get(page_of(entry)).status_code == 403


def test_nobody_changes_the_log_by_the_administration(client, aziza):
    entry = Entry.objects.first()

    answers = [
        client.post(f"{LIST}add/", {}).status_code,
        client.post(f"{LIST}{entry.pk}/delete/", {"post": "yes"}).status_code,
        client.post(LIST, {"action": "delete_selected", "_selected_action": [entry.pk]}).status_code,
    ]

    assert answers == [403, 403, 200]
    assert Entry.objects.filter(pk=entry.pk).exists()


def queries(client):
    with CaptureQueriesContext(connection) as found:
        assert client.get(LIST).status_code == 200
    return len(found)


def test_list_takes_the_same_queries_for_one_and_for_many(client, aziza):
    make_article("Rivers")
    queries(client)  # fills what is kept
    first = queries(client)
    for number in range(5):
        make_event(f"Trade {number}")
        make_article(f"Lakes {number}").bylines.create(author=make_author(f"Li {number}"))

    assert queries(client) == first

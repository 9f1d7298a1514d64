"""A change of a live item that is kept as a draft, published, or thrown away."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from events.models import Event, Session
from history.models import Draft, DueChange
from news.models import Article
from publishing.models import State, Topic
from tests.factories import make_article, make_event, make_participation, make_session
from tests.forms import change, fields, send
from tests.history.pages import texts

pytestmark = pytest.mark.django_db
KEEP = {"_keep": "yes"}


@pytest.fixture
def live():
    article = make_article("Water in the region", body_en="<p>The water is scarce.</p>")
    article.topics.add("Water")
    return article


def in_an_hour():
    return timezone.localtime() + timedelta(hours=1)


def minute(moment):
    return {"change_at_0": f"{moment:%Y-%m-%d}", "change_at_1": f"{moment:%H:%M:%S}"}


def test_kept_change_leaves_the_live_item_as_it_is(client, editor, live):
    before = Article.objects.filter(pk=live.pk).values().get()

    response = send(client, change(live), title_en="Rivers", topics="Water, Rivers and lakes", **KEEP)

    assert Article.objects.filter(pk=live.pk).values().get() == before
    assert [topic.name_en for topic in live.topics.all()] == ["Water"]
    assert not Topic.objects.filter(name_en="Rivers and lakes").exists()
    assert texts(response, "li", "success") == [
        "The change of “Water in the region” is kept as a draft. Visitors still see the text without it."
    ]
    assert "Water in the region" in client.get(live.get_absolute_url()).content.decode()
    assert LogEntry.objects.get().change_message == "Kept a change as a draft."


def test_form_shows_the_draft_and_visitors_do_not(client, editor, live):
    send(client, change(live), title_en="Rivers", body_ru="<p>Река</p>", title_ru="Реки", **KEEP)

    shown = fields(client.get(change(live)))

    assert (shown["title_en"], shown["title_ru"], shown["body_ru"]) == ("Rivers", "Реки", "<p>Река</p>")
    assert Article.objects.get(pk=live.pk).title_en == "Water in the region"


def test_draft_is_written_on_in_several_steps_and_published(client, editor, live):
    send(client, change(live), title_en="Rivers", topics="Water, Rivers and lakes", **KEEP)
    send(client, change(live), summary_en="What flows.", **KEEP)
    assert Draft.objects.get().saves == 2

    send(client, change(live))

    article = Article.objects.get(pk=live.pk)
    assert (article.title_en, article.summary_en) == ("Rivers", "What flows.")
    assert [topic.name_en for topic in article.topics.all()] == ["Water", "Rivers and lakes"]
    assert not Draft.objects.exists()


def test_rows_and_address_belong_to_the_draft(client, editor):
    event = make_event("Symposium", slug="symposium")
    session = make_session(event, "Opening")
    speaker = make_participation(event, roles=[("speaker", session)])
    shown = fields(client.get(change(event)))
    prefix = next(
        name for name, value in shown.items() if name.startswith("sessions-") and value == "Opening"
    )
    send(client, change(event), slug="conference", **{prefix: "Welcome"}, **KEEP)
    assert Session.objects.get().title_en == "Opening"
    assert Event.objects.get().slug == "symposium"

    send(client, change(event))

    assert Session.objects.get().title_en == "Welcome"
    assert Event.objects.get().slug == "conference"
    assert [role.session for role in speaker.roles.all()] == [session]
    old = client.get("/events/symposium/", follow=True)
    assert old.redirect_chain == [("/events/conference/", HTTPStatus.MOVED_PERMANENTLY)]


def test_refused_form_keeps_what_was_typed_and_the_draft(client, editor, live):
    send(client, change(live), title_en="Rivers", **KEEP)

    response = send(client, change(live), title_en="", summary_en="Typed", **KEEP)

    assert fields(response)["summary_en"] == "Typed"
    assert Draft.objects.get().content["own"]["title_en"] == "Rivers"
    assert Article.objects.get(pk=live.pk).title_en == "Water in the region"


def test_later_of_two_forms_with_one_draft_is_refused(client, editor, live):
    send(client, change(live), title_en="Rivers", **KEEP)
    stale = fields(client.get(change(live)))
    send(client, change(live), title_en="Lakes", **KEEP)

    response = client.post(change(live), stale | {"title_en": "Seas"} | KEEP, follow=True)

    assert response.redirect_chain == []
    assert fields(response)["title_en"] == "Seas"
    assert Draft.objects.get().content["own"]["title_en"] == "Lakes"


def test_draft_is_discarded(client, editor, live):
    send(client, change(live), title_en="Rivers", **KEEP)

    response = client.post(reverse("admin:news_article_discard_draft", args=[live.pk]), follow=True)

    assert not Draft.objects.exists()
    assert fields(response)["title_en"] == "Water in the region"


def test_draft_is_compared_with_what_visitors_see(client, editor, live):
    send(client, change(live), title_en="Rivers in the region", **KEEP)

    response = client.get(reverse("admin:news_article_draft", args=[live.pk]))

    assert (texts(response, "del"), texts(response, "ins")) == (["Water"], ["Rivers"])


def test_draft_that_does_not_exist_is_not_found(client, editor, live):
    assert client.get(reverse("admin:news_article_draft", args=[live.pk])).status_code == 404


def test_change_of_the_live_item_meanwhile_comes_together_with_the_draft(client, editor, live):
    send(client, change(live), title_en="Rivers", **KEEP)
    article = Article.objects.get(pk=live.pk)
    article.summary_en = "Changed by an import."
    article.save()

    shown = fields(client.get(change(live)))

    assert (shown["title_en"], shown["summary_en"]) == ("Rivers", "Changed by an import.")


def test_change_of_the_same_field_meanwhile_is_told(client, editor, live):
    send(client, change(live), title_en="Rivers", **KEEP)
    article = Article.objects.get(pk=live.pk)
    article.title_en = "Lakes"
    article.save()

    response = client.get(change(live))

    [sentence] = texts(response, "p", "draft-failure")
    assert "in the same fields: Title (English)." in sentence


def test_minute_is_kept_with_the_draft(client, editor, live):
    due = in_an_hour().replace(microsecond=0)

    send(client, change(live), title_en="Rivers", **minute(due), **KEEP)

    assert DueChange.objects.get().due_at == due
    assert fields(client.get(change(live)))["change_at_1"] == f"{due:%H:%M:%S}".removesuffix(":00")


def test_minute_of_one_draft_is_not_that_of_another_form(client, editor, live):
    send(client, change(live), title_en="Rivers", **minute(in_an_hour()), **KEEP)
    assert fields(client.get(change(live)))["change_at_1"] != ""

    assert fields(client.get(change(make_article())))["change_at_1"] == ""


def test_minute_is_called_off_by_emptying_it(client, editor, live):
    send(client, change(live), title_en="Rivers", **minute(in_an_hour()), **KEEP)
    send(client, change(live), change_at_0="", change_at_1="", **KEEP)

    assert not DueChange.objects.exists()
    assert Draft.objects.get().content["own"]["title_en"] == "Rivers"


@pytest.mark.parametrize(
    ("moment", "button", "sentence"),
    [
        (timedelta(hours=-1), KEEP, "This time has passed. Enter a later one."),
        (
            timedelta(hours=1),
            {},
            "The change would be published now. Press “Keep as a draft” to have it published at this time, "
            "or empty the field.",
        ),
    ],
    ids=["past", "published at once"],
)
def test_impossible_minute_is_refused(client, editor, live, moment, button, sentence):
    response = send(
        client,
        change(live),
        title_en="Rivers",
        **minute(in_an_hour() - timedelta(hours=1) + moment),
        **button,
    )

    assert sentence in texts(response, "li")
    assert fields(response)["title_en"] == "Rivers"
    assert not Draft.objects.exists()
    assert Article.objects.get(pk=live.pk).title_en == "Water in the region"


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.ARCHIVED])
def test_what_is_not_live_is_saved_itself(client, editor, state):
    article = make_article(state=state)
    assert "_keep" not in client.get(change(article)).content.decode()

    send(client, change(article), title_en="Rivers", **KEEP)

    assert Article.objects.get(pk=article.pk).title_en == "Rivers"
    assert not Draft.objects.exists()


def test_author_sees_what_is_live_and_no_draft(client, editor, author, live):
    client.force_login(editor)
    send(client, change(live), title_en="Rivers", **KEEP)
    client.force_login(author)

    response = client.get(change(live))

    assert "Rivers" not in response.content.decode()
    address = reverse("admin:news_article_discard_draft", args=[live.pk])
    assert client.post(address).status_code == HTTPStatus.FORBIDDEN
    assert Draft.objects.exists()


def test_draft_ends_with_its_item(client, editor, live):
    send(client, change(live), title_en="Rivers", **minute(in_an_hour()), **KEEP)
    Article.objects.get(pk=live.pk).delete()

    assert not Draft.objects.exists()
    assert not DueChange.objects.exists()

"""From draft to published and back, by the buttons and by the rights."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Article
from publishing.models import State, Topic
from tests import forms
from tests.factories import make_article, make_event
from tests.forms import ADD, LIST, change

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NO_TIME = {"publish_at_0": "", "publish_at_1": ""}
PAST_TIME = {"publish_at_0": "2001-01-02", "publish_at_1": "09:00:00"}
LATER_TIME = {"publish_at_0": "2099-01-02", "publish_at_1": "09:00:00"}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, ["Save draft", "Submit for review", "Publish now"]),
        (State.IN_REVIEW, ["Save", "Back to draft", "Publish now"]),
        (State.PUBLISHED, ["Save", "Take down", "Take down until then", "Keep as a draft"]),
        (State.ARCHIVED, ["Save", "Back to draft", "Publish now"]),
    ],
)
def test_buttons_follow_the_state(client, editor, state, expected):
    response = client.get(change(make_article(state=state)))

    assert forms.buttons(response) == [*expected, "Preview", "Move to the trash"]


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
def test_buttons_follow_the_times(client, editor, make):
    tomorrow, yesterday = timezone.now() + DAY, timezone.now() - DAY
    items = [
        make(publish_at=tomorrow),
        make(publish_at=yesterday),
        make(publish_at=yesterday - DAY, unpublish_at=yesterday),
    ]

    assert [forms.buttons(client.get(change(item)))[:-2] for item in items] == [
        ["Save", "Back to draft", "Publish now"],
        ["Save", "Take down", "Take down until then", "Keep as a draft"],
        ["Save", "Take down"],
    ]


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
@pytest.mark.parametrize("typed", [NO_TIME, PAST_TIME], ids=["no time", "a time that has passed"])
def test_saving_a_scheduled_item_never_publishes_it(client, editor, make, typed):
    item = make(publish_at=timezone.now() + DAY)

    saved = forms.send(client, change(item), **typed)
    item.refresh_from_db()
    waits = item.is_scheduled
    forms.send(client, change(item), state="published", **typed)

    item.refresh_from_db()
    assert forms.errors(saved) == [
        "This is scheduled. Without a time in the future, readers would see it at once. Enter one, or "
        "press “Publish now” or “Back to draft”."
    ]
    assert (waits, item.is_published) == (True, True)


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
def test_scheduled_item_goes_back_to_draft(client, editor, make):
    item = make(publish_at=timezone.now() + DAY)

    forms.send(client, change(item), state="draft")

    item.refresh_from_db()
    assert item.state == State.DRAFT


@pytest.mark.parametrize("make", [make_article, make_event], ids=["article", "event"])
def test_saving_a_live_item_never_takes_it_off_the_site(client, editor, make):
    item = make()

    saved = forms.send(client, change(item), **LATER_TIME)
    item.refresh_from_db()
    stayed = item.is_published
    forms.send(client, change(item), state="published", **LATER_TIME)

    item.refresh_from_db()
    assert forms.errors(saved) == [
        "Readers can see this now, and would not see it again until that time. Enter the previous "
        "time, or press “Take down until then”."
    ]
    assert (stayed, item.is_scheduled) == (True, True)


def test_time_of_a_scheduled_article_is_moved_by_saving(client, editor):
    article = make_article(publish_at=timezone.now() + DAY)

    forms.send(client, change(article), **LATER_TIME)

    article.refresh_from_db()
    assert (article.is_scheduled, article.publish_at.year) == (True, 2099)


def test_publishing_without_a_date_means_now(client, editor):
    before = timezone.now()
    article = make_article(state=State.DRAFT, publish_at=None)

    response = forms.send(client, change(article), state="published")

    article.refresh_from_db()
    assert before <= article.publish_at <= timezone.now()
    assert article.is_published
    assert forms.messages(response) == [
        "“Water and energy in the region” was saved and is visible to everyone. View on site"
    ]


def test_publishing_with_a_later_date_schedules(client, editor):
    article = make_article(state=State.DRAFT, publish_at=None)

    response = forms.send(
        client, change(article), state="published", publish_at_0="2099-01-02", publish_at_1="09:00:00"
    )

    article.refresh_from_db()
    assert article.is_scheduled
    assert forms.messages(response) == [
        "“Water and energy in the region” was saved and will appear at the time set."
    ]


def test_publishing_without_english_text_is_refused(client, editor):
    article = make_article(state=State.DRAFT, body_en="", body_ru="<p>Текст</p>", title_ru="Вода")

    response = forms.send(client, change(article), state="published")

    article.refresh_from_db()
    assert forms.errors(response) == ["Nothing can be published without an English text."]
    assert article.state == State.DRAFT
    assert forms.buttons(response)[0] == "Save draft"


def test_publishing_without_a_summary_is_possible_and_advised_against(client, editor):
    article = make_article(state=State.DRAFT, summary_en="")

    response = forms.send(client, change(article), state="published")

    assert forms.messages(response)[1] == "There is no summary. Lists and shared links are better with one."


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        (
            {
                "unpublish_at_0": "2001-01-01",
                "unpublish_at_1": "00:00:00",
                "publish_at_0": "",
                "publish_at_1": "",
            },
            "This time has passed, so no one would see it. Enter a later time.",
        ),
        (
            {
                "publish_at_0": "2099-02-01",
                "publish_at_1": "00:00:00",
                "unpublish_at_0": "2099-01-01",
                "unpublish_at_1": "00:00:00",
            },
            "The time to take the item down is before its publication.",
        ),
    ],
)
def test_impossible_times_are_refused(client, editor, times, sentence):
    article = make_article(state=State.DRAFT)

    response = forms.send(client, change(article), state="published", **times)

    assert forms.errors(response) == [sentence]


def test_taking_down_archives(client, editor):
    article = make_article()

    forms.send(client, change(article), state="archived")

    article.refresh_from_db()
    assert article.state == State.ARCHIVED


def test_author_may_submit_but_not_publish(client, author):
    forms.send(client, ADD, title_en="Mine", body_en="<p>Text</p>")
    article = Article.objects.get()

    offered = forms.buttons(client.get(change(article)))
    refused = forms.send(client, change(article), state="published")
    forms.send(client, change(article), state="in_review")

    article.refresh_from_db()
    assert offered == ["Save draft", "Submit for review", "Preview", "Move to the trash"]
    assert forms.errors(refused) == [
        "You do not have permission to publish. Please submit it for review instead."
    ]
    assert article.state == State.IN_REVIEW


def test_author_reads_but_does_not_change_what_is_published(client, author):
    article = make_article()

    response = client.get(change(article))

    assert (response.status_code, forms.buttons(response)) == (200, [])


def test_author_whose_draft_was_published_meanwhile_keeps_what_was_typed(client, author):
    article = make_article(state=State.DRAFT)
    typed = forms.fields(client.get(change(article))) | {"summary_en": "Typed for an hour"}
    article.state = State.PUBLISHED
    article.save()

    response = client.post(change(article), typed)

    article.refresh_from_db()
    assert forms.errors(response)[-1] == (
        "This has been published in the meantime. Please ask an editor to change it."
    )
    assert forms.fields(response)["summary_en"] == "Typed for an hour"
    assert article.summary_en == "What a workshop found."


def test_author_can_not_trash_what_is_published(client, author):
    article = make_article()

    one = client.post(reverse("admin:news_article_trash", args=[article.pk]))
    many = client.post(
        LIST, {"action": "move_selected_to_trash", "_selected_action": [article.pk]}, follow=True
    )

    article.refresh_from_db()
    assert (one.status_code, article.trashed_at) == (403, None)
    assert forms.messages(many) == ["You do not have permission to do this with published items: 1."]


def test_author_chooses_among_the_topics_and_adds_none(client, author):
    Topic.objects.create(name="Green energy")

    refused = forms.send(client, ADD, title_en="A", topics="green ENERGY, Nonsense")
    forms.send(client, ADD, title_en="B", topics="green ENERGY")

    assert forms.errors(refused) == [
        "There is no such topic yet: Nonsense. Select one of the suggestions, or ask an editor to add it."
    ]
    assert [topic.name for topic in Article.objects.get().topics.all()] == ["Green energy"]

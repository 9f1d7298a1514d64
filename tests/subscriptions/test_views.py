import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contacts.models import Mail
from events.models import Country
from publishing.models import State, Topic
from subscriptions import asking, links
from subscriptions.models import Subscription
from tests.concurrency import at_once, overtaken
from tests.factories import make_article
from tests.markup import parse
from tests.subscriptions.subscribers import mails, subscribe

pytestmark = pytest.mark.django_db

ASKED = "Please confirm your subscription"
ELSEWHERE = {"HTTP_ORIGIN": "https://elsewhere.example"}


def typed(**changes):
    return {"email": "reader@example.org", "pace": "weekly", "language": "en", **changes}


def link_in_last_mail(page):
    return re.search(rf"/\S*subscribe/{page}/\S+", Mail.objects.latest("pk").message).group()


def checked(response):
    boxes = [node for node in parse(response.content.decode()).iter("input") if "checked" in node.attrib]
    return {(box.get("name"), box.get("value")) for box in boxes}


def test_visitor_subscribes_confirms_changes_and_leaves(client):
    kazakhstan = Country.objects.get(code="KZ")

    asked = client.post("/subscribe/", typed(countries=[kazakhstan.pk]))
    confirm = link_in_last_mail("confirm")
    opened = client.get(confirm)
    before = Subscription.objects.get().confirmed_at
    confirmed = client.post(confirm)
    manage = confirmed["Location"].partition("?")[0]
    shown = client.get(manage)
    saved = client.post(manage, {"pace": "at_once", "language": "ru"})
    left = client.post(manage, {"leave": "1"})
    gone = client.get(manage)

    assert (asked.status_code, asked["Location"]) == (303, "/subscribe/sent/")
    assert (opened.status_code, before, confirmed.status_code) == (200, None, 303)
    assert checked(shown) == {("countries", str(kazakhstan.pk)), ("pace", "weekly"), ("language", "en")}
    assert saved.status_code == 303
    assert (left.status_code, gone.status_code) == (200, 404)
    assert Subscription.objects.count() == 0


def test_changes_are_stored(client):
    water = Topic.objects.create(name="Water")
    subscription = subscribe(topics=[water])

    client.post(links.managing(subscription), {"pace": "weekly", "language": "zh-hans"})

    subscription.refresh_from_db()
    assert (subscription.pace, subscription.language) == ("weekly", "zh-hans")
    assert list(subscription.topics.all()) == []
    assert subscription.email == "reader@example.org"


def test_nothing_is_told_of_an_address_before_it_is_confirmed(client):
    client.post("/subscribe/", typed())

    assert mails() == [("reader@example.org", ASKED)]
    assert Subscription.objects.get().confirmed_at is None


def test_mail_that_asks_contains_nothing_that_was_typed(client):
    client.post("/subscribe/", typed(email="Buy.now@example.org", subject=""))

    mail = Mail.objects.get()
    assert "Buy.now" not in mail.message + mail.subject


def test_answer_is_the_same_whoever_has_subscribed(client):
    subscribe("known@example.org")

    answers = [client.post("/subscribe/", typed(email=f"{name}@example.org")) for name in ("known", "new")]

    assert {(each.status_code, each["Location"], each.content) for each in answers} == {
        (303, "/subscribe/sent/", b"")
    }
    assert mails() == [("known@example.org", "You have subscribed already"), ("new@example.org", ASKED)]


def test_stranger_changes_nothing_of_a_subscription(client):
    subscription = subscribe(pace="weekly")

    client.post("/subscribe/", typed(email="READER@example.org", pace="at_once", language="ru"))

    subscription.refresh_from_db()
    assert (subscription.pace, subscription.language) == ("weekly", "en")
    assert client.get(link_in_last_mail("change")).status_code == 200


def test_newer_choices_replace_those_that_nobody_confirmed(client):
    client.post("/subscribe/", typed())
    client.post("/subscribe/", typed(email="Reader@EXAMPLE.org", pace="at_once"))

    assert Subscription.objects.get().pace == "at_once"
    assert Mail.objects.count() == 2


def test_one_mailbox_gets_three_mails_a_day(client):
    now = timezone.now().replace(hour=4)
    with time_machine.travel(now, tick=False):
        for number in range(5):
            answer = client.post("/subscribe/", typed(email=f"reader+{number}@example.org"))
    with time_machine.travel(now + timedelta(days=1), tick=False):
        client.post("/subscribe/", typed())

    assert answer.status_code == 303
    assert [address for address, _subject in mails()] == [
        *(f"reader+{number}@example.org" for number in range(3)),
        "reader@example.org",
    ]


def test_too_many_requests_of_a_network_are_refused_and_nothing_typed_is_lost(client, monkeypatch):
    monkeypatch.setattr(asking, "REQUESTS_A_DAY", 2)
    answers = [client.post("/subscribe/", typed(email=f"r{n}@example.org")) for n in range(3)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert answers[2]["Retry-After"] == "86400"
    assert 'value="r2@example.org"' in answers[2].content.decode()
    assert len(mails()) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": ""}, "Enter your email address."),
        ({"email": "nobody"}, "Enter an email address in the correct format, like name@example.org."),
        ({"pace": "hourly"}, "Select how often."),
        ({"language": "fr"}, "Select one of the languages."),
        ({"topics": ["999999"]}, "One of these is no longer offered."),
        ({"countries": ["x"]}, "One of these is no longer offered."),
    ],
)
def test_bad_input_gets_a_sentence_and_stays(client, changes, sentence):
    answer = client.post("/subscribe/", typed(**changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    if "email" not in changes:
        assert 'value="reader@example.org"' in answer.content.decode()
    assert mails() == []


def test_program_that_fills_in_every_field_is_thanked_and_ignored(client):
    answer = client.post("/subscribe/", typed(subject="Offers"))

    assert answer.status_code == 303
    assert (mails(), Subscription.objects.count()) == ([], 0)


def test_form_from_another_site_is_refused(client):
    subscription = subscribe()
    unconfirmed = subscribe("other@example.org", confirmed=False)

    answers = [
        client.post("/subscribe/", typed(), **ELSEWHERE),
        client.post(links.confirming(unconfirmed), **ELSEWHERE),
        client.post(links.managing(subscription), {"leave": "1"}, **ELSEWHERE),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Subscription.objects.confirmed().get() == subscription


def test_mail_program_stops_it_in_one_click_from_nowhere(client):
    subscription = subscribe()
    one_click = {"List-Unsubscribe": "One-Click"}

    opened = client.get(links.leaving(subscription))
    count = Subscription.objects.count()
    stopped = client.post(links.leaving(subscription), one_click, HTTP_ORIGIN="null")
    again = client.post(links.leaving(subscription), one_click)

    assert (opened.status_code, count) == (200, 1)
    assert (stopped.status_code, again.status_code) == (200, 404)
    assert Subscription.objects.count() == 0


def test_link_to_confirm_expires_and_serves_nothing_else(client):
    subscription = subscribe(confirmed=False)
    link = links.confirming(subscription)
    token = link.split("/")[-2]

    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        late = client.post(link)
    answers = [client.get(f"/subscribe/{page}/{token}/") for page in ("change", "stop")]
    forged = client.get(link.replace(f"{subscription.pk}:", f"{subscription.pk + 1}:", 1))

    assert late.status_code == 404
    assert [answer.status_code for answer in [*answers, forged]] == [404, 404, 404]


def test_confirming_once_more_leads_to_the_choices(client):
    subscription = subscribe(confirmed=False)
    link = links.confirming(subscription)

    client.post(link)
    first = Subscription.objects.get().confirmed_at
    again = client.post(link)

    assert again["Location"] == links.managing(subscription) + "?new=1"
    assert Subscription.objects.get().confirmed_at == first


@pytest.mark.parametrize("page", ["confirming", "managing", "leaving"])
def test_page_behind_a_link_is_for_its_reader_alone(client, page):
    subscription = subscribe(confirmed=page != "confirming")

    answer = client.get(getattr(links, page)(subscription))

    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies == {}
    assert "reader@example.org" in answer.content.decode()


def test_topic_and_country_of_the_page_before_are_chosen(client):
    topic, hidden = Topic.objects.create(name="Water"), Topic.objects.create(name="Of a draft")
    make_article().topics.add(topic)
    make_article(state=State.DRAFT).topics.add(hidden)
    used = Country.objects.get(code="JP")

    answer = client.get("/subscribe/?topic=water&country=jp")
    plain = client.get("/subscribe/?topic=nothing%00&country=zz%00")

    both = {("topics", str(topic.pk)), ("countries", str(used.pk))}
    assert checked(answer) - checked(plain) == both
    assert "Of a draft" not in answer.content.decode()
    assert checked(plain) == {("pace", "weekly"), ("language", "en")}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_address_that_is_entered_twice_at_once_subscribes_once(client):
    answers = at_once(2, lambda: client.post("/subscribe/", typed()).status_code)

    assert answers == [303, 303]
    assert Subscription.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_change_of_choices_forgets_nothing_that_was_told_meanwhile(client):
    subscription = subscribe()
    mine = Subscription.objects.filter(pk=subscription.pk)
    choices = {"pace": "weekly", "language": "ru"}
    manage = links.managing(subscription)

    saved = overtaken(lambda: mine.update(told=7), lambda: client.post(manage, choices).status_code)

    subscription.refresh_from_db()
    assert (saved, subscription.pace, subscription.told) == (303, "weekly", 7)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_change_of_choices_does_not_bring_back_who_left_meanwhile(client):
    subscription = subscribe()
    choices = {"pace": "weekly", "language": "ru"}
    manage = links.managing(subscription)

    answer = overtaken(subscription.delete, lambda: client.post(manage, choices).status_code)

    assert answer == 404
    assert Subscription.objects.count() == 0

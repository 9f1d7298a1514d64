from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from contacts.mail import queue
from contacts.models import Mail
from events.choices import Status
from events.models import Country
from publishing.models import State, Topic
from subscriptions.digests import telling
from subscriptions.digests.telling import LOCK, last_monday, tell
from subscriptions.models import Notice, Subscription
from tests.concurrency import at_once
from tests.factories import make_article, make_event
from tests.subscriptions.subscribers import mails, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def coming(now, title="Symposium on trade", days=30, **changes):
    starts_at = now + timedelta(days=days)
    return make_event(title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=8), **changes)


def about(item, *names):
    item.topics.add(*names)
    return item


def titles(mail):
    return [part.split("\n")[0] for part in mail.message.split("\n\n") if "\n" in part and "http" not in part]


def test_article_is_told_at_once_and_never_again(now):
    subscribe()
    article = make_article("Water and energy")

    counts = [tell(now), tell(now)]
    article.state = State.DRAFT
    article.save()
    counts.append(tell(now))
    article.state = State.PUBLISHED
    article.save()
    counts.append(tell(now))

    assert counts == [1, 0, 0, 0]
    assert mails() == [("reader@example.org", "Water and energy")]


def test_several_items_are_told_in_one_mail(now):
    subscribe()
    make_article("Water and energy", publish_at=now - timedelta(hours=2))
    make_article("Roads and rails", publish_at=now - timedelta(hours=1))
    coming(now)

    tell(now)

    assert mails() == [("reader@example.org", "CAREC Institute: 3 new items")]
    assert titles(Mail.objects.get()) == ["Roads and rails", "Water and energy", "Symposium on trade"]


def test_scheduled_article_is_told_from_its_second_on(now):
    subscribe()
    appears = now + timedelta(hours=1)
    make_article(publish_at=appears)

    with time_machine.travel(appears - timedelta(seconds=1), tick=False):
        before = tell(timezone.now())
    with time_machine.travel(appears, tick=False):
        after = tell(timezone.now())

    assert (before, after) == (0, 1)


def test_what_is_not_new_or_not_public_is_told_to_nobody(now):
    subscribe()
    make_article("Imported", publish_at=now - timedelta(days=8))
    make_article("A draft", state=State.DRAFT)
    make_article("Scheduled", publish_at=now + timedelta(days=1))
    make_article("In the trash", trashed_at=now)
    make_article("Taken down", unpublish_at=now - timedelta(minutes=1))
    make_event("Long over")
    coming(now, "Called off", status=Status.CANCELLED)
    make_article("New")

    tell(now)

    assert mails() == [("reader@example.org", "New")]
    assert Notice.objects.count() == 1


def test_what_was_taken_down_before_the_digest_is_left_out(now):
    subscribe(pace="weekly", told_at=now - timedelta(days=8), confirmed_at=now - timedelta(days=9))
    subscribe("busy@example.org")
    kept, withdrawn = make_article("Kept"), make_article("Withdrawn")
    Notice.objects.create(article=withdrawn)
    Notice.objects.create(article=kept)
    withdrawn.state = State.DRAFT
    withdrawn.save()

    tell(now)

    assert [titles(mail) for mail in Mail.objects.all()] == [["Kept"], ["Kept"]]


def test_subscription_hears_of_its_topics_and_countries_only(now):
    water, trade = Topic.objects.create(name="Water"), Topic.objects.create(name="Trade")
    georgia, china = Country.objects.get(code="GE"), Country.objects.get(code="CN")
    subscribe("all@example.org")
    subscribe("water@example.org", topics=[water])
    subscribe("trade@example.org", topics=[trade])
    subscribe("georgia@example.org", countries=[georgia])
    subscribe("both@example.org", topics=[trade], countries=[china])
    about(make_article("On water"), water)
    make_article("On Tbilisi").events.add(make_event("Over", country=georgia))
    make_article("On Georgia", publish_at=now - timedelta(days=2)).countries.add(georgia)
    make_article("On plans", publish_at=now - timedelta(days=3)).events.add(
        make_event("Planned", country=georgia, state="draft")
    )
    coming(now, "In Beijing", country=china)

    tell(now)

    assert {mail.to[0]: titles(mail) for mail in Mail.objects.all()} == {
        "all@example.org": ["On Tbilisi", "On water", "On Georgia", "On plans", "In Beijing"],
        "water@example.org": ["On water"],
        "georgia@example.org": ["On Tbilisi", "On Georgia"],
        "both@example.org": ["In Beijing"],
    }


def test_who_confirmed_later_does_not_hear_of_what_was_told_before(now):
    subscribe()
    make_article("Earlier")
    tell(now)
    late = subscribe("late@example.org", confirmed=False)
    late.confirm(now)
    make_article("Later")

    tell(now)

    assert [mail for mail in mails() if mail[0] == "late@example.org"] == [("late@example.org", "Later")]


def test_each_hears_of_what_is_new_to_them_though_told_together(now):
    subscribe()
    make_article("Earlier", publish_at=now - timedelta(hours=2))
    tell(now)
    subscribe("weekly@example.org", pace="weekly", told=0, told_at=now - timedelta(days=8))
    make_article("Later", publish_at=now - timedelta(hours=1))

    tell(now)

    told = {(mail.to[0], *titles(mail)) for mail in Mail.objects.all()}
    assert told == {
        ("reader@example.org", "Earlier"),
        ("reader@example.org", "Later"),
        ("weekly@example.org", "Later", "Earlier"),
    }


def test_who_has_not_confirmed_hears_of_nothing(now):
    subscribe(confirmed=False)
    subscribe("yes@example.org")
    make_article()

    tell(now)

    assert [address for address, _subject in mails()] == ["yes@example.org"]


def test_mail_is_in_the_language_of_its_subscription(now):
    subscribe(language="ru")
    make_article("Only in English", summary_en="An English summary.")
    coming(now, title_ru="Симпозиум по торговле", body_ru="<p>День о торговле.</p>", city_ru="Пекин")

    tell(now)

    mail = Mail.objects.get()
    assert mail.subject == "Институт ЦАРЭС: 2 новые публикации"
    assert titles(mail) == ["Only in English", "Симпозиум по торговле"]
    assert "/ru/news/" in mail.message
    assert '<div lang="en"' in mail.html_message
    assert '<div lang="ru"' in mail.html_message


def test_mail_says_how_to_stop_it_in_one_click(now):
    subscribe()
    make_article()

    tell(now)

    headers = Mail.objects.get().headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http")
    assert headers["List-Unsubscribe"][1:-1] in Mail.objects.get().message
    assert headers["List-Unsubscribe"][1:-1] in Mail.objects.get().html_message


def test_words_of_the_site_are_text_in_the_mail(now):
    subscribe()
    make_article('<b>Water</b> & "energy"', summary_en="<script>alert(1)</script>")

    tell(now)

    html = Mail.objects.get().html_message
    assert "&lt;b&gt;Water&lt;/b&gt; &amp; " in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 23, 4, tzinfo=UTC), datetime(2026, 11, 23, 0, tzinfo=UTC)),
        (datetime(2026, 11, 23, 0, tzinfo=UTC), datetime(2026, 11, 23, 0, tzinfo=UTC)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), datetime(2026, 11, 16, 0, tzinfo=UTC)),
        (datetime(2026, 11, 29, 12, tzinfo=UTC), datetime(2026, 11, 23, 0, tzinfo=UTC)),
    ],
)
def test_weekly_mails_are_due_on_mondays_at_eight(now, due):
    assert last_monday(now) == due


def test_weekly_digest_comes_once_a_week_with_what_comes_soon():
    sunday, monday = datetime(2026, 11, 22, 9, tzinfo=UTC), datetime(2026, 11, 23, 1, tzinfo=UTC)
    with time_machine.travel(sunday, tick=False):
        subscribe(pace="weekly")
        known = coming(sunday, "Known for long", days=5, publish_at=sunday - timedelta(days=60))
        coming(sunday, "Far away", days=90, publish_at=sunday - timedelta(days=60))
        make_article("News of the week", publish_at=sunday - timedelta(hours=1))
        first = tell(sunday)
    with time_machine.travel(monday, tick=False):
        counts = [tell(monday), tell(monday)]
    with time_machine.travel(monday + timedelta(days=7), tick=False):
        known.delete()
        counts.append(tell(timezone.now()))

    assert [first, *counts] == [0, 1, 0, 0]
    assert mails() == [("reader@example.org", "CAREC Institute: the news of the week")]
    assert titles(Mail.objects.get()) == ["News of the week", "Known for long"]


def test_many_subscriptions_are_told_batch_by_batch(now, monkeypatch):
    monkeypatch.setattr(telling, "BATCH_SIZE", 2)
    for number in range(5):
        subscribe(f"reader{number}@example.org")
    make_article()

    count = tell(now)

    assert count == 5
    assert len({address for address, _subject in mails()}) == 5


def test_unconfirmed_addresses_are_forgotten_after_a_week(now):
    subscribe("late@example.org", confirmed=False, asked_at=now - timedelta(days=7, minutes=1))
    subscribe("soon@example.org", confirmed=False, asked_at=now - timedelta(days=6))
    subscribe("yes@example.org", asked_at=now - timedelta(days=90))

    tell(now)

    kept = {subscription.email for subscription in Subscription.objects.all()}
    assert kept == {"soon@example.org", "yes@example.org"}


def test_the_loop_that_sends_mail_tells_once_a_minute(now, monkeypatch):
    monkeypatch.setattr(telling, "_last_told", 0.0)
    subscribe()
    make_article("First")
    queue.looking.send(None)
    make_article("Second")
    queue.looking.send(None)

    assert mails() == [("reader@example.org", "First")]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_tell_everybody_once(now):
    for number in range(6):
        subscribe(f"reader{number}@example.org")
    make_article()

    at_once(4, lambda: tell(now))
    tell(now)

    assert sorted(address for address, _subject in mails()) == [f"reader{n}@example.org" for n in range(6)]
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_while_another_worker_tells_this_one_does_not_wait(now):
    subscribe()
    make_article()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        meanwhile = at_once(1, lambda: tell(now))

    assert meanwhile == [0]
    assert tell(now) == 1

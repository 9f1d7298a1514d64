import shutil
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from post_office.models import Attachment as MailAttachment
from post_office.models import Email, Log

from contacts import retention
from contacts.mail import messages, queue
from contacts.models import (
    AddressCount,
    Attachment,
    Inquiry,
    Look,
    Message,
    Note,
    Quote,
    SpentProof,
    Topic,
)
from contacts.states import Permission, State
from contacts.statistics import figures
from tests.factories import make_inquiry, make_staff

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 8, 31, 12, tzinfo=UTC)
SENTINEL = "Zzperson"


@pytest.fixture
def folder():
    """Where attachments lie, without those of other tests."""
    place = Path(storages["private"].location)
    shutil.rmtree(place, ignore_errors=True)
    return place


def make_full_inquiry(number=1, **changes):
    """An inquiry with everything that belongs to it, each with the sentinel, past all months."""
    long_ago = timezone.now() - timedelta(days=2000)
    values = {
        "name": f"{SENTINEL} {number}",
        "email": f"{SENTINEL}{number}@example.org",
        "organisation": SENTINEL,
        "country": SENTINEL,
        "message": f"{SENTINEL} wrote this.",
        "page": f"/news/{SENTINEL}/",
        "about_words": SENTINEL,
        "about_id": 7,
        "submission_key": f"{number}" * 64,
        "topic": Topic.objects.get_or_create(name="Trade")[0],
        "state": State.CLOSED,
        "received_at": long_ago,
        "first_answered_at": long_ago + timedelta(days=2),
        "closed_at": long_ago + timedelta(days=3),
    }
    inquiry = make_inquiry(**{**values, **changes})
    mail = queue.put(**messages.receipt(inquiry))
    Log.objects.create(email=mail, status=1, message=SENTINEL)
    answer = queue.put(to=[inquiry.email], subject=f"Answer [{inquiry.reference}]", body=SENTINEL)
    message = Message.objects.create(
        inquiry=inquiry,
        direction="out",
        body=SENTINEL,
        sender=f"{SENTINEL}@example.org",
        message_id=answer.message_id,
        email=answer,
        created_at=long_ago,
    )
    attached = Attachment(message=message, name=f"{SENTINEL}.pdf", content_type="application/pdf", size=4)
    attached.file.save(f"{SENTINEL}.pdf", ContentFile(b"%PDF"))
    mailed = MailAttachment.objects.create(file=attached.file.name, name=attached.name)
    answer.attachments.add(mailed)
    Note.objects.create(inquiry=inquiry, text=SENTINEL)
    return inquiry


def make_quote(inquiry, permission=Permission.GIVEN, **changes):
    quote = Quote(inquiry=inquiry, language=inquiry.language, permission=permission, **changes)
    quote.put_words("A great help.", "Dilnoza")
    quote.asked_text, quote.asked_attribution = "A great help.", "Dilnoza"
    quote.save()
    return quote


def rows_with_sentinel():
    """The tables in which the sentinel stands, whatever column it is in."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s', [f"%{SENTINEL}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def files(folder):
    return [path.name for path in folder.rglob("*") if path.is_file()]


def all_figures():
    return figures(date(2015, 1, 1), timezone.localdate() + timedelta(days=1))


@pytest.mark.parametrize(
    ("moment", "months", "earlier"),
    [
        (datetime(2026, 8, 31, 12, tzinfo=UTC), 1, datetime(2026, 7, 31, 12, tzinfo=UTC)),
        (datetime(2026, 3, 31, 12, tzinfo=UTC), 1, datetime(2026, 2, 28, 12, tzinfo=UTC)),
        (datetime(2024, 3, 31, tzinfo=UTC), 1, datetime(2024, 2, 29, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 24, datetime(2024, 1, 15, tzinfo=UTC)),
        (datetime(2026, 1, 15, tzinfo=UTC), 1, datetime(2025, 12, 15, tzinfo=UTC)),
        (datetime(2026, 12, 15, tzinfo=UTC), 12, datetime(2025, 12, 15, tzinfo=UTC)),
    ],
)
def test_months_before_is_the_same_day_or_the_last(moment, months, earlier):
    assert retention.months_before(moment, months) == earlier


@pytest.mark.parametrize("state", State)
def test_each_state_is_kept_for_its_months(settings, state):
    settings.INQUIRY_RETENTION_MONTHS = {"closed": 24, "answered": 12, "spam": 1}
    limit = {"closed": 24, "answered": 12, "spam": 1}.get(state, 600)
    last_day = retention.months_before(NOW, limit)
    over = make_inquiry(state=state, received_at=last_day - timedelta(seconds=1))
    make_inquiry(state=state, received_at=last_day)

    past = list(retention.past_retention(NOW))

    assert past == ([over] if state in settings.INQUIRY_RETENTION_MONTHS else [])


def test_months_are_counted_from_the_last_word():
    long_ago = NOW - timedelta(days=3000)
    recently = NOW - timedelta(days=30)
    closed_late = make_inquiry(state="closed", received_at=long_ago, closed_at=recently)
    make_inquiry(state="answered", received_at=long_ago, first_answered_at=recently)
    replied = make_inquiry(state="closed", received_at=long_ago, closed_at=long_ago)
    replied.messages.create(direction="in", body="Thanks.", message_id="<1@a>", created_at=recently)
    replied.messages.create(direction="in", body="Hello.", message_id="<2@a>", created_at=long_ago)
    over = make_inquiry(state="closed", received_at=long_ago, closed_at=long_ago)

    assert list(retention.past_retention(NOW)) == [over]
    assert closed_late in retention.past_retention(NOW + timedelta(days=800))


def test_without_settings_nothing_is_erased(settings):
    settings.INQUIRY_RETENTION_MONTHS = {}
    make_full_inquiry()

    assert retention.erase_past_retention() == {}


def test_erasing_leaves_no_word_of_the_person_anywhere(folder):
    make_full_inquiry()
    assert len(rows_with_sentinel()) >= 6
    assert len(files(folder)) == 1

    counts = retention.erase_past_retention()

    assert counts == {"inquiries": 1, "messages": 1, "files": 1, "notes": 1, "mails": 2}
    assert rows_with_sentinel() == []
    assert files(folder) == []
    assert (Email.objects.count(), Log.objects.count(), MailAttachment.objects.count()) == (0, 0, 0)
    erased = Inquiry.objects.get()
    assert erased.erased_at is not None
    erased.validate_constraints()


def test_erasing_changes_no_figure():
    for number, kind in enumerate(["inquiry", "question", "commendation"], 1):
        make_full_inquiry(number, kind=kind, language="ru", state=State.ANSWERED)
    make_full_inquiry(4, state=State.SPAM, spam_reason="trap")
    make_inquiry()
    before = all_figures()
    assert (before.total, before.spam, before.answered) == (4, 1, 3)

    retention.erase_past_retention()

    assert all_figures() == before
    assert Inquiry.objects.exclude(erased_at=None).count() == 4


def test_erasing_spares_what_belongs_to_others(folder):
    make_full_inquiry(1)
    kept = make_full_inquiry(1, submission_key=None, received_at=timezone.now())
    shared = MailAttachment.objects.last()
    Email.objects.exclude(attachments=None).first().attachments.add(shared)

    retention.erase_past_retention()

    assert list(Inquiry.objects.filter(erased_at=None)) == [kept]
    assert sorted({mail.subject.partition("CI-")[2][:11] for mail in Email.objects.all()}) == [
        kept.reference.removeprefix("CI-")
    ]
    assert Email.objects.count() == 2
    assert kept.messages.get().body == SENTINEL
    with storages["private"].open(kept.messages.get().attachments.get().file.name) as file:
        assert file.read() == b"%PDF"
    assert len(files(folder)) == 1


def test_agreed_quote_stays_without_its_inquiry():
    given = make_quote(make_full_inquiry(1), pages="/")
    for number, permission in enumerate([Permission.ASKED, Permission.REFUSED, Permission.NOT_ASKED], 2):
        make_quote(make_full_inquiry(number), permission)

    counts = retention.erase_past_retention()

    assert counts["quotes"] == 3
    assert list(Quote.objects.values_list("pk", "inquiry", "pages")) == [(given.pk, None, "/")]


def test_message_that_was_erased_is_known_when_it_comes_again():
    message = make_full_inquiry().messages.get()

    retention.erase_past_retention()

    assert Message.objects.filter(message_id=message.message_id).count() == 1


def test_erasing_is_noted_once():
    inquiry = make_full_inquiry()

    retention.erase_past_retention()
    retention.erase_past_retention()

    assert list(Look.objects.values_list("user", "reference", "what")) == [
        (None, inquiry.reference, "erased")
    ]


def test_erasing_an_inquiry_that_waits_closes_it():
    inquiry = make_inquiry(state=State.NEW, due_at=timezone.now())

    retention.erase(Inquiry.objects.all())

    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.closed_at) == (State.CLOSED, inquiry.erased_at)


def test_many_inquiries_are_erased_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(retention, "BATCH_SIZE", 2)
    for _number in range(5):
        make_inquiry(state="closed", received_at=NOW - timedelta(days=3000))

    assert retention.erase_past_retention() == {"inquiries": 5}
    assert retention.erase_past_retention() == {}


def run_command(*arguments):
    out = StringIO()
    call_command("erase_inquiries", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_command_only_counts_in_a_dry_run():
    make_full_inquiry()

    lines = run_command("--dry-run")

    assert lines == [
        "closed: 1 past 24 months",
        "answered: 0 past 24 months",
        "spam: 0 past 1 months",
        "Nothing was erased.",
    ]
    assert Inquiry.objects.get().name == f"{SENTINEL} 1"


def test_command_erases_and_says_what():
    make_full_inquiry()

    assert run_command()[-1] == ("Permanently erased: 1 inquiries, 1 messages, 1 files, 1 notes, 2 mails.")
    assert run_command()[-1] == "Permanently erased: nothing."


def test_command_deletes_the_traces_of_senders_after_two_days():
    for hours in (0, 47, 49):
        moment = timezone.now() - timedelta(hours=hours)
        AddressCount.objects.create(block=f"{hours}", window=moment, count=1)
        SpentProof.objects.create(digest=f"{hours}", expires_at=moment)

    run_command("--dry-run")
    before = (AddressCount.objects.count(), SpentProof.objects.count())
    run_command()

    assert before == (3, 3)
    assert sorted(AddressCount.objects.values_list("block", flat=True)) == ["0", "47"]
    assert sorted(SpentProof.objects.values_list("digest", flat=True)) == ["0", "47"]


def test_reading_is_noted_once_an_hour_for_each_reader():
    inquiry, reader, other = make_inquiry(), make_staff("reader"), make_staff("other")

    for user in (reader, reader, other):
        retention.note_look(user, inquiry)
    Look.objects.filter(user=reader).update(at=timezone.now() - timedelta(minutes=61))
    retention.note_look(reader, inquiry)
    retention.note_look(reader, inquiry, "exported")
    retention.note_look(reader, inquiry, "exported")

    found = Look.objects.order_by("pk").values_list("user__username", "reference", "what")
    assert list(found) == [
        (name, inquiry.reference, what)
        for name, what in [
            ("reader", "read"),
            ("other", "read"),
            ("reader", "read"),
            ("reader", "exported"),
            ("reader", "exported"),
        ]
    ]

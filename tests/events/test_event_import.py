import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from events import ical
from events.choices import Mode, Status
from events.event_import import files
from events.models import Event, EventKind
from publishing.models import State
from tests.factories import country, make_event, make_staff

pytestmark = pytest.mark.django_db

IMPORT = "/admin/events/event/import/"
CONFIRM = "/admin/events/event/process_import/"
ROW = {
    "uid": "forum-2026",
    "title": "Forum",
    "kind": "Forum",
    "first_day": "2026-05-01",
    "start_time": "09:00",
    "last_day": "2026-05-02",
    "end_time": "17:30",
    "time_zone": "Asia/Almaty",
    "mode": "hybrid",
    "city": "Almaty",
    "country": "Kazakhstan",
}


@pytest.fixture
def staff(client):
    user = make_staff()
    client.force_login(user)
    return user


def table(*rows):
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("events.csv", out.getvalue().encode())


def workbook(*rows):
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("events.xlsx", out.getvalue())


def calendar(*events, head=""):
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{head}{body}END:VCALENDAR\r\n"
    return SimpleUploadedFile("events.ics", text.encode())


def look(client, file):
    """Upload a file; the answer shows its rows."""
    kind = EventKind.objects.get(slug="workshop").pk
    data = {"import_file": file, "kind": kind, "time_zone": "Asia/Shanghai", "format": "0", "resource": "0"}
    response = client.post(IMPORT, data)
    assert response.status_code == 200
    return response


def rows(response):
    return [(row["number"], row["outcome"], row["notes"]) for row in response.context["rows"]]


def confirm(client, response):
    form = response.context["confirm_form"]
    return client.post(CONFIRM, form.initial, follow=True)


def take(client, file):
    """Upload a file and confirm it."""
    return confirm(client, look(client, file))


def test_new_event_arrives_as_a_draft(client, staff):
    response = look(client, table(ROW))
    assert Event.objects.count() == 0

    confirm(client, response)

    [event] = Event.objects.all()
    assert (event.uid, event.title_en, event.state) == ("forum-2026", "Forum", State.DRAFT)
    assert (event.kind.slug, event.mode, event.city_en) == ("forum", Mode.HYBRID, "Almaty")
    assert (event.country.code, event.time_zone, event.all_day) == ("KZ", "Asia/Almaty", False)
    assert event.starts_at == datetime(2026, 5, 1, 4, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 5, 2, 12, 30, tzinfo=UTC)
    assert (event.created_by, event.updated_by) == (staff, staff)
    assert LogEntry.objects.get().change_message == "Imported from a file."


def test_the_look_at_a_file_tells_each_row_and_writes_nothing(client, staff):
    make_event("Old title", uid="known")
    uids = ["new", "known", "", "new"]

    response = look(client, table(*(ROW | {"uid": uid} for uid in uids)))

    assert [(number, outcome) for number, outcome, _notes in rows(response)] == [
        (2, "new"),
        (3, "update"),
        (4, "invalid"),
        (5, "invalid"),
    ]
    assert rows(response)[2][2] == ["It has no UID, by which it would be known again."]
    assert rows(response)[3][2] == ["Row 2 already has the UID “new”."]
    assert "title" in rows(response)[1][2][0]
    assert [event.title_en for event in Event.objects.all()] == ["Old title"]


def test_good_rows_go_in_though_others_are_bad(client, staff):
    take(client, table(ROW | {"country": "Nowhere"}, ROW | {"uid": "good"}))

    assert [event.uid for event in Event.objects.all()] == ["good"]


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"title": ""}, ["The English title can't be empty."]),
        ({"first_day": ""}, ["The first day is missing."]),
        ({"first_day": "soon"}, ["“soon” is not a date. Write it like 2026-05-01."]),
        ({"first_day": "0001-01-01"}, ["“0001-01-01” is not a date. Write it like 2026-05-01."]),
        ({"start_time": "late"}, ["“late” is not a time. Write it like 09:30."]),
        ({"end_time": ""}, ["Give both times, or none for an event that has dates only."]),
        ({"last_day": "2026-04-30"}, ["The event ends before it starts."]),
        ({"kind": "Party"}, ["There is no kind of event called “Party”."]),
        ({"time_zone": "Mars"}, ["“Mars” is not a time zone. Write it like Asia/Almaty, or UTC."]),
        (
            {"country": "Kazahkstann", "mode": "by boat"},
            [
                "“by boat” is not a way to hold an event: in_person, online or hybrid.",
                "No country is known as “Kazahkstann”. Is Kazakhstan meant?",
            ],
        ),
        (
            {"time_zone": "America/New_York", "first_day": "2026-03-08", "start_time": "02:30"},
            [
                "02:30 does not exist on 2026-03-08 in America/New_York, because clocks are put forward. "
                "Choose another time."
            ],
        ),
        ({"title": "x" * 201}, ["title [en]: Ensure this value has at most 200 characters (it has 201)."]),
        ({"join_url": "javascript:alert(1)"}, ["address to join online: Enter a valid URL."]),
    ],
)
def test_bad_row_says_what_is_wrong(client, staff, changes, sentences):
    response = look(client, table(ROW | changes))

    [(_number, outcome, notes)] = rows(response)
    assert (outcome, sorted(notes)) == ("invalid", sorted(sentences))
    assert response.context["confirm_form"] is None


def test_same_file_twice_changes_nothing(client, staff):
    full = ROW | {"text": "One.\n\nTwo & <three>.", "status": "Postponed", "title_ru": "Форум"}
    take(client, table(full))
    before = list(Event.objects.values())

    response = look(client, table(full))

    assert rows(response) == [(2, "skip", [])]
    assert response.context["confirm_form"] is None
    assert list(Event.objects.values()) == before


def test_empty_cell_changes_nothing_and_a_full_one_only_its_field(client, staff):
    event = make_event("Forum", uid="forum-2026", city_en="Beijing", summary_en="Kept.")

    take(client, table({"uid": "forum-2026", "title": "", "summary": "", "city": "Urumqi"}))

    after = Event.objects.get()
    assert (after.title_en, after.summary_en, after.city_en) == ("Forum", "Kept.", "Urumqi")
    assert (after.starts_at, after.time_zone, after.version) == (event.starts_at, "Asia/Shanghai", 2)
    assert after.state == State.PUBLISHED


def test_workbook_with_real_dates_is_read(client, staff):
    take(
        client,
        workbook(
            ["UID", "Title", "First day", "Last day", "Budget"],
            ["one", "Training", datetime(2026, 5, 1), datetime(2026, 5, 3), 100],
        ),
    )

    event = Event.objects.get()
    assert (event.all_day, event.kind.slug, event.time_zone) == (True, "workshop", "Asia/Shanghai")
    assert (event.first_day.isoformat(), event.last_day.isoformat()) == ("2026-05-01", "2026-05-03")


def test_unknown_columns_are_named(client, staff):
    assert look(client, table(ROW | {"Budget": "100"})).context["result"].ignored == ["Budget"]


def test_calendar_is_read_by_uid(client, staff):
    take(
        client,
        calendar(
            "UID:a@x\r\nDTSTART;TZID=Asia/Almaty:20260501T090000\r\nDURATION:PT8H\r\nSUMMARY:Water\\, energy"
            "\r\nDESCRIPTION:One.\\n\\nTwo.\r\nLOCATION:Hall 1",
            "UID:b@x\r\nDTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260503\r\nSUMMARY:Visit",
            "UID:c@x\r\nDTSTART:20260501T010000Z\r\nDTEND:20260501T020000Z\r\nSUMMARY:Call\r\nSTATUS:CANCELLED"
            "\r\nLOCATION:https://meet.example.org/c",
            "UID:d@x\r\nDTSTART:20260501T090000\r\nDTEND:20260501T240000\r\nSUMMARY:No zone",
            head="X-WR-TIMEZONE:Asia/Tashkent\r\n",
        ),
    )

    first, second, third = Event.objects.order_by("uid")[:3]
    assert (first.title_en, first.body_en) == ("Water, energy", "<p>One.</p>\n\n<p>Two.</p>")
    assert (first.time_zone, first.venue_en) == ("Asia/Almaty", "Hall 1")
    assert (first.starts_at, first.ends_at - first.starts_at) == (
        datetime(2026, 5, 1, 4, tzinfo=UTC),
        timedelta(hours=8),
    )
    assert (second.all_day, second.last_day.isoformat()) == (True, "2026-05-02")
    assert (third.time_zone, third.starts_at) == ("Asia/Tashkent", datetime(2026, 5, 1, 1, tzinfo=UTC))
    assert (third.status, third.join_url) == (Status.CANCELLED, "https://meet.example.org/c")


def test_bad_entries_of_a_calendar_are_told_and_left_out(client, staff):
    response = look(
        client,
        calendar(
            "UID:a\r\nSUMMARY:Weekly\r\nDTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=WEEKLY",
            "UID:b\r\nSUMMARY:Never",
            "UID:c\r\nSUMMARY:Broken\r\nDTSTART:20261399",
            "UID:d\r\nSUMMARY:Good\r\nDTSTART;VALUE=DATE:20260501",
        ),
    )

    assert rows(response) == [
        (1, "invalid", ["It repeats. Please enter each of its dates as an event of its own."]),
        (2, "invalid", ["Its dates can't be read."]),
        (3, "invalid", ["Its dates can't be read."]),
        (4, "new", []),
    ]


def test_own_calendar_comes_back_at_the_same_times(client, staff):
    """Also a time that clocks show twice, and an end at midnight."""
    moments = [
        ("America/New_York", datetime(2026, 11, 1, 6, 30, tzinfo=UTC), timedelta(hours=1)),
        ("Asia/Almaty", datetime(2026, 5, 1, 15, tzinfo=UTC), timedelta(hours=4)),
    ]
    for zone, start, length in moments:
        make_event(time_zone=zone, starts_at=start, ends_at=start + length)
    before = list(Event.objects.values_list("uid", "starts_at", "ends_at"))
    content = ical.calendar_file(Event.objects.all(), "x")
    Event.objects.all().delete()

    take(client, SimpleUploadedFile("calendar.ics", content))

    assert list(Event.objects.values_list("uid", "starts_at", "ends_at")) == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The submitted file is empty."),
        (b"title\nForum\n", "There is no column “uid” among the headings"),
        (b"uid,title,Title\na,b,c\n", "Two headings mean the same column: title, Title."),
        (b"uid,title\n", "There are no events in this file."),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "There are no events in this file."),
        (b"\x00\x01\x02 nothing", "This is neither a calendar nor a workbook nor a text file."),
        (b"PK\x03\x04 broken", "The file is damaged"),
    ],
)
def test_file_that_is_no_list_of_events_is_refused(client, staff, content, sentence):
    response = look(client, SimpleUploadedFile("events.csv", content))

    [error] = response.context["form"].errors["import_file"]
    assert error.startswith(sentence)


def test_large_files_are_refused(client, staff, monkeypatch):
    monkeypatch.setattr("events.admin.event_import.LARGEST", 1024 * 1024)
    big = SimpleUploadedFile("events.csv", b"uid\n" + b"x" * 1024 * 1024)
    monkeypatch.setattr(files, "MOST", 2)
    long = table(*(ROW | {"uid": str(number)} for number in range(3)))

    errors = [look(client, file).context["form"].errors["import_file"] for file in (big, long)]

    assert errors == [
        ["The file is larger than 1 MB. Please divide it."],
        ["The file has more than 2 events. Please divide it."],
    ]


def test_second_confirmation_of_a_file_is_told(client, staff):
    response = look(client, table(ROW))
    confirm(client, response)

    again = confirm(client, response)

    assert "This file was imported before" in again.content.decode()
    assert Event.objects.count() == 1


def test_import_asks_for_both_permissions(client):
    user = make_staff(is_superuser=False)
    client.force_login(user)
    user.user_permissions.add(Permission.objects.get(codename="view_event"))
    user.user_permissions.add(Permission.objects.get(codename="add_event"))
    assert (client.get(IMPORT).status_code, client.post(CONFIRM).status_code) == (403, 403)

    user.user_permissions.add(Permission.objects.get(codename="change_event"))

    assert client.get(IMPORT).status_code == 200
    assert f'href="{IMPORT}"' in client.get("/admin/events/event/").content.decode()


def test_published_event_is_left_to_those_who_may_publish(client):
    user = make_staff(is_superuser=False)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["add_event", "change_event"]))
    client.force_login(user)
    make_event("Before", uid="forum-2026", country=country("CN"))

    response = look(client, table(ROW))

    assert rows(response) == [
        (2, "invalid", ["This event is published. Please ask somebody who may publish to change it."])
    ]


def test_event_in_the_trash_stays_as_it_is(client, staff):
    make_event("Before", uid="forum-2026").move_to_trash()

    assert rows(look(client, table(ROW))) == [(2, "invalid", ["This event lies in the trash."])]


def test_pages_keep_to_the_content_security_policy(client, staff):
    pages = [client.get(IMPORT).content.decode(), look(client, table(ROW)).content.decode()]

    for page in pages:
        main = page[page.index('id="content-main"') :]
        assert ("style=" in main, "onclick=" in main, "<script" in main) == (False, False, False)

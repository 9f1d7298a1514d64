import logging
import tempfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.calendars import ical
from events.choices import Status
from events.event_import import files
from events.models import Event
from tests.events.event_files import ROW, calendar, look, rows, table, take, workbook
from tests.factories import make_event, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = make_staff()
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ({"title": ""}, ["The English title can’t be empty."]),
        ({"first_day": ""}, ["The first day is missing."]),
        ({"first_day": "soon"}, ["“soon” is not a date. Enter it like 2026-05-01."]),
        ({"first_day": "0001-01-01"}, ["“0001-01-01” is not a date. Enter it like 2026-05-01."]),
        ({"start_time": "late"}, ["“late” is not a time. Enter it like 09:30."]),
        ({"end_time": ""}, ["Enter both times, or neither if the event has dates only."]),
        ({"last_day": "2026-04-30"}, ["The event ends before it starts."]),
        ({"kind": "Party"}, ["There is no kind of event called “Party”."]),
        ({"time_zone": "Mars"}, ["“Mars” is not a time zone. Enter one such as Asia/Almaty, or UTC."]),
        (
            {"country": "Kazahkstann", "mode": "by boat"},
            [
                "“by boat” is not a known mode. Use one of these: In person, Online, In person and online.",
                "No country is known as “Kazahkstann”. Did you mean Kazakhstan?",
            ],
        ),
        (
            {"time_zone": "America/New_York", "first_day": "2026-03-08", "start_time": "02:30"},
            [
                "02:30 does not exist on 2026-03-08 in America/New_York, because the clocks go "
                "forward. Enter another time."
            ],
        ),
        ({"title": "x" * 201}, ["title [en]: Ensure this value has at most 200 characters (it has 201)."]),
        ({"join_url": "javascript:alert(1)"}, ["link to join online: Enter a valid URL."]),
    ],
)
def test_bad_row_says_what_is_wrong(client, staff, changes, sentences):
    response = look(client, table(ROW | changes))

    [(_number, outcome, notes)] = rows(response)
    assert (outcome, sorted(notes)) == ("invalid", sorted(sentences))
    assert response.context["confirm_form"] is None


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


def test_dash_for_the_country_is_no_country(client, staff):
    take(client, table(ROW | {"country": "–"}))

    assert Event.objects.get().country is None


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
        (1, "invalid", ["It repeats. Please enter each of its dates as a separate event."]),
        (2, "invalid", ["Its dates can’t be read."]),
        (3, "invalid", ["Its dates can’t be read."]),
        (4, "new", []),
    ]


def test_own_calendar_comes_back_at_the_same_times(client, staff):
    """Also a time that clocks show twice, and an end at midnight."""
    moments = [
        ("America/New_York", datetime(2026, 11, 1, 5, 30, tzinfo=UTC), timedelta(hours=2)),
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
        (b"title\nForum\n", "There is no “ID” column among the headings"),
        (b"uid,title,Title\na,b,c\n", "Two headings mean the same column: title, Title."),
        (b"uid,title\n", "There are no events in this file."),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "There are no events in this file."),
        (b"\x00\x01\x02 nothing", "This is neither a calendar nor a workbook nor a text file."),
        (b"PK\x03\x04 broken", "The workbook is damaged"),
    ],
)
def test_file_that_is_no_list_of_events_is_refused(client, staff, content, sentence):
    response = look(client, SimpleUploadedFile("events.csv", content))

    [error] = response.context["form"].errors["import_file"]
    assert error.startswith(sentence)


def test_large_files_are_refused(client, staff, monkeypatch):
    monkeypatch.setattr("events.admin.event_import.MAX_UPLOAD_BYTES", 1024 * 1024)
    big = SimpleUploadedFile("events.csv", b"uid\n" + b"x" * 1024 * 1024)
    monkeypatch.setattr(files, "MAX_EVENTS", 2)
    long = table(*(ROW | {"uid": str(number)} for number in range(3)))

    errors = [look(client, file).context["form"].errors["import_file"] for file in (big, long)]

    assert errors == [
        ["The file is larger than 1 MB. Please split it."],
        ["The file has more than 2 events. Please split it."],
    ]


@pytest.mark.parametrize("left", [0, 4096])
def test_file_without_room_in_the_temporary_folder_is_refused(
    client, staff, mount_small_disk, monkeypatch, tmp_path, caplog, left
):
    disk = mount_small_disk(tmp_path / "temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    disk.fill(left)

    response = look(client, table(ROW | {"title": "x" * 10_000}))

    assert response.context["form"].errors == {
        "import_file": [
            "There is no room for this file on the site’s disk. Nothing was imported. Tell whoever "
            "runs the site, then try again."
        ]
    }
    assert response.context["form"]["time_zone"].value() == "Asia/Shanghai"
    assert disk.files() == []
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, "The file of an import can't be kept: [Errno 28] No space left on device")
    ]

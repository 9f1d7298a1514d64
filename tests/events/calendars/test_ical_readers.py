"""The same files, read by two libraries that did not write them, one in Python and one in JavaScript."""

import hashlib
import json
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import playwright
import pytest
import vobject
from django.conf import settings

from events.calendars import ical
from events.choices import Status
from events.models import Event
from tests.factories import make_event
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.django_db

VENDOR = Path(settings.BASE_DIR, "tests/vendor/ical.js")
READER = Path(settings.BASE_DIR, "tests/events/read_calendar.mjs")
ODD = "Вода; энергия, торговля \\ C:\\New 中文会议 😀 " * 4
# Zone, and start and end by the clocks of the place and as hours of UTC.
TIMES = [
    ("Asia/Almaty", "2024-02-29 10:00", "2024-02-29 17:00", "2024-02-29 04:00", "2024-02-29 11:00"),
    ("Asia/Almaty", "2024-03-01 10:00", "2024-03-01 17:00", "2024-03-01 05:00", "2024-03-01 12:00"),
    ("Asia/Almaty", "2024-03-02 10:00", "2024-03-02 17:00", "2024-03-02 05:00", "2024-03-02 12:00"),
    ("Asia/Almaty", "2024-02-28 09:00", "2024-03-02 18:00", "2024-02-28 03:00", "2024-03-02 13:00"),
    ("Asia/Shanghai", "2023-07-27 09:00", "2023-07-27 17:00", "2023-07-27 01:00", "2023-07-27 09:00"),
    ("Asia/Tashkent", "2025-10-01 09:30", "2025-10-03 13:00", "2025-10-01 04:30", "2025-10-03 08:00"),
    ("America/New_York", "2024-03-09 09:00", "2024-03-09 17:00", "2024-03-09 14:00", "2024-03-09 22:00"),
    ("America/New_York", "2024-03-10 01:30", "2024-03-10 03:30", "2024-03-10 06:30", "2024-03-10 07:30"),
    ("America/New_York", "2024-03-11 09:00", "2024-03-11 17:00", "2024-03-11 13:00", "2024-03-11 21:00"),
    ("America/New_York", "2024-11-02 09:00", "2024-11-04 09:00", "2024-11-02 13:00", "2024-11-04 14:00"),
    ("UTC", "2024-05-01 08:00", "2024-05-01 09:00", "2024-05-01 08:00", "2024-05-01 09:00"),
]


def read_with_vobject(content):
    calendar = vobject.readOne(content.decode())
    return {
        event.uid.value: {
            "sequence": int(event.sequence.value),
            "status": event.status.value,
            "summary": event.summary.value,
            "description": event.description.value,
            "location": event.location.value,
            "url": event.url.value,
            "categories": event.categories.value,
            "start": moment(event.dtstart.value),
            "end": moment(event.dtend.value),
            "stamp": moment(event.dtstamp.value),
        }
        for event in calendar.vevent_list
    }


def moment(value):
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def read_with_ical_js(content):
    """Run by the Node.js that Playwright brings."""
    node = shutil.which("node", path=Path(playwright.__file__).parent / "driver")
    done = subprocess.run(
        [node, READER], input=content, capture_output=True, check=True, timeout=PATIENCE_SECONDS
    )
    return {event.pop("uid"): event for event in json.loads(done.stdout)["events"]}


READERS = [read_with_vobject, read_with_ical_js]


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("read", READERS)
def test_times_come_back_as_the_moments_they_are(read):
    expected = {}
    for number, (zone, start, end, start_utc, end_utc) in enumerate(TIMES):
        local_start, local_end = (
            datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)) for text in (start, end)
        )
        make_event(
            f"Event {number}", uid=f"event-{number}", time_zone=zone, starts_at=local_start, ends_at=local_end
        )
        assert (local_start.astimezone(UTC), local_end.astimezone(UTC)) == (utc(start_utc), utc(end_utc))
        expected[f"event-{number}"] = (moment(utc(start_utc)), moment(utc(end_utc)))

    found = read(ical.calendar_file(Event.objects.for_cards(), "Events"))

    assert {uid: (event["start"], event["end"]) for uid, event in found.items()} == expected


@pytest.mark.parametrize("read", READERS)
def test_dates_come_back_with_the_day_after_the_last(read):
    first = datetime(2024, 2, 29, tzinfo=ZoneInfo("Asia/Almaty"))
    last = datetime(2024, 3, 2, tzinfo=ZoneInfo("Asia/Almaty"))
    event = make_event(all_day=True, time_zone="Asia/Almaty", starts_at=first, ends_at=last)

    found = read(ical.event_file(event))[event.uid]

    assert (found["start"], found["end"]) == (date(2024, 2, 29).isoformat(), date(2024, 3, 2).isoformat())


@pytest.mark.parametrize("read", READERS)
def test_texts_come_back_as_they_were(read):
    event = make_event(
        ODD[:200].strip(),
        slug="odd",
        summary_en=f"{ODD}\nSecond line",
        venue_en=ODD[:200].strip(),
        status=Status.CANCELLED,
    )
    event.topics.add("Trade; transit")
    event.save()

    found = read(ical.event_file(event))[event.uid]

    assert found == {
        "sequence": 1,
        "status": "CANCELLED",
        "summary": f"Cancelled: {ODD[:200].strip()}",
        "description": f"{ODD}\nSecond line\n\nhttp://localhost:8000/events/odd/",
        "location": f"{ODD[:200].strip()}, Beijing, People’s Republic of China",
        "url": "http://localhost:8000/events/odd/",
        "categories": ["Symposium", "Trade; transit"],
        "start": "2023-07-27T01:00:00.000Z",
        "end": "2023-07-27T09:00:00.000Z",
        "stamp": moment(event.updated_at - timedelta(microseconds=event.updated_at.microsecond)),
    }


def test_vendored_reader_is_what_its_package_held():
    [package] = json.loads((VENDOR / "vendor.json").read_text())["packages"]
    files = {file["path"]: file["sha512"] for file in package["files"]}

    found = {
        path.name: hashlib.sha512(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "vendor.json"
    }

    assert found == files

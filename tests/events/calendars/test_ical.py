"""The bytes of iCalendar files, point by point of RFC 5545."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from events.calendars import ical
from events.calendars.vtimezone import vtimezone
from events.choices import Mode, Status
from events.models import Event
from tests.factories import country, make_event, make_participation, make_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
# Nothing but text: the control characters have a test of their own.
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n"), max_size=300)


def lines(content):
    """The unfolded content lines."""
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def line(event, name):
    """The one line of the event's file that holds this property, whatever its parameters."""
    content = content_of(event)
    inside = content[content.index("BEGIN:VEVENT") :]
    [found] = [each for each in inside if re.match(f"{name}[;:]", each)]
    return found


def content_of(event):
    return lines(ical.event_file(event))


def unescape(value):
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


@time_machine.travel(NOW, tick=False)
def test_file_of_an_event_holds_what_a_calendar_needs():
    event = make_event("Symposium on trade", uid="one", slug="symposium", venue_en="Hall 1")
    event.topics.add("Trade")

    assert content_of(event) == [
        "BEGIN:VCALENDAR",
        "PRODID:-//CAREC Institute//Events//EN",
        "VERSION:2.0",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:20230726T090000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "UID:one",
        "SEQUENCE:0",
        "DTSTAMP:20260304T050607Z",
        "LAST-MODIFIED:20260304T050607Z",
        "DTSTART;TZID=Asia/Shanghai:20230727T090000",
        "DTEND;TZID=Asia/Shanghai:20230727T170000",
        "STATUS:CONFIRMED",
        "SUMMARY:Symposium on trade",
        r"DESCRIPTION:A day on trade between neighbours.\n\nhttp://localhost:8000/events/symposium/",
        r"LOCATION:Hall 1\, Beijing\, People’s Republic of China",
        "CATEGORIES:Symposium,Trade",
        "URL:http://localhost:8000/events/symposium/",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_calendar_has_a_name_and_says_how_often_to_come_back():
    content = lines(ical.calendar_file([make_event()], "Events; all, of them"))

    assert content[1:7] == [
        "PRODID:-//CAREC Institute//Events//EN",
        "VERSION:2.0",
        r"NAME:Events\; all\, of them",
        r"X-WR-CALNAME:Events\; all\, of them",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]


def test_calendar_without_events_still_holds_a_component():
    content = lines(ical.calendar_file([], "Events"))

    assert [each for each in content if each.startswith("BEGIN:")] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VTIMEZONE",
        "BEGIN:STANDARD",
    ]


def test_times_in_utc_need_no_time_zone():
    event = make_event(time_zone="UTC")

    assert line(event, "DTSTART") == "DTSTART:20230727T010000Z"
    assert line(event, "DTEND") == "DTEND:20230727T090000Z"
    assert "BEGIN:VTIMEZONE" not in content_of(event)


def test_all_day_event_has_dates_and_ends_on_the_day_after():
    start = datetime(2024, 2, 28, tzinfo=ZoneInfo("Asia/Almaty"))
    end = datetime(2024, 3, 2, tzinfo=ZoneInfo("Asia/Almaty"))
    event = make_event(all_day=True, time_zone="Asia/Almaty", starts_at=start, ends_at=end)

    assert line(event, "DTSTART") == "DTSTART;VALUE=DATE:20240228"
    assert line(event, "DTEND") == "DTEND;VALUE=DATE:20240302"
    assert "BEGIN:VTIMEZONE" not in content_of(event)


def test_time_that_clocks_show_twice_is_told_apart():
    event = make_event(
        time_zone="America/New_York",
        starts_at=datetime(2024, 11, 3, 5, 30, tzinfo=UTC),
        ends_at=datetime(2024, 11, 3, 6, 30, tzinfo=UTC),
    )

    assert line(event, "DTSTART") == "DTSTART;TZID=America/New_York:20241103T013000"
    assert line(event, "DTEND") == "DTEND:20241103T063000Z"


def test_zone_lists_the_changes_of_clocks_in_its_time_alone():
    first, last = datetime(2024, 3, 10, tzinfo=UTC), datetime(2024, 11, 2, 12, tzinfo=UTC)

    content = lines(vtimezone(ZoneInfo("America/New_York"), first, last).to_ical())

    # RFC 5545, 3.6.5: an onset is told by the clocks before it, two o'clock in both cases.
    assert [each for each in content if each.startswith(("BEGIN", "DTSTART", "TZOFF"))] == [
        "BEGIN:VTIMEZONE",
        *("BEGIN:STANDARD", "DTSTART:20240308T190000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500"),
        *("BEGIN:DAYLIGHT", "DTSTART:20240310T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400"),
        *("BEGIN:STANDARD", "DTSTART:20241103T020000", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500"),
    ]


def test_zone_knows_that_kazakhstan_changed_its_time():
    first, last = datetime(2024, 2, 29, tzinfo=UTC), datetime(2024, 3, 2, tzinfo=UTC)

    content = lines(vtimezone(ZoneInfo("Asia/Almaty"), first, last).to_ical())

    assert [each for each in content if each.startswith(("BEGIN", "DTSTART", "TZOFF"))] == [
        "BEGIN:VTIMEZONE",
        *("BEGIN:STANDARD", "DTSTART:20240228T060000", "TZOFFSETFROM:+0600", "TZOFFSETTO:+0600"),
        *("BEGIN:STANDARD", "DTSTART:20240301T000000", "TZOFFSETFROM:+0600", "TZOFFSETTO:+0500"),
    ]


def test_calendar_holds_each_time_zone_once():
    for number, zone in enumerate(["Asia/Tashkent", "Asia/Almaty", "Asia/Tashkent", "UTC"]):
        make_event(f"Event {number}", time_zone=zone)

    content = lines(ical.calendar_file(Event.objects.all(), "Events"))

    assert [each for each in content if each.startswith("TZID")] == ["TZID:Asia/Almaty", "TZID:Asia/Tashkent"]


def test_sequence_grows_and_uid_stays_with_every_save():
    event = make_event(uid="one", slug="before")
    for number in (1, 2):
        event.slug = f"after-{number}"
        event.save()

        assert line(event, "SEQUENCE") == f"SEQUENCE:{number}"
        assert line(event, "UID") == "UID:one"


@pytest.mark.parametrize(
    ("status", "value", "summary"),
    [
        (Status.SCHEDULED, "CONFIRMED", "Forum"),
        (Status.POSTPONED, "TENTATIVE", "Postponed: Forum"),
        (Status.MOVED_ONLINE, "CONFIRMED", "Moved online: Forum"),
        (Status.CANCELLED, "CANCELLED", "Cancelled: Forum"),
    ],
)
def test_what_became_of_an_event_stands_in_status_title_and_description(status, value, summary):
    event = make_event("Forum", slug="forum", status=status, status_note_en="Heavy snow.", summary_en="")

    assert line(event, "STATUS") == f"STATUS:{value}"
    assert line(event, "SUMMARY") == f"SUMMARY:{summary}"
    assert line(event, "DESCRIPTION") == r"DESCRIPTION:Heavy snow.\n\nhttp://localhost:8000/events/forum/"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"venue_en": "Hall 1"}, r"Hall 1\, Beijing\, People’s Republic of China"),
        ({"mode": Mode.HYBRID, "country": None}, "Beijing"),
        ({"mode": Mode.ONLINE}, "Online"),
        ({"status": Status.MOVED_ONLINE}, "Online"),
    ],
)
def test_location_says_where(changes, place):
    assert line(make_event(**changes), "LOCATION") == f"LOCATION:{place}"


def test_event_without_a_place_has_no_location():
    event = make_event(country=None, city_en="")

    assert [each for each in content_of(event) if each.startswith("LOCATION")] == []


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("shown", [True, False])
def test_address_to_join_is_told_only_when_wanted(shown):
    event = make_event(
        slug="forum",
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        summary_en="",
        join_url="https://meet.example.org/a,b;c",
        join_url_shown=shown,
    )

    join = r"Join online: https://meet.example.org/a\,b\;c\n\n" if shown else ""
    assert line(event, "DESCRIPTION") == f"DESCRIPTION:{join}http://localhost:8000/events/forum/"


def test_texts_are_in_the_language_of_the_page():
    event = make_event(
        "Forum",
        slug="forum",
        title_ru="Форум",
        summary_ru="О торговле.",
        body_ru="<p>Текст</p>",
        venue_ru="Зал",
        city_ru="Алматы",
        country=country("KZ"),
    )

    with translation.override("ru"):
        assert line(event, "SUMMARY") == "SUMMARY:Форум"
        assert line(event, "DESCRIPTION") == (
            r"DESCRIPTION:О торговле.\n\nhttp://localhost:8000/ru/events/forum/"
        )
        assert line(event, "LOCATION") == r"LOCATION:Зал\, Алматы\, Казахстан"


def test_text_that_is_not_translated_whole_is_english():
    event = make_event("Forum", title_ru="Форум")

    with translation.override("ru"):
        assert line(event, "SUMMARY") == "SUMMARY:Forum"


def test_file_names_nobody():
    event = make_event()
    make_participation(event, make_person("Zzlisted Person"))

    content = ical.event_file(event).decode()

    assert re.findall("ATTENDEE|ORGANIZER|CONTACT|Zzlisted", content) == []


def test_control_characters_are_gone_and_odd_line_breaks_are_line_breaks():
    event = make_event("A\x01\x07\x08\x7f B\tC", summary_en="1\r\n2\r3\x0b4\x0c5\x1e6\x857\u20288\u20299")

    assert line(event, "SUMMARY") == "SUMMARY:A B\tC"
    assert line(event, "DESCRIPTION").startswith(r"DESCRIPTION:1\n2\n3\n4\n5\n6\n7\n8\n9\n\nhttp")


@pytest.mark.parametrize("text", ["C:\\New\\notes", "a;b,c", "end\\", "тест\n中文\n😀"])
def test_text_comes_back_as_it_was(text):
    assert unescape(line(make_event(text), "SUMMARY").partition(":")[2]) == text


@given(TEXTS)
def test_folding_cuts_no_character_and_loses_nothing(text):
    content = ical.calendar_file([], text)

    physical = content.split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert [each.decode().encode() for each in physical] == physical
    assert b"\n" not in content.replace(b"\r\n", b"")
    [name] = [each for each in lines(content) if each.startswith("NAME:")]
    assert unescape(name.removeprefix("NAME:")) == text


def test_equal_events_give_equal_bytes():
    make_event("One").topics.add("Water", "Trade")
    make_event("Two", time_zone="Asia/Almaty")

    files = [ical.calendar_file(Event.objects.for_cards(), "Events") for _time in range(2)]

    assert files[0] == files[1]

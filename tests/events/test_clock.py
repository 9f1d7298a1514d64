import zoneinfo
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from events.clock import ahead_of_utc, check_zone, moment, zone_names

pytestmark = pytest.mark.django_db


def test_moment_is_the_time_on_the_clocks_of_the_place():
    assert moment(datetime(2023, 7, 27, 9), "Asia/Shanghai") == datetime(2023, 7, 27, 1, tzinfo=UTC)
    assert moment(datetime(2024, 2, 29, 22), "Asia/Almaty") == datetime(2024, 2, 29, 16, tzinfo=UTC)
    assert moment(datetime(2024, 3, 1, 23), "Asia/Almaty") == datetime(2024, 3, 1, 18, tzinfo=UTC)
    assert moment(datetime(2023, 7, 27, 9), "Europe/Berlin") == datetime(2023, 7, 27, 7, tzinfo=UTC)
    assert moment(datetime(2023, 1, 27, 9), "Europe/Berlin") == datetime(2023, 1, 27, 8, tzinfo=UTC)
    assert moment(datetime(2023, 7, 27, 9), "UTC").tzinfo is UTC


@pytest.mark.parametrize(
    ("local", "zone", "code"),
    [
        (datetime(2024, 3, 31, 2, 30), "Europe/Berlin", "skipped"),
        (datetime(2024, 10, 27, 2, 30), "Europe/Berlin", "twice"),
        (datetime(2024, 2, 29, 23, 30), "Asia/Almaty", "twice"),
        (datetime(2022, 3, 22, 0, 30), "Asia/Tehran", "skipped"),
    ],
)
def test_a_time_that_is_no_moment_or_two_is_refused_in_a_sentence(local, zone, code):
    with pytest.raises(ValidationError) as refused:
        moment(local, zone)

    assert refused.value.code == code
    [sentence] = refused.value.messages
    assert f"{local:%H:%M}" in sentence
    assert zone in sentence


def test_the_hours_beside_the_change_are_moments():
    assert moment(datetime(2024, 3, 31, 1, 59), "Europe/Berlin") == datetime(2024, 3, 31, 0, 59, tzinfo=UTC)
    assert moment(datetime(2024, 3, 31, 3), "Europe/Berlin") == datetime(2024, 3, 31, 1, tzinfo=UTC)
    assert moment(datetime(2024, 10, 27, 3), "Europe/Berlin") == datetime(2024, 10, 27, 2, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "CET", "EST5EDT", "Etc/GMT+8", "Asia/Beijing", "asia/almaty", "../etc"])
def test_a_name_that_is_no_place_is_no_zone(name):
    with pytest.raises(ValidationError) as refused:
        check_zone(name)

    assert refused.value.code == "zone"


@pytest.fixture
def atlantis(tmp_path):
    """A zone that this program knows, and the database server does not."""
    former = zoneinfo.TZPATH
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia" / "Atlantis").write_bytes(
        files("tzdata").joinpath("zoneinfo", "Asia", "Almaty").read_bytes()
    )
    zoneinfo.reset_tzpath([tmp_path, *former])
    zone_names.cache_clear()
    yield "Asia/Atlantis"
    zoneinfo.reset_tzpath(former)
    zone_names.cache_clear()


@pytest.mark.parametrize(
    ("zone", "fold", "hours"),
    [("UTC", 0, 0), ("Asia/Kabul", 0, 4.5), ("America/New_York", 0, -4), ("America/New_York", 1, -5)],
)
def test_clocks_are_ahead_of_utc_by_what_their_zone_says(zone, fold, hours):
    twice_in_new_york = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo(zone), fold=fold)

    assert ahead_of_utc(twice_in_new_york) == timedelta(hours=hours)


def test_a_time_of_no_zone_is_not_taken_for_one_of_utc():
    with pytest.raises(TypeError):
        ahead_of_utc(datetime(2026, 11, 1, 1, 30))


def test_a_name_that_the_database_does_not_know_is_no_zone(atlantis):
    assert atlantis in zoneinfo.available_timezones()
    with pytest.raises(ValidationError) as refused:
        check_zone(atlantis)

    assert refused.value.code == "zone"


def test_zones_of_the_members_are_known():
    places = ["Kabul", "Baku", "Shanghai", "Tbilisi", "Almaty", "Bishkek", "Ulaanbaatar", "Karachi"]
    places += ["Dushanbe", "Ashgabat", "Tashkent"]

    assert {f"Asia/{place}" for place in places} | {"UTC"} <= zone_names()

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.utils import timezone
from django.utils.translation import override

from events.choices import Mode, Status
from events.models import Country, Event, Organisation, Participation, Person, Series
from publishing.models import State
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


def titles(events):
    return [event.title for event in events]


def at(title, start, end, **changes):
    return make_event(title, starts_at=start, ends_at=end, **changes)


def test_an_event_is_upcoming_until_its_last_moment_and_past_from_then_on():
    at("Tomorrow", NOW + 24 * HOUR, NOW + 25 * HOUR)
    at("Begins", NOW, NOW + HOUR)
    at("Runs", NOW - HOUR, NOW + TICK)
    at("Just over", NOW - 2 * HOUR, NOW)
    at("Long over", NOW - 99 * HOUR, NOW - 98 * HOUR)

    assert titles(Event.objects.upcoming(NOW)) == ["Runs", "Begins", "Tomorrow"]
    assert titles(Event.objects.past(NOW)) == ["Just over", "Long over"]


def test_year_is_that_on_the_clocks_of_the_place():
    new_year = datetime(2023, 12, 31, 18, tzinfo=UTC)
    at("Beijing", new_year, new_year + HOUR)
    at("Lisbon", new_year, new_year + HOUR, time_zone="Europe/Lisbon")

    assert titles(Event.objects.in_year(2024)) == ["Beijing"]
    assert titles(Event.objects.in_year(2023)) == ["Lisbon"]
    assert Event.objects.years() == [2024, 2023]


@pytest.mark.parametrize("year", [-1, 0, 1, 9999, 10**9])
def test_no_event_lies_in_a_year_without_dates(year):
    make_event()

    assert list(Event.objects.in_year(year)) == []
    assert list(Event.objects.in_month(year, 1)) == []


def test_month_has_every_event_of_which_a_day_lies_in_it():
    july = datetime(2023, 6, 30, 16, tzinfo=UTC)  # the first midnight of July in Beijing
    august = datetime(2023, 7, 31, 16, tzinfo=UTC)
    at("Until July", july - HOUR, july)
    at("Into July", july - HOUR, july + TICK)
    at("Within", july + 9 * HOUR, july + 10 * HOUR)
    at("Around", july - 99 * HOUR, august + 99 * HOUR)
    at("Out of July", august - TICK, august + HOUR)
    at("From August", august, august + HOUR)

    found = Event.objects.in_month(2023, 7).order_by("starts_at")

    assert titles(found) == ["Around", "Into July", "Within", "Out of July"]


def test_days_beside_a_month_are_the_nearest_with_an_event():
    for month, day in ((1, 5), (3, 10), (3, 20), (9, 1), (11, 1)):
        start = datetime(2023, month, day, 1, tzinfo=UTC)
        at(f"{month}", start, start + HOUR)

    def beside(month):
        return [day and (day.month, day.day) for day in Event.objects.days_beside(2023, month)]

    assert beside(6) == [(3, 20), (9, 1)]
    assert beside(3) == [(1, 5), (9, 1)]
    assert beside(1) == [None, (3, 10)]
    assert beside(12) == [(11, 1), None]


def test_an_event_across_months_lies_beside_each_of_them():
    start = datetime(2023, 5, 20, 1, tzinfo=UTC)
    at("Long", start, start + timedelta(days=70))

    beside = Event.objects.days_beside(2023, 6)

    assert [f"{day:%m-%d}" for day in beside] == ["05-31", "07-01"]


def test_days_beside_each_month_are_those_of_the_clocks_at_each_event():
    zones, random = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Almaty", "UTC"), Random("days")
    for number in range(40):
        start = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(hours=random.randrange(24 * 365))
        length = timedelta(hours=random.choice((1, 5, 30, 24 * 45)))
        at(str(number), start, start + length, time_zone=zones[number % 4])
    days = [(event.first_day, event.last_day) for event in Event.objects.all()]

    def beside(month):
        first, last = date(2023, month, 1), date(2023, month, monthrange(2023, month)[1])
        before = [min(end, first - timedelta(days=1)) for begin, end in days if begin < first]
        after = [max(begin, last + timedelta(days=1)) for begin, end in days if end > last]
        return max(before, default=None), min(after, default=None)

    months = range(1, 13)
    assert [Event.objects.days_beside(2023, month) for month in months] == [*map(beside, months)]


def test_beginning_of_a_queryset_is_in_its_order():
    now = timezone.now()
    for days in (4, 1, 3, 2, -2):
        at(f"In {days}", now + timedelta(days=days), now + timedelta(days=days, hours=1))
    upcoming = Event.objects.published().upcoming()

    assert titles(upcoming.beginning(2).for_cards()) == ["In 1", "In 2"]
    assert titles(upcoming.beginning(None)) == ["In 1", "In 2", "In 3", "In 4"]


def series_of(*years, **changes):
    series = Series.objects.create(title_en="Forum")
    return [
        make_event(
            f"Forum {year}",
            starts_at=datetime(year, 5, 1, tzinfo=UTC),
            ends_at=datetime(year, 5, 2, tzinfo=UTC),
            series=series,
            **changes,
        )
        for year in years
    ]


def neighbours(event):
    published = Event.objects.published()
    return [each and each.title for each in (published.edition_before(event), published.edition_after(event))]


def test_editions_of_a_series_follow_in_time():
    first, second, third = series_of(2021, 2022, 2023)

    assert neighbours(second) == ["Forum 2021", "Forum 2023"]
    assert neighbours(first) == [None, "Forum 2022"]
    assert neighbours(third) == ["Forum 2022", None]


def test_hidden_edition_is_passed_over():
    first, second, third = series_of(2021, 2022, 2023)
    third.previous_edition = second
    third.save()
    Event.objects.filter(pk=second.pk).update(state=State.DRAFT)

    assert neighbours(third) == ["Forum 2021", None]
    assert neighbours(first) == [None, "Forum 2023"]


def test_edition_that_staff_named_goes_first():
    _first, _second, third = series_of(2021, 2022, 2023)
    named = make_event("Pilot", starts_at=datetime(2019, 5, 1, tzinfo=UTC))
    third.previous_edition = named
    third.save()

    assert neighbours(third) == ["Pilot", None]
    assert neighbours(named) == [None, "Forum 2023"]


def test_events_without_a_series_have_no_editions():
    make_event("Earlier", starts_at=datetime(2019, 5, 1, tzinfo=UTC))
    event = make_event()

    assert neighbours(event) == [None, None]


@pytest.mark.parametrize("consent", ["yes", "no", "unknown"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"state": State.DRAFT},
        {"state": State.IN_REVIEW},
        {"publish_at": timezone.now() + timedelta(days=1)},
        {"unpublish_at": timezone.now() - timedelta(hours=1)},
        {"trashed_at": timezone.now()},
    ],
)
def test_named_is_only_who_agreed_at_an_event_that_visitors_see(consent, changes):
    participation = make_participation(make_event(**changes), consent=consent)

    listed = consent == "yes" and not changes
    assert Participation.objects.listed().exists() is listed
    assert participation.is_listed is listed
    assert Person.objects.public().exists() is listed
    assert Participation.objects.agreed().exists() is (consent == "yes")


@pytest.mark.parametrize("attended", ["yes", "no", "unknown"])
def test_who_stayed_away_is_neither_named_nor_counted(attended):
    participation = make_participation(make_event(), consent="yes", attended=attended, country=country("JP"))

    came = attended != "no"
    assert Participation.objects.listed().exists() is came
    assert participation.is_listed is came
    assert Participation.objects.agreed().exists() is came
    assert Participation.objects.counted().exists() is came
    assert Country.objects.public().filter(code="JP").exists() is came
    assert Country.objects.with_numbers().get(code="JP").people == int(came)
    assert Event.objects.with_country(country("JP")).exists() is came


def order(event):
    return [each.person.name for each in event.participations.in_order()]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", ["Georgia", "Kyrgyz Republic", "Pakistan", "People’s Republic of China"]),
        ("ru", ["Грузия", "Китайская Народная Республика", "Кыргызская Республика", "Пакистан"]),
        ("zh-hans", ["巴基斯坦", "格鲁吉亚", "吉尔吉斯共和国", "中华人民共和国"]),
    ],
)
def test_participants_stand_in_the_order_of_countries_of_the_reader(language, wanted):
    event = make_event()
    for code in ("CN", "GE", "KG", "PK"):
        make_participation(event, make_person(), country=country(code))

    with override(language):
        assert [each.country.name for each in event.participations.in_order()] == wanted


def test_participants_stand_by_hand_then_role_country_and_name():
    event = make_event()
    rows = [
        ("Zarina Observer", ["observer"], "AF", None),
        ("Unknown Place", ["delegate"], None, None),
        ("Boris Delegate", ["delegate"], "UZ", None),
        ("Anna Delegate", ["delegate"], "UZ", None),
        ("Carl Delegate", ["delegate"], "AF", None),
        ("Many Roles", ["delegate", "keynote"], "UZ", None),
        ("Opening", ["opening_speaker"], "UZ", None),
        ("Roleless Guest", [], "AF", None),
        ("Second Byhand", ["press"], "UZ", 7),
        ("First Byhand", ["observer"], "UZ", 3),
    ]
    for name, roles, code, place in rows:
        make_participation(event, make_person(name), roles=roles, country=code and country(code), order=place)

    assert order(event) == [
        "First Byhand",
        "Second Byhand",
        "Opening",
        "Many Roles",
        "Carl Delegate",
        "Anna Delegate",
        "Boris Delegate",
        "Unknown Place",
        "Zarina Observer",
        "Roleless Guest",
    ]


def test_organisation_is_public_through_a_part_or_a_listed_participant():
    hidden = make_event(state=State.DRAFT)
    make_event().parts.create(organisation=make_organisation("Host"))
    make_participation(make_event(), organisation=make_organisation("Sender"))
    hidden.parts.create(organisation=make_organisation("Host of a draft"))
    make_participation(hidden, make_person("A B"), organisation=make_organisation("Sender to a draft"))
    make_participation(
        make_event(), make_person("C D"), organisation=make_organisation("Unlisted"), consent="no"
    )

    assert {each.name for each in Organisation.objects.public()} == {"Host", "Sender"}


def test_country_is_public_as_member_place_or_sender():
    make_event(country=country("FR"))
    make_event(country=country("IT"), state=State.DRAFT)
    make_participation(make_event(), country=country("JP"))
    make_participation(make_event(), make_person("C D"), country=country("PE"), consent="no")
    make_participation(make_event(state=State.DRAFT), make_person("E F"), country=country("CL"))

    codes = set(Country.objects.public().values_list("code", flat=True))

    assert len(Country.objects.members()) == 11
    assert codes - {each.code for each in Country.objects.members()} == {"FR", "JP", "PE"}


@pytest.mark.parametrize(
    "wanted", ["Aigul Saparova", "saparova aigul", "Айгуль Сапарова", "Aygul Saparova", "SAPAROVA"]
)
def test_people_are_found_by_a_close_name(wanted):
    make_person("Aigul Saparova", native_name="Айгуль Сапарова")
    make_person("Timur Bekov")

    assert [each.name for each in Person.objects.named_like(wanted)] == ["Aigul Saparova"]


def test_nobody_is_like_an_empty_name():
    make_person()

    assert list(Person.objects.named_like(" ")) == []


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("mode", Mode)
def test_held_as_finds_what_held_says(mode, status):
    event = make_event(mode=mode, status=status)

    assert [each for each in Mode if Event.objects.held_as(each).exists()] == [event.held]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("mode", Mode)
def test_held_on_site_finds_what_was_held_on_site(mode, status):
    now = timezone.now()
    begun = at("Begun", now - HOUR, now + HOUR, mode=mode, status=status)
    at("To come", now + HOUR, now + 2 * HOUR, mode=mode, status=status)

    wanted = ["Begun"] if mode != Mode.ONLINE and status == Status.SCHEDULED else []
    assert titles(Event.objects.held_on_site()) == wanted
    assert [each.title for each in Event.objects.all() if each.was_held_on_site] == wanted
    assert titles(Event.objects.held_on_site(begun.starts_at - TICK)) == []


def test_lists_of_people_leave_biographies_and_places_in_the_database():
    make_participation(make_event(), make_person(biography_en="<p>Long</p>"))
    places = {"latin_place", "cyrillic_place"}
    left = places | {"biography", "biography_en", "biography_ru", "biography_zh_hans"}

    [seen] = Person.objects.seen_in(Participation.objects.listed())
    [listed] = Participation.objects.for_lists()

    assert seen.get_deferred_fields() == left
    assert listed.person.get_deferred_fields() == left


def test_keys_of_like_names_are_found_at_the_given_limit_alone():
    mohammad, _other = make_person("Mohammad Ali"), make_person("Chen Wei")

    assert [Person.objects.keys_like("muhammad", least) for least in (0.9, 0.5)] == [[], [mohammad.pk]]
    assert list(Person.objects.named_like("muhammad")) == []

import pytest

from events.attendance.roster import Roster
from events.models import Event
from tests.factories import country, make_event, make_participation, make_person, make_session

pytestmark = pytest.mark.django_db


def test_who_stayed_away_is_neither_named_nor_counted():
    event = make_event()
    roles = ["delegate", ("speaker", make_session(event))]
    make_participation(event, make_person("Anna Kim"), country=country("KZ"), mode="online")
    for name, code, consent in (("Absent One", "KZ", "yes"), ("Absent Two", "UZ", "no")):
        person = make_person(name)
        make_participation(event, person, roles, country=country(code), attended="no", consent=consent)

    roster = Roster(Event.objects.for_page().get(pk=event.pk), is_preview=True)

    assert [each.name for each in roster.named] == ["Anna Kim"]
    assert roster.figures == {
        "people": 1,
        "countries": 1,
        "in_person": 0,
        "online": 1,
        "hybrid": 0,
        "unknown": 0,
    }
    assert [(each.country.code, each.people) for each in roster.delegations] == [("KZ", 1)]
    assert [(item.roles, item.unnamed) for day in roster.programme for item in day.items] == [([], 0)]


def test_who_took_part_both_ways_is_counted_apart():
    event = make_event()
    for name, mode in (("Anna Kim", "hybrid"), ("Bek Umarov", "in_person"), ("Nino Beridze", "online")):
        make_participation(event, make_person(name), mode=mode)

    figures = Roster(Event.objects.for_page().get(pk=event.pk), is_preview=True).figures

    assert (figures["in_person"], figures["online"], figures["hybrid"]) == (1, 1, 1)


def test_who_is_taken_off_the_list_meanwhile_is_no_mistake():
    event = make_event()
    make_participation(event, make_person("Anna Kim"), country=country("KZ"))
    participation = make_participation(event, make_person("Bek Umarov"), country=country("UZ"))
    event = Event.objects.for_page().get(pk=event.pk)
    named = Roster(event).named
    participation.delete()

    roster = Roster(event)
    roster.named = named

    assert [(each.country.code, len(each.named)) for each in roster.delegations] == [("KZ", 1)]

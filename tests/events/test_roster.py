import pytest

from events.roster import Roster
from tests.factories import country, make_event, make_participation, make_person, make_session

pytestmark = pytest.mark.django_db


def test_who_stayed_away_is_neither_named_nor_counted():
    event = make_event()
    roles = ["delegate", ("speaker", make_session(event))]
    make_participation(event, make_person("Anna Kim"), country=country("KZ"), mode="online")
    for name, code, consent in (("Absent One", "KZ", "yes"), ("Absent Two", "UZ", "no")):
        person = make_person(name)
        make_participation(event, person, roles, country=country(code), attended="no", consent=consent)

    roster = Roster(event, event.participations.agreed())

    assert [each.person.name for each in roster.named] == ["Anna Kim"]
    assert roster.figures == {"people": 1, "countries": 1, "in_person": 0, "online": 1}
    assert [(each.country.code, each.people) for each in roster.delegations] == [("KZ", 1)]
    assert [(item.roles, item.unnamed) for day in roster.programme for item in day.items] == [([], 0)]

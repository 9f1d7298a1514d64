import pytest

from events.models import Person
from tests.events.views.test_event_page import part, read, structured
from tests.factories import make_event, make_participation, make_person, make_session

pytestmark = pytest.mark.django_db


def test_event_shows_the_names_of_that_day(client):
    event = make_event()
    nino = make_person("Nino Beridze", honorific="Ms.", native_name="ნინო ბერიძე")
    make_participation(event, nino, ["delegate", ("speaker", make_session(event))], job_title_en="")
    make_participation(event, make_person("Bek Umarov"), ["speaker"], job_title_en="")

    nino.given_name, nino.family_name, nino.native_name = "Tamar", "Zoidze", "თამარ"
    nino.honorific = "Dr."
    nino.save()
    Person.objects.filter(family_name="Umarov").update(family_name="Abashidze")

    tree = read(client, event)
    assert part(tree, "participants-title").endswith("Country not recorded 2 Ms. Nino Beridze Bek Umarov")
    assert part(tree, "speakers-title") == (
        "Speakers and moderators NB Speaker, Delegate Ms. Nino Beridze ნინო ბერიძე BU Speaker Bek Umarov"
    )
    assert "Speaker Ms. Nino Beridze" in part(tree, "programme-title")
    assert [(each["name"], each.get("alternateName")) for each in structured(tree)["performer"]] == [
        ("Nino Beridze", "ნინო ბერიძე"),
        ("Bek Umarov", None),
    ]

import pytest

from events.models import EventOrganisation
from publishing.models import State
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db
SECRET = "Zzsecret"


def test_organisation_page_shows_its_parts_in_events_and_its_people(client):
    office = make_organisation(
        "Trade Office",
        type="government",
        country=country("KZ"),
        website="https://office.example.org",
        ror="02mhbdp94",
    )
    ministry, branch, hidden = (make_organisation(name) for name in ("Ministry", "Branch", f"{SECRET} unit"))
    hosted, visited = make_event("Hosted forum"), make_event("Visited forum")
    EventOrganisation.objects.create(event=hosted, organisation=office, part="co_host")
    for each in (ministry, branch):
        EventOrganisation.objects.create(event=hosted, organisation=each)
    EventOrganisation.objects.create(event=make_event(state=State.DRAFT), organisation=hidden)
    office.parent = ministry
    office.save()
    for unit in (branch, hidden):
        unit.parent = office
        unit.save()
    make_participation(visited, organisation=office, job_title_en="Analyst", country=country("KZ"))
    make_participation(visited, make_person(SECRET), organisation=office, consent="no")

    response = client.get("/organisations/trade-office/")

    page = response.content.decode()
    events = response.context["object_list"]
    assert [(event.title, event.people) for event in events] == [("Visited forum", 1), ("Hosted forum", 0)]
    assert [[part.part for part in event.own_parts] for event in events] == [[], ["co_host"]]
    assert [person.name for person in response.context["people"]] == ["Aigul Saparova"]
    assert SECRET not in page
    for shown in (
        "Government",
        'href="/countries/kz/"',
        "Ministry",
        "Branch",
        "https://office.example.org",
        "https://ror.org/02mhbdp94",
    ):
        assert shown in page


def test_organisation_without_a_public_parent_names_none(client):
    office = make_organisation("Trade Office", parent=make_organisation(f"{SECRET} parent"))
    EventOrganisation.objects.create(event=make_event(), organisation=office)

    response = client.get("/organisations/trade-office/")

    assert response.context["organisation"].public_parent is None
    assert SECRET not in response.content.decode()


def test_organisations_by_name_type_and_country(client):
    event = make_event()
    for name, kind, code in (("Bank of Roads", "donor", "KZ"), ("Academy", "academia", "UZ")):
        organisation = make_organisation(name, type=kind, country=country(code), aliases=[f"Old {name}"])
        EventOrganisation.objects.create(event=event, organisation=organisation)

    def names(query=""):
        return [each.name for each in client.get(f"/organisations/?{query}").context["object_list"]]

    assert names() == ["Academy", "Bank of Roads"]
    assert names("type=donor") == ["Bank of Roads"]
    assert names("country=uz") == ["Academy"]
    assert names("q=roads bank") == ["Bank of Roads"]
    assert names("type=donor&country=uz") == []


def test_organisations_stand_by_the_name_that_readers_see(client):
    event = make_event()
    for english, russian in (("Zeta", "Ааа"), ("Beta", ""), ("Alpha", "Яяя")):
        organisation = make_organisation(english, name_ru=russian)
        EventOrganisation.objects.create(event=event, organisation=organisation)

    found = client.get("/ru/organisations/").context["object_list"]

    assert [organisation.name for organisation in found] == ["Ааа", "Яяя", "Beta"]

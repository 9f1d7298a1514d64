from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.models import EventOrganisation
from publishing.models import State
from tests.factories import country, make_event, make_organisation, make_participation, make_person
from tests.markup import compact

pytestmark = pytest.mark.django_db
SECRET = "Zzsecret"
LATER = datetime(2024, 7, 27, 1, tzinfo=UTC)


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


def test_who_is_known_to_have_moved_on_stands_apart(client):
    office, other = make_organisation("Trade Office"), make_organisation("Bank")
    earlier, later = (
        make_event("First forum"),
        make_event("Second forum", starts_at=LATER, ends_at=LATER + timedelta(hours=8)),
    )
    stayed, moved, unknown, hidden = (
        make_person(f"{name} Saparova") for name in ("Stayed", "Moved", "Unknown", "Hidden")
    )
    for person in (stayed, moved, unknown, hidden):
        make_participation(earlier, person, organisation=office)
    make_participation(later, stayed, organisation=office)
    make_participation(later, moved, organisation=other)
    make_participation(later, unknown)
    make_participation(later, hidden, organisation=other, consent="no")

    response = client.get("/organisations/trade-office/")

    people, former = (
        [each.given_name for each in response.context[name]] for name in ("people", "former_people")
    )
    assert people == ["Hidden", "Stayed", "Unknown"]
    assert former == ["Moved"]
    assert "Formerly here" in response.content.decode()


def test_figures_of_an_organisation_count_what_took_place(client):
    office = make_organisation("Trade Office")
    now = timezone.now()
    coming = {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=2)}
    for title, part, changes in (
        ("Held", "host", {}),
        ("Held together", "co_host", {}),
        ("Paid for", "donor", {}),
        ("Called off", "host", {"status": "cancelled"}),
        ("To come", "host", coming),
        ("Draft", "host", {"state": State.DRAFT}),
    ):
        EventOrganisation.objects.create(event=make_event(title, **changes), organisation=office, part=part)

    page = compact(client.get("/organisations/trade-office/"))

    assert "<dt>Events hosted</dt><dd>2</dd>" in page
    assert "<dt>Events supported</dt><dd>1</dd>" in page
    assert "People at our events" not in page
    assert page.index("Upcoming and under way") < page.index("To come") < page.index("Past events")

import pytest

from events.attendance.participants import participants
from events.models import EventOrganisation, Organisation
from events.schema_org import event_facts, organisation_facts
from tests.factories import make_event, make_organisation, make_participation, make_person, make_picture

pytestmark = pytest.mark.django_db


def facts(event):
    return event_facts(event, participants(event))


def test_event_in_the_words_of_search_engines(settings):
    settings.SITE_URL = "https://example.org"
    event = make_event(slug="trade", venue_en="Hall", lead_picture=make_picture())
    host = make_organisation("Institute", website="https://institute.example.org")
    EventOrganisation.objects.create(event=event, organisation=host)
    bank = make_organisation("Bank")
    EventOrganisation.objects.create(event=event, organisation=bank, part="donor")
    make_participation(event, make_person("Aigul Saparova"), ["speaker"], organisation=bank)
    make_participation(event, make_person("Hidden One"), ["speaker"], consent="no")

    assert facts(event) == {
        "@type": "Event",
        "name": "Symposium on trade",
        "description": "A day on trade between neighbours.",
        "url": "https://example.org/events/trade/",
        "inLanguage": "en",
        "startDate": "2023-07-27T09:00:00+08:00",
        "endDate": "2023-07-27T17:00:00+08:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Hall",
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": "Beijing",
                    "addressCountry": "CN",
                },
            }
        ],
        "image": [
            f"https://example.org{event.lead_picture.card_url}",
            f"https://example.org{event.lead_picture.url(800)}",
        ],
        "organizer": [{"@type": "Organization", "name": "Institute", "url": "https://institute.example.org"}],
        "sponsor": [
            {"@type": "Organization", "name": "Bank", "url": "https://example.org/organisations/bank/"}
        ],
        "performer": [
            {
                "@type": "Person",
                "name": "Aigul Saparova",
                "url": "https://example.org/people/aigul-saparova/",
                "jobTitle": "Researcher",
                "affiliation": {
                    "@type": "Organization",
                    "name": "Bank",
                    "url": "https://example.org/organisations/bank/",
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("changes", "status", "mode", "places"),
    [
        ({"mode": "online"}, "EventScheduled", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        (
            {"mode": "hybrid", "status": "postponed"},
            "EventPostponed",
            "MixedEventAttendanceMode",
            ["Place", "VirtualLocation"],
        ),
        (
            {"mode": "in_person", "status": "moved_online"},
            "EventMovedOnline",
            "OnlineEventAttendanceMode",
            ["VirtualLocation"],
        ),
        ({"status": "cancelled"}, "EventCancelled", "OfflineEventAttendanceMode", ["Place"]),
    ],
)
def test_status_and_mode_in_the_words_of_search_engines(changes, status, mode, places):
    found = facts(make_event(**changes))

    assert found["eventStatus"] == f"https://schema.org/{status}"
    assert found["eventAttendanceMode"] == f"https://schema.org/{mode}"
    assert [place["@type"] for place in found["location"]] == places


def test_secret_address_to_join_is_not_given_away():
    address = "https://meet.example.org/secret"

    assert address not in str(facts(make_event(mode="online", join_url=address)))


def test_organisation_in_the_words_of_search_engines(settings):
    settings.SITE_URL = "https://example.org"
    group = make_organisation("Group")
    bank = make_organisation(
        "Bank", website="https://bank.example.org", ror="02mhbdp94", short_name_en="BK", parent=group
    )
    event = make_event()
    make_organisation("Hidden branch", parent=bank)
    for each in (group, bank, make_organisation("Branch", parent=bank), make_organisation("Office")):
        EventOrganisation.objects.create(event=event, organisation=each)
    found = {each.name: each for each in Organisation.objects.with_relatives()}

    assert organisation_facts(found["Bank"]) == {
        "@type": "Organization",
        "name": "Bank",
        "alternateName": "BK",
        "url": "https://example.org/organisations/bank/",
        "parentOrganization": {
            "@type": "Organization",
            "name": "Group",
            "url": "https://example.org/organisations/group/",
        },
        "subOrganization": [
            {"@type": "Organization", "name": "Branch", "url": "https://example.org/organisations/branch/"}
        ],
        "sameAs": ["https://bank.example.org", "https://ror.org/02mhbdp94"],
    }
    assert organisation_facts(found["Office"]) == {
        "@type": "Organization",
        "name": "Office",
        "url": "https://example.org/organisations/office/",
    }

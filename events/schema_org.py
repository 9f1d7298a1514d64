"""Events and people as schema.org data (https://schema.org/Event, /Person), for search engines."""

from django.conf import settings

from events.choices import Mode, Part, Status
from events.naming.cities import city_of
from events.naming.honorifics import translated

STATUS = {
    Status.SCHEDULED: "EventScheduled",
    Status.POSTPONED: "EventPostponed",
    Status.MOVED_ONLINE: "EventMovedOnline",
    Status.CANCELLED: "EventCancelled",
}
ATTENDANCE = {
    Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Mode.ONLINE: "OnlineEventAttendanceMode",
    Mode.HYBRID: "MixedEventAttendanceMode",
}


def event_facts(event, performers) -> dict:
    """`performers` are participations that may be named. Parts without a value are left out."""
    facts = {
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": absolute(event.get_absolute_url()),
        "inLanguage": event.text_language,
        "startDate": (event.first_day if event.all_day else event.local_start).isoformat(),
        "endDate": (event.last_day if event.all_day else event.local_end).isoformat(),
        "eventStatus": f"https://schema.org/{STATUS[event.status]}",
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[event.held]}",
        "location": locations(event),
        "image": [absolute(event.lead_picture.card_url)] if event.lead_picture else [],
        "organizer": [organisation(part) for part in event.hosts],
        "sponsor": [organisation(part) for part in event.supporters if part.part == Part.DONOR],
        "performer": [
            filled({"@type": "Person", **names(each), "jobTitle": each.job_title}) for each in performers
        ],
    }
    return filled(facts)


def person_facts(person) -> dict:
    """Who the person is, without anything that was true only at one event. Parts without a value are left
    out.
    """
    facts = {
        "@type": "Person",
        **names(person),
        "givenName": person.given_name,
        "familyName": person.family_name,
        "honorificPrefix": translated(person.honorific),
        "url": absolute(person.get_absolute_url()),
        "image": absolute(person.photo.url()) if person.photo else "",
        "sameAs": person.same_as,
    }
    return filled(facts)


def organisation_facts(organisation) -> dict:
    """Parts without a value are left out."""
    facts = {
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": organisation.short_name,
        "url": absolute(organisation.get_absolute_url()),
        "logo": absolute(organisation.logo.url()) if organisation.logo else "",
        "sameAs": [address for address in (organisation.website, organisation.ror_url) if address],
    }
    return filled(facts)


def names(person) -> dict:
    return {"name": person.shown_name, "alternateName": person.other_name}


def filled(facts: dict) -> dict:
    return {name: value for name, value in facts.items() if value}


def locations(event) -> list[dict]:
    found = []
    if event.held != Mode.ONLINE:
        city = city_of(event)
        address = {
            "@type": "PostalAddress",
            "addressLocality": city,
            "addressCountry": event.country.code if event.country else "",
        }
        name = event.venue or city or (event.country.name if event.country else "")
        found.append({"@type": "Place", "name": name, "address": address})
    if event.held != Mode.IN_PERSON:
        address = event.public_join_url or absolute(event.get_absolute_url())
        found.append({"@type": "VirtualLocation", "url": address})
    return found


def organisation(part) -> dict:
    return {
        "@type": "Organization",
        "name": part.organisation.name,
        "url": part.organisation.website or absolute(part.organisation.get_absolute_url()),
    }


def absolute(path: str) -> str:
    return settings.SITE_URL + path

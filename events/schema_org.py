"""Events and people as schema.org data (https://schema.org/Event, /Person), for search engines."""

from events.choices import Mode, Part, Status
from events.naming.cities import city_of
from events.naming.honorifics import translated
from publishing.schema_org import absolute, images, known

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
    """`performers` are those of its participants who may be named. Parts without a value are left out."""
    facts = event_named(event) | {
        "description": event.summary,
        "inLanguage": event.text_language,
        "image": images(event.lead_picture),
        "organizer": [organisation(part) for part in event.hosts],
        "sponsor": [organisation(part) for part in event.supporters if part.part == Part.DONOR],
        "performer": [performer(each) for each in performers],
    }
    return known(facts)


def event_named(event) -> dict:
    """An event where something else names it: what it is, when and where."""
    facts = {
        "@type": "Event",
        "name": event.title,
        "url": absolute(event.get_absolute_url()),
        "startDate": (event.first_day if event.all_day else event.local_start).isoformat(),
        "endDate": (event.last_day if event.all_day else event.local_end).isoformat(),
        "eventStatus": f"https://schema.org/{STATUS[event.status]}",
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[event.held]}",
        "location": locations(event),
    }
    return known(facts)


def performer(participant) -> dict:
    facts = {
        "@type": "Person",
        **names(participant),
        "url": absolute(participant.address),
        "jobTitle": participant.job_title,
        "affiliation": affiliation(participant),
    }
    return known(facts)


def affiliation(participation) -> dict:
    """The organisation for which somebody took part, under its name at the time."""
    address = participation.organisation_address
    facts = {
        "@type": "Organization",
        "name": participation.organisation_name,
        "url": absolute(address) if address else "",
    }
    return known(facts) if participation.organisation_name else {}


def person_facts(person, latest) -> dict:
    """Needs `with_topics()`; `latest` is the latest of the participations that visitors may see. Parts
    without a value are left out.
    """
    facts = {
        "@type": "Person",
        **names(person),
        "givenName": person.given_name,
        "familyName": person.family_name,
        "honorificPrefix": translated(person.honorific),
        "url": absolute(person.get_absolute_url()),
        "image": absolute(person.photo.url()) if person.photo else "",
        "jobTitle": latest.job_title,
        "affiliation": affiliation(latest),
        "knowsAbout": [topic.name for topic in person.topics],
        "sameAs": person.same_as,
    }
    return known(facts)


def organisation_facts(organisation) -> dict:
    """Needs `with_relatives()`. Parts without a value are left out."""
    parent = organisation.public_parent
    facts = organisation_named(organisation) | {
        "alternateName": organisation.short_name,
        "parentOrganization": organisation_named(parent) if parent else {},
        "subOrganization": [organisation_named(unit) for unit in organisation.public_units],
        "logo": absolute(organisation.logo.url()) if organisation.logo else "",
        "sameAs": [address for address in (organisation.website, organisation.ror_url) if address],
    }
    return known(facts)


def organisation_named(organisation) -> dict:
    """An organisation where another one names it."""
    url = absolute(organisation.get_absolute_url())
    return {"@type": "Organization", "name": organisation.name, "url": url}


def names(person) -> dict:
    return {"name": person.shown_name, "alternateName": person.other_name}


def locations(event) -> list[dict]:
    found = []
    if event.held != Mode.ONLINE:
        city, country = city_of(event), event.country
        address = {"addressLocality": city, "addressCountry": country.code if country else ""}
        if name := event.venue or city or (country.name if country else ""):
            place = {"@type": "Place", "name": name, "address": {"@type": "PostalAddress"} | known(address)}
            found.append(place)
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

"""Events with the people at them."""

from bench.content import texts
from bench.content.news import BATCH_ROWS, PICTURES
from bench.content.sizes import CROWDS, NEXT_EVENTS, Size, crowd
from bench.content.texts import COUNTRIES
from events.choices import Answer, Role
from events.models import (
    Country,
    Event,
    EventKind,
    Organisation,
    Participation,
    ParticipationRole,
    Person,
)
from publishing.states import State

ROLES = (Role.SPEAKER, Role.MODERATOR, Role.PANELLIST, Role.DELEGATE, Role.OBSERVER)


def add_people(size: Size) -> None:
    Organisation.objects.bulk_create(
        Organisation(
            pk=number + 1,
            slug=f"organisation-{number}",
            name=f"{texts.title(texts.draw('organisation', number), 2)} Institute",
            country=_countries()[number % len(COUNTRIES)],
        )
        for number in range(size.organisations)
    )
    Person.objects.bulk_create((_person(number) for number in range(size.people)), BATCH_ROWS)


def _person(number: int) -> Person:
    random = texts.draw("person", number)
    given, family = texts.name(random), texts.name(random)
    if number % texts.PEOPLE_OF_A_NAME == 0:
        given = texts.GIVEN_NAME
    return Person(
        pk=number + 1,
        slug=f"person-{number}",
        honorific=random.choice(("Mr.", "Ms.", "Dr.", "Prof.")),
        given_name=given,
        family_name=family,
        native_name=texts.in_cyrillic(given, family) if number % 2 == 0 else "",
    )


def _countries() -> list[Country]:
    found = {country.code: country for country in Country.objects.filter(code__in=COUNTRIES)}
    return [found[code] for code in COUNTRIES]


def add_events(size: Size) -> None:
    EventKind.objects.create(pk=1, name="Forum")
    countries = _countries()
    Event.objects.bulk_create((_event(number, countries) for number in range(size.events)), BATCH_ROWS)
    organisations = list(Organisation.objects.order_by("pk"))
    people = list(Person.objects.order_by("pk"))
    participations = [
        _participation(number, size, people, organisations, countries)
        for number in range(size.events * size.participants)
    ]
    _add_participations(participations)


def _add_participations(participations: list[Participation]) -> None:
    Participation.objects.bulk_create(participations, BATCH_ROWS)
    ParticipationRole.objects.bulk_create(
        (
            ParticipationRole(pk=each.pk, participation=each, role=ROLES[each.pk % len(ROLES)])
            for each in participations
        ),
        BATCH_ROWS,
    )


def _event(number: int, countries: list[Country]) -> Event:
    random = texts.draw("event", number)
    begin = texts.event_date(number)
    return Event(
        pk=number + 1,
        slug=f"event-{number}",
        uid=f"event-{number}",
        kind_id=1,
        title=texts.title(random, 7),
        summary=texts.title(random, 20),
        body=texts.event_body(random),
        city=texts.name(random),
        country=countries[number % len(countries)],
        starts_at=begin,
        ends_at=begin + 0.8 * texts.BETWEEN_EVENTS,
        time_zone="Asia/Almaty",
        lead_picture_id=number % PICTURES + 1,
        state=State.PUBLISHED,
        publish_at=begin,
    )


def _participation(
    number: int,
    size: Size,
    people: list[Person],
    organisations: list[Organisation],
    countries: list[Country],
) -> Participation:
    random = texts.draw("participation", number)
    organisation = random.choice(organisations)
    participation = Participation(
        pk=number + 1,
        event_id=number // size.participants + 1,
        person=people[number % size.people],
        job_title=texts.title(random, 2),
        organisation=organisation,
        country=random.choice(countries),
        consent=Answer.YES,
        attended=Answer.YES,
        order=number % size.participants,
    )
    participation.note_names()
    return participation


def add_next_events(size: Size) -> None:
    """As many on each site."""
    countries = _countries()
    first = size.all_events
    events = [_event(first + number, countries) for number in range(NEXT_EVENTS)]
    for number, event in enumerate(events):
        event.starts_at = texts.NEXT_EVENT + number * texts.BETWEEN_EVENTS
        event.ends_at = event.starts_at + 0.8 * texts.BETWEEN_EVENTS
        event.publish_at = texts.NEWEST_EVENT
    Event.objects.bulk_create(events)


def add_crowds(size: Size) -> None:
    """Events of the time of the first block, whose people and organisations come to them as well."""
    countries = _countries()
    organisations = list(Organisation.objects.filter(pk__lte=size.organisations).order_by("pk"))
    people = list(Person.objects.filter(pk__lte=size.people).order_by("pk"))
    number = size.all_participations
    for count in CROWDS:
        event = _event(size.events // 2, countries)
        event.pk = size.crowd_key(count)
        event.slug = event.uid = crowd(count)
        Event.objects.bulk_create([event])
        participations = []
        for each in people[:count]:
            participation = _participation(number, size, people, organisations, countries)
            participation.event, participation.person = event, each
            participation.note_names()
            participations.append(participation)
            number += 1
        _add_participations(participations)

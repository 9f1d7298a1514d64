"""Puts the demo's events into the database, once, with all their participants."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation

from carec_site.demo import content
from carec_site.demo.people import Register
from carec_site.demo.seeding import Seeding, in_languages
from events.choices import Answer, Mode, Part, PresenceMode, Role, SessionKind, Status
from events.clock import moment, start_of_day
from events.models import (
    Event,
    EventKind,
    EventOrganisation,
    GalleryPicture,
    Material,
    Participation,
    ParticipationRole,
    Person,
    Series,
    Session,
)
from news.models import Article, Author
from publishing.models import State

PARTS = {"hosts": Part.HOST, "co_hosts": Part.CO_HOST, "donors": Part.DONOR, "partners": Part.PARTNER}
ANNOUNCED = timedelta(days=50)  # before an event begins
MIDNIGHT = time()
OWN = "carec-institute"  # which is in every article


class EventSeeding:
    """Works on what `seeding` has put there, and adds to its counts. Events are found by their slug.

    `slugs` limits the events, and with them the people, for tests.
    """

    def __init__(self, seeding: Seeding, slugs=None):
        self.seeding = seeding
        self.events = [event for event in content.events() if slugs is None or event["slug"] in slugs]
        self.participants = content.participants()
        self.names = None if slugs is None else {name for event in self.events for name in self._names(event)}

    @transaction.atomic
    def run(self) -> None:
        present = set(Event.objects.values_list("slug", flat=True))
        missing = [event for event in self.events if event["slug"] not in present]
        self.seeding.kept["events"] += len(self.events) - len(missing)
        logos = {each["logo"] for each in content.organisations().values() if "logo" in each}
        self.seeding.add_pictures(logos | {name for event in missing for name in _pictures_of(event)})
        self.seeding.add_pictures(self._photos())
        self.officer = get_user_model().objects.filter(username="events").first()
        self.series = {values["en"]: self._series(values) for values in content.series()}
        self.kinds = {kind.slug: kind for kind in EventKind.objects.all()}
        # Plain columns of translated texts hold English, whatever the language of the command.
        with translation.override("en"):
            self.register = Register(self.seeding, self.names)
            for event in missing:
                self._write(event)
            self._name()

    def _photos(self) -> set[str]:
        """Of the people who are to be there, and are not yet."""
        present = {person.name for person in Person.objects.exclude(photo=None)}
        return {
            speaker["photo"]
            for name, speaker in content.speakers().items()
            if "photo" in speaker and name not in present and (self.names is None or name in self.names)
        }

    def _name(self) -> None:
        """Tell which authors and which people named in articles are the people of events."""
        people = {person.name: person for person in self.register.people.values()}
        for author in Author.objects.filter(person=None, name_en__in=people):
            author.person = people[author.name_en]
            author.save()
        for values in self.seeding.articles:
            article = Article.objects.filter(slug=values["slug"]).first()
            if article:
                people = map(self.register.people.get, values.get("people", []))
                countries = map(self.register.countries.get, values.get("countries", []))
                article.people.add(*{*people} - {None, *article.people.all()})
                article.countries.add(*{*countries} - {None, *article.countries.all()})

    def _series(self, values) -> Series:
        names = in_languages("title", lambda short: values[short], skip="en")
        return self.seeding.once("series", Series, {"title_en": values["en"]}, **names)

    def _names(self, values) -> set[str]:
        rows = {row["person"] for row in self.participants.get(values["slug"], [])}
        return rows | set(values.get("organisers", [])) | {name for name, *_rest in content.on_stage(values)}

    # The event

    def _write(self, values) -> None:
        first = first_day(values, self.seeding.now.date())
        starts_at, ends_at = _span(values, first)
        event = Event(
            slug=values["slug"],
            kind=self.kinds[values["kind"]],
            starts_at=starts_at,
            ends_at=ends_at,
            time_zone=values["zone"],
            all_day="at" not in values,
            mode=values["mode"],
            status=values.get("status", Status.SCHEDULED),
            country=self.register.countries.get(values.get("country")),
            series=self.series.get(values.get("series")),
            join_url=values.get("join_url", ""),
            join_url_shown=values.get("join_url_shown", False),
            lead_picture=self.seeding.pictures[values["picture"]],
            state=values.get("state", State.PUBLISHED),
            officer=self.officer,
            created_by=self.officer,
            updated_by=self.officer,
            registration_until=_register_until(values, first),
            registration_url=values.get("register_url", ""),
            **_texts(values, venue="venue", city="city", status_note="note", participation="how"),
        )
        if event.state == State.PUBLISHED:
            event.publish_at = self._publish_at(values, starts_at)
        self.seeding.put_texts(event, values)
        event.save()
        written = min(self.seeding.now, event.publish_at or self.seeding.now)
        Event.objects.filter(pk=event.pk).update(created_at=written, updated_at=written)
        self.seeding.made["events"] += 1
        sessions = self._sessions(event, values, first)
        self._attach_parts(event, values, sessions)
        self._gather(event, values, sessions, days_ago=(self.seeding.now.date() - first).days)

    def _publish_at(self, values, starts_at):
        """Some weeks before the event, but no later than yesterday, unless the data give a date."""
        if "publish_days_ago" in values:
            return self.seeding.now - timedelta(days=values["publish_days_ago"])
        return min(starts_at - ANNOUNCED, self.seeding.now - timedelta(days=1))

    def _sessions(self, event, values, first) -> list[Session]:
        """In the order of the data."""
        sessions = []
        for session in values.get("session", []):
            starts_at, ends_at = _span({"zone": event.time_zone, **session}, _day(session, first))
            room = session.get("room", {})
            sessions.append(
                Session(
                    event=event,
                    kind=session.get("kind", SessionKind.SESSION),
                    starts_at=starts_at,
                    ends_at=ends_at,
                    **in_languages("title", lambda short, session=session: session.get(short, "")),
                    **in_languages("room", lambda short, room=room: room.get(short, "")),
                )
            )
        return Session.objects.bulk_create(sessions)

    def _attach_parts(self, event, values, sessions) -> None:
        event.topics.add(*values["topics"])
        event.gallery_entries.bulk_create(
            GalleryPicture(event=event, picture=self.seeding.pictures[name], order=order)
            for order, name in enumerate(values.get("gallery", []))
        )
        organisations = [(part, key) for name, part in PARTS.items() for key in values.get(name, [])]
        event.parts.bulk_create(
            EventOrganisation(
                event=event, organisation=self.register.organisations[key], part=part, order=order
            )
            for order, (part, key) in enumerate(organisations)
        )
        by_title = {session.title_en: session for session in sessions}
        for order, material in enumerate(values.get("material", [])):
            document = self.seeding.document(material) if "text" in material else None
            titles = in_languages("title", lambda short, material=material: material.get(short, ""))
            Material.objects.create(
                event=event,
                session=by_title[material["session"]] if "session" in material else None,
                kind=material["kind"],
                document=document,
                url=material.get("url", ""),
                order=order,
                **titles,
            )
        hosts = [self.register.organisations[key] for key in values.get("hosts", []) if key != OWN]
        for article in Article.objects.filter(slug__in=values.get("articles", [])):
            article.events.add(event)
            article.organisations.add(*hosts)
            article.countries.add(*filter(None, [event.country]))

    # Those who were there

    def _gather(self, event, values, sessions, days_ago: int) -> None:
        """Everyone in the programme, then the organisers, then the list of participants."""
        found: dict[str, Participation] = {}
        roles = defaultdict(list)
        over = event.is_past or event.is_running
        for name, role, number, talk in content.on_stage(values):
            roles[name].append((role, sessions[number], talk))
        for name in values.get("organisers", []):
            roles[name].append((Role.ORGANISER, None, {}))
        for name in roles:
            found[name] = self.register.participation(
                name,
                days_ago,
                event=event,
                mode=_mode_on_stage(values, name),
                attended=Answer.YES if over and not event.is_cancelled else Answer.UNKNOWN,
                consent=Answer.YES,
            )
        for row in self.participants.get(values["slug"], []):
            roles[row["person"]].append((row["role"], None, {}))
            found[row["person"]] = self.register.participation(
                row["person"],
                days_ago,
                event=event,
                mode=row["mode"],
                attended=row["attended"],
                consent=row["consent"],
            )
        Participation.objects.bulk_create(found.values())
        ParticipationRole.objects.bulk_create(
            ParticipationRole(
                participation=found[name],
                role=role,
                session=session,
                **in_languages("topic", lambda short, talk=talk: talk.get(short, "")),
            )
            for name, held in roles.items()
            for role, session, talk in held
        )
        self.seeding.made["participants"] += len(found)
        self.seeding.on_step()


def first_day(values, today: date) -> date:
    """The fixed day of an event, or the one that many days ago, moved to its weekday in the same week."""
    if "start" in values:
        return values["start"]
    day = today - timedelta(days=values["days_ago"])
    return day + timedelta(days=values.get("weekday", day.isoweekday()) - day.isoweekday())


def _span(values, first: date) -> tuple[datetime, datetime]:
    """The moments at which an event or session begins and ends; without hours, its days are whole."""
    last = first + timedelta(days=values.get("days", 1) - 1)
    if "at" in values:
        start, end = (time.fromisoformat(hour) for hour in values["at"].split("-"))
    else:
        start, end, last = MIDNIGHT, MIDNIGHT, last + timedelta(days=1)
    zone = values["zone"]
    return moment(datetime.combine(first, start), zone), moment(datetime.combine(last, end), zone)


def _register_until(values, first: date) -> datetime | None:
    """The midnight that ends the last day to register, if there is one."""
    if "register_days_before" not in values:
        return None
    return start_of_day(first - timedelta(days=values["register_days_before"] - 1), values["zone"])


def _day(session, first: date) -> date:
    return first + timedelta(days=session.get("day", 1) - 1)


def _mode_on_stage(values, name: str) -> str:
    usual = PresenceMode.ONLINE if values["mode"] == Mode.ONLINE else PresenceMode.IN_PERSON
    return values.get("modes", {}).get(name, usual)


def _texts(values, **fields) -> dict[str, str]:
    """Values for the language columns of `fields`, which the data name as given; absent ones are empty."""
    return {
        column: text
        for field, key in fields.items()
        for column, text in in_languages(
            field, lambda short, key=key: values.get(short, {}).get(key, "")
        ).items()
    }


def _pictures_of(values) -> set[str]:
    return {values["picture"], *values.get("gallery", [])}

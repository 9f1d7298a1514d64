"""Fills a site's database. `python -m bench.content.filling SIZE` prepares the site that its environment
describes, unless it holds this content already.
"""

import hashlib
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

from bench.content import texts
from bench.content.sizes import SIZES, Size
from bench.content.texts import COUNTRIES
from carec_site.starting.preparing import one_at_a_time, prepare_database
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
from news.models import Article
from publishing.models import Picture, Topic, TopicItem
from publishing.states import State

PICTURES = 20
TOPICS = 50
ARTICLE_TOPICS = 3
NEXT_EVENTS = 8
BATCH_ROWS = 1000
ROLES = (Role.SPEAKER, Role.MODERATOR, Role.PANELLIST, Role.DELEGATE, Role.OBSERVER)
# What is emptied before; all else that is filled hangs on these.
ROOTS = (Picture, Topic, EventKind, Person, Organisation)


def prepare(size: Size) -> None:
    """Migrations, content and static files, as far as they are missing."""
    with one_at_a_time(print):
        prepare_database()
        call_command("collectstatic", interactive=False, verbosity=0)
        if _content() != fingerprint(size):
            print(f"Filling a site with {size} ...", flush=True)
            fill(size)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
                cursor.execute(f"COMMENT ON DATABASE {_database()} IS %s", [fingerprint(size)])


def fingerprint(size: Size) -> str:
    """Differs when the same content would be made otherwise."""
    code = b"".join(Path(module).read_bytes() for module in (__file__, texts.__file__))
    return hashlib.sha256(code + repr(size).encode()).hexdigest()


def _content() -> str | None:
    """The fingerprint of what the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        return cursor.fetchone()[0]


def _database() -> str:
    return connection.ops.quote_name(connection.settings_dict["NAME"])


@transaction.atomic
def fill(size: Size) -> None:
    """Put the content in place of what there is."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(_table(model) for model in ROOTS)} RESTART IDENTITY CASCADE")
    _add_articles(size)
    _add_people(size)
    _add_events(size)
    _multiply_articles(size)
    _multiply_events(size)
    _add_next_events(size)
    filled = (*ROOTS, Article, TopicItem, Event, Participation, ParticipationRole)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def _add_articles(size: Size) -> None:
    Picture.objects.bulk_create(
        Picture(
            pk=number + 1,
            title=f"Picture {number}",
            alt_text_en=f"Picture {number}",
            digest=f"{number:032x}",  # no file: pages name it, and nobody asks for it
            width=1600,
            height=1067,
        )
        for number in range(PICTURES)
    )
    Topic.objects.bulk_create(
        Topic(pk=number + 1, name=f"Topic {number}", slug=f"topic-{number}") for number in range(TOPICS)
    )
    Article.objects.bulk_create((_article(number) for number in range(size.articles)), BATCH_ROWS)
    content_type = ContentType.objects.get_for_model(Article)
    drawn = (
        texts.draw("topics", number).sample(range(TOPICS), ARTICLE_TOPICS) for number in range(size.articles)
    )
    pairs = [(article, topic) for article, topics in enumerate(drawn, 1) for topic in topics]
    TopicItem.objects.bulk_create(
        (
            TopicItem(pk=pk, content_type=content_type, object_id=article, tag_id=topic + 1)
            for pk, (article, topic) in enumerate(pairs, 1)
        ),
        BATCH_ROWS,
    )


def _article(number: int) -> Article:
    random = texts.draw("article", number)
    return Article(
        pk=number + 1,
        slug=f"article-{number}",
        title=texts.title(random, 8),
        summary=texts.title(random, 28),
        body=texts.article_body(random),
        lead_picture_id=number % PICTURES + 1,
        state=State.PUBLISHED,
        publish_at=texts.article_date(number),
    )


def _add_people(size: Size) -> None:
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
    return Person(
        pk=number + 1,
        slug=f"person-{number}",
        honorific=random.choice(("Mr.", "Ms.", "Dr.", "Prof.")),
        given_name=texts.name(random),
        family_name=texts.name(random),
    )


def _countries() -> list[Country]:
    found = {country.code: country for country in Country.objects.filter(code__in=COUNTRIES)}
    return [found[code] for code in COUNTRIES]


def _add_events(size: Size) -> None:
    EventKind.objects.create(pk=1, name="Forum")
    countries = _countries()
    Event.objects.bulk_create((_event(number, countries) for number in range(size.events)), BATCH_ROWS)
    organisations = list(Organisation.objects.order_by("pk"))
    people = list(Person.objects.order_by("pk"))
    participations = [
        _participation(number, size, people, organisations, countries)
        for number in range(size.events * size.participants)
    ]
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


def _add_next_events(size: Size) -> None:
    """As many on each site."""
    countries = _countries()
    first = size.all_events
    events = [_event(first + number, countries) for number in range(NEXT_EVENTS)]
    for number, event in enumerate(events):
        event.starts_at = texts.NEXT_EVENT + number * texts.BETWEEN_EVENTS
        event.ends_at = event.starts_at + 0.8 * texts.BETWEEN_EVENTS
        event.publish_at = texts.NEWEST_EVENT
    Event.objects.bulk_create(events)


def _multiply_articles(size: Size) -> None:
    times = size.article_blocks
    earlier = f"- k * interval '{size.articles * texts.BETWEEN_ARTICLES}'"
    _multiply(Article, times, {"id": size.articles}, {"slug": "|| '-' || k", "publish_at": earlier})
    items = size.articles * ARTICLE_TOPICS
    _multiply(TopicItem, times, {"id": items, "object_id": size.articles}, {})


def _multiply_events(size: Size) -> None:
    times = size.event_blocks
    slug = {"slug": "|| '-' || k"}
    earlier = f"- k * interval '{size.events * texts.BETWEEN_EVENTS}'"
    dates = dict.fromkeys(("starts_at", "ends_at", "publish_at"), earlier)
    names = dict.fromkeys(("name", "name_en"), "|| ' ' || k")
    _multiply(Organisation, times, {"id": size.organisations}, slug | names)
    _multiply(Person, times, {"id": size.people}, slug | {"family_name": "|| chr(96 + k)"})
    _multiply(Event, times, {"id": size.events}, slug | dates | {"uid": "|| '-' || k"})
    rows = size.events * size.participants
    of_block = {
        "id": rows,
        "event_id": size.events,
        "person_id": size.people,
        "organisation_id": size.organisations,
    }
    _multiply(Participation, times, of_block, {"family_name": "|| chr(96 + k)"})
    _multiply(ParticipationRole, times, {"id": rows, "participation_id": rows}, {})


def _multiply(model: type[models.Model], times: int, steps: dict[str, int], changed: dict[str, str]) -> None:
    """Copy all rows until there are `times` as many. Copy k has its numbers larger by k `steps`, and the
    `changed` columns as this SQL, which follows a column's name, makes them.
    """
    columns = [str(field.column) for field in model._meta.local_concrete_fields]
    ends = {name: f"+ k * {step}" for name, step in steps.items()} | changed
    values = ", ".join(f'"{column}" {ends.get(column, "")}' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = _table(model)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) "  # noqa: S608  names of ours alone
            f"SELECT {values} FROM {table}, generate_series(1, %s) AS k",
            [times - 1],
        )


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


if __name__ == "__main__":
    prepare(SIZES[sys.argv[1]])

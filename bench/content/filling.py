"""Fills a site's database. `python -m bench.content.filling SIZE` prepares the site that its environment
describes, unless it holds this content already.
"""

import hashlib
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from bench.content.blocks import multiply_articles, multiply_events, multiply_inquiries, table
from bench.content.events import add_crowds, add_events, add_next_events, add_people
from bench.content.inquiries import add_inquiries
from bench.content.news import add_articles
from bench.content.sizes import SIZES, Size
from carec_site.starting.preparing import one_at_a_time, prepare_database
from contacts.models import Inquiry
from events.models import Event, EventKind, Organisation, Participation, ParticipationRole, Person
from news.models import Article, Author, Byline
from publishing.models import Picture, Topic, TopicItem

# What decides of the content, beside its size.
MODULES = ("blocks", "events", "filling", "inquiries", "news", "texts")
# What is emptied before; all else that is filled hangs on these.
ROOTS = (Picture, Topic, Author, EventKind, Person, Organisation, Inquiry)


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
    code = b"".join(Path(__file__).with_name(f"{module}.py").read_bytes() for module in MODULES)
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
        cursor.execute(f"TRUNCATE {', '.join(table(model) for model in ROOTS)} RESTART IDENTITY CASCADE")
    add_articles(size)
    add_people(size)
    add_events(size)
    add_inquiries(size)
    multiply_articles(size)
    multiply_events(size)
    multiply_inquiries(size)
    add_next_events(size)
    add_crowds(size)
    filled = (*ROOTS, Article, TopicItem, Byline, Event, Participation, ParticipationRole)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


if __name__ == "__main__":
    prepare(SIZES[sys.argv[1]])

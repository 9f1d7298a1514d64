"""Copies of what was added: a larger site is made of such blocks."""

from math import ceil

from django.db import connection, models

from bench.content import texts
from bench.content.inquiries import BETWEEN_INQUIRIES
from bench.content.news import ARTICLE_TOPICS, BETWEEN_BYLINES
from bench.content.sizes import Size
from contacts.models import Inquiry
from events.models import Event, Organisation, Participation, ParticipationRole, Person
from news.models import Article, Byline
from publishing.models import TopicItem


def multiply_articles(size: Size) -> None:
    times = size.article_blocks
    earlier = f"- k * interval '{size.articles * texts.BETWEEN_ARTICLES}'"
    _multiply(Article, times, {"id": size.articles}, {"slug": "|| '-' || k", "publish_at": earlier})
    items = size.articles * ARTICLE_TOPICS
    _multiply(TopicItem, times, {"id": items, "object_id": size.articles}, {})
    bylines = ceil(size.articles / BETWEEN_BYLINES)
    _multiply(Byline, times, {"id": bylines, "article_id": size.articles}, {})


def multiply_events(size: Size) -> None:
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


def multiply_inquiries(size: Size) -> None:
    earlier = f"- k * interval '{size.inquiries * BETWEEN_INQUIRIES}'"
    changed = {"reference": "|| '-' || k"} | dict.fromkeys(("received_at", "due_at"), earlier)
    _multiply(Inquiry, size.event_blocks, {"id": size.inquiries}, changed)


def _multiply(model: type[models.Model], times: int, steps: dict[str, int], changed: dict[str, str]) -> None:
    """Copy all rows until there are `times` as many. Copy k has its numbers larger by k `steps`, and the
    `changed` columns as this SQL, which follows a column's name, makes them.
    """
    fields = model._meta.local_concrete_fields
    columns = [str(field.column) for field in fields if not field.generated]
    ends = {name: f"+ k * {step}" for name, step in steps.items()} | changed
    values = ", ".join(f'"{column}" {ends.get(column, "")}' for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    name = table(model)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {name} ({names}) "  # noqa: S608  names of ours alone
            f"SELECT {values} FROM {name}, generate_series(1, %s) AS k",
            [times - 1],
        )


def table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)

from datetime import timedelta

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.lookups import LessThan
from django.utils import timezone

from publishing.languages import CODES, ENGLISH, OTHERS, column, columns, current
from publishing.statements.lists import Rows
from publishing.statements.parameters import CLOCK
from publishing.states import State

YEAR = RawSQL("year", [], IntegerField())  # each of those that `years_of` goes through


def count_rows(rows, relation: str, different: str | None = None) -> Coalesce:
    """The number of `rows` that point to the outer row through `relation`, for annotating a list; or of the
    values that they have in the column `different`.
    """
    found = rows.order_by().filter(**{relation: OuterRef("pk")}).values(relation)
    number = Count(different, distinct=True) if different else Count("*")
    return Coalesce(Subquery(found.annotate(number=number).values("number")), 0)


def present(rows_by_value: dict) -> list:
    """The values for which there are rows, in one query, which reads no more than the first row of each."""
    firsts = [
        rows.order_by().annotate(present_value=Value(value)).values_list("present_value")[:1]
        for value, rows in rows_by_value.items()
    ]
    found = {value for (value,) in firsts[0].union(*firsts[1:], all=True)} if firsts else set()
    return [value for value in rows_by_value if value in found]


def years_of(rows, moment: str, in_year) -> list[int]:
    """The years in which there are rows, newest first; `in_year` are those of YEAR by the column `moment`.

    One query, which reads no more than the first row of each year.
    """
    firsts = (rows.order_by(f"-{moment}").values(moment), rows.order_by(moment).values(moment))
    # By the first row: of EXISTS the server might make a join, which reads them all.
    try:
        asked = [each[:1].query.sql_with_params() for each in (*firsts, in_year.order_by().values("pk"))]
    except EmptyResultSet:
        return []
    newest, oldest, found = (sql for sql, _params in asked)
    # In brackets, because `freshness.reading` takes what follows FROM for a table.
    years = (
        "SELECT year FROM (SELECT generate_series("  # noqa: S608  Django's own
        f"date_part('year', ({newest}) + interval '1 day')::int, "
        f"date_part('year', ({oldest}) - interval '1 day')::int, -1) AS year) AS years "
        f"WHERE ({found}) IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(years, [each for _sql, params in asked for each in params])
        return [year for (year,) in cursor.fetchall()]


def start_of_year(years_later: int, zone: str) -> RawSQL:
    """The moment at which YEAR, or a later one, begins by the clocks of the zone."""
    return RawSQL("make_timestamptz(year + %s, 1, 1, 0, 0, 0, %s)", [years_later, zone])


def texts_together(*names: str) -> Concat:
    """These texts in every language, a line each."""
    parts = [part for name in columns(*names) for part in (Value("\n"), F(name))]
    return Concat(*parts[1:], output_field=models.TextField())


def is_missing(code: str) -> Q:
    """For querysets and for an index: see `without_language()`."""
    missing = Q()
    for name in ("title", "body"):
        missing |= _empty(column(name, code))
    return missing


def is_outdated(code: str) -> Q:
    """For querysets and for an index: see `outdated_in()`."""
    made_from = Coalesce(Cast(KeyTextTransform(code, "translated_from"), IntegerField()), 0)
    return ~is_missing(code) & Q(LessThan(made_from, F("english_revision")))


class PublishableQuerySet(models.QuerySet):
    def published(self, now=None):
        """Items that visitors may see at `now`. No other code may decide this; `is_published` is the twin."""
        now = now or CLOCK
        return self.filter(
            Q(unpublish_at=None) | Q(unpublish_at__gt=now),
            state=State.PUBLISHED,
            publish_at__lte=now,
            trashed_at=None,
        )

    def appeared_within(self, time: timedelta):
        """Published items that appeared so short a time ago."""
        return self.published().filter(publish_at__gt=timezone.now() - time)

    def appeared_before(self, moment, key):
        """Those that appeared before the item of this moment and key, the last of them first."""
        earlier = Q(publish_at__lt=moment) | Q(pk__lt=key)
        return self.filter(earlier, publish_at__lte=moment).newest_first()

    def appeared_after(self, moment, key):
        """Those that appeared after the item of this moment and key, the first of them first."""
        later = Q(publish_at__gt=moment) | Q(pk__gt=key)
        return self.filter(later, publish_at__gte=moment).order_by("publish_at", "pk")

    def scheduled(self, now=None):
        """Items that will appear automatically after `now`; `is_scheduled` is the twin."""
        return self.filter(state=State.PUBLISHED, publish_at__gt=now or CLOCK, trashed_at=None)

    def in_state(self, state):
        """Items outside the trash in this state, whether or not their time has come."""
        return self.outside_trash().filter(state=state)

    def visible_to(self, user):
        """Published items, and for staff who may view the model everything, in the trash too."""
        opts = self.model._meta
        permission = f"{opts.app_label}.{get_permission_codename('view', opts)}"
        if user.is_active and user.is_staff and user.has_perm(permission):
            return self.all()
        return self.published()

    def containing(self, word: str, *names: str):
        """Items with this in one of these texts, in whatever language and letters: see `index_of_texts`."""
        return self.alias(texts=texts_together(*names)).filter(texts__icontains=word)

    def outside_trash(self):
        return self.filter(trashed_at=None)

    def in_trash(self):
        return self.exclude(trashed_at=None)

    def newest_first(self):
        return self.order_by("-publish_at", "-pk")

    def years_of_publication(self) -> list[int]:
        """The years of the times at which these items appear, newest first, in the site's time zone."""
        return self.years_in("publish_at")

    def years_in(self, moment: str) -> list[int]:
        """The years in a column of moments, newest first, in the site's time zone."""
        zone = timezone.get_current_timezone_name()
        dated = self.filter(**{f"{moment}__isnull": False})
        since, before = start_of_year(0, zone), start_of_year(1, zone)
        return years_of(dated, moment, dated.filter(**{f"{moment}__gte": since, f"{moment}__lt": before}))

    def without_language(self, code: str):
        """Items that do not exist in this language: its title or its body is missing."""
        return self.filter(is_missing(code))

    def with_languages(self):
        """Adds a column `exists` for each other language: whether the item exists in it; `languages` is the
        twin.
        """
        return self.annotate(**{column("exists", code): ~is_missing(code) for code in OTHERS})

    def outdated_in(self, code: str):
        """Items whose translation was made from an older English text; `outdated_languages` is the twin."""
        return self.filter(is_outdated(code))

    def with_topics(self):
        """Items with `topic_list`, read in the same statement."""
        return self.annotate(topic_list=Rows(apps.get_model("publishing.Topic").objects.of_each(self.model)))

    def for_feed(self):
        """The newest items with what feeds say of them; `shown_body` is the body as readers see it."""
        code = current()
        english = F(column("body", ENGLISH))
        own = When(~is_missing(code), then=F(column("body", code)))
        body = Case(own, default=english, output_field=models.TextField())
        return self.without_bodies().with_topics().annotate(shown_body=body).newest_first()

    def without_bodies(self):
        """Rows for lists: long texts are not loaded, but `languages` still works."""
        bodies = {code: column("body", code) for code in CODES}
        has_body = {
            # Whether it equals something else is known from its length, without reading a long text.
            column("has_body", code): Q(**{f"{field}__isnull": False}) & ~Q(**{field: ""})
            for code, field in bodies.items()
        }
        return self.annotate(**has_body).defer("body", *bodies.values())


def _empty(field: str) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{field: ""})

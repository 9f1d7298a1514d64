"""Finds pairs of records that are probably the same person or organisation."""

import re
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.backends.postgresql.psycopg_any import sql
from django.db.models import Q
from django.utils.translation import gettext

from events.models import DifferentPair, Organisation, Person
from events.name_keys import SEPARATOR, key, keys, split

# Of all trigrams of two names, the share that both have. Organisations share words such as “institute”.
ALIKE = {Person: 0.6, Organisation: 0.7}

# A join of all names by likeness. Two names can be alike only if they share one of their rarest trigrams, and
# only if what follows it in the order of rarity is long enough to reach the likeness; so few are compared.
# (Chaudhuri, Ganti, Kaushik 2006, and Xiao, Wang, Lin, Yu 2008: prefix and positional filtering.)
ALIKE_NAMES = """
    WITH names AS MATERIALIZED (
        SELECT DISTINCT id, unnest(string_to_array(names_key, %(separator)s)) AS key FROM {table}
    ), grams AS (
        SELECT id, key, cardinality(show_trgm(key)) AS size, unnest(show_trgm(key)) AS gram FROM names
    ), counted AS (
        SELECT *, count(*) OVER (PARTITION BY gram) AS frequency FROM grams
    ), ranked AS (
        SELECT *, row_number() OVER (PARTITION BY id, key ORDER BY frequency, gram) AS place FROM counted
    ), rare AS MATERIALIZED (
        SELECT id, key, size, gram, size - place + 1 AS remaining FROM ranked
        WHERE place <= size - ceil(%(alike)s * size) + 1
    ), candidates AS MATERIALIZED (
        SELECT DISTINCT a.id AS first_id, b.id AS second_id, a.key AS first_key, b.key AS second_key
        FROM rare a JOIN rare b ON a.gram = b.gram AND a.id < b.id
        AND least(a.remaining, b.remaining) * (1 + %(alike)s) >= %(alike)s * (a.size + b.size) - 0.001
    )
    SELECT first_id, second_id, max(similarity(first_key, second_key)) FROM candidates
    WHERE similarity(first_key, second_key) >= %(alike)s GROUP BY first_id, second_id
"""
SAME_EMAIL = """
    WITH addresses AS (SELECT DISTINCT id, lower(unnest(emails)) AS email FROM {table})
    SELECT DISTINCT a.id, b.id FROM addresses a JOIN addresses b ON a.email = b.email AND a.id < b.id
"""
LIKE_ONE = """
    SELECT id FROM {table}
    CROSS JOIN unnest(string_to_array(names_key, %(separator)s)) AS known
    CROSS JOIN unnest(%(wanted)s::text[]) AS wanted
    WHERE similarity(known, wanted) >= %(alike)s
    GROUP BY id ORDER BY max(similarity(known, wanted)) DESC, id
"""


class Pair(NamedTuple):
    """Keys of two records, the smaller first; `likeness` of their closest names, 0 if not similar."""

    first: int
    second: int
    likeness: float
    same_email: bool

    @property
    def reasons(self) -> list[str]:
        found = [gettext("the same email address")] if self.same_email else []
        if self.likeness == 1:
            found.append(gettext("the same name, perhaps in another order or script"))
        elif self.likeness:
            found.append(gettext("names %(percent)s %% alike") % {"percent": int(self.likeness * 100)})
        return found


def likely_pairs(model) -> list[Pair]:
    """The most likely first, without those that staff marked as not the same."""
    alike = {(first, second): likeness for first, second, likeness in _select(model, ALIKE_NAMES)}
    same_email = set(_select(model, SAME_EMAIL)) if model is Person else set()
    different = _declared_different(model)
    if model is Organisation:
        different |= _in_two_countries(alike)
    pairs = [
        Pair(*two, alike.get(two, 0), two in same_email) for two in (alike.keys() | same_email) - different
    ]
    return sorted(pairs, key=lambda pair: (-pair.same_email, -pair.likeness, pair.first, pair.second))


def like(item, limit: int = 5) -> list:
    """Existing records that an unsaved one may duplicate, the most likely first."""
    model = type(item)
    wanted = split(keys(item.all_names))
    found = [pk for (pk,) in _select(model, LIKE_ONE, wanted=wanted)] if wanted else []
    if model is Person:
        same_email = Person.objects.filter(emails__overlap=item.emails).order_by("pk")
        found = list(dict.fromkeys([*same_email.values_list("pk", flat=True), *found]))
    stored = model._base_manager.in_bulk(found)
    close = [stored[pk] for pk in found]
    if model is Organisation and item.country_id:
        close = [each for each in close if each.country_id in (None, item.country_id)]
    return close[:limit]


def namesakes(person: Person, former: Person) -> list[Person]:
    """Other people with a name that the person, whose names were `former`, is about to get.

    Order and script do not matter. People marked as not the same are left out.
    """
    found = {}
    known = {key(former.name), key(former.native_name), ""}
    bar = re.escape(SEPARATOR)
    for wanted in {key(person.name), key(person.native_name)} - known:
        # A key is made of letters, digits and blanks, so it means itself in a regular expression.
        named = Person.objects.filter(names_key__regex=f"(^|{bar}){wanted}({bar}|$)").exclude(pk=person.pk)
        found |= {each.pk: each for each in named}
    different = _declared_different(Person)
    return [found[pk] for pk in sorted(found) if (min(pk, person.pk), max(pk, person.pk)) not in different]


def note_different(model, first: int, second: int, by) -> DifferentPair:
    """Remember that these two records are different, so that they are not suggested again."""
    pair, _is_new = DifferentPair.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(model),
        first_id=min(first, second),
        second_id=max(first, second),
        defaults={"noted_by": by},
    )
    return pair


def note_all_different(model, pairs, by) -> None:
    """The same for many pairs of keys."""
    content_type = ContentType.objects.get_for_model(model)
    DifferentPair.objects.bulk_create(
        (
            DifferentPair(content_type=content_type, first_id=min(pair), second_id=max(pair), noted_by=by)
            for pair in pairs
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )


def forget_different(model, pks) -> None:
    """Forget pairs that contain any of these records that no longer exist."""
    gone = set(pks) - set(model._base_manager.filter(pk__in=pks).values_list("pk", flat=True))
    noted = DifferentPair.objects.filter(content_type=ContentType.objects.get_for_model(model))
    noted.filter(Q(first_id__in=gone) | Q(second_id__in=gone)).delete()


def _select(model, statement, **parameters):
    query = sql.SQL(statement).format(table=sql.Identifier(model._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(query, {"alike": ALIKE[model], "separator": SEPARATOR, **parameters})
        return cursor.fetchall()


def _declared_different(model) -> set[tuple[int, int]]:
    noted = DifferentPair.objects.filter(content_type=ContentType.objects.get_for_model(model))
    return set(noted.values_list("first_id", "second_id"))


def _in_two_countries(pairs) -> set[tuple[int, int]]:
    """Ministries of finance in two countries have the same name but are different."""
    found = {pk for pair in pairs for pk in pair}
    country = dict(Organisation.objects.filter(pk__in=found).values_list("pk", "country"))
    return {
        (first, second)
        for first, second in pairs
        if country[first] and country[second] and country[first] != country[second]
    }

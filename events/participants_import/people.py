"""The people of the database whom the rows of a list may mean."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from django.db import connection

from events.matching import key
from events.models import Participation, Person

LIKENESS = 0.6  # from here on names are close
LIKENESS_ELSEWHERE = 0.8  # the same between different countries and organisations
PART_LIKENESS = 0.65  # of two parts of names that may be one
LOOKED_AT = 20  # close names for a row
SHOWN = 5  # candidates for a row

WITH_EMAIL = """
    SELECT DISTINCT person.id FROM events_person AS person, unnest(person.emails) AS email
    WHERE lower(email) = ANY(%s)
"""
WITH_KEY = """
    SELECT DISTINCT person.id
    FROM events_person AS person, unnest(string_to_array(person.names_key, ' | ')) AS known
    WHERE known = ANY(%s)
"""
CLOSE = """
    SELECT wanted.number, wanted.key, found.id, found.names_key, found.likeness
    FROM unnest(%s::bigint[], %s::text[]) AS wanted (number, key)
    CROSS JOIN LATERAL (
        SELECT id, names_key, word_similarity(wanted.key, names_key) AS likeness FROM events_person
        WHERE wanted.key <%% names_key ORDER BY likeness DESC, id LIMIT {shown}
    ) AS found
"""
# An index of one list, made when it is asked: one of all lists holds mostly rows of others and dead ones.
NAMES = """
    CREATE TEMPORARY TABLE names_of_list ON COMMIT DROP AS
        SELECT number, names_key FROM events_importrow WHERE batch_id = %s;
    CREATE INDEX ON names_of_list USING gin (names_key gin_trgm_ops)
"""
CLOSE_ROWS = """
    SELECT wanted.number, wanted.key, found.number, found.names_key, found.likeness
    FROM unnest(%s::bigint[], %s::text[]) AS wanted (number, key)
    CROSS JOIN LATERAL (
        SELECT number, names_key, word_similarity(wanted.key, names_key) AS likeness FROM names_of_list
        WHERE number < wanted.number AND wanted.key <%% names_key
        ORDER BY likeness DESC, number LIMIT {shown}
    ) AS found
"""


@dataclass
class Known:
    """Somebody whom rows may mean: a person of the database, or one whom an earlier row brings.

    `places` are organisations and `countries` codes from all events; `place`, `country` and `is_here` say
    what will be true for the event in question. `leader` is the number of the row that brings a new person.
    """

    person: Person | None = None
    leader: int | None = None
    keys: set = field(default_factory=set)
    emails: set = field(default_factory=set)
    places: set = field(default_factory=set)
    countries: set = field(default_factory=set)
    is_here: bool = False
    place: object = None
    country: str = ""
    participation: Participation | None = None


class People:
    """Those who have an e-mail address or a name that rows have, or whom rows point to."""

    def __init__(self, event, rows):
        emails = {row.values["email"] for row in rows if row.values.get("email")}
        wanted = {each for row in rows for each in keys_of(row)}
        ids = {row.chosen_person_id for row in rows} | {
            pk for row in rows for pk, _likeness in row.close_people
        }
        ids |= _ids(WITH_EMAIL, emails) | _ids(WITH_KEY, wanted)
        self.by_id, self.by_email, self.by_key = {}, {}, {}
        for person in Person.objects.filter(pk__in=ids - {None}).defer("biography"):
            known = self.by_id[person.pk] = Known(person)
            self.teach(known, person.names_key.split(" | "), [each.lower() for each in person.emails])
        self._add_appearances(event)

    def teach(self, known, keys, emails) -> None:
        """Let somebody be found by further names and addresses."""
        for found, index, each in (
            *((known.keys, self.by_key, each) for each in keys),
            *((known.emails, self.by_email, each) for each in emails),
        ):
            if each not in found:
                found.add(each)
                index.setdefault(each, []).append(known)

    def with_key(self, keys) -> list[Known]:
        return _distinct(known for each in keys for known in self.by_key.get(each, []))

    def with_email(self, email) -> list[Known]:
        return self.by_email.get(email, []) if email else []

    def _add_appearances(self, event):
        seen = Participation.objects.filter(person__in=self.by_id).order_by()
        for pk, organisation, country in seen.values_list("person", "organisation", "country__code"):
            known = self.by_id[pk]
            known.places |= {organisation} - {None}
            known.countries |= {country} - {None}
        here = seen.filter(event=event).select_related("organisation", "country").prefetch_related("roles")
        for participation in here:
            known = self.by_id[participation.person_id]
            known.participation, known.is_here = participation, True
            known.place = participation.organisation_id
            known.country = participation.country.code if participation.country else ""


def _distinct(several) -> list[Known]:
    return list({id(known): known for known in several}.values())


def _ids(query, values) -> set[int]:
    if not values:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(query, [sorted(values)])
        return {pk for (pk,) in cursor.fetchall()}


def keys_of(row) -> list[str]:
    return [each for each in row.names_key.split(" | ") if each]


def find_close(batch, rows) -> None:
    """Note in each row the people and the earlier rows of the batch whose names are close to its own."""
    pairs = [(row.number, each) for row in rows for each in keys_of(row)]
    numbers, wanted = [number for number, _key in pairs], [each for _number, each in pairs]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(LIKENESS)])
        # Without fresh statistics the planner would read all names for each row.
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        cursor.execute(CLOSE.format(shown=LOOKED_AT), [numbers, wanted])
        people = _best(cursor.fetchall())
        cursor.execute(NAMES, [batch.pk])
        cursor.execute(CLOSE_ROWS.format(shown=LOOKED_AT), [numbers, wanted])
        others = _best(cursor.fetchall())
        cursor.execute("DROP TABLE names_of_list")
        cursor.execute("SELECT set_config('enable_seqscan', 'on', true)")
    for row in rows:
        row.close_people = people.get(row.number, [])
        row.close_rows = others.get(row.number, [])


def _best(found) -> dict[int, list]:
    """For each row's number pairs of what was found and its highest likeness, the closest first."""
    likeness = {}
    for number, wanted, other, names, value in found:
        if not any(_is_close(wanted, name) for name in names.split(" | ")):
            continue
        pairs = likeness.setdefault(number, {})
        pairs[other] = max(round(value, 2), pairs.get(other, 0))
    return {
        number: [list(pair) for pair in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))][:SHOWN]
        for number, pairs in likeness.items()
    }


def _is_close(one: str, other: str) -> bool:
    """Whether every part of the shorter name has its like in the longer: a family name is shared by many."""
    shorter, longer = sorted((one.split(), other.split()), key=len)
    return all(any(_is_close_part(part, each) for each in longer) for part in shorter)


@lru_cache(maxsize=100_000)
def _is_close_part(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]  # an initial
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= PART_LIKENESS <= matcher.ratio()


def alike(some, others) -> bool:
    """Whether two people who share an e-mail address may be one: their names share a part, or nearly."""
    return any(
        set(one.split()) & set(other.split()) or SequenceMatcher(None, one, other).ratio() > LIKENESS
        for one in some
        for other in others
    )


def is_in_other_order(name: str, person: Person) -> bool:
    """Whether the parts of a name stand in another order than in every name known of the person."""
    return not any(_parts(name) == _parts(known) for known in person.all_names if key(known) == key(name))


def _parts(name: str) -> list[str]:
    return [key(part) for part in name.replace(",", " ").split()]

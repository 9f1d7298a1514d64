"""Whose names are close to those of a list: people of the database, and earlier rows."""

from django.db import connection

from events.participants_import.evidence import is_close
from events.participants_import.people import keys_of

LIKENESS = 0.6  # from here on names are close
LOOKED_AT = 20  # close names for a row

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


def find(batch, rows) -> None:
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
        if not any(is_close(wanted, name) for name in names.split(" | ")):
            continue
        pairs = likeness.setdefault(number, {})
        pairs[other] = max(round(value, 2), pairs.get(other, 0))
    return {
        number: [list(pair) for pair in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))]
        for number, pairs in likeness.items()
    }

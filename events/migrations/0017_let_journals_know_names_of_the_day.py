"""What was written down so that it can be taken back learns the columns with the names of the day.

That is, participants that a merge took away, and the digests by which an import tells what somebody has changed
since. It takes a minute where a hundred thousand participants were imported. Therefore it stands apart from the
migration that adds the columns: that one keeps readers from the table until it ends, this one keeps nobody.
"""

import hashlib
import json

from django.db import migrations

COLUMNS = ("honorific", "given_name", "family_name", "family_name_first", "native_name")
PIECE = 2000  # rows

CREATED = """
    SELECT entry.id, entry.after, to_jsonb(here)
    FROM events_importchange AS entry JOIN events_participation AS here ON here.id = entry.object_id
    WHERE entry.model = 'participation' AND entry.before IS NULL AND entry.id > %s ORDER BY entry.id LIMIT %s
"""
MOVE = """
    UPDATE events_importchange AS entry SET after = to_jsonb(moved.digest)
    FROM unnest(%s::bigint[], %s::text[]) AS moved (id, digest) WHERE entry.id = moved.id
"""


def complete_merged_participants(apps, schema_editor):
    """They went together with their person."""
    deleted = {"model": "events.participation", "after": None}
    for merge in apps.get_model("events", "Merge").objects.filter(journal__contains=[deleted]).iterator():
        gone = [entry for entry in merge.journal if entry["after"] is None]
        people = {entry["pk"]: entry["before"] for entry in gone if entry["model"] == "events.person"}
        for entry in gone:
            if entry["model"] == "events.participation":
                person = people[entry["before"]["person_id"]]
                entry["before"] |= {column: person[column] for column in COLUMNS}
        merge.save(update_fields=["journal"])


def learn_columns(apps, schema_editor):
    _move_digests(schema_editor, lambda row: (_without_names(row), row))


def forget_columns(apps, schema_editor):
    _move_digests(schema_editor, lambda row: (row, _without_names(row)))


def _move_digests(schema_editor, turned):
    """What was unchanged so far is unchanged still; `turned` gives a row as it was and as it will be."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(CREATED, [last, PIECE])
            found = cursor.fetchall()
            if not found:
                break
            moved = {}
            for pk, known, row in found:
                before, after = turned(json.loads(row))
                if json.loads(known) == _digest(before):
                    moved[pk] = _digest(after)
            cursor.execute(MOVE, [list(moved), list(moved.values())])
            last = found[-1][0]


def _without_names(row):
    return {column: value for column, value in row.items() if column not in COLUMNS}


def _digest(row):
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("events", "0016_curl_the_apostrophes_of_countries")]

    operations = [
        migrations.RunPython(complete_merged_participants, migrations.RunPython.noop),
        migrations.RunPython(learn_columns, forget_columns),
    ]

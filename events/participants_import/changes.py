"""Records what a batch did to other tables, row by row, so that it can be undone."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from events.models import ImportChange, Organisation, Participation, ParticipationRole, Person
from events.records.journal import read

# In the order in which rows can be deleted: what refers to others first.
MODELS = {model._meta.model_name: model for model in (ParticipationRole, Participation, Person, Organisation)}
# There are more of these than of all else that a batch writes, so they are sent as lists.
NOTE_CREATED = """
    INSERT INTO events_importchange (batch_id, model, object_id, after)
    SELECT %s, %s, pk, to_jsonb(digest) FROM unnest(%s::bigint[], %s::text[]) AS new (pk, digest)
"""


def plain(value):
    """A value as it comes back from JSON."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def digests(model, ids) -> dict[int, str]:
    """A hash of all columns of each row, in all languages, which reveals any later change."""
    return {
        pk: hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
        for pk, row in read(model, ids).items()
    }


def note_created(batch, objects) -> None:
    """Record newly created objects; call at the end of the transaction, after their last change."""
    by_model = {}
    for each in objects:
        by_model.setdefault(type(each), []).append(each.pk)
    with connection.cursor() as cursor:
        for model, ids in by_model.items():
            found = digests(model, ids)
            cursor.execute(
                NOTE_CREATED, [batch.pk, model._meta.model_name, list(found), list(found.values())]
            )


def change(batch, item, values) -> ImportChange:
    """Set attributes of an object and return the journal entry; the caller saves both."""
    before = {name: plain(getattr(item, name)) for name in values}
    for name, value in values.items():
        setattr(item, name, value)
    after = {name: plain(value) for name, value in values.items()}
    return ImportChange(
        batch=batch, model=item._meta.model_name, object_id=item.pk, before=before, after=after
    )

"""Undoes operations on whole records with their journals."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from events.records.journal import Journal


@transaction.atomic
def take_back(record, by=None, prepare=lambda record: []) -> None:
    """Undo what an `Undoable` records, or raise ValidationError with sentences about what prevents it.

    `prepare(record)` is called once the needed records are locked; it returns further such sentences.
    """
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if record.undone_at:
        raise ValidationError(gettext("This has already been undone."))
    stored = record.model._base_manager.select_for_update(of=("self",)).order_by("pk")
    present = {item.pk for item in stored.filter(pk__in=record.needed)}
    for pk, name in record.needed.items():
        if pk not in present:
            raise ValidationError(
                gettext(
                    "“%(name)s” no longer exists. If it was merged into another record, undo that "
                    "merge first."
                )
                % {"name": name}
            )
    if obstacles := prepare(record) or Journal(record.journal).undo():
        raise ValidationError(list(dict.fromkeys(obstacles)))
    for item in record.model._base_manager.filter(pk__in=present):
        item.save(update_fields=["names_key"])
    record.undone_at, record.undone_by = timezone.now(), by
    record.save(update_fields=["undone_at", "undone_by"])

"""A live item as its draft says, without anything being published."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction

from history.drafts.publishing import put_on
from history.kinds import Kind
from history.models import Draft


@contextmanager
def as_drafted(kind: Kind, key: int) -> Iterator[Draft | None]:
    """Inside the block the item is what its draft says, afterwards what it was. Gives the draft; None if
    there is none, or if it can't be put on the item as that is by now.

    Whatever shows the item has to be rendered inside the block.
    """
    draft = Draft.objects.of(kind, key)
    if draft is None:
        yield None
        return
    with transaction.atomic():
        try:
            put_on(draft, draft.made_by)
        except ValidationError:
            draft = None
        yield draft
        transaction.set_rollback(True)

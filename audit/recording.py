"""Logs what changes no row, or not a row that says what it was."""

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.db.models.expressions import RawSQL
from django.utils import timezone

from audit.models import Action, Entry
from contacts.guards.spam import address_in

MAX_NETWORK_LENGTH = 100


def record(
    action: Action, *, request, by: Model | None, item: Model | None = None, name="", after=None
) -> None:
    """`by` is the account that did it, None if nobody has proved who they are; `item` what it is about."""
    Entry.objects.create(
        at=timezone.now(),
        actor=by.pk if by else None,
        actor_name=name_of(by) if by else "",
        network=address_in(request.META)[:MAX_NETWORK_LENGTH] if request else "",
        action=action,
        model=item._meta.label_lower if item else "",
        object_id=item.pk if item else None,
        item=f"{item._meta.label_lower}/{item.pk}" if item else "",
        name=name,
        after=after,
        transaction=RawSQL("pg_current_xact_id()::text::bigint", ()),
    )


def name_of(account) -> str:
    """As the database names those who change rows."""
    full_name, username = account.get_full_name(), account.get_username()
    return f"{full_name} ({username})" if full_name else username


def account_named(username: str):
    """None if there is none: what was typed instead may be a password."""
    return get_user_model().objects.filter(username=username).first()

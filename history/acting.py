"""For whom the connection works, so that what the database writes down says who it was."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ACTOR_SETTING = "carec.actor"  # the key of the user, as text


def act_as(key: int | None, *, until_commit: bool = False) -> None:
    """Until it is told otherwise; with `until_commit`, in the transaction that runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, %s)", [ACTOR_SETTING, str(key or ""), until_commit])


@contextmanager
def acting_as(key: int | None) -> Iterator[None]:
    """What commits within is that user's; afterwards the connection is nobody's again."""
    act_as(key)
    try:
        yield
    finally:
        act_as(None)

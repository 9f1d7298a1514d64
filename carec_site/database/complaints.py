"""What is wrong with the database, in a sentence for the person who starts the site or runs a command."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import CommandError
from django.db import DatabaseError, NotSupportedError, OperationalError, connection
from django.db.backends.postgresql.base import Database  # type: ignore[attr-defined]  # the driver, which the stubs leave out
from django.db.migrations.exceptions import MigrationSchemaMissing

INSUFFICIENT_PRIVILEGE = "42501"  # PostgreSQL's code for it


def complaint(error: Exception) -> str:
    """The sentence; empty if the fault lies with the command rather than the database."""
    if refusal := _refusal(error):
        return _about_rights(str(refusal).split("\n")[0])
    reason = " ".join(str(error).split())
    if isinstance(error.__cause__, Database.errors.UndefinedTable | Database.errors.UndefinedColumn):
        return (
            "The database lacks tables of this version. Start the site once, by `make run` or `make serve`, "
            "or with a server of your own: .venv/bin/python manage.py migrate"
        )
    if isinstance(error, NotSupportedError) and "or later is required" in reason:
        return f"The server in DATABASE_URL is too old: {reason} Upgrade it, or name another server."
    if isinstance(error, OperationalError):
        which = "private database" if hasattr(connection, "server") else "database in DATABASE_URL"
        return f"The {which} can't be used: {reason}"
    return ""


@contextmanager
def explained() -> Iterator[None]:
    """Raise CommandError with the sentence in place of an error that has one."""
    try:
        yield
    except (DatabaseError, MigrationSchemaMissing) as error:
        sentence = complaint(error)
        if not sentence:
            raise
        raise CommandError(sentence) from None


def check_encoding() -> None:
    """Raise CommandError if the database can't tell letters from bytes, as with SQL_ASCII."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('server_encoding')")
        name, encoding = cursor.fetchone()
    if encoding != "UTF8":
        raise CommandError(
            f"The database “{name}” in DATABASE_URL keeps text as {encoding}, not as UTF8. Let it be made "
            f"anew: CREATE DATABASE {connection.ops.quote_name(name)} ENCODING 'UTF8' TEMPLATE template0"
        )


def _refusal(error: BaseException | None) -> BaseException | None:
    """What PostgreSQL said when it refused for lack of permission; None if it did not."""
    while error is not None and getattr(error, "pgcode", None) != INSUFFICIENT_PRIVILEGE:
        error = error.__cause__ or error.__context__
    return error


def _about_rights(reason: str) -> str:
    database, user = connection.settings_dict["NAME"], connection.settings_dict["USER"]
    quoted = connection.ops.quote_name
    return (
        f"The user “{user}” in DATABASE_URL may not make the tables of the database “{database}”: "
        f"{reason}. Let an administrator of the server run: "
        f"ALTER DATABASE {quoted(database)} OWNER TO {quoted(user)}; "
        f"and where other users own the tables: REASSIGN OWNED BY … TO {quoted(user)}"
    )

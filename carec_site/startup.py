"""What has to be true before the site starts, for development and production alike."""

import socket

from django.core.management import CommandError, call_command
from django.db import OperationalError, connection


def check_port(port: int, command: str) -> None:
    """Raise CommandError if another program listens on `port` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OverflowError:
            raise CommandError(f"{port} is not a port. Choose one such as {command} PORT=8001") from None
        except OSError:
            raise CommandError(
                f"Port {port} is taken by another program. Choose another one: {command} PORT={port + 1}"
            ) from None


def prepare_database() -> None:
    """Migrate, and make the staff groups; CommandError if the server named in DATABASE_URL won't have us."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise CommandError(f"The database in DATABASE_URL can't be used: {reason}") from None
    call_command("migrate", verbosity=0)
    call_command("setup_roles", verbosity=0)

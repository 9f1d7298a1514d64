"""`python -m carec_site.starting.serve [PORT]`: the production server, with production settings.

With a `.env` file its values are used. Without one this is a trial: a secret key is made once and kept
under var/, and the site answers to localhost only.
"""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]


def trial_environment(port: str) -> dict[str, str]:
    return {
        "SECRET_KEY": secret_key(BASE_DIR / "var" / "secret_key"),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SITE_URL": f"http://localhost:{port}",
    }


def secret_key(file: Path) -> str:
    """The key in the file; the first process to need it creates the file, whole or not at all."""
    if not file.exists():
        from django.core.management.utils import get_random_secret_key

        new = file.with_name(f"{file.name}.{os.getpid()}")
        file.parent.mkdir(exist_ok=True)
        new.touch(mode=0o600)
        new.write_text(get_random_secret_key() + get_random_secret_key())
        with suppress(FileExistsError):
            file.hardlink_to(new)
        new.unlink()
    return file.read_text().strip()


def main(port: str) -> None:
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # what is said arrives, in a pipe or a file too
    print(f"Starting the production server on port {port}: database, static files, web server ...")  # noqa: T201  said to the operator
    os.chdir(BASE_DIR)
    from carec_site.starting import local

    os.environ["DEBUG"] = "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_site.settings")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command

    from carec_site.starting.preparing import check_port, one_at_a_time, prepare_database
    from carec_site.starting.worker import start_worker, where_mail_goes

    try:
        if not local.OWN_FILE.exists():
            for name, value in trial_environment(port).items():
                os.environ.setdefault(name, value)
        django.setup()
        check_port(port, "make serve")
        with one_at_a_time(print):
            prepare_database()
            call_command("collectstatic", interactive=False, verbosity=0)
            local.remember()
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The site can't start: {error.strerror} at {error.filename or settings.DATA_DIR}")

    from django.contrib.auth import get_user_model
    from django.db import connection

    from carec_site.starting.welcome import CREATE_ACCOUNT

    print(f"Site: {settings.SITE_URL}/   Staff: {settings.SITE_URL}/admin/")  # noqa: T201  as above
    print(f"Mail: {where_mail_goes()}")  # noqa: T201  as above
    if not get_user_model().objects.filter(is_superuser=True).exists():
        print(f"No staff account yet. Make one: {CREATE_ACCOUNT}")  # noqa: T201  as above
    connection.close()
    if hasattr(connection, "server"):  # else it would stop now, and the first page start it again
        connection.server.hold_across_exec()
    start_worker(across_exec=True)
    os.execv(  # noqa: S606  our own server replaces this process
        sys.executable,
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            "deploy/gunicorn.conf.py",
            "--bind",
            f"127.0.0.1:{port}",
        ],
    )


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "8000")
    except KeyboardInterrupt:
        sys.exit("\nBroken off. The same command goes on from here.")

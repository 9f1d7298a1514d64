"""`python -m carec_site.serve [PORT]`: the production server, with production settings, on one machine.

With a `.env` file its values are used. Without one this is a trial: a secret key is made once and kept
under var/, and the site answers to localhost only.
"""

import os
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def trial_environment(port: int) -> dict[str, str]:
    key_file = BASE_DIR / "var" / "secret_key"
    if not key_file.exists():
        from django.core.management.utils import get_random_secret_key

        key_file.parent.mkdir(exist_ok=True)
        key_file.touch(mode=0o600)
        key_file.write_text(get_random_secret_key() + get_random_secret_key())
    return {
        "SECRET_KEY": key_file.read_text().strip(),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SITE_URL": f"http://localhost:{port}",
    }


def main(port: int) -> None:
    os.chdir(BASE_DIR)
    if not (BASE_DIR / ".env").exists():
        for name, value in trial_environment(port).items():
            os.environ.setdefault(name, value)
    os.environ["DEBUG"] = "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "carec_site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command

    from carec_site.startup import check_port, prepare_database
    from carec_site.worker import start_worker, where_mail_goes

    try:
        django.setup()
        check_port(port, "make serve")
        prepare_database()
        call_command("collectstatic", interactive=False, verbosity=0)
    except (CommandError, ImproperlyConfigured) as error:
        sys.exit(str(error))

    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.db import connections

    print(f"Site: {settings.SITE_URL}/   Staff: {settings.SITE_URL}/admin/")  # noqa: T201  said to the operator
    print(f"Mail: {where_mail_goes()}")  # noqa: T201  as above
    if not get_user_model().objects.filter(is_superuser=True).exists():
        print("No staff account yet. Make one: .venv/bin/python manage.py createsuperuser")  # noqa: T201  as above
    connections.close_all()
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
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)

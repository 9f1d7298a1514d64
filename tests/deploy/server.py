"""The site under gunicorn with the settings in `deploy/`, and what its log says."""

import os
import re
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection

from django.conf import settings

from tests.carec_site.database.clone import wait_until
from tests.contacts.mail.server import free_port
from tests.patience import PATIENCE_SECONDS

GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
LINE = re.compile(r"(?P<time>[0-9-]+T\S+) (?P<level>[A-Z]+) (?P<logger>\S+) (?P<id>\S+) (?P<words>.*)")


class Site:
    """gunicorn on a port of its own; no database answers."""

    def __init__(self, folder, **environ):
        self.port = free_port()
        self.log = folder / "log"
        (folder / "static").mkdir()  # else WhiteNoise warns
        self.environ = {
            **{name: value for name, value in os.environ.items() if name != "FORWARDED_ALLOW_IPS"},
            "DJANGO_SETTINGS_MODULE": "tests.deploy.settings",
            "DEBUG": "0",
            "SECRET_KEY": "k3+w9!xq7$zr1@vn5^hb8&mj2*ct6(fl4)dg0_sy-test-of-gunicorn",
            "ALLOWED_HOSTS": "www.example.org",
            "SITE_URL": "https://www.example.org",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
            "DATA_DIR": str(folder),
            "HOME": str(folder / "nonexistent"),
            "LOG_LEVEL": "INFO",
            **environ,
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*GUNICORN, f"--bind=127.0.0.1:{self.port}", "--workers=1"],
                cwd=settings.BASE_DIR,
                env=self.environ,
                stdout=log,
                stderr=log,
            )

    def answers(self):
        with suppress(OSError):
            return self.ask().status
        return None

    def ask(self, path="/livez", method="GET", **headers):
        headers = {"Host": "www.example.org", **{name.replace("__", "-"): v for name, v in headers.items()}}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)) as connection:
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            response.content = response.read()
            return response

    def lines(self):
        return [
            match.groupdict() for match in map(LINE.fullmatch, self.log.read_text().splitlines()) if match
        ]

    def line_of(self, response):
        """What the log says of the request, once it does."""
        key = response.headers["X-Request-ID"]

        def found():
            return [
                line for line in self.lines() if (line["id"], line["logger"]) == (key, "carec_site.requests")
            ]

        wait_until(found)
        [line] = found()
        return line


@contextmanager
def running_site(folder, **environ):
    site = Site(folder, **environ)
    try:
        wait_until(site.answers)
        yield site
    finally:
        site.process.terminate()
        site.process.wait(PATIENCE_SECONDS)


@contextmanager
def both_sites(factory):
    """By whether a proxy is in front."""
    folders = factory.mktemp("direct"), factory.mktemp("behind")
    with (
        running_site(folders[0], BEHIND_PROXY="0") as direct,
        running_site(folders[1], BEHIND_PROXY="1") as behind,
    ):
        yield {False: direct, True: behind}

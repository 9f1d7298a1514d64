import json
import os
import subprocess
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from carec_site.database.locks import lock
from tests.browser.conftest import chromium  # noqa: F401  the browser of those tests
from tests.carec_site.database.conftest import open_folder
from tests.patience import PATIENCE_SECONDS
from tests.quality import tools
from tests.serving import Site

LANGUAGES = ["en", "ru", "zh-hans"]
FILL = "import json; from tests.quality.content import fill; print(json.dumps(fill()))"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The site with its demo content, in the database of the tests. It ends with its module: a
    browser begins a loop of events, in which this thread has another connection.
    """
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", force=True, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS search_keep IMMEDIATE")  # as when the transaction commits
        yield
        transaction.set_rollback(True)


class Served(NamedTuple):
    url: str
    kinds: dict[str, str]  # each kind and state of a page and its path in English

    def address(self, kind, language="en"):
        prefix = "" if language == "en" else f"/{language}"
        return f"{self.url}{prefix}{self.kinds[kind]}"

    def read(self, address) -> bytes:
        """What is at an address; the test fails where nothing is."""
        try:
            with urlopen(address, timeout=PATIENCE_SECONDS) as answer:
                return answer.read()
        except HTTPError as error:
            pytest.fail(f"{address}: {error}")

    @property
    def addresses(self):
        """(kind, language, address) of each kind in each language."""
        return [(kind, code, self.address(kind, code)) for kind in self.kinds for code in LANGUAGES]


@pytest.fixture(scope="session")
def served():
    """The production server with production settings, over the demo and every state of a page."""
    with open_folder() as folder, (folder / "log").open("wb") as log:
        site = Site(
            folder / "var",
            DEBUG="0",
            BEHIND_PROXY="",
            SECRET_KEY=settings.SECRET_KEY,
            ALLOWED_HOSTS="localhost,127.0.0.1",
        )
        site.environ["SITE_URL"] = f"http://localhost:{site.port}"
        try:
            run_manage(site, "collectstatic", "--no-input", "--verbosity=0")
            answer = run_manage(site, "shell", "--verbosity=0", "--command", FILL)
            site.start(log, "--config=deploy/gunicorn.conf.py")
            yield Served(site.environ["SITE_URL"], json.loads(answer.splitlines()[-1]))
        finally:
            site.stop()
            # All processes of its database hold this until they end.
            os.close(lock(folder / "var" / "postgres" / "server.lock"))


def run_manage(site, *words):
    process = site.run("manage.py", *words, stdout=subprocess.PIPE, text=True)
    output, _none = process.communicate()
    assert process.returncode == 0, output
    return output


@pytest.fixture(scope="session")
def programs():
    """The folder of programs that npm installs; a test that needs one is skipped where npm is missing."""
    return tools.installed()

"""Two servers as on two machines: processes of their own, which share nothing but the database."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import get_language_from_path

from tests.carec_site.database.clone import Client
from tests.carec_site.page_cache.exactness.pages import settled
from tests.crawl import view_name
from tests.serving import open_production

HOST = "testserver"  # of Django's test client, with which the process beside them asks for pages


class Machines:
    """Filled with the whole site: `tables` has a page of each kind in each language, and what each is made
    from.
    """

    def __init__(self, production):
        self.production, self.connect = production, production.connect
        self.sites = [
            production.site(LOG_LEVEL="WARNING", ALLOWED_HOSTS=f"{HOST},127.0.0.1") for _machine in range(2)
        ]
        self.log = (production.folder / "log").open("w")
        self.pool = ThreadPoolExecutor(2)
        command = [sys.executable, "-m", "tests.carec_site.page_cache.exactness.office"]
        environ = self.sites[0].environ
        self.office = Client(command, env=environ, cwd=settings.BASE_DIR, text=True)

    def start(self):
        made = self.work("fill")
        self.session, self.tables = made["session"], made["tables"]
        list(self.pool.map(self.start_site, self.sites))

    def start_site(self, site):
        site.start(self.log, "--worker-class=gthread", "--workers=1", "--threads=8")

    def stop(self):
        for site in self.sites:
            site.stop()
        self.office.kill()
        self.pool.shutdown()
        self.log.close()

    def page(self, name):
        """The address of the page of this name, in English."""
        english = [page for page in self.tables if get_language_from_path(page) is None]
        return next(page for page in english if view_name(page) == name)

    def work(self, name, *arguments):
        """What a function of `work` returns, which the process beside the servers runs."""
        return self.office.ask(json.dumps([name, *arguments]))

    def pages(self, addresses):
        """What each of the two servers answers at these addresses."""
        return list(self.pool.map(lambda site: pages_of(site, addresses), self.sites))


def pages_of(site, addresses):
    return {address: page_of(site, address) for address in addresses}


def page_of(site, address, **headers):
    answer = site.ask("GET", address, Host=HOST, **headers)
    return [answer.status, settled(answer.content)]


@contextmanager
def two_machines():
    with open_production() as production:
        machines = Machines(production)
        try:
            machines.start()
            yield machines
        finally:
            machines.stop()

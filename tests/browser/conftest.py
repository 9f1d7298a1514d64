"""A real browser: Debian's Chromium driven through Playwright, against the live server.

Its headless shell draws the same pages as the whole browser, without a browser's own window around them,
for a quarter of the work.
"""

import os
import shutil
from collections import defaultdict
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import expect, sync_playwright

# Playwright runs an event loop in this thread; our code in it is plain and synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PROGRAMS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing foreign is asked, though it is noted. Playwright's own routes would hold up every request,
    # and turn off the browser's cache.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PATIENCE = 120_000  # milliseconds, of a machine that is ten times slower
NOTHING_STORED = {"cookies": [], "origins": []}
WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
expect.set_options(timeout=PATIENCE)


def program():
    """The path of the browser, or nothing."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    path = program()
    if not path:
        assert not os.environ.get("CI"), "no Chromium: .ci/run installs it"
        pytest.skip("no Chromium on this machine (Debian: apt install chromium-headless-shell)")
    rows_of_migrations = getattr(connection, "_test_serialized_contents", "[]")
    with sync_playwright() as playwright:
        # Beside Playwright's event loop this thread has another connection: tell it, too, which rows
        # `serialized_rollback` brings back.
        connection._test_serialized_contents = rows_of_migrations
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A page of the browser that notes what should not happen: foreign requests, errors, violations."""

    def __init__(self, browser, server, **options):
        self.server = server
        self.foreign, self.complaints = [], []
        self.context = browser.new_context(base_url=server.url, locale="en-GB", **options)
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", self._note_foreign)
        self.context.on("console", self._note)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.begin()

    def begin(self):
        self.expected = {self.server.url}  # the sites that it may ask
        self.foreign.clear()
        self.complaints.clear()
        self.page = self.context.new_page()

    def end(self):
        """Leave nothing of what was done here but the styles and scripts in the browser's cache."""
        for page in self.context.pages:
            page.close()
        self.context.unroute_all()
        self.context.clear_permissions()
        self.context.set_storage_state(NOTHING_STORED)

    def _note_foreign(self, request):
        address = urlsplit(request.url)
        if (
            address.scheme not in {"data", "blob"}
            and f"{address.scheme}://{address.netloc}" not in self.expected
        ):
            self.foreign.append(request.url)

    def _note(self, message):
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(message.text)

    def has_sideways_scroll(self):
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )

    def faults(self, addresses, barriers=None):
        """Of pages of the site: (address, status) of those that fail, (address, width) of those too wide.

        And (address, barrier) for each that the function `barriers` finds on a page.
        """
        found = []
        for address in addresses:
            response = self.page.goto(address, wait_until="load")
            if response.status != 200:
                found.append((address, response.status))
            for width, size in WIDTHS.items():
                self.page.set_viewport_size(size)
                if self.has_sideways_scroll():
                    found.append((address, width))
            if barriers:
                found += [(address, barrier) for barrier in barriers(self.page)]
        return found


@pytest.fixture(scope="session")
def ended_visits():
    """Visits by their options, for later tests: with styles and scripts in the cache a page costs half."""
    return defaultdict(list)


@pytest.fixture
def visit(chromium, live_server, ended_visits):
    """Makes visits: `visit("phone")`; afterwards none may have met a foreign request or an error.

    A test whose scripts or clock would stay with the visit asks for one that no other test gets: `once=True`.
    """
    visits = []

    def make(width="desktop", once=False, **options):
        ended = ended_visits[width, *options.items()]
        if ended and not once:
            made = ended.pop()
            made.begin()
        else:
            made = Visit(chromium, live_server, viewport=WIDTHS[width], **options)
        visits.append((made, None if once else ended))
        return made

    yield make
    for made, ended in visits:
        if ended is None:
            made.context.close()
        else:
            made.end()
            ended.append(made)
    assert [made.foreign for made, _ended in visits if made.foreign] == []
    assert [made.complaints for made, _ended in visits if made.complaints] == []


@pytest.fixture
def log_in(settings):
    """Gives a visit the session of a user, without the login page."""

    def log_in(made, user):
        client = Client()
        client.force_login(user)
        made.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": made.server.url,
                }
            ]
        )

    return log_in

"""The database is killed, or frozen, under visitors who write: a private PostgreSQL, real HTTP."""

import itertools
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.base import Database

from carec_site.database.cluster import PORT, Cluster
from tests.carec_site.database.clone import wait_until
from tests.contacts.posting import TYPED, honest, shown
from tests.patience import GIVEN_UP_SECONDS
from tests.serving import Postgres, Site

SENDERS = 8
KILLS = 4


def stored(site):
    """The message of each inquiry, by its reference."""
    folder = str(site.cluster.socket_folder)
    with closing(Database.connect(user="postgres", dbname="carec", host=folder, port=PORT)) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT reference, message FROM contacts_inquiry")
        return dict(cursor.fetchall())


@pytest.fixture
def site():
    folder = Path(tempfile.mkdtemp(prefix="carec-killed-"))
    folder.chmod(0o755)
    site = Site(folder)
    site.cluster = Cluster(folder / "postgres", "", fast=False)
    try:
        site.cluster.programs()
    except ImproperlyConfigured as error:
        pytest.skip(f"There are no programs of PostgreSQL to kill: {error}")
    with (folder / "log").open("w") as log:
        try:
            site.start(log, f"--threads={SENDERS}")
            yield site
        finally:
            site.stop()
    wait_until(lambda: not (site.cluster.data / "postmaster.pid").exists())
    shutil.rmtree(folder)


def write_until(site, stopped, sender, sent):
    """Visitors write one after the other, each from elsewhere; put messages and answers into `sent`."""
    for number in itertools.count():
        if stopped.is_set():
            return
        typed = {**TYPED, "email": f"sender{sender}@example.org", "message": f"{sender}: {number}"}
        address = f"10.{sender}.{number % 250}.1"
        sent.append((typed, site.ask("POST", "/contact/", honest(typed), address)))


def wait_for_thanks(sent):
    """Until as many more visitors saw a reference as write at a time; all are at it again by then."""
    seen = len(sent)
    wait_until(lambda: sum(answer.status == 303 for _typed, answer in sent[seen:]) >= SENDERS)


def test_inquiry_whose_visitor_saw_a_reference_is_there_after_the_database_was_killed(site):
    stopped, sent = Event(), []
    with ThreadPoolExecutor(SENDERS) as pool:
        senders = [pool.submit(write_until, site, stopped, number, sent) for number in range(SENDERS)]
        try:
            for _ in range(KILLS):
                wait_for_thanks(sent)
                Postgres(site.cluster.data).kill()
                wait_until(site.is_up)
            wait_for_thanks(sent)
        finally:
            stopped.set()
        for sender in senders:
            sender.result()

    messages = stored(site)
    thanked = {typed["message"]: answer for typed, answer in sent if answer.status == 303}
    refused = [(typed, answer) for typed, answer in sent if answer.status != 303]
    references = {message: reference for reference, message in messages.items()}
    assert len(messages) == len(references)
    for message, answer in thanked.items():
        assert f"/thanks/{references.get(message)}:" in answer.location
    assert {answer.status for _typed, answer in refused} == {503}
    for typed, answer in refused:
        assert shown(answer) == {**typed, "subject": ""}
        assert "We could not store your message" in answer.content.decode()
    print(f"thanked: {len(thanked)}, refused: {len(refused)}")


def test_inquiry_written_while_the_database_is_frozen_is_kept_on_the_page(site):
    database = Postgres(site.cluster.data)
    assert site.ask("GET", "/").status == 200
    database.freeze()
    try:
        with ThreadPoolExecutor(SENDERS) as pool:
            sent = [pool.submit(site.ask, "POST", "/contact/", honest()) for _ in range(SENDERS)]
            home = site.ask("GET", "/ru/")
            answers = [answer.result() for answer in sent]
    finally:
        database.thaw()
    afterwards = site.ask("POST", "/contact/", honest(), "10.0.0.1")

    assert {answer.status for answer in answers} == {503}
    assert [shown(answer) for answer in answers] == [{**TYPED, "subject": ""}] * SENDERS
    assert max(answer.seconds for answer in answers) < GIVEN_UP_SECONDS
    assert (home.status, "Сейчас эту страницу показать нельзя" in home.content.decode()) == (503, True)
    assert afterwards.status == 303
    assert list(stored(site).values()) == [TYPED["message"]]

"""The README followed to the letter, in a copy of the project whose path has blanks and Cyrillic letters."""

import re
import signal
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from django.db.backends.postgresql.base import Database

from carec_site.database.cluster import PORT, Cluster
from carec_site.demo import content
from tests.carec_site.database.clone import wait_until
from tests.clone import ROOT, SECONDS, copied
from tests.contacts.mail.server import free_port
from tests.patience import PATIENCE_SECONDS
from tests.prepared import copy_prepared_server

pytestmark = pytest.mark.skipif(
    not (ROOT / ".venv" / "tests.stamp").exists(), reason="the packages were not installed by make test"
)
READY = r"The site is ready\."
ADVICE = r"No staff account yet\. Make one: (.+)\n"
PASSWORD = "a password of four words"
FOREVER = "max-age=315360000, public, immutable"
RELEASE = """A Bridge of Notes: Librarians of the Region Compare Their Catalogues

24 July 2023

Librarians of eleven countries met to compare how they describe a report. They agreed on twelve fields,
and argued for an hour about the thirteenth.

The next meeting is in autumn. Until then each library tries the twelve fields on a hundred reports.
"""

FULL_WIDTH = "width=WIDTH"
NEWS = {"/": ">News</", "/ru/": ">Новости</", "/zh-hans/": ">新闻</"}


@pytest.fixture
def copy():
    folder = Path(tempfile.mkdtemp(prefix="carec first "))
    folder.chmod(0o755)
    with copied(folder / "сайт института") as copy:
        yield copy
    folder.rmdir()


def count(copy, table):
    folder = str(Cluster(copy.folder / "var" / "postgres", "", fast=False).socket_folder)
    with closing(Database.connect(user="postgres", dbname="carec", host=folder, port=PORT)) as connection:
        cursor = connection.cursor()
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def draw_small_pictures(copy):
    """Those of a newcomer take most of a first run; the one that is broken off has begun with them."""
    seeding = copy.folder / "carec_site" / "demo" / "seeding.py"
    text = seeding.read_text()
    assert FULL_WIDTH in text
    seeding.write_text(text.replace(FULL_WIDTH, "width=320"))


# These go on, or ask questions, and are tried below.
ELSEWHERE = {"send_mail --watch", "createsuperuser", "changepassword anna"}
STANDS_FOR = {"PATH": "replies.mbox", "anna": "editor"}


def commands_of_the_documents():
    """What is to follow `manage.py`, as README and docs have it, with something in place of an example."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    text = "\n".join(page.read_text() for page in pages)
    found = re.findall(r"manage\.py ([a-z_]+(?: [^\s`#…]+)*)", text)
    return {command: " ".join(STANDS_FOR.get(word, word) for word in command.split()) for command in found}


def test_first_run_killed_is_completed_by_two_at_once_and_the_commands_work(copy):
    before = copy.run(".venv/bin/python manage.py send_mail")
    broken_off = copy.start("run", f"PORT={free_port()}")
    broken_off.wait_for("Demo content: ")
    broken_off.end(signal.SIGKILL)
    draw_small_pictures(copy)

    one = copy.start("run", f"PORT={free_port()}", name="one")
    other = copy.start("run", f"PORT={free_port()}", name="other")
    shown = [server.wait_for(READY) for server in (one, other)]
    made = {table: count(copy, table) for table in ("news_article", "events_event", "contacts_inquiry")}
    (copy.folder / "release.txt").write_text(RELEASE)
    (copy.folder / "replies.mbox").touch()
    commands = commands_of_the_documents()
    tried = sorted(commands.keys() - ELSEWHERE)
    done = dict(zip(tried, copy.manage([commands[command] for command in tried]), strict=True))

    assert (before.returncode, "start the site once by `make run`" in before.stdout) == (1, True)
    assert made == {
        "news_article": len(content.articles()),
        "events_event": len(content.events()),
        "contacts_inquiry": len(content.inquiries()),
    }
    assert sorted("waiting for it" in text for text in shown) == [False, True]
    assert sorted("Demo content: " in text for text in shown) == [False, True]
    assert commands.keys() >= ELSEWHERE
    assert len(done) >= 14
    assert {command: said for command, (status, said) in done.items() if status} == {
        "read_replies": "CommandError: Name an mbox file or a Maildir folder, or set IMAP_URL.\n"
    }
    assert count(copy, "news_article") == len(content.articles()) + 1


def starts(server_log):
    return server_log.read_text().count("starting PostgreSQL")


def ask(port, path, **headers):
    request = Request(f"http://localhost:{port}{path}", headers=headers)
    with urlopen(request, timeout=PATIENCE_SECONDS) as answer:
        return answer.headers, answer.read()


def test_trial_server_says_what_to_do_and_its_advice_works(copy):
    copy_prepared_server(copy.folder / "var" / "postgres")
    server_log = copy.folder / "var" / "postgres" / "server.log"
    before = starts(server_log)
    port = free_port()
    said = copy.start("serve", f"PORT={port}").wait_for(r"Listening at")
    files = [
        file
        for page in ("/", "/admin/login/")
        for file in re.findall(r'(?:href|src)="(/static/[^"#]+)', ask(port, page)[1].decode())
    ]
    advice = re.search(ADVICE, said)[1]

    typed = copy.type(advice, ["aigul", "aigul@example.org", PASSWORD, PASSWORD])
    counted = copy.run(
        ".venv/bin/python manage.py shell --no-imports --command "
        "'from django.contrib.auth.models import User; from news.models import Article; "
        'print(list(User.objects.values_list("username", flat=True)), Article.objects.count())\''
    )
    served = {file: ask(port, file, **{"Accept-Encoding": "br"})[0] for file in files}
    texts = [file for file in served if file.endswith((".css", ".js", ".svg"))]

    assert said.startswith("Starting the production server on port ")
    assert len(served) > 20
    assert len(texts) > 15
    assert starts(server_log) == before + 1
    assert {served[file]["Content-Encoding"] for file in texts} == {"br"}
    assert {headers["Cache-Control"] for headers in served.values()} == {FOREVER}
    assert "Superuser created successfully." in typed
    assert counted.stdout == "['aigul'] 0\n"


MAIL = "from contacts.mail import queue; queue.put(to=['anna@example.org'], subject='Dates', body='In May.')"
SIGN = "from django.contrib.auth.models import User; print(User.objects.get().check_password('{}'))"


def test_commands_that_go_on_or_ask_questions_do_what_the_documents_say(copy):
    manage = ".venv/bin/python manage.py"
    copy_prepared_server(copy.folder / "var" / "postgres")
    server = copy.start("run", f"PORT={free_port()}", "DEMO=0")
    server.wait_for(READY)
    server.end()  # and its worker, so that no other one takes the mail
    copy.type(f"{manage} createsuperuser", ["anna", "anna@example.org", PASSWORD, PASSWORD])
    new = f"{PASSWORD} more"

    mistyped = copy.type(f"{manage} changepassword anna", [new, PASSWORD, new, new])
    signed = [copy.run(f'{manage} shell --no-imports -c "{SIGN.format(word)}"') for word in (PASSWORD, new)]
    watch = copy.start_line(f"{manage} send_mail --watch", "watch")
    queued = copy.run(f'{manage} shell --no-imports -c "{MAIL}"')
    mails = copy.folder / "var" / "mail"
    wait_until(lambda: any(b"In May." in file.read_bytes() for file in mails.glob("*")), SECONDS)
    goes_on = watch.is_running()
    watch.end(signal.SIGTERM)

    assert "Passwords do not match. Please try again." in mistyped
    assert mistyped.rstrip().endswith("Password changed successfully for user 'anna'")
    assert [answer.stdout for answer in signed] == ["False\n", "True\n"]
    assert (queued.returncode, goes_on, watch.process.returncode) == (0, True, 0)
    assert watch.log.read_text() == ""


def test_python_that_is_missing_or_too_old_is_told_in_a_sentence(copy):
    (copy.folder / ".venv").unlink()
    old = copy.folder / "python3.9"
    pretending = "import sys; sys.version_info = (3, 9, 2); exec(sys.argv[1])"
    old.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{pretending}' \"$2\"\n")
    old.chmod(0o755)

    for python in ("/nonexistent", "./python3.9"):
        done = copy.run(f"make PYTHON={python} run")

        sentence, *rest = done.stdout.splitlines()
        assert sentence == (
            f"This site needs Python 3.11 or newer; {python} is missing or older. "
            "Name another: make PYTHON=python3.12 run"
        )
        assert (done.returncode, len(rest), "Error 1" in rest[0]) == (2, 1, True)
    assert not (copy.folder / ".venv").exists()


def test_service_of_the_documents_starts_from_a_bare_clone_in_all_languages(copy):
    page = (ROOT / "docs" / "operations.md").read_text()
    commands = re.search(r"up to date as that user:\n\n((?:    .+\n)+)", page)[1].split("\n")
    server = re.search(r"ExecStart=/srv/carec/(\S+/gunicorn .+) --bind \S+\n", page)[1]
    port = free_port()
    settings = {
        "SECRET_KEY": "k3+w9!xq7zr1@vn5^hb8&mj2*ct6(fl4)dg0_sy-test-of-the-service",
        "ALLOWED_HOSTS": "localhost",
        "SITE_URL": f"http://localhost:{port}",
    }
    (copy.folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in settings.items()))
    for catalogue in copy.folder.glob("locale/*/*/*.mo"):
        catalogue.unlink()

    done = [copy.run(command.strip()) for command in commands if command]
    copy.start_line(f"{server} --bind 127.0.0.1:{port}", "service").wait_for("Listening at")

    assert {answer.stdout for answer in done if answer.returncode} == set()
    assert [text in ask(port, language)[1].decode() for language, text in NEWS.items()] == [True] * 3

"""The database is frozen, or stopped, under eight readers: real processes, as in production."""

import json
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import html5lib
import psycopg2
import pytest
from django.db import connection
from django.http import HttpResponse

from carec_site.availability import RETRY_AFTER_SECONDS, SessionMiddleware
from tests.carec_site.database.clone import wait_until
from tests.contacts.posting import TYPED, honest, shown
from tests.patience import GIVEN_UP_SECONDS, PATIENCE_SECONDS
from tests.serving import open_production

READERS = 8
PAGES = 12
HEADINGS = {
    "/": "This page can’t be shown at the moment",
    "/ru/": "Сейчас эту страницу показать нельзя",
    "/zh-hans/": "暂时无法显示此页面",
}


@pytest.fixture(scope="module")
def site():
    with open_production() as production:
        site = production.site(DJANGO_SETTINGS_MODULE="tests.carec_site.impatient_settings")
        site.production, site.postgres = production, production.postgres
        site.log = production.folder / "log"
        with site.log.open("w") as log:
            try:
                filling = site.run("-m", "tests.carec_site.full_site", stdout=subprocess.PIPE, text=True)
                site.made = json.loads(filling.communicate()[0])
                site.start(log, "--config=deploy/gunicorn.conf.py")
                yield site
            finally:
                site.stop()


@pytest.fixture
def kinds(site):
    """A request of each kind, and what it is answered without the database."""
    staff = {"Cookie": f"sessionid={site.made['session']}"}
    return {
        "home": (("GET", "/"), {}, 503),
        "home in Russian": (("GET", "/ru/"), {}, 503),
        "home in Chinese": (("GET", "/zh-hans/"), {}, 503),
        "article": (("GET", site.made["article"]), {}, 503),
        "list": (("GET", "/news/"), {}, 503),
        "event": (("GET", site.made["event"]), {}, 503),
        "feed": (("GET", "/news/feed/"), {}, 503),
        "calendar": (("GET", "/events/calendar.ics"), {}, 503),
        "sitemap": (("GET", "/sitemap.xml"), {}, 503),
        "contact": (("GET", "/contact/"), {}, 200),
        "contact, sent": (("POST", "/contact/", honest()), {}, 503),
        "contact, staff": (("POST", "/contact/", honest()), staff, 503),
        "fixed page": (("GET", "/privacy/"), {}, 503),
        "page that is not there": (("GET", "/nothing/at/all/"), {}, 404),
        "admin": (("GET", "/admin/"), staff, 503),
        "/readyz": (("GET", "/readyz"), {}, 503),
        "/livez": (("GET", "/livez"), {}, 200),
        "static": (("GET", "/static/staticfiles.json"), {}, 200),
    }


def ask_all(site, kinds):
    with ThreadPoolExecutor(READERS) as pool:
        asked = {
            name: pool.submit(site.ask, *words, **headers) for name, (words, headers, _) in kinds.items()
        }
        return {name: answer.result() for name, answer in asked.items()}


def table(title, answers):
    print(f"\n{title}")
    for name, answer in answers.items():
        print(f"  {name:24} {answer.status} {answer.seconds:6.2f} s")


def check(site, kinds, answers):
    assert {name: answer.status for name, answer in answers.items()} == {
        name: status for name, (_words, _headers, status) in kinds.items()
    }
    assert max(answer.seconds for answer in answers.values()) < GIVEN_UP_SECONDS
    for name in ("contact, sent", "contact, staff"):
        assert shown(answers[name]) == {**TYPED, "subject": ""}
        assert "We could not store your message" in answers[name].content.decode()
    for name, (words, _headers, status) in kinds.items():
        if status == 503 and words[0] == "GET" and name != "/readyz":
            headers = answers[name].headers
            assert headers["Retry-After"] == str(RETRY_AFTER_SECONDS)
            assert "no-store" in headers["Cache-Control"]
    for name in ("feed", "calendar", "sitemap"):
        assert answers[name].headers["Content-Type"] == "text/plain; charset=utf-8"
    for name in ("home", "home in Russian", "home in Chinese", "article", "list", "event", "admin"):
        check_page(kinds[name][0][1], answers[name])


def check_page(address, answer):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(answer.content.decode())
    prefix = next((prefix for prefix in ("/ru/", "/zh-hans/") if address.startswith(prefix)), "/")

    assert parser.errors == []
    assert [heading.text for heading in tree.iter("h1")] == [HEADINGS[prefix]]
    assert tree.get("lang") == (prefix.strip("/") or "en")
    assert tree.find(".//title").text.startswith(HEADINGS[prefix])
    assert list(tree.iter("script")) == []
    assert [link.get("href") for link in tree.iter("a") if "button" in link.get("class")] == [address]


def well(site, kinds):
    """Every kind of address answers as ever, at once."""
    first = site.ask("GET", "/")
    answers = ask_all(site, {name: kinds[name] for name in kinds if "contact, " not in name})
    assert first.status == 200
    assert {answer.status for name, answer in answers.items() if "not there" not in name} == {200}
    return answers


def test_each_address_of_a_frozen_database_answers_and_recovers(site, kinds):
    table("well", well(site, kinds))
    site.postgres.freeze()
    try:
        with ThreadPoolExecutor(PAGES) as pool:
            pages = [pool.submit(site.ask, "GET", "/news/") for _ in range(PAGES)]
            lively = [site.ask("GET", path) for path in ("/livez", "/static/staticfiles.json") * 4]
            pages = [page.result() for page in pages]
        answers = ask_all(site, kinds)
    finally:
        site.postgres.thaw()
    table("the first pages after the freeze", dict(enumerate(pages)))
    table("meanwhile", dict(enumerate(lively)))
    table("frozen", answers)

    assert {page.status for page in pages} == {503}
    assert max(page.seconds for page in pages) < GIVEN_UP_SECONDS
    assert {answer.status for answer in lively} == {200}
    assert max(answer.seconds for answer in lively) < max(page.seconds for page in pages)
    check(site, kinds, answers)
    table("thawed", well(site, kinds))


def test_each_address_of_a_stopped_database_answers_and_recovers(site, kinds):
    well(site, kinds)
    site.postgres.kill()
    answers = ask_all(site, kinds)
    site.production.begin()
    table("stopped", answers)

    check(site, kinds, answers)
    well(site, kinds)


def test_log_has_one_line_for_a_request_that_the_database_did_not_answer(site):
    before = len(site.log.read_text())
    site.postgres.kill()
    site.ask("GET", "/people/")
    site.production.begin()

    lines = site.log.read_text()[before:].splitlines()

    [line] = [line for line in lines if " INFO carec_site.requests " not in line]
    assert re.search(
        r" WARNING carec_site\.availability \w{16} 503 for GET /people/: connection to server", line
    )


@pytest.mark.django_db
def test_session_that_can_not_be_stored_is_answered_by_the_page(rf):
    def view(request):
        request.session["chosen"] = "something"
        return HttpResponse("stored")

    other = psycopg2.connect(**connection.get_connection_params())
    with connection.cursor() as cursor, closing(other):
        cursor.execute("SET LOCAL lock_timeout = '10ms'")
        other.cursor().execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        answer = SessionMiddleware(view)(rf.post("/contact/"))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER_SECONDS))
    assert "Back button" in answer.content.decode()


def test_mail_leaves_once_a_frozen_database_is_back(site, tmp_path):
    sent = "SELECT count(*) FROM post_office_email WHERE status = 0"
    log = tmp_path / "log"
    with log.open("w") as file:
        worker = site.run("manage.py", "send_mail", "--watch", "--every=0.1", stdout=file, stderr=file)
        try:
            wait_until(lambda: site.production.client.ask(sent) == 1)
            site.postgres.freeze()
            try:
                wait_until(lambda: "The email queue can't be read" in log.read_text())
            finally:
                site.postgres.thaw()
            assert site.ask("POST", "/contact/", honest(), "10.0.0.1").status == 303
            wait_until(lambda: site.production.client.ask(sent) > 1)
        finally:
            worker.terminate()
            assert worker.wait(PATIENCE_SECONDS) == 0

"""The page cache on every address of the site."""

from typing import NamedTuple

import pytest
from django.db import connection

from carec_site.page_cache.application import PageCache
from carec_site.page_cache.pages import PARAMETERS
from freshness import changes
from freshness.reading import SOURCE, tables_read
from freshness.watching import TRIGGER
from news.models import Author
from tests.crawl import view_name
from tests.wsgi import ask, open_transaction

pytestmark = pytest.mark.django_db
# Searches by words of visitors; what programs ask for seldom, or must find out anew each time.
MADE_ANEW = {"sitemap", "sitemap_file", "news_sitemap", "robots", "livez", "readyz"}
MADE_ANEW |= {"subscriptions:subscribe"}


@pytest.fixture
def django_application():
    with open_transaction() as application:
        yield application


@pytest.fixture
def cache(django_application):
    return PageCache(django_application, max_bytes=50_000_000)


def test_each_page_is_kept_as_it_was_made(site, cache, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    anew, different, visited = set(), [], set()
    for address, page in site.pages.items():
        if page.response.status_code != 200 or page.is_search:
            continue
        first = ask(cache, address)
        made = len(cache.store)
        second = ask(cache, address)
        name = view_name(address)
        visited.add(name)
        if second.headers.get("ETag") is None or len(cache.store) != made:
            anew.add(name)
        elif first.body != second.body:
            different.append(address)

    assert different == []
    assert anew == MADE_ANEW
    assert visited - MADE_ANEW == set(PARAMETERS)
    assert [a for a, page in site.pages.items() if page.is_search and ask(cache, a).headers.get("ETag")] == []
    assert len(cache.store) > 100


SCANS = "SELECT relname, seq_scan + coalesce(idx_scan, 0) FROM pg_stat_xact_user_tables"


class Visits(NamedTuple):
    read: dict[str, set[str]]  # by the address of each page that may be kept, the tables it is made from
    sent: dict[str, tuple]  # by statement, the parameters of its last use


@pytest.fixture(scope="module")
def visits(site, django_db_blocker):
    """Each page made anew once."""
    sent = {}

    def note(execute, sql, params, many, context):
        if sql != SCANS:
            sent[sql] = params
        return execute(sql, params, many, context)

    searches = {address for address, page in site.pages.items() if page.is_search}  # never kept
    others = {*searches, "/readyz"}  # which is about the site, not of it
    with django_db_blocker.unblock(), open_transaction() as application, connection.execute_wrapper(note):
        read = {page: tables_of(page, application) for page in site.pages if page not in others}
        for page in others:
            ask(application, page)
    return Visits(read, sent)


def test_each_page_is_made_from_tables_whose_changes_are_noted(visits):
    assert unnoted(visits.read) == {}
    assert len(set().union(*visits.read.values())) > 20


def tables_of(address, application):
    """Those that are seen in statements, which must be all that the server reads by its own count."""
    known, before = changes.current(), scans()
    with changes.one_request(known), tables_read() as tables:
        ask(application, address)
    scanned = {table for table, count in scans().items() if count > before.get(table, 0)}
    assert scanned <= tables
    return tables


def scans():
    with connection.cursor() as cursor:
        cursor.execute(SCANS)
        return dict(cursor.fetchall())


def unnoted(read):
    return {page: tables for page, tables in read.items() if changes.current().state_of(tables) is None}


def test_page_of_a_table_that_is_not_watched_is_found_and_never_kept(site, cache, django_application):
    page = next(address for address in site.pages if view_name(address) == "news:author")
    assert unnoted({page: tables_of(page, django_application)}) == {}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"DROP TRIGGER {TRIGGER} ON news_author")
    changes.forget()

    assert unnoted({page: tables_of(page, django_application)}).keys() == {page}
    ask(cache, page)
    Author.objects.update(name_en="Nobody noted this name")
    assert b"Nobody noted this name" in ask(cache, page).body
    assert len(cache.store) == 0


def test_tables_of_a_statement_are_those_that_the_server_reads(visits):
    """By the server's own plan of each statement that any page sends."""
    wrong = []
    for sql, params in visits.sent.items():
        if sql.startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                [(plan,)] = cursor.fetchall()
            planned = set(relations(plan))
            if not planned <= {name.lower() for name in SOURCE.findall(sql)}:
                wrong.append((planned, sql))

    assert wrong == []
    assert len(visits.sent) > 50


def relations(node):
    if isinstance(node, list):
        for each in node:
            yield from relations(each)
    elif isinstance(node, dict):
        if "Relation Name" in node:
            yield node["Relation Name"]
        for each in node.values():
            yield from relations(each)

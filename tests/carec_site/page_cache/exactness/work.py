"""What the process beside the servers does: it fills the site, changes it as staff and commands do, and makes
pages anew, of which nothing is kept.
"""

from contextlib import suppress

from django.core.management import call_command
from django.db import Error, connection, transaction
from django.test import Client
from django.utils.text import slugify
from django.utils.translation import get_language_from_path

from carec_site.page_cache.pages import PARAMETERS
from contacts.models import Topic
from freshness.leases import WAIT_SETTING
from freshness.reading import tables_read
from tests import full_site
from tests.carec_site.page_cache.exactness.pages import settled
from tests.carec_site.page_cache.exactness.roads import ROADS
from tests.crawl import START, fetch, links, view_name
from tests.factories import make_inquiry, make_staff

_visitor = Client(raise_request_exception=False)
_baseline, _on_their_way = {}, {}


def fill():
    """A page of each kind in each language with the tables that it is made from, and a session of staff."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with transaction.atomic():  # one commit waits for leases, not hundreds
        full_site.build()
        Topic.objects.create(name_en="Courses", name_ru="Курсы", name_zh_hans="课程")
        make_inquiry()
        client = Client()
        client.force_login(make_staff())
    with transaction.atomic():
        return {"session": client.cookies["sessionid"].value, "tables": tables_of_pages()}


def tables_of_pages():
    tables, kinds, waiting = {}, set(), START[:3]
    while waiting:
        address = min(waiting, key=is_less_telling)
        waiting.remove(address)
        kind = view_name(address), get_language_from_path(address)
        if kind not in kinds and kind[0] in PARAMETERS:
            with tables_read() as read:
                page = fetch(_visitor, address)
            kinds.add(kind)
            tables[address] = sorted(read)
            waiting += [link for link in links(page) if link not in waiting]
    return tables


def is_less_telling(address):
    return "?" in address, slugify(full_site.TWIN) not in address


def made_anew(addresses):
    """What each address answers by now. Within a transaction nothing is kept."""
    connection.close_if_unusable_or_obsolete()
    with transaction.atomic():
        return _answers(addresses)


def _answers(addresses):
    return {address: _answer(address) for address in addresses}


def _answer(address):
    response = _visitor.get(address)
    return [response.status_code, settled(b"".join(response))]


def remember(addresses):
    """What they answer now is what `tried` compares with."""
    _baseline.update(made_anew(addresses))
    return _baseline


def marked(statements):
    """The pages on which each mark is found once the statements, by mark, have put it into the database; only
    for marks that it takes. Nothing stays of them.
    """
    taken = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL {WAIT_SETTING} = 0")
        for mark, statement in statements.items():
            with suppress(Error), transaction.atomic():
                cursor.execute(statement)
                taken.append(mark)
        pages = _answers(_baseline)
        transaction.set_rollback(True)
    return {mark: [page for page, (_status, text) in pages.items() if mark in text] for mark in taken}


def tried(statements, addresses):
    """The first statement that the database takes, and the first page that it changes, with its answer then.
    Both are None if it changes no page; None if the database takes none. Nothing stays of it.
    """
    for statement in statements:
        with suppress(Error, NoPageError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL {WAIT_SETTING} = 0")
            cursor.execute(statement)
            if cursor.rowcount == 0:
                continue
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            changed = _first_changed(addresses)
            transaction.set_rollback(True)
            return statement, *changed
    return None


def _first_changed(addresses):
    for address in addresses:
        answer = _answer(address)
        if answer[0] == 500:
            raise NoPageError
        if answer != _baseline[address]:
            return address, answer
    return None, None


class NoPageError(Exception):
    """A page can't be made of such a value; forms refuse it."""


def set_out(road):
    """Do what the road needs before pages change."""
    connection.close_if_unusable_or_obsolete()
    _on_their_way[road] = ROADS[road]()
    next(_on_their_way[road])


def go_on(road):
    """Go to the next station of the road; return whether it was the last."""
    return next(_on_their_way[road], "over") == "over"

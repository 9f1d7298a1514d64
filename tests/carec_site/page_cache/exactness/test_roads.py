"""Whichever road a change takes, both servers show it in their next answer."""

from contextlib import closing

import pytest

from tests.carec_site.page_cache.exactness.roads import PAGES, ROADS
from tests.carec_site.page_cache.exactness.witness import Witness
from tests.forms import values_of
from tests.markup import parse

TOKEN = "a" * 32  # against forged requests: that of the form must be that of the cookie


@pytest.mark.parametrize("road", ROADS)
def test_change_by_a_program_is_in_the_next_answer(machines, road):
    machines.work("set_out", road)
    witness, is_over = Witness(machines, PAGES[road]), False
    witness.is_told_the_truth()
    while not is_over:
        is_over = machines.work("go_on", road)
        witness.sees_a_change()


def test_change_by_hand_is_in_the_next_answer(machines):
    file = machines.production.cluster.data / "sources"  # of the server, for psycopg2 can't COPY here
    columns = 'article_id, title, url, "order"'
    with closing(machines.connect()) as connection, connection.cursor() as cursor:
        witness = Witness(machines, ["news:detail", "events:person"])
        witness.is_told_the_truth()
        cursor.execute("UPDATE events_person SET family_name = family_name || ' by hand'")
        witness.sees_a_change()
        cursor.execute(f"COPY news_source ({columns}) TO '{file}'")
        cursor.execute("TRUNCATE news_source")
        witness.sees_a_change()
        cursor.execute(f"COPY news_source ({columns}) FROM '{file}'")
        witness.sees_a_change()


class Staff:
    """Somebody of the staff in a browser."""

    def __init__(self, machines, number):
        self.site = machines.sites[number]
        self.cookies = {"Cookie": f"sessionid={machines.session}; csrftoken={TOKEN}"}

    def send(self, path, **changes):
        """Change and send the form of a page."""
        page = self.site.ask("GET", path, **self.cookies)
        [form] = parse(page.content.decode()).xpath("//*[@id='content-main']//form[@method='post']")
        values = values_of(form) | {"csrfmiddlewaretoken": TOKEN, **changes}
        assert self.site.ask("POST", path, values, **self.cookies).status == 302


@pytest.mark.parametrize("number", [0, 1])
def test_change_in_the_administration_is_in_the_next_answer(machines, number):
    staff, key = Staff(machines, number), article_key(machines)
    witness = Witness(machines, ["home", "news:list", "news:detail"])
    witness.is_told_the_truth()
    staff.send(f"/admin/news/article/{key}/change/", title_en=f"Published twin, saved by {number}")
    witness.sees_a_change()
    staff.send("/admin/news/article/", action="move_selected_to_trash", _selected_action=key)
    witness.sees_a_change()
    staff.send("/admin/news/article/?trash=yes", action="restore_selected", _selected_action=key)
    witness.sees_a_change()


def article_key(machines):
    slug = machines.page("news:detail").split("/")[-2]
    with closing(machines.connect()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT id FROM news_article WHERE slug = %s", [slug])
        [(key,)] = cursor.fetchall()
    return key

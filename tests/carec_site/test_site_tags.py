import re

import pytest
from django.conf import settings
from django.core.paginator import Paginator

from carec_site.templatetags.site import page_numbers
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="(?:canonical|alternate)"(?: hreflang="([a-z-]+)")? href="([^"]+)">')
SWITCH = re.compile(r'<a href="([^"]+)" lang="([a-z-]+)" hreflang="\2">')


def addresses(response):
    """Language (empty for the canonical address) to path, as the head of the page names them."""
    return {
        code: address.removeprefix(settings.SITE_URL)
        for code, address in LINK.findall(response.content.decode())
    }


def switch(response):
    """Language to path, as the language switch at the top of the page links them."""
    banner = response.content.decode().split("</header>")[0]
    return {code: path for path, code in SWITCH.findall(banner)}


def test_head_names_the_page_in_each_language(client):
    response = client.get("/ru/contact/")

    assert addresses(response) == {
        "": "/ru/contact/",
        "en": "/contact/",
        "ru": "/ru/contact/",
        "zh-hans": "/zh-hans/contact/",
        "x-default": "/contact/",
    }


def test_head_of_an_untranslated_article_names_the_english_one(client):
    path = make_article(title_ru="Вода", body_ru="<p>Текст</p>").get_absolute_url()

    response = client.get(f"/zh-hans{path}")

    assert addresses(response) == {"": path, "en": path, "ru": f"/ru{path}", "x-default": path}


def test_head_keeps_the_page_number_and_no_other_parameter(client):
    for number in range(13):
        make_article(f"Article {number}")

    second = client.get("/news/?page=2&utm=x")
    first = client.get("/news/?page=1&utm=x")

    assert (addresses(second)[""], addresses(second)["ru"]) == ("/news/?page=2", "/ru/news/?page=2")
    assert addresses(first)[""] == "/news/"


def test_language_switch_stays_on_the_page(client):
    path = make_article().get_absolute_url()

    assert switch(client.get(path)) == {"ru": f"/ru{path}", "zh-hans": f"/zh-hans{path}"}
    assert switch(client.get(f"/ru{path}")) == {"en": path, "zh-hans": f"/zh-hans{path}"}


def test_language_switch_on_a_missing_page_leads_home(client):
    assert switch(client.get("/ru/nothing/")) == {"en": "/", "zh-hans": "/zh-hans/"}


def test_page_numbers_leave_gaps():
    page = Paginator(range(200), 10).page(10)

    assert [str(number) for number in page_numbers(page)] == ["1", "…", "9", "10", "11", "…", "20"]

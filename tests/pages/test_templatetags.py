"""What every page shows of the institute."""

import json

import pytest

from pages.models import Institute
from tests.factories import make_page
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

DETAILS = {
    "name_en": "The Very Institute",
    "address_en": "1 Example Road\nUrumqi",
    "opening_hours_en": "Monday to Friday",
    "telephone": "+000 00 0000 0000",
    "email": "info@example.org",
    "map_url": "https://maps.example.org/",
    "wechat": "no-such-institute",
    "telegram": "https://t.me/none_such",
}


def words(node):
    return " ".join(node.text_content().split())


def test_footer_and_contact_page_show_what_is_known(client):
    Institute.objects.update(**DETAILS)

    page = tree_of(client.get("/contact/"))

    [footer], [main] = page.xpath("//footer"), page.xpath("//main")
    for text in ("1 Example Road", "+000 00 0000 0000", "info@example.org", "Telegram", "no-such-institute"):
        assert text in words(footer)
        assert text in words(main)
    assert "The Very Institute" in words(footer)
    assert "Monday to Friday" in words(main)
    assert main.xpath(".//a[.='Show on a map']/@href") == ["https://maps.example.org/"]
    assert footer.xpath(".//a/@href[starts-with(., 'tel:')]") == ["tel:+0000000000000"]


def test_nothing_known_leaves_no_hole(client):
    page = tree_of(client.get("/contact/"))

    assert page.xpath("//address | //*[contains(@class, 'accounts')]") == []
    assert [words(node) for node in page.xpath("//footer//*[@class='brand__name']")] == ["CAREC Institute"]


@pytest.mark.parametrize("address", ["/", "/contact/"])
def test_machines_are_told_the_same(client, address):
    Institute.objects.update(**DETAILS)

    [block] = tree_of(client.get(address)).xpath("//script[@type='application/ld+json']")

    told = json.loads(block.text)
    institute = told["@graph"][0] if "@graph" in told else told
    assert {name: value for name, value in institute.items() if name not in {"@context", "logo"}} == {
        "@id": "http://localhost:8000/#institute",
        "@type": "Organization",
        "name": "The Very Institute",
        "url": "http://localhost:8000/",
        "address": "1 Example Road Urumqi",
        "location": {
            "@type": "Place",
            "name": "The Very Institute",
            "address": "1 Example Road Urumqi",
            "hasMap": "https://maps.example.org/",
        },
        "telephone": "+000 00 0000 0000",
        "email": "info@example.org",
        "sameAs": ["https://t.me/none_such"],
    }


def test_navigation_marks_the_page_of_the_menu(client):
    about = make_page("About", slug="about", menu="main")
    make_page("Experts", slug="experts", parent=about)

    def current(address):
        return [
            words(node)
            for node in tree_of(client.get(address)).xpath("//*[@class='site-nav']//a[@aria-current]")
        ]

    found = {
        address: current(address) for address in ("/about/", "/experts/", "/news/", "/people/", "/events/")
    }
    assert found == {
        "/about/": ["About"],
        "/experts/": ["About"],
        "/news/": ["News"],
        "/people/": ["People"],
        "/events/": ["Events"],
    }
    assert current("/countries/") == ["People"]


def test_footer_names_the_built_in_page_on_privacy_until_there_is_another(client):
    def links():
        return tree_of(client.get("/")).xpath("//*[@aria-labelledby='footer-institute']//a/@href")

    assert links() == ["/privacy/"]
    make_page("Privacy", slug="privacy", menu="footer")
    assert links() == ["/privacy/"]

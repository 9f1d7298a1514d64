import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from pages.models import Institute, PagePerson
from publishing.models import State
from tests.factories import make_event, make_page, make_participation, make_person, make_picture
from tests.markup import parse, tree_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def crumbs(response):
    return [
        node.text_content().strip() for node in tree_of(response).xpath("//*[@class='breadcrumbs wrap']//li")
    ]


def test_page_keeps_its_address_when_it_moves(client):
    page = make_page("Governance", slug="governance")
    assert crumbs(client.get("/governance/")) == ["Home", "Governance"]

    page.parent = make_page("About", short_title_en="Who we are")
    page.save()

    assert crumbs(client.get("/governance/")) == ["Home", "Who we are", "Governance"]


def test_former_address_leads_to_the_present_one(client):
    page = make_page("Governance", slug="governance")
    page.slug = "council"
    page.save()

    response = client.get("/governance/")

    assert (response.status_code, response.headers["Location"]) == (301, "/council/")


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.ARCHIVED])
def test_hidden_page_is_not_found(client, state):
    make_page(slug="about", state=state)

    assert client.get("/about/").status_code == 404


def test_page_lists_those_below_and_beside_it(client):
    about = make_page("About", slug="about")
    make_page("Experts", slug="experts", parent=about)
    make_page("Governance", parent=about, summary_en="Who decides.")

    def listed(address):
        found = tree_of(client.get(address)).xpath("//nav[@class='pages-list']//li")
        return [" ".join(node.text_content().split()) for node in found]

    assert listed("/about/") == ["Experts What the Institute is for.", "Governance Who decides."]
    assert listed("/experts/") == ["Governance Who decides."]


@pytest.mark.parametrize("number", [2, 3])
def test_contents_are_listed_from_three_headings_on(client, number):
    body = "".join(f"<h2>The same &amp; more</h2><p>Part {place}</p>" for place in range(number))
    make_page(slug="about", body_en=body)

    page = tree_of(client.get("/about/"))

    anchors = page.xpath("//h2[starts-with(@id, 'section-')]/@id")
    assert anchors == ["section-the-same-more", "section-the-same-more-2", "section-the-same-more-3"][:number]
    links = page.xpath("//nav[@aria-labelledby='contents-title']//a/@href")
    assert links == ([f"#{anchor}" for anchor in anchors] if number == 3 else [])


def test_person_is_a_link_if_they_have_a_page(client):
    page = make_page(slug="experts")
    public, private = make_person("Aigul Saparova"), make_person("Bek Umarov")
    make_participation(make_event(), public)
    for order, person in enumerate((private, public)):
        position = {"position_en": f"Economist {order}", "position_ru": f"Экономист {order}"}
        PagePerson.objects.create(page=page, person=person, order=order, **position)

    cards = tree_of(client.get("/experts/")).xpath("//li[@class='person-card']")

    assert [" ".join(card.text_content().split()) for card in cards] == [
        "BU Bek Umarov Economist 0",
        "AS Aigul Saparova Economist 1",
    ]
    assert [card.xpath(".//a/@href") for card in cards] == [[], [public.get_absolute_url()]]
    assert "Экономист 0" in client.get("/ru/experts/").content.decode()


def test_untranslated_page_says_so_and_leads_machines_to_the_english_one(client):
    make_page(slug="about", lead_picture=make_picture())

    page = tree_of(client.get("/ru/about/"))

    [notice] = page.xpath("//p[@class='notice']")
    assert "Показан английский текст" in notice.text_content()
    assert page.xpath("//link[@rel='canonical']/@href")[0].endswith("//localhost:8000/about/")
    assert page.xpath("//link[@rel='alternate']/@hreflang") == ["en", "x-default"]
    assert len(page.xpath("//meta[@property='og:image']")) == 1


def test_queries_do_not_grow_with_people_or_pages(client):
    page = make_page(slug="about")
    client.get("/about/")
    few = queries_of(client, "/about/")
    for number in range(3):
        make_page(f"Below {number}", parent=page, menu="main")
        PagePerson.objects.create(page=page, person=make_person(f"Person {number}"))

    assert len(queries_of(client, "/about/")) == len(few)


def test_privacy_tells_periods_and_who_is_responsible(client, settings):
    settings.INQUIRY_RETENTION_MONTHS = {"closed": 7, "answered": 7, "spam": 1}
    Institute.objects.update(name_en="The Very Institute", address_en="1 Example Road", email="a@example.org")

    texts = [client.get("/privacy/").content.decode()]
    make_page("Our privacy", slug="privacy", tells_periods=True)
    texts.append(client.get("/privacy/").content.decode())

    assert ["Our privacy" in text for text in texts] == [False, True]
    for text in texts:
        words = re.sub(r"\s+", " ", text)
        assert "for 7 months after it is closed" in words
        assert "The Very Institute decides how the data" in words
        [address] = parse(text).xpath("//main//address")
        assert "1 Example Road" in address.text_content()


def test_former_address_of_privacy_leads_to_it(client):
    response = client.get("/ru/contact/privacy/")

    assert (response.status_code, response.headers["Location"]) == (301, "/ru/privacy/")


@pytest.mark.parametrize(
    ("known", "contact"),
    [
        ({}, "http://localhost:8000/contact/"),
        ({"email": "info@example.org"}, "mailto:info@example.org"),
        ({"email": "info@example.org", "security_contact": "s@example.org"}, "mailto:s@example.org"),
        ({"security_contact": "https://example.org/report"}, "https://example.org/report"),
    ],
)
def test_security_txt_says_whom_to_tell_and_stays_valid(client, known, contact):
    Institute.objects.update(**known)

    response = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == contact
    assert fields["Canonical"] == "http://localhost:8000/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=170) < left < timedelta(days=365)


def test_person_is_named_in_the_letters_of_the_reader(client):
    page = make_page(slug="experts")
    PagePerson.objects.create(page=page, person=make_person("Yanping Gu", native_name="顾延平"))

    card = tree_of(client.get("/zh-hans/experts/")).find_class("person-card__name")[0]

    assert card.text_content().split() == ["顾延平", "Yanping", "Gu"]

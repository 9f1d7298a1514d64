"""Nothing unpublished on any public page: one hidden item of every kind, then every address as a visitor."""

from copy import copy

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from publishing.models import publishable_models
from tests.crawl import fetch, public_addresses, visited_names
from tests.full_site import MAKERS, SECRET, TWIN

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "ru", "zh-hans"]
FOR_STAFF = {"news:preview", "events:preview", "pages:preview"}
# Reached with data of one visitor or one file, or without any page, not along links; they have own tests.
NOT_LINKED = {"contacts:challenge", "contacts:permission", "contacts:thanks", "contacts:privacy"}
NOT_LINKED |= {"favicon", "media", "security_txt"}
NOT_LINKED |= {f"subscriptions:{page}" for page in ("sent", "confirm", "manage", "leave")}


def test_every_publishable_model_is_in_the_sweep():
    assert set(MAKERS) == set(publishable_models())


def test_no_page_shows_what_is_hidden(site, capsys):
    leaks = [
        address
        for address, page in site.pages.items()
        if SECRET.lower() in page.text.lower() or SECRET.lower() in str(page.response.headers).lower()
    ]
    assert leaks == []
    assert visited_names(site.pages) == public_addresses().keys() - FOR_STAFF - NOT_LINKED
    assert len(site.pages) >= 100
    with capsys.disabled():
        print(f" [visited {len(site.pages)} addresses for hidden items]", end="")


def pages_of_article(article):
    topic, author = article.topics.get(), article.ordered_authors[0]
    return [
        reverse("home"),
        reverse("news:list"),
        reverse("news:year", args=[article.year]),
        reverse("news:topic", args=[topic.slug]),
        reverse("news:author", args=[author.slug]),
        reverse("news:feed"),
        reverse("news:topic_feed", args=[topic.slug]),
        article.get_absolute_url(),
        *(event.get_absolute_url() for event in article.events.published()),
    ]


def pages_of_event(event):
    listed = event.participations.listed().get()
    code = event.country.code.lower()
    return [
        reverse("events:list"),
        reverse("events:year", args=[event.first_day.year]),
        reverse("events:month", args=[event.first_day.year, event.first_day.month]),
        reverse("events:feed"),
        reverse("events:country", args=[code]),
        reverse("events:kind_calendar", args=[event.kind.slug]),
        listed.person.get_absolute_url(),
        listed.organisation.get_absolute_url(),
        event.get_absolute_url(),
        *(article.get_absolute_url() for article in event.articles.published()),
    ]


def test_every_kind_of_page_shows_what_is_published(site):
    pages = site.pages
    article, event, page = published_in_order(site)
    listed = "".join(page.text for address, page in pages.items() if address.startswith("/sitemap-"))
    for language in LANGUAGES:
        with translation.override(language):
            shown = [(article, pages_of_article(article)), (event, pages_of_event(event))]
            assert [len(addresses) >= 9 for _item, addresses in shown] == [True] * 2
            for item, addresses in [*shown, (page, [page.get_absolute_url()])]:
                assert item.title.startswith(f"{TWIN} ")
                assert [
                    address for address in addresses if item.title not in unfolded(pages[address].text)
                ] == []
                assert f"{item.get_absolute_url()}</loc>" in listed


def published_in_order(site):
    return sorted(site.published, key=lambda item: type(item).__name__)


def unfolded(text):
    """A calendar's long lines as one (RFC 5545, 3.1); other pages have no such break."""
    return text.replace("\r\n ", "")


def test_quote_is_shown_where_it_was_placed(client, site):
    shown = {path: f"{TWIN} quote" in client.get(path).content.decode() for path in ("/", "/ru/", "/news/")}

    assert shown == {"/": True, "/ru/": True, "/news/": False}


def test_unlisted_people_are_counted_and_never_named(site):
    _article, event, _page = published_in_order(site)
    unlisted = event.participations.exclude(consent="yes")
    assert unlisted.count() == 2

    with translation.override("en"):
        address = event.get_absolute_url()
    text = fetch(Client(), address).text

    assert SECRET.lower() not in text.lower()
    assert "<strong>3</strong> participants" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_hidden_item_by_its_own_address_is_not_found(client, site, language):
    assert len(site.hidden) == 18

    with translation.override(language):
        addresses = [item.get_absolute_url() for item in site.hidden]
    answers = {address: client.get(address) for address in addresses}

    assert {answer.status_code for answer in answers.values()} == {404}
    assert [address for address, answer in answers.items() if SECRET in answer.content.decode()] == []


def test_hidden_item_by_its_former_address_is_not_found(client, site):
    former = []
    for item in map(copy, site.hidden):
        former.append(item.get_absolute_url())
        item.slug = f"{item.slug}-renamed"
        item.save()

    answers = [client.get(address) for address in former]

    assert [answer.status_code for answer in answers] == [404] * 18


def test_preview_without_login_leads_to_login(client, site):
    for item in [*site.hidden, *site.published]:
        address = reverse(f"{item._meta.app_label}:preview", args=[item.pk])
        response = client.get(address)

        assert (response.status_code, response.headers["Location"]) == (302, f"/admin/login/?next={address}")

"""The administration in the language that each member of staff has chosen."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from contacts.models import Preference
from tests.factories import make_article, make_staff
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
HOME = "/admin/"
LOGIN = "/admin/login/"
PASSWORD = "a long test password"


def choose(client, language, page=HOME):
    return client.post(reverse("admin:language"), {"language": language, "next": page})


def shown_in(client, address=HOME, **headers):
    response = client.get(address, headers=headers)
    page = response.content.decode()
    assert response.headers["Content-Language"] == re.search(r'<html lang="([^"]+)"', page)[1]
    return response.headers["Content-Language"]


def test_choice_holds_for_all_pages_and_returns_to_the_page(client):
    client.force_login(make_staff())
    page = reverse("admin:news_article_changelist") + "?q=water"

    response = choose(client, "ru", page)

    assert (response.status_code, response.headers["Location"]) == (302, page)
    assert [shown_in(client, each) for each in (HOME, page)] == ["ru", "ru"]
    assert "Статьи" in client.get(page).content.decode()


def test_choice_is_kept_with_the_account_until_the_next_sign_in(client):
    user = make_staff("aziza")
    client.force_login(user)
    choose(client, "zh-hans")
    client.logout()

    assert shown_in(client, LOGIN) == "en"
    client.force_login(user)
    assert shown_in(client) == "zh-hans"
    assert Preference.objects.get().language == "zh-hans"


def test_choice_of_one_is_not_that_of_another(client):
    client.force_login(make_staff("one"))
    choose(client, "ru")
    other = Client()
    other.force_login(make_staff("other"))

    assert (shown_in(client), shown_in(other)) == ("ru", "en")


def test_choice_on_the_page_for_signing_in_turns_it_and_is_kept(client):
    user = make_staff("aziza")
    Preference.objects.choose(user, "ru")

    choose(client, "zh-hans", LOGIN)

    assert shown_in(client, LOGIN) == "zh-hans"
    client.post(LOGIN, {"username": "aziza", "password": PASSWORD})
    assert shown_in(client) == "zh-hans"
    assert Preference.objects.language_of(user) == "zh-hans"


@pytest.mark.parametrize(
    ("accepted", "language"), [("zh-CN,zh;q=0.9", "zh-hans"), ("ru-RU", "ru"), ("fr", "en"), ("", "en")]
)
def test_who_has_not_chosen_reads_what_the_browser_prefers(client, accepted, language):
    assert shown_in(client, LOGIN, accept_language=accepted) == language


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/admin/", "/news/", ""])
def test_choice_leads_to_no_page_outside_the_administration(client, page):
    assert choose(client, "ru", page).headers["Location"] == HOME


def test_unknown_language_changes_nothing(client):
    client.force_login(make_staff())

    choose(client, "xx")

    assert shown_in(client) == "en"
    assert not Preference.objects.exists()


def test_choice_needs_a_token_and_a_post(client):
    strict = Client(enforce_csrf_checks=True)

    assert choose(strict, "ru").status_code == 403
    assert client.get(reverse("admin:language")).status_code == 405


def test_visitors_pages_keep_the_language_of_their_address(client):
    client.force_login(make_staff())
    choose(client, "ru")

    assert [shown_in(client, page) for page in ("/", "/zh-hans/")] == ["en", "zh-hans"]


def test_choice_costs_no_query(client):
    client.force_login(make_staff())
    address = reverse("admin:news_article_changelist")
    queries_of(client, address)  # the first page of a session prolongs it
    before = queries_of(client, address)

    choose(client, "ru")

    assert queries_of(client, address) == before


def test_article_keeps_its_texts_address_and_links(client):
    client.force_login(make_staff())
    article = make_article("Dust has no passport")
    choose(client, "ru")

    response = client.get(reverse("admin:news_article_change", args=[article.pk]))

    page = response.content.decode()
    with override("en"):
        assert f'href="{article.get_absolute_url()}"' in page
    with override("ru"):
        assert f'href="{article.get_absolute_url()}"' not in page
    article.refresh_from_db()
    assert (article.title_en, article.title_ru or "") == ("Dust has no passport", "")


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_what_is_not_found_is_said_in_the_language(client, language):
    client.force_login(make_staff())
    choose(client, language)

    response = client.get("/admin/no/such/page/")

    assert (response.status_code, response.headers["Content-Language"]) == (404, language)

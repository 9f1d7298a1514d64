"""A form that comes without the token of its browser is refused in the site's words."""

import pytest
from django.test import Client

from tests.factories import make_staff

pytestmark = pytest.mark.django_db
TITLES = {
    "/": "This form could not be accepted",
    "/ru/": "Эту форму не удалось принять",
    "/zh-hans/": "无法接受此表单",
}


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/logout/", "/news/", "/"])
def test_post_without_a_token_is_explained(strict, address):
    strict.force_login(make_staff())

    answer = strict.post(address, {"title": "Long text"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert f"<h1>{TITLES['/']}</h1>" in page
    assert "signed in or out in another tab" in page
    assert "Back button to return to what you typed" in page
    assert "CSRF" not in page
    assert "Long text" not in page


def test_post_to_a_form_of_staff_is_led_back_to_it(strict):
    answer = strict.post("/admin/news/article/add/?events=1", {"title": "Long text"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert '<a class="button button--primary" href="/admin/news/article/add/?events=1">' in page
    assert "what you typed will be back in it" in page
    assert "Back button" not in page


@pytest.mark.parametrize("language", TITLES)
def test_explanation_speaks_the_language_of_the_page(strict, language):
    answer = strict.post(f"{language}news/")

    assert (answer.status_code, f"<h1>{TITLES[language]}</h1>" in answer.content.decode()) == (403, True)


def test_explanation_comes_without_the_name_of_a_host_that_is_not_ours(strict):
    answer = strict.post("/news/", headers={"Origin": "https://evil.example"})

    assert (answer.status_code, "evil" in answer.content.decode()) == (403, False)

"""The pages about one's own sign-in, and those on which administrators help."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.carec_site.signing import LOGIN
from tests.factories import make_staff

pytestmark = pytest.mark.django_db
SESSIONS = "/admin/account/sessions/"
INDEX = "/admin/"


@pytest.fixture
def anna():
    made = make_staff("anna", is_superuser=False)
    made.set_password("right")
    made.save()
    return made


def signed_in(agent):
    client = Client(headers={"User-Agent": agent})
    client.post(LOGIN, {"username": "anna", "password": "right"})
    assert client.get(INDEX).status_code == 200
    return client


def test_one_session_is_ended_and_the_others_stay(anna):
    desk, phone, lost = (signed_in(agent) for agent in ("Desk", "Phone", "Lost"))
    page = desk.get(SESSIONS).content.decode()

    desk.post(SESSIONS, {"session": UserSession.objects.get(user_agent="Lost").pk})

    assert all(agent in page for agent in ("Desk", "Phone", "Lost"))
    assert [client.get(INDEX).status_code for client in (desk, phone, lost)] == [200, 200, 302]


def test_all_other_sessions_are_ended(anna):
    desk, phone = signed_in("Desk"), signed_in("Phone")

    desk.post(SESSIONS)

    assert [client.get(INDEX).status_code for client in (desk, phone)] == [200, 302]


@pytest.mark.parametrize("key", ["0", "x", "9" * 40])
def test_session_that_does_not_exist_ends_none(anna, key):
    desk, phone = signed_in("Desk"), signed_in("Phone")

    response = desk.post(SESSIONS, {"session": key})

    assert (response.status_code, phone.get(INDEX).status_code) == (302, 200)


def test_nobody_ends_the_session_of_somebody_else(anna, client):
    phone = signed_in("Phone")
    client.force_login(make_staff("boris"))

    client.post(SESSIONS, {"session": UserSession.objects.get(user_agent="Phone").pk})

    assert phone.get(INDEX).status_code == 200


def test_changed_password_ends_the_other_sessions(anna):
    desk, phone = signed_in("Desk"), signed_in("Phone")
    new = "a-new-long-word-8"

    desk.post(
        "/admin/password_change/", {"old_password": "right", "new_password1": new, "new_password2": new}
    )

    assert [client.get(INDEX).status_code for client in (desk, phone)] == [200, 302]


def test_factor_is_set_up_only_after_the_password_again(anna):
    desk = signed_in("Desk")
    page = "/admin/account/totp/activate/"
    led = desk.get(page).url

    wrong = desk.post(led, {"password": "wrong"})
    right = desk.post(led, {"password": "right"})

    assert (wrong.status_code, right.status_code, right.url) == (200, 302, page)
    assert "data:image/svg+xml" in desk.get(page).content.decode()


def test_nobody_can_sign_up(client):
    client.force_login(make_staff("boss"))

    assert client.get("/admin/account/signup/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_administrator_removes_factors_and_ends_sessions(anna, client):
    phone = signed_in("Phone")
    TOTP.activate(anna, "A" * 32)
    client.force_login(make_staff("boss"))
    page = f"/admin/auth/user/{anna.pk}/sign-in/"
    shown = client.get(page).content.decode()

    client.post(page, {"factors": ""})

    assert "Phone" in shown
    assert "TOTP" in shown
    assert (Authenticator.objects.count(), phone.get(INDEX).status_code) == (0, 302)


def test_sessions_end_and_factors_stay_if_only_that_is_asked(anna, client):
    phone = signed_in("Phone")
    TOTP.activate(anna, "A" * 32)
    client.force_login(make_staff("boss"))

    client.post(f"/admin/auth/user/{anna.pk}/sign-in/", {"sessions": ""})

    assert (Authenticator.objects.count(), phone.get(INDEX).status_code) == (1, 302)


def test_staff_without_the_right_reach_nobodys_sign_in(anna, client):
    client.force_login(make_staff("other", is_superuser=False))

    assert client.get(f"/admin/auth/user/{anna.pk}/sign-in/").status_code == 403


def test_models_of_sign_in_have_no_lists(client):
    labels = {model._meta.app_label for model in admin.site._registry}

    assert labels & {"mfa", "account", "usersessions"} == set()


def test_visitor_of_public_pages_gets_no_session(client):
    client.get("/")

    assert SESSION_KEY not in client.session

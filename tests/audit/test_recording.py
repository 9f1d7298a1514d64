"""Sign-ins, and what is taken away."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from carec_site.staff.accounts.people import remove_factors
from carec_site.staff.accounts.sign_in import LIMITS
from contacts.models import Mail
from tests.carec_site.signing import LOGIN
from tests.factories import make_event, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    anna = make_staff("anna", first_name="Anna", last_name="Lee")
    anna.set_password("right")
    anna.save()
    return anna


def attempt(password, username="anna"):
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.post(LOGIN, {"username": username, "password": password})
    return client


def told(found):
    return [(entry.action, entry.actor_name, entry.network, entry.item, entry.name) for entry in found]


def test_sign_in_and_out_are_logged(anna, entries):
    entries()

    client = attempt("right")
    client.post(reverse("admin:logout"))

    item = f"auth.user/{anna.pk}"
    assert told(entries()) == [
        ("signed_in", "Anna Lee (anna)", "203.0.113.9", item, "anna"),
        ("signed_out", "Anna Lee (anna)", "203.0.113.9", item, "anna"),
    ]


def test_failed_sign_in_is_logged_for_an_account_that_exists(anna, entries):
    entries()

    attempt("wrong")
    attempt("wrong", username="a password in the wrong field")

    assert told(entries()) == [("sign_in_failed", "", "203.0.113.9", f"auth.user/{anna.pk}", "anna")]


def test_attempts_that_are_not_looked_at_do_not_fill_the_log(anna, entries):
    entries()

    for _time in range(LIMITS["account and block"].free + 4):
        attempt("wrong")

    assert len(entries()) == LIMITS["account and block"].free


def test_download_is_logged_with_its_file_and_page(client, aziza, entries):
    event = make_event("Trade")
    address = reverse("admin:events_event_statistics", args=[event.pk])
    assert client.get(address).status_code == 200
    entries()

    response = client.get(f"{address}?format=xlsx")

    [entry] = entries()
    assert response.headers["Content-Disposition"] == f'attachment; filename="{entry.name}"'
    assert (entry.action, entry.actor, entry.after) == ("downloaded", aziza.pk, {"page": address})
    assert entry.name.endswith(".xlsx")


def test_visitors_download_is_not_logged(client, aziza, entries):
    event = make_event("Trade")
    entries()

    response = client.get(reverse("events:ics", args=[event.slug]))

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert entries() == []


def test_new_password_by_email_is_told_of_who_chose_it(anna, entries):
    anna.email = "anna@example.org"
    anna.save()
    Client().post("/admin/password-reset/", {"email": "anna@example.org"})
    link = re.search(r"/admin/password-reset/\S+", Mail.objects.last().message)[0]
    entries()

    client = Client()
    page = client.get(link, follow=True).request["PATH_INFO"]
    client.post(page, {"new_password1": "a long new secret", "new_password2": "a long new secret"})

    changed = [entry for entry in entries() if entry.action == "changed"]
    assert [(entry.actor, entry.before) for entry in changed] == [(anna.pk, {"password": "…"})]


def test_devices_that_are_signed_out_are_logged(anna, entries):
    own, other = attempt("right"), make_staff("other")
    client = Client()
    client.force_login(other)
    entries()

    own.post(reverse("usersessions_list"))
    client.post(reverse("admin:auth_user_sign_in", args=[anna.pk]), {"sessions": ""})
    remove_factors(anna)

    found = [(entry.action, entry.actor, entry.item) for entry in entries()]
    item = f"auth.user/{anna.pk}"
    assert found == [("devices_signed_out", key, item) for key in (anna.pk, other.pk, None)]

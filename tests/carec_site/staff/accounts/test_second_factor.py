"""A second factor is asked for after the password; codes can't be guessed or used twice."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse

from carec_site.models import SignInTries
from carec_site.staff.accounts.people import remove_factors
from carec_site.staff.accounts.second_factor import SecondFactorAdapter
from carec_site.staff.accounts.sign_in import LIMITS
from tests.carec_site.signing import LOGIN
from tests.factories import make_staff

pytestmark = pytest.mark.django_db
FREE = LIMITS["account and block"].free
CODE = "/admin/account/authenticate/"
LIST = "/admin/news/article/"
SECRET = generate_totp_secret()


@pytest.fixture
def anna():
    made = make_staff("anna")
    made.set_password("right")
    made.save()
    TOTP.activate(made, SECRET)
    return made


def code_of_now():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def with_password():
    client = Client()
    response = client.post(LOGIN, {"username": "anna", "password": "right", "next": LIST})
    assert response.url == CODE
    return client


def with_code(code):
    client = with_password()
    return client, client.post(CODE, {"code": code})


def test_password_alone_lets_nobody_in_who_has_a_second_factor(anna):
    client = with_password()

    assert client.get(LIST).url == f"{LOGIN}?next={LIST}"


def test_code_lets_in_and_leads_to_the_page_that_was_asked_for(anna):
    client, response = with_code(code_of_now())

    assert (response.status_code, response.url) == (302, LIST)
    assert client.get(LIST).status_code == 200


def test_code_works_once_even_for_another_process(anna):
    _client, first = with_code(code := code_of_now())
    cache.clear()  # which another process does not share
    client, second = with_code(code)

    assert (first.status_code, second.status_code) == (302, 200)
    assert second.context["form"].errors["code"] == ["Incorrect code."]
    assert client.get(LIST).status_code == 302


def test_recovery_code_works_once(anna):
    [code, *others] = RecoveryCodes.activate(anna).get_unused_codes()

    statuses = [with_code(one)[1].status_code for one in (code, code, others[0])]

    assert statuses == [302, 200, 302]


def test_right_password_does_not_reset_what_wrong_codes_count(anna, clock):
    client = with_password()
    answers = [client.post(CODE, {"code": "000000"}) for _ in range(FREE + 1)]

    refused = Client().post(LOGIN, {"username": "anna", "password": "right"})

    assert [answer.context["form"].errors["code"][0][:9] for answer in answers] == [
        *["Incorrect"] * FREE,
        "There hav",
    ]
    assert refused.status_code == 429
    clock.shift(timedelta(hours=2))
    assert with_code(code_of_now())[1].status_code == 302


def test_password_after_waits_leaves_the_code_free(anna, clock):
    for _ in range(FREE + 3):
        Client().post(LOGIN, {"username": "anna", "password": "wrong"})
    clock.shift(timedelta(hours=2))

    assert with_code(code_of_now())[1].status_code == 302


def test_success_takes_back_both_steps(anna):
    with_code(code_of_now())

    assert set(SignInTries.objects.values_list("count", flat=True)) == {0}


def test_secret_is_stored_encrypted_and_read_under_a_former_key(anna, settings):
    stored = Authenticator.objects.get(user=anna).data["secret"]
    former = settings.SECRET_KEY
    settings.SECRET_KEY = "another" * 10
    without = SecondFactorAdapter().decrypt(stored)
    settings.SECRET_KEY_FALLBACKS = [former]

    assert SECRET not in stored
    assert without != SECRET
    assert SecondFactorAdapter().decrypt(stored) == SECRET


def test_command_removes_a_lost_factor_and_ends_sessions(anna, capsys):
    client, _response = with_code(code_of_now())

    call_command("remove_second_factor", "Anna")

    assert Authenticator.objects.count() == 0
    assert client.get(LIST).status_code == 302
    assert "anna has to sign in again" in capsys.readouterr().out


def admin_addresses():
    """Every address of the administration that needs no value, by its name."""
    names = get_resolver().namespace_dict["admin"][1].reverse_dict
    plain = {name for name in names if isinstance(name, str) and names.getlist(name)[0][0][0][1] == []}
    ours = {name for name in plain if not name.startswith("password_reset")}
    return {name: reverse(f"admin:{name}") for name in ours - {"language", "login", "logout", "jsi18n"}}


@pytest.mark.parametrize("who", ["required", "administrators"])
def test_whoever_must_have_a_second_factor_is_let_in_nowhere_without(client, settings, who):
    client.force_login(make_staff("boris"))
    addresses = admin_addresses()
    before = client.get(addresses["news_article_changelist"]).status_code
    settings.SECOND_FACTOR = who

    led = {name: client.get(address).headers.get("Location") for name, address in addresses.items()}

    assert before == 200
    assert len(addresses) > 60
    assert set(led.values()) == {"/admin/account/"}
    assert client.get("/admin/account/").status_code == 200


def test_only_administrators_must_when_it_is_so_set(client, settings):
    settings.SECOND_FACTOR = "administrators"
    client.force_login(make_staff("editor", is_superuser=False))

    assert client.get("/admin/").status_code == 200


def test_whoever_has_one_is_let_in_where_it_is_required(anna, settings):
    settings.SECOND_FACTOR = "required"
    client, _response = with_code(code_of_now())
    inside = client.get(LIST).status_code
    Authenticator.objects.all().delete()

    assert (inside, client.get(LIST).status_code) == (200, 302)


def test_removing_factors_leaves_those_of_others(anna):
    other = make_staff("other")
    TOTP.activate(other, SECRET)

    remove_factors(anna)

    assert [one.user for one in Authenticator.objects.all()] == [other]

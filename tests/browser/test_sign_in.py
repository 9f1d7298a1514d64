"""Passkeys and codes in a real browser, whose authenticator is a virtual one (WebAuthn, CDP)."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.browser.conftest import WIDTHS, Visit
from tests.factories import make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LIST = "/admin/news/article/"


@pytest.fixture
def visit(chromium, live_server, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    made = Visit(chromium, live_server, viewport=WIDTHS["desktop"])
    yield made
    made.context.close()


@pytest.fixture
def anna():
    made = make_staff("anna")
    made.set_password("right")
    made.save()


def fill_password(page, following=LIST):
    page.goto(f"/admin/login/?next={following}")
    page.fill("[name=username]", "anna")
    page.fill("[name=password]", "right")
    page.press("[name=password]", "Enter")


def confirm(page):
    page.fill("[name=password]", "right")
    page.press("[name=password]", "Enter")


def test_passkey_is_added_and_signs_in_without_a_password(visit, anna):
    page = visit.page
    devtools = visit.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    fill_password(page, "/admin/account/webauthn/add/")
    confirm(page)
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    visit.context.clear_cookies()

    page.goto(f"/admin/login/?next={LIST}")
    page.click("#passkey_login")
    page.wait_for_url(re.compile(rf"^[^?]*{LIST}$"))

    visit.context.clear_cookies()
    fill_password(page)
    page.wait_for_url("**/authenticate/")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url(re.compile(rf"^[^?]*{LIST}$"))
    assert visit.complaints == []


def test_app_is_set_up_and_its_code_asked_for(visit, anna):
    page = visit.page
    fill_password(page, "/admin/account/totp/activate/")
    confirm(page)
    secret = page.input_value("#authenticator_secret")

    def code(later):
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))

    page.fill("[name=code]", code(0))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/recovery-codes/")
    shown = page.input_value("#recovery_codes").split()
    visit.context.clear_cookies()
    fill_password(page)
    page.fill("[name=code]", code(1))
    page.press("[name=code]", "Enter")
    page.wait_for_url(re.compile(rf"^[^?]*{LIST}$"))

    assert len(shown) == 10
    assert Authenticator.objects.count() == 2
    assert visit.complaints == []

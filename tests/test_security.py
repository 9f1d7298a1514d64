"""Settings that fail closed, and the headers that every answer carries."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import global_settings, settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from carec_site import env
from carec_site import settings as site_settings
from tests.crawl import public_addresses
from tests.factories import make_article, make_staff
from tests.patience import PATIENCE_SECONDS

ROOT = Path(settings.BASE_DIR)
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "k3+w9!xq7$zr1@vn5^hb8&mj2*ct6(fl4)dg0_sy-production-test",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
}


def read(tmp_path, **environ):
    return env.read(tmp_path, environ)


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL"])
def test_settings_without_a_required_name_stop_with_its_name(tmp_path, name):
    assert read(tmp_path, **PRODUCTION).secret_key == PRODUCTION["SECRET_KEY"]

    incomplete = {key: value for key, value in PRODUCTION.items() if key != name}

    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not set"):
        read(tmp_path, **incomplete)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("SITE_URL", "www.example.org"),
        ("SITE_URL", "https://www.example.org/site"),
        ("SITE_URL", "https://www.example.org?site"),
        ("SITE_URL", "https://anna@www.example.org"),
        ("DEBUG", "maybe"),
        ("DATABASE_URL", "mysql://root@localhost/site"),
        ("DATABASE_URL", "postgres://root@localhost:port/site"),
        ("DATABASE_URL", "postgres://root:a/b@localhost/site"),
        ("DATABASE_ANSWER_SECONDS", "soon"),
        ("DATABASE_STATEMENT_SECONDS", "0"),
        ("EMAIL_URL", "mail.example.org"),
        ("EMAIL_URL", "submission://user@mail.example.org:port"),
        ("IMAP_URL", "imaps://mail.example.org/INBOX"),
        ("IMAP_URL", "imap://info:secret@mail.example.org/INBOX"),
        ("HSTS", "yes"),
        ("HSTS", "Preload"),
        ("SECOND_FACTOR", "yes"),
        ("AUDIT_YEARS", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("TIME_ZONE", "Asia/Almata"),
        ("TIME_ZONE", "Asia"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("MAIL_FROM", "CAREC Institute"),
        ("MAIL_FROM", "Ann <ann@example.org>, Bek <bek@example.org>"),
    ],
)
def test_setting_with_a_wrong_value_stops_with_its_name(tmp_path, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} can't be"):
        read(tmp_path, **(PRODUCTION | {name: value}))


def test_address_of_the_site_is_known_in_capitals_too(tmp_path):
    capitals = read(tmp_path, **(PRODUCTION | {"SITE_URL": "HTTPS://WWW.example.org/"}))

    assert capitals.site_url == "https://www.example.org"


def test_secret_of_a_wrong_value_is_not_repeated(tmp_path):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(tmp_path, **(PRODUCTION | {"DATABASE_URL": "mysql://root:hunter2@localhost/site"}))

    assert "hunter2" not in str(caught.value)


def test_environment_wins_over_the_file(tmp_path):
    (tmp_path / ".env").write_text("TIME_ZONE=Asia/Almaty\nLOG_LEVEL=ERROR\n")

    values = read(tmp_path, **PRODUCTION, LOG_LEVEL="DEBUG")

    assert (values.time_zone, values.log_level) == ("Asia/Almaty", "DEBUG")


def test_example_file_holds_the_whole_table():
    lines = (ROOT / ".env.example").read_text().splitlines()
    written = {}
    for comment, line in pairwise(lines):
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            written[name] = (value, comment.removeprefix("# "))

    assert written == {name: (entry.default, entry.meaning) for name, entry in env.NAMES.items()}


def test_deploy_check_is_silent_with_production_settings(tmp_path):
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    environ = {
        **inherited,  # without what the browser tests set in this process
        **PRODUCTION,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "carec_site.settings",
    }

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (2 silenced).\n"


@pytest.mark.parametrize(
    ("site_url", "hsts", "header"),
    [
        ("https://www.example.org", None, "max-age=31536000"),
        ("https://www.example.org", "site", "max-age=31536000"),
        ("https://www.example.org", "subdomains", "max-age=31536000; includeSubDomains"),
        ("https://www.example.org", "preload", "max-age=31536000; includeSubDomains; preload"),
        ("http://www.example.org", "preload", "None"),
    ],
)
def test_hsts_goes_as_far_as_the_operator_says(tmp_path, site_url, hsts, header):
    code = (
        "import django; django.setup(); from django.test import Client; print(Client()"
        ".get('/livez', secure=True, headers={'Host': 'www.example.org'}).get('Strict-Transport-Security'))"
    )
    environ = {
        **os.environ,
        **PRODUCTION,
        "SITE_URL": site_url,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "carec_site.settings",
        **({"HSTS": hsts} if hsts else {}),
    }

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )

    assert done.stdout == f"{header}\n", done.stderr


def test_every_setting_is_read_by_somebody():
    packages = {
        "CONTENT_SECURITY_POLICY": "csp",
        "CRISPY_ALLOWED_TEMPLATE_PACKS": "crispy_forms",
        "CRISPY_TEMPLATE_PACK": "crispy_forms",
        "IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT": "import_export",
        "MODELTRANSLATION_DEFAULT_LANGUAGE": "modeltranslation",
        "MODELTRANSLATION_FALLBACK_LANGUAGES": "modeltranslation",
        "ACCOUNT_ADAPTER": "allauth.account",
        "ACCOUNT_EMAIL_VERIFICATION": "allauth.account",
        "ACCOUNT_LOGIN_METHODS": "allauth.account",
        "ACCOUNT_RATE_LIMITS": "allauth.account",
        "ACCOUNT_SIGNUP_FIELDS": "allauth.account",
        "MFA_ADAPTER": "allauth.mfa",
        "MFA_FORMS": "allauth.mfa",
        "MFA_PASSKEY_LOGIN_ENABLED": "allauth.mfa",
        "MFA_SUPPORTED_TYPES": "allauth.mfa",
        "MFA_TOTP_ISSUER": "allauth.mfa",
        "MFA_TOTP_TOLERANCE": "allauth.mfa",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": "allauth.mfa",
        "POST_OFFICE": "post_office",
        "TAGGIT_CASE_INSENSITIVE": "taggit",
        "WHITENOISE_KEEP_ONLY_HASHED_FILES": "whitenoise",
        "WHITENOISE_SKIP_COMPRESS_EXTENSIONS": "whitenoise",
    }
    django_without_default = {"EMAIL_FILE_PATH", "ROOT_URLCONF"}
    own = {"BASE_DIR", "DATA_DIR", "SITE_URL", "TLS", "PERMISSIONS_POLICY"}
    own |= {"ANSWER_DAYS", "BEHIND_PROXY", "HEADINGS_FILE", "IMAP_URL", "INQUIRY_RETENTION_MONTHS"}
    own |= {"MAIL_DOMAIN", "MAIL_WAIT_FACTOR", "PAGES_WITH_QUOTES"}
    own |= {f"DATABASE_{name}_SECONDS" for name in ("ANSWER", "STATEMENT", "START", "COMMAND_ANSWER")}
    own |= {"AUDIT_YEARS", "SECOND_FACTOR"}
    own |= {"DATABASE_IDLE_IN_TRANSACTION_SECONDS"}
    own |= {"FRESHNESS_BY_LEASE", "FRESHNESS_IN_TRANSACTIONS", "PAGE_CACHE_BYTES", "PAGE_CACHE_WARM_PAGES"}
    names = {name for name in dir(site_settings) if name.isupper()} - {"NONE", "NONCE", "SELF"}

    unknown = {
        name
        for name in names - own - django_without_default - set(packages)
        if not hasattr(global_settings, name)
    }

    assert unknown == set()
    assert set(packages) <= names


def parsed_policy(response):
    directives = (part.split() for part in response.headers["Content-Security-Policy"].split(";"))
    return {directive[0]: set(directive[1:]) for directive in directives if directive}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/news/", "/ru/contact/", "/nothing/", "/admin/login/", "/livez", "/admin/"]
)
def test_every_answer_carries_strict_headers(client, address):
    make_article()

    response = client.get(address)

    policy = parsed_policy(response)
    assert policy["default-src"] == {"'self'"}
    assert policy["object-src"] == policy["frame-ancestors"] == policy["base-uri"] == {"'none'"}
    assert policy["form-action"] == {"'self'"}
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set().union(*policy.values())
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response.headers["Permissions-Policy"] == settings.PERMISSIONS_POLICY
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_admin_pages_carry_the_same_policy(client):
    client.force_login(make_staff())
    article = make_article()

    for address in ["/admin/", "/admin/news/article/", f"/admin/news/article/{article.pk}/change/"]:
        response = client.get(address)

        policy = parsed_policy(response)
        assert response.status_code == 200
        assert not {"'unsafe-inline'", "'unsafe-eval'"} & set().union(*policy.values())


def test_cookies_and_transport_are_strict_over_https():
    code = (
        "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_HTTPONLY, s.DEBUG)"
    )
    environ = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "carec_site.settings"}

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )

    assert done.stdout == "True True True 31536000 True False\n", done.stderr


# A value for each part that an address has.
PARTS = {"pk": 1, "year": 2026, "month": 1, "slug": "water", "code": "kz"}
PARTS |= {"token": "a", "path": "a.jpg", "section": "news", "form": "rss", "signed": "a"}
WRITTEN_TO = {"contacts:contact", "contacts:permission"}
WRITTEN_TO |= {f"subscriptions:{page}" for page in ("subscribe", "confirm", "manage", "leave")}


@pytest.mark.django_db
def test_address_that_is_only_read_takes_no_post(client):
    addresses = public_addresses()
    assert len(addresses) > 35
    assert addresses.keys() > WRITTEN_TO

    codes = {
        name: client.post(reverse(name, kwargs={part: PARTS[part] for part in parts})).status_code
        for name, parts in addresses.items()
        if name not in WRITTEN_TO
    }

    assert codes == dict.fromkeys(codes, 405)

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from carec_site.demo.accounts import PASSWORD, create_accounts, known_logins
from carec_site.starting import welcome
from tests.factories import make_staff

pytestmark = pytest.mark.django_db


def test_screen_names_each_login_and_its_steps_open():
    create_accounts(PASSWORD)

    screen = welcome.screen(8123)

    logins = re.findall(r"^ {9}(\w+) +\S.*$", screen, re.MULTILINE)[:4]
    steps = re.findall(r"^  (?:Try|   ) +.*, as (\w+) +http://localhost:8123(\S+)$", screen, re.MULTILINE)
    assert logins == ["admin", "editor", "events", "officer"]
    assert [login for login, _path in steps] == ["editor", "events", "officer"]
    for login, path in steps:
        client = Client()
        assert client.login(username=login, password=PASSWORD)
        assert client.get(path).status_code == 200
    assert f"the password of each is {PASSWORD}" in screen


def test_screen_names_no_login_whose_password_was_changed():
    create_accounts(PASSWORD)
    admin = get_user_model().objects.get(username="admin")
    admin.set_password("another, known to its owner")
    admin.save()
    get_user_model().objects.filter(username="officer").update(is_active=False)

    assert known_logins() == ["editor", "events"]


def test_screen_without_demo_names_the_own_account():
    make_staff()

    screen = welcome.screen(8123)

    assert "sign in with your own account" in screen
    assert PASSWORD not in screen


def test_screen_without_any_account_tells_how_to_make_one():
    screen = welcome.screen(8123)

    assert "no account yet; make one: .venv/bin/python manage.py createsuperuser" in screen

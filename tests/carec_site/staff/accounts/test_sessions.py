"""A session lasts as long as it is used."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from carec_site.staff.accounts.sessions import PROLONGED_ON
from tests.factories import make_staff

pytestmark = pytest.mark.django_db
PAGE = "/admin/password_change/"


def begin(client, days_left, prolonged_on):
    client.force_login(make_staff())
    session = client.session
    session[PROLONGED_ON] = prolonged_on
    session.save()
    ends = timezone.now() + timedelta(days=days_left)
    Session.objects.filter(pk=session.session_key).update(expire_date=ends)
    return Session.objects.get(pk=session.session_key)


def test_session_used_on_another_day_lasts_its_whole_time_again(client, settings):
    begun = begin(client, 1, "2001-01-01")

    cookie = client.get(PAGE).cookies[settings.SESSION_COOKIE_NAME]

    left = Session.objects.get(pk=begun.pk).expire_date - timezone.now()
    assert cookie["max-age"] == settings.SESSION_COOKIE_AGE
    assert timedelta(days=13) < left <= timedelta(seconds=settings.SESSION_COOKIE_AGE)


def test_session_used_again_on_the_same_day_is_not_written(client, settings):
    begun = begin(client, 1, str(timezone.localdate()))

    response = client.get(PAGE)

    assert settings.SESSION_COOKIE_NAME not in response.cookies
    assert Session.objects.get(pk=begun.pk).expire_date == begun.expire_date


def test_page_for_visitors_reads_no_session_of_staff(client):
    begun = begin(client, 1, "2001-01-01")

    response = client.get("/")

    assert (dict(response.cookies), Session.objects.get(pk=begun.pk).expire_date) == ({}, begun.expire_date)


def test_visitor_before_the_login_gets_no_session(client, settings):
    response = client.get("/admin/login/")

    assert (settings.SESSION_COOKIE_NAME in response.cookies, Session.objects.count()) == (False, 0)

"""The log ends after some years."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from audit.models import Entry

pytestmark = pytest.mark.django_db


def entry(**age):
    return Entry.objects.create(at=timezone.now() - timedelta(**age), action="signed_in", transaction=1)


def test_entries_end_after_the_years_of_the_setting(settings, capsys):
    settings.AUDIT_YEARS = 2
    old, young = entry(days=732), entry(days=729)

    call_command("end_log")

    assert list(Entry.objects.filter(pk__in=[old.pk, young.pk])) == [young]
    assert capsys.readouterr().out == "1 entries of the log ended.\n"


def test_log_without_an_end_is_kept(settings, capsys):
    settings.AUDIT_YEARS = 0
    entry(days=9000)

    call_command("end_log")

    assert Entry.objects.filter(action="signed_in").count() == 1
    assert capsys.readouterr().out == "The log is kept for ever: AUDIT_YEARS is 0.\n"

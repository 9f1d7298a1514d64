"""Of old versions the last of each day stays."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from history.models import Version
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def version(moment, **changes):
    values = {"kind": "article", "object_id": 1, "made_at": moment, "transaction": 1, "content": {}}
    return Version.objects.create(**(values | changes))


def test_one_a_day_of_old_versions_stays(capsys):
    # Noon and 15:59 UTC are one day at the institute's seat, 16:00 is the next.
    first, second, third = (
        version(datetime(2026, 1, 5, *clock, tzinfo=UTC)) for clock in ((12, 0), (15, 59), (16, 0))
    )
    named = version(datetime(2026, 1, 7, 9, tzinfo=UTC), name="As sent")
    after = version(datetime(2026, 1, 7, 10, tzinfo=UTC))
    other = version(datetime(2026, 1, 5, 12, tzinfo=UTC), object_id=2)

    call_command("thin_versions")

    kept = [second, third, named, after, other]
    assert sorted(Version.objects.values_list("pk", flat=True)) == sorted(each.pk for each in kept)
    assert not Version.objects.filter(pk=first.pk).exists()
    assert capsys.readouterr().out == "1 versions ended.\n"


def test_all_of_the_last_days_stay(commit):
    article = make_article()
    commit()
    begin = timezone.now().replace(hour=4) - timedelta(days=40)
    for minute in range(3):
        version(begin + timedelta(minutes=minute), object_id=article.pk + 1)

    call_command("thin_versions")
    assert Version.objects.count() == 4
    call_command("thin_versions", days=30)

    assert Version.objects.count() == 2

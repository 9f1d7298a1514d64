"""Times in the forms of staff, and the note on whose clock they follow."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests import forms
from tests.factories import make_article, make_event, make_staff

pytestmark = pytest.mark.django_db
NOTE = "Times are institute time: Asia/Shanghai, UTC+08:00. It is now 07:05 there."


@pytest.fixture(autouse=True)
def staff(client):
    client.force_login(make_staff())


def test_form_says_once_whose_clock_its_times_follow(client):
    with time_machine.travel(datetime(2026, 3, 3, 23, 5, tzinfo=UTC), tick=False):
        pages = [
            client.get(address).content.decode()
            for address in (forms.ADD, f"/admin/events/event/{make_event().pk}/change/")
        ]

    assert [page.count(NOTE) for page in pages] == [1, 1]
    assert [page.count("DateTimeShortcuts.js") for page in pages] == [0, 0]


@pytest.mark.parametrize(("second", "shown"), [(0, "09:30"), (7, "09:30:07")])
def test_time_is_shown_to_the_minute_and_kept_to_the_second(client, second, shown):
    article = make_article(publish_at=datetime(2026, 3, 4, 1, 30, second, tzinfo=UTC))

    opened = forms.fields(client.get(forms.change(article)))
    forms.send(client, forms.change(article))

    before = article.publish_at
    article.refresh_from_db()
    assert (opened["publish_at_0"], opened["publish_at_1"]) == ("2026-03-04", shown)
    assert article.publish_at == before

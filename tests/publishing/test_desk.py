import re

import pytest

from publishing.models import State
from tests.factories import make_article, make_event, make_staff, make_user

pytestmark = pytest.mark.django_db


def marks(client):
    """The marks of the desk on the first page of the administration, as address and text."""
    page = client.get("/admin/").content.decode()
    return re.findall(r'<a href="([^"]+)" class="stage [^"]+">([^<]+)</a>', page)


def test_desk_counts_what_waits(client):
    client.force_login(make_staff())
    make_article(state=State.DRAFT)
    make_article(state=State.IN_REVIEW)
    make_article(state=State.IN_REVIEW).move_to_trash()
    make_event(state=State.DRAFT)

    assert marks(client) == [
        ("/admin/events/event/?stage=in_review", "In review: 0"),
        ("/admin/events/event/?stage=draft", "Draft: 1"),
        ("/admin/events/event/?stage=scheduled", "Scheduled: 0"),
        ("/admin/news/article/?stage=in_review", "In review: 1"),
        ("/admin/news/article/?stage=draft", "Draft: 1"),
        ("/admin/news/article/?stage=scheduled", "Scheduled: 0"),
        ("/admin/pages/page/?stage=in_review", "In review: 0"),
        ("/admin/pages/page/?stage=draft", "Draft: 0"),
        ("/admin/pages/page/?stage=scheduled", "Scheduled: 0"),
    ]


def test_desk_is_empty_for_who_may_see_nothing(client):
    client.force_login(make_user(is_staff=True))
    make_article(state=State.DRAFT)

    assert marks(client) == []

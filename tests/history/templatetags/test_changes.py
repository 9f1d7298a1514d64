"""The changes that wait, on the start page of staff."""

import pytest
from django.urls import reverse

from history.drafts.due import publish_due
from history.templatetags.changes import MAX_CHANGES
from tests.factories import make_article, make_event, make_page
from tests.forms import change
from tests.history.drafts.test_due import keep_due
from tests.history.pages import texts
from tests.markup import tree_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
START = reverse("admin:index")


def waiting(response):
    """What stands in the list: addresses and words."""
    found = [node for node in tree_of(response).iter("section") if "waiting" in (node.get("class") or "")]
    return [link.get("href") for node in found for link in node.iter("a")]


def test_start_page_lists_what_failed_then_what_comes_next(client, editor):
    later, next_one, failed = make_page("Later"), make_event("Next"), make_article("Failed")
    keep_due(later, minutes=9, title_en="Later changed")
    keep_due(next_one, minutes=5, title_en="Next changed")
    keep_due(failed, slug="taken")
    make_article("Another", slug="taken")
    publish_due()

    response = client.get(START)

    assert waiting(response) == [change(failed), change(next_one), change(later)]
    assert texts(response, "strong", "failed") == ["could not be published"]


def test_title_is_in_the_language_that_is_read(client, editor):
    keep_due(make_article("Water"), minutes=5, title_en="Water", title_ru="Вода", title_zh_hans="")
    shown = {}
    for code in ("ru", "zh-hans"):
        client.post(reverse("admin:language"), {"language": code})
        [section] = list(tree_of(client.get(START)).iter("section"))
        shown[code] = next(section.iter("a")).text_content()

    assert shown == {"ru": "Вода", "zh-hans": "Water"}


def test_changes_of_what_one_may_not_change_are_not_listed(client, author):
    keep_due(make_event("Meeting"), minutes=5, title_en="Meeting changed")
    article = make_article("Water")
    keep_due(article, minutes=5, title_en="Water changed")

    assert waiting(client.get(START)) == [change(article)]


def test_list_is_short_and_costs_as_much_for_many_as_for_one(client, editor):
    keep_due(make_article("0"), minutes=5, title_en="Changed")
    of_one = queries_of(client, START)[1]
    for number in range(1, MAX_CHANGES + 1):
        keep_due(make_article(str(number)), minutes=5, title_en="Changed")
    of_many, response = queries_of(client, START)[1], client.get(START)

    assert len(waiting(response)) == MAX_CHANGES
    assert "There are more." in response.content.decode()
    assert of_many == of_one

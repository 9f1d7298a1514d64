import json
from zipfile import ZipFile

import pytest

from contacts import personal_data
from publishing.models import Topic
from subscriptions.models import Subscription
from tests.factories import make_staff
from tests.subscriptions.subscribers import subscribe

pytestmark = pytest.mark.django_db


def test_subscription_is_shown_and_exported_with_what_else_is_kept(client):
    subscribe("Reader@example.org", topics=[Topic.objects.create(name="Water")])
    subscribe("other@example.org")
    client.force_login(make_staff())

    shown = client.post("/admin/contacts/look/person/", {"address": "reader@example.org", "step": "find"})
    kept = personal_data.kept_about("reader@example.org")
    with ZipFile(personal_data.archive(kept)) as pack:
        data, page = json.loads(pack.read("data.json")), pack.read("data.html").decode()

    assert "Subscriptions to news by email" in shown.content.decode()
    assert [(each["email"], each["topics"]) for each in data["subscriptions"]] == [
        ("Reader@example.org", ["Water"])
    ]
    assert "Water" in page


def test_subscription_is_erased_with_what_else_is_kept():
    subscribe("Reader@example.org")
    other = subscribe("other@example.org")

    counts = personal_data.erase(personal_data.kept_about("reader@example.org"), make_staff())

    assert counts == {"subscriptions": 1}
    assert list(Subscription.objects.all()) == [other]

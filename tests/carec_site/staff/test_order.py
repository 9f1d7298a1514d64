"""The order in which the administration lists its models."""

import pytest
from django.contrib import admin
from django.urls import reverse

from carec_site.staff.order import MODELS
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def test_each_model_has_its_place():
    known = [model._meta.label for model in admin.site._registry]

    assert sorted(known) == sorted(MODELS)


def test_start_page_lists_models_in_this_order(admin_client):
    page = tree_of(admin_client.get(reverse("admin:index")))
    rows = [node.get("class") or "" for node in page.iter("tr")]
    shown = [row.split()[0].removeprefix("model-") for row in rows if row.startswith("model-")]
    names = [label.partition(".")[2].lower() for label in MODELS]

    assert len(shown) > 20
    assert shown == [name for name in names if name in shown]

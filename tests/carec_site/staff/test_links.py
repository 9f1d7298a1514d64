"""What a page lists before something is deleted has a name, whatever it is."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import reverse

from tests.factories import make_staff
from tests.markup import tree_of


def listed(client, item):
    address = reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_delete", args=[item.pk])
    tree = tree_of(client.get(address))
    [objects] = [node for node in tree.iter("ul") if node.get("id") == "deleted-objects"]
    return [" ".join("".join(item.itertext()).split()) for item in objects.findall("./li/ul/li")]


def test_no_model_is_without_names():
    models = apps.get_models(include_auto_created=True)

    assert [model._meta.label for model in models if model.__str__ is Model.__str__] == []


@pytest.mark.django_db
def test_members_of_a_group_are_named_before_it_is_deleted(client):
    staff = make_staff("aziza")
    client.force_login(staff)
    group = Group.objects.create(name="Translators")
    group.user_set.add(staff)

    assert listed(client, group) == ["User-group relationship: aziza – Translators"]

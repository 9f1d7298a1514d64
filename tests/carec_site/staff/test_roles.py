import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from carec_site.staff.roles import ROLES, set_up_roles
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def permissions_of(name):
    held = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
    return sorted(f"{app}.{codename}" for app, codename in held)


def test_each_role_gets_exactly_its_permissions_however_often_it_runs():
    set_up_roles()
    Group.objects.get(name="Authors").permissions.add(Permission.objects.get(codename="delete_user"))
    set_up_roles()

    assert {name: permissions_of(name) for name in ROLES} == {
        name: sorted(labels) for name, labels in ROLES.items()
    }


def test_only_editors_may_publish():
    assert [name for name, labels in ROLES.items() if "news.publish_article" in labels] == ["Editors"]


def test_members_and_other_groups_stay():
    set_up_roles()
    user = make_user()
    user.groups.add(Group.objects.get(name="Editors"), Group.objects.create(name="Our own"))

    set_up_roles()

    assert sorted(user.groups.values_list("name", flat=True)) == ["Editors", "Our own"]


def test_command_says_what_it_did(capsys):
    call_command("setup_roles")

    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{name}: {len(labels)} permissions" for name, labels in ROLES.items()]


def test_missing_permission_is_a_sentence_and_changes_nothing():
    Permission.objects.get(codename="publish_article").delete()

    with pytest.raises(CommandError, match=r"manage\.py migrate"):
        call_command("setup_roles")

    assert not Group.objects.exists()

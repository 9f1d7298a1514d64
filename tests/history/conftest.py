import pytest
from django.contrib.auth.models import Group
from django.db import connection

from carec_site.staff.roles import set_up_roles
from tests.factories import make_staff, make_user


@pytest.fixture
def commit(db):
    """Has the database do what it does when a transaction commits, which that of a test never does."""

    def at_once():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS history_keep IMMEDIATE")
            cursor.execute("SET CONSTRAINTS history_keep DEFERRED")

    return at_once


@pytest.fixture
def editor(client):
    """Somebody who may do everything, logged in."""
    editor = make_staff("aziza", first_name="Aziza", last_name="Rahimova")
    client.force_login(editor)
    return editor


@pytest.fixture
def author(client):
    """Somebody of the group Authors, logged in."""
    set_up_roles()
    author = make_user("bek", is_staff=True)
    author.groups.add(Group.objects.get(name="Authors"))
    client.force_login(author)
    return author

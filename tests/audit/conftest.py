import pytest
from django.contrib.auth.models import Group

from audit.models import Entry
from carec_site.staff.roles import set_up_roles
from tests.factories import make_staff, make_user


@pytest.fixture
def entries(db):
    """What was logged since the last time this was called, the oldest first."""
    seen = [0]

    def since():
        found = list(Entry.objects.filter(pk__gt=seen[0]).order_by("pk"))
        seen[0] = found[-1].pk if found else seen[0]
        return found

    since()
    return since


@pytest.fixture
def aziza(client):
    """A superuser, logged in."""
    aziza = make_staff("aziza", first_name="Aziza", last_name="Rahimova")
    client.force_login(aziza)
    return aziza


@pytest.fixture
def administrator(client):
    """Somebody of the group Administrators, logged in."""
    set_up_roles()
    bek = make_user("bek", is_staff=True)
    bek.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(bek)
    return bek

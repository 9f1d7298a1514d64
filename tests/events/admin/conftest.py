import pytest
from django.contrib.auth.models import Permission

from tests.events.officers import make_member
from tests.factories import make_user


@pytest.fixture
def officer(client):
    """Somebody of the group Event officers, logged in."""
    officer = make_member("Event officers")
    client.force_login(officer)
    return officer


@pytest.fixture
def event_editor(client):
    """Somebody who may change events and do nothing else, logged in."""
    editor = make_user(is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="change_event"))
    client.force_login(editor)
    return editor

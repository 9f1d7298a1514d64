import pytest

from tests.factories import make_staff


@pytest.fixture
def editor(client):
    """Somebody who may do everything, logged in."""
    editor = make_staff()
    client.force_login(editor)
    return editor

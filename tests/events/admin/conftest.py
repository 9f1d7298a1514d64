import pytest

from tests.events.officers import make_member


@pytest.fixture
def officer(client):
    officer = make_member("Event officers")
    client.force_login(officer)
    return officer

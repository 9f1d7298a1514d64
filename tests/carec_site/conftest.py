from datetime import UTC, datetime

import pytest
import time_machine

from tests.carec_site.signing import SeenHasher
from tests.factories import make_staff


@pytest.fixture
def seen(settings):
    settings.PASSWORD_HASHERS = ["tests.carec_site.signing.SeenHasher"]
    SeenHasher.seen.clear()
    return SeenHasher.seen


@pytest.fixture
def anna(seen):
    user = make_staff("anna")
    user.set_password("right")
    user.save()
    seen.clear()
    return user


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 6, 1, 9, tzinfo=UTC), tick=False) as clock:
        yield clock

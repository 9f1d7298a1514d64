import pytest

from tests.carec_site.page_cache.exactness.machines import two_machines


@pytest.fixture(scope="package")
def machines():
    with two_machines() as machines:
        yield machines

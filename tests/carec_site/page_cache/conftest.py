import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from carec_site.page_cache.application import PageCache


@pytest.fixture(scope="session")
def django_application():
    return get_wsgi_application()


@pytest.fixture
def cache(django_application):
    """Its requests leave the transaction of the test open, as those of Django's test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield PageCache(django_application, max_bytes=10_000_000)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)

"""One site, built and walked once for all sweeps."""

from typing import NamedTuple

import pytest
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from publishing.models import Publishable
from tests.crawl import Page, walk
from tests.full_site import build


class Site(NamedTuple):
    hidden: list[Publishable]
    published: list[Publishable]
    pages: dict[str, Page]  # every address that a visitor reaches, with its answer


def keep_index():
    """Of the search: else it would be kept when the transaction commits, which it never does."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS search_keep IMMEDIATE")


@pytest.fixture(scope="package")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """It is there for all tests of this folder; the database forgets what each of them changes."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("en"), media:
            hidden, published = build()
            keep_index()
            made = Site(hidden, published, walk())
        yield made
        transaction.set_rollback(True)

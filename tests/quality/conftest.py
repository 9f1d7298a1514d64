import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The site with its demo content."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", force=True, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS search_keep IMMEDIATE")  # as when the transaction commits
        yield
        transaction.set_rollback(True)

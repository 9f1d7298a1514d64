"""Who it was, as the database is told by the pages of staff."""

import pytest
from django.db import connection

from history.acting import ACTOR_SETTING, acting_as
from history.models import Version
from tests.factories import make_organisation
from tests.forms import change, fields

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def actor():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [ACTOR_SETTING])
        return cursor.fetchone()[0]


def test_version_of_a_form_names_who_saved_it(client, editor):
    organisation = make_organisation(name="Steppe Institute")
    address = change(organisation)
    values = fields(client.get(address)) | {"short_name_en": "SI"}
    assert client.post(address, values).status_code == 302

    now, before = Version.objects.of(organisation)
    assert (now.maker, now.maker_name) == (editor, "Aziza Rahimova")
    assert (before.maker, before.maker_name) == (None, "")
    assert actor() == ""


def test_connection_is_nobodys_after_an_error():
    def fails():
        assert actor() == "7"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), acting_as(7):
        fails()
    assert actor() == ""

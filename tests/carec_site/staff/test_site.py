import logging
import re
import tempfile

import pytest
from django.urls import reverse

from tests.events.officers import make_member
from tests.factories import make_event, make_person, make_staff
from tests.forms import messages


def test_suggestions_for_a_word_with_nul_are_refused(client, db):
    client.force_login(make_member("Event officers"))
    make_person("Aigul Saparova")
    field = {"app_label": "events", "model_name": "participation", "field_name": "person"}

    assert len(client.get("/admin/autocomplete/", {**field, "term": "Aigul"}).json()["results"]) == 1
    assert client.get("/admin/autocomplete/", {**field, "term": "Aigul\0"}).status_code == 400


# openpyxl's own file complains when it is thrown away unfinished.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_export_without_room_in_the_temporary_folder_says_so(
    client, db, mount_small_disk, monkeypatch, tmp_path, caplog
):
    client.force_login(make_staff())
    address = reverse("admin:events_event_import_template", args=[make_event().pk])
    disk = mount_small_disk(tmp_path / "temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(disk.folder))
    disk.fill()

    refused = client.get(address)
    disk.empty()

    assert (refused.status_code, messages(refused)) == (
        507,
        [
            "There was not enough room on the disk, so your request was not carried out. Tell whoever "
            "runs the site, then try again."
        ],
    )
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, f"No room for GET {address}: [Errno 28] No space left on device")
    ]
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("left", "warning"),
    [
        (
            0,
            "The site’s disk can’t be written to (No space left on device). Pictures, documents and "
            "email attachments are refused until this is fixed.",
        ),
        (
            8192,
            "The site’s disk has only 0 MB left. Free some space before pictures and documents are refused.",
        ),
    ],
)
def test_start_page_warns_administrators_of_a_full_disk(client, db, small_disk, left, warning):
    small_disk.fill(left)

    client.force_login(make_staff())
    administrators = messages(client.get("/admin/"))
    client.force_login(make_member("Event officers"))

    assert administrators == [warning]
    assert messages(client.get("/admin/")) == []


def test_start_page_is_silent_while_there_is_room(client, db):
    client.force_login(make_staff())

    assert messages(client.get("/admin/")) == []


def test_import_map_of_a_form_comes_before_all_modules(client, db):
    client.force_login(make_staff())
    html = client.get(reverse("admin:events_event_change", args=[make_event().pk])).content.decode()

    places = [found.start() for found in re.finditer('type="(importmap|module)"', html)]
    assert len(places) > 3
    assert places.index(html.index('type="importmap"')) == 0

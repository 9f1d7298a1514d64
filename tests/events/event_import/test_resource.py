import re
from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from events.choices import Mode
from events.models import Event, EventKind
from publishing.models import State
from tests.events.event_files import CONFIRM, IMPORT, ROW, confirm, look, rows, table, take
from tests.factories import country, make_event, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = make_staff()
    client.force_login(user)
    return user


def test_new_event_arrives_as_a_draft(client, staff):
    response = look(client, table(ROW))
    assert Event.objects.count() == 0

    confirm(client, response)

    [event] = Event.objects.all()
    assert (event.uid, event.title_en, event.state) == ("forum-2026", "Forum", State.DRAFT)
    assert (event.kind.slug, event.mode, event.city_en) == ("forum", Mode.HYBRID, "Almaty")
    assert (event.country.code, event.time_zone, event.all_day) == ("KZ", "Asia/Almaty", False)
    assert event.starts_at == datetime(2026, 5, 1, 4, tzinfo=UTC)
    assert event.ends_at == datetime(2026, 5, 2, 12, 30, tzinfo=UTC)
    assert (event.created_by, event.updated_by) == (staff, staff)
    assert LogEntry.objects.get().change_message == "Imported from a file."


def test_the_look_at_a_file_tells_each_row_and_writes_nothing(client, staff):
    make_event("Old title", uid="known")
    uids = ["new", "known", "", "new"]

    response = look(client, table(*(ROW | {"uid": uid} for uid in uids)))

    assert [(number, outcome) for number, outcome, _notes in rows(response)] == [
        (2, "new"),
        (3, "update"),
        (4, "invalid"),
        (5, "invalid"),
    ]
    assert rows(response)[2][2] == ["It has no ID, so it could not be recognised again."]
    assert rows(response)[3][2] == ["Row 2 already has the ID “new”."]
    assert "title" in rows(response)[1][2][0]
    assert [event.title_en for event in Event.objects.all()] == ["Old title"]


def test_good_rows_go_in_though_others_are_bad(client, staff):
    take(client, table(ROW | {"country": "Nowhere"}, ROW | {"uid": "good"}))

    assert [event.uid for event in Event.objects.all()] == ["good"]


def test_same_file_twice_changes_nothing(client, staff):
    full = ROW | {"text": 'Aigul\'s <lake> & "river".', "status": "Postponed", "title_ru": "Форум"}
    take(client, table(full))
    before = Event.objects.get()
    assert before.body_en == """<p>Aigul's &lt;lake&gt; &amp; "river".</p>"""

    response = look(client, table(full))

    assert rows(response) == [(2, "skip", [])]
    assert response.context["confirm_form"] is None
    assert (Event.objects.get().version, before.title_ru) == (1, "Форум")


def test_empty_cell_changes_nothing_and_a_full_one_only_its_field(client, staff):
    event = make_event("Forum", uid="forum-2026", city_en="Beijing", summary_en="Kept.")

    take(client, table({"uid": "forum-2026", "title": "", "summary": "", "city": "Urumqi"}))

    after = Event.objects.get()
    assert (after.title_en, after.summary_en, after.city_en) == ("Forum", "Kept.", "Urumqi")
    assert (after.starts_at, after.time_zone, after.version) == (event.starts_at, "Asia/Shanghai", 2)
    assert after.state == State.PUBLISHED


def test_kind_is_needed_of_rows_that_name_none_only(client, staff):
    file = table(ROW, ROW | {"uid": "without", "kind": ""}, ROW | {"uid": "party", "kind": "Party"})
    response = client.post(IMPORT, {"import_file": file, "time_zone": "Asia/Almaty", "format": "0"})

    confirm(client, response)

    assert rows(response) == [
        (2, "new", []),
        (
            3,
            "invalid",
            [
                "It does not name a kind of event. Enter one in its row, or select one when "
                "you upload the file."
            ],
        ),
        (4, "invalid", ["There is no kind of event called “Party”."]),
    ]
    assert [(event.uid, event.kind.slug) for event in Event.objects.all()] == [("forum-2026", "forum")]


def test_columns_are_named_in_words(client, staff):
    words = {"ID": "forum", "Title": "Forum", "Title (Russian)": "Форум", "title (Chinese)": "论坛"}
    words |= {"Kind": "Forum", "First day": "2026-05-01", "Status": "Going ahead as planned"}
    words |= {"Mode": "In person and online", "Status note (Russian)": "Да", "Title (Klingon)": "?"}

    response = look(client, table(words))
    confirm(client, response)

    event = Event.objects.get()
    assert (event.uid, event.title_en, event.title_ru, event.title_zh_hans) == (
        "forum",
        "Forum",
        "Форум",
        "论坛",
    )
    assert (event.mode, event.status_note_ru) == (Mode.HYBRID, "Да")
    assert response.context["result"].ignored == ["Title (Klingon)"]


def test_zone_that_is_none_is_refused_with_the_file(client, staff):
    response = client.post(IMPORT, {"import_file": table(ROW), "time_zone": "Mars", "format": "0"})

    assert response.context["form"].errors == {
        "time_zone": ["“Mars” is not a time zone. Enter one such as Asia/Almaty, or UTC."],
    }


def test_second_confirmation_of_a_file_is_told(client, staff):
    response = look(client, table(ROW))
    confirm(client, response)

    again = confirm(client, response)

    assert "This file has already been imported" in again.content.decode()
    assert Event.objects.count() == 1


@pytest.mark.parametrize("name", ["..", "../../etc/nothing", "x" * 5000])
def test_confirmation_of_what_is_no_file_is_told(client, staff, name):
    values = {"import_file_name": name, "original_file_name": "a.csv", "format": "0", "resource": "0"}
    values |= {"kind": EventKind.objects.first().pk, "time_zone": "Asia/Almaty"}

    response = client.post(CONFIRM, values, follow=True)

    assert "This file has already been imported" in response.content.decode()


def test_import_asks_for_both_permissions(client):
    user = make_staff(is_superuser=False)
    client.force_login(user)
    user.user_permissions.add(Permission.objects.get(codename="view_event"))
    user.user_permissions.add(Permission.objects.get(codename="add_event"))
    assert (client.get(IMPORT).status_code, client.post(CONFIRM).status_code) == (403, 403)

    user.user_permissions.add(Permission.objects.get(codename="change_event"))

    assert client.get(IMPORT).status_code == 200
    assert f'href="{IMPORT}"' in client.get("/admin/events/event/").content.decode()


def test_published_event_is_left_to_those_who_may_publish(client):
    user = make_staff(is_superuser=False)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["add_event", "change_event"]))
    client.force_login(user)
    make_event("Before", uid="forum-2026", country=country("CN"))

    response = look(client, table(ROW))

    assert rows(response) == [
        (
            2,
            "invalid",
            ["This event is published. Please ask someone with permission to publish to change it."],
        )
    ]


def test_event_in_the_trash_stays_as_it_is(client, staff):
    make_event("Before", uid="forum-2026").move_to_trash()

    assert rows(look(client, table(ROW))) == [(2, "invalid", ["This event is in the trash."])]


def test_pages_keep_to_the_content_security_policy(client, staff):
    pages = [client.get(IMPORT).content.decode(), look(client, table(ROW)).content.decode()]

    for page in pages:
        main = page[page.index('id="content-main"') :]
        assert ("style=" in main, "onclick=" in main) == (False, False)
        assert re.findall(r"<script(?! src=)[^>]*>", main) == []

"""The database logs each statement, and refuses to change what it has logged."""

import pytest
from django.contrib.auth.models import Group
from django.db import InternalError, connection, transaction

from audit.models import Entry
from audit.querysets import ENDING_SETTING
from audit.tables import logged_models, table_of
from audit.triggers import digest, follow_migrations
from contacts.models import Inquiry, Note
from events.models import Participation, Person
from history.acting import acting_as
from news.models import Article
from tests.factories import (
    country,
    make_article,
    make_author,
    make_event,
    make_inquiry,
    make_participation,
    make_person,
    make_staff,
)

pytestmark = pytest.mark.django_db


def told(found):
    return [(entry.action, entry.model, entry.item, entry.name) for entry in found]


def test_change_is_logged_with_the_values_before_and_after(entries):
    aziza = make_staff("aziza", first_name="Aziza", last_name="Rahimova")
    article = make_article("Rivers", summary_ru="")
    entries()

    with acting_as(aziza.pk):
        Article.objects.filter(pk=article.pk).update(title_en="Lakes", summary_ru="Об озёрах")

    [entry] = entries()
    assert (entry.actor, entry.actor_name) == (aziza.pk, "Aziza Rahimova (aziza)")
    assert told([entry]) == [("changed", "news.article", f"news.article/{article.pk}", "Lakes")]
    assert entry.before == {"title_en": "Rivers", "summary_ru": ""}
    assert entry.after == {"title_en": "Lakes", "summary_ru": "Об озёрах"}


def test_new_and_deleted_rows_are_logged_with_what_is_in_them(entries):
    kazakhstan = country()
    event = make_event("Trade", country=kazakhstan)
    key, made = event.pk, entries()
    event.delete()

    assert told(made) == [("added", "events.event", f"events.event/{key}", "Trade")]
    [added], [deleted] = made, entries()
    assert told([deleted]) == [("deleted", "events.event", f"events.event/{key}", "Trade")]
    assert added.before is None
    assert deleted.after is None
    assert deleted.before == added.after
    assert added.after["country_id"] == kazakhstan.pk
    assert added.after.keys().isdisjoint({"id", "version", "title", "summary_ru"})


def test_rows_of_one_statement_are_logged_one_by_one(entries):
    articles = [make_article(title) for title in ("One", "Two", "Three")]
    entries()

    Article.objects.filter(pk__in=[articles[0].pk, articles[2].pk]).update(summary_en="New")
    Article.objects.update(version=7)

    assert [entry.object_id for entry in entries()] == [articles[0].pk, articles[2].pk]


def test_part_is_logged_under_its_record(entries):
    article = make_article("Rivers")
    entries()

    article.bylines.create(author=make_author("Li Wei"))
    article.topics.add("Water")

    named = [(entry.model, entry.item) for entry in entries() if entry.item.startswith("news.article/")]
    item = f"news.article/{article.pk}"
    assert named == [("news.byline", item), ("publishing.topicitem", item)]


def test_permission_that_is_given_is_logged_under_the_account(entries):
    colleague, group = make_staff("colleague"), Group.objects.create(name="Editors")
    entries()

    colleague.groups.add(group)

    [entry] = entries()
    assert told([entry]) == [("added", "auth.user_groups", f"auth.user/{colleague.pk}", "")]
    assert entry.after == {"user_id": colleague.pk, "group_id": group.pk}


def test_password_is_never_in_the_log(entries):
    colleague = make_staff("colleague")
    entries()

    colleague.set_password("a new and long one")
    colleague.save()

    [entry] = entries()
    assert (entry.before, entry.after) == ({"password": "…"}, {"password": "…"})


def test_what_visitors_write_is_not_logged_and_what_staff_do_with_it_is_without_their_words(entries):
    officer = make_staff("officer")
    entries()
    inquiry = make_inquiry(name="Dilnoza Karimova")
    assert entries() == []

    with acting_as(officer.pk):
        Inquiry.objects.filter(pk=inquiry.pk).update(assignee=officer, name="Somebody")
        Note.objects.create(inquiry=inquiry, author=officer, text="Call her")

    changed, noted = entries()
    assert changed.before == {"assignee_id": None, "name": "…"}
    assert changed.after == {"assignee_id": officer.pk, "name": "…"}
    assert (changed.item, changed.name) == (f"contacts.inquiry/{inquiry.pk}", inquiry.reference)
    assert (noted.item, noted.after["text"]) == (changed.item, "…")


def test_deleted_person_leaves_neither_name_nor_values(entries):
    other = make_participation(make_event(), make_person("Aigul Saparova"))
    person = make_person("Wei Wang")
    participation = make_participation(other.event, person)
    keys = (person.pk, participation.pk)
    before = {entry.pk for entry in Entry.objects.filter(person=person.pk)}
    assert len(before) == 2

    Participation.objects.filter(pk=participation.pk).delete()
    Person.objects.filter(pk=person.pk).delete()

    left = Entry.objects.filter(person=keys[0]).exclude(model="events.participationrole")
    assert before < {entry.pk for entry in left}
    assert {(entry.name, entry.before, entry.after) for entry in left} == {("", None, None)}
    kept = Entry.objects.get(model="events.person", object_id=other.person_id)
    assert (kept.name, kept.after["family_name"]) == ("Aigul Saparova", "Saparova")


def test_name_of_an_account_outlives_it(entries):
    aziza = make_staff("aziza")
    with acting_as(aziza.pk):
        make_article("Rivers")
    made = entries()[-1]

    aziza.delete()

    made.refresh_from_db()
    assert made.actor_name == "aziza"


def test_what_is_rolled_back_is_not_logged(entries):
    with transaction.atomic():
        point = transaction.savepoint()
        make_article("Rivers")
        transaction.savepoint_rollback(point)

    assert entries() == []


@pytest.mark.parametrize("statement", ["DELETE FROM audit_entry", "UPDATE audit_entry SET actor_name = 'x'"])
def test_entries_are_neither_changed_nor_deleted(statement):
    make_article("Rivers")
    count = Entry.objects.count()

    refused = pytest.raises(InternalError, match="neither changed nor deleted")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert Entry.objects.count() == count > 0


def trigger_notes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, obj_description(pg_trigger.oid, 'pg_trigger') FROM pg_trigger "
            "JOIN pg_class ON tgrelid = pg_class.oid WHERE tgname = 'audit_delete'"
        )
        return dict(cursor.fetchall())


def test_triggers_are_those_of_the_models():
    tables = map(table_of, logged_models())

    assert trigger_notes() == {table.name: digest(table) for table in tables}


def test_triggers_that_are_missing_or_superfluous_are_put_right(entries):
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION audit_note_news_article CASCADE")
        cursor.execute("COMMENT ON TRIGGER audit_delete ON news_author IS 'older'")
        cursor.execute("CREATE TABLE former (id bigint)")
        cursor.execute(
            "CREATE FUNCTION audit_note_former() RETURNS trigger "
            "LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
            "CREATE TRIGGER audit_delete AFTER DELETE ON former EXECUTE FUNCTION audit_note_former();"
            "COMMENT ON TRIGGER audit_delete ON former IS 'of a table of yesterday'"
        )
    make_article("Rivers")
    assert told(entries()) == []

    follow_migrations("default")
    test_triggers_are_those_of_the_models()
    article = make_article("Lakes")

    assert told(entries()) == [("added", "news.article", f"news.article/{article.pk}", "Lakes")]


def test_setting_that_ends_the_log_holds_for_its_transaction_alone():
    Entry.objects.end(before="2020-01-01T00:00Z")

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [ENDING_SETTING])
        assert cursor.fetchone() == ("",)

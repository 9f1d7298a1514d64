"""Every road by which a row changes is noted, and what is taken back is not."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F

from events.models import Participation
from freshness.changes import current
from freshness.leases import ANNOUNCEMENT
from freshness.models import Change
from freshness.watching import FOLDED_FROM_ROWS
from news.models import Article, Byline
from tests.factories import make_article, make_author, make_event, make_participation

pytestmark = pytest.mark.django_db
# No page of visitors shows their rows.
NOT_SHOWN = {
    "differentpair",
    "importbatch",
    "importchange",
    "importorganisation",
    "importrow",
    "importsource",
    "merge",
    "split",
}
SHOWN_OF_CONTACTS = {"topic", "quote"}


def count(table):
    return current().counts[table]


def execute(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def put_article_in_bulk():
    article = make_article("Another")
    article.pk, article.slug, article._state.adding = None, "in-bulk", True
    before = count("news_article")
    Article.objects.bulk_create([article])
    return before


ROADS = {
    "save": lambda article: article.save(),
    "update": lambda article: Article.objects.update(title_en="Changed"),
    "update by itself": lambda article: Article.objects.update(version=F("version") + 1),
    "bulk_update": lambda article: Article.objects.bulk_update([article], ["title_en"]),
    "bulk_create": lambda article: put_article_in_bulk(),
    "delete": lambda article: Article.objects.all().delete(),
    "SQL": lambda article: execute("UPDATE news_article SET title_ru = 'x' WHERE id = %s", article.pk),
    "SQL that joins": lambda article: execute(
        "UPDATE news_article SET title_ru = u.title FROM news_article u WHERE u.id = news_article.id"
    ),
    "TRUNCATE": lambda article: execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE news_article CASCADE"),
}


@pytest.mark.parametrize("road", ROADS)
def test_change_of_a_row_is_noted_whichever_road_it_takes(road):
    article = make_article()
    before = count("news_article")
    ROADS[road](article)

    assert count("news_article") > before


def test_change_by_a_cascade_is_noted():
    article = make_article()
    Byline.objects.create(article=article, author=make_author())
    before = count("news_byline")
    article.delete()

    assert count("news_byline") > before


def test_change_of_a_relation_is_noted():
    article, event = make_article(), make_event()
    before = [count("news_article_events"), count("publishing_topicitem")]
    article.events.set([event])
    article.topics.add("Water")

    after = [count("news_article_events"), count("publishing_topicitem")]
    assert [late > early for early, late in zip(before, after, strict=True)] == [True, True]


def test_change_of_one_table_is_none_of_another():
    article, participation = make_article(), make_participation(make_event())
    before = count("news_article")
    Participation.objects.update(attended="yes")
    participation.delete()

    assert count("news_article") == before
    article.save()
    assert count("news_article") > before


def test_change_that_is_taken_back_is_not_noted():
    make_article()
    before = current().number
    with transaction.atomic():
        Article.objects.update(title_en="Changed")
        assert current().number > before
        transaction.set_rollback(True)

    assert current().number == before


def test_notes_are_folded_and_their_number_stays():
    article = make_article()
    Change.objects.bulk_create([Change(table_name="news_article", number=1)] * (FOLDED_FROM_ROWS + 1))
    article.save()
    before, rows = count("news_article"), Change.objects.count()
    execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert rows > FOLDED_FROM_ROWS
    assert Change.objects.count() < 60
    assert count("news_article") == before


def test_notes_that_are_emptied_do_not_count_from_the_start():
    make_article()
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    Change.objects.all().delete()
    never = current().state_of(["news_article"])
    Article.objects.update(title_en="Changed")
    before = current()
    execute("TRUNCATE freshness_change")

    assert current().number > before.number
    assert current().state_of(["news_article"]) not in (never, before.state_of(["news_article"]))


def test_change_after_a_backup_was_restored_is_not_one_that_it_took_back():
    make_article()
    backup = list(Change.objects.all())
    Article.objects.update(title_en="Lost")
    lost = current().state_of(["news_article"])
    Change.objects.all().delete()
    Change.objects.bulk_create(backup)
    Article.objects.update(title_en="Written since")

    assert current().state_of(["news_article"]) != lost


def test_change_announces_itself_before_it_is_committed():
    make_article()
    held = (
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
        "WHERE datname = current_database() AND locktype = 'advisory' "
        "AND ((classid::bigint << 32) | objid::bigint) = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(held, [ANNOUNCEMENT])
        assert cursor.fetchone() == (1,)


def test_every_table_of_content_is_watched_or_shown_to_nobody():
    watched = set(current().counts)
    unwatched = {
        label: {
            model._meta.model_name
            for model in apps.get_app_config(label).get_models(include_auto_created=True)
            if model._meta.db_table not in watched
        }
        for label in ("publishing", "events", "news", "pages", "home", "contacts")
    }

    assert {label for label, names in unwatched.items() if names} == {"events", "contacts"}
    assert unwatched["events"] == NOT_SHOWN
    contacts = {model._meta.model_name for model in apps.get_app_config("contacts").get_models()}
    assert contacts - unwatched["contacts"] == SHOWN_OF_CONTACTS

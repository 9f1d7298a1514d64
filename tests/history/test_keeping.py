"""Versions that the database makes when a transaction commits."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from events.choices import Role
from events.models import Participation, ParticipationRole
from history.acting import act_as
from history.models import Version
from news.models import Article, Byline, Source
from tests.factories import (
    make_article,
    make_author,
    make_event,
    make_organisation,
    make_page,
    make_participation,
    make_person,
    make_staff,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_article, make_event, make_page, make_person, make_organisation])
def test_new_item_has_one_version(make, commit):
    item = make()
    commit()

    (version,) = Version.objects.of(item)
    assert version.content["own"]["id"] == item.pk
    assert (version.maker, version.maker_name, version.name, version.holder) == (None, "", "", "")


def test_save_makes_one_version_with_who_and_the_texts_and_topics(commit):
    article, editor = make_article(), make_staff(first_name="Aigerim", last_name="Seitkali")
    commit()
    act_as(editor.pk, until_commit=True)
    article.title_ru = "Вода"
    article.save()
    article.topics.add("Water")
    Source.objects.create(article=article, url="https://example.org/", title="Report")
    commit()

    version, before = Version.objects.of(article)
    assert (version.maker, version.maker_name) == (editor, "Aigerim Seitkali")
    assert version.content["own"]["title_ru"] == "Вода"
    assert [row["url"] for row in version.content["parts"]["news_source"]] == ["https://example.org/"]
    assert len(version.content["parts"]["publishing_topicitem"]) == 1
    assert before.content["parts"]["publishing_topicitem"] == []


def test_save_that_changes_nothing_makes_no_version(commit):
    article = make_article()
    commit()
    article.save()
    commit()

    assert Version.objects.of(article).count() == 1


def test_update_in_bulk_and_sql_make_versions(commit):
    article, other = make_article(), make_article("Another")
    commit()
    Article.objects.update(summary_en="All the same.")
    commit()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE news_article SET summary_ru = 'Да' WHERE id = %s", [article.pk])
    commit()

    assert Version.objects.of(article).count() == 3
    assert Version.objects.of(other).count() == 2


def test_row_that_moves_makes_versions_of_both_items(commit):
    article, other = make_article(), make_article("Another")
    byline = Byline.objects.create(article=article, author=make_author(), order=1)
    commit()
    Byline.objects.filter(pk=byline.pk).update(article=other)
    commit()

    assert [len(each.content["parts"]["news_byline"]) for each in Version.objects.of(article)] == [0, 1]
    assert [len(each.content["parts"]["news_byline"]) for each in Version.objects.of(other)] == [1, 0]


def test_versions_end_with_their_item(commit):
    article, kept = make_article(), make_article("Another")
    commit()
    assert Version.objects.of(article).count() == 1
    key = article.pk
    article.delete()
    commit()

    assert not Version.objects.filter(kind="article", object_id=key).exists()
    assert Version.objects.of(kept).count() == 1


def test_participation_is_told_by_its_event_and_its_end_is_a_version(commit):
    participation = make_participation(make_event())
    commit()
    ParticipationRole.objects.create(participation=participation, role=Role.SPEAKER)
    commit()
    event, key = participation.event, participation.pk
    Participation.objects.filter(pk=key).delete()
    commit()

    versions = Version.objects.told_by(event)
    assert [version.object_id for version in versions] == [key] * 3
    assert [version.content is None for version in versions] == [True, False, False]
    assert Version.objects.of(event).count() == 1


def test_versions_of_participations_end_with_the_event(commit):
    participation = make_participation(make_event())
    other = make_participation(make_event("Another"))
    commit()
    assert Version.objects.filter(kind="participation").count() == 2
    participation.event.delete()
    commit()

    assert [version.object_id for version in Version.objects.filter(kind="participation")] == [other.pk]


def test_name_of_the_maker_outlives_the_account(commit):
    article, editor = make_article(), make_staff("aigerim")
    act_as(editor.pk, until_commit=True)
    commit()
    get_user_model().objects.get(pk=editor.pk).delete()

    version = Version.objects.of(article).get()
    assert (version.maker, version.maker_name) == (None, "aigerim")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_rolled_back_leaves_no_version():
    article = make_article()
    with transaction.atomic():
        article.title_en = "Other"
        article.save()
        transaction.set_rollback(True)
    with transaction.atomic():
        article.title_en = "Third"
        article.save()
        article.title_en = "Fourth"
        article.save()

    titles = [version.content["own"]["title_en"] for version in Version.objects.of(article)]
    assert titles == ["Fourth", "Water and energy in the region"]


def test_versions_about_a_person_end_with_the_record(commit):
    participation, other = make_participation(make_event()), make_participation(make_event("Another"))
    commit()
    person = participation.person
    participation.delete()
    commit()
    assert Version.objects.filter(kind="participation").count() == 3
    person.delete()
    commit()

    assert [version.object_id for version in Version.objects.filter(kind="participation")] == [other.pk]
    assert [version.object_id for version in Version.objects.filter(kind="person")] == [other.person_id]

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from events.models import Event
from news.models import Article
from pages.models import Page
from publishing.models import FormerSlug, Publishable, State, TopicItem, publishable_models
from publishing.states import Stage
from tests.concurrency import at_once
from tests.factories import make_article, make_picture, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
DAY = timedelta(days=1)

BROKEN = {
    "has_title": ({"title_en": ""}, "The English title can’t be empty."),
    "published_has_date": ({"publish_at": None}, "A published item needs a publication time."),
    "ends_after_start": (
        {"publish_at": NOW, "unpublish_at": NOW},
        "The time to take the item down is before its publication.",
    ),
}


def test_publishable_models_are_the_concrete_ones():
    assert publishable_models() == [Event, Article, Page]


@pytest.mark.parametrize("model", publishable_models())
def test_every_publishable_model_has_the_constraints(model):
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    inherited = [
        constraint.name.replace("%(app_label)s_%(class)s_", prefix)
        for constraint in Publishable._meta.constraints
    ]

    names = {constraint.name for constraint in model._meta.constraints}

    assert len(inherited) == 4
    assert names.issuperset(inherited)
    assert {index.name for index in model._meta.indexes} >= {f"{prefix}newest"}


@pytest.mark.parametrize(("changes", "sentence"), BROKEN.values(), ids=BROKEN)
def test_constraint_gives_staff_a_sentence(changes, sentence):
    article = make_article(state=State.DRAFT)
    for name, value in changes.items():
        setattr(article, name, value)
    article.state = State.PUBLISHED

    with pytest.raises(ValidationError) as raised:
        article.validate_constraints()

    assert raised.value.messages == [sentence]


@pytest.mark.parametrize(
    ("name", "changes"),
    [*((name, changes) for name, (changes, _sentence) in BROKEN.items()), ("state_known", {"state": "live"})],
)
def test_database_refuses_what_the_constraint_forbids(name, changes):
    article = make_article()

    with pytest.raises(IntegrityError, match=f"news_article_{name}"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**changes)


def test_missing_title_is_refused_like_an_empty_one():
    with pytest.raises(IntegrityError, match="news_article_has_title"):
        make_article(title_en=None)


def test_full_clean_accepts_a_valid_article():
    make_article().full_clean()


@time_machine.travel(NOW, tick=False)
def test_clean_dates_a_publication_without_a_date():
    article = make_article(state=State.DRAFT, publish_at=None)
    article.state = State.PUBLISHED

    article.clean()

    assert article.publish_at == NOW


def test_content_outlives_the_staff_who_wrote_it():
    writer, editor = make_user("writer"), make_user("editor")
    article = make_article(created_by=writer, updated_by=editor)
    picture = make_picture(created_by=writer)

    writer.delete()
    editor.delete()

    article.refresh_from_db()
    picture.refresh_from_db()
    assert (article.created_by, article.updated_by, picture.created_by) == (None, None, None)


def test_deleted_article_takes_its_former_slugs_and_topic_rows_along():
    article = make_article()
    article.topics.add("Water")
    article.slug = "another"
    article.save()

    article.delete()

    assert FormerSlug.objects.count() == 0
    assert TopicItem.objects.count() == 0


def test_version_rises_with_every_save():
    article = make_article()
    versions = [article.version]

    article.save()
    versions.append(article.version)
    article.save(update_fields=["state"])
    versions.append(article.version)

    assert versions == [1, 2, 3]
    assert Article.objects.get().version == 3


def test_version_rises_past_a_save_by_somebody_else():
    mine = make_article()
    Article.objects.get().save()

    mine.save()

    assert Article.objects.get().version == 3


def test_save_notes_when_it_happened():
    article = make_article()

    with time_machine.travel(NOW, tick=False):
        article.save(update_fields=["state"])

    assert Article.objects.get().updated_at == NOW


def test_save_of_some_fields_writes_no_other():
    article = make_article("Water", slug="water")
    article.title_en = "Not to be saved"
    article.slug = "not-to-be-saved"

    article.save(update_fields=["state"])

    stored = Article.objects.get()
    assert (stored.title_en, stored.slug, stored.english_revision) == ("Water", "water", 1)
    assert FormerSlug.objects.count() == 0


def test_save_of_no_fields_writes_nothing():
    article = make_article()

    article.save(update_fields=[])

    assert Article.objects.get().version == 1


def test_save_of_some_fields_keeps_what_somebody_else_noted_about_the_texts():
    stale = make_article(title_ru="Вода", body_ru="<p>Да</p>")
    theirs = Article.objects.get()
    theirs.title_en = "Water and soil"
    theirs.save()
    theirs.title_ru = "Вода и почва"
    theirs.save()

    stale.move_to_trash()

    stored = Article.objects.get()
    assert (stored.english_revision, stored.translated_from) == (2, {"ru": 2})


def test_save_of_a_row_without_bodies_loses_nothing():
    make_article(title_ru="Вода", body_ru="<p>Да</p>")
    before = Article.objects.values().get()
    row = Article.objects.for_cards().get()

    row.state = State.ARCHIVED
    row.save()

    after = Article.objects.values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"state", "version", "updated_at"}


def outdated(article):
    article.refresh_from_db()
    return article.outdated_languages


def test_translation_is_outdated_when_the_english_text_changes():
    article = make_article(title_ru="Вода", body_ru="<p>Да</p>", title_zh_hans="水", body_zh_hans="<p>水</p>")
    fresh = outdated(article)

    article.body_en = "<p>Something else.</p>"
    article.save()
    after_english = outdated(article)
    article.body_ru = "<p>Другое.</p>"
    article.save()

    assert fresh == []
    assert after_english == ["ru", "zh-hans"]
    assert outdated(article) == ["zh-hans"]


def test_translation_changed_together_with_the_english_text_is_current():
    article = make_article(title_ru="Вода", body_ru="<p>Да</p>")

    article.title_en, article.title_ru = "Soil", "Почва"
    article.save()

    assert outdated(article) == []


def test_translation_added_later_is_current():
    article = make_article(title_ru="Вода")
    article.title_en = "Soil"
    article.save()

    article.body_ru = "<p>Да</p>"
    article.save()

    assert article.languages == ["en", "ru"]
    assert outdated(article) == []


@pytest.mark.parametrize("changes", [{"state": State.ARCHIVED}, {"slug": "other"}, {"publish_at": NOW}])
def test_translation_is_not_outdated_by_what_is_no_text(changes):
    article = make_article(title_ru="Вода", body_ru="<p>Да</p>")

    for name, value in changes.items():
        setattr(article, name, value)
    article.save()

    assert outdated(article) == []


@pytest.mark.parametrize("body", ["<p>Line<br/>next</p>", " <p>Line<br>next</p>\r\n", "<p>Line<br>next"])
def test_translation_is_not_outdated_by_another_spelling_of_the_same_html(body):
    article = make_article(body_en="<p>Line<br>next</p>", title_ru="Вода", body_ru="<p>Да</p>")

    article.body_en = body
    article.save()

    assert outdated(article) == []


def test_confirmed_translation_is_current():
    article = make_article(title_ru="Вода", body_ru="<p>Да</p>", title_zh_hans="水", body_zh_hans="<p>水</p>")
    article.title_en = "Soil"
    article.save()

    article.confirm_translations(["ru"])

    assert outdated(article) == ["zh-hans"]


@time_machine.travel(NOW, tick=False)
def test_trash_keeps_the_item_and_gives_it_back():
    editor = make_user()
    article = make_article(publish_at=NOW - DAY)
    article.updated_by = editor

    article.move_to_trash()
    trashed = Article.objects.get()
    article.take_from_trash()
    restored = Article.objects.get()

    assert (trashed.trashed_at, trashed.is_published, trashed.updated_by) == (NOW, False, editor)
    assert (restored.trashed_at, restored.is_published, restored.version) == (None, True, 3)


STAGES = {
    Stage.DRAFT: {"state": State.DRAFT},
    Stage.IN_REVIEW: {"state": State.IN_REVIEW},
    Stage.SCHEDULED: {"publish_at": NOW + DAY},
    Stage.PUBLISHED: {"publish_at": NOW},
    Stage.ENDED: {"publish_at": NOW - DAY, "unpublish_at": NOW},
    Stage.ARCHIVED: {"state": State.ARCHIVED},
    Stage.TRASHED: {"publish_at": NOW + DAY, "trashed_at": NOW},
}


@pytest.mark.parametrize(("stage", "changes"), STAGES.items())
@time_machine.travel(NOW, tick=False)
def test_stage_says_where_an_item_stands(stage, changes):
    article = make_article(**changes)

    assert article.stage is stage
    assert article.is_scheduled is (stage is Stage.SCHEDULED)


def test_every_stage_is_tested():
    assert set(STAGES) == set(Stage)


def test_article_is_named_by_its_title_in_the_language_staff_read():
    article = make_article("Water", title_ru="Вода", body_ru="<p>Да</p>")

    with translation.override("ru"):
        assert str(article) == "Вода"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_saves_at_once_each_count():
    article = make_article()

    at_once(8, lambda: Article.objects.get(pk=article.pk).save())

    assert Article.objects.get().version == 9


@pytest.mark.parametrize(
    ("summary", "body", "lede"),
    [
        ("Experts met.", "<p>Experts met. They talked.</p>", ""),
        ("Experts met…", "<p>Experts met and talked.</p>", ""),
        ("Trade &amp; transit", "<p>Trade &amp;amp; transit</p>", ""),
        ("What experts found.", "<p>Experts met.</p>", "What experts found."),
        ("", "<p>Experts met.</p>", ""),
    ],
)
def test_lede_is_empty_where_the_body_begins_with_the_summary(summary, body, lede):
    article = make_article(summary_en=summary, body_en=body)

    assert article.lede == lede

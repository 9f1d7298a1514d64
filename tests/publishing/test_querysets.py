from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser, Permission
from django.utils import translation

from news.models import Article
from publishing.languages import column
from publishing.models import State
from tests.factories import make_article, make_staff, make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 4, 5, 6, 7, 890123, tzinfo=UTC)
TICK = timedelta(microseconds=1)
PAST, FUTURE = NOW - timedelta(days=1), NOW + timedelta(days=1)

CASES = {
    "draft": (False, {"state": State.DRAFT}),
    "draft without a date": (False, {"state": State.DRAFT, "publish_at": None}),
    "in review": (False, {"state": State.IN_REVIEW}),
    "archived": (False, {"state": State.ARCHIVED}),
    "published yesterday": (True, {}),
    "published this instant": (True, {"publish_at": NOW}),
    "published an instant from now": (False, {"publish_at": NOW + TICK}),
    "taken down an instant from now": (True, {"unpublish_at": NOW + TICK}),
    "taken down this instant": (False, {"unpublish_at": NOW}),
    "taken down an instant ago": (False, {"unpublish_at": NOW - TICK}),
    "published until tomorrow": (True, {"unpublish_at": FUTURE}),
    "scheduled and to be taken down": (False, {"publish_at": NOW + TICK, "unpublish_at": FUTURE}),
    "in the trash": (False, {"trashed_at": PAST}),
    "to be trashed, says a wrong clock": (False, {"trashed_at": FUTURE}),
    "a draft in the trash": (False, {"state": State.DRAFT, "trashed_at": PAST}),
}


@pytest.mark.parametrize(("visible", "changes"), CASES.values(), ids=CASES)
def test_published_and_is_published_agree(visible, changes):
    with time_machine.travel(NOW, tick=False):
        article = make_article(**({"publish_at": PAST} | changes))

        assert article.is_published is visible
        assert list(Article.objects.published()) == [article] * visible
        assert list(Article.objects.published(now=NOW)) == [article] * visible


def test_published_at_another_moment_answers_for_that_moment():
    article = make_article(publish_at=FUTURE)

    assert list(Article.objects.published(now=FUTURE)) == [article]
    assert list(Article.objects.published(now=FUTURE - TICK)) == []


def make_editor(username="editor", *codenames, **changes):
    user = make_user(username, **({"is_staff": True} | changes))
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


VIEWERS = {
    "anonymous": (AnonymousUser, False),
    "visitor with an account": (make_user, False),
    "visitor with the permission, not staff": (
        lambda: make_editor("v", "view_article", is_staff=False),
        False,
    ),
    "staff without the permission": (lambda: make_editor("s", "view_picture"), False),
    "staff with the permission": (lambda: make_editor("p", "view_article"), True),
    "superuser": (make_staff, True),
    "superuser who left": (lambda: make_staff(is_active=False), False),
}


@pytest.mark.parametrize(("make_viewer", "sees_drafts"), VIEWERS.values(), ids=VIEWERS)
def test_visible_to(make_viewer, sees_drafts):
    published = make_article("Published")
    draft = make_article("Draft", state=State.DRAFT)
    scheduled = make_article("Scheduled", publish_at=datetime.now(UTC) + timedelta(days=1))
    trashed = make_article("Trashed", trashed_at=PAST)

    visible = Article.objects.visible_to(make_viewer())

    assert set(visible) == ({published, draft, scheduled, trashed} if sees_drafts else {published})


def test_trash_and_the_rest_are_the_whole():
    kept = make_article("Kept")
    trashed = make_article("Trashed", trashed_at=PAST)

    assert list(Article.objects.outside_trash()) == [kept]
    assert list(Article.objects.in_trash()) == [trashed]


def test_newest_first_breaks_ties_by_age_of_the_row():
    first = make_article("First", publish_at=PAST)
    second = make_article("Second", publish_at=PAST)
    newest = make_article("Newest", publish_at=NOW)

    assert list(Article.objects.newest_first()) == [newest, second, first]


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_without_bodies_answers_languages_in_one_query(language, django_assert_num_queries):
    make_article("One", title_ru="Один", body_ru="<p>Да</p>", title_zh_hans="一", body_zh_hans="")
    make_article("Two", title_ru="Два", body_ru=None)
    make_article("Three", body_zh_hans="<p>三</p>", title_zh_hans="三")

    with translation.override(language), django_assert_num_queries(1):
        rows = Article.objects.without_bodies().order_by("pk")
        found = [(row.title_en, row.title, row.languages) for row in rows]

    titles = {"en": ["One", "Two", "Three"], "ru": ["Один", "Two", "Three"], "zh-hans": ["One", "Two", "三"]}
    languages = [["en", "ru"], ["en"], ["en", "zh-hans"]]
    assert found == list(zip(["One", "Two", "Three"], titles[language], languages, strict=True))


def test_without_bodies_leaves_every_body_in_the_database():
    make_article(body_ru="<p>Да</p>")

    row = Article.objects.without_bodies().get()

    assert row.get_deferred_fields() == {"body", "body_en", "body_ru", "body_zh_hans"}
    assert row.body == "<p>Experts met and compared notes.</p>"


def test_without_bodies_still_counts_and_filters():
    make_article("One")
    make_article("Two", state=State.DRAFT)

    assert Article.objects.without_bodies().published().count() == 1


def test_row_without_body_notices_a_language_added_to_it():
    make_article(title_ru="Вода")
    row = Article.objects.without_bodies().get()

    row.body_ru = "<p>Да</p>"

    assert row.languages == ["en", "ru"]


@pytest.mark.parametrize(("language", "title"), [("en", "Water"), ("ru", "Вода"), ("zh-hans", "Water")])
def test_values_answer_in_the_language(language, title):
    make_article("Water", title_ru="Вода")

    with translation.override(language):
        assert list(Article.objects.values_list("title", flat=True)) == [title]
        assert list(Article.objects.values("title")) == [{"title": title}]


def test_with_languages_and_languages_agree():
    for changes in (
        {},
        {"title_ru": "Энергия", "body_ru": "<p>Текст</p>"},
        {"title_ru": "Энергия", "body_ru": ""},
        {"title_ru": "", "body_ru": "<p>Текст</p>"},
        {"title_zh_hans": "能源", "body_zh_hans": "<p>文字</p>"},
    ):
        make_article(**changes)

    found = Article.objects.with_languages().order_by("pk")

    assert [
        ["en", *(code for code in ("ru", "zh-hans") if getattr(article, column("exists", code)))]
        for article in found
    ] == [article.languages for article in found]
    assert [article.languages for article in found] == [
        ["en"],
        ["en", "ru"],
        ["en"],
        ["en"],
        ["en", "zh-hans"],
    ]

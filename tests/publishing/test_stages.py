from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import Article
from publishing.models import Stage, State
from tests.factories import make_article

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def stages():
    now = timezone.now()
    return [
        (Stage.DRAFT, {"state": State.DRAFT}),
        (Stage.IN_REVIEW, {"state": State.IN_REVIEW}),
        (Stage.ARCHIVED, {"state": State.ARCHIVED}),
        (Stage.PUBLISHED, {"publish_at": now - DAY}),
        (Stage.SCHEDULED, {"publish_at": now + DAY}),
        (Stage.ENDED, {"publish_at": now - 2 * DAY, "unpublish_at": now - DAY}),
        (Stage.TRASHED, {"trashed_at": now}),
    ]


def test_stage_is_the_state_the_times_and_the_trash_in_one_word():
    made = [(expected, make_article(**changes)) for expected, changes in stages()]

    assert [article.stage for _expected, article in made] == [expected for expected, _article in made]
    assert {expected for expected, _article in made} == set(Stage)


def test_scheduled_items_are_those_whose_stage_it_is():
    articles = [make_article(**changes) for _stage, changes in stages()]

    scheduled = [article for article in articles if article.stage == Stage.SCHEDULED]
    assert list(Article.objects.scheduled()) == scheduled


@pytest.mark.parametrize("code", ["ru", "zh-hans"])
def test_query_and_item_agree_on_outdated_translations(code):
    suffix = code.replace("-", "_")
    texts = {f"title_{suffix}": "T", f"body_{suffix}": "<p>B</p>"}
    fresh = make_article(**texts)
    outdated = make_article(**texts)
    outdated.body_en = "<p>New</p>"
    outdated.save()
    half = make_article(**{f"title_{suffix}": "T"})
    half.body_en = "<p>New</p>"
    half.save()

    found = {article.pk for article in Article.objects.outdated_in(code)}

    assert found == {a.pk for a in (fresh, outdated, half) if code in a.outdated_languages} == {outdated.pk}
    assert list(Article.objects.without_language(code)) == [half]


def test_confirmed_translation_is_no_longer_outdated():
    article = make_article(title_ru="T", body_ru="<p>B</p>")
    article.body_en = "<p>New</p>"
    article.save()
    before = article.outdated_languages

    article.confirm_translations(["ru"])

    assert (before, Article.objects.get().outdated_languages) == (["ru"], [])

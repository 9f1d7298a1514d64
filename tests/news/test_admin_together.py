"""Two editors at one article, and texts that follow the English one."""

import pytest

from news.models import Article, Byline
from tests import forms
from tests.factories import make_article, make_author, make_user
from tests.forms import LIST, change

pytestmark = pytest.mark.django_db


def test_older_form_is_refused_once_and_then_replaces(client, editor):
    article = make_article()
    typed = forms.fields(client.get(change(article))) | {"summary_en": "Mine"}
    article.summary_en = "Theirs"
    article.updated_by = make_user("li", first_name="Li", last_name="Wei")
    article.save()

    first = client.post(change(article), typed)
    kept = Article.objects.get().summary_en
    client.post(change(article), forms.fields(first))

    [sentence] = forms.errors(first)
    assert sentence.startswith("Li Wei changed this on ")
    assert sentence.endswith("if you save again, yours replaces it. Open the other version")
    assert forms.fields(first)["summary_en"] == "Mine"
    assert kept == "Theirs"
    assert Article.objects.get().summary_en == "Mine"


def test_change_of_rows_alone_counts_as_a_change(client, editor):
    article, author = make_article(), make_author()
    typed = forms.fields(client.get(change(article)))

    client.post(
        change(article),
        typed | {"bylines-TOTAL_FORMS": "1", "bylines-0-author": author.pk, "bylines-0-order": "1"},
    )
    second = client.post(change(article), typed)

    assert Byline.objects.count() == 1
    assert forms.errors(second)[0].startswith("Aziza Rahimova changed this on ")


def test_row_that_was_taken_away_meanwhile_stays_away(client, editor):
    article = make_article()
    byline = Byline.objects.create(article=article, author=make_author())
    typed = forms.fields(client.get(change(article))) | {"summary_en": "Mine"}
    byline.delete()

    response = client.post(change(article), typed)

    assert response.status_code == 302
    assert (Article.objects.get().summary_en, Byline.objects.count()) == ("Mine", 0)


def make_outdated():
    article = make_article(title_ru="Вода", body_ru="<p>Текст</p>")
    article.body_en = "<p>New</p>"
    article.save()
    return article


def test_older_translation_is_marked_and_can_be_confirmed(client, editor):
    article = make_outdated()

    page = client.get(change(article)).content.decode()
    forms.send(client, change(article), is_current_ru="on")

    article.refresh_from_db()
    assert page.count("The English text changed after this translation was made.") == 1
    assert article.outdated_languages == []


def test_confirming_while_changing_english_confirms_the_new_text(client, editor):
    article = make_outdated()

    forms.send(client, change(article), is_current_ru="on", body_en="<p>Newer</p>")

    article.refresh_from_db()
    assert (article.body_en, article.outdated_languages) == ("<p>Newer</p>", [])


def test_list_can_be_narrowed_to_what_translators_have_to_do(client, editor):
    make_outdated()
    make_article("Only English")
    make_article("Fresh", title_ru="Свежее", body_ru="<p>Текст</p>")

    missing = forms.rows(client.get(LIST, {"translation": "missing-ru"}))
    outdated = forms.rows(client.get(LIST, {"translation": "outdated-ru"}))

    assert (missing, outdated) == (["Only English"], ["Water and energy in the region"])

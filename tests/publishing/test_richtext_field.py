from io import StringIO

import pytest
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import connection
from django.db.migrations.writer import MigrationWriter
from django.utils import translation

from news.models import Article
from publishing import richtext
from publishing.models import State
from tests.factories import make_article

pytestmark = pytest.mark.django_db

DIRTY, CLEAN = "<p>Water<script>alert(1)</script></p>", "<p>Water</p>"


def bodies():
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, body_en, body_ru FROM news_article")
        return cursor.fetchone()


def save_it():
    make_article(body_en=DIRTY, body_ru=DIRTY)


def save_it_again():
    article = make_article()
    article.body_en = article.body_ru = DIRTY
    article.save()


def save_one_field():
    article = make_article()
    article.body_en = article.body_ru = DIRTY
    article.save(update_fields=["body_en", "body_ru"])


def create_in_bulk():
    values = {"slug": "a", "title_en": "A", "state": State.DRAFT}
    Article.objects.bulk_create([Article(**values, body_en=DIRTY, body_ru=DIRTY)])


def update_in_bulk():
    article = make_article(body_en=CLEAN)
    article.body_en = article.body_ru = DIRTY
    Article.objects.bulk_update([article], ["body_en", "body_ru"])


def update():
    make_article(body="")
    Article.objects.rewrite(False).update(body=DIRTY, body_en=DIRTY, body_ru=DIRTY)


def update_or_create():
    make_article(slug="a")
    Article.objects.update_or_create(slug="a", defaults={"body_en": DIRTY, "body_ru": DIRTY})


def load_a_fixture(tmp_path):
    fixture = serialize("json", [make_article(body_en="DIRTY", body_ru="DIRTY")])
    Article.objects.all().delete()
    path = tmp_path / "articles.json"
    path.write_text(fixture.replace('"DIRTY"', f'"{DIRTY}"'))
    call_command("loaddata", path, stdout=StringIO())


WAYS = [save_it, save_it_again, save_one_field, create_in_bulk, update_in_bulk, update, update_or_create]


@pytest.mark.parametrize("write", [*WAYS, load_a_fixture])
def test_every_way_into_the_database_cleans(write, request):
    if write is load_a_fixture:
        write(request.getfixturevalue("tmp_path"))
    else:
        write()

    assert bodies() == (CLEAN, CLEAN, CLEAN)


def test_saved_item_holds_what_was_stored():
    article = make_article(body_en=DIRTY, body_ru=DIRTY)

    assert (article.body_en, article.body_ru) == (CLEAN, CLEAN)


def test_saving_in_russian_leaves_an_untranslated_text_untranslated():
    article = make_article(body_en=CLEAN)

    with translation.override("ru"):
        article.save()

    assert article.body_ru is None
    assert bodies() == (CLEAN, CLEAN, None)


def test_bulk_create_in_russian_leaves_an_untranslated_text_untranslated():
    with translation.override("ru"):
        Article.objects.bulk_create([Article(slug="a", title_en="A", body_en=CLEAN)])

    assert Article.objects.get().body_ru is None


@pytest.mark.parametrize("word", ["1 < 2", "<p>Water", "R&D", "<script>"])
def test_search_words_are_not_altered(word):
    make_article(body_en=f"<p>{word}</p>")

    lookup = Article.objects.filter(body_en__contains=word).query

    assert lookup.sql_with_params()[1] == (f"%{word}%",)


def test_migrations_know_a_plain_text_field():
    written, imports = MigrationWriter.serialize(richtext.RichTextField("text", blank=True))

    assert written == "models.TextField(blank=True, verbose_name='text')"
    assert imports == {"from django.db import models"}

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone, translation

from news.models import Article, Attachment, Author, Byline, GalleryPicture, Source
from tests.factories import make_article, make_author, make_document, make_picture, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "year"),
    [
        (datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC), 2025),
        (datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC), 2026),
        (datetime(2025, 12, 31, 20, 0, 0, tzinfo=UTC), 2026),
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), 2026),
    ],
)
def test_year_of_an_address_is_the_site_s(moment, year):
    article = make_article(slug="water", publish_at=moment)

    assert timezone.get_current_timezone_name() == "Asia/Shanghai"
    assert article.get_absolute_url() == f"/news/{year}/water/"


@time_machine.travel(datetime(2026, 3, 4, tzinfo=UTC))
def test_draft_without_a_date_has_the_address_of_this_year():
    article = make_article(slug="water", state="draft", publish_at=None)

    assert article.get_absolute_url() == "/news/2026/water/"


@pytest.mark.parametrize(("language", "prefix"), [("en", ""), ("ru", "/ru"), ("zh-hans", "/zh-hans")])
def test_address_has_the_same_slug_in_every_language(language, prefix):
    article = make_article("Water", slug="water", publish_at=datetime(2026, 3, 4, tzinfo=UTC))

    with translation.override(language):
        assert article.get_absolute_url() == f"{prefix}/news/2026/water/"


def test_parts_come_in_their_order():
    article = make_article()
    authors = [make_author(name) for name in ("Second", "Third", "First")]
    pictures = [make_picture(colour=colour) for colour in ("navy", "olive", "teal")]
    documents = [make_document(title) for title in ("Second", "Third", "First")]
    for order, author, picture, document in zip((2, 2, 1), authors, pictures, documents, strict=True):
        Byline.objects.create(article=article, author=author, order=order)
        GalleryPicture.objects.create(article=article, picture=picture, order=order)
        Attachment.objects.create(article=article, document=document, order=order)
        Source.objects.create(article=article, title=str(author), order=order)

    for loaded in (Article.objects.get(), Article.objects.for_page().get()):
        assert [author.name for author in loaded.ordered_authors] == ["First", "Second", "Third"]
        assert loaded.gallery_pictures == [pictures[2], pictures[0], pictures[1]]
        assert [document.title for document in loaded.documents] == ["First", "Second", "Third"]
        assert [source.title for source in loaded.sources.all()] == ["First", "Second", "Third"]


@pytest.mark.parametrize(
    ("model", "name", "make", "sentence"),
    [
        (Byline, "author", make_author, "This author is listed twice."),
        (GalleryPicture, "picture", make_picture, "This picture is already in the gallery."),
        (Attachment, "document", make_document, "This document is already attached."),
    ],
)
def test_part_is_on_an_article_once(model, name, make, sentence):
    article, part = make_article(), make()
    model.objects.create(article=article, **{name: part})
    second = model(article=article, **{name: part})

    with pytest.raises(ValidationError) as raised:
        second.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()

    assert raised.value.messages == [sentence]
    model.objects.create(article=make_article("Another"), **{name: part})


@pytest.mark.parametrize(
    ("model", "name", "make"),
    [
        (Byline, "author", make_author),
        (GalleryPicture, "picture", make_picture),
        (Attachment, "document", make_document),
    ],
)
def test_part_in_use_cannot_be_deleted_but_outlives_the_article(model, name, make):
    article, part = make_article(), make()
    model.objects.create(article=article, **{name: part})

    with pytest.raises(ProtectedError), transaction.atomic():
        part.delete()
    article.delete()

    assert type(part).objects.get() == part
    assert model.objects.count() == 0


def test_lead_picture_in_use_cannot_be_deleted():
    picture = make_picture()
    make_article(lead_picture=picture)

    with pytest.raises(ProtectedError):
        picture.delete()


def test_author_outlives_the_account():
    user = make_user()
    author = make_author(user=user)

    user.delete()

    author.refresh_from_db()
    assert author.user is None


def test_author_is_named_in_the_reader_s_language_or_english():
    author = make_author("Aziza Rahimova", name_ru="Азиза Рахимова", affiliation_en="Economist")

    with translation.override("ru"):
        russian = (author.name, author.affiliation)
    with translation.override("zh-hans"):
        chinese = (author.name, author.affiliation)

    assert russian == ("Азиза Рахимова", "Economist")
    assert chinese == ("Aziza Rahimova", "Economist")


def test_author_keeps_the_address_when_renamed():
    author = make_author("Aziza Rahimova")

    author.name_en = "Aziza Karimova"
    author.save()

    assert Author.objects.get().get_absolute_url() == "/news/authors/aziza-rahimova/"

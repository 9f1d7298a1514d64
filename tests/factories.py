"""Valid, saved objects for tests; every value is fixed, and any may be changed by keyword."""

from datetime import timedelta
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from contacts.models import Inquiry
from news.models import Article, Author
from publishing.models import Document, Picture, State


def make_user(username="editor", **changes):
    return get_user_model().objects.create_user(username, password="a long test password", **changes)


def make_staff(username="staff", **changes):
    return make_user(username, **{"is_staff": True, "is_superuser": True, **changes})


def make_article(title="Water and energy in the region", **changes):
    """A published article in English."""
    values = {
        "title_en": title,
        "summary_en": "What a workshop found.",
        "body_en": "<p>Experts met and compared notes.</p>",
        "state": State.PUBLISHED,
        "publish_at": timezone.now() - timedelta(days=1),
    }
    return Article.objects.create(**(values | changes))


def make_author(name="Aziza Rahimova", **changes):
    return Author.objects.create(name_en=name, **changes)


def image_upload(name="picture.png", size=(800, 500), colour="teal", kind="PNG", **options):
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue())


def make_picture(title="A hall", colour="teal", size=(800, 500), **changes):
    values = {"title": title, "alt_text_en": "People in a conference hall"}
    return Picture.objects.create_from_upload(image_upload(colour=colour, size=size), **(values | changes))


def make_document(title="Agenda", **changes):
    upload = SimpleUploadedFile("agenda.pdf", b"%PDF-1.7\n%%EOF\n")
    return Document.objects.create(**({"title_en": title, "file": upload} | changes))


def make_inquiry(name="Dilnoza Karimova", **changes):
    values = {
        "name": name,
        "email": "dilnoza@example.org",
        "message": "When is the next training course?",
        "kind": "question",
        "language": "en",
        "page": "/news/",
    }
    return Inquiry.objects.create(**(values | changes))

"""Valid, saved objects for tests; every value is fixed, and any may be changed by keyword."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from contacts.models import Inquiry
from events.choices import Answer
from events.models import (
    Country,
    Event,
    EventKind,
    Organisation,
    Participation,
    ParticipationRole,
    Person,
    Session,
)
from news.models import Article, Author
from pages.models import Page
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


def make_page(title="About the Institute", **changes):
    """A published page in English."""
    values = {
        "title_en": title,
        "summary_en": "What the Institute is for.",
        "body_en": "<p>Eleven countries founded it.</p>",
        "state": State.PUBLISHED,
        "publish_at": timezone.now() - timedelta(days=1),
    }
    return Page.objects.create(**(values | changes))


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
        "spam_reason": "by_staff" if changes.get("state") == "spam" else "",
    }
    return Inquiry.objects.create(**(values | changes))


def country(code="KZ"):
    """A country as the migrations made it."""
    return Country.objects.get(code=code)


def make_event(title="Symposium on trade", **changes):
    """A published event in English: 27 July 2023, 9 to 17 o'clock in Beijing."""
    values = {
        "title_en": title,
        "summary_en": "A day on trade between neighbours.",
        "body_en": "<p>Experts met for a day.</p>",
        "state": State.PUBLISHED,
        "publish_at": timezone.now() - timedelta(days=1),
        "starts_at": datetime(2023, 7, 27, 1, tzinfo=UTC),
        "ends_at": datetime(2023, 7, 27, 9, tzinfo=UTC),
        "time_zone": "Asia/Shanghai",
        "city_en": "Beijing",
    }
    if "kind" not in changes:
        values["kind"] = EventKind.objects.get(slug="symposium")
    if "country" not in changes:
        values["country"] = country("CN")
    return Event.objects.create(**(values | changes))


def make_session(event, title="Opening", **changes):
    """A session of the event's first hour."""
    values = {
        "title_en": title,
        "starts_at": event.starts_at,
        "ends_at": event.starts_at + timedelta(hours=1),
    }
    return Session.objects.create(event=event, **(values | changes))


def make_person(name="Aigul Saparova", **changes):
    given, _space, family = name.rpartition(" ")
    return Person.objects.create(**({"given_name": given, "family_name": family} | changes))


def make_organisation(name="Institute of Trade", **changes):
    return Organisation.objects.create(**({"name_en": name} | changes))


def make_participation(event, person=None, roles=("delegate",), **changes):
    """A listed participant; `roles` are values of Role, or pairs of a role and a session."""
    values = {"job_title_en": "Researcher", "consent": Answer.YES}
    participation = Participation.objects.create(
        event=event, person=person or make_person(), **(values | changes)
    )
    for held in roles:
        role, session = held if isinstance(held, tuple) else (held, None)
        ParticipationRole.objects.create(participation=participation, role=role, session=session)
    return participation

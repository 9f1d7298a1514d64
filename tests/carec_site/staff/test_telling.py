"""Mails to staff about their own work."""

import pytest

from contacts.models import Mail, Preference
from history.drafts.due import publish_due
from history.models import Draft
from tests.factories import make_article
from tests.forms import change
from tests.history.drafts.test_due import keep_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(settings):
    """One whose draft can't be published at its minute, which has passed."""
    settings.SITE_URL = "https://example.org"
    article = make_article("Water in the region")
    keep_due(article, slug="taken")
    make_article("Another", slug="taken")
    return article


def tell_editor(**changes):
    editor = Draft.objects.get().made_by
    for name, value in changes.items():
        setattr(editor, name, value)
    editor.save()
    return editor


def test_change_that_fails_at_its_minute_is_told_to_its_writer(article):
    Preference.objects.choose(tell_editor(email="editor@example.org"), "ru")

    assert publish_due() == 0

    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == (
        ["editor@example.org"],
        "Изменение не опубликовано: Water in the region",
    )
    first, reason, last = mail.message.strip().split("\n\n")
    assert first.startswith("Ваше изменение материала «Water in the region» должно было быть опубликовано")
    assert reason == Draft.objects.get().failure
    assert last.endswith(f": https://example.org{change(article)}")


@pytest.mark.parametrize(
    "changes", [{"email": ""}, {"email": "nowhere"}, {"email": "a@example.org", "is_active": False}]
)
def test_nobody_is_told_where_there_is_nobody_to_tell(article, changes):
    tell_editor(**changes)

    assert publish_due() == 0

    assert Draft.objects.get().failure != ""
    assert not Mail.objects.exists()

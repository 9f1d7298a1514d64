"""What a message is about: the topic that its sender chose, and the page on which the form stood."""

import pytest
from django.core.signing import Signer
from django.db import connection, transaction
from django.utils.translation import override

from contacts.forms import InquiryForm
from contacts.models import Topic
from tests.contacts.posting import TYPED
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def form_with(**changes):
    return InquiryForm({**TYPED, **changes})


@pytest.fixture
def topics():
    rows = [("Training", "Обучение", "培训", True), ("Data", "Данные", "数据", True), ("Old", "", "", False)]
    return [
        Topic.objects.create(name_en=en, name_ru=ru, name_zh_hans=zh, order=order, is_offered=offered)
        for order, (en, ru, zh, offered) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["Training", "Data"]), ("ru", ["Обучение", "Данные"]), ("zh-hans", ["培训", "数据"])],
)
def test_topics_are_offered_in_the_language_of_the_page(topics, language, names):
    with override(language):
        choices = InquiryForm().fields["topic"].choices

        assert [label for value, label in choices if value] == names


def test_topic_is_taken_if_it_is_offered_and_is_none_otherwise(topics):
    training, _data, old = topics

    taken = {}
    for value in [training.pk, old.pk, "", "0", "x", "\x00", "9" * 40]:
        form = form_with(topic=str(value))
        assert form.is_valid()
        taken[value] = form.cleaned_data["topic"]

    assert taken == {
        training.pk: training,
        old.pk: None,
        "": None,
        "0": None,
        "x": None,
        "\x00": None,
        "9" * 40: None,
    }


def test_topic_is_kept_while_the_database_is_away(topics):
    InquiryForm()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE contacts_topic RENAME TO contacts_elsewhere")

    with transaction.atomic():
        sid = transaction.savepoint()
        choices = InquiryForm().fields["topic"].choices
        transaction.savepoint_rollback(sid)

    assert [label for _value, label in choices] == ["Select a topic", "Training", "Data"]


def test_form_is_about_what_its_page_shows():
    event = make_event("Symposium on <water>")
    form = InquiryForm.on_page(event.get_absolute_url(), event)

    sent = form_with(about=form.initial["about"])

    assert form.about_words == sent.about_words == "Symposium on <water>"
    assert sent.is_valid()
    assert (sent.cleaned_data["about"], sent.cleaned_data["about_words"]) == (event, "Symposium on <water>")


def test_form_about_what_has_gone_keeps_its_words():
    event = make_event("A short seminar")
    about = InquiryForm.on_page("/", event).initial["about"]
    event.delete()

    form = form_with(about=about)

    assert form.is_valid()
    assert (form.cleaned_data["about"], form.cleaned_data["about_words"]) == (None, "A short seminar")


@pytest.mark.parametrize(
    "about",
    [
        "events.event:1",
        Signer(salt="contacts.time").sign_object(["auth.user", 1, "Forged"]),
        Signer(key="x" * 50, salt="contacts.about").sign_object(["auth.user", 1, "Forged"]),
        "é" * 3000,
        "\x00",
    ],
)
def test_nobody_can_forge_what_a_form_is_about(about):
    form = form_with(about=about)

    assert form.is_valid()
    assert (form.about_words, form.cleaned_data["about"], form.cleaned_data["about_words"]) == ("", None, "")

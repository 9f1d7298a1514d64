import pytest
from django.contrib.auth.models import Group

from contacts.models import Route, SavedAnswer, Topic
from tests.contacts.desk import make_helper
from tests.forms import errors, rows, send

pytestmark = pytest.mark.django_db

ADMIN = "/admin/contacts/"


def test_topic_is_named_in_three_languages(desk):
    send(desk, f"{ADMIN}topic/add/", name_en="Training", name_ru="Обучение", name_zh_hans="培训", order="2")

    topic = Topic.objects.get()
    assert (topic.name_en, topic.name_ru, topic.name_zh_hans, topic.order) == (
        "Training",
        "Обучение",
        "培训",
        2,
    )


def test_topic_needs_its_english_name(desk):
    response = send(desk, f"{ADMIN}topic/add/", name_ru="Обучение")

    assert errors(response) == ["This field is required."]


def test_route_leads_to_a_person_or_a_group(desk, officer):
    topic = Topic.objects.create(name_en="Training")
    address = f"{ADMIN}route/add/"

    both = send(desk, address, topic=topic.pk, user=officer.pk, group=officer.groups.get().pk)
    assert errors(both) == ["Select either a person or a group."]

    send(desk, address, kind="question", topic=topic.pk, user=officer.pk)
    assert errors(send(desk, address, kind="question", topic=topic.pk, user=officer.pk)) == [
        "There is already a route for this kind and topic."
    ]
    assert Route.objects.get().user == officer
    assert rows(desk.get(f"{ADMIN}route/")) == ["Question · Training"]


@pytest.mark.parametrize("field", ["user", "group"])
def test_route_leads_to_those_alone_who_may_answer(desk, field):
    others = {"user": make_helper("view_inquiry"), "group": Group.objects.create(name="Authors of old")}

    response = send(desk, f"{ADMIN}route/add/", **{field: others[field].pk})

    sentence = "Select a valid choice. That choice is not one of the available choices."
    assert errors(response)[0] == sentence
    assert Route.objects.count() == 0


def test_route_leads_to_an_event_officer_too(desk):
    officer = make_helper("add_message")

    send(desk, f"{ADMIN}route/add/", user=officer.pk)

    assert Route.objects.get().user == officer


@pytest.mark.parametrize("language", ["en", "ru", "zh_hans"])
def test_answer_is_saved_in_one_language_or_more(desk, language):
    send(desk, f"{ADMIN}savedanswer/add/", title="Calendar", **{f"text_{language}": "{name}: {about}"})

    saved = SavedAnswer.objects.get()
    assert getattr(saved, f"text_{language}") == "{name}: {about}"
    assert rows(desk.get(f"{ADMIN}savedanswer/")) == ["Calendar"]


def test_saved_answer_needs_a_text(desk):
    response = send(desk, f"{ADMIN}savedanswer/add/", title="Calendar")

    assert errors(response) == ["Enter the answer in at least one language."]


def test_saved_answer_with_an_unknown_placeholder_is_explained(desk):
    response = send(
        desk, f"{ADMIN}savedanswer/add/", title="Calendar", text_en="Hello", text_ru="Привет, {имя}"
    )

    assert errors(response) == [
        "There is no placeholder {имя}. Use one of these: {name}, {reference}, {about}, {officer}."
    ]


@pytest.mark.parametrize("model", ["topic", "route", "savedanswer"])
def test_these_are_for_those_with_the_permission(client, model):
    client.force_login(make_helper("view_inquiry"))

    assert client.get(f"{ADMIN}{model}/").status_code == 403


def test_list_shows_a_saved_answer_in_the_language_that_it_has(desk):
    SavedAnswer.objects.create(title="Calendar", text_zh_hans="日程在网站上。")

    assert "日程在网站上。" in desk.get(f"{ADMIN}savedanswer/").content.decode()

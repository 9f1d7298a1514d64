"""Editors keep the pages of the institute and its details."""

import pytest
from django.urls import reverse

from events.choices import Answer
from pages.models import Institute, Page, PagePerson
from tests import forms
from tests.events.officers import make_member
from tests.factories import make_event, make_page, make_participation, make_person, make_picture
from tests.forms import change
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    member = make_member("Editors", "editor")
    client.force_login(member)
    return member


def test_editor_writes_a_page_and_publishes_it(client, editor):
    add = reverse("admin:pages_page_add")
    texts = {"title_en": "About", "body_en": "<p>Eleven countries.</p>", "menu": "main"}

    answer = forms.send(client, add, **texts, state="published")

    page = Page.objects.get()
    assert "View on site" in forms.messages(answer)[0]
    assert (page.slug, page.menu, page.is_published, page.updated_by) == ("about", "main", True, editor)
    assert client.get("/about/").status_code == 200


def test_author_neither_writes_pages_nor_changes_details(client):
    client.force_login(make_member("Authors", "author"))

    answers = [client.get(reverse(f"admin:pages_{name}")) for name in ("page_add", "page_changelist")]
    answers.append(client.get(change(Institute.objects.get())))

    assert [answer.status_code for answer in answers] == [403] * 3


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"slug": "news"}, "Another part of this site uses the address /news/. Enter another one."),
        ({"parent": "itself"}, "A page can’t stand below itself."),
        ({"parent": "below"}, "“Experts” stands below this page, so this page can’t stand below it."),
    ],
)
def test_mistake_is_told_and_nothing_typed_is_lost(client, editor, typed, sentence):
    page = make_page("About")
    keys = {"itself": page.pk, "below": make_page("Experts", parent=page).pk}
    typed = {name: keys.get(value, value) for name, value in typed.items()}

    answer = forms.send(client, change(page), title_en="A new title", **typed)

    assert sentence in answer.content.decode()
    assert forms.fields(answer)["title_en"] == "A new title"
    page.refresh_from_db()
    assert (page.title_en, page.slug, page.parent) == ("About", "about", None)


def test_preview_shows_what_was_typed_below_its_page(client, editor):
    page = make_page("Experts", parent=make_page("About"), state="draft")
    PagePerson.objects.create(page=page, person=make_person("Bek Umarov"), position_en="Economist")
    address = change(page)

    shown = client.post(
        address, forms.fields(client.get(address)) | {"title_en": "Our experts", "_preview": "en"}
    )

    text = " ".join(tree_of(shown).text_content().split())
    assert "Our experts" in text
    assert "Bek Umarov Economist" in text
    assert [
        node.text_content().strip() for node in tree_of(shown).xpath("//*[@class='breadcrumbs wrap']//li")
    ] == [
        "Home",
        "About",
        "Our experts",
    ]
    page.refresh_from_db()
    assert page.title_en == "Experts"


def test_picture_and_person_of_a_page_are_kept_while_it_uses_them(client):
    client.force_login(make_member("Editors", "editor", is_superuser=True))
    picture, person = make_picture(), make_person("Bek Umarov")
    PagePerson.objects.create(page=make_page("Experts", lead_picture=picture), person=person)

    for thing in (picture, person):
        address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_delete", args=[thing.pk])
        [sentence] = forms.messages(client.get(address, follow=True))
        assert "can’t be deleted while it is in use" in sentence
        assert "Experts" in sentence


def test_list_of_details_opens_the_form_and_keeps_what_is_typed(client, editor):
    address = change(Institute.objects.get())

    opened = client.get(reverse("admin:pages_institute_changelist"))
    refused = forms.send(client, address, telephone="123", x="https://example.org/a", name_en="The Institute")
    client.post(address, forms.fields(client.get(address)) | {"name_en": "The Very Institute"})

    assert (opened.status_code, opened.headers["Location"]) == (302, address)
    assert "Write the number with + and the country code" in refused.content.decode()
    assert "This address does not lead to x.com." in refused.content.decode()
    assert forms.fields(refused)["telephone"] == "123"
    assert Institute.objects.get().name_en == "The Very Institute"
    assert client.get(reverse("admin:pages_institute_add")).status_code == 403


def test_page_names_only_those_who_are_suggested_or_named_already(client, editor):
    silent, named = make_person("Bekzod Silent"), make_person("Olim Named")
    for person in (silent, named):
        make_participation(make_event("Closed round"), person, consent=Answer.UNKNOWN)
    page = make_page("Experts")
    PagePerson.objects.create(page=page, person=named)
    rows = {
        "people_entries-TOTAL_FORMS": 2,
        "people_entries-1-person": silent.pk,
        "people_entries-1-order": 0,
    }

    answer = forms.send(client, change(page), **rows, title_en="Typed")

    [sentence] = forms.errors(answer)
    assert sentence.startswith("Only people who agreed to be listed")
    assert (forms.fields(answer)["title_en"], "Bekzod" in answer.content.decode()) == ("Typed", False)
    assert forms.errors(forms.send(client, change(page), title_en="Staff")) == []
    assert [entry.person for entry in page.people_entries.all()] == [named]

"""What the text of an article names, offered to staff as links."""

import pytest
from django.urls import reverse

from events.choices import Answer
from news.models import Author
from publishing.models import State
from tests import forms
from tests.events.officers import make_member
from tests.factories import (
    country,
    make_article,
    make_author,
    make_event,
    make_participation,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    person = make_person("Aigul Saparova")
    make_participation(make_event("Elsewhere"), person)
    return make_article(body_en="<p>Aigul Saparova came to Kazakhstan from Mongolia.</p>", state=State.DRAFT)


def names_page(article):
    return f"/admin/news/article/{article.pk}/names/"


def codes(article):
    return set(article.countries.values_list("code", flat=True))


def test_all_that_is_found_is_ticked_and_what_stays_ticked_is_linked(client, editor, article):
    form = client.get(names_page(article)).context["form"]
    offered = {name: [str(each) for each in field.queryset] for name, field in form.fields.items()}
    client.post(
        names_page(article), {"people": form.fields["people"].initial, "countries": [country("KZ").pk]}
    )
    again = client.get(names_page(article)).context["form"]

    assert offered == {"people": ["Aigul Saparova"], "countries": ["Kazakhstan", "Mongolia"]}
    assert [each.name for each in article.people.all()] == ["Aigul Saparova"]
    assert codes(article) == {"KZ"}
    assert list(again.fields) == ["countries"]


def test_form_that_was_open_meanwhile_is_told_of_the_change(client, editor, article):
    version = article.version

    client.post(names_page(article), {"countries": [country("KZ").pk]})

    article.refresh_from_db()
    assert (article.version, article.updated_by) == (version + 1, editor)


def test_nothing_ticked_changes_nothing(client, editor, article):
    response = client.post(names_page(article), {})

    assert response.headers["Location"] == f"/admin/news/article/{article.pk}/change/"
    article.refresh_from_db()
    assert (article.version, codes(article), article.people.count()) == (1, set(), 0)


def test_what_the_text_does_not_name_can_t_be_linked(client, editor, article):
    response = client.post(names_page(article), {"countries": [country("JP").pk]})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["countries"]
    assert codes(article) == set()


def test_author_finds_names_without_searching_among_people(client, author, article):
    form = client.get(f"/admin/news/article/{article.pk}/change/").content.decode()

    assert names_page(article) in form
    assert ('name="people"' in form, 'name="countries"' in form) == (False, True)
    assert client.get(names_page(article)).status_code == 200


def test_nobody_enters_while_the_article_is_in_the_trash(client, editor, article):
    article.move_to_trash()

    assert client.get(names_page(article)).status_code == 403


def test_who_may_only_read_may_not_enter(client, author, article):
    article.state = State.PUBLISHED
    article.save()

    answer = client.post(names_page(article), {"countries": [country("KZ").pk]})

    assert (answer.status_code, codes(article)) == (403, set())


REFUSED = (
    "Only people who agreed to be listed, and those who never took part in an event, can be named. "
    "Choose among those that are suggested."
)


def make_silent(name):
    silent = make_person(name)
    make_participation(make_event("Closed round"), silent, consent=Answer.UNKNOWN)
    return silent


def test_article_names_only_those_who_are_suggested_or_named_already(client, article):
    client.force_login(make_member("Editors", "editor"))
    silent, named, director = (
        make_silent("Bekzod Silent"),
        make_silent("Olim Named"),
        make_person("Di Rector"),
    )
    article.people.add(named)
    address = forms.change(article)

    answer = forms.send(client, address, people=[silent.pk, named.pk, director.pk], title_en="Typed")

    assert forms.errors(answer) == [REFUSED]
    assert (forms.fields(answer)["title_en"], "Bekzod" in answer.content.decode()) == ("Typed", False)
    assert forms.fields(answer)["people"] == [str(named.pk), str(director.pk)]
    assert list(article.people.all()) == [named]
    answer = client.post(address, forms.fields(answer), follow=True)
    assert forms.errors(answer) == []
    assert set(article.people.all()) == {named, director}
    forms.send(client, address, people=[])
    assert forms.errors(forms.send(client, address, people=[named.pk])) == [REFUSED]


def test_author_is_only_somebody_who_is_suggested(client):
    client.force_login(make_member("Editors", "editor"))
    silent, author = make_silent("Bekzod Silent"), make_author("A Writer", person=make_silent("Olim Named"))

    answer = forms.send(client, reverse("admin:news_author_add"), name_en="B Writer", person=silent.pk)

    assert (forms.errors(answer), forms.fields(answer)["name_en"]) == ([REFUSED], "B Writer")
    assert "Bekzod" not in answer.content.decode()
    assert forms.errors(forms.send(client, forms.change(author), name_en="Renamed")) == []
    assert Author.objects.get().name == "Renamed"


def test_whoever_keeps_the_lists_may_name_everybody(client, editor, article):
    silent = make_silent("Bekzod Silent")

    forms.send(client, forms.change(article), people=[silent.pk])

    assert list(article.people.all()) == [silent]

import pytest
from django.db import IntegrityError

from news.models import Byline
from tests.factories import (
    make_article,
    make_author,
    make_event,
    make_participation,
    make_person,
    make_picture,
)

pytestmark = pytest.mark.django_db


def test_renamed_author_is_found_at_the_former_address(client):
    author = make_author("Li Wei")
    Byline.objects.create(article=make_article(), author=author)
    author.slug = "professor-li-wei"
    author.save()

    response = client.get("/news/authors/li-wei/")

    assert (response.status_code, response.headers["Location"]) == (301, "/news/authors/professor-li-wei/")


def test_author_of_a_former_name_keeps_the_address_from_the_next():
    first = make_author("Li Wei")
    first.slug = "li-wei-senior"
    first.save()

    assert make_author("Li Wei").slug == "li-wei-2"


def test_pages_of_an_author_and_of_the_person_lead_to_each_other(client):
    person = make_person("Li Wei")
    author = make_author("Li Wei", person=person)
    Byline.objects.create(article=make_article(), author=author)
    participation = make_participation(make_event(), person)

    pages = [client.get(each.get_absolute_url()).content.decode() for each in (author, person)]
    participation.delete()
    alone = client.get(author.get_absolute_url())

    assert f'href="{person.get_absolute_url()}"' in pages[0]
    assert f'href="{author.get_absolute_url()}"' in pages[1]
    assert (alone.status_code, person.get_absolute_url() in alone.content.decode()) == (200, False)


def test_face_of_an_author_is_that_of_a_person_who_may_be_seen(client):
    photo = make_picture("Portrait", alt_text_en="Li Wei smiles")
    person = make_person("Li Wei", photo=photo)
    article = make_article()
    Byline.objects.create(article=article, author=make_author("Li Wei", person=person))

    before = client.get(article.get_absolute_url()).content.decode()
    make_participation(make_event(), person)
    after = client.get(article.get_absolute_url()).content.decode()

    assert ["Li Wei smiles" in page for page in (before, after)] == [False, True]


def test_person_is_one_author_only():
    person = make_person()
    make_author("Li Wei", person=person)

    with pytest.raises(IntegrityError, match="person"):
        make_author("Wei Li", person=person)


def test_author_stays_when_the_person_is_deleted():
    person = make_person()
    author = make_author(person=person)

    person.delete()

    author.refresh_from_db()
    assert author.person is None

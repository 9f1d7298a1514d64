"""What the library says about where a thing is used."""

import pytest
from django.urls import reverse

from events.models import GalleryPicture
from publishing.relations import items_using
from tests import forms
from tests.factories import (
    make_article,
    make_event,
    make_organisation,
    make_person,
    make_picture,
    make_staff,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return make_picture()


def test_event_uses_its_lead_picture_whether_it_has_an_edition_before_it_or_not(picture):
    first = make_event("First forum", lead_picture=picture)
    second = make_event("Second forum", lead_picture=picture, previous_edition=first)

    assert sorted(items_using(picture), key=str) == [first, second]


def test_uses_by_items_rows_and_lasting_records_are_all_found_once(picture):
    event = make_event(lead_picture=picture, body_en=f'<p>Hall</p><img src="{picture.url()}" alt="Hall">')
    GalleryPicture.objects.create(event=event, picture=picture)
    uses = [event, make_article(lead_picture=picture), make_person(photo=picture)]
    uses.append(make_organisation(logo=picture))

    assert sorted(items_using(picture), key=str) == sorted(uses, key=str)


def test_picture_of_a_first_edition_is_kept_with_a_sentence(client, picture):
    event = make_event("First forum", lead_picture=picture)
    client.force_login(make_staff())

    refused = client.post(
        reverse("admin:publishing_picture_delete", args=[picture.pk]), {"post": "yes"}, follow=True
    )

    assert forms.messages(refused) == [
        f"“A hall” can’t be deleted while it is in use. Remove it from these first: Event: {event}"
    ]

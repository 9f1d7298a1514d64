"""Addresses that other parts of the site use are never those of a page."""

import pytest
from django.core.exceptions import ValidationError

from pages.addresses import words_in_use
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def test_words_come_from_the_addresses_of_the_site():
    assert words_in_use() > {"admin", "news", "events", "people", "countries", "contact", "pages", "livez"}
    assert words_in_use() > {"ru", "zh-hans", "static", "media"}
    assert words_in_use().isdisjoint({"privacy", "about", ""})


@pytest.mark.parametrize("word", ["news", "Events", "static", "ru", "zh-hans", "admin", "media", "pages"])
def test_address_of_another_part_is_refused(word):
    page = make_page()
    page.slug = word

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert refused.value.message_dict == {
        "slug": [f"Another part of this site uses the address /{word}/. Enter another one."]
    }


@pytest.mark.parametrize(("title", "slug"), [("News", "news-page"), ("Об институте", "ob-institute")])
def test_address_made_from_a_title_is_free(client, title, slug):
    page = make_page(title)

    assert page.slug == slug
    assert client.get(f"/{slug}/").context["page"] == page

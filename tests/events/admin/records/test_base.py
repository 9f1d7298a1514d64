"""What the pages of people and organisations have in common."""

import pytest
from django.urls import reverse

from tests.factories import make_event, make_organisation, make_participation, make_person
from tests.forms import errors, fields, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("officer")]


@pytest.fixture
def public():
    """A person and an organisation with a page."""
    person, organisation = make_person("Aigul Saparova"), make_organisation()
    make_participation(make_event(), person, organisation=organisation)
    return person, organisation


def test_refused_form_keeps_an_empty_or_odd_address_and_links_to_the_page_there_is(client, public):
    person, organisation = public
    mistakes = {
        person: {"emails": "nonsense", "given_name": "Aigul B."},
        organisation: {"website": "nonsense", "short_name_en": "IT"},
    }

    for item, mistake in mistakes.items():
        address = reverse(f"admin:events_{item._meta.model_name}_change", args=[item.pk])
        for slug in ("", "no address"):
            refused = send(client, address, slug=slug, **mistake)

            assert refused.status_code == 200
            assert len(errors(refused)) == (2 if slug else 1)
            assert fields(refused).items() >= {"slug": slug, **mistake}.items()
            assert refused.context["absolute_url"] == item.get_absolute_url()


def test_cleared_address_is_made_anew(client, public):
    person, _organisation = public

    send(
        client,
        reverse("admin:events_person_change", args=[person.pk]),
        family_name="Lee",
        slug="",
        past_lists="",
    )

    person.refresh_from_db()
    assert person.slug == "aigul-lee"

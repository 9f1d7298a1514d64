"""One record that two people share, and what goes to the second of them."""

import pytest

from events.records.splitting import Share
from publishing.models import FormerSlug
from tests.factories import make_event, make_participation, make_person

NAME = {
    "honorific": "Dr.",
    "given_name": "Wei",
    "family_name": "Wang",
    "family_name_first": True,
    "native_name": "汪玮",
}


def share(*participations, **parts):
    """What goes to a second Wang Wei."""
    return Share(NAME, {each.pk for each in participations}, **parts)


@pytest.fixture
def shared():
    """One record of two people, each at an event of their own."""
    person = make_person(
        "Wei Wang",
        native_name="王伟",
        aliases=["Wang W.", "汪玮", "Wang Vei"],
        emails=["wei@bank.example", "wang.wei@rail.example"],
    )
    FormerSlug.objects.create(item=person, slug="wang-vei")
    return (
        person,
        make_participation(make_event(), person),
        make_participation(make_event("Rail forum"), person),
    )

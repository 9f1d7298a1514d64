"""Country, event, person, organisation and article lead to each other, in both directions."""

from itertools import pairwise

import pytest
from django.test import Client
from django.utils import translation

from events.models import EventOrganisation
from tests.crawl import fetch, links
from tests.factories import (
    country,
    make_article,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

pytestmark = pytest.mark.django_db
EDGES = [
    ("event", "place"),
    ("event", "origin"),
    ("event", "host"),
    ("event", "office"),
    ("event", "speaker"),
    ("event", "delegate"),
    ("event", "article"),
    ("speaker", "host"),
    ("speaker", "place"),
    ("speaker", "article"),
    ("delegate", "office"),
    ("delegate", "origin"),
    ("delegate", "article"),
    ("host", "place"),
    ("host", "article"),
    ("office", "origin"),
    ("office", "article"),
    ("host", "unit"),
    ("place", "article"),
    ("origin", "article"),
]


@pytest.fixture
def world():
    place, origin = country("KZ"), country("MN")
    event = make_event("Forum", country=place)
    host = make_organisation("Host House", country=place)
    office = make_organisation("Office of Origin", country=origin)
    unit = make_organisation("Unit of the House", parent=host)
    for organisation in (host, unit):
        EventOrganisation.objects.create(event=event, organisation=organisation)
    speaker, delegate = make_person("Sara Speaker"), make_person("Dana Delegate")
    session = make_session(event)
    make_participation(event, speaker, roles=[("speaker", session)], organisation=host, country=place)
    make_participation(event, delegate, organisation=office, country=origin)
    article = make_article("Article")
    article.events.add(event)
    article.people.add(speaker, delegate)
    article.organisations.add(host, office)
    article.countries.add(place, origin)
    return {
        "place": place,
        "origin": origin,
        "event": event,
        "host": host,
        "office": office,
        "unit": unit,
        "speaker": speaker,
        "delegate": delegate,
        "article": article,
    }


def leads(start, goal):
    return goal.get_absolute_url() in links(fetch(Client(), start.get_absolute_url()))


@pytest.mark.parametrize(("one", "other"), EDGES)
def test_neighbours_lead_to_each_other(world, one, other):
    assert leads(world[one], world[other])
    assert leads(world[other], world[one])


@pytest.mark.parametrize("language", ["en", "ru", "zh-hans"])
def test_visitor_goes_from_country_to_event_to_person_to_article_and_back(world, language):
    way = ["place", "event", "speaker", "article", "event", "delegate", "office", "event", "place"]
    with translation.override(language):
        steps = [leads(world[one], world[other]) for one, other in pairwise(way)]

    assert steps == [True] * 8


def test_lists_lead_to_everybody_who_may_be_seen(world):
    for address, names in (
        ("/people/", ("speaker", "delegate")),
        ("/organisations/", ("host", "office", "unit")),
        ("/countries/", ("place", "origin")),
    ):
        found = links(fetch(Client(), address))
        assert {world[name].get_absolute_url() for name in names} <= set(found)

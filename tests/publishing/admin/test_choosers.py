"""Fields that look a record up: suggestions and chosen records say what tells them apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import EventOrganisation
from tests.factories import (
    country,
    make_article,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_staff,
)
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def staff(client):
    client.force_login(make_staff())


def opened(client, item):
    """The page of a record, and how many queries it took."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = client.get(
            reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_change", args=[item.pk])
        )
    return response, len(queries)


def chosen(response, name):
    tree = tree_of(response)
    [select] = [node for node in tree.iter("select") if node.get("name") == name]
    return [option.text for option in select.iter("option") if option.get("selected") is not None]


def suggested(client, model, field, term):
    app, name = model.split(".")
    query = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    return [each["text"] for each in client.get(reverse("admin:autocomplete"), query).json()["results"]]


def test_events_are_suggested_and_chosen_with_date_and_city(client):
    event = make_event()
    online = make_event("Symposium online", city_en="", country=None, mode="online")
    article = make_article()
    article.events.set([event, online])
    names = ["Symposium online · 27 July 2023", "Symposium on trade · 27 July 2023, Beijing"]

    assert suggested(client, "news.article", "events", "Symposium") == names
    assert chosen(opened(client, article)[0], "events") == names


def test_more_chosen_events_take_no_more_queries(client):
    article = make_article()
    article.events.set([make_event()])
    opened(client, article)
    one = opened(client, article)[1]
    article.events.set([make_event(f"Forum {number}") for number in range(9)])
    response, nine = opened(client, article)

    assert len(chosen(response, "events")) == 9
    assert nine == one


def test_chosen_organisations_of_one_name_differ_by_country(client):
    event = make_event()
    for code in ("KZ", "UZ"):
        ministry = make_organisation("Ministry of Economy", country=country(code), type="government")
        EventOrganisation.objects.create(event=event, organisation=ministry)

    response, _queries = opened(client, event)

    assert [chosen(response, f"parts-{number}-organisation") for number in range(2)] == [
        ["Ministry of Economy · Kazakhstan, Government"],
        ["Ministry of Economy · Uzbekistan, Government"],
    ]


def test_country_of_a_chosen_organisation_takes_no_query(client):
    event = make_event()
    part = EventOrganisation.objects.create(event=event, organisation=make_organisation())
    opened(client, event)
    without = opened(client, event)[1]
    part.organisation.country = country("KZ")
    part.organisation.save()
    response, with_country = opened(client, event)

    assert chosen(response, "parts-0-organisation") == ["Institute of Trade · Kazakhstan"]
    assert with_country == without


def test_people_are_suggested_and_chosen_with_their_latest_post_and_country(client):
    office = make_organisation("Ministry of Economy")
    participation = make_participation(
        make_event(), make_person(), organisation=office, country=country("TJ"), job_title_en="Adviser"
    )
    name = "Aigul Saparova · Adviser, Ministry of Economy, Tajikistan"

    assert suggested(client, "events.participation", "person", "Saparova") == [name]
    assert chosen(opened(client, participation)[0], "person") == [name]


def test_person_on_a_refused_line_of_speakers_is_named_as_suggested(client):
    participation = make_participation(make_event(), job_title_en="Adviser")
    address = reverse("admin:events_event_speakers", args=[make_event("Forum").pk])
    line = {"person": participation.person.pk, "role": "nonsense", "consent": "yes"}

    refused = client.post(
        address,
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
        | {f"form-0-{name}": value for name, value in line.items()},
    )

    assert chosen(refused, "form-0-person") == ["Aigul Saparova · Adviser"]


def test_only_a_list_that_is_clicked_with_keys_held_down_says_so(client):
    article = make_article()
    article.events.set([make_event()])

    pages = [opened(client, item)[0].content.decode() for item in (make_staff("colleague"), article)]

    assert ["Hold down" in page for page in pages] == [True, False]

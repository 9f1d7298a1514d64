"""No list of the administration breaks, or shows everything, when its address asks for nonsense."""

from collections import Counter

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from tests.factories import make_staff
from tests.staff_records import one_of_each

pytestmark = pytest.mark.django_db

NUL, NO_NUMBER, TOO_MUCH = "\0", "²", "9" * 20
NONSENSE = (NUL, NO_NUMBER, TOO_MUCH)
YEARS = ("0", "9999", "99999", TOO_MUCH)
# They lead elsewhere: participants are listed by event, and the form of the only record opens at once.
NO_LIST = {"events.Participation", "home.HomePage", "pages.Institute"}


@pytest.fixture
def lists(client):
    """The address of each list by its model, with a row in each."""
    client.force_login(make_staff("administrator", email="administrator@example.org"))
    return {
        model: reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in one_of_each()
        if model._meta.label not in NO_LIST
    }


def dates_of(model):
    return [field for field in model._meta.fields if isinstance(field, models.DateField)]


def questions(model, changelist):
    """Name and value of what an address can ask for."""
    filtered = {name for spec in changelist.filter_specs for name in spec.expected_parameters()}
    filtered = {name for name in filtered if not name.endswith("__isnull")}  # any text is a yes
    yield from ((name, value) for name in sorted(filtered) for value in NONSENSE)
    yield from ((f"{field.name}__year", value) for field in dates_of(model) for value in YEARS)
    yield from [("pk", NO_NUMBER), ("nonsense", "1")]


def answer(client, address, query):
    """How a list answers: by an error, by refusing, or by the number of rows it found."""
    try:
        response = client.get(address, query)
    except Exception as error:
        return repr(error)
    if response.status_code == 200:
        return response.context["cl"].result_count
    return response.status_code


def test_list_asked_for_nonsense_refuses_or_finds_nothing(client, lists, capsys):
    answers = {
        (address, name, value): answer(client, address, {name: value})
        for model, address in lists.items()
        for name, value in questions(model, client.get(address).context["cl"])
    }

    assert {asked: found for asked, found in answers.items() if found not in {0, 400}} == {}
    assert len(answers) >= 280
    with capsys.disabled():
        print(f" [asked {len(lists)} lists for {len(answers)} things]", end="")


def fields_that_point(registry):
    for model in registry:
        for field in model._meta.get_fields(include_hidden=True):
            if field.is_relation:
                yield model._meta, field.name


def test_suggestions_asked_for_nonsense_are_refused_or_none(client, lists, capsys):
    statuses, found = Counter(), []
    for opts, name in fields_that_point(admin.site._registry):
        field = {"app_label": opts.app_label, "model_name": opts.model_name, "field_name": name}
        for term in ("a", NUL, TOO_MUCH):
            response = client.get("/admin/autocomplete/", {**field, "term": term})
            statuses[response.status_code] += 1
            if response.status_code == 200 and term != "a":
                found += response.json()["results"]

    assert found == []
    assert statuses.keys() == {200, 400, 403, 404}
    assert statuses.total() >= 300
    with capsys.disabled():
        print(f" [asked for suggestions {statuses.total()} times]", end="")

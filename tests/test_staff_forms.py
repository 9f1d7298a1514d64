"""No mistake in any form of the administration ends in an error page or takes away what was typed."""

from collections import Counter

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from tests import forms
from tests.factories import make_staff
from tests.staff_records import one_of_each

pytestmark = pytest.mark.django_db

# No number, date, address or choice; isdigit() holds of it, and int() refuses it.
NONSENSE = "²"
# What nobody changes or deletes: who looked at personal data, what was merged, what was sent.
READ_ONLY = {"audit.Entry", "events.Merge", "events.Split", "contacts.Mail", "contacts.Look"}
# Erased, or the only one, and never deleted.
NOT_DELETED = {"contacts.Inquiry", "home.HomePage", "pages.Institute"}


@pytest.fixture
def records(client):
    """One record of each kind, by its name."""
    client.force_login(make_staff("administrator", email="administrator@example.org"))
    return {model._meta.label: record for model, record in one_of_each().items()}


def address_of(record, page):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk])


def get(client, address):
    """The status of a page, or its fault."""
    try:
        return client.get(address).status_code
    except Exception as error:
        return repr(error)


def test_each_record_can_be_opened_looked_back_on_and_asked_to_be_deleted(client, records, capsys):
    found = {
        page: {label: get(client, address_of(record, page)) for label, record in records.items()}
        for page in ("change", "history", "delete")
    }

    assert found["change"] == found["history"] == dict.fromkeys(records, 200)
    refused = {label for label, status in found["delete"].items() if status == 403}
    assert refused == READ_ONLY | NOT_DELETED
    # Some lead back, with a sentence on where the record is used.
    assert {found["delete"][label] for label in records.keys() - refused} == {200, 302}
    opened = sum(len(answers) for answers in found.values())
    assert opened == 87
    with capsys.disabled():
        print(f" [opened {opened} pages of staff]", end="")


def with_mistakes(held):
    """Each filled field emptied, all emptied, all filled with nonsense; there are the same rows as before."""
    fixed = {name: value for name, value in held.items() if name.endswith(("_FORMS", "-id"))}
    given = held.keys() - fixed.keys() - {"csrfmiddlewaretoken"}
    yield from ({**held, name: ""} for name in given if held[name])
    yield {**dict.fromkeys(given, ""), **fixed}
    yield {**{name: f"{NONSENSE} {name}" for name in given}, **fixed}


def post(client, address, sent):
    """The answer, or the fault; what the post changed is taken back."""
    with transaction.atomic():
        try:
            return client.post(address, sent)
        except Exception as error:
            return error
        finally:
            transaction.set_rollback(True)


def judged(response, sent, typed):
    """What is wrong with the answer to a form: nothing, if it was saved, or shown again with its errors."""
    if getattr(response, "status_code", None) not in {200, 302}:
        return response
    if response.status_code == 302:
        return None
    page = response.content.decode()
    if lost := {name: sent[name] for name in typed if escape(sent[name]) not in page}:
        return f"lost: {lost}"
    sentences = [str(sentence) for errors in response.context["errors"] for sentence in errors]
    if not sentences or not all(sentence.endswith((".", "?", "</a>")) for sentence in sentences):
        return f"no sentences: {sentences}"
    return None


def test_no_mistake_breaks_a_form_or_loses_what_was_typed(client, records, capsys):
    faults, posts, unchangeable = [], Counter(), set()
    for label, record in records.items():
        address = address_of(record, "change")
        opened = client.get(address)
        held, typed = forms.fields(opened), forms.typed(opened)
        if held.keys() <= {"csrfmiddlewaretoken"}:
            unchangeable.add(label)
            continue
        for sent in with_mistakes(held):
            response = post(client, address, sent)
            posts[getattr(response, "status_code", 500)] += 1
            if fault := judged(response, sent, typed):
                changed = {name: value for name, value in sent.items() if value != held[name]}
                faults.append((label, changed, fault))

    assert faults == []
    assert unchangeable == READ_ONLY | {"search.Miss", "subscriptions.Subscription"}
    assert posts[200] > 80
    assert posts[302] > 60
    with capsys.disabled():
        print(f" [{posts.total()} posts of staff, {posts[200]} of them refused]", end="")

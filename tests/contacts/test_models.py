import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from contacts import querysets
from contacts.models import MESSAGE_LENGTH, Inquiry
from contacts.states import State
from tests.factories import make_inquiry

pytestmark = pytest.mark.django_db

POST = {
    "kind": "commendation",
    "name": "Dilnoza Karimova",
    "email": "dilnoza@example.org",
    "organisation": "Ministry of Transport",
    "country": "Uzbekistan",
    "message": "The workshop was a great help.",
    "language": "ru",
    "page": "/ru/news/",
    "state": State.NEW,
}
REFUSED = {
    "contacts_inquiry_complete": (
        {"name": ""},
        "An inquiry needs a reference, a name, an email and a message.",
    ),
    "contacts_inquiry_page_of_this_site": (
        {"page": "https://evil.example/"},
        "The page must be a path on this site, such as /news/.",
    ),
    "contacts_inquiry_kind_known": ({"kind": "threat"}, "Unknown kind of message."),
    "contacts_inquiry_state_known": ({"state": "lost"}, "Unknown state."),
    "contacts_inquiry_reference_unique": (
        {"reference": "CI-2026-7K3F9Q"},
        "Another inquiry already has this reference.",
    ),
    "contacts_inquiry_stored_once": (
        {"submission_key": "a" * 64},
        "This message has already been received.",
    ),
    "contacts_inquiry_spam_has_reason": (
        {"spam_reason": "trap"},
        "An inquiry has a reason for being spam if, and only if, it is marked as spam.",
    ),
    "contacts_inquiry_erased_is_empty": (
        {"erased_at": datetime(2026, 5, 4, tzinfo=UTC)},
        "The personal data of this inquiry has been erased.",
    ),
}


def test_reference_is_readable_and_of_this_year():
    references = [make_inquiry().reference for _ in range(20)]

    pattern = rf"CI-{timezone.localdate().year}-[34679CDFGHJKMNPQRTVWXY]{{6}}"
    assert [text for text in references if not re.fullmatch(pattern, text)] == []
    assert len(set(references)) == 20


def test_reference_stays_when_the_inquiry_is_saved_again():
    inquiry = make_inquiry()
    reference = inquiry.reference

    inquiry.save()

    assert Inquiry.objects.get().reference == reference


def test_reference_is_one_that_nobody_has(monkeypatch):
    monkeypatch.setattr(querysets, "REFERENCE_CHARACTERS", "34")
    year = timezone.localdate().year
    every = [f"CI-{year}-" + f"{number:06b}".replace("0", "3").replace("1", "4") for number in range(64)]
    for reference in every[:-1]:
        make_inquiry(reference=reference)

    assert {Inquiry.objects.free_reference() for _ in range(5)} == {every[-1]}


@pytest.mark.parametrize("constraint", REFUSED)
def test_database_refuses_what_must_not_be(constraint):
    make_inquiry(reference="CI-2026-7K3F9Q", submission_key="a" * 64)
    changes, sentence = REFUSED[constraint]

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_inquiry(**changes)

    values = {"reference": "CI-2026-777777", **POST, **changes}
    with pytest.raises(ValidationError) as caught:
        Inquiry(**values).validate_constraints()
    assert caught.value.messages == [sentence]


def test_every_constraint_is_tried():
    assert {constraint.name for constraint in Inquiry._meta.constraints} == set(REFUSED)


def test_waiting_for_staff_are_those_that_nobody_has_answered():
    by_state = {state: make_inquiry(state=state) for state in State}

    waiting = Inquiry.objects.waiting_for_staff()

    assert set(waiting) == {by_state[State.NEW], by_state[State.OPEN]}


def test_newest_inquiry_comes_first():
    now = timezone.now()
    old = make_inquiry(received_at=now - timedelta(days=2))
    new = make_inquiry(received_at=now)

    assert list(Inquiry.objects.all()) == [new, old]


def test_message_longer_than_the_limit_is_not_valid():
    inquiry = make_inquiry(message="x" * (MESSAGE_LENGTH + 1))

    with pytest.raises(ValidationError) as caught:
        inquiry.full_clean()

    assert list(caught.value.message_dict) == ["message"]

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from contacts.guards import proof_of_work
from contacts.guards.proof_of_work import Outcome
from contacts.models import SpentProof
from tests.contacts.posting import challenge_of, solved

pytestmark = pytest.mark.django_db


def changed(text, change):
    """The same proof with something in it changed, as a forger would."""
    payload = json.loads(base64.b64decode(text))
    change(payload)
    return base64.b64encode(json.dumps(payload).encode()).decode()


def test_challenge_is_given_fresh_to_each_and_kept_by_nobody(client):
    first, second = client.get("/contact/challenge/"), client.get("/ru/contact/challenge/")

    assert (first.status_code, first.headers["Content-Type"]) == (200, "application/json")
    assert "no-store" in first.headers["Cache-Control"]
    assert first.cookies.output() == ""
    assert first.json()["parameters"]["nonce"] != second.json()["parameters"]["nonce"]
    assert client.post("/contact/challenge/").status_code == 405


def test_challenge_takes_some_hundred_tries():
    challenge = proof_of_work.new_challenge()

    counter = json.loads(base64.b64decode(solved(challenge)))["solution"]["counter"]

    assert proof_of_work.MIN_NUMBER <= counter < proof_of_work.MAX_NUMBER
    assert challenge["parameters"]["cost"] == proof_of_work.ROUNDS


def test_solved_challenge_is_good_once():
    text = solved()

    assert [proof_of_work.spend(text) for _ in range(3)] == [Outcome.GOOD, Outcome.BAD, Outcome.BAD]
    assert SpentProof.objects.count() == 1


def test_proof_is_spent_however_it_is_written():
    text = solved()
    again = changed(text, lambda payload: payload["solution"].update(time=5))

    assert (proof_of_work.spend(text), again == text, proof_of_work.spend(again)) == (
        Outcome.GOOD,
        False,
        Outcome.BAD,
    )


def test_proof_is_good_for_an_hour_and_remembered_as_long():
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC), tick=False) as clock:
        text, late = (solved(challenge_of(0)) for _time in range(2))
        clock.shift(timedelta(minutes=60))
        assert proof_of_work.spend(text) == Outcome.GOOD
        clock.shift(timedelta(seconds=1))
        assert proof_of_work.spend(late) == Outcome.EXPIRED

    assert SpentProof.objects.get().expires_at == datetime(2026, 5, 4, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        lambda payload: payload["challenge"].update(signature="0" * 64),
        lambda payload: payload["challenge"].pop("signature"),
        lambda payload: payload["challenge"]["parameters"].update(cost=1),
        lambda payload: payload["challenge"]["parameters"].update(keyPrefix=""),
        lambda payload: payload["challenge"]["parameters"].update(expiresAt=9_999_999_999),
        lambda payload: payload["challenge"]["parameters"].pop("keySignature"),
        lambda payload: payload["solution"].update(derivedKey="00" * 32),
        lambda payload: payload["solution"].update(derivedKey=None),
        lambda payload: payload.update(solution=[]),
        lambda payload: payload.update(challenge="x"),
    ],
)
def test_forged_proof_is_bad_and_spends_nothing(change):
    text = solved()

    assert proof_of_work.spend(changed(text, change)) == Outcome.BAD
    assert SpentProof.objects.count() == 0
    assert proof_of_work.spend(text) == Outcome.GOOD


@examples(max_examples=200)
@given(
    st.one_of(
        st.text(max_size=100),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda children: (
                st.lists(children, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["challenge", "solution", "parameters", "signature", "algorithm", "x"]),
                    children,
                )
            ),
        ).map(lambda value: base64.b64encode(json.dumps(value).encode()).decode()),
    )
)
def test_no_nonsense_passes_or_crashes(text):
    assert proof_of_work.spend(text) == Outcome.BAD


@pytest.mark.parametrize(
    "text", ["W" * 10_000_000, base64.b64encode(b"[" * 1400).decode()], ids=["long", "deep"]
)
def test_large_or_deep_proof_is_bad(text):
    assert proof_of_work.spend(text) == Outcome.BAD

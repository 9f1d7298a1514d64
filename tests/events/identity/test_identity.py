"""The import joins nobody wrongly, offers nearly all whom it knows, and asks about few."""

import os
import random

import pytest

from tests.events.identity.measuring import Outcome, measure
from tests.events.identity.population import settle
from tests.events.identity.rows import SHARES, Lists
from tests.factories import make_event

PEOPLE = int(os.environ.get("IDENTITY_PEOPLE", 1000))
SEED = int(os.environ.get("IDENTITY_SEED", 1))
LISTS = 4
# Of a hundred rows. Among few people a name says more, so more is asked.
MOST_ASKED = 0.15 if PEOPLE >= 20_000 else 0.2


@pytest.mark.django_db
def test_people_are_known_again():
    chance = random.Random(SEED)
    lists = Lists(chance, settle(chance, PEOPLE))
    outcome = Outcome()
    for number in range(LISTS):
        measure(make_event(f"Forum {number}"), lists.make(SHARES), outcome)

    known = ("joined", "offered first", "offered", "missed", "asked and missed")
    asked = outcome.share("offered first", "offered", "asked in vain", "asked and missed")
    print("\n" + outcome.table(outcome.by_kind | outcome.by_culture | {"all": outcome.counts}))
    print(f"asked about {asked:.1%}, found {outcome.share('joined', 'offered first', of=known):.1%}")
    for question, count in outcome.questions.most_common():
        print(count, *question)
    for each in outcome.wrong:
        print("WRONG", *each)
    assert outcome.counts["rows"] >= 600
    assert outcome.wrong == []
    assert outcome.share("joined", "offered first", of=known) >= 0.95
    assert asked <= MOST_ASKED

"""Whether people find what they look for: questions about the demo content, and what each should find."""

import csv
from pathlib import Path

import pytest
from django.utils import translation

from search.finding.answers import find
from search.showing.results import items_of

pytestmark = pytest.mark.django_db
FIRST = 3  # answers, among which the right one is to be


def questions(name):
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_names(question):
    """Kind and English name of the first answers."""
    with translation.override(question["language"]):
        answers = find(question["question"])
        best = [*answers.best, *answers.close][:FIRST]
        items = items_of(best)
    return [(match.kind, english_name(items[match.kind, match.item])) for match in best]


def english_name(item):
    return getattr(item, "title_en", None) or getattr(item, "name_en", None) or item.name


def misses(asked):
    missed = {}
    for each in asked:
        names = first_names(each)
        if not any(kind == each["kind"] and name.startswith(each["answer"]) for kind, name in names):
            missed[each["question"]] = names
    return missed


@pytest.mark.parametrize(
    ("name", "number", "enough"),
    # The second were written by somebody who did not know how the search works.
    [("search_questions.csv", 40, 38), ("fresh_search_questions.csv", 30, 26)],
)
def test_questions_find_their_answer_among_the_first(demo, capsys, name, number, enough):
    asked = questions(name)

    missed = misses(asked)

    with capsys.disabled():
        print(f" [{len(asked) - len(missed)} of {len(asked)} questions answered]", end="")
    assert len(asked) == number
    assert len(missed) <= number - enough, missed

"""From what was typed to what was found."""

from dataclasses import dataclass
from typing import Any

from search.finding import questions, spelling
from search.finding.matching import MAX_MATCHES, Match, matches, one_of_each, ranked
from search.finding.questions import Question


@dataclass(frozen=True)
class Answers:
    """`found` is every language version that answers the question, `best` one of each item, the best first.

    `meant` is the text that was searched for in place of what was typed; `is_loose` says that not all words
    are in each.
    """

    question: Question
    found: list[Match]
    best: list[Match]
    meant: str = ""
    is_loose: bool = False

    @property
    def is_sure(self) -> bool:
        return any(match.is_sure for match in self.found)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than is counted."""
        return len(self.found) == MAX_MATCHES


def find(text: str, **narrowed: Any) -> Answers:
    """What answers the text, narrowed as in `matching.matches()`: with all its words, else with those that
    were probably meant, else with at least one of them.
    """
    answers = _answers(questions.asked(text), narrowed)
    if answers.is_sure or not answers.question.text:
        return answers
    for better in spelling.corrections(answers.question.text):
        corrected = _answers(questions.asked(better), narrowed, meant=better)
        if corrected.is_sure:
            return corrected
    return answers if answers.found else _answers(questions.asked_loosely(text), narrowed, is_loose=True)


def _answers(question: Question, narrowed: dict[str, Any], **kind_of_answer: Any) -> Answers:
    found = matches(question, **narrowed) if question.text else []
    best = ranked(question, one_of_each(found))
    return Answers(question, found, best, **kind_of_answer)

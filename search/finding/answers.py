"""From what was typed to what was found."""

from dataclasses import dataclass, field, replace
from typing import Any

from search.finding import questions, spelling
from search.finding.matching import MAX_MATCHES, Match, matches, one_of_each, ranked
from search.finding.questions import Question

NOTHING_ASKED = Question("", "", "")
FEW = 3  # answers; beside fewer those stand that have only some of the words
MAX_CLOSE = 5


@dataclass(frozen=True)
class Answers:
    """`found` is every language version that answers the question, `best` one of each item, the best first.

    `meant` is the text that was searched for in place of what was typed; `is_loose` says that not all words
    are in each. `close` answer the question `loosely`, beside few that have all words.
    """

    question: Question
    found: list[Match]
    best: list[Match]
    meant: str = ""
    is_loose: bool = False
    loosely: Question = NOTHING_ASKED
    close: list[Match] = field(default_factory=list)

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
    if not answers.question.text:
        return answers
    if answers.is_sure:
        return _with_close(answers, narrowed)
    for better in spelling.corrections(answers.question.text):
        corrected = _answers(questions.asked(better), narrowed, meant=better)
        if corrected.is_sure:
            return _with_close(corrected, narrowed)
    return answers if answers.found else _answers(questions.asked_loosely(text), narrowed, is_loose=True)


def _with_close(answers: Answers, narrowed: dict[str, Any]) -> Answers:
    """With what has only some of the words: all of them may stand together by chance in another text."""
    text = answers.question.text
    if len(answers.best) >= FEW or not questions.is_of_several_words(text):
        return answers
    known = {(match.kind, match.item) for match in answers.best}
    loose = _answers(questions.asked_loosely(text), narrowed)
    others = [match for match in loose.best if (match.kind, match.item) not in known]
    return replace(answers, loosely=loose.question, close=others[:MAX_CLOSE])


def _answers(question: Question, narrowed: dict[str, Any], **kind_of_answer: Any) -> Answers:
    found = matches(question, **narrowed) if question.text else []
    best = ranked(question, one_of_each(found))
    return Answers(question, found, best, **kind_of_answer)

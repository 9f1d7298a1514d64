"""The passage of a text in which the words of a question stand."""

import re

from publishing.statements.prepared import prepared
from search.finding.questions import HAN, Question
from search.models import Entry
from search.querysets import GAP, MARKS

MAX_CHINESE = 90  # characters
Passage = list[tuple[str, bool]]  # parts of a text, and whether each is marked


def passages(question: Question, keys: list[int]) -> dict[int, Passage]:
    """The passage of each of these entries, by its key: the beginning if the words are in the title alone."""
    rows = _passages(keys=keys, words=question.words, starts=question.starts) if keys else []
    rows_of_characters = sorted(HAN.findall(question.text), key=len, reverse=True)
    return {
        key: chinese(text, rows_of_characters) if rows_of_characters else parts(passage, text)
        for key, passage, text in rows
    }


@prepared
def _passages():
    return Entry.objects.with_passages().values_list("pk", "passage", "text")


def parts(passage: str, text: str) -> Passage:
    """What the database marked in the text, in parts, with an ellipsis where the text goes on."""
    found, is_marked = [], False
    for part in re.split(f"([{''.join(MARKS)}])", passage):
        if part in MARKS:
            is_marked = part == MARKS[0]
        elif part:
            found.append((part, is_marked))
    plain = "".join(part for part, _is_marked in found)
    return _with_ellipses(
        found, not text.startswith(plain.split(GAP)[0]), not text.endswith(plain.split(GAP)[-1])
    )


def chinese(text: str, rows: list[str]) -> Passage:
    """The first passage with one of these rows of characters, the longest if it can be; the database sees no
    words in them.
    """
    wanted = [*rows, *(row[place : place + 2] for row in rows for place in range(len(row) - 1))]
    text = " ".join(text.split())
    first = next((place for row in wanted if (place := text.find(row)) >= 0), 0)
    start = max(first - MAX_CHINESE // 3, 0)
    passage = text[start : start + MAX_CHINESE]
    found = [(part, part in wanted) for part in re.split(f"({'|'.join(wanted)})", passage) if part]
    return _with_ellipses(found, start > 0, start + MAX_CHINESE < len(text))


def _with_ellipses(found: Passage, before: bool, after: bool) -> Passage:
    return [*([("… ", False)] if before else []), *found, *([(" …", False)] if after else [])]

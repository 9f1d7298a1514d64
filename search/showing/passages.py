"""The passage of a text in which the words of a question stand."""

import re

from publishing.statements.prepared import prepared
from search.finding.questions import HAN, Question
from search.models import Entry
from search.querysets import MARKS, NO_TAG

MAX_LENGTH = 230  # characters; of Chinese, where each is a word, fewer
MAX_CHINESE_LENGTH = 90
Passage = list[tuple[str, bool]]  # parts of a text, and whether each is marked


def passages(question: Question, keys: list[int]) -> dict[int, Passage]:
    """The passage of each of these entries, by its key: the beginning if the words are in the title alone."""
    rows = _marked(keys=keys, words=question.words, starts=question.starts) if keys else []
    characters = HAN.findall(question.text)
    return {key: passage(mark_chinese(text, characters) if characters else text) for key, text in rows}


@prepared
def _marked():
    return Entry.objects.with_marks().values_list("pk", "marked")


def mark_chinese(text: str, rows: list[str]) -> str:
    """The text with marks around these rows of characters, and each two of them: the database sees no words
    there.
    """
    wanted = {*rows, *(row[place : place + 2] for row in rows for place in range(len(row) - 1))}
    longest_first = "|".join(sorted(wanted, key=len, reverse=True))
    return re.sub(longest_first, rf"{MARKS[0]}\g<0>{MARKS[1]}", text)


def passage(marked: str) -> Passage:
    """The part of a text between whose ends most marks stand, the first if there are several."""
    text, places = _without_marks(" ".join(marked.replace(NO_TAG, "<").split()))
    longest = MAX_CHINESE_LENGTH if HAN.search(text) else MAX_LENGTH
    start, end = _best_part(text, [begin for begin, _end in places], longest)
    parts, last = [], start
    for begin, finish in places:
        if start <= begin and finish <= end:
            parts += [(text[last:begin], False), (text[begin:finish], True)]
            last = finish
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return [part for part in [(before, False), *parts, (text[last:end], False), (after, False)] if part[0]]


def _without_marks(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text, and where each mark begins and ends in it."""
    text, places, begin = "", [], 0
    for part in re.split(f"([{''.join(MARKS)}])", marked):
        if part == MARKS[0]:
            begin = len(text)
        elif part == MARKS[1]:
            places.append((begin, len(text)))
        else:
            text += part
    return text, places


def _best_part(text: str, begins: list[int], longest: int) -> tuple[int, int]:
    """Where it starts and ends, between words."""
    before = longest // 3  # what there is to read before the first mark
    first = max(
        begins, key=lambda begin: sum(begin <= each < begin + longest - before for each in begins), default=0
    )
    start = max(first - before, 0)
    if start and (space := text.find(" ", start, first)) >= 0:
        start = space + 1
    end = start + longest
    if end >= len(text):
        return start, len(text)
    space = text.rfind(" ", start, end)
    return start, space if space > first + before else end

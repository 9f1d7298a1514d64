"""What was typed, as the index is asked for it."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category, combining, normalize

from events.name_keys import keys_meant

MAX_LENGTH = 100  # characters
MAX_WORDS = 12
LETTERS = "々〇\u3400-\u9fff"  # of Chinese
HAN = re.compile(f"[{LETTERS}]+")
CHINESE = re.compile("[\u3000-\u9fff]")  # with its marks
APOSTROPHES = "ʻʼ"  # which are letters to Python, but not to the index
QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))
PART = re.compile(r'-?"[^"]*"|[^\s"]+')
ZERO_WIDTH_JOINERS = "\u200c\u200d"  # which are letters in Persian and Urdu
WORD = re.compile(r"[^\W\d_]{4,}")


class Question(NamedTuple):
    """`words` are for websearch_to_tsquery, `starts` for to_tsquery: words that only begin so. `names` are
    the keys of what may be a name: in Cyrillic also of a Chinese one.
    """

    text: str
    words: str
    starts: str
    names: tuple[str, ...] = ()


def asked(text: str) -> Question:
    """The question for what has all these words, and each "phrase in quotation marks", but no -such word."""
    text = clean(text)
    words, starts = [], []
    for part in _parts(text):
        for chunk in _chunks(part):
            if HAN.fullmatch(chunk) and len(chunk) == 1:
                starts.append(f"{chunk}:*")
            else:
                words.append(chunk)
    if not starts and all(word.startswith("-") for word in words):
        return Question(text, "", "")  # nearly everything is without a word
    return Question(text, " ".join(words), " & ".join(starts), tuple(keys_meant(text)))


def asked_loosely(text: str) -> Question:
    """The question for what has at least one of these words; of Chinese, of which each two characters are
    one.
    """
    text = clean(text)
    words = []
    for part in _parts(text):
        if part.startswith("-"):
            continue
        for chunk in re.findall(r"[\w’'-]+", part):
            words += _pairs(chunk) if HAN.search(chunk) else [chunk.strip("-")]
    return Question(text, " or ".join(word for word in words if word), "")


def is_of_several_words(text: str) -> bool:
    """Whether each may be asked for alone: neither a phrase nor the lack of a word was wanted."""
    parts = _parts(clean(text))
    return len(parts) > 1 and not any(part.startswith("-") or '"' in part for part in parts)


def begun(text: str) -> Question:
    """The question for what has all these words, of which the last one is not yet written to its end."""
    question = asked(text)
    last = re.search(r"(\w+)$", question.text)
    if not last or not _is_one_word(last[1]):
        return question
    words = question.words.removesuffix(last[1])
    return question._replace(words=words, starts=" & ".join(filter(None, [question.starts, f"{last[1]}:*"])))


def _is_one_word(written: str) -> bool:
    """Whether the index, too, takes it for one: a lone ʻ is none to it, and ½ are two."""
    plain = [each for each in normalize("NFKD", written) if not combining(each) and each not in APOSTROPHES]
    return bool(plain) and "".join(plain).replace("_", "").isalnum() and not CHINESE.search(written)


def words_of(text: str) -> list[str]:
    """The words that may be misspelt."""
    return [word for word in WORD.findall(text) if not HAN.search(word)][:MAX_WORDS]


def clean(text: str) -> str:
    """The text as it is searched and shown: without what nobody sees, and not too long."""
    seen = (each for each in text.replace("\0", "") if each in ZERO_WIDTH_JOINERS or category(each) != "Cf")
    return " ".join("".join(seen)[:MAX_LENGTH].split())


def _parts(text: str) -> list[str]:
    """Words, and "phrases in quotation marks" of any kind; a minus that stands alone is a dash."""
    parts = PART.findall(text.translate(QUOTES))
    return [part for part in parts if re.search(r"\w", part)][:MAX_WORDS]


def _chunks(part: str) -> Iterator[str]:
    """Of a row of Chinese characters each two that follow one another, as a phrase."""
    sign = "-" if part.startswith("-") else ""
    inner = part.removeprefix("-")
    if not HAN.search(inner):
        yield part
    elif inner.startswith('"'):
        spaced = HAN.sub(lambda row: f" {' '.join(_pairs(row[0]))} ", inner.strip('"'))
        yield f'{sign}"{spaced}"'
    else:
        for chunk in re.findall(f"{HAN.pattern}|[^{LETTERS}]+", inner):
            is_row = HAN.fullmatch(chunk) and len(chunk) > 1
            yield f'{sign}"{" ".join(_pairs(chunk))}"' if is_row else chunk


def _pairs(run: str) -> list[str]:
    """水资源: 水资, 资源."""
    rows = HAN.findall(run)
    return [row[place : place + 2] for row in rows for place in range(max(len(row) - 1, 1))]

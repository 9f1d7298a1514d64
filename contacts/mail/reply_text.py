"""Separates what a reply says from what its mail program quoted below."""

import re

MAX_LINE_LENGTH = 400  # characters; a longer one is no framing, and would be slow to look through

# "On 5 May 2026, the Institute wrote:" in the languages of the site, as mail programs write it.
_FRAMING = re.compile(
    r"^\s*((on|at)\b.{3,200}wrote"
    r"|.{3,200}(пишет|писал\(?а?\)?|написал\(?а?\)?)"
    r"|.{0,200}[写寫]道)\s*[:：]\s*$",
    re.IGNORECASE,
)
# Others leave out the word: a day with its year, then the address.
_YEAR = re.compile(r"\d{4}")
_ADDRESS_LAST = re.compile(r"<[^<>\s]{3,200}>\s*[:：]\s*$")
_DIVIDER = re.compile(
    r"^\s*(-{2,}\s*(original message|исходное сообщение|пересылаемое сообщение|原始邮件)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)
# Outlook puts the headers of the mail above its words: the sender, and soon the date.
_SENDER = re.compile(r"^\s*\*?(from|от|发件人)\s*[:：]", re.IGNORECASE)
_DATE = re.compile(r"^\s*\*?(sent|date|отправлено|дата|发送时间|日期)\s*[:：]", re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """The new text of an email and the quotation at its end; blank lines between them are dropped.

    Lines quoted between new ones stay with them, because the text below them answers them.
    """
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if _divides(line, lines[number + 1 : number + 4]):
            return _cut(lines, number)
    number = len(lines)
    while number and (not lines[number - 1].strip() or lines[number - 1].lstrip().startswith(">")):
        number -= 1
    if all(not line.strip() for line in lines[number:]):
        return text, ""
    # A program may break the line that frames the quote in two.
    for length in (1, 2):
        framing = " ".join(lines[max(number - length, 0) : number])
        if number >= length and _frames(framing):
            return _cut(lines, number - length)
    return _cut(lines, number)


def _divides(line: str, below: list[str]) -> bool:
    """Whether everything below the line is a quotation, even without marks."""
    if len(line) > MAX_LINE_LENGTH:
        return False
    if _SENDER.match(line):
        return any(_DATE.match(header) for header in below)
    # Without an address it may be the sender's own sentence.
    has_marks = next((text.lstrip().startswith(">") for text in below if text.strip()), True)
    return bool(_DIVIDER.match(line) or ("@" in line and not has_marks and _frames(line)))


def _frames(text: str) -> bool:
    if len(text) > MAX_LINE_LENGTH:
        return False
    return bool(_FRAMING.match(text) or (_ADDRESS_LAST.search(text) and _YEAR.search(text)))


def fresh_part(text: str) -> str:
    return parted(text)[0]


def _cut(lines: list[str], number: int) -> tuple[str, str]:
    fresh = "\n".join(lines[:number]).rstrip()
    tail = "\n".join(lines[number:]).strip("\n")
    return (fresh, tail) if fresh.strip() else ("\n".join(lines), "")

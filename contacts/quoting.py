"""What a reply says, and what its mail program quoted below."""

import re

LONGEST_LINE = 400  # characters; a longer one is no framing, and would be slow to look through

# "On 5 May 2026, the Institute wrote:" in the languages of the site, as mail programs write it.
_FRAMING = re.compile(
    r"^\s*(on\b.{3,200}wrote|.{3,200}(пишет|писал\(?а?\)?|написал\(?а?\)?)|.{0,200}写道?)\s*[:：]\s*$",
    re.IGNORECASE,
)
_DIVIDER = re.compile(
    r"^\s*(-{2,}\s*(original message|исходное сообщение|пересылаемое сообщение|原始邮件)\s*-{2,}|_{20,})\s*$",
    re.IGNORECASE,
)


def parted(text: str) -> tuple[str, str]:
    """The fresh words of a mail, and the tail that it quotes; blank lines between them are dropped.

    Lines quoted between fresh ones stay with them: they are what the words below answer.
    """
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if len(line) <= LONGEST_LINE and _DIVIDER.match(line):
            return _cut(lines, number)
    number = len(lines)
    while number and (not lines[number - 1].strip() or lines[number - 1].lstrip().startswith(">")):
        number -= 1
    if all(not line.strip() for line in lines[number:]):
        return text, ""
    # A program may break the line that frames the quote in two.
    for length in (1, 2):
        framing = " ".join(lines[max(number - length, 0) : number])
        if number >= length and len(framing) <= LONGEST_LINE and _FRAMING.match(framing):
            return _cut(lines, number - length)
    return _cut(lines, number)


def fresh_part(text: str) -> str:
    return parted(text)[0]


def _cut(lines: list[str], number: int) -> tuple[str, str]:
    fresh = "\n".join(lines[:number]).rstrip()
    tail = "\n".join(lines[number:]).strip("\n")
    return (fresh, tail) if fresh.strip() else ("\n".join(lines), "")

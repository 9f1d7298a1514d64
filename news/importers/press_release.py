"""Press releases in plain text: a title line, a date line, paragraphs between blank lines.

This module deals only with text; `news.importers.saving` makes articles from it.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from news.importers.dates import parse_date
from publishing import languages
from publishing.richtext import MAX_LENGTH as MAX_BODY

MAX_BYTES = 2 * 1024 * 1024
MAX_TITLE = 200
MAX_SUMMARY = 300
# Past this the words under a “Contact Us” line are more than an invitation to write.
MAX_CONTACT_WORDS = 120

CONTACT_HEADINGS = {"contact us", "contacts", "свяжитесь с нами", "контакты", "联系我们", "联系方式"}
CJK = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
BETWEEN_CJK = re.compile(rf"(?<=[{CJK}])\n(?=[{CJK}])")
WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|(?:(?![\u3400-\u9fff\uf900-\ufaff])\w)+(?:[’'\-]\w+)*")
SENTENCE_END = re.compile(r"[.!?…]+[”’\"'»)\]]*(?=\s|$)|[。！？]+[”’」』）]*")
# A full stop after one of these, or after a single letter, ends no sentence.
ABBREVIATIONS = {"mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "vol", "им", "ул", "акад", "проф", "др"}
# Word writes these where a writer pressed Shift+Enter or broke a page: they separate words, nothing more.
SOFT_BREAKS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), " ")


class ReleaseError(Exception):
    """A file that can't be imported: a sentence for staff, and the line it refers to, if any."""

    def __init__(self, sentence: str, line: int | None = None):
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


@dataclass(frozen=True)
class PressRelease:
    title: str
    date: date
    paragraphs: tuple[str, ...]
    dropped: str = ""  # what belongs to the site and was left out, in words; empty if nothing

    @property
    def body(self) -> str:
        return "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in self.paragraphs)

    @property
    def words(self) -> int:
        return sum(count_words(text) for text in self.paragraphs)

    @property
    def summary(self) -> str:
        return summarise(self.paragraphs[0])

    @property
    def language(self) -> str:
        """The code of its language, judged by the script of most of its letters."""
        text = self.title + "".join(self.paragraphs)
        chinese = len(re.findall(r"[\u3400-\u9fff]", text))
        cyrillic = len(re.findall(r"[\u0400-\u04ff]", text))
        latin = len(re.findall(r"[A-Za-z]", text))
        # A Chinese character says as much as several letters.
        letters = {"latin": latin, "cyrillic": cyrillic, "han": 3 * chinese}
        return languages.of_script(max(letters, key=letters.__getitem__))


def read(path: Path) -> str:
    """The text of a UTF-8 file, with or without a byte-order mark; raises ReleaseError if unreadable."""
    if path.is_dir():
        raise ReleaseError("this is a folder. Name the files in it.")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReleaseError("there is no such file.") from None
    except OSError as error:
        raise ReleaseError(f"this file can't be read ({error.strerror or error}).") from None
    if len(data) > MAX_BYTES:
        raise ReleaseError(
            f"this file is larger than {MAX_BYTES // 2**20} MB, too large for a press release."
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReleaseError("this file is in UTF-16. Save it as plain text in UTF-8.", line=1)
    if b"\x00" in data:
        raise ReleaseError(
            "this is not a text file. Save the press release as plain text in UTF-8.", _line(data, b"\x00")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReleaseError(
            f"byte {error.start + 1} of the file (0x{data[error.start]:02X}) is not UTF-8. "
            "Save it as plain text in UTF-8.",
            data.count(b"\n", 0, error.start) + 1,
        ) from None


def _line(data: bytes, part: bytes) -> int:
    return data.count(b"\n", 0, data.index(part)) + 1


def parse(text: str) -> PressRelease:
    """Parse a press release; ReleaseError names the line that can't be understood.

    Line ends may be LF, CRLF or CR. Lines of one paragraph are joined by a space (by nothing between
    Chinese characters); apart from that no character of the text changes. From a line that says only
    “Contact Us” to the end is the site's own contact block, which every page has, and is dropped.
    """
    lines = [line.strip() for line in _lines(text)]
    written = [number for number, line in enumerate(lines) if line]
    if not written:
        raise ReleaseError("the file is empty.")
    title_at, *rest = written
    title = " ".join(lines[title_at].split())
    if len(title) > MAX_TITLE:
        raise ReleaseError(
            f"the title has {len(title)} characters, {MAX_TITLE} are allowed. Is the title line missing?",
            title_at + 1,
        )
    if _is_date(title):
        raise ReleaseError("the title is missing: the file starts with its date.", title_at + 1)
    if not rest:
        raise ReleaseError("the date line is missing: nothing follows the title.", title_at + 1)
    date_at = rest[0]
    try:
        day = parse_date(lines[date_at])
    except ValueError as error:
        raise ReleaseError(str(error), date_at + 1) from None

    end = _contact_block(lines, date_at + 1)
    paragraphs = _paragraphs(lines[date_at + 1 : end])
    if not paragraphs:
        raise ReleaseError("no paragraph follows the date.", date_at + 1)
    release = PressRelease(title, day, paragraphs, _dropped(lines, end))
    if len(release.body) > MAX_BODY:
        raise ReleaseError(f"the text has {len(release.body):,} characters, {MAX_BODY:,} are allowed.")
    return release


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line.translate(SOFT_BREAKS) for line in lines]
    for number, line in enumerate(lines, 1):
        for char in line:
            if char != "\t" and unicodedata.category(char) == "Cc":
                raise ReleaseError(f"it holds an invisible control character (U+{ord(char):04X}).", number)
    return lines


def _is_date(line: str) -> bool:
    try:
        parse_date(line)
    except ValueError:
        return False
    return True


def _contact_block(lines: list[str], start: int) -> int:
    """The index at which the trailing contact block begins, or the number of lines if there is none."""
    for number in range(start, len(lines)):
        starts_paragraph = not lines[number - 1] or number == start
        if starts_paragraph and lines[number].rstrip(":：").rstrip().casefold() in CONTACT_HEADINGS:
            following = sum(count_words(line) for line in lines[number + 1 :])
            if following > MAX_CONTACT_WORDS:
                raise ReleaseError(
                    f"{following} words follow “{lines[number]}”, too many for a contact block. "
                    "Move the block to the end of the file, or delete this line.",
                    number + 1,
                )
            return number
    return len(lines)


def _dropped(lines: list[str], start: int) -> str:
    if start == len(lines):
        return ""
    last = max(number for number, line in enumerate(lines) if line)
    return f"the “{lines[start].rstrip(':：')}” block (lines {start + 1}–{last + 1}), which every page has"


def _paragraphs(lines: list[str]) -> tuple[str, ...]:
    blocks = re.split(r"\n{2,}", "\n".join(lines).strip("\n"))
    return tuple(BETWEEN_CJK.sub("", block).replace("\n", " ") for block in blocks if block)


def count_words(text: str) -> int:
    """Words, each Chinese character counted as one."""
    return len(WORD.findall(text))


def summarise(text: str, limit: int = MAX_SUMMARY) -> str:
    """The whole sentences at the start of `text` that fit in `limit` characters.

    If not even the first fits, it is cut after a whole word and ends in an ellipsis; text without any
    place to cut has no summary.
    """
    if len(text) <= limit:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text[: limit + 1]) if _ends(text, found)]
    fitting = [end for end in ends if end <= limit]
    if fitting:
        return text[: fitting[-1]]
    room = text[:limit]
    cuts = [found.start() for found in re.finditer(rf"\s|(?<=[{CJK}])(?=[^\s])", room)]
    kept = room[: cuts[-1]].rstrip(" ,;:，；：、—–-(（“«") if cuts else ""
    return f"{kept}…" if kept else ""


def _ends(text: str, found: re.Match[str]) -> bool:
    if not found[0].startswith(".") or found[0].startswith(".."):
        return True
    before = re.search(r"[^\W\d_]+$", text[: found.start()])
    return not before or (len(before[0]) > 1 and before[0].casefold() not in ABBREVIATIONS)

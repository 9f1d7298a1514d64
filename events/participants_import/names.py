"""Names as lists write them, taken apart: form of address, given name, family name, script."""

import re
from typing import NamedTuple

from anyascii import anyascii

from events.matching import HAN

CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Letters of Greek, Cyrillic and all that follow, up to Mongolian; those of East Asia.
OTHER = re.compile("[\u0370-\u1cff\u3040-\u9fff\uac00-\ud7af]")
HONORIFICS = (
    r"mr|mrs|ms|miss|mx|dr|prof|professor|h\.? ?e|his excellency|her excellency|academician|amb|ambassador"
    "|г-н|г-жа|господин|госпожа|д-р|проф|профессор"
)
HONORIFIC = re.compile(rf"^((?:(?:{HONORIFICS})(?:\.|(?=\s))\s*)+)(?=\S)", re.IGNORECASE)
CHINESE_HONORIFIC = re.compile("(先生|女士|教授|博士|小姐|阁下)$")
PATRONYMIC = re.compile(
    "(ович|евич|ич|овна|евна|ична|улы|ұлы|уулу|кызы|қызы|оглы|оглу|зода|угли)$", re.IGNORECASE
)
FAMILY = re.compile(
    "(ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|ко|ян|швили|дзе|баев|баева|заде|пур)$",
    re.IGNORECASE,
)
COMPOUND = re.compile("欧阳|司马|诸葛|上官|司徒|东方|夏侯|皇甫|尉迟|公孙|令狐|慕容|宇文|长孙|端木")


class Name(NamedTuple):
    """In Latin letters, with the name as written if that was another script."""

    given: str = ""
    family: str = ""
    family_first: bool = False
    native: str = ""

    @property
    def latin(self) -> str:
        parts = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(part for part in parts if part)

    @property
    def all(self) -> list[str]:
        return [name for name in (self.latin, self.native) if name]


def without_honorific(text: str) -> tuple[str, str]:
    """The form of address before the name (Chinese: behind it), and the name."""
    if found := HONORIFIC.match(text):
        return found.group(1).strip(), text[found.end() :]
    if found := CHINESE_HONORIFIC.search(text):
        return found.group(1), text[: found.start()].strip()
    return "", text


def from_full(text: str) -> Name:
    """Take a full name apart: a comma, capitals, patronymics, family endings and Chinese order are clues.

    Where nothing tells, the last part is the family name, as in English.
    """
    if HAN.search(text) and not CYRILLIC.search(text):
        latin = " ".join(HAN.sub(" ", text).replace("(", " ").replace(")", " ").split())
        native = "".join(HAN.findall(text))
        return _both(latin, _chinese(native)) if LATIN.search(latin) else _chinese(native)
    if not LATIN.search(text):
        given, family, family_first = _divide(text)
        return Name(to_latin(given), to_latin(family), family_first, text)
    return _mixed(text) if OTHER.search(text) else Name(*_divide(text))


def _mixed(text: str) -> Name:
    """“Aigul Saparova (Айгуль Сапарова)” stands in two scripts; “А. Saparova” is put into Latin ones."""
    words = re.findall(r"[^\s()/|;]+", text)
    latin = [word for word in words if not OTHER.search(word)]
    native = [word for word in words if not LATIN.search(word)]
    is_told_apart = re.search("[(/|;]", text) or len(latin) == len(native) > 1
    if is_told_apart and len(words) == len(latin) + len(native):
        return from_full(" ".join(latin))._replace(native=" ".join(native))
    given, family, family_first = _divide(text)
    return Name(to_latin(given), to_latin(family), family_first)


def from_parts(given: str, middle: str, family: str) -> Name:
    """The parts as separate columns give them; a patronymic goes with the given name."""
    given = " ".join(part for part in (given, middle) if part)
    if not LATIN.search(given + family):
        written = f"{family}{given}" if HAN.search(family) else f"{family} {given}".strip()
        return Name(to_latin(given), to_latin(family), bool(HAN.search(family)), written)
    return Name(to_latin(given), to_latin(family))


def to_latin(text: str) -> str:
    """As international documents write it: “Айгуль” is “Aygul”, “小明” is “Xiaoming”."""
    if not text or (LATIN.search(text) and not OTHER.search(text)):
        return text
    pieces = HAN.sub(lambda found: f" {anyascii(found.group()).capitalize()} ", text)
    latin = anyascii(pieces).replace("'", "").replace("`", "").replace('"', "")
    return " ".join(word[:1].upper() + word[1:] for word in latin.split())


def _chinese(text: str) -> Name:
    size = 2 if COMPOUND.match(text) and len(text) > 2 else 1
    family, given = text[:size], text[size:]
    return Name(to_latin(given), to_latin(family), True, text)


def _both(latin: str, chinese: Name) -> Name:
    """Latin letters beside characters; these tell which part of the pinyin is the family name."""
    family, _space, given = latin.partition(" ")
    if given and family.lower() == chinese.family.lower():
        return Name(given, family.capitalize(), True, chinese.native)
    return from_full(latin)._replace(native=chinese.native)


def _divide(text: str) -> tuple[str, str, bool]:
    """Given name, family name, and whether the family name stands first by habit rather than for a list."""
    if "," in text:
        family, _comma, given = (part.strip() for part in text.partition(","))
        return (given, family, False) if given else ("", family, False)
    parts = text.split()
    if len(parts) < 2:
        return "", text, False
    capitals = [part for part in parts if part.isupper() and sum(map(str.isalpha, part)) > 1]
    if capitals and len(capitals) < len(parts):
        size = len(capitals)
        if parts[:size] == capitals:
            return " ".join(parts[size:]), _proper(capitals), False
        if parts[-size:] == capitals:
            return " ".join(parts[:-size]), _proper(capitals), False
    is_cyrillic = CYRILLIC.search(text)
    if is_cyrillic and (
        (len(parts) > 2 and PATRONYMIC.search(parts[-1]))
        or (len(parts) == 2 and FAMILY.search(parts[0]) and not FAMILY.search(parts[1]))
    ):
        return " ".join(parts[1:]), parts[0], False
    return " ".join(parts[:-1]), parts[-1], False


def _proper(words) -> str:
    return " ".join("-".join(piece.capitalize() for piece in word.split("-")) for word in words)

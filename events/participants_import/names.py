"""Parses names as lists write them: form of address, given name, family name, script."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from anyascii import anyascii

from events.name_keys import HAN

CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# Letters of Greek, Cyrillic and all that follow, up to Mongolian; those of East Asia.
OTHER = re.compile("[\u0370-\u1cff\u3040-\u9fff\uac00-\ud7af]")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
ASIDE = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
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
CHINESE_POST = re.compile(
    "(组长|主任|教授|博士|先生|女士|会长|翻译|经理|主持人|主席|处长|司长|局长|部长|院长|团长|秘书|助理|代表|男|女)$"
)
NO_PERSON = re.compile(
    "universit|institut|minist|bank|committee|agenc|cent(er|re)|college|department|compan|associat|council"
    "|director|manager|head|deputy|expert|specialist|officer|advis|research|академи|универ|институт|министер"
    "|банк|комитет|агентств|центр|отдел|управлен|директор|начальник|специалист|эксперт|заместител|менеджер"
    "|советник|[部局司院所]$|中心|大学|公司|委员会|研究",
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
    """The form of address before the name (in Chinese, after it), and the name."""
    if found := HONORIFIC.match(text):
        return found.group(1).strip(), text[found.end() :]
    if found := CHINESE_HONORIFIC.search(text):
        return found.group(1), text[: found.start()].strip()
    return "", text


def from_full(text: str) -> Name:
    """Parse a full name; a comma, capitals, patronymics, family endings and Chinese order are clues.

    Without clues, the last part is the family name, as in English. Arabic letters leave out vowels, so a
    name in them gets no Latin parts.
    """
    text = _without_asides(text)
    if ARABIC.search(text) and not LATIN.search(text):
        return Name(native=text)
    if HAN.search(text) and not CYRILLIC.search(text):
        latin = " ".join(HAN.sub(" ", text).replace("(", " ").replace(")", " ").split())
        native = "".join(HAN.findall(text))
        return _both(latin, _chinese(native)) if LATIN.search(latin) else _chinese(native)
    if not LATIN.search(text):
        given, family, family_first = _divide(text)
        return Name(to_latin(given), to_latin(family), family_first, text)
    return _mixed(text) if OTHER.search(text) else Name(*_divide(text))


def looks_like_a_name(text: str) -> bool:
    """Whether a text may be a full name: two to four words in capitals, or Chinese characters."""
    words = text.replace(",", " ").split()
    if NO_PERSON.search(text) or not all(char.isalpha() or char in " .,'’-()" for char in text):
        return False
    if HAN.search(text):
        return len(words) == 1 and 2 <= len(text) <= 4
    return 2 <= len(words) <= 4 and all(not word[0].islower() for word in words)


def _without_asides(text: str) -> str:
    """The text without parts in brackets, unless they hold the name in another script or a fuller form."""
    inner = ASIDE.findall(text)
    outer = " ".join(ASIDE.sub(" ", text).split())
    if not inner or not outer:
        return " ".join([outer, *inner]).strip()
    if (
        not HAN.search(text)
        and _scripts(inner[0]) == _scripts(outer)
        and len(outer.split()) == 1 < len(inner[0].split())
    ):
        return inner[0]
    other = [each for each in inner if not _scripts(each) & _scripts(outer) and not CHINESE_POST.search(each)]
    return " ".join([outer, *(f"({each})" for each in other)])


def script_of(text: str) -> str:
    return "han" if HAN.search(text) else "cyrillic" if CYRILLIC.search(text) else "other"


def _scripts(text: str) -> set[str]:
    scripts = {"latin": LATIN, "han": HAN, "arabic": ARABIC, "cyrillic": CYRILLIC}
    return {name for name, letters in scripts.items() if letters.search(text)}


def _mixed(text: str) -> Name:
    """“Aigul Saparova (Айгуль Сапарова)” is split into its two scripts; “А. Saparova” is put into Latin
    letters.
    """
    words = re.findall(r"[^\s()/|;]+", text)
    latin = [word for word in words if not OTHER.search(word)]
    native = [word for word in words if not LATIN.search(word)]
    is_told_apart = re.search("[(/|;]", text) or len(latin) == len(native) > 1
    if is_told_apart and len(words) == len(latin) + len(native):
        return from_full(" ".join(latin))._replace(native=" ".join(native))
    given, family, family_first = _divide(text)
    return Name(to_latin(given), to_latin(family), family_first)


def from_parts(given: str, middle: str, family: str) -> Name:
    """A name from separate columns; a patronymic belongs to the given name."""
    given, family = _without_asides(given), _without_asides(family)
    if HAN.search(given + family) and not (given and family):
        return from_full(given + family)  # a whole name, whatever the heading says
    given = " ".join(part for part in (given, middle) if part)
    if not LATIN.search(given + family):
        if ARABIC.search(given + family):
            return Name(native=f"{given} {family}".strip())
        written = f"{family}{given}" if HAN.search(family) else f"{family} {given}".strip()
        return Name(to_latin(given), to_latin(family), bool(HAN.search(family)), written)
    return Name(to_latin(given), to_latin(family))


def to_latin(text: str) -> str:
    """As international documents write it: “Айгуль” is “Aygul”, “Ёдгоров” “Yodgorov”, “小明” “Xiaoming”.

    Words in Arabic letters are left out.
    """
    if not text or (LATIN.search(text) and not OTHER.search(text)):
        return text
    return " ".join(word for each in text.split() if (word := _latin_word(each)))


def _latin_word(word: str) -> str:
    if ARABIC.search(word):
        return ""
    pieces = HAN.sub(lambda found: f" {anyascii(found.group()).capitalize()} ", word)
    pieces = re.sub("(?<=[жчшщ])ё", "е", pieces, flags=re.IGNORECASE)
    pieces = pieces.replace("ё", "yo").replace("Ё", "Yo")
    latin = anyascii(pieces).replace("'", "").replace("`", "").replace('"', "")
    if len(word) > 1 and word.isupper():
        latin = latin.upper()
    return " ".join(part[:1].upper() + part[1:] for part in latin.split())


def _chinese(text: str) -> Name:
    size = 2 if COMPOUND.match(text) and len(text) > 2 else 1
    family, given = text[:size], text[size:]
    return Name(to_latin(given), to_latin(family), True, text)


def _both(latin: str, chinese: Name) -> Name:
    """Latin letters next to characters, which show which part of the pinyin is the family name."""
    family, _space, given = latin.partition(" ")
    if given and family.lower() == chinese.family.lower():
        return Name(given, family.capitalize(), True, chinese.native)
    return from_full(latin)._replace(native=chinese.native)


def _divide(text: str) -> tuple[str, str, bool]:
    """Given name, family name, and whether the family name comes first by custom rather than for sorting."""
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


def _proper(words: Sequence[str]) -> str:
    return " ".join("-".join(piece.capitalize() for piece in word.split("-")) for word in words)

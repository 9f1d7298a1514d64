"""The evidence for and against a row and a person being the same.

Facts are weighed as in record linkage by Fellegi and Sunter (1969): agreement adds to the likelihood,
difference subtracts from it, missing values do neither. The sum only decides whether staff are asked. It
never joins people: two rules define the facts required for that.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import Indel

from events.choices import Gender
from events.models import Participation, Person
from events.name_keys import HAN, key
from events.participants_import.names import CYRILLIC, script_of

MIN_PART_LIKENESS = 0.65  # of two parts of names that may be one
MIN_LIKENESS = 0.78  # of all parts of two names that are close
MIN_INITIAL_LIKENESS = 0.75  # of an initial and what it may stand for
SHORT_PART_LENGTH = 4  # letters; parts that are no longer are spelt in one way: Zhou is not Zhu
ARABIC = re.compile("[\u0600-\u06ff]")
ARABIC_VARIANTS = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "\u200c": ""}
)
FEMALE = re.compile(r"\b(ms|mrs|miss|г-жа|госпожа)\b|女士|小姐", re.IGNORECASE)
MALE = re.compile(r"\b(mr|г-н|господин)\b|先生", re.IGNORECASE)

EMAIL, OWN_SCRIPT, ORGANISATION = "email", "own_script", "organisation"
COUNTRY, JOB_TITLE, GENDER = "country", "job_title", "gender"
# What each adds when it is the same, and takes when it differs.
WEIGHTS = {
    EMAIL: (10, 2),
    OWN_SCRIPT: (4, 6),
    ORGANISATION: (5, 2),
    COUNTRY: (1, 3),
    JOB_TITLE: (1, 1),
    GENDER: (0, 8),
}
SAME_EVENT_WEIGHT = 1
PERHAPS = "perhaps"  # the answer where an organisation may be the same
SIMILAR_ORGANISATION_WEIGHT = 3
SAME_NAME_WEIGHT = 6  # where many are known; less for a name that several bear
MANY_PEOPLE = 20_000  # people; among fewer it is less likely that two bear one name by chance
MAX_WEIGHT_AMONG_FEW = 3
OTHER_NAME_WEIGHT = -4
QUESTION_WEIGHT = 3.5  # from this sum on staff are asked

# Letters that passport offices of one country write in different ways, each with what stands for all of them.
SPELLINGS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("x", "ks"),
        ("d?(?:zh|j)", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("q|ck", "k"),
        ("w", "v"),
        ("ts|tz", "c"),
        ("(?<=[aeiou])h$", ""),
        ("(?<=[dt])er$", "r"),
        ("oo|ou", "u"),
        ("ee", "i"),
        ("[iy]+o", "e"),
        ("[iy]+(?=[aeu])", ""),
        ("(?<=[aeou])[iy]+", ""),
        ("y", "i"),
        (r"(.)\1+", r"\1"),
    )
]
VOWELS = {frozenset(pair) for pair in ("ae", "ao", "ei", "eu", "ou")}  # that one office or another writes
# A part of a Chinese name, for which there is one spelling: Binhui is not Linhui, nor Haowei Huawei.
PINYIN = re.compile("(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiou]{1,3}(?:ng?|r)?){1,2}")


# An organisation as Candidates tells one from another: a key, or a text for one that would be created.
Place = int | str
Agreement = bool | str | None  # True, False, PERHAPS, or None where nothing can be said


class Facts(NamedTuple):
    """What a row says about a person besides the Latin name; empty where it says nothing."""

    email: str
    place: Place | None
    near_places: frozenset[int]  # organisations of close names, while nobody said which is meant
    country: str
    gender: str
    own_names: tuple[str, ...]  # in letters that are not Latin
    job_title: str


@dataclass(eq=False)
class Known:
    """Someone rows may refer to: a person in the database, or a new one from an earlier row.

    Everything known about them from all events; `place`, `country` and `is_here` say what will be true for
    the event in question. `leader` is the number of the row that introduces a new person; until staff have
    said who that row refers to, the person `is_open`.
    """

    person: Person | None = None
    leader: int | None = None
    keys: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    own_names: set[str] = field(default_factory=set)
    job_titles: set[str] = field(default_factory=set)
    is_here: bool = False
    is_open: bool = False
    place: Place | None = None
    country: str = ""
    participation: Participation | None = None


class Evidence(NamedTuple):
    """How the names compare ("same", "close", "other"), the facts that agree and differ, and the sum."""

    name: str
    same: tuple[str, ...]
    differs: tuple[str, ...]
    sum: float

    @property
    def code(self) -> str:
        """A text that is equal for all rows with the same question."""
        return f"{self.name}:{','.join(self.same)}:{','.join(self.differs)}"


def weight_of_name(bearers: int, people: int) -> float:
    """The weight of an equal name if that many of all known people have it."""
    few = min(MAX_WEIGHT_AMONG_FEW, max(0, log2(MANY_PEOPLE / max(people, 1))))
    return SAME_NAME_WEIGHT + few - 2 * log2(max(bearers, 1))


def compare(
    keys: Collection[str], facts: Facts, known: Known, same_name: float, likeness: float = 0
) -> Evidence:
    """The evidence about a row with these name keys; `same_name` is the weight of its name."""
    found = {fact: answer for fact, answer in _answers(facts, known) if answer is not None}
    if not known.keys.isdisjoint(keys):
        name, total = "same", same_name
    elif likeness:
        name, total = "close", (likeness - MIN_LIKENESS) * 16
    else:
        name, total = "other", OTHER_NAME_WEIGHT
    if known.is_here:
        total += SAME_EVENT_WEIGHT
    for fact, answer in found.items():
        same, differs = WEIGHTS[fact]
        total += {True: same, False: -differs, PERHAPS: SIMILAR_ORGANISATION_WEIGHT}[answer]
    return Evidence(
        name,
        tuple(fact for fact in found if found[fact] is True),
        tuple(fact for fact in found if found[fact] is False),
        total,
    )


def _answers(facts: Facts, known: Known) -> Iterator[tuple[str, Agreement]]:
    yield EMAIL, _member(facts.email, known.emails)
    yield OWN_SCRIPT, _own_script(facts.own_names, known.own_names)
    place = _member(facts.place, known.places)
    yield ORGANISATION, PERHAPS if place is False and facts.near_places & known.places else place
    yield COUNTRY, _member(facts.country, known.countries)
    yield JOB_TITLE, _job_title(facts.job_title, known.job_titles)
    yield GENDER, _member(facts.gender, known.genders)


def _member(value: Place | None, values: AbstractSet[Place]) -> bool | None:
    return value in values if value and values else None


def _own_script(mine: Collection[str], theirs: Collection[str]) -> bool | None:
    """Chinese characters and Arabic letters distinguish names that are the same in Latin letters."""
    if not (mine and theirs):
        return None
    answers = {_same_own_name(one, other) for one in mine for other in theirs}
    return next((answer for answer in (True, None, False) if answer in answers), None)


@lru_cache(maxsize=10_000)
def _same_own_name(one: str, other: str) -> bool | None:
    if HAN.search(one) and HAN.search(other):
        return "".join(HAN.findall(one)) == "".join(HAN.findall(other))
    if ARABIC.search(one) and ARABIC.search(other):
        one, other = ("".join(each.translate(ARABIC_VARIANTS).split()) for each in (one, other))
        return one == other or (
            None if Indel.normalized_similarity(one, other) >= MIN_PART_LIKENESS else False
        )
    if CYRILLIC.search(one) and CYRILLIC.search(other):
        return None if is_close(key(one), key(other)) else False
    return None


def _job_title(text: str, titles: Iterable[str]) -> bool | None:
    """Whether it matches one of the titles, in a shorter or longer form; None if only partly, or not
    comparable.
    """
    near = [title for title in titles if script_of(title) == script_of(text)] if text else []
    if not near:
        return None
    mine = _words(text)
    shared = max(len(mine & _words(title)) / max(1, min(len(mine), len(_words(title)))) for title in near)
    return True if shared == 1 else None if shared else False


@lru_cache(maxsize=10_000)
def _words(title: str) -> frozenset[str]:
    return frozenset(HAN.sub(lambda found: " ".join(found.group()), title.casefold()).split()) - {
        "of",
        "the",
        "and",
    }


def gender_of(gender: str, honorific: str) -> str:
    """The gender as stated, otherwise from the form of address; empty if unknown."""
    if gender and gender != Gender.UNKNOWN:
        return gender
    if FEMALE.search(honorific):
        return Gender.FEMALE.value
    return Gender.MALE.value if MALE.search(honorific) else ""


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The similarity of the parts of the shorter name to parts of the longer, up to 1; 0 if not similar."""
    shorter, longer = sorted((one, other), key=len)
    return mean_likeness([max(part_likeness(part, each) for each in longer) for part in shorter])


def mean_likeness(best: Sequence[float]) -> float:
    """The similarity of two names, from that of the parts of the shorter one to what is most like them."""
    mean = sum(best) / len(best)
    return mean if mean >= MIN_LIKENESS and min(best) >= MIN_PART_LIKENESS else 0


def is_close(one: str, other: str) -> bool:
    """Whether every part of the shorter name has a similar part in the longer; a shared family name is not
    enough.
    """
    return likeness(tuple(one.split()), tuple(other.split())) > 0


def may_be_same(keys: Iterable[str], others: Collection[str]) -> bool:
    """Whether two people who share an email address may be the same: every part of the shorter name is in the
    longer, apart from spelling. Relatives and colleagues share addresses, so one part of several is not
    enough, and Madina is not Marina.
    """
    return any(_is_respelt(one.split(), other.split()) for one in keys for other in others)


def _is_respelt(one: list[str], other: list[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    is_same = _is_same_part if all(map(PINYIN.fullmatch, (*one, *other))) else _is_spelling
    if len(longer) > len(shorter):
        joined = map("".join, permutations(longer, 2))  # Wei-jie and Weijie
        longer = [*(longer if len(shorter) > 1 else ()), *joined]
    return all(any(is_same(part, each) for each in longer) for part in shorter)


def _is_same_part(one: str, other: str) -> bool:
    """Whether two parts are the same; an initial matches what it stands for."""
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


@lru_cache(maxsize=100_000)
def _is_spelling(one: str, other: str) -> bool:
    if _is_same_part(one, other):
        return True
    if 1 in (len(one), len(other)) or max(len(one), len(other)) <= SHORT_PART_LENGTH:
        return False
    one, other = _plain(one), _plain(other)
    return len(one) == len(other) and all(
        mine == theirs or {mine, theirs} in VOWELS for mine, theirs in zip(one, other, strict=True)
    )


def part_likeness(one: str, other: str) -> float:
    """From 0 to 1; an initial may stand for any part that begins with it."""
    if 1 in (len(one), len(other)):
        return MIN_INITIAL_LIKENESS if one[0] == other[0] else 0
    return Indel.normalized_similarity(one, other)


def _plain(part: str) -> str:
    for pattern, plain in SPELLINGS:
        part = pattern.sub(plain, part)
    return part

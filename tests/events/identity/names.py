"""Names of the region, in their own script and as officials spell them in Latin letters."""

import random
import re
import tomllib
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text())
MONGOLIAN, PERSIAN = NAMES["mongolian"], NAMES["persian"]

LETTERS = dict(pair.split(":") for pair in NAMES["letters"].split())
# What one passport office writes and another does not, as pairs that may stand for each other.
RESPELLINGS = [pair.split(":") for pair in NAMES["respellings"].split()]
ROMAN = str.maketrans("ÜüÖö", "UuOo")


class Naming(NamedTuple):
    """How a person is called: in Latin letters, and in the own script (empty if that is Latin)."""

    given: str
    family: str
    native: str
    father: str = ""  # a patronymic in Cyrillic
    family_first: bool = False

    @property
    def latin(self) -> str:
        return f"{self.family} {self.given}" if self.family_first else f"{self.given} {self.family}"


def pick(chance: random.Random, several: str) -> str:
    """One of these words, the first more often than the last, as names are."""
    words, weights = _weighed(several)
    return chance.choices(words, cum_weights=weights)[0]


@cache
def _weighed(several):
    words = several.split()
    return words, list(accumulate(1 / (place + 6) for place in range(len(words))))


def latin(cyrillic: str) -> str:
    text = "".join(LETTERS.get(char.lower(), char) for char in cyrillic)
    return " ".join(word.capitalize() for word in text.split())


def feminine(text: str) -> str:
    """A family name or patronymic as women bear it."""
    return re.sub("([оеё]в)$", r"\1а", re.sub("([ое]в)ич$", r"\1на", text))


def _family(root: str) -> str:
    return root + ("ев" if root[-1] in "аеийоуыьъёэюяө" else "ов")


def _cyrillic(chance, gender, given, family):
    father = pick(chance, NAMES["fathers"]["all"])
    if gender == "f":
        family, father = feminine(family), feminine(father)
    return Naming(latin(given), latin(family), f"{family} {given}", father)


def _russian(chance, gender):
    return _cyrillic(
        chance,
        gender,
        pick(chance, NAMES["russian"][gender]),
        _family(pick(chance, NAMES["russian"]["roots"])),
    )


def _turkic(chance, gender):
    def compound(of):
        return "".join(pick(chance, part) for part in NAMES["turkic"][of].split("|"))

    return _cyrillic(chance, gender, compound(gender), _family(compound("m")))


def _tajik(chance, gender):
    return _cyrillic(
        chance, gender, pick(chance, NAMES["tajik"][gender]), _family(pick(chance, NAMES["tajik"]["family"]))
    )


def _mongolian(chance, gender):
    """The father's name stands before one's own."""
    given, father = (pick(chance, MONGOLIAN["first"]) + pick(chance, MONGOLIAN[of]) for of in (gender, "m"))
    return Naming(latin(given), latin(father), f"{father} {given}")


def _chinese(chance, gender):
    family = pick(chance, NAMES["chinese"]["families"])
    size = 1 if chance.random() < 0.3 else 2
    given = [pick(chance, NAMES["chinese"][gender]) for _ in range(size)]
    pinyin = "".join(each[1:] for each in given).capitalize()
    cut = 2 if family.startswith("欧阳") else 1
    return Naming(pinyin, family[cut:], family[:cut] + "".join(each[0] for each in given), family_first=True)


def _persian(chance, gender):
    given = [pick(chance, PERSIAN[gender])]
    if gender == "m" and chance.random() < 0.5:
        given.append(chance.choice(PERSIAN["m"].split()))
    family = pick(chance, PERSIAN["family"])
    spelt = [each.split(":")[0].split("|")[0] for each in (*given, family)]
    native = " ".join(each.split(":")[1] for each in (*given, family))
    return Naming(" ".join(spelt[:-1]), spelt[-1], native)


def _english(chance, gender):
    return Naming(pick(chance, NAMES["english"][gender]), pick(chance, NAMES["english"]["family"]), "")


CULTURES = {
    "Chinese": _chinese,
    "Russian": _russian,
    "Turkic": _turkic,
    "Tajik": _tajik,
    "Mongolian": _mongolian,
    "Persian": _persian,
    "English": _english,
}


def in_russian(chinese: Naming) -> str:
    """A Chinese name as Russian texts write it."""
    syllables = dict(pair.split(":") for pair in NAMES["chinese"]["palladius"].split())
    pinyin = {each[0]: each[1:] for of in "fm" for each in NAMES["chinese"][of].split()}
    given = [syllables[pinyin[each]] for each in chinese.native if each in pinyin]
    given = given[-len(chinese.native) + (2 if chinese.family == "Ouyang" else 1) :]
    joined = "".join(given) if len(given) == 1 or given[1][0] not in "аеийоуыэюя" else "ъ".join(given)
    return f"{syllables[chinese.family.lower()]} {joined}".title()


def respelt(chance: random.Random, naming: Naming) -> str:
    """The Latin name as another office would spell it; unchanged where nobody spells it otherwise."""
    spellings = {}
    for pool in (PERSIAN["f"], PERSIAN["m"], PERSIAN["family"]):
        for each in pool.split():
            several = each.split(":")[0].split("|")
            spellings[several[0]] = several
    words = [chance.choice(spellings.get(word, [word])[-2:]) for word in naming.latin.split()]
    text = " ".join(words)
    if text == naming.latin and re.search("[а-я]", naming.native):
        found = [pair for pair in RESPELLINGS if pair[0] in text]
        for old, new in chance.sample(found, min(2, len(found))):
            text = text.replace(old, new)
    if naming.family_first and len(naming.native) - len(naming.family.split()) > 1:
        text = re.sub("(?<=[aeiou])(?=[bcdfhjklmpqrstwxyz])", "-", text.lower(), count=1).title()
    return text.translate(ROMAN)

"""Lists of people for an import, each row with the truth about it.

What a list says of people depends on who made it: `SHARES` says how many rows of a hundred are of each kind.
"""

import random
from dataclasses import dataclass, replace

from tests.events.identity import population
from tests.events.identity.names import in_russian, latin, respelt
from tests.events.identity.population import COUNTRY_NAMES, TITLES, Human

KOREAN_FAMILIES = "Ли Ан Юн Хан Тян Цой Ким Пак Тен Нам Но Ма Сон Ян"
KOREAN_GIVEN = "Анна Инна Дина Нина Яна Лина Алина Дан Юна Лана Минна Юлия Сергей Виктор"
HEADINGS = ["Full name", "E-mail", "Organisation", "Country", "Job title", "Gender"]


@dataclass
class Row:
    """A line of a list; `truth` is a person's key, or a text that all rows of one new person share."""

    kind: str
    culture: str
    cells: list[str]
    truth: object


def _cells(human: Human, name=None, **changes) -> list[str]:
    values = {
        "name": name or human.naming.latin,
        "email": human.email,
        "organisation": human.organisation,
        "country": COUNTRY_NAMES[human.country].replace("America", "USA"),
        "title": human.title,
        "gender": "",
    } | changes
    return list(values.values())


class Lists:
    """Makes rows of every kind; people of the database are used once only."""

    def __init__(self, chance: random.Random, humans: list[Human]):
        self.chance, self.serial = chance, len(humans)
        self.left = chance.sample(humans, len(humans))
        self.by_latin = {}
        self.turn, self.cultures = 0, list(population.CULTURES)
        for each in humans:
            self.by_latin.setdefault(each.naming.latin, []).append(each)

    def make(self, shares: dict[str, int]) -> list[Row]:
        rows = []
        for kind, count in shares.items():
            make = getattr(self, kind.replace(" ", "_"))
            for _ in range(count):
                rows += [Row(kind, human.culture, cells, truth) for human, cells, truth in make()]
        self.chance.shuffle(rows)
        return rows

    def _known(self, *what, cultures=None) -> Human:
        """Somebody of the database of whom it knows this."""
        for place, each in enumerate(self.left):
            if each.known >= set(what) and (cultures is None or each.culture in cultures):
                return self.left.pop(place)
        raise LookupError(what)

    def _new(self) -> Human:
        self.serial += 1
        return population.human(self.chance, self.serial)

    def _other_body(self, human) -> str:
        return self.chance.choice(
            [each for each in population.organisations_of(human.country) if each != human.organisation]
        )

    def _other_title(self, human) -> str:
        return self.chance.choice([each for each in TITLES if each != human.title])

    def _other_address(self, human) -> str:
        return f"{human.naming.given.split()[0].lower()}{self.chance.randrange(1000)}@home.example.org"

    # Known people

    def unchanged(self):
        one = self._known("email")
        return [(one, _cells(one), one.pk)]

    def no_address_in_the_list(self):
        one = self._known()
        return [(one, _cells(one, email=""), one.pk)]

    def organisation_respelt_no_address(self):
        one = self._known()
        body, _of, place = one.organisation.rpartition(" of ")
        return [(one, _cells(one, email="", organisation=f"{place} {body}"), one.pk)]

    def new_job_same_address(self):
        one = self._known("email")
        return [(one, _cells(one, organisation=self._other_body(one), title=self._other_title(one)), one.pk)]

    def respelt_same_address(self):
        one = self._known("email", cultures=("Turkic", "Tajik", "Mongolian", "Persian", "Russian", "Chinese"))
        return [(one, _cells(one, respelt(self.chance, one.naming)), one.pk)]

    def respelt_same_organisation(self):
        one = self._known(cultures=("Turkic", "Tajik", "Mongolian", "Persian", "Russian"))
        return [(one, _cells(one, respelt(self.chance, one.naming), email=""), one.pk)]

    def own_script_same_address(self):
        one = self._known("email", cultures=("Turkic", "Tajik", "Mongolian", "Russian", "Chinese"))
        return [(one, _cells(one, one.naming.native), one.pk)]

    def own_script_same_organisation(self):
        one = self._known("native", cultures=("Turkic", "Tajik", "Mongolian", "Russian", "Chinese"))
        return [(one, _cells(one, one.naming.native, email=""), one.pk)]

    def in_russian_same_address(self):
        one = self._known("email", cultures=("Chinese",))
        return [(one, _cells(one, in_russian(one.naming), organisation=self._other_body(one)), one.pk)]

    def in_russian_same_organisation(self):
        one = self._known(cultures=("Chinese",))
        return [(one, _cells(one, in_russian(one.naming), email=""), one.pk)]

    def in_russian_without_country(self):
        one = self._known(cultures=("Chinese",))
        return [(one, _cells(one, in_russian(one.naming), email="", country=""), one.pk)]

    def with_patronymic(self):
        one = self._known("email", cultures=("Turkic", "Tajik", "Russian"))
        name = f"{one.naming.native} {one.naming.father}"
        return [(one, _cells(one, name if self.chance.random() < 0.5 else latin(name)), one.pk)]

    def other_order(self):
        one = self._known()
        name = f"{one.naming.family.upper()} {one.naming.given}"
        return [(one, _cells(one, name, email="", title=""), one.pk)]

    def new_job_new_address(self):
        one = self._known()
        changes = {"email": self._other_address(one), "organisation": self._other_body(one)}
        return [(one, _cells(one, title=self._other_title(one), **changes), one.pk)]

    def new_address(self):
        one = self._known("email")
        return [(one, _cells(one, email=self._other_address(one)), one.pk)]

    def new_title_no_address(self):
        one = self._known("title")
        return [(one, _cells(one, email="", title=self._other_title(one)), one.pk)]

    def married_same_address(self):
        one = self._known("email", cultures=("Turkic", "Russian", "Tajik"))
        while one.gender != "f":
            one = self._known("email", cultures=("Turkic", "Russian", "Tajik"))
        husband = self._new()
        while not husband.naming.family.endswith(("v", "va")) or husband.culture == "Chinese":
            husband = self._new()
        family = husband.naming.family.removesuffix("a") + "a"
        return [(one, _cells(one, f"{one.naming.given} {family}"), one.pk)]

    def married_double_name(self):
        one = self._known(cultures=("Turkic", "Russian", "Tajik", "English"))
        while one.gender != "f":
            one = self._known(cultures=("Turkic", "Russian", "Tajik", "English"))
        name = f"{one.naming.given} {one.naming.family}-{self._new().naming.family}"
        return [(one, _cells(one, name, email="", title=self._other_title(one)), one.pk)]

    # New people

    def nobody_known(self):
        one = self._new()
        while one.naming.latin in self.by_latin:
            one = self._new()
        return [(one, _cells(one), f"new {one.email}")]

    def nobody_known_without_address(self):
        one = self._new()
        while one.naming.latin in self.by_latin:
            one = self._new()
        return [(one, _cells(one, email=""), f"new {one.email}")]

    def _homonym(self) -> Human:
        """Somebody whose Latin name the database knows of others, all of whom work elsewhere; each people has
        such names in turn.
        """
        self.turn += 1
        return self._homonym_of(self.cultures[(self.turn - 1) % len(self.cultures)])

    def _homonym_of(self, culture) -> Human:
        while True:
            other = self._new()
            taken = {each.organisation for each in self.by_latin.get(other.naming.latin, ())}
            if other.culture == culture and taken and other.organisation not in taken:
                return other

    def homonym_elsewhere(self):
        other = self._homonym()
        name = other.naming.native if self.chance.random() < 0.4 and other.naming.native else None
        if other.culture == "Persian":
            name = None
        return [(other, _cells(other, name), f"new {other.email}")]

    def homonym_elsewhere_without_address(self):
        other = self._homonym()
        return [(other, _cells(other, email=""), f"new {other.email}")]

    def homonym_of_the_same_organisation(self):
        one = self._known("email")
        other = replace(one, email=f"other.{one.email}", title=self._other_title(one))
        return [(other, _cells(other), f"new {other.email}")]

    def homonym_of_other_sex_same_organisation(self):
        one = self._known("gender")
        gender = "male" if one.gender == "f" else "female"
        return [(one, _cells(one, email="", gender=gender), f"new sex {one.pk}")]

    def homonym_of_other_characters_same_organisation(self):
        one = self._known("native", cultures=("Chinese",))
        for _ in range(20000):
            naming = population.CULTURES["Chinese"](self.chance, self.chance.choice("fm"))
            if naming.latin == one.naming.latin and naming.native != one.naming.native:
                return [(one, _cells(one, naming.native, email=""), f"new characters {one.pk}")]
        return self.homonym_of_other_characters_same_organisation()

    def homonym_in_russian_elsewhere(self):
        """Somebody whose name in Russian is that of a known person who works elsewhere."""
        other = self._homonym_of("Chinese")
        return [(other, _cells(other, in_russian(other.naming)), f"new {other.email}")]

    def alike_in_russian_same_organisation(self):
        """Of a known person the name differs in what Russian letters hardly tell: Ли Мин is not Ли Минь."""
        one = self._known(cultures=("Chinese",))
        while not (name := in_russian(one.naming)).endswith(("н", "нь")):
            one = self._known(cultures=("Chinese",))
        other = name.removesuffix("ь") if name.endswith("ь") else f"{name}ь"
        return [(one, _cells(one, other, email=""), f"new ь {one.pk}")]

    def of_koreans(self):
        """Family and given names of Koreans of Central Asia, many of which could be Chinese."""
        one = self._new()
        name = f"{self.chance.choice(KOREAN_FAMILIES.split())} {self.chance.choice(KOREAN_GIVEN.split())}"
        return [(one, _cells(one, name), f"new {one.email}")]

    def several_of_one_name(self):
        """Three people of one name in one list."""
        first = self._new()
        several = [first]
        for _ in range(2):
            other = replace(self._new(), naming=first.naming, country=first.country, culture=first.culture)
            other.organisation = self._other_body(first)
            several.append(other)
        return [(each, _cells(each), f"new {each.email}") for each in several]

    def twice_in_the_list(self):
        one = self._new()
        while one.naming.latin in self.by_latin:
            one = self._new()
        again = _cells(one, one.naming.native) if one.culture not in ("English", "Persian") else _cells(one)
        return [(one, _cells(one), f"new {one.email}"), (one, again, f"new {one.email}")]

    def relative_in_the_same_organisation(self):
        """Brother or sister of somebody known: the family name, the house, not the given name."""
        one = self._known(cultures=("Turkic", "Tajik", "Persian", "Chinese"))
        other = self._new()
        while (other.culture, other.gender) != (
            one.culture,
            one.gender,
        ) or other.naming.given == one.naming.given:
            other = self._new()
        naming = one.naming._replace(given=other.naming.given, native="")
        other = replace(other, naming=naming, organisation=one.organisation, country=one.country)
        return [(other, _cells(other), f"new {other.email}")]

    def colleague_with_a_shared_mailbox(self):
        one = self._known("email")
        other = self._new()
        while other.culture != one.culture or other.naming.family == one.naming.family:
            other = self._new()
        other = replace(other, email=one.email, organisation=one.organisation, country=one.country)
        return [(other, _cells(other), f"new mailbox {one.pk}")]


# Rows of a kind in one list of about 170.
SHARES = {
    "unchanged": 38,
    "no address in the list": 13,
    "organisation respelt no address": 2,
    "new job same address": 9,
    "respelt same address": 8,
    "respelt same organisation": 5,
    "own script same address": 7,
    "own script same organisation": 8,
    "with patronymic": 4,
    "other order": 4,
    "new job new address": 3,
    "new address": 2,
    "new title no address": 2,
    "married same address": 2,
    "married double name": 1,
    "nobody known": 34,
    "nobody known without address": 8,
    "homonym elsewhere": 8,
    "homonym elsewhere without address": 2,
    "homonym of the same organisation": 2,
    "homonym of other sex same organisation": 1,
    "homonym of other characters same organisation": 1,
    "several of one name": 1,
    "twice in the list": 2,
    "relative in the same organisation": 2,
    "colleague with a shared mailbox": 1,
    "in russian same address": 3,
    "in russian same organisation": 4,
    "in russian without country": 2,
    "homonym in russian elsewhere": 2,
    "alike in russian same organisation": 1,
    "of koreans": 3,
}

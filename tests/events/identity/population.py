"""Twenty thousand people, or as many as wanted, and where the institute met them."""

import random
import re
from dataclasses import dataclass, field
from functools import cache

from events.models import Country, Organisation, Participation, Person
from tests.events.identity.names import CULTURES, Naming
from tests.factories import make_event

# Country, how its people are called, and its share of a hundred people.
COUNTRIES = [
    ("CN", "Chinese", 22),
    ("KZ", "Turkic", 12),
    ("KZ", "Russian", 4),
    ("UZ", "Turkic", 11),
    ("KG", "Turkic", 7),
    ("KG", "Russian", 2),
    ("TJ", "Tajik", 9),
    ("TM", "Turkic", 4),
    ("AZ", "Turkic", 6),
    ("MN", "Mongolian", 7),
    ("AF", "Persian", 4),
    ("PK", "Persian", 6),
    ("US", "English", 6),
]
COUNTRY_NAMES = {
    "CN": "China",
    "KZ": "Kazakhstan",
    "UZ": "Uzbekistan",
    "KG": "Kyrgyzstan",
    "TJ": "Tajikistan",
    "TM": "Turkmenistan",
    "AZ": "Azerbaijan",
    "MN": "Mongolia",
    "AF": "Afghanistan",
    "PK": "Pakistan",
    "US": "America",
}
BODIES = [
    "Ministry of Finance",
    "Ministry of Economy",
    "Ministry of Transport",
    "Customs Committee",
    "National Bank",
    "Ministry of Agriculture",
    "Ministry of Energy",
    "Ministry of Trade",
    "Statistics Agency",
    "Tax Committee",
]
SCHOOLS = [
    "University",
    "Academy of Sciences",
    "Institute of Economics",
    "Railways",
    "Chamber of Commerce",
    "Bank",
]
PLACES = [
    "Northern",
    "Southern",
    "Eastern",
    "Western",
    "Central",
    "First",
    "Second",
    "Third",
    "Silk-Road",
    "Steppe",
]
TITLES = [
    "Deputy Minister",
    "Head of Department",
    "Chief Specialist",
    "Senior Economist",
    "Professor",
    "Researcher",
    "Director General",
    "Adviser",
    "Project Manager",
    "Lecturer",
    "Analyst",
    "Head of Division",
]
HOSTS = ["mail.example.org", "post.example.com", "box.example.net"]


@dataclass
class Human:
    """Somebody as they are; `row` values are taken from here, `pk` is the person in the database if known."""

    naming: Naming
    gender: str
    country: str
    culture: str
    organisation: str
    title: str
    email: str
    pk: int | None = None
    known: set = field(
        default_factory=set
    )  # what the database was told: "email", "native", "gender", "title"


@cache
def organisations_of(code: str) -> list[str]:
    name = COUNTRY_NAMES[code]
    schools = [f"{place} {school} of {name}" for school in SCHOOLS for place in PLACES]
    return [f"{body} of {name}" for body in BODIES] + schools


def human(chance: random.Random, number: int) -> Human:
    code, culture, _share = chance.choices(COUNTRIES, [share for *_rest, share in COUNTRIES])[0]
    gender = chance.choice("fm")
    naming = CULTURES[culture](chance, gender)
    return Human(
        naming,
        gender,
        code,
        culture,
        chance.choice(organisations_of(code)),
        chance.choice(TITLES),
        f"{re.sub('[^a-z]', '', naming.family.lower())}.{number}@{chance.choice(HOSTS)}",
    )


def settle(chance: random.Random, size: int) -> list[Human]:
    """Store so many people who came to one of five events, and return them; of most not all is known."""
    humans = [human(chance, number) for number in range(size)]
    countries = {each.code: each for each in Country.objects.filter(code__in=COUNTRY_NAMES)}
    organisations = [
        Organisation(name_en=name, country=countries[code])
        for code in COUNTRY_NAMES
        for name in organisations_of(code)
    ]
    Organisation.fill_slugs(organisations)
    Organisation.objects.bulk_create(organisations)
    by_name = {each.name_en: each for each in organisations}
    people = []
    for each in humans:
        each.known = {
            what
            for what, share in (("email", 0.8), ("native", 0.6), ("gender", 0.5), ("title", 0.8))
            if chance.random() < share
        }
        people.append(
            Person(
                given_name=each.naming.given,
                family_name=each.naming.family,
                family_name_first=each.naming.family_first,
                native_name=each.naming.native if "native" in each.known else "",
                emails=[each.email] if "email" in each.known else [],
            )
        )
    Person.fill_slugs(people)
    Person.objects.bulk_create(people, batch_size=2000)
    events = [make_event(f"Meeting {number}") for number in range(5)]
    Participation.objects.bulk_create(
        [
            Participation(
                event=chance.choice(events),
                person=person,
                organisation=by_name[each.organisation],
                country=countries[each.country],
                job_title_en=each.title if "title" in each.known else "",
                gender={"f": "female", "m": "male"}[each.gender] if "gender" in each.known else "unknown",
            )
            for each, person in zip(humans, people, strict=True)
        ],
        batch_size=2000,
    )
    for each, person in zip(humans, people, strict=True):
        each.pk = person.pk
    return humans

"""A registration list for the site: half of its rows are of people whom it knows, in some spelling."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from bench.content import texts
from events.models import Participation

HEADINGS = ("Full name", "E-mail", "Organisation", "Country", "Job title", "Role", "Agrees to be listed")
ROLES = ("Speaker", "Delegate", "Speaker; Moderator", "Модератор", "")
NEW_ORGANISATIONS = 600
CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абкдефгхийклмнопкрстуввкиз")


def registrations(count: int) -> SimpleUploadedFile:
    known = Participation.objects.order_by("pk").values_list(
        "person__given_name", "person__family_name", "organisation__name_en", "country__name_en"
    )
    people = list(known[: count // 2])
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    writer.writerows(_row(number, people) for number in range(count))
    return SimpleUploadedFile("registrations.csv", text.getvalue().encode())


def _row(number: int, people: list[tuple[str, str, str, str]]) -> list[str]:
    """Every other row is of a known person: of ten four as known, three respelt, three in Cyrillic."""
    random = texts.draw("row", number)
    given, family, organisation, country = people[number // 2 % len(people)]
    way = number // 2 % 10
    email = f"row{number}@example.org"
    if number % 2:
        given, family = texts.name(random), texts.name(random)
        if way < 3:
            organisation = f"{texts.title(texts.draw('new', number % NEW_ORGANISATIONS), 3)} University"
    elif way < 4:
        email = ""
    elif way < 7:
        family += random.choice("aeiou")
    else:
        given, family = given.lower().translate(CYRILLIC).title(), family.lower().translate(CYRILLIC).title()
    consent = random.choice(("yes", "no", ""))
    title = texts.title(random, 2)
    return [f"{given} {family}", email, organisation, country, title, random.choice(ROLES), consent]

"""The demo's organisations and people, and what each was on a given day."""

from carec_site.demo import content
from carec_site.demo.seeding import Seeding, in_languages
from events.choices import Gender
from events.models import Country, Organisation, Participation, Person


class Register:
    """Puts the lasting records into the database; existing ones with the same name are left as they are.

    `names` limits the people, for tests.
    """

    def __init__(self, seeding: Seeding, names: set[str] | None = None):
        self.seeding = seeding
        self.rows = {name: row for name, row in content.people().items() if names is None or name in names}
        self.speakers = content.speakers()
        self.job_titles = content.job_titles()
        self.countries = {country.code: country for country in Country.objects.all()}
        self.organisations: dict[str, Organisation] = {}
        for key, values in content.organisations().items():
            self.organisations[key] = self._organisation(values)
        known = {(person.given_name, person.family_name): person for person in Person.objects.all()}
        self.people = {name: self._person(name, row, known) for name, row in self.rows.items()}

    def _organisation(self, values) -> Organisation:
        return self.seeding.once(
            "organisations",
            Organisation,
            {"name_en": values["en"], "country": self.countries.get(values.get("country"))},
            **in_languages("name", lambda short: values.get(short, ""), skip="en"),
            short_name_en=values.get("short", ""),
            type=values["type"],
            parent=self.organisations.get(values.get("parent")),
            aliases=values.get("aliases", []),
            website=values.get("website", ""),
            logo=self.seeding.pictures.get(values.get("logo")),
        )

    def _person(self, name, row, known) -> Person:
        if found := known.get((row["given_name"], row["family_name"])):
            self.seeding.kept["people"] += 1
            return found
        speaker = self.speakers.get(name, {})
        self.seeding.made["people"] += 1
        return Person.objects.create(
            honorific=row["honorific"],
            given_name=row["given_name"],
            family_name=row["family_name"],
            family_name_first=bool(row["family_name_first"]),
            native_name=row["native_name"],
            emails=[row["email"]] if row["email"] else [],
            aliases=speaker.get("aliases", []),
            photo=self.seeding.pictures.get(speaker.get("photo")),
            **in_languages("biography", lambda short: _paragraph(speaker.get(f"bio_{short}"))),
        )

    def participation(self, name: str, days_ago: int, **values) -> Participation:
        """An unsaved participation of that person, with what was true that many days ago."""
        row = self.rows[name]
        post = self._post(name, row, days_ago)
        return Participation(
            person=self.people[name],
            organisation=self.organisations.get(post["organisation"]),
            country=self.countries.get(row["country"]),
            gender=row["gender"] or Gender.UNKNOWN,
            **in_languages("job_title", lambda short: post[short]),
            **values,
        )

    def _post(self, name, row, days_ago) -> dict[str, str]:
        """Job title by language, and the organisation, by key."""
        speaker = self.speakers.get(name)
        if speaker is None:
            return {"organisation": row["organisation"], **self.job_titles[row["job_title"]]}
        before = [post for post in speaker.get("former", []) if days_ago > post["until_days_ago"]]
        return before[0] if before else speaker


def _paragraph(text: str | None) -> str:
    return f"<p>{text}</p>" if text else ""

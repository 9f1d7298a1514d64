"""The people in the database that the rows of a list may refer to."""

from collections import Counter

from django.db import connection

from events.choices import Gender
from events.models import ImportBatch, ImportRow, Participation, Person
from events.models.names import NAME_COLUMNS
from events.name_keys import SEPARATOR, key, split
from events.participants_import.columns.meanings import FIELDS
from events.participants_import.identity.evidence import Known, gender_of
from events.participants_import.names import LATIN
from publishing import languages

TITLES = languages.columns("job_title")
READ = (*NAME_COLUMNS, "aliases", "emails", "names_key")  # of a person
WITH_EMAIL = """
    SELECT DISTINCT person.id FROM events_person AS person, unnest(person.emails) AS email
    WHERE lower(email) = ANY(%(values)s)
"""
WITH_KEY = """
    SELECT DISTINCT person.id
    FROM events_person AS person, unnest(string_to_array(person.names_key, %(separator)s)) AS known
    WHERE known = ANY(%(values)s)
"""


class People:
    """People who share an email address or a name with rows, or to whom rows point."""

    def __init__(self, event, rows):
        self.size = Person.objects.count()
        emails = {row.values["email"] for row in rows if row.values.get("email")}
        wanted = {each for row in rows for each in keys_of(row)}
        ids = {row.chosen_person_id for row in rows} | {
            pk for row in rows for pk, _likeness in row.close_people
        }
        self.before = _imported_before(event, wanted)
        ids |= {pk for several in self.before.values() for pk in several}
        ids |= _ids(WITH_EMAIL, emails) | _ids(WITH_KEY, wanted)
        self.by_id, self.by_email, self.by_key = {}, {}, {}
        for person in Person.objects.filter(pk__in=ids - {None}).only(*READ):
            known = self.by_id[person.pk] = Known(person)
            known.own_names = {name for name in person.all_names if not LATIN.search(name)}
            known.genders = {gender_of("", person.honorific)} - {""}
            self.teach(known, split(person.names_key), [each.lower() for each in person.emails])
        self._add_appearances(event)

    def teach(self, known, keys, emails) -> None:
        """Make a person findable by further names and addresses."""
        for found, index, each in (
            *((known.keys, self.by_key, each) for each in keys),
            *((known.emails, self.by_email, each) for each in emails),
        ):
            if each not in found:
                found.add(each)
                index.setdefault(each, []).append(known)

    def drop(self, known) -> None:
        """Make a person no longer findable."""
        for found, index in ((known.keys, self.by_key), (known.emails, self.by_email)):
            for each in found:
                index[each] = [other for other in index[each] if other is not known]

    def with_key(self, keys) -> list[Known]:
        return list(dict.fromkeys(known for each in keys for known in self.by_key.get(each, [])))

    def with_email(self, email) -> list[Known]:
        return self.by_email.get(email, []) if email else []

    def of_the_same_row(self, row) -> list[tuple[Known, int]]:
        """The people whom identical rows referred to in earlier imports for this event, and how many such
        rows one list had.
        """
        found = self.before.get(words_of(row.values), {})
        several = [(self.by_id.get(pk), times) for pk, times in found.items()]
        return [(known, times) for known, times in several if known and known.is_here]

    def _add_appearances(self, event):
        seen = Participation.objects.filter(person__in=self.by_id).order_by()
        facts = ("person", "organisation", "country__code", "gender", *TITLES)
        for pk, organisation, country, gender, *titles in seen.values_list(*facts):
            known = self.by_id[pk]
            known.places |= {organisation} - {None}
            known.countries |= {country} - {None}
            known.genders |= {gender} - {Gender.UNKNOWN.value}
            known.job_titles |= set(titles) - {"", None}
        here = (
            seen.filter(event=event)
            .select_related("organisation__country", "country")
            .prefetch_related("roles")
        )
        for participation in here:
            known = self.by_id[participation.person_id]
            known.participation, known.is_here = participation, True
            known.place = participation.organisation_id
            known.country = participation.country.code if participation.country else ""


def _imported_before(event, keys) -> dict[tuple, dict[int, int]]:
    """The texts of applied rows for this event -> the people they became, and the number of such rows in one
    list.
    """
    rows = ImportRow.objects.filter(
        batch__event=event, batch__state=ImportBatch.State.APPLIED, person__isnull=False
    )
    counts = Counter(
        (batch, words_of(values), pk)
        for batch, values, names, pk in rows.values_list("batch", "values", "names_key", "person")
        if not keys.isdisjoint(split(names))
    )
    found = {}
    for (_batch, words, pk), times in counts.items():
        several = found.setdefault(words, {})
        several[pk] = max(times, several.get(pk, 0))
    return found


def words_of(values) -> tuple:
    """Everything a row says, to recognise equal rows."""
    return tuple(str(values.get(name, "")) for name in FIELDS)


def unknown_without_latin(rows) -> list:
    """Rows whose name has no Latin letters yet and belongs to no known person."""
    without = [row for row in rows if not row.errors and not (row.values["given"] or row.values["family"])]
    ids = _ids(WITH_KEY, {each for row in without for each in keys_of(row)})
    found = Person.objects.filter(pk__in=ids).values_list("names_key", flat=True)
    known = {each for names in found for each in split(names)}
    return [row for row in without if not known & set(keys_of(row))]


def _ids(query, values) -> set[int]:
    if not values:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(query, {"values": sorted(values), "separator": SEPARATOR})
        return {pk for (pk,) in cursor.fetchall()}


def keys_of(row) -> list[str]:
    return split(row.names_key)


def is_in_other_order(name: str, person: Person) -> bool:
    """Whether the parts of a name are in a different order from every known name of the person."""
    return not any(_parts(name) == _parts(known) for known in person.all_names if key(known) == key(name))


def _parts(name: str) -> list[str]:
    return [key(part) for part in name.replace(",", " ").split()]

"""Rows and organisations as the pages of an import show them, in a constant number of queries."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from events.models import (
    Country,
    ImportBatch,
    ImportOrganisation,
    ImportRow,
    Organisation,
    Participation,
    Person,
)
from events.participants_import.cells import texts_of
from events.participants_import.columns.meanings import FIELDS
from events.participants_import.columns.vocabulary import says_nothing

Verdict, Choice = ImportRow.Verdict, ImportRow.Choice
OPEN, LISTED = 25, 100  # rows on a page: with questions, without
ORDER = (
    Verdict.POSSIBLE,
    Verdict.REJECTED,
    Verdict.NEW,
    Verdict.MATCHED,
    Verdict.UNCHANGED,
    Verdict.LEFT_OUT,
)
FACTS = ("organisation", "country", "job_title", "email", "role")
MAX_APPEARANCES = 2  # of a candidate


class Option(NamedTuple):
    """An option for a row: submitted value, label, reason, and what is known about the candidate."""

    value: str
    label: str
    why: str
    facts: list[str]
    is_chosen: bool


class Card(NamedTuple):
    row: ImportRow
    name: str
    facts: list[str]
    errors: list[tuple]  # field, label, text, sentence
    options: list[Option]


def tabs(batch, shown) -> list[tuple]:
    """Verdict, label and number of rows of each kind that occurs."""
    return [
        (verdict.value, verdict.label, batch.counts[verdict], verdict == shown)
        for verdict in ORDER
        if batch.counts.get(verdict)
    ]


def cards(batch, rows) -> list[Card]:
    people, named = people_of(rows), named_by(batch, rows)
    return [_card(batch, row, people, named) for row in rows]


def named_by(batch, rows) -> dict[int, ImportRow]:
    """The rows of the list that these rows may refer to, by number."""
    numbers = {each["row"] for row in rows for each in row.candidates if "row" in each}
    numbers |= {row.chosen_row for row in rows} - {None}
    return {row.number: row for row in batch.rows.filter(number__in=numbers)}


def people_of(rows) -> dict[int, tuple]:
    """The people who may be meant, by id, each with their position at recent events.

    A person's `last_seen` is the last participation, or None.
    """
    ids = {each["person"] for row in rows for each in row.candidates if "person" in each}
    ids |= {row.person_id for row in rows} | {row.chosen_person_id for row in rows}
    ids.discard(None)
    people = Person.objects.defer("biography").in_bulk(ids)
    seen = Participation.objects.filter(person__in=ids)
    seen = seen.select_related("event", "organisation__country", "country")
    facts = {}
    for person in people.values():
        person.last_seen = None
    for each in seen.order_by("-event__starts_at", "pk"):
        people[each.person_id].last_seen = people[each.person_id].last_seen or each
        words = [each.job_title, str(each.organisation or ""), str(each.country or ""), str(each.event)]
        facts.setdefault(each.person_id, []).append(" · ".join(filter(None, words)))
    return {pk: (person, facts.get(pk, [])[:MAX_APPEARANCES]) for pk, person in people.items()}


def _card(batch, row, people, named) -> Card:
    texts = texts_of(row, batch.columns)
    sentences = row.errors | row.notes
    errors = [(field, FIELDS[field], texts[field], sentence) for field, sentence in sentences.items()]
    facts = [texts[field] for field in FACTS if texts[field] and not says_nothing(texts[field])]
    return Card(row, name_in(texts), facts, errors, _options(row, people, named, batch.columns))


def name_in(texts) -> str:
    """The name as the row writes it."""
    parts = [texts["given_name"], texts["middle_name"], texts["family_name"]]
    return texts["full_name"] or " ".join(filter(None, parts)) or texts["native_name"] or "–"


def _options(row, people, named, columns) -> list[Option]:
    if row.errors:
        return []
    chosen = _chosen(row)
    offered = list(row.candidates)
    known = {each.get("person") for each in offered}
    for pk in (row.person_id, row.chosen_person_id):
        if pk and pk not in known:
            known.add(pk)
            offered.append({"person": pk, "why": row.reason})
    if row.chosen_row and row.chosen_row not in {each.get("row") for each in offered}:
        offered.append({"row": row.chosen_row, "why": ""})
    options = []
    for each in offered:
        if each.get("person") in people:
            person, seen = people[each["person"]]
            facts = [", ".join(person.emails), *seen]
            value = Choice.PERSON.with_key(person.pk)
            options.append(_option(value, str(person), each["why"], facts, chosen))
        elif each.get("row") in named:
            texts = texts_of(named[each["row"]], columns)
            label = _("%(name)s, row %(row)d of this list") % {"name": name_in(texts), "row": each["row"]}
            facts = [texts[field] for field in FACTS]
            value = Choice.ROW.with_key(each["row"])
            options.append(_option(value, label, each["why"], facts, chosen))
    options.append(_option(Choice.NEW.value, _("A new person"), "", [], chosen))
    options.append(_option(Choice.OUT.value, _("Leave this row out"), "", [], chosen))
    return options


def _option(value, label, why, facts, chosen) -> Option:
    return Option(value, label, why, [fact for fact in facts if fact], value == chosen)


def _chosen(row) -> str:
    """What the row currently counts as."""
    if row.choice in (Choice.NEW, Choice.OUT):
        return row.choice
    if row.choice == Choice.ROW:
        return Choice.ROW.with_key(row.chosen_row)
    if row.person_id:
        return Choice.PERSON.with_key(row.person_id)
    return Choice.NEW if row.verdict == Verdict.NEW else Choice.OPEN


def fate(batch, shown) -> str:
    """What happened to rows with this verdict when the list was applied."""
    if batch.state != ImportBatch.State.APPLIED:
        return ""
    sentences = {
        Verdict.POSSIBLE: _("No one decided who these rows refer to, so they were not imported."),
        Verdict.REJECTED: _(
            "These rows were not imported. You can correct them in the file and upload it again."
        ),
        Verdict.NEW: _("These people were added and are now participants."),
        Verdict.MATCHED: _("These people were already known. The following was added or changed."),
        Verdict.UNCHANGED: _("All of this was already there. Nothing was changed."),
        Verdict.LEFT_OUT: _("You left these rows out, so they were not imported."),
    }
    return sentences.get(shown, "")


class Place(NamedTuple):
    """An organisation in a list, with similarly named ones for staff to choose from."""

    entry: ImportOrganisation
    country: Country | None
    candidates: list[tuple]

    @property
    def chosen(self) -> str:
        return str(self.entry.organisation_id or "new")


def places(batch) -> tuple[list[Place], list[Place]]:
    """Organisations that would be created or were selected by staff, and those already known.

    Once the list has been applied, all of these are known.
    """
    may_choose = batch.state == ImportBatch.State.CHECKED
    entries = list(
        batch.organisations.filter(is_named=True).select_related("organisation__country", "country", "home")
    )
    ids = {pk for entry in entries for pk, _likeness in entry.candidates}
    known = Organisation.objects.select_related("country").in_bulk(ids)
    listed = []
    for entry in entries:
        offered = [(known[pk], likeness) for pk, likeness in entry.candidates if pk in known]
        if entry.organisation and entry.organisation not in {each for each, _likeness in offered}:
            offered.append((entry.organisation, None))  # given by hand
        listed.append(Place(entry, entry.country or entry.home, offered))
    is_open = [(may_choose and place.entry.chosen) or place.entry.organisation is None for place in listed]
    return (
        [place for place, open_ in zip(listed, is_open, strict=True) if open_],
        [place for place, open_ in zip(listed, is_open, strict=True) if not open_],
    )

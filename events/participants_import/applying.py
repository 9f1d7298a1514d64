"""Applies a checked batch in one transaction, so that it can be undone as a whole."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.models import (
    Country,
    Event,
    ImportBatch,
    ImportChange,
    ImportRow,
    Organisation,
    Participation,
    ParticipationRole,
    Person,
)
from events.name_keys import keys
from events.participants_import import changes, checking, plans
from events.records import bulk
from events.records.duplicates import note_all_different

State = ImportBatch.State
BATCH_SIZE = 500  # rows that one statement changes
SAME_ORGANISATIONS = """
    SELECT lower(wanted.name), one.id
    FROM unnest(%(names)s::text[], %(countries)s::bigint[]) WITH ORDINALITY AS wanted (name, country, place)
    LEFT JOIN events_organisation AS one
        ON lower(one.name_en) = lower(wanted.name) AND one.country_id IS NOT DISTINCT FROM wanted.country
    ORDER BY wanted.place
"""


class NotNowError(Exception):
    """The batch can't be applied or undone in its current state; the message is a sentence for staff."""


def lock(batch_pk: int) -> ImportBatch:
    """Lock the batch; nobody else can apply or undo one for this event until the transaction ends."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_pk)
    batch.event = Event.objects.select_for_update(of=("self",)).get(pk=batch.event_id)
    return batch


def hold(ids_by_model) -> None:
    """Prevent others from changing, merging or deleting these records until the transaction ends.

    Always locked from organisations to roles, to avoid deadlocks.
    """
    for model in reversed(changes.MODELS.values()):
        wanted = model.objects.filter(pk__in=ids_by_model.get(model, ())).order_by("pk")
        list(wanted.select_for_update(of=("self",)).values_list("pk"))


def apply(batch_pk: int, user) -> ImportBatch:
    """Write what the check showed; raise NotNowError if the result would now be different."""
    with transaction.atomic():
        batch = lock(batch_pk)
        if batch.state != State.CHECKED:
            raise NotNowError(_("This import is not ready to be applied, or it has already been applied."))
        hold(
            {
                Organisation: batch.organisations.values("organisation"),
                Person: batch.rows.values("person"),
                Participation: batch.event.participations.values("pk"),
            }
        )
        # Two batches of different events may bring the same new people and organisations.
        Person.lock_slugs()
        Organisation.lock_slugs()
        refusal, groups = _check_again(batch)
        if not refusal:
            _Writer(batch, user).write(groups)
            batch.state, batch.applied_at, batch.applied_by = State.APPLIED, timezone.now(), user
            batch.undone_at, batch.undone_by, batch.report = None, None, []
            batch.save()
    if refusal:
        raise NotNowError(refusal)
    return batch


def _check_again(batch) -> tuple[str, list]:
    if checking.newest_person() > batch.newest_person:
        checking.start_search(batch)
        return _("People have been added since this list was checked, so it is being compared again."), []
    before = _verdicts(batch)
    # An organisation may have come or gone as well; choices that staff made stay.
    checking.organisations.search(list(batch.organisations.select_related("country", "home", "organisation")))
    with override(batch.language):  # sentences are compared, and whoever applies may read another language
        groups = checking.settle(batch)
    if _verdicts(batch) != before:
        return _("Something has changed since this list was checked. Please look at its rows again."), []
    return "", groups


def _verdicts(batch) -> list:
    return list(batch.rows.values_list("number", "verdict", "person", "same_as", "changes"))


def _names_found(group) -> dict:
    """What this list adds to a person's name, to fill gaps in the name at the time."""
    here, found = group.known.participation, group.plan.person
    if here.name != group.known.person.name:
        return {}
    names = ("honorific", "native_name")
    return {name: found[name] for name in names if name in found and not getattr(here, name)}


def _same_organisations(entries) -> list[tuple[str, Organisation | None]]:
    """Of each entry the name as the database compares names, and the organisation of name and country."""
    with connection.cursor() as cursor:
        cursor.execute(
            SAME_ORGANISATIONS,
            {
                "names": [entry.name for entry in entries],
                "countries": [entry.country_id or entry.home_id for entry in entries],
            },
        )
        found = cursor.fetchall()
    known = Organisation.objects.in_bulk({pk for _name, pk in found if pk})
    return [(name, known.get(pk)) for name, pk in found]


class _Writer:
    def __init__(self, batch, user):
        self.batch, self.user = batch, user
        self.created, self.entries, self.touched = [], [], {}
        self.countries = dict(Country.objects.values_list("code", "pk"))
        self.organisations = {}  # key -> columns of those who come for it

    def write(self, groups):
        groups = [group for group in groups if not (group.known.participation and group.plan.is_empty)]
        self._write_organisations(groups)
        people = self._write_people(groups)
        self._note_different(groups, people)
        self._write_participations(groups, people)
        for (_model, fields), items in self.touched.items():
            bulk.write(items, fields)
        ImportChange.objects.bulk_create(self.entries)
        changes.note_created(self.batch, self.created)
        for group, person in zip(groups, people, strict=True):
            for row in group.rows:
                row.person = person
        bulk.write([row for group in groups for row in group.rows], ["person"])

    def _change(self, item, values):
        self.entries.append(changes.change(self.batch, item, values))
        self.touched.setdefault((type(item), tuple(values)), []).append(item)

    def _write_organisations(self, groups):
        entries = {group.organisation.pk: group.organisation for group in groups if group.organisation}
        without = [entry for entry in entries.values() if entry.organisation is None]
        self._learn_names([entry for entry in entries.values() if entry.organisation])
        self._find_or_add(without)
        bulk.write(without, ["organisation"])

    def _learn_names(self, entries):
        """What a list calls an organisation that staff chose for it becomes another name of it."""
        called = {}
        for entry in entries:
            if entry.chosen and entry.name not in entry.organisation.all_names:
                called.setdefault(entry.organisation, []).append(entry.name)
        for organisation, names in called.items():
            aliases = list(dict.fromkeys([*organisation.aliases, *names]))
            names_key = keys([*organisation.all_names, *names])
            self._change(organisation, {"aliases": aliases, "names_key": names_key})

    def _find_or_add(self, entries):
        """Give each entry the organisation with its name and country, which two of them may share."""
        found, new = {}, {}
        for entry, (name, known) in zip(entries, _same_organisations(entries), strict=True):
            place = entry.country or entry.home
            here = name, place and place.pk
            if known:
                found[here] = known
            elif here not in found:
                names = dict.fromkeys(("name_en", plans.column("name", entry.name)), entry.name)
                found[here] = new[here] = Organisation(type=entry.type, country=place, **names)
            entry.organisation = found[here]
        Organisation.fill_slugs(new.values())
        self.created += Organisation.objects.bulk_create(new.values(), batch_size=BATCH_SIZE)
        for entry in entries:
            entry.organisation_id = entry.organisation.pk

    def _write_people(self, groups) -> list[Person]:
        people = [
            group.known.person or plans.add_person([row.values for row in group.rows]) for group in groups
        ]
        if new := [person for person in people if person.pk is None]:
            Person.fill_slugs(new)
            Person.objects.bulk_create(new, batch_size=BATCH_SIZE)
            self.created += new
        for group, person in zip(groups, people, strict=True):
            if group.plan.person:
                self._change(person, group.plan.person | {"names_key": self._names_key(person, group.plan)})
        return people

    def _note_different(self, groups, people):
        """Remember which people staff called new, so that the question is not asked again."""
        person_of = {group.known: person for group, person in zip(groups, people, strict=True)}
        pairs = set()
        for group, person in zip(groups, people, strict=True):
            for row in group.rows:
                for known in row.others if row.choice == ImportRow.Choice.NEW else ():
                    other = known.person or person_of.get(known)
                    if other and other.pk != person.pk:
                        pairs.add(frozenset((other.pk, person.pk)))
        note_all_different(Person, pairs, self.user)

    @staticmethod
    def _names_key(person, plan) -> str:
        native = plan.person.get("native_name", person.native_name)
        aliases = plan.person.get("aliases", person.aliases)
        return keys(name for name in (person.name, native, *aliases) if name)

    def _write_participations(self, groups, people):
        new, roles = [], []
        for group, person in zip(groups, people, strict=True):
            values = self._columns(group.plan.participation)
            here = group.known.participation
            if here is None:
                here = Participation(event=self.batch.event, person=person, **values)
                new.append(here)
            elif values := values | _names_found(group):
                self._change(here, values)
            roles += [ParticipationRole(participation=here, role=role) for role in group.plan.roles]
        Participation.objects.bulk_create(new, batch_size=BATCH_SIZE)
        ParticipationRole.objects.bulk_create(roles, batch_size=BATCH_SIZE)
        self.created += new + roles

    def _columns(self, planned) -> dict:
        """Planned values by column name; an organisation brings its current names with it."""
        values = dict(planned)
        if entry := values.pop("organisation", None):
            values |= self._organisation_columns(entry.organisation)
        if code := values.pop("country", None):
            values["country_id"] = self.countries[code]
        return values

    def _organisation_columns(self, organisation) -> dict:
        if organisation.pk not in self.organisations:
            columns = {"organisation_id": organisation.pk, **organisation.names_that_day}
            self.organisations[organisation.pk] = columns
        return self.organisations[organisation.pk]

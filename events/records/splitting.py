"""Splits a record shared by two people, and undoes such splits.

An appearance moves unchanged with its roles, sessions, consent and so on, including its spelling of the
name. Only a name at the time that simply equals the shared record's current name is replaced by the name of
the person it belongs to. Nothing here depends on requests.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from events.models import ImportRow, Participation, Person, Split
from events.models.names import NAME_COLUMNS, NAME_PARTS
from events.name_keys import keys
from events.records.duplicates import note_different
from events.records.journal import Journal, changed_since, differing, read
from events.records.undoing import take_back
from publishing.relations import Link, describe, links, pointing

MAX_EXAMPLES = 4


@dataclass
class Share:
    """What the new person gets: name columns, keys, texts, and values of `others_of()`.

    `keeps_names` leaves the names at the time of moved appearances unchanged.
    """

    name: dict[str, str | bool]
    participations: set[int] = field(default_factory=set)
    spellings: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    keeps_names: bool = False


class Other(NamedTuple):
    """A row other than an appearance that points to a person, and the value that selects it in the form."""

    link: Link
    pk: int
    text: str

    @property
    def value(self) -> str:
        return f"{self.link.model._meta.label_lower}.{self.link.name}.{self.pk}"

    @property
    def kind(self) -> str:
        return capfirst(str(self.link.model._meta.verbose_name_plural))


def split(person: Person, share: Share, by=None) -> Split:
    """Give the share to a new person in one transaction and return the record with which it can be undone.

    The old person keeps the address and everything else, even if that is only the name. Raises
    ValidationError with a sentence if the share can't be given.
    """
    with transaction.atomic():
        division = _Division(person, share, by)
        return Split.objects.create(
            kept_id=person.pk,
            kept_name=str(person)[:500],
            new_id=division.new.pk,
            new_name=str(division.new)[:500],
            journal=division.journal.entries,
            report=division.report,
            made_by=by,
        )


def preview(person: Person, share: Share) -> list[dict]:
    """The report of a split that is made and rolled back: exactly what both people would be."""
    with transaction.atomic():
        report = _Division(person, share).report
        transaction.set_rollback(True)
    return report


def undo(record: Split, by=None) -> None:
    """Make them one record again. Raises ValidationError with sentences about what prevents it."""
    take_back(record, by, _prepare)


def others_of(person: Person) -> list[Other]:
    """Everything in all apps that points to the person, except appearances and their import rows."""
    return [
        Other(link, item.pk, describe(item, link.name))
        for link in links(Person)
        if link.model not in (Participation, ImportRow)
        for item in pointing(link, person.pk).select_related()
    ]


class _Division:
    """Performs the split when it is created; `new`, `journal` and `report` describe it."""

    def __init__(self, person, share, by=None):
        self.journal = Journal()
        kept = Person._base_manager.select_for_update(of=("self",)).filter(pk=person.pk).first()
        if kept is None:
            raise ValidationError(gettext("“%(name)s” no longer exists.") % {"name": person})
        if not (share.participations or share.emails):
            raise ValidationError(
                gettext("Tick at least one appearance or email address to move to the new person.")
            )
        moved = list(
            kept.participations.filter(pk__in=share.participations)
            .select_for_update(of=("self",))
            .order_by("pk")
        )
        others = [other for other in others_of(kept) if other.value in share.others]
        if (
            len(moved) < len(share.participations)
            or len(others) < len(share.others)
            or not share.spellings <= {kept.native_name, *kept.aliases}
            or not share.emails <= set(kept.emails)
        ):
            raise ValidationError(
                gettext("Something has changed in the meantime. Please check this page again.")
            )
        former, before = Person(**kept.values_of(NAME_COLUMNS)), _names_in_lists(kept)
        self.new = self._make(kept, share)
        self._take_from(kept, share)
        self.journal.update(Participation, [each.pk for each in moved], {"person_id": self.new.pk})
        for each in (kept,) if share.keeps_names else (kept, self.new):
            self._write_in_lists(former, each)
        _give_rows_of_lists(kept.pk, self.new.pk, batch__event__in=[each.event_id for each in moved])
        for other in others:
            self.journal.update(other.link.model, [other.pk], {other.link.column: self.new.pk})
        self.journal.note_made(note_different(Person, kept.pk, self.new.pk, by))
        self.report = [_card(each.pk, _told(each, before)) for each in (kept, self.new)]

    def _make(self, kept, share) -> Person:
        new = Person(**share.name, emails=[each for each in kept.emails if each in share.emails])
        own = {name.casefold() for name in new.all_names}
        given = [name for name in (kept.native_name, *kept.aliases) if name in share.spellings]
        new.aliases = [name for name in dict.fromkeys(given) if name.casefold() not in own]
        new.save()
        self.journal.note_made(new)
        return new

    def _take_from(self, kept, share):
        kept.aliases = [name for name in kept.aliases if name not in share.spellings]
        kept.emails = [each for each in kept.emails if each not in share.emails]
        kept.native_name = "" if kept.native_name in share.spellings else kept.native_name
        values = {name: getattr(kept, name) for name in ("aliases", "emails", "native_name")}
        self.journal.update(Person, [kept.pk], values | {"names_key": keys(kept.all_names)})

    def _write_in_lists(self, former, person):
        """Make lists that simply show the shared name show each person's own name."""
        for part in NAME_PARTS:
            values = person.values_of(part)
            if values != former.values_of(part):
                showing = person.participations.filter(**former.shown_by(part)).order_by()
                self.journal.update(Participation, list(showing.values_list("pk", flat=True)), values)


def _names_in_lists(person) -> dict[int, str]:
    names = person.participations.order_by().only("person", *NAME_COLUMNS)
    return {each.pk: each.written_name for each in names}


def _told(person, before) -> list[str]:
    """Sentences about lists whose shown name changes, and about those that keep a different name."""
    now = _names_in_lists(person)
    changes = Counter((before[pk], name) for pk, name in now.items() if name != before[pk])
    kept = Counter(name for pk, name in now.items() if name == before[pk] != person.written_name)
    return [
        *(
            ngettext(
                "“%(before)s” becomes “%(after)s” in %(count)s list.",
                "“%(before)s” becomes “%(after)s” in %(count)s lists.",
                count,
            )
            % {"before": old, "after": new, "count": count}
            for (old, new), count in changes.most_common()
        ),
        *(
            ngettext("“%(name)s” stays in %(count)s list.", "“%(name)s” stays in %(count)s lists.", count)
            % {"name": name, "count": count}
            for name, count in kept.most_common()
        ),
    ]


def _give_rows_of_lists(from_pk, to_pk, **which):
    """Update import rows, which record where an appearance came from, to name its person."""
    for name in ("person", "chosen_person"):
        ImportRow.objects.filter(**{name: from_pk}, **which).update(**{name: to_pk})


def _prepare(record) -> list[str]:
    """Release everything that refers to the new person, and return what prevents that."""
    _give_rows_of_lists(record.new_id, record.kept_id)
    return [*_changes(record), *_additions(record), *_at_one_event(record)]


def _changes(record):
    """Changes to the new person since the split, which undoing would lose."""
    entries = {(each["model"], each["pk"]): each for each in record.journal}
    made = entries[Person._meta.label_lower, record.new_id]["after"]
    new = Person.objects.get(pk=record.new_id)
    return [changed_since(new, each) for each in differing(Person, made, read(Person, [new.pk])[new.pk])]


def _additions(record):
    came = {(each["model"], each["pk"]) for each in record.journal}
    for link in links(Person):
        for item in pointing(link, record.new_id).select_related():
            if (link.model._meta.label_lower, item.pk) not in came:
                yield gettext(
                    "Something has been added to “%(name)s” since then: %(kind)s “%(item)s”. Merge the "
                    "two records instead."
                ) % {
                    "name": record.new_name,
                    "kind": link.model._meta.verbose_name,
                    "item": describe(item, link.name),
                }


def _at_one_event(record):
    events = Participation.objects.filter(person=record.new_id).order_by().values("event")
    for each in Participation.objects.filter(person=record.kept_id, event__in=events).select_related("event"):
        yield gettext(
            "“%(name)s” has since become a participant of “%(event)s” as well. Merge the two records instead."
        ) % {"name": record.kept_name, "event": each.event}


def _card(pk, names) -> dict:
    """A person as shown on a page: names, addresses, and what points to them."""
    person = Person.objects.get(pk=pk)
    latest = person.participations.select_related("event").latest_first()
    others = {}
    for other in others_of(person):
        others.setdefault(other.kind, []).append(other.text)
    return {
        "pk": person.pk,
        "name": person.full_name,
        "native_name": person.native_name,
        "address": person.get_absolute_url(),
        "spellings": person.aliases,
        "emails": person.emails,
        "names": names,
        "appearances": latest.count(),
        "examples": [
            f"{date_format(each.event.first_day, 'SHORT_DATE_FORMAT')} {each.event}"
            for each in latest[:MAX_EXAMPLES]
        ],
        "others": others,
    }

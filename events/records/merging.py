"""Merges two records of one person or organisation, and undoes such merges.

Everything that points to the record that is removed is found through the models of all apps: foreign keys,
many-to-many relations and generic relations. Nothing here depends on requests.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext

from events.choices import Answer
from events.models import Merge
from events.name_keys import keys
from events.records.collisions import own_relations, rows_of, same_as
from events.records.facts import facts_of
from events.records.journal import Journal, read
from events.records.undoing import take_back
from publishing.models import Addressed, FormerSlug
from publishing.relations import describe, links

KEPT, OTHER = "kept", "other"
MAX_EXAMPLES = 12


def merge(kept, other, choices=None, by=None) -> Merge:
    """Merge `other` into `kept` in one transaction and return the record with which it can be undone.

    `choices` maps names of `facts_of()` to KEPT or OTHER; without a choice the kept value stays unless it
    is empty. Raises ValidationError with a sentence if the two can't be merged.
    """
    with transaction.atomic():
        union = _Union(type(kept))
        union.make(kept, other, choices or {})
        return Merge.objects.create(
            content_type=ContentType.objects.get_for_model(type(kept)),
            kept_id=kept.pk,
            kept_name=str(kept)[:500],
            merged_id=other.pk,
            merged_name=str(other)[:500],
            journal=union.journal.entries,
            report=union.report,
            made_by=by,
        )


def preview(kept, other, choices=None) -> dict:
    """The report of a merge that is made and rolled back: exactly what would happen."""
    with transaction.atomic():
        union = _Union(type(kept))
        union.make(kept, other, choices or {})
        transaction.set_rollback(True)
    return union.report


def undo(record: Merge, by=None) -> None:
    """Restore both records. Raises ValidationError with sentences if later changes prevent it."""
    try:
        take_back(record, by)
    except IntegrityError as error:
        raise ValidationError(
            gettext("“%(name)s” can’t be restored: something added since has the same address or name.")
            % {"name": record.merged_name}
        ) from error


class _Union:
    """Two records of the model as they become one; `journal` and `report` tell of it."""

    def __init__(self, model):
        self.model = model
        self.journal = Journal()
        self.report = {"moved": [], "united": [], "replaced": []}

    def make(self, kept, other, choices) -> None:
        """Lock both, refuse what can't be, and write the rest; raises ValidationError."""
        model = self.model
        stored = model._base_manager.select_for_update(of=("self",)).order_by("pk")
        found = {item.pk: item for item in stored.filter(pk__in=[kept.pk, other.pk])}
        if len(found) < 2:
            raise ValidationError(gettext("One of the two no longer exists, or they are the same record."))
        kept, other = found[kept.pk], found[other.pk]
        try:
            with transaction.atomic():
                values = self._values(kept, other, choices)
                self._move_all(model, kept.pk, other.pk)
                self.journal.delete(model, other.pk)
                self.journal.update(model, [kept.pk], values)
                self._complete(model, kept, other)
        except IntegrityError as error:
            raise ValidationError(
                gettext(
                    "They can’t be merged like this, because a third record has the same name or "
                    "address. Merge that one first, or select other values."
                )
            ) from error

    def _complete(self, model, kept, other):
        """Let the spellings and the address of the removed record lead to the one that is kept."""
        united = model._base_manager.get(pk=kept.pk)
        present = {name.casefold() for name in united.present_names}
        others = {}
        for name in (*united.aliases, *kept.all_names, *other.all_names):
            if name.casefold() not in present:
                others.setdefault(name.casefold(), name)
        self.journal.update(model, [kept.pk], {"aliases": list(others.values())})
        united.refresh_from_db()
        self.journal.update(model, [kept.pk], {"names_key": keys(united.all_names)})
        self._break_circles(model, kept.pk)
        self._keep_address(united, other.slug)

    def _keep_address(self, kept, slug):
        """Let the address of a record that is removed lead to the one that is kept."""
        former = FormerSlug.objects.filter(
            content_type=ContentType.objects.get_for_model(type(kept)), slug=slug
        ).first()
        if former:
            self.journal.update(FormerSlug, [former.pk], {"object_id": kept.pk})
        else:
            self.journal.note_made(FormerSlug.objects.create(item=kept, slug=slug))

    def _values(self, kept, other, choices) -> dict:
        """The changed columns of the record that is kept."""
        model = type(kept)
        rows = read(model, [kept.pk, other.pk])
        mine, theirs = rows[kept.pk], rows[other.pk]
        values = {}
        for fact in facts_of(model):
            if fact.is_list:
                column = fact.columns[0]
                values[column] = list(dict.fromkeys([*mine[column], *theirs[column]]))
                continue
            default = OTHER if fact.is_empty(mine) else KEPT
            taken = choices.get(fact.name, default) == OTHER
            if taken:
                values |= {column: theirs[column] for column in fact.columns}
            if fact.differs(mine, theirs) and not fact.is_empty(mine if taken else theirs):
                self.report["replaced"].append(fact.difference(kept, other, taken))
        for column, value in _pointing_to_own(model, mine | values, (kept.pk, other.pk)):
            above = theirs[column] if value == other.pk else None
            values[column] = above if above not in (kept.pk, other.pk) else None
        return values

    def _move_all(self, model, kept_pk, other_pk):
        """Point everything at the kept record instead of the other; combine rows that would become
        duplicates.
        """
        for link in links(model):
            rows, present = rows_of(link, other_pk), rows_of(link, kept_pk)
            if link.model is model:
                rows.pop(kept_pk, None)
            twins = {pk: twin for pk, row in rows.items() if (twin := same_as(link, row, present))}
            moving = [pk for pk in rows if pk not in twins]
            if moving:
                self._tell_moved(link, moving)
                self.journal.update(link.model, moving, {link.column: kept_pk})
            for pk, twin in twins.items():
                self._unite(link, twin, pk, is_told=model is self.model)

    def _unite(self, link, kept_pk, other_pk, is_told):
        """Combine two rows that would be duplicates into one with the information of both."""
        model = link.model
        items = model._base_manager.in_bulk([kept_pk, other_pk])
        rows = read(model, [kept_pk, other_pk])
        mine, theirs = rows[kept_pk], rows[other_pk]
        values, differences = {}, []
        for fact in facts_of(model):
            if fact.columns == (link.column,) or not fact.differs(mine, theirs) or fact.is_empty(theirs):
                continue
            # Who said no in one of two lists must not be named because of the other.
            cautious = fact.name == "consent" and theirs["consent"] == Answer.NO
            taken = fact.is_empty(mine) or cautious
            if taken:
                values |= {column: theirs[column] for column in fact.columns}
            if not fact.is_empty(mine):
                differences.append(fact.difference(items[kept_pk], items[other_pk], taken))
        if differences or is_told:
            self.report["united"].append(
                {
                    "kind": capfirst(str(model._meta.verbose_name)),
                    "name": describe(items[other_pk], link.name),
                    "differences": differences,
                }
            )
        self._move_all(model, kept_pk, other_pk)
        self.journal.delete(model, other_pk)
        self.journal.update(model, [kept_pk], values)
        if issubclass(model, Addressed):
            self._keep_address(items[kept_pk], items[other_pk].slug)

    def _tell_moved(self, link, pks):
        if link.model is FormerSlug:
            return
        shown = link.model._base_manager.select_related().filter(pk__in=pks[:MAX_EXAMPLES])
        self.report["moved"].append(
            {
                "kind": capfirst(str(link.model._meta.verbose_name_plural)),
                "count": len(pks),
                "names": [describe(item, link.name) for item in shown],
            }
        )

    def _break_circles(self, model, pk):
        """Make sure that the merged record is not its own parent."""
        for field in own_relations(model):
            seen, above = set(), pk
            while above and above not in seen:
                seen.add(above)
                above = model._base_manager.values_list(field.attname, flat=True).get(pk=above)
            if above:
                self.journal.update(model, [pk], {field.column: None})


def _pointing_to_own(model, row, pks):
    return [(field.column, row[field.column]) for field in own_relations(model) if row[field.column] in pks]

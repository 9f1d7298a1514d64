"""Undoes a batch as a whole, except what has since been changed or used."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import (
    ImportBatch,
    ImportOrganisation,
    ImportRow,
    Participation,
    ParticipationRole,
    Person,
)
from events.participants_import import changes
from events.participants_import.applying import NotNowError, hold, lock
from events.records import bulk, duplicates
from publishing.relations import links

OWN = (ImportRow, ImportOrganisation)  # these refer to what a batch created and let go of it


def undo(batch_pk: int, user) -> ImportBatch:
    """Restore what the batch changed and delete what it created; the batch's report says what is kept."""
    with transaction.atomic():
        batch = lock(batch_pk)
        if not batch.may_be_undone:
            raise NotNowError(
                _("This import can’t be undone: it has not been applied, or its rows were deleted.")
            )
        batch.report = _Undoing(batch).run()
        batch.state, batch.undone_at, batch.undone_by = ImportBatch.State.UNDONE, timezone.now(), user
        batch.save()
        batch.journal.all().delete()
    return batch


class _Undoing:
    def __init__(self, batch):
        self.created, self.changed, self.report = {}, {}, []
        for entry in batch.journal.all():
            place = self.created if entry.before is None else self.changed
            place.setdefault(entry.model, {})[entry.object_id] = entry
        hold(
            {
                model: [*self.created.get(name, ()), *self.changed.get(name, ())]
                for name, model in changes.MODELS.items()
            }
        )

    def run(self) -> list[str]:
        """Undo everything and report what is kept: kind by kind, each in the order it was added."""
        for name, model in changes.MODELS.items():
            self._put_back(model, self.changed.get(name, {}))
        roles = self._untouched(ParticipationRole)
        participations = self._untouched(Participation)
        used = ParticipationRole.objects.filter(participation__in=participations).exclude(pk__in=roles)
        for pk in sorted(set(used.values_list("participation", flat=True))):
            self._keep(participations.pop(pk), _("it has roles that were added or changed since"))
        kept = set(self.created.get("participation", {})) - set(participations)
        # A participation that stays keeps its roles.
        ParticipationRole.objects.filter(pk__in=roles).exclude(participation__in=kept).delete()
        Participation.objects.filter(pk__in=participations).delete()
        for name in ("person", "organisation"):
            self._delete_unused(changes.MODELS[name])
        duplicates.forget_different(Person, self.created.get("person", ()))
        return self.report

    def _keep(self, item, why):
        words = {"kind": item._meta.verbose_name, "name": item, "why": why}
        self.report.append(_("%(kind)s “%(name)s” was kept: %(why)s.") % words)

    def _put_back(self, model, entries):
        restored = {}
        for item in model.objects.filter(pk__in=entries).order_by("pk"):
            entry = entries[item.pk]
            values = {}
            for name, old in entry.before.items():
                if changes.plain(getattr(item, name)) == entry.after[name]:
                    values[name] = old
                elif name != "names_key":
                    label = model._meta.get_field(name).verbose_name
                    self._keep(item, _("its field “%(label)s” has been changed since") % {"label": label})
            if "names_key" in entry.before and len(values) < len(entry.before):
                values.pop("names_key", None)
            for name, old in values.items():
                setattr(item, name, old)
            if "names_key" in entry.before and "names_key" not in values:
                values["names_key"] = item.names_key = model._meta.get_field("names_key").pre_save(
                    item, False
                )
            restored.setdefault(tuple(values), []).append(item)
        for names, items in restored.items():
            if names:
                bulk.write(items, names)

    def _untouched(self, model) -> dict:
        """Unchanged records of a model that the batch created, by id; the rest is reported."""
        entries = self.created.get(model._meta.model_name, {})
        now = changes.digests(model, entries)
        items = model.objects.in_bulk(list(now))
        same = {pk: item for pk, item in items.items() if now[pk] == entries[pk].after}
        for pk in sorted(items.keys() - same.keys()):
            self._keep(items[pk], _("it has been changed since"))
        return same

    def _delete_unused(self, model):
        items = self._untouched(model)
        for link in links(model):
            if link.where or link.model in OWN:
                continue
            users = link.model._base_manager.filter(**{f"{link.name}__in": items})
            for pk in sorted(set(users.values_list(link.name, flat=True))):
                self._keep(items.pop(pk), _("something else now refers to it"))
        model.objects.filter(pk__in=items).delete()

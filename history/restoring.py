"""Makes an item what it was, by writing the difference between two contents and nothing else."""

import json
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from history.contents import Content, Row, content_of, rows_by_key
from history.kinds import Kind, Part, is_repeated, kinds
from history.models import Version
from history.references import (
    Reference,
    all_references,
    order_of_parts,
    present,
    references_of,
    target,
)
from publishing import richtext
from publishing.languages import ENGLISH, column
from publishing.models import FormerSlug


@dataclass
class Restored:
    """`left_out` says in a sentence each what could not come back."""

    left_out: list[str] = field(default_factory=list)
    is_changed: bool = False


@transaction.atomic
def restore(
    kind: Kind, key: int, wanted: Content, user, *, of_today: tuple[str, ...] | None = None
) -> Restored:
    """Make the item with this key what the content says; of today stay the columns that `OF_TODAY` names,
    or these, and all that is not part of versions. `user` is who did it.

    Raises ValidationError with a sentence if that can't be; then nothing has changed.
    """
    try:
        with transaction.atomic():
            stay = kind.of_today if of_today is None else of_today
            return _Restoring(kind, key, wanted, user, stay).run()
    except IntegrityError as error:
        raise ValidationError(_reason(kind, error)) from error


class _Restoring:
    def __init__(self, kind: Kind, key: int, wanted: Content, user, of_today: tuple[str, ...]):
        self.kind, self.key, self.user, self.of_today = kind, key, user, of_today
        self.item = kind.model._base_manager.select_for_update(of=("self",)).filter(pk=key).first()
        self.now = content_of(kind, key) or {"own": {}, "parts": {}}
        self.wanted = wanted
        self.result = Restored()
        self.present = present(all_references(kind, wanted))

    def run(self) -> Restored:
        own = self._own()
        parts = order_of_parts(self.kind.parts)
        rows = {part: self._rows(part) for part in parts}
        differing = {name: value for name, value in own.items() if self.now["own"].get(name) != value}
        if self.item is None:
            _insert(self.kind.model, [own | {"id": self.key}])
        for part in reversed(parts):
            self._remove(part, rows[part])
        if differing and self.item:
            _update(self.kind.model, self.key, own, differing)
        came = {part: self._put(part, rows[part]) for part in parts}
        self._follow(came)
        self.result.is_changed = bool(differing) or content_of(self.kind, self.key) != self.now
        if self.result.is_changed:
            self._note()
        return self.result

    def _own(self) -> Row:
        """The columns of the item as they are to be."""
        now, old = self.now["own"], self.wanted["own"]
        own = {}
        for each in self.kind.model._meta.concrete_fields:
            name = each.column
            if each.primary_key or name in self.kind.unversioned:
                continue
            if name in self.of_today:
                own[name] = now[name] if name in now else _default(each)
            else:
                own[name] = old[name] if name in old else _default(each)
            if isinstance(each, richtext.RichTextField) and own[name]:
                own[name] = richtext.clean_html(own[name])
        for reference in references_of(self.kind.model, own):
            if not self._is_there(reference):
                self._say(reference)
                own[reference.field.column] = self._instead_of(reference)
        return own

    def _instead_of(self, reference: Reference):
        if reference.field.null:
            return None
        if self.item is None:
            raise ValidationError(
                _("It can’t come back, because this no longer exists: %(field)s.")
                % {"field": reference.field.verbose_name}
            )
        return self.now["own"][reference.field.column]

    def _rows(self, part: Part) -> dict[int, Row]:
        """The rows of a part as they are to be, by key."""
        rows = {}
        coming = rows_by_key(self.wanted["parts"].get(part.table, []))
        for key, row in coming.items():
            full = {
                each.column: row[each.column] if each.column in row else _default(each)
                for each in part.model._meta.concrete_fields
                if not each.generated
            }
            kept = True
            for reference in references_of(part.model, full):
                if self._is_there(reference) or self._comes_along(reference):
                    continue
                self._say(reference, part)
                kept = kept and reference.field.null
                full[reference.field.column] = None
            if kept:
                rows[key] = full
        return rows

    def _is_there(self, reference: Reference) -> bool:
        model = target(reference)
        is_itself = model is self.kind.model and reference.key == self.key
        return is_itself or reference.key in self.present.get(model, ())

    def _comes_along(self, reference: Reference) -> bool:
        """Whether it is a row of another part of the same version."""
        tables = {part.model: part.table for part in self.kind.parts}
        rows = self.wanted["parts"].get(tables.get(target(reference)), ())
        return any(row["id"] == reference.key for row in rows)

    def _say(self, reference: Reference, part: Part | None = None) -> None:
        what = target(reference)._meta.verbose_name
        where = part.model._meta.verbose_name if part else reference.field.verbose_name
        sentence = _(
            "%(where)s: what stood there (%(what)s no. %(number)s) no longer exists, and was left out."
        )
        self.result.left_out.append(
            sentence % {"where": capfirst(str(where)), "what": what, "number": reference.key}
        )

    def _remove(self, part: Part, wanted: dict[int, Row]) -> None:
        """Rows that are not wanted, or that are to be others."""
        now = rows_by_key(self.now["parts"].get(part.table, []))
        gone = now.keys() - wanted.keys()
        if not _is_referred_to(part.model):
            gone |= {key for key in now.keys() & wanted.keys() if now[key] != wanted[key]}
        if gone:
            part.model._base_manager.filter(pk__in=gone).delete()  # with what hangs on them

    def _put(self, part: Part, wanted: dict[int, Row]) -> set[int]:
        """Rows that are not there, with their former keys; those that others refer to are changed in place.
        The keys of those that had been deleted.
        """
        now = rows_by_key(self.now["parts"].get(part.table, []))
        coming = [row for key, row in wanted.items() if key not in now]
        changed = [row for key, row in wanted.items() if key in now and now[key] != row]
        if _is_referred_to(part.model):
            for row in changed:
                _update(part.model, row["id"], row, row)
        else:
            coming += changed
        _insert(part.model, sorted(coming, key=lambda row: row["id"]))
        return wanted.keys() - now.keys()

    def _follow(self, came: dict[Part, set[int]]) -> None:
        """What is told with the item and had hung on rows that came back: a speaker's part in a session."""
        for other in kinds().values():
            if other.holder is None or other.holder[0].model is not self.kind.model:
                continue
            for part in other.parts:
                for each in part.model._meta.concrete_fields:
                    keys = {
                        key
                        for source, found in came.items()
                        if each.is_relation and each.remote_field.model is source.model
                        for key in found
                    }
                    if keys:
                        self._bring_back(other, part, each, keys)

    def _bring_back(self, other: Kind, part: Part, link: Field, keys: set[int]) -> None:
        holder = f"{self.kind.name}/{self.key}"
        there = set(
            other.model._base_manager.filter(**{other.holder[1]: self.key}).values_list("pk", flat=True)
        )
        rows: dict[int, Row] = {}
        versions = Version.objects.filter(kind=other.name, holder=holder, object_id__in=there)
        for version in versions.exclude(content=None).order_by("pk").iterator():
            for row in version.content["parts"].get(part.table, ()):
                if row[link.column] in keys:
                    rows[row["id"]] = row  # the last that was
        stored = set(part.model._base_manager.filter(pk__in=rows).values_list("pk", flat=True))
        _insert(part.model, [row for key, row in sorted(rows.items()) if key not in stored])

    def _note(self) -> None:
        item = self.kind.model._base_manager.get(pk=self.key)
        if self.item and self.item.__dict__.get("slug") != item.__dict__.get("slug"):
            FormerSlug.objects.remember(item, self.item)
        if computed := getattr(item, "RECOMPUTED", ()):
            item.save(update_fields=computed)
        if hasattr(item, "updated_by_id"):
            self.kind.model._base_manager.filter(pk=self.key).update(
                version=item.version + 1, updated_at=timezone.now(), updated_by=self.user
            )


def _default(each: Field):
    value = each.get_default()
    return each.value_to_string(_Holder(each, value)) if value is not None and each.is_relation else value


class _Holder:
    def __init__(self, each, value):
        setattr(self, each.attname, value)


def _is_referred_to(model: type[Model]) -> bool:
    return any(not relation.related_model._meta.auto_created for relation in model._meta.related_objects)


def _columns(model: type[Model]) -> list[str]:
    return [f'"{each.column}"' for each in model._meta.concrete_fields if not each.generated]


def _with_english(model: type[Model], row: Row) -> Row:
    """The columns without a language repeat English."""
    repeated = {
        each.column: row.get(column(each.name, ENGLISH))
        for each in model._meta.concrete_fields
        if is_repeated(each) and column(each.name, ENGLISH) in row
    }
    return row | {name: "" if value is None else value for name, value in repeated.items()}


def _insert(model: type[Model], rows: list[Row]) -> None:
    if not rows:
        return
    names, table = ", ".join(_columns(model)), model._meta.db_table
    complete = [_filled(model, _with_english(model, row)) for row in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608  names of ours
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",
            [json.dumps(complete)],
        )


def _filled(model: type[Model], row: Row) -> Row:
    missing = {
        each.column: _default(each)
        for each in model._meta.concrete_fields
        if each.column not in row and not each.generated
    }
    return missing | row


def _update(model: type[Model], key: int, row: Row, differing: Row) -> None:
    table, whole = model._meta.db_table, _with_english(model, row)
    names = set(differing) | {
        each.column for each in model._meta.concrete_fields if is_repeated(each) and each.column in whole
    }
    pairs = ", ".join(f'"{name}" = fresh."{name}"' for name in sorted(names - {"id"}))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {pairs} FROM jsonb_populate_record(NULL::{table}, %s::jsonb) AS fresh "  # noqa: S608
            f"WHERE {table}.id = %s",
            [json.dumps(whole), key],
        )


def _reason(kind: Kind, error: IntegrityError) -> str:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for constraint in kind.model._meta.constraints:
        if constraint.name == name:
            return constraint.get_violation_error_message()
    for each in kind.model._meta.concrete_fields:
        if each.unique and name == f"{kind.model._meta.db_table}_{each.column}_key":
            return each.error_messages["unique"]
    return _("This version can’t be restored, because another item has taken what has to be unique in it.")

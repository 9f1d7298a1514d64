"""How two contents of one item differ, field by field."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import CharField, DateTimeField, Field, SlugField, TextField
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from history.contents import Content, rows_by_key
from history.kinds import Kind, Part
from history.references import all_references
from history.telling import Names, is_told, label_of
from publishing.admin.comparing import GONE, NEW, Piece, compare

SECONDS = len("2026-12-03T12:00:00")
EMPTY: Content = {"own": {}, "parts": {}}


@dataclass(frozen=True)
class Difference:
    """`pieces` are the words of both texts, `rows` the same for each row of a list."""

    label: str
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[Piece]] = field(default_factory=list)
    is_of_today: bool = False


def changed_labels(kind: Kind, before: Content | None, after: Content | None) -> list[str]:
    """The names of what differs, without asking the database."""
    before, after = before or EMPTY, after or EMPTY
    own = [label_of(each) for each in kind.fields if is_told(each) and _differs(each, before, after)]
    return own + [
        _label_of_part(part)
        for part in kind.parts
        if before["parts"].get(part.table, []) != after["parts"].get(part.table, [])
    ]


def differences(kind: Kind, before: Content | None, after: Content | None) -> list[Difference]:
    before, after = before or EMPTY, after or EMPTY
    contents = [content for content in (before, after) if content is not EMPTY]
    names = Names(reference for content in contents for reference in all_references(kind, content))
    found = []
    for each in kind.fields:
        if not is_told(each) or not _differs(each, before, after):
            continue
        was, is_now = names.value(each, before["own"]), names.value(each, after["own"])
        pieces = pieces_of(each, was, is_now)
        found.append(Difference(label_of(each), pieces, is_of_today=each.column in kind.of_today))
    return found + [difference for part in kind.parts if (difference := _of_part(part, names, before, after))]


def _differs(each: Field, before: Content, after: Content) -> bool:
    was, is_now = before["own"].get(each.column), after["own"].get(each.column)
    if isinstance(each, DateTimeField):  # no form has parts of a second
        return (was or "")[:SECONDS] != (is_now or "")[:SECONDS]
    return was != is_now


def pieces_of(each: Field, was: str, is_now: str) -> list[Piece]:
    """Both values of a field, in words: of a text which of its words differ, of anything else the whole."""
    return compare(was, is_now) if _is_text(each) else _whole(was, is_now)


def _is_text(each: Field) -> bool:
    return isinstance(each, CharField | TextField) and not (each.choices or isinstance(each, SlugField))


def _whole(was: str, is_now: str) -> list[Piece]:
    return [piece for piece in (Piece(GONE, was), Piece(NEW, is_now)) if piece.text]


def _label_of_part(part: Part) -> str:
    meta = part.model._meta
    if meta.auto_created:
        relation = meta.auto_created._meta.many_to_many
        return next(
            capfirst(str(each.verbose_name)) for each in relation if each.remote_field.through is part.model
        )
    if part.item == "object_id":
        return capfirst(_("topics"))
    return capfirst(str(meta.verbose_name_plural))


def _of_part(part: Part, names: Names, before: Content, after: Content) -> Difference | None:
    was, is_now = (rows_by_key(content["parts"].get(part.table, [])) for content in (before, after))
    if was == is_now:
        return None
    old, new = ({key: names.line(part.fields, row) for key, row in rows.items()} for rows in (was, is_now))
    both = [key for key in old if key in new]
    rows = [compare(old[key], new[key]) for key in both if old[key] != new[key]]
    # A row that was removed and entered again has another key.
    gone = Counter(line for key, line in old.items() if key not in new)
    came = Counter(line for key, line in new.items() if key not in old)
    rows += [[Piece(GONE, line)] for line in (gone - came).elements()]
    rows += [[Piece(NEW, line)] for line in (came - gone).elements()]
    if not rows:  # only their order
        rows = [[Piece(GONE, line)] for line in old.values()] + [[Piece(NEW, line)] for line in new.values()]
    return Difference(_label_of_part(part), rows=rows)

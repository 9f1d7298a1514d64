"""Which models keep versions, and which rows belong to an item: found from the models.

A model says what is its own affair: `VERSIONED = True` has versions made of it. Of its fields `UNVERSIONED`
are no part of a version, `RECOMPUTED` follow from others when it is saved, and `OF_TODAY` stay as they are
when a version is restored. `VERSIONS_TOLD_BY` is the relation to the item whose history tells of it as well,
`VERSIONS_ABOUT` that to the person with whom they end.
A model whose rows are deleted with an item belongs to it, unless it has versions of its own or says
`PART_OF_VERSIONS = False`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import CASCADE, Field, ForeignKey, ManyToOneRel, Model
from modeltranslation.fields import TranslationField

from history.keeping import Spec
from publishing.languages import ENGLISH, column
from publishing.models.topic import TopicItem


@dataclass(frozen=True)
class Part:
    """Rows of `model` that belong to an item, whose key stands in their column `item`."""

    model: type[Model]
    item: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def fields(self) -> list[Field]:
        """What staff enter of it."""
        hidden = {"id", self.item, "content_type_id"}
        return [field for field in _told(self.model) if field.attname not in hidden]


@dataclass(frozen=True)
class Kind:
    model: type[Model]

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @property
    def unversioned(self) -> tuple[str, ...]:
        """Columns that are no part of a version: what only counts, and what follows from other columns."""
        named = {*getattr(self.model, "UNVERSIONED", ()), *getattr(self.model, "RECOMPUTED", ())}
        return tuple(
            field.column
            for field in self.model._meta.concrete_fields
            if field.name in named or field.generated or is_repeated(field)
        )

    @property
    def of_today(self) -> tuple[str, ...]:
        """Columns that a restore leaves as they are."""
        meta = self.model._meta
        return tuple(meta.get_field(name).column for name in getattr(self.model, "OF_TODAY", ()))

    @property
    def fields(self) -> list[Field]:
        """What staff enter of the item itself."""
        hidden = {"id", *self.unversioned}
        return [field for field in _told(self.model) if field.column not in hidden]

    @property
    def parts(self) -> list[Part]:
        return [*_rows_of(self.model), *_links_of(self.model), *_topics_of(self.model)]

    @property
    def holder(self) -> "tuple[Kind, str] | None":
        """The kind whose item lists versions of this one as well, and the column with its key."""
        name = getattr(self.model, "VERSIONS_TOLD_BY", None)
        if name is None:
            return None
        field = self.model._meta.get_field(name)
        return Kind(field.related_model), field.column

    @property
    def subject(self) -> tuple[str, str, str] | tuple[()]:
        """The table and the kind of whom an item is about, and the column with the key."""
        name = getattr(self.model, "VERSIONS_ABOUT", None)
        if name is None:
            return ()
        field = self.model._meta.get_field(name)
        meta = field.related_model._meta
        return meta.db_table, meta.model_name, field.column

    @property
    def spec(self) -> Spec:
        """What its migration has to say; a test compares both."""
        parts = {part.table: part.item for part in self.parts if part.model is not TopicItem}
        return Spec(
            kind=self.name,
            table=self.model._meta.db_table,
            unversioned=tuple(sorted(self.unversioned)),
            parts=tuple(sorted(parts.items())),
            topics_of=self.model._meta.label_lower if _topics_of(self.model) else "",
            holder=(self.holder[0].name, self.holder[1]) if self.holder else (),
            subject=self.subject,
        )


def is_repeated(field: Field) -> bool:
    """Whether this is the column without a language of a translated text, which repeats English."""
    names = {each.name for each in field.model._meta.concrete_fields}
    return column(field.name, ENGLISH) in names and not isinstance(field, TranslationField)


@cache
def kinds() -> dict[str, Kind]:
    return {
        model._meta.model_name: Kind(model)
        for model in apps.get_models()
        if getattr(model, "VERSIONED", False)
    }


def kind_of(model: type[Model]) -> Kind:
    return kinds()[model._meta.model_name]


def _told(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not (field.generated or is_repeated(field))]


def _rows_of(model: type[Model]) -> Iterator[Part]:
    for relation in model._meta.related_objects:
        if not isinstance(relation, ManyToOneRel) or relation.on_delete is not CASCADE:
            continue
        other = relation.related_model
        if getattr(other, "VERSIONED", False) or not getattr(other, "PART_OF_VERSIONS", True):
            continue
        yield Part(other, relation.field.column)


def _links_of(model: type[Model]) -> Iterator[Part]:
    for field in model._meta.local_many_to_many:
        through = field.remote_field.through
        if through._meta.auto_created:
            yield Part(through, field.m2m_column_name())


def _topics_of(model: type[Model]) -> list[Part]:
    has_topics = any(field.name == "topics" for field in model._meta.many_to_many)
    return [Part(TopicItem, "object_id")] if has_topics else []


def target_of(field: Field) -> type[Model] | None:
    """The model to whose rows this column refers."""
    return field.related_model if isinstance(field, ForeignKey) else None

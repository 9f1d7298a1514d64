"""Lists what is deleted along with a record and what remains; long lists are cut."""

from collections import defaultdict

from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import NestedObjects
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import router
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext

from publishing.relations import owner_of

MAX_NAMES = 10


def link_to(item, label=""):
    """A link to the item's page in the admin, or to that of the item it belongs to, if there is one."""
    label = label or f"{capfirst(item._meta.verbose_name)}: {item}"
    if getattr(item, "trashed_at", None):
        label = gettext("%(item)s (in the trash)") % {"item": label}
    for each in (item, owner_of(item)):
        try:
            url = reverse(admin_urlname(each._meta, "change"), args=[each.pk])
        except NoReverseMatch:
            continue
        return format_html('<a href="{}">{}</a>', url, label)
    return label


class Deleted:
    """Everything that is deleted with these records of one model. None of it may be protected."""

    def __init__(self, items):
        self.items = list(items)
        self.model = type(self.items[0])
        self.collector = NestedObjects(using=router.db_for_write(self.model), origin=self.items)
        self.collector.collect(self.items)
        self.rows = self.collector.model_objs

    def counts(self) -> dict[str, int]:
        return {
            model._meta.verbose_name_plural: len(rows)
            for model, rows in self.rows.items()
            if not _is_tie(model)
        }

    def going(self) -> list:
        """A link to each record and, nested below it, its parts by their kind."""
        found = []
        for item in self.items:
            parts = defaultdict(list)
            for part in self.collector.edges.get(item, ()):
                if not _is_tie(type(part)):
                    parts[type(part)].append(part)
            found.append(link_to(item))
            if parts:
                found.append(
                    [
                        _counted(model, len(rows), [_name_of(row, item) for row in rows[:MAX_NAMES]])
                        for model, rows in parts.items()
                    ]
                )
        return found

    def staying(self, site) -> list[str]:
        """Sentences about what is linked to the deleted records but not deleted itself."""
        untied = self._untied(site)
        uses = []
        for model, keys in untied.items():
            named = model._base_manager.filter(pk__in=sorted(keys)[:MAX_NAMES])
            uses.append(_counted(model, len(keys), [str(item) for item in named]))
        named = {
            str(field.related_model._meta.verbose_name_plural)
            for model in self.rows.keys() - {self.model}
            if not _is_tie(model)
            for field in _ends(model)
            if not _is_generic(field) and field.related_model not in self.rows
        }
        found = []
        if named:
            kinds = gettext("Not deleted, only linked from it: %(kinds)s.")
            found.append(kinds % {"kinds": ", ".join(sorted(named))})
        if uses:
            found.append(
                gettext("Not deleted, but no longer linked to it: %(uses)s.") % {"uses": "; ".join(uses)}
            )
        return found

    def _untied(self, site) -> dict:
        """The keys of remaining records that lose a link, by their model."""
        found = defaultdict(set)
        for model, key in self._ties():
            found[model].add(key)
        for (field, _value), groups in self.collector.field_updates.items():
            if site.is_registered(field.model):
                found[field.model] |= {row.pk for group in groups for row in group}
        for model, keys in found.items():
            keys -= {row.pk for row in self.rows.get(model, ())}
        return {model: keys for model, keys in found.items() if keys}

    def _ties(self):
        for model, rows in self.rows.items():
            if _is_tie(model):
                for row in rows:
                    yield from _ends_of(row)


def _counted(model, number: int, names) -> str:
    shown = ", ".join(names)
    return gettext("%(kind)s: %(number)s (%(names)s)") % {
        "kind": capfirst(model._meta.verbose_name_plural),
        "number": number,
        "names": shown if number == len(names) else f"{shown} …",
    }


def _is_tie(model) -> bool:
    """Whether rows of the model only record that two records belong together, and in which order."""
    ends = _ends(model)
    others = {name for field in ends if _is_generic(field) for name in (field.ct_field, field.fk_field)}
    others.add("order")
    return len(ends) > 1 and all(
        field.primary_key or field in ends or field.name in others for field in model._meta.fields
    )


def _is_generic(field) -> bool:
    return isinstance(field, GenericForeignKey)


def _ends(model) -> list:
    """The fields by which rows of the model point to records they can't exist without."""
    own = [field for field in model._meta.fields if field.many_to_one and not field.null]
    generic = [field for field in model._meta.private_fields if _is_generic(field)]
    return [*(field for field in own if field.related_model is not ContentType), *generic]


def _ends_of(row):
    """Model and key of each record that a row points to."""
    for field in _ends(type(row)):
        if _is_generic(field):
            kind = ContentType.objects.get_for_id(getattr(row, f"{field.ct_field}_id"))
            yield kind.model_class(), getattr(row, field.fk_field)
        else:
            yield field.related_model, getattr(row, field.attname)


def _name_of(part, whole) -> str:
    """What distinguishes a part from others of the same record: its other owner, or its own name."""
    ends = [getattr(part, field.name) for field in _ends(type(part))]
    return ", ".join(str(end) for end in ends if end != whole) or str(part)

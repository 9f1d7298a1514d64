"""Which tables are logged, and what of their rows: every table that is not named here, with all it holds."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import CASCADE, Field, ForeignKey, Model
from django.db.models.options import Options
from modeltranslation.fields import TranslationField

from history.kinds import is_repeated

APPS = {"auth", "mfa"}  # beside our own
UNLOGGED = {
    "audit.Entry": "the log itself",
    "auth.Permission": "follows from the code",
    "carec_site.SignInTries": "only counts",
    "contacts.AddressCount": "only counts",
    "contacts.Look": "a log of its own",
    "contacts.SpentProof": "only counts",
    "events.ImportChange": "ends with its batch, which is logged",
    "events.ImportOrganisation": "ends with its batch, which is logged",
    "events.ImportRow": "ends with its batch, which is logged",
    "freshness.Change": "only counts",
    "history.Draft": "nobody sees it before it is published, which is logged",
    "history.DueChange": "as Draft",
    "history.Version": "a copy of what is logged",
    "search.Miss": "what visitors typed",
    "subscriptions.Notice": "only what has been told",
}
# Visitors write here as well, which is no business of this log.
WRITTEN_BY_VISITORS = {
    "contacts.Attachment",
    "contacts.Inquiry",
    "contacts.Message",
    "contacts.Quote",
    "subscriptions.Subscription",
    "subscriptions.Subscription_countries",
    "subscriptions.Subscription_topics",
}
# That it changed is logged, but not its value: secrets, and what is kept about visitors and may be erased.
MASKED = {
    "auth.User": {"password"},
    "contacts.Attachment": {"file", "name"},
    "contacts.Inquiry": {
        *("about_words", "country", "email", "message", "name", "organisation", "page", "spam_reason"),
    },
    "contacts.Message": {"body", "sender", "writer"},
    "contacts.Note": {"text"},
    "contacts.Quote": {"asked_attribution", "asked_text", "attribution", "text"},
    "events.ImportBatch": {"file_name"},
    "events.Merge": {"kept_name", "merged_name"},
    "events.Person": {"emails"},
    "events.Split": {"kept_name", "new_name"},
    "subscriptions.Subscription": {"email"},
}
# What only counts, what follows from other columns, and what a program keeps for itself.
IGNORED = {
    "auth.User": {"last_login"},
    "contacts.Inquiry": {"submission_key"},
    "contacts.Message": {"email", "message_id"},
    "events.ImportBatch": {
        *("columns", "counts", "defaults", "headings", "heading_rows", "newest_person", "notes", "outside"),
        *("forgotten", "report"),
    },
    "events.ImportSource": {"defaults", "mapping"},
    "events.Merge": {"journal", "report"},
    "events.Split": {"journal", "report"},
    "mfa.Authenticator": {"data", "last_used_at"},
    "subscriptions.Subscription": {"told", "told_at"},
}
NAMES = (
    *(("title_en",), ("name_en",), ("given_name", "family_name"), ("username",), ("reference",)),
    *(("title",), ("name",), ("slug",)),
)


class Table(NamedTuple):
    """What the database has to know of a table. `holder` is the label of the model to whose record its rows
    belong, and the column with the key; `person` the column with the key of whom they are about.
    """

    name: str
    label: str
    key: str
    ignored: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    holder: tuple[str, str] | tuple[()] = ()
    is_generic: bool = False  # its rows belong to what `content_type` and `object_id` name
    is_of_staff: bool = False  # only what staff write is logged
    person: str = ""


@cache
def logged_models() -> tuple[type[Model], ...]:
    return tuple(model for model in apps.get_models(include_auto_created=True) if _is_logged(model._meta))


def table_of(model: type[Model]) -> Table:
    meta = model._meta
    columns = {field.column for field in meta.concrete_fields}
    masked = MASKED.get(meta.label, set())
    return Table(
        name=meta.db_table,
        label=meta.label_lower,
        key=meta.pk.column,
        ignored=tuple(sorted(field.column for field in meta.concrete_fields if _is_ignored(field))),
        masked=tuple(sorted(field.column for field in meta.concrete_fields if _source(field) in masked)),
        names=tuple(name for name in NAMES if columns.issuperset(name) and not masked.intersection(name)),
        holder=_holder(model),
        is_generic=any(isinstance(field, GenericForeignKey) for field in meta.private_fields)
        and not admin.site.is_registered(model),
        is_of_staff=meta.label in WRITTEN_BY_VISITORS,
        person=_person(model),
    )


def _is_logged(meta: Options) -> bool:
    is_ours = Path(meta.app_config.path).parent == settings.BASE_DIR
    is_table = meta.managed and not meta.proxy
    return is_table and (is_ours or meta.app_label in APPS) and meta.label not in UNLOGGED


def _source(field: Field) -> str:
    """The name of a field; of a translation that of the translated one."""
    return field.translated_field.name if isinstance(field, TranslationField) else field.name


def _is_ignored(field: Field) -> bool:
    model = field.model
    named = {*getattr(model, "UNVERSIONED", ()), *getattr(model, "RECOMPUTED", ())}
    named |= IGNORED.get(model._meta.label, set())
    return field.name in named or field.generated or is_repeated(field)


def _holder(model: type[Model]) -> tuple[str, str] | tuple[()]:
    """What has pages of its own in the administration belongs to nothing else."""
    if admin.site.is_registered(model):
        return ()
    for field in model._meta.concrete_fields:
        cascades = isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE
        if cascades and field.related_model is not ContentType:
            return field.related_model._meta.label_lower, field.column
    return ()


def _person(model: type[Model]) -> str:
    if model._meta.label == "events.Person":
        return model._meta.pk.column
    name = getattr(model, "VERSIONS_ABOUT", None)
    return model._meta.get_field(name).column if name else ""

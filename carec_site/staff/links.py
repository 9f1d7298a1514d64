"""Readable names for the rows that Django creates automatically to link two records."""

from django.apps import apps


def link_name(link) -> str:
    ends = (field.name for field in link._meta.fields if field.remote_field)
    return " – ".join(str(getattr(link, end)) for end in ends)


def name_links() -> None:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.auto_created:
            model.add_to_class("__str__", link_name)

"""Filters of a list of publishable items."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing import languages
from publishing.models import Stage, State, Topic


class StageFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "stage"

    def lookups(self, request, model_admin):
        shown = (Stage.DRAFT, Stage.IN_REVIEW, Stage.SCHEDULED, Stage.PUBLISHED, Stage.ARCHIVED)
        return [(stage.value, stage.label) for stage in shown]

    def queryset(self, request, queryset):
        if self.value() == Stage.PUBLISHED:
            return queryset.published()
        if self.value() == Stage.SCHEDULED:
            return queryset.scheduled()
        if self.value() in State.values:
            return queryset.filter(state=self.value())
        return queryset


class TrashFilter(admin.SimpleListFilter):
    """Hides the trash until it is asked for."""

    title = _("trash")
    parameter_name = "trash"

    def lookups(self, request, model_admin):
        return [("yes", _("In the trash"))]

    def choices(self, changelist):
        hidden, shown = super().choices(changelist)
        return [hidden | {"display": _("Not in the trash")}, shown]

    def queryset(self, request, queryset):
        return queryset.in_trash() if self.value() == "yes" else queryset.outside_trash()


class TopicFilter(admin.SimpleListFilter):
    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request, model_admin):
        items = model_admin.model._base_manager.all()
        return [(topic.slug, topic.name) for topic in Topic.objects.used_in(items)]

    def queryset(self, request, queryset):
        return queryset.filter(topics__slug=self.value()) if self.value() else queryset


class TranslationFilter(admin.SimpleListFilter):
    """Work for translators: missing translations, and outdated ones."""

    title = _("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        tasks = {
            "missing": gettext("%(language)s is missing"),
            "outdated": gettext("%(language)s is out of date"),
        }
        return [
            (f"{task}-{code}", sentence % {"language": languages.NAMES[code]})
            for task, sentence in tasks.items()
            for code in languages.OTHERS
        ]

    def queryset(self, request, queryset):
        task, _dash, code = (self.value() or "").partition("-")
        if code not in languages.CODES:
            return queryset
        return queryset.without_language(code) if task == "missing" else queryset.outdated_in(code)


LIST_FILTER = (StageFilter, TrashFilter, TopicFilter, TranslationFilter)

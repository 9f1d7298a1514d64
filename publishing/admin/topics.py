import re

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagField
from taggit.models import Tag

from publishing import languages
from publishing.admin.deleting.guard import DeletingAdmin
from publishing.admin.languages import LanguageForm, LanguagesAdmin, language_fieldsets
from publishing.admin.widgets import TopicsInput
from publishing.models import Topic, TopicItem
from publishing.querysets import count_rows

COMMAS = re.compile("[,，、;；]")
MAX_NAME_LENGTH = Topic._meta.get_field("name").max_length

# Taggit's own list of tags, which nothing here uses.
admin.site.unregister(Tag)


class TopicsField(TagField):
    """Names separated by commas in any script, so that a name of two words stays one topic."""

    widget = TopicsInput

    def clean(self, value):
        names = [" ".join(name.split()) for name in COMMAS.split(forms.CharField.clean(self, value))]
        for name in names:
            if len(name) > MAX_NAME_LENGTH:
                raise ValidationError(
                    gettext("A topic can have up to %(limit)s characters. Separate topics with commas.")
                    % {"limit": MAX_NAME_LENGTH}
                )
        return list({name.casefold(): name for name in reversed(names) if name}.values())[::-1]

    def has_changed(self, initial, data):
        names = sorted(topic.name_en.casefold() for topic in initial or [])
        try:
            return names != sorted(name.casefold() for name in self.clean(data))
        except ValidationError:
            return True


def unknown_topics(names) -> list[str]:
    known = {name.casefold() for name in Topic.objects.values_list("name_en", flat=True)}
    return [name for name in names if name.casefold() not in known]


class TopicForm(LanguageForm):
    def clean_name_en(self):
        name = " ".join(self.cleaned_data["name_en"].split())
        if COMMAS.search(name):
            raise ValidationError(_("A topic’s name can’t contain a comma, because commas separate topics."))
        return name


def _name_in(code):
    @admin.display(description=languages.NAMES[code], ordering=languages.column("name", code))
    def name(topic):
        return languages.texts(topic, "name")[code]

    return name


@admin.register(Topic)
class TopicAdmin(DeletingAdmin, LanguagesAdmin):
    form = TopicForm
    fieldsets = (*language_fieldsets("name"), (None, {"fields": ["slug"]}))
    readonly_fields = ("slug",)
    ordering = ("name",)
    list_display = (*map(_name_in, languages.CODES), "item_count")
    search_fields = languages.columns("name")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(item_count=count_rows(TopicItem.objects, "tag"))

    @admin.display(description=_("used by"), ordering="item_count")
    def item_count(self, topic):
        return topic.item_count

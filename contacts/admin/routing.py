"""The desk's settings: topics, routes and saved answers."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.admin.forms import offer_those_who_answer
from contacts.inquiries.answering import check_placeholders
from contacts.inquiries.workflow import name_of
from contacts.languages import NAMES, column, columns
from contacts.models import Route, SavedAnswer, Topic


class TextsForm(forms.ModelForm):
    """A form in which each language of `translated` has a field, labelled with its name."""

    translated = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, language in NAMES.items():
            if field := self.fields.get(column(self.translated, code)):
                label = capfirst(self._meta.model._meta.get_field(self.translated).verbose_name)
                field.label = f"{label} ({language})"
                field.widget.attrs["lang"] = code


class TopicForm(TextsForm):
    translated = "name"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if english := self.fields.get("name_en"):
            english.required = True
            english.help_text = gettext("Shown where there is no name in the reader’s language.")


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """The topics that the form offers, in three languages."""

    form = TopicForm
    list_display = ("name", "order", "is_offered")
    list_editable = ("order", "is_offered")
    search_fields = columns("name")
    fields = (*columns("name"), "order", "is_offered")


class RouteForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_those_who_answer(self, "user", "group")


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    """Who receives a new message, by its kind and topic."""

    form = RouteForm
    list_display = ("what", "whom")
    list_select_related = ("topic", "user", "group")
    fields = ("kind", "topic", "user", "group")

    @admin.display(description=_("applies to"), ordering="kind")
    def what(self, route):
        kind = route.get_kind_display() if route.kind else gettext("Every kind")
        return f"{kind} · {route.topic or gettext('every topic')}"

    @admin.display(description=_("assigned to"))
    def whom(self, route):
        return name_of(route.user) if route.user else route.group


class SavedAnswerForm(TextsForm):
    translated = "text"

    def clean(self):
        values = super().clean()
        texts = {name: values.get(name) for name in columns("text")}
        for name, text in texts.items():
            try:
                check_placeholders(text or "")
            except ValidationError as error:
                self.add_error(name, error)
        if not any(texts.values()) and not self.errors:
            raise ValidationError(gettext("Enter the answer in at least one language."))
        return values


@admin.register(SavedAnswer)
class SavedAnswerAdmin(admin.ModelAdmin):
    """Texts to start an answer with; each language is offered for inquiries written in it."""

    form = SavedAnswerForm
    list_display = ("title", "kind", "languages", "beginning")
    list_filter = ("kind",)
    search_fields = ("title", *columns("text"))
    fields = ("title", "kind", *columns("text"))

    @admin.display(description=_("languages"))
    def languages(self, saved):
        return ", ".join(str(label) for code, label in NAMES.items() if getattr(saved, column("text", code)))

    @admin.display(description=_("text"))
    def beginning(self, saved):
        """The beginning in the reader's language, otherwise in English, otherwise in any."""
        texts = [saved.text, *(getattr(saved, name) for name in columns("text"))]
        return Truncator(" ".join(next(filter(None, texts), "").split())).chars(80)

"""One tab for each language, in every form that has translated fields."""

from django import forms
from django.forms import Script
from django.utils.text import capfirst
from modeltranslation.admin import TranslationAdmin
from modeltranslation.translator import translator

from publishing import languages
from publishing.admin.choosers import Choosers


def language_fieldsets(*names):
    """A fieldset for each language with these translated fields. The script turns neighbours into tabs."""
    return tuple(
        (
            label,
            {
                "fields": languages.columns(*names, codes=[code]),
                "classes": ["language", f"language-{code}"],
            },
        )
        for code, label in languages.NAMES.items()
    )


class LanguageForm(forms.ModelForm):
    """Labels fields without their language, which the tab shows, and tells browsers the language of each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for original, translations in translator.get_options_for_model(self._meta.model).all_fields.items():
            label = capfirst(self._meta.model._meta.get_field(original).verbose_name)
            for translation in translations:
                if field := self.fields.get(translation.name):
                    field.label = label
                    field.widget.attrs["lang"] = translation.language

    def name_languages(self):
        """Add the language to each label, where there is no tab to show it."""
        for field in self.fields.values():
            if code := field.widget.attrs.get("lang"):
                field.label = f"{field.label} ({languages.NAMES[code]})"


class LanguagesAdmin(Choosers, TranslationAdmin):
    form = LanguageForm

    def construct_change_message(self, request, form, formsets, add=False):
        form.name_languages()
        return super().construct_change_message(request, form, formsets, add)

    class Media:
        css = {"all": ["staff/languages.css"]}
        js = [Script("staff/languages.js", type="module"), Script("staff/unsaved.js", type="module")]

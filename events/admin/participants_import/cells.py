"""The page where one answer corrects all cells of a list that have the same text."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.choices import UNKNOWN
from events.models import Country
from events.participants_import.cells import WIDGETS, ChoiceWidget
from events.participants_import.odd_cells import correct, odd_texts

LEAVE, NOTHING = "", "-"
MAX_TEXTS = 100  # texts on the page


class OddTextsForm(forms.Form):
    """A field for each text that was not recognised: a select, or a text field for other columns."""

    shown = "cells"

    def __init__(self, data, batch):
        super().__init__(data, label_suffix="")
        self.texts = odd_texts(batch)[:MAX_TEXTS]
        for index, odd in enumerate(self.texts):
            self.fields[f"odd_{index}"] = self._field(odd)
            self.fields[f"text_{index}"] = forms.CharField(
                widget=forms.HiddenInput, initial=f"{odd.field} {odd.text}", required=False, max_length=2100
            )

    @staticmethod
    def _field(odd):
        widget = WIDGETS[odd.field]
        if isinstance(widget, ChoiceWidget):
            # A label is sent, for this is what the row then shows as its text.
            labels = [
                (str(choice.label), choice.label) for choice in widget.choices if choice.value != UNKNOWN
            ]
            return forms.ChoiceField(
                choices=[(LEAVE, _("– not decided –")), *labels, (NOTHING, _("– nothing –"))],
                required=False,
                label=odd.text,
            )
        attrs = {"list": "countries"} if odd.field == "country" else {}
        return forms.CharField(
            required=False, max_length=2000, label=odd.text, widget=forms.TextInput(attrs=attrs)
        )

    def lines(self):
        for index, odd in enumerate(self.texts):
            yield odd, self[f"odd_{index}"], self[f"text_{index}"]

    def answers(self) -> dict[tuple[str, str], str]:
        """The answers given, keyed by field and by the text that the page showed."""
        given = {}
        for index in range(len(self.texts)):
            field, _space, text = self.cleaned_data[f"text_{index}"].partition(" ")
            given[field, text] = self.cleaned_data[f"odd_{index}"]
        return given

    def has_decisions(self) -> bool:
        return any(self.answers().values())

    def keep(self, batch) -> str:
        """Correct the cells and return a sentence that says so."""
        count = correct(batch, self.answers())
        sentence = ngettext(
            "%(count)d row was corrected. The list is being checked again.",
            "%(count)d rows were corrected. The list is being checked again.",
            count,
        )
        return sentence % {"count": count}

    def countries(self) -> list[str]:
        return [country.name for country in Country.objects.order_by("name")]

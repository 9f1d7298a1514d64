"""Unknown organisations in a list: create them, use one with a similar name, or look up another."""

import re

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.participants_import.rows import places
from events.models import Organisation, Participation
from events.participants_import import deciding

NEW, OTHER = "new", "other"
SENT = re.compile(r"(?:place|other)-(\d{1,9})")


class PlacesForm(forms.Form):
    """For each organisation a choice, and a field to look up another one."""

    shown = "organisations"

    def __init__(self, data, listed, site):
        super().__init__(data, label_suffix="")
        self.places = listed
        reference = Participation._meta.get_field("organisation")
        for place in listed:
            known = [(str(each.pk), str(each)) for each, _likeness in place.candidates]
            self.fields[f"place-{place.entry.pk}"] = forms.ChoiceField(
                label=place.entry.name,
                choices=[(NEW, _("A new organisation")), *known, (OTHER, _("Another known organisation"))],
                required=False,
                initial=place.chosen,
            )
            self.fields[f"other-{place.entry.pk}"] = forms.ModelChoiceField(
                Organisation.objects.all(),
                required=False,
                label=place.entry.name,
                widget=AutocompleteSelect(reference, site, attrs={"data-width": "100%"}),
            )

    @classmethod
    def sent(cls, post, batch, site):
        """The submitted form."""
        ids = {int(found.group(1)) for found in map(SENT.fullmatch, post) if found}
        new, known = places(batch)
        return cls(post, [place for place in (*new, *known) if place.entry.pk in ids], site)

    def clean(self):
        self.choices = {}
        for place in self.places:
            pk = place.entry.pk
            if {f"place-{pk}", f"other-{pk}"} & self.errors.keys():
                continue
            choice, other = self.cleaned_data[f"place-{pk}"], self.cleaned_data[f"other-{pk}"]
            is_left = choice in ("", self.data.get(f"was-place-{pk}", ""))
            if choice == OTHER and not other:
                self.add_error(f"other-{pk}", gettext("Look up the organisation, or select another answer."))
            elif other and choice != OTHER and not is_left:
                self.add_error(
                    f"other-{pk}",
                    gettext(
                        "You selected one answer and looked up a different organisation. Keep only "
                        "one of the two."
                    ),
                )
            elif other:
                self.choices[pk] = str(other.pk)
            elif not is_left:
                self.choices[pk] = choice

    def has_decisions(self) -> bool:
        return bool(self.choices)

    def keep(self, batch) -> str:
        """Save the decisions and return a sentence that says so."""
        deciding.choose_organisations(batch, self.choices)
        return gettext("Your decisions were saved. The list is being checked again.")

    def lines(self):
        """Each organisation with its choice and its look-up field."""
        for place in self.places:
            yield place, self[f"place-{place.entry.pk}"], self[f"other-{place.entry.pk}"]

"""An organisation of a list that is not known may be one that the site does not propose: staff look it up."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _

from events.models import Organisation, Participation


def lookups(places, site) -> dict:
    """For the page of organisations: each place with a field to look another one up, and what fields need."""
    field = Participation._meta.get_field("organisation")
    form = forms.Form(label_suffix="")
    for place in places:
        form.fields[f"other-{place.entry.pk}"] = forms.ModelChoiceField(
            Organisation.objects.all(),
            required=False,
            label=_("Another that is known"),
            widget=AutocompleteSelect(field, site, attrs={"data-width": "100%"}),
        )
    pairs = [(place, form[f"other-{place.entry.pk}"]) for place in places]
    return {"new_places": pairs, "media": form.media}

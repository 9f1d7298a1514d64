"""The form of the page that splits a person in two."""

from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event, Person
from events.participants_import.names import from_full, without_honorific
from events.records.splitting import Share, others_of

NAME = ("honorific", "given_name", "family_name", "family_name_first", "native_name")
CHANGED = _("Something has changed in the meantime. Please check this page again.")


class Ticks(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(required=False, error_messages={"invalid_choice": CHANGED}, **options)


class SplitForm(forms.ModelForm):
    """The name of the new person, and checkboxes for everything that can be moved to them."""

    spelling = forms.ChoiceField(required=False, label=_("Use the name from this spelling"))
    spellings = Ticks(label=_("Spellings"))
    addresses = Ticks(label=_("Email addresses"))
    others = Ticks(label=_("Other records linked to this person"))
    appearances = Ticks(label=_("Appearances"))
    keeps_names = forms.BooleanField(required=False)

    class Meta:
        model = Person
        fields = NAME

    def __init__(self, person, data=None):
        super().__init__(data, initial=name_in(person, person.name) | {"spelling": person.name})
        self.person = person
        own = [(person.native_name, _in_own_script(person))] if person.native_name else []
        spellings = dict([*own, *((name, name) for name in person.aliases if name != person.native_name)])
        choices = {
            "spelling": [(person.name, person.name), *spellings.items()],
            "spellings": spellings.items(),
            "addresses": [(email, email) for email in person.emails],
            "others": [(other.value, f"{other.kind}: {other.text}") for other in others_of(person)],
            "appearances": [(pk, str(pk)) for pk in person.participations.values_list("pk", flat=True)],
        }
        for name, several in choices.items():
            self.fields[name].choices = list(several)
        self.fields["keeps_names"].label = gettext("Keep “%(name)s” in these lists") % {
            "name": person.written_name
        }

    @property
    def name_fields(self) -> list:
        return [self[name] for name in NAME]

    @property
    def groups(self) -> list[tuple]:
        """Appearances grouped by what distinguishes namesakes: organisation and country at the time."""
        participations = (
            self.person.participations.latest_first()
            .select_related("organisation", "country")
            .prefetch_related(Prefetch("event", Event.objects.without_bodies()), "roles__session")
        )
        found = {}
        for each in participations:
            where = (each.organisation_name or each.organisation, each.country)
            found.setdefault(" · ".join(str(part) for part in where if part), []).append(each)
        return [(label or gettext("Without organisation or country"), rows) for label, rows in found.items()]

    @property
    def ticked(self) -> set[str]:
        """The appearances to show as ticked, as keys in text form."""
        return set(self["appearances"].value() or ())

    @property
    def share(self) -> Share:
        data = self.cleaned_data
        return Share(
            {name: data[name] for name in NAME},
            participations={int(pk) for pk in data["appearances"]},
            spellings=set(data["spellings"]),
            emails=set(data["addresses"]),
            others=set(data["others"]),
            keeps_names=data["keeps_names"],
        )


def filled(person, data):
    """The data with the name taken from the selected spelling, which is moved to the new person."""
    data, spelling = data.copy(), data.get("spelling", "")
    for name, value in name_in(person, spelling).items():
        data[name] = value
    if spelling in (person.native_name, *person.aliases):
        data.setlist("spellings", [*data.getlist("spellings"), spelling])
    return data


def name_in(person, spelling) -> dict:
    """The name columns for this spelling."""
    if spelling == person.name:
        return {
            "honorific": "",
            "given_name": person.given_name,
            "family_name": person.family_name,
            "family_name_first": person.family_name_first,
            "native_name": "",
        }
    honorific, name = without_honorific(spelling)
    found = from_full(name)
    return dict(
        zip(NAME, (honorific, found.given, found.family, found.family_first, found.native), strict=True)
    )


def _in_own_script(person) -> str:
    return gettext("%(name)s (name in native script)") % {"name": person.native_name}

"""The list of an event's participants, filtered, sorted and paginated."""

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.choices import ON_STAGE, UNKNOWN
from events.models import Country
from events.statistics.event import FILTERS, narrow

PAGE_SIZE = 100
# Column, its heading, and by what its rows are sorted; the first is the order in which visitors see them.
COLUMNS = (
    ("order", _("Place"), None),
    ("name", _("Name"), ("family_name", "given_name")),
    ("organisation", _("Job title and organisation"), ("organisation_name",)),
    ("country", _("Country"), ("country__name",)),
    ("roles", _("Roles"), None),
    ("mode", _("Attendance mode"), ("mode",)),
    ("attended", _("Attended"), ("attended",)),
    ("consent", _("May be listed"), ("consent",)),
)
SORTS = {name: fields for name, _heading, fields in COLUMNS if fields}


class FilterForm(forms.Form):
    """The search words and filters of the list; they are part of the page's address."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))

    def __init__(self, data, event):
        super().__init__(data)
        here = Country.objects.filter(participations__event=event).distinct().order_by("name")
        for name, dimension in FILTERS.items():
            choices = (
                [*here.values_list("code", "name"), (UNKNOWN, gettext("Unknown"))]
                if dimension.choices is None
                else _with_unknown(dimension.choices.choices)
            )
            self.fields[name] = forms.ChoiceField(
                label=dimension.label, required=False, choices=[("", gettext("All")), *choices]
            )

    @property
    def chosen(self) -> dict[str, str]:
        """The active filters; an unknown value matches nobody."""
        names = ("q", *FILTERS)
        typed = {name: self.data.get(name, "").replace("\0", "").strip() for name in names}
        return {name: value for name, value in typed.items() if value}

    def apply(self, participations):
        found = narrow(participations, self.chosen)
        return found.matching(self.chosen["q"]) if "q" in self.chosen else found


def _with_unknown(choices):
    known = [(value, label) for value, label in choices if value != UNKNOWN]
    return [*known, (UNKNOWN, gettext("Unknown"))]


class ParticipantList:
    def __init__(self, event, params):
        self.form = FilterForm(params, event)
        self.found = self.form.apply(event.participations.all())
        self.sort = params.get("o", "")
        shown = self._sorted().for_lists().prefetch_related("roles__session")
        self.page = Paginator(shown, PAGE_SIZE).get_page(params.get("p"))
        for each in self.page:
            each.is_on_stage = any(held.role in ON_STAGE for held in each.roles.all())

    def _sorted(self):
        name = self.sort.removeprefix("-")
        if name not in SORTS:
            return self.found.in_order()
        sign = "-" if self.sort.startswith("-") else ""
        return self.found.order_by(*(f"{sign}{field}" for field in SORTS[name]), "pk")

    @property
    def headings(self):
        """Name, heading, the value that sorts by this column next, and the current direction."""
        for name, heading, fields in COLUMNS:
            direction = {name: "ascending", f"-{name}": "descending"}.get(self.sort, "")
            turned = f"-{name}" if direction == "ascending" else name
            if name == "order":
                turned = ""
                direction = "" if self.sort.removeprefix("-") in SORTS else "ascending"
            yield name, heading, turned if fields or name == "order" else None, direction

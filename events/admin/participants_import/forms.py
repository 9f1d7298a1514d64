"""The forms of the import: the file, the meaning of its columns, the cells of one row."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.choices import UNKNOWN, Answer, PresenceMode, Role
from events.models import ImportSource
from events.participants_import.columns.headings import HEADINGS
from events.participants_import.columns.layout import MAX_HEADING_ROWS
from events.participants_import.columns.meanings import FIELDS, NAMES
from events.participants_import.uploading import outside
from events.tables.csv_file import ENCODINGS

DEFAULTS = {"role": Role, "mode": PresenceMode, "attended": Answer, "consent": Answer}
SAMPLE_ROWS = 3
HEADING_LINES = 12  # lines of the file from which the headings are chosen
HEADING_CELLS = 8  # cells of each


class UploadForm(forms.Form):
    source = forms.CharField(
        label=_("Source"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "import-sources", "autocomplete": "off"}),
        help_text=_(
            "Where the list comes from, such as “Zoom registration” or “Ministry list”. The site "
            "remembers what the columns of each source mean. Select one, or enter a new name."
        ),
    )
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        help_text=_("XLSX or CSV, up to 10,000 rows and 10 MB. The file itself is not kept."),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("Detect automatically")), *ENCODINGS.items()],
        help_text=_("For CSV files. Change this only if the letters came out wrong."),
    )
    sheet = forms.CharField(
        label=_("Sheet"),
        required=False,
        max_length=80,
        help_text=_("For workbooks: the name of the sheet. If empty, the first sheet with text is read."),
    )

    def the_source(self) -> ImportSource:
        name = self.cleaned_data["source"]
        return ImportSource.objects.filter(name__iexact=name).first() or ImportSource.objects.create(
            name=name
        )


class HeadingRowsForm(forms.Form):
    """A checkbox for each line that may hold the headings: the first lines, and those of further tables."""

    def __init__(self, data, batch):
        super().__init__(data, label_suffix="")
        first = [(row.number, row.cells) for row in batch.rows.all()[:HEADING_LINES]]
        around = sorted([*first, *((line.number, line.cells) for line in outside(batch))])
        self.chosen = batch.heading_rows or []
        self.shown = [
            (number, cells)
            for index, (number, cells) in enumerate(around)
            if index < HEADING_LINES or number in self.chosen or self._may_be_headings(cells)
        ]
        self.fields["rows"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(number, number) for number, _cells in self.shown], required=False
        )

    @staticmethod
    def _may_be_headings(cells) -> bool:
        return (
            bool(HEADINGS.title(next(filter(None, cells), "")))
            or sum(map(bool, map(HEADINGS.guess, cells))) > 1
        )

    def lines(self):
        """For each line its number, first texts, and whether it currently holds headings."""
        for number, cells in self.shown:
            texts = [cell for cell in cells if cell]
            yield number, texts[:HEADING_CELLS], len(texts) - HEADING_CELLS, number in self.chosen

    def help_text(self) -> str:
        return gettext("Select up to %(count)d heading rows, one directly below the other.") % {
            "count": MAX_HEADING_ROWS
        }


class ColumnsForm(forms.Form):
    """A field for each column of the file, and default values."""

    def __init__(self, data, batch):
        super().__init__(data, label_suffix="")
        self.batch = batch
        meanings = [("", _("– not used –")), *FIELDS.items()]
        for index, heading in enumerate(batch.headings):
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=heading, choices=meanings, required=False, initial=batch.columns[index]
            )
        for name, choices in DEFAULTS.items():
            options = [each for each in choices.choices if each[0] != UNKNOWN]
            self.fields[f"default_{name}"] = forms.ChoiceField(
                label=FIELDS[name],
                choices=[("", _("– unknown –") if name != "role" else _("– none –")), *options],
                required=False,
                initial=batch.defaults.get(name, "" if name != "role" else Role.DELEGATE),
            )

    def clean(self):
        columns = self.columns()
        for field in FIELDS:
            if columns.count(field) > 1:
                words = {"field": FIELDS[field]}
                raise ValidationError(
                    gettext("Two columns are set to “%(field)s”. Keep only one of them.") % words
                )
        if not set(NAMES) & set(columns):
            raise ValidationError(
                gettext("Select the column that holds the name. Without it no one can be identified.")
            )
        return self.cleaned_data

    def columns(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{index}", "") for index in range(len(self.batch.headings))]

    def defaults(self) -> dict[str, str]:
        values = {name: self.cleaned_data[f"default_{name}"] for name in DEFAULTS}
        return {name: value for name, value in values.items() if value}

    def lines(self):
        """For each column its form field, sample texts, and why it is not used, if so."""
        rows = list(self.batch.rows.all()[:SAMPLE_ROWS])
        for index, heading in enumerate(self.batch.headings):
            why = "" if self.batch.columns[index] else _why_unused(heading, self.batch.columns)
            yield self[f"column_{index}"], [row.cells[index] for row in rows], why

    def default_fields(self):
        return [self[f"default_{name}"] for name in DEFAULTS]


def _why_unused(heading, columns) -> str:
    if HEADINGS.is_about_data_and_publication(heading):
        return gettext(
            "This column asks for consent to data processing and to publication together, so a “yes” "
            "does not show who agrees to be listed by name."
        )
    if HEADINGS.is_about_data(heading):
        return gettext("Consent to data processing is not consent to be listed by name.")
    if (meaning := HEADINGS.guess(heading)) and meaning in columns:
        return gettext("Another column already has this meaning: %(meaning)s.") % {"meaning": FIELDS[meaning]}
    return ""


class RowForm(forms.Form):
    """All cells of a row, as in the file or as corrected by staff; `corrections()` returns the changes."""

    def __init__(self, data, texts, errors):
        super().__init__(data, label_suffix="")
        self.texts, self.sentences = texts, errors
        for name, label in FIELDS.items():
            self.fields[name] = forms.CharField(
                label=label, required=False, max_length=2000, initial=texts[name]
            )

    def corrections(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if text != self.texts[name]}

    def lines(self):
        return [(self[name], self.sentences.get(name, "")) for name in FIELDS]

"""Converts the texts of a row to values: one widget per kind of column, one sentence per bad cell.

Rows go through a Resource of django-import-export, which calls a widget for each field and collects their
errors, so one bad cell does not hide another.
"""

import re
import unicodedata
from types import SimpleNamespace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.resources import Resource
from import_export.widgets import Widget

from events.choices import UNKNOWN, Answer, Gender, OrganisationType, PresenceMode, Role
from events.name_keys import HAN, key
from events.naming import palladius
from events.participants_import.columns.meanings import FIELDS
from events.participants_import.columns.vocabulary import meaning, says_nothing
from events.participants_import.names import LATIN, Name, from_full, from_parts, without_honorific

TOTAL = re.compile(
    r"(total|in total|итого|всего|жами|jami|барлығы|бардыгы|нийт)\b|合计|总计|共计", re.IGNORECASE
)
CHINA = "CN"
SEVERAL = re.compile(r"[,;/、+]|\s&\s")


class TextWidget(Widget):
    def __init__(self, longest):
        super().__init__()
        self.longest = longest

    def clean(self, value, row=None, **kwargs):
        if len(value) > self.longest:
            raise ValueError(
                _("“%(text)s…” is longer than %(count)d characters.")
                % {"text": value[:40], "count": self.longest}
            )
        return value


class NameWidget(TextWidget):
    def clean(self, value, row=None, **kwargs):
        value = super().clean(value)
        if value and not any(char.isalpha() for char in value):
            raise ValueError(_("“%(text)s” is not a name: it has no letters.") % {"text": value})
        if "@" in value:
            raise ValueError(_("“%(text)s” is an email address, not a name.") % {"text": value})
        return value


class EmailWidget(Widget):
    """In lower case; the first of several addresses in a cell."""

    def clean(self, value, row=None, **kwargs):
        if not value:
            return ""
        value = unicodedata.normalize("NFKC", value)
        address = re.split(r"[;,\s]+", value.removeprefix("mailto:").strip(" <>;,"))[0].strip("<>").lower()
        try:
            validate_email(address)
        except ValidationError:
            raise ValueError(_("“%(text)s” is not an email address.") % {"text": value[:80]}) from None
        return address


class ChoiceWidget(Widget):
    def __init__(self, choices):
        super().__init__()
        self.choices = choices

    def clean(self, value, row=None, **kwargs):
        if not value:
            return ""
        found = meaning(self.choices, value)
        if found is None:
            labels = ", ".join(str(choice.label) for choice in self.choices)
            raise ValueError(
                _("“%(text)s” was not recognised. Use one of these: %(labels)s.")
                % {"text": value[:80], "labels": labels}
            )
        return "" if found == UNKNOWN else found


class RolesWidget(ChoiceWidget):
    """A cell may contain several roles, separated by commas or semicolons."""

    def clean(self, value, row=None, **kwargs):
        parts = [value] if meaning(Role, value) else SEVERAL.split(value)
        found = [super(RolesWidget, self).clean(part.strip()) for part in parts]
        return list(dict.fromkeys(filter(None, found)))

    def known(self, value) -> list[str]:
        """The roles in the text that are recognised."""
        found = (meaning(Role, part.strip()) for part in SEVERAL.split(value))
        return [each for each in dict.fromkeys(found) if each and each != UNKNOWN]


class CountryWidget(Widget):
    def clean(self, value, row=None, countries=None, **kwargs):
        if not value:
            return ""
        code = countries.find(value)
        if code is None:
            nearest = countries.nearest(value)
            hint = _(" Did you mean %(name)s?") % {"name": nearest} if nearest else ""
            raise ValueError(_("No country is known as “%(text)s”.") % {"text": value[:80]} + hint)
        return code


WIDGETS = {
    "full_name": NameWidget(200),
    "given_name": NameWidget(120),
    "middle_name": NameWidget(100),
    "family_name": NameWidget(120),
    "native_name": NameWidget(200),
    "honorific": TextWidget(40),
    "email": EmailWidget(),
    "job_title": TextWidget(250),
    "organisation": TextWidget(250),
    "organisation_type": ChoiceWidget(OrganisationType),
    "country": CountryWidget(),
    "role": RolesWidget(Role),
    "mode": ChoiceWidget(PresenceMode),
    "attended": ChoiceWidget(Answer),
    "consent": ChoiceWidget(Answer),
    "gender": ChoiceWidget(Gender),
}
ANSWERS = {"attended", "consent"}  # columns of yes and no
# A text that is not understood here is left out with a note; elsewhere it keeps the row from being imported.
OPTIONAL = {"honorific", "role", "mode", "attended", "consent", "gender", "organisation_type"}


class RowReader(Resource):
    """A row's fields; `fields` is filled in below, from the single list of them."""


RowReader.fields = {name: Field(name, name, WIDGETS[name]) for name in FIELDS}
READER = RowReader()  # one for all rows: it keeps nothing of them


def texts_of(row, columns) -> dict[str, str]:
    """The text of each field from the file, or as corrected by staff."""
    texts = dict.fromkeys(FIELDS, "")
    texts |= {field: cell for field, cell in zip(columns, row.cells, strict=True) if field}
    return texts | row.corrections


def faults_of(row, columns) -> dict[str, str]:
    found = {columns[int(index)]: sentence for index, sentence in row.faults.items()}
    return {field: sentence for field, sentence in found.items() if field and field not in row.corrections}


def no_person(row, countries) -> str:
    """Why a row with text in only one cell is not a person: it names a country or contains a total.

    Beside “Total” there may be a number with its unit, such as “6人”.
    """
    texts = {text for text in row.cells if any(map(str.isalpha, text))}
    words = {text for text in texts if not text[0].isdigit()}
    if row.corrections or len(words) != 1:
        return ""
    if texts == words and countries.find(*words):
        return _("This row contains only the name of a country, like a heading.")
    return _("This row contains a total, not a person.") if TOTAL.match(*words) else ""


def _is_nothing(field, text) -> bool:
    return says_nothing(text) and not (field in ANSWERS and meaning(Answer, text))


class Understood(NamedTuple):
    """Values of a row, errors of cells that prevent its import, and notes on those that do not.

    All are keyed by field name. `values["odd"]` names the facts for which the row has only text that was
    not recognised.
    """

    values: dict
    errors: dict[str, str]
    notes: dict[str, str]


def understand(texts, faults, countries) -> Understood:
    entry, errors = SimpleNamespace(), {}
    texts = {field: "" if _is_nothing(field, text) else text for field, text in texts.items()}
    try:
        READER.import_instance(entry, texts, countries=countries)
    except ValidationError as refused:
        errors = {field: " ".join(each) for field, each in refused.message_dict.items()}
    errors |= faults
    values = {name: getattr(entry, name, "") for name in FIELDS}
    notes = {name: _left_out(name, errors.pop(name), texts, values) for name in OPTIONAL & errors.keys()}
    values |= {"country_name": countries.labels.get(values["country"], ""), "odd": sorted(notes)}
    _complete_name(values, errors)
    return Understood(values, errors, notes)


def _left_out(field, sentence, texts, values) -> str:
    """Leave out a text that was not recognised, with a note. Anyone who may have said no is not listed."""
    if field == "consent":
        values[field] = Answer.NO.value
        return _("%(why)s It counts as “no”.") % {"why": sentence}
    if field == "role":
        values[field] = WIDGETS[field].known(texts[field])
    return _("%(why)s It is left out.") % {"why": sentence}


def ask_for_latin(row, columns) -> None:
    """Reject a row until someone enters the name in Latin letters, in empty fields."""
    sentence = _(
        "“%(name)s” is in Arabic script, which leaves out vowels. Enter the name in Latin letters; "
        "this spelling is kept as well."
    ) % {"name": row.values["native"]}
    texts = texts_of(row, columns)
    if texts["given_name"] or texts["family_name"]:
        row.errors = row.errors | {"full_name": sentence}
    else:
        row.errors = row.errors | {"given_name": sentence, "family_name": _("In Latin letters.")}


def _complete_name(values, errors) -> None:
    """Add the parts of the name, in Latin letters, to `values`, or a sentence to `errors`."""
    names = _names(values)
    if values["country"] == CHINA:
        names = [(text, _as_in_china(text, name)) for text, name in names]
    # Latin letters that somebody wrote go before those that we would make of another script.
    name = next((name for text, name in names if LATIN.search(text)), names[0][1] if names else None)
    if name is None or not key(name.latin or name.native).strip("0123456789 "):
        if not errors.keys() & {"full_name", "given_name", "family_name", "native_name"}:
            errors["full_name"] = _("There is no name in this row.")
        return
    if max(len(name.given), len(name.family)) > 120:
        errors["full_name"] = _("The name is longer than 120 characters.")
    native = next((name.native for _text, name in reversed(names) if name.native), "")
    if HAN.search(native) and not (values["given_name"] or values["family_name"]):
        name = from_full(f"{name.latin} ({native})")  # the characters tell which part is the family name
    values |= {
        "given": name.given,
        "family": name.family,
        "family_first": name.family_first,
        "native": native,
    }


def _as_in_china(text, name) -> Name:
    """The name without Cyrillic, in which nobody of China writes it, as far as it can be read as pinyin."""
    found = palladius.read(name.native)
    if found and not LATIN.search(text):
        return Name(found.given.capitalize(), found.family.capitalize(), True)
    return name._replace(native="") if found else name


def _names(values) -> list[tuple[str, Name]]:
    """Text and name from the separate parts, from the full name, and from the name in native script.

    Lists use any script under any heading. A form of address before the first is added to `values`.
    """
    names = []
    if values["given_name"] or values["family_name"]:
        honorific, given = without_honorific(values["given_name"])
        before_family, family = without_honorific(values["family_name"])
        name = from_parts(given, values["middle_name"], family)
        names.append((given + family, name))
        values["honorific"] = values["honorific"] or honorific or before_family
    for field in ("full_name", "native_name"):
        honorific, text = without_honorific(values[field])
        if text and not names:
            values["honorific"] = values["honorific"] or honorific
        if text:
            names.append((text, from_full(text)))
    return names

"""Guesses what the columns of a list mean, from their headings and the texts below them."""

from collections import Counter

from events.participants_import.cells import WIDGETS
from events.participants_import.columns.headings import HEADINGS, heading_key
from events.participants_import.columns.layout import EMAIL
from events.participants_import.columns.meanings import FIELDS, NAMES
from events.participants_import.columns.vocabulary import says_nothing
from events.participants_import.names import LATIN, looks_like_a_name

MIN_SHARE = 0.6  # of the texts in a column


def guess_all(headings, rows, remembered, countries) -> list[str]:
    """A field for each heading, or an empty string; no field is used twice.

    Uses, in this order, what the source remembers, what headings say, and what the texts look like. `rows`
    are lists of cells, `countries` finds the countries that texts name.
    """
    columns = [_texts(rows, index) for index in range(len(headings))]
    fields, taken = _remembered(headings, remembered)
    for index, heading in enumerate(headings):
        field = HEADINGS.guess(heading)
        if fields[index] is None and field and field not in taken:
            wanting = [
                each
                for each, other in enumerate(headings)
                if fields[each] is None and HEADINGS.guess(other) == field
            ]
            best = _best(field, wanting, columns, countries)
            if best is not None:
                fields[best] = field
                taken.add(field)
    _add_by_content(fields, taken, headings, columns, countries)
    _divide_names(fields, rows, columns, headings)
    return [field if field in FIELDS else "" for field in fields]


def _texts(rows, index) -> list[str]:
    return [row[index] for row in rows if row[index] and not says_nothing(row[index])]


def _remembered(headings, remembered) -> tuple[list, set]:
    fields, taken = [None] * len(headings), set()
    for index, heading in enumerate(headings):
        field = remembered.get(heading_key(heading))
        if field == "consent" and HEADINGS.is_about_data(heading):
            continue
        if field not in taken:
            fields[index] = field
            taken |= {field} - {None, ""}
    return fields, taken


def _best(field, wanting, columns, countries) -> int | None:
    """The first column with usable text, otherwise one without any text; never one with only wrong texts.

    A name in Latin letters takes precedence over one in another script.
    """
    usable = [each for each in wanting if any(_is_usable(field, text, countries) for text in columns[each])]
    if field == "full_name":
        usable.sort(key=lambda each: not _is_latin(columns[each]))
    empty = [each for each in wanting if not columns[each]]
    return next(iter((*usable, *empty)), None)


def _is_usable(field, text, countries) -> bool:
    if field == "role":
        return bool(WIDGETS[field].known(text))
    try:
        return bool(WIDGETS[field].clean(text, countries=countries))
    except ValueError:
        return False


def _is_latin(texts) -> bool:
    return sum(bool(LATIN.search(text)) for text in texts) >= MIN_SHARE * len(texts)


def _add_by_content(fields, taken, headings, columns, countries) -> None:
    """Find columns of email addresses, countries and names that no heading identifies."""
    tests = [("email", EMAIL.fullmatch), ("country", countries.find)]
    if not taken & set(NAMES):
        tests.append(("full_name", looks_like_a_name))
    for field, fits in tests:
        for index, texts in enumerate(columns):
            is_free = fields[index] is None and not HEADINGS.is_about_data(headings[index])
            if field in taken or not is_free or not texts:
                continue
            # One answer for everybody is a choice, and no name.
            is_varied = field != "full_name" or len(texts) < 3 or len(set(texts)) > len(texts) / 2
            if is_varied and sum(bool(fits(text)) for text in texts) >= MIN_SHARE * len(texts):
                fields[index] = field
                taken.add(field)


def _divide_names(fields, rows, columns, headings) -> None:
    """“Name” next to “Surname” is the given name; a second full name in another script is the native one."""
    found = {field: index for index, field in enumerate(fields) if field in NAMES}
    if "full_name" not in found:
        return
    full, family = found["full_name"], found.get("family_name")
    if family is not None and "given_name" not in found:
        both = [(row[full], row[family]) for row in rows if row[full] and row[family]]
        repeated = Counter(one.casefold() in whole.casefold() for whole, one in both)
        if repeated[False] > repeated[True]:
            fields[full] = "given_name"
    elif "native_name" not in found and family is None and _is_latin(columns[full]):
        for index, heading in enumerate(headings):
            is_full_name = fields[index] is None and HEADINGS.guess(heading) == "full_name"
            if is_full_name and columns[index] and not _is_latin(columns[index]):
                fields[index] = "native_name"
                return

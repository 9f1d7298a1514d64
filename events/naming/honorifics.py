"""Forms of address (Dr., Ms., H.E.) in the page's language, left out where it has no word for one."""

import re
from functools import lru_cache

from django.utils.translation import pgettext_lazy

from events.naming.scripts import is_read
from publishing import languages

# As staff and lists write them, and how each is translated; of words that begin alike the longest first.
FORMS = [
    (re.compile(rf"(?:{words})(?![a-zа-яё])\.?", re.IGNORECASE), form)
    for words, form in (
        (r"h\. ?e|his excellency|her excellency|е\. ?п|阁下", pgettext_lazy("form of address", "H.E.")),
        (
            r"assoc(?:iate|\.) prof(?:essor)?|доцент|доц|副教授",
            pgettext_lazy("form of address", "Assoc. Prof."),
        ),
        ("professor|prof|профессор|проф|教授", pgettext_lazy("form of address", "Prof.")),
        ("doctor|dr|доктор|д-р|博士", pgettext_lazy("form of address", "Dr.")),
        ("academician|acad|академик|акад|院士", pgettext_lazy("form of address", "Academician")),
        ("ambassador|amb|посол|大使", pgettext_lazy("form of address", "Ambassador")),
        ("mister|mr|господин|г-н|先生", pgettext_lazy("form of address", "Mr.")),
        ("mrs", pgettext_lazy("form of address", "Mrs.")),
        ("miss|小姐", pgettext_lazy("form of address", "Miss")),
        ("ms|госпожа|г-жа|女士", pgettext_lazy("form of address", "Ms.")),
    )
]
AFTER_NAMES = {"zh-hans"}  # languages; there the one of the highest rank stands last


def addressed(name: str, honorific: str, language: str) -> str:
    """The name with the form of address where the page's language has it: “Dr. Li Ming”, “Li Ming博士”."""
    if not honorific:
        return name
    before, after = _around(honorific, language)
    return f"{before}{name}{after}"


def translated(honorific: str) -> str:
    """The form of address alone."""
    return " ".join(_words(honorific, languages.current()))


@lru_cache(maxsize=1_000)
def _around(honorific: str, language: str) -> tuple[str, str]:
    words = _words(honorific, language)
    if language in AFTER_NAMES:
        return "", "".join(reversed(words))
    before = " ".join(words)
    return (f"{before[0].upper()}{before[1:]} ", "") if before else ("", "")


def _words(honorific: str, language: str) -> list[str]:
    """The forms of address in a text, in the page's language."""
    rest, found = honorific.strip(), []
    if is_read(rest, language):
        return [rest] if rest else []
    while rest:
        known = next(((match.end(), form) for each, form in FORMS if (match := each.match(rest))), None)
        end, form = known or (len(rest.split()[0]), "")
        found.append(str(form))
        rest = rest[end:].lstrip(" ,/")
    return [each for each in dict.fromkeys(found) if each]

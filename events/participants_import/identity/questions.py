"""The questions for staff about rows: one for all rows with the same evidence."""

from functools import lru_cache

from django.utils.text import capfirst, get_text_list
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from events.participants_import.identity import evidence

SEVERAL = "several"
FACTS = {
    evidence.EMAIL: gettext_lazy("email"),
    evidence.OWN_SCRIPT: gettext_lazy("name in native script"),
    evidence.ORGANISATION: gettext_lazy("organisation"),
    evidence.COUNTRY: gettext_lazy("country"),
    evidence.JOB_TITLE: gettext_lazy("job title"),
    evidence.GENDER: gettext_lazy("gender"),
}


def sentence(code: str) -> str:
    """What agrees and what differs, in the active language."""
    return _sentence(code, get_language())


@lru_cache(maxsize=1000)
def _sentence(code, language) -> str:
    """`language` is the active one; the text is in it anyway, but it is part of the cache key."""
    if code == SEVERAL:
        return _("This could be one of several people.")
    name, same, differs = code.split(":")
    agreed, other = _words(same), _words(differs)
    if name == "same":
        agreed.insert(0, _("name"))
    elif name == "other":
        other.insert(0, _("name"))
    parts = [_("similar name")] if name == "close" else []
    if agreed:
        parts.append(_("same %(facts)s") % {"facts": get_text_list(agreed, _("and"))})
    if other:
        parts.append(_("different %(facts)s") % {"facts": get_text_list(other, _("and"))})
    return capfirst("; ".join(parts)) + "."


def _words(facts) -> list[str]:
    return [str(FACTS[fact]) for fact in facts.split(",") if fact]

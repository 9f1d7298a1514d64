"""The site's languages, and the columns that hold a text in each of them, as the desk needs them.

`publishing/languages.py` says more of them to the other apps; the desk imports none of these, so that it can
be used without them.
"""

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

NAMES = dict(settings.LANGUAGES)  # by code, each in the reader's own language
CODES = tuple(NAMES)
ENGLISH = settings.MODELTRANSLATION_DEFAULT_LANGUAGE


def column(name: str, code: str) -> str:
    """The column of the text `name` in that language: text and zh-hans make text_zh_hans."""
    return build_localized_fieldname(name, code)


def columns(*names: str, codes=CODES) -> tuple[str, ...]:
    """The columns of these texts in every language, or in those of `codes`; text by text."""
    return tuple(column(name, code) for name in names for code in codes)

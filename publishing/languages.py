"""The site's languages, and the columns that hold a text in each of them. No other module knows either.

A translated text `title` has a column for each language (django-modeltranslation): `title_en`, `title_ru` and
so on. Languages are named by their codes, as settings have them. They are read once, as models are: a process
keeps the columns that it was started with.
"""

import threading
from collections.abc import Iterable

from django.conf import settings
from django.db.models import F, Model, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language_from_path, trans_real
from modeltranslation.utils import build_localized_fieldname

NAMES = dict(settings.LANGUAGES)  # by code, each in the reader's own language
CODES = tuple(NAMES)
# The language that every text exists in, and in which it is shown where a translation is missing.
ENGLISH: str = settings.MODELTRANSLATION_DEFAULT_LANGUAGE
OTHERS = tuple(code for code in CODES if code != ENGLISH)
# What a text is taken to be written in whose script is all that is known of it.
SCRIPTS = {"cyrillic": "ru", "han": "zh-hans"}
# The locales that Open Graph knows (ogp.me).
LOCALES = {"en": "en_GB", "ru": "ru_RU", "zh-hans": "zh_CN"}
# What Google News calls a language where it wants no code of ISO 639.
IN_NEWS = {"zh-hans": "zh-cn"}

# Django keeps the reader's language where code in an event loop would find it too, which takes locks and
# copies. This site has no such code, and a page asks for the language a hundred times and more.
trans_real._active = threading.local()  # type: ignore[attr-defined]  # noqa: SLF001  no setting


def current() -> str:
    """The reader's language, English if the site does not have it."""
    language = trans_real.get_language()
    return language if language in NAMES else ENGLISH


def of_script(script: str) -> str:
    """The language of a text in the script of that name; English if the site has no language for it."""
    code = SCRIPTS.get(script, ENGLISH)
    return code if code in CODES else ENGLISH


def address_in(path: str, code: str) -> str:
    """The address of the page at `path`, of whichever language, in this one. English addresses have no
    prefix.
    """
    found = get_language_from_path(path)
    page = path.removeprefix(f"/{found}") if found else path
    return page if code == ENGLISH else f"/{code}{page}"


def column(name: str, code: str) -> str:
    """The column of the text `name` in that language: title and zh-hans make title_zh_hans."""
    return build_localized_fieldname(name, code)


def columns(*names: str, codes: Iterable[str] = CODES) -> tuple[str, ...]:
    """The columns of these texts in every language, or in those of `codes`; text by text."""
    return tuple(column(name, code) for name in names for code in codes)


def texts(item: Model, name: str) -> dict[str, str]:
    """The text `name` of a record by language; empty where it is not translated."""
    return {code: getattr(item, column(name, code)) or "" for code in CODES}


def shown(name: str, through: str = "") -> Combinable:
    """An expression: the text `name` as readers see it, in English where a translation is missing. `through`
    leads to a related row: `organisation__`.
    """
    own, english = (F(f"{through}{column(name, code)}") for code in (current(), ENGLISH))
    return Coalesce(NullIf(own, Value("")), english, Value(""), output_field=TextField())

"""Names made comparable across scripts, spellings and the order of their parts."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from anyascii import anyascii
from django.db import models

from events.naming import palladius

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
SEPARATOR = " | "  # of keys; no key holds it


def folded(text: str) -> str:
    """The text in small letters of one width, with е for ё, as many write it."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The name in lower-case Latin letters, its parts in alphabetical order: “王小明” is “wang xiaoming”.

    Two spellings of one name have equal or similar keys, whichever part comes first. Titles are not
    removed.
    """
    text = HAN.sub(_pinyin, unicodedata.normalize("NFKC", name))
    parts = re.findall(r"[a-z0-9]+", anyascii(text).lower().replace("'", "").replace("’", ""))
    return " ".join(sorted(parts))


def keys(names: Iterable[str]) -> str:
    """The different keys of several names as one text, the `names_key` that close-name searches look in.

    A name in Cyrillic that may be Chinese has two: “Чжан Вэй” is “chzhan vey” and “wei zhang”.
    """
    found = (each for name in names for each in (key(name), pinyin_key(name)) if each)
    return SEPARATOR.join(dict.fromkeys(found))


def pinyin_key(name: str) -> str:
    """The key of the Chinese name that a name in Cyrillic may be; empty if it is not built like one."""
    return " ".join(sorted(palladius.read(name) or ()))


def keys_meant(text: str) -> list[str]:
    """The keys by which somebody may look for a name or a part of it, which in Cyrillic may be Chinese."""
    found = key(text), " ".join(sorted(palladius.read_words(text)))
    return [each for each in dict.fromkeys(found) if each]


def split(names_key: str) -> list[str]:
    """The keys again that `keys` joined."""
    return names_key.split(SEPARATOR) if names_key else []


def _pinyin(match: re.Match[str]) -> str:
    """A Chinese name with its family name, one character, separated from the rest as one word."""
    family, given = match.group()[0], match.group()[1:]
    return f" {anyascii(family)} {anyascii(given)} "


class NamesKeyField(models.TextField):
    """Keys of all of a row's `all_names`, filled in whenever the model writes to the database."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"editable": False, "default": "", **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.TextField", args, options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = keys(model_instance.all_names)  # type: ignore[attr-defined]  # as the models with this field have
        setattr(model_instance, self.attname, value)
        return value

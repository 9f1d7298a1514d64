"""The words that lists in English, Russian and Chinese use for our fixed choices."""

import re
import tomllib
from functools import cache
from pathlib import Path

from django.db.models import TextChoices
from django.utils import translation

from events.choices import UNKNOWN
from events.name_keys import folded
from publishing.languages import CODES

WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
NOTHING = frozenset(WORDS["nothing"])


def says_nothing(text: str) -> bool:
    """Whether a text only marks its cell as deliberately empty."""
    return text.casefold() in NOTHING


def comparable(text: str) -> str:
    plain = folded(text)
    return " ".join(re.findall(r"\w+", plain)) or plain.strip()


@cache
def _table(choices: type[TextChoices]) -> dict[str, str]:
    words = {comparable(word): UNKNOWN for word in WORDS["unknown"]}
    for value, several in WORDS[choices.__name__].items():
        words |= {comparable(word): value for word in several}
    for code in CODES:
        with translation.override(code):
            words |= {comparable(str(choice.label)): choice.value for choice in choices}
    return words | {comparable(choice.value): choice.value for choice in choices}


def meaning(choices: type[TextChoices], text: str) -> str | None:
    """The choice that a text names in any of the site's languages, or None."""
    return _table(choices).get(comparable(text))

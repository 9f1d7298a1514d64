from typing import Any

from publishing import languages
from publishing.languages import CODES, ENGLISH, OTHERS, column

TITLES, BODIES, HAS_BODY = (
    {code: column(name, code) for code in CODES} for name in ("title", "body", "has_body")
)


class Translated:
    """In which languages an item exists, and in which it is read."""

    translated_from: dict[str, int]
    english_revision: int

    @property
    def languages(self) -> list[str]:
        """Codes of the languages this item exists in: those with both a title and a body; English always."""
        return [code for code in CODES if code == ENGLISH or self._exists_in(code)]

    def _exists_in(self, code: str) -> bool:
        if not getattr(self, TITLES[code]):
            return False
        loaded: dict[str, Any] = self.__dict__
        # Rows for lists have no bodies: see `without_bodies()`.
        has_body = loaded.get(HAS_BODY[code]) if BODIES[code] not in loaded else None
        return bool(getattr(self, BODIES[code])) if has_body is None else has_body

    @property
    def text_language(self) -> str:
        """The language in which title, summary and body are shown: the reader's, otherwise English."""
        language = languages.current()
        return language if language == ENGLISH or self._exists_in(language) else ENGLISH

    @property
    def is_translated(self) -> bool:
        return self.text_language == languages.current()

    @property
    def outdated_languages(self) -> list[str]:
        """Codes of the translations made from an older English text."""
        return [
            code
            for code in self.languages
            if code in OTHERS and self.translated_from.get(code, 0) < self.english_revision
        ]

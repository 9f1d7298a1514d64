"""Answers as a page shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import override

from publishing.languages import NAMES, current, texts
from publishing.models import Publishable
from publishing.statements.prepared import prepared
from search.finding.matching import Match, keys_by_kind
from search.finding.questions import Question
from search.kinds import KINDS
from search.querysets import is_one_of
from search.showing.passages import Passage, passages


@dataclass(frozen=True)
class Shown:
    """One answer. `language` is that of its title and passage."""

    kind: str
    item: Any
    title: str
    url: str
    language: str
    moment: datetime | None
    passage: Passage

    @property
    def word(self) -> str:
        return str(KINDS[self.kind].word)

    @property
    def language_name(self) -> str:
        return str(NAMES[self.language])

    @property
    def is_foreign(self) -> bool:
        """Whether its title is in another language than the page."""
        return isinstance(self.item, Publishable) and self.language != current()


def shown(question: Question, found: list[Match]) -> list[Shown]:
    """These answers with their items, in the same order; without those that have vanished in the meantime."""
    marked = passages(question, [match.key for match in found])
    items = items_of(found)
    return [
        _shown(match, items[match.kind, match.item], marked.get(match.key, []))
        for match in found
        if (match.kind, match.item) in items
    ]


def items_of(found: list[Match]) -> dict[tuple[str, int], Any]:
    """The items by kind and key, in one statement for each kind among them."""
    return {
        (kind, item.pk): item
        for kind, keys in keys_by_kind(found).items()
        for item in _items(kind, keys=keys)
    }


@prepared
def _items(kind: str):
    return KINDS[kind].shown().filter(is_one_of("pk", "keys"))


def _shown(match: Match, item: Any, passage: Passage) -> Shown:
    return Shown(
        match.kind, item, title_of(match, item), url_of(match, item), match.language, match.moment, passage
    )


def url_of(match: Match, item: Any) -> str:
    if match.kind == "document":
        return item.url
    with override(_language_of(match, item)):
        return item.get_absolute_url()


def title_of(match: Match, item: Any) -> str:
    if isinstance(item, Publishable):
        return texts(item, "title")[match.language]
    if match.kind == "person":
        return item.shown_name
    return item.title if match.kind == "document" else item.name


def _language_of(match: Match, item: Any) -> str:
    """In which language the page is opened: the one in which it was found, if it has that version. What has
    none in the reader's language is shown in English there.
    """
    if not isinstance(item, Publishable) or current() not in item.languages:
        return current()
    return match.language

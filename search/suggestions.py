"""What is offered while a visitor types."""

from collections import Counter

from publishing.statements.prepared import prepared
from search.finding import questions
from search.finding.matching import MIN_LIKENESS, SAME_NAME, Match, one_of_each, parameters, true_matches
from search.finding.questions import HAN
from search.kinds import ALL, KINDS
from search.models import Entry
from search.showing.results import items_of, title_of, url_of
from search.visible import VisibleStatement

MAX_SUGGESTIONS = 8
MAX_PER_KIND = 3
MAX_TITLES = 100  # looked at
MIN_LETTERS = 2


def suggestions(text: str) -> list[dict[str, str]]:
    """Up to eight items, by kind, in whose titles or names there is what has been typed so far."""
    question = questions.begun(text)
    if len(question.text) < MIN_LETTERS and not question.starts:
        return []
    rows = _titles(len(question.names), **parameters(question))
    found = _some_of_each_kind(
        one_of_each(true_matches(rows, SAME_NAME if HAN.search(question.text) else MIN_LIKENESS))
    )
    items = items_of(found)
    return [
        {
            "kind": str(KINDS[match.kind].label),
            "title": title_of(match, item),
            "url": url_of(match, item),
        }
        for match in found
        if (item := items.get((match.kind, match.item)))
    ]


@prepared
def _titles(names: int):
    return VisibleStatement(Entry.objects.titled(names).best_first(), ALL, MAX_TITLES)


def _some_of_each_kind(found: list[Match]) -> list[Match]:
    """At most so many of each kind, those together that are of one."""
    taken: Counter[str] = Counter()
    few = []
    for match in sorted(found, key=lambda match: -match.likeness):
        taken[match.kind] += 1
        if taken[match.kind] <= MAX_PER_KIND:
            few.append(match)
    order = list(KINDS)
    return sorted(few[:MAX_SUGGESTIONS], key=lambda match: order.index(match.kind))

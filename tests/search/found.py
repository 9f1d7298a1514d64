"""What a search finds, in words."""

from django.utils import translation

from search.finding.answers import find
from search.models import Entry


def found(text, reader="en", **narrowed) -> list[str]:
    """The titles of the answers, the best first."""
    with translation.override(reader):
        best = find(text, **narrowed).best
    titles = dict(Entry.objects.values_list("pk", "title"))
    return [titles[match.key] for match in best]


def entries(**where) -> list[tuple[str, str]]:
    """Languages and titles in the index."""
    return list(Entry.objects.filter(**where).order_by("language").values_list("language", "title"))

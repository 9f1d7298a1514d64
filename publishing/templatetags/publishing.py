import json

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext

from publishing import richtext

register = template.Library()
# Words after which no line of a Russian title ends. What breaks Chinese titles is in css/base.css.
LEADING_WORDS = frozenset(
    "а без в во для до за и из изо к ко на над не ни но о об обо от по под при про с со у".split()  # noqa: SIM905
)
UNSAFE = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


@register.filter(name="richtext")
def rich_text(html, *, anchors=False):
    """Sanitised HTML of a body: here alone HTML is marked safe. With anchors, headings can be
    linked to: see `headings`.
    """
    rendered = richtext.render(html or "")  # which cleans it
    return mark_safe(richtext.with_anchors(rendered) if anchors else rendered)  # noqa: S308  no text is added


@register.filter
def typeset(title):
    """A title as a page shows it: short words of Russian stay with what follows them."""
    if title.isascii():
        return title
    return "".join(word + _space_after(word) for word in title.split(" "))[:-1]


def _space_after(word):
    return "\N{NO-BREAK SPACE}" if word.lstrip("«„(").lower() in LEADING_WORDS else " "


@register.filter
def listed(items):
    """Their names in one line, as the language separates them."""
    return pgettext("between items of a list", ", ").join(items)


@register.filter
def headings(html):
    """Pairs of the anchor and the words of each main heading of a body."""
    return richtext.headings_in(html or "")


@register.filter
def richtext_elsewhere(html, address):
    """The same for readers on other sites, with the addresses of links and pictures in full."""
    return mark_safe(richtext.for_other_sites(html or "", address))  # noqa: S308  as above


def structured_data(facts):
    """`facts`, a dict in the vocabulary of schema.org, as a block of JSON-LD; empty if there are none.

    The three characters that matter in HTML are written as JSON escapes, so no text can end the block.
    """
    if not facts:
        return ""
    data = json.dumps({"@context": "https://schema.org"} | facts, ensure_ascii=False).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308  escaped above

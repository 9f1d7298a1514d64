"""What a card says, and its address, which holds it."""

from functools import lru_cache
from typing import NamedTuple

from django.core import signing
from django.urls import reverse
from django.utils.translation import get_language

MAX_CHARACTERS = 200  # of each text; what is longer would not fit on it
MAX_ADDRESSES = 1000  # kept in memory: most pages have the same card
SIGNER = signing.Signer(salt="publishing.cards")


class Card(NamedTuple):
    title: str
    kind: str = ""  # above the title: what the page is
    line: str = ""  # below it: a date, a place, a position

    @property
    def address(self) -> str:
        return _address(get_language(), self)


@lru_cache(maxsize=MAX_ADDRESSES)
def _address(_language: str, card: Card) -> str:
    texts = [" ".join(text.split())[:MAX_CHARACTERS] for text in card]
    return reverse("card", args=[SIGNER.sign_object(texts, compress=True)])


def card_in(signed: str) -> Card | None:
    """The card of an address that a page of this site gave."""
    try:
        return Card(*SIGNER.unsign_object(signed))
    except signing.BadSignature:
        return None

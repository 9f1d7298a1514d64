"""What a card says, and its address, which holds it."""

from typing import NamedTuple

from django.core import signing
from django.urls import reverse

MAX_CHARACTERS = 200  # of each text; what is longer would not fit on it
SIGNER = signing.Signer(salt="publishing.cards")


class Card(NamedTuple):
    title: str
    kind: str = ""  # above the title: what the page is
    line: str = ""  # below it: a date, a place, a position

    @property
    def address(self) -> str:
        texts = [" ".join(text.split())[:MAX_CHARACTERS] for text in self]
        return reverse("card", args=[SIGNER.sign_object(texts, compress=True)])


def card_in(signed: str) -> Card | None:
    """The card of an address that a page of this site gave."""
    try:
        return Card(*SIGNER.unsign_object(signed))
    except signing.BadSignature:
        return None

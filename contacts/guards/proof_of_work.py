"""Proof of work: before it sends the form, a browser searches for a number, which takes a phone about a
second.

One message costs its sender next to nothing, ten thousand cost hours. The challenges are those of altcha
(https://altcha.org), version 2; `static/js/proof.js` solves them in the visitor's browser.
"""

import hashlib
import secrets
import time
from datetime import UTC, datetime
from enum import Enum, auto
from typing import Any

from altcha import Payload, create_challenge, verify_solution
from django.utils.crypto import salted_hmac

from contacts.models import SpentProof

ALGORITHM = "PBKDF2/SHA-256"
ROUNDS = 1000
MIN_NUMBER, MAX_NUMBER = 300, 700  # numbers to try, one after the other
LIFETIME_SECONDS = 60 * 60
MIN_WRITING_SECONDS = 3  # from the challenge to a message that a person wrote; `proof.js` waits as long
MAX_LENGTH = 2000  # characters; a true one has about 700


class Outcome(Enum):
    GOOD = auto()
    TOO_FAST = auto()
    EXPIRED = auto()
    BAD = auto()


def new_challenge(number: int | None = None) -> dict[str, Any]:
    """A challenge, for JSON, to find this number, or a random one. Only this site can make one."""
    return create_challenge(
        ALGORITHM,
        ROUNDS,
        counter=number or MIN_NUMBER + secrets.randbelow(MAX_NUMBER - MIN_NUMBER),
        expires_at=int(time.time()) + LIFETIME_SECONDS,
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    ).to_dict()


def spend(proof: str) -> Outcome:
    """Check what a browser sent. A valid proof is used up: it is invalid the second time."""
    if len(proof) > MAX_LENGTH:
        return Outcome.BAD
    try:
        payload = Payload.from_base64(proof)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Outcome.BAD
    result = verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("key"))
    if result.expired:
        return Outcome.EXPIRED
    signature, expires_at = payload.challenge.signature, payload.challenge.parameters.expires_at
    if not result.verified or signature is None or expires_at is None:
        return Outcome.BAD
    if not spend_once(signature, datetime.fromtimestamp(expires_at, UTC)):
        return Outcome.BAD
    age = time.time() - (expires_at - LIFETIME_SECONDS)
    return Outcome.TOO_FAST if 0 <= age < MIN_WRITING_SECONDS else Outcome.GOOD


def spend_once(token: str, expires_at: datetime) -> bool:
    """Whether the token is used for the first time; it need not be remembered after it expires."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    return SpentProof.objects.spend(digest, expires_at)  # type: ignore[attr-defined]  # of its queryset


def _secret(purpose: str) -> str:
    return salted_hmac("contacts.guards.proof_of_work", purpose, algorithm="sha256").hexdigest()

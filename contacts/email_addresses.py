"""One spelling for each email address, so that addresses of the same mailbox compare equal.

A domain has two spellings, one in the letters of its language and one in the ASCII form of IDNA, which
mail servers know. Browsers send either. The ASCII form is stored and compared, the other is shown.
"""

from unicodedata import normalize

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MAX_LENGTH = 320  # RFC 3696
# Spaces, soft hyphen, zero-width characters and marks of direction.
UNSEEN = " \u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def canonical(address: str) -> str:
    """The address with its domain in lower case and ASCII; unchanged if that is not possible."""
    name, at, domain = address.rpartition("@")
    if not at or len(address) > MAX_LENGTH:
        return address
    try:
        domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError:
        return address
    return f"{name}@{domain.lower()}"


def typed(text: str) -> str:
    """An address that was typed or copied, in its canonical spelling.

    Chinese keyboards produce ＠ and ．, and copied text can contain invisible characters.
    """
    return canonical(normalize("NFKC", text).strip(UNSEEN)) if len(text) <= MAX_LENGTH else text


def readable(address: str) -> str:
    """The address with its domain in the letters of its language."""
    name, at, domain = address.rpartition("@")
    try:
        return f"{name}{at}{idna.decode(domain)}" if "xn--" in domain.lower() else address
    except UnicodeError:
        return address


def is_same(one: str, other: str) -> bool:
    """Whether both are the same address; no server of note distinguishes case before the @."""
    return canonical(one).lower() == canonical(other).lower()


def mailbox(address: str) -> str:
    """The same for all addresses that lead to one mailbox, as those with words after a plus do."""
    name, _at, domain = canonical(address).lower().rpartition("@")
    return f"{name.partition('+')[0]}@{domain}"


def is_address(text: str) -> bool:
    """Whether an email can be sent to this address and no other: one in quotation marks may hide a second."""
    address = canonical(text)
    try:
        validate_email(address)
    except ValidationError:
        return False
    return address.isascii() and '"' not in address

"""Identifiers of the Research Organization Registry (https://ror.readme.io/docs/identifier).

One is nine characters: 0, six letters or digits that hold a number in Crockford's base 32, and two digits
of checksum by ISO/IEC 7064, MOD 97-10. The full form puts https://ror.org/ before them.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
FORM = re.compile(rf"0([{DIGITS}]{{6}})([0-9]{{2}})")


def check_ror(identifier: str) -> None:
    """Raises ValidationError unless the value is an identifier in its short form."""
    parts = FORM.fullmatch(identifier)
    number = 0
    for digit in parts[1] if parts else "":
        number = number * len(DIGITS) + DIGITS.index(digit)
    if not parts or 98 - number * 100 % 97 != int(parts[2]):
        raise ValidationError(
            _(
                "This is not a ROR identifier: it should look like https://ror.org/02mhbdp94. Copy it "
                "from ror.org."
            )
        )


def ror_url(identifier: str) -> str:
    return f"https://ror.org/{identifier}"


class RorField(forms.CharField):
    """Accepts the short form or the full address from ror.org; returns the short form."""

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__(**options)  # with a length, browsers would cut the address that is pasted

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").lower()
        return re.sub(r"^(https?://)?(www\.)?ror\.org/(?=.)", "", text).strip("/")

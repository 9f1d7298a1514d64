"""What of a page tells whether it is right."""

import re

# The day on which the page was made, signed: it may end between two answers that are compared.
STAMP = re.compile(r'(name="made" value=")[^"]*')


def settled(body: bytes) -> str:
    return STAMP.sub(r"\1", body.decode(errors="backslashreplace"))  # a card is a picture

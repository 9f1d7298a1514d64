"""What of a page tells whether it is right."""

import re

# When the page was made, signed; the form asks for another stamp before it is sent.
STAMP = re.compile(r'(name="made" value=")[^"]*')


def settled(body: bytes) -> str:
    return STAMP.sub(r"\1", body.decode())

"""The picture by which a phone takes up the address of an article: readers of WeChat share pages so."""

from io import BytesIO

import segno

SQUARE_PIXELS = 6
MARGIN_SQUARES = 4  # as the standard wants it


def qr_code(address: str) -> bytes:
    """As a PNG."""
    picture = BytesIO()
    segno.make(address, micro=False, error="m").save(
        picture, kind="png", scale=SQUARE_PIXELS, border=MARGIN_SQUARES
    )
    return picture.getvalue()

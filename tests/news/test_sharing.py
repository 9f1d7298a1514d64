from io import BytesIO

import pytest
from PIL import Image

from news.sharing import MARGIN_SQUARES, SQUARE_PIXELS, qr_code


@pytest.mark.parametrize("length", [30, 120, 250])
def test_code_is_a_small_picture_with_a_quiet_margin(length):
    drawn = qr_code("https://example.org/".ljust(length, "a"))

    picture = Image.open(BytesIO(drawn)).convert("L")
    margin = MARGIN_SQUARES * SQUARE_PIXELS
    assert len(drawn) < 2_000
    assert picture.crop((0, 0, margin, picture.height)).getextrema() == (255, 255)
    assert picture.getpixel((margin, margin)) == 0


def test_each_address_has_a_code_of_its_own():
    assert qr_code("https://example.org/news/2026/water/") != qr_code("https://example.org/news/2026/soil/")

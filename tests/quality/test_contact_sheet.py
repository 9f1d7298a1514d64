"""`make contact-sheet`: each kind and state of a page at four widths, light and dark, in three languages.

It fills var/contact-sheet: a sheet for each kind and language, light above dark, large enough to judge.
"""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from tests.quality.conftest import LANGUAGES

PLACE = Path(settings.BASE_DIR, "var", "contact-sheet")
SCHEMES = ["light", "dark"]
SCALES = {390: 0.75, 768: 0.55, 1280: 0.45, 1920: 0.35}  # by the width of the window
ROW_HEIGHT = 1100
GAP = 12
PAPER = "#8b919c"
# Pictures that load when they come into view would be missing.
LOAD = """
() => Promise.all([...document.images].map(image => {
  image.loading = 'eager';
  return image.decode().catch(() => 0);
}))
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet(served, chromium, language):
    PLACE.mkdir(parents=True, exist_ok=True)
    windows = [
        (
            scale,
            chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page(),
        )
        for scheme in SCHEMES
        for width, scale in SCALES.items()
    ]
    for kind in served.kinds:
        shots = [(scale, picture(page, served.address(kind, language))) for scale, page in windows]
        sheet(shots).save(PLACE / f"{re.sub('[^a-z0-9]+', '-', kind)}-{language}.webp", quality=85)
    for _scale, page in windows:
        page.close()


def picture(page, address):
    page.goto(address, wait_until="networkidle")
    page.evaluate(LOAD)
    return Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")


def sheet(shots):
    widths = [round(width * scale) + GAP for width, scale in SCALES.items()]
    made = Image.new("RGB", (sum(widths) + GAP, len(SCHEMES) * (ROW_HEIGHT + GAP) + GAP), PAPER)
    for number, (scale, shot) in enumerate(shots):
        row, column = divmod(number, len(SCALES))
        part = shot.crop((0, 0, shot.width, min(shot.height, round(ROW_HEIGHT / scale))))
        size = (round(part.width * scale), round(part.height * scale))
        made.paste(part.resize(size), (GAP + sum(widths[:column]), GAP + row * (ROW_HEIGHT + GAP)))
    return made

"""`make contact-sheet`: each kind and state of a page at four widths, light and dark, in three languages.

It fills var/contact-sheet: a picture a page, and one sheet for each width, scheme and language.
"""

from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from tests.quality.conftest import LANGUAGES

PLACE = Path(settings.BASE_DIR, "var", "contact-sheet")
WIDTHS = [390, 768, 1280, 1920]
THUMB_WIDTH, THUMB_HEIGHT = 320, 640
COLUMNS = 8
LABEL_HEIGHT = 24
GAP = 12
PAPER, INK = "#8b919c", "#ffffff"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_sheet(served, chromium, width, scheme, language):
    folder = PLACE / f"{width}-{scheme}-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    for kind in served.kinds:
        page.goto(served.address(kind, language), wait_until="networkidle")
        page.screenshot(path=folder / f"{kind}.png", full_page=True)
    context.close()
    sheet(folder, list(served.kinds)).save(folder.with_suffix(".webp"), quality=80)


def sheet(folder, kinds):
    rows = -(-len(kinds) // COLUMNS)
    across, down = THUMB_WIDTH + GAP, THUMB_HEIGHT + LABEL_HEIGHT + GAP
    made = Image.new("RGB", (COLUMNS * across + GAP, rows * down + GAP), PAPER)
    pen, face = ImageDraw.Draw(made), ImageFont.load_default(16)
    for number, kind in enumerate(kinds):
        left, top = GAP + number % COLUMNS * across, GAP + number // COLUMNS * down
        pen.text((left, top), kind, INK, face)
        with Image.open(folder / f"{kind}.png") as shot:
            height = round(shot.height * THUMB_WIDTH / shot.width)
            thumb = shot.convert("RGB").resize((THUMB_WIDTH, height)).crop((0, 0, THUMB_WIDTH, THUMB_HEIGHT))
        made.paste(thumb, (left, top + LABEL_HEIGHT))
    return made

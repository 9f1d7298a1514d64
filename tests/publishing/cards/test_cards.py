from hashlib import sha512
from io import BytesIO
from pathlib import Path

import pytest
from django.core import signing
from django.utils import translation
from PIL import Image

from publishing.cards.addresses import Card, card_in
from publishing.cards.drawing import SIZE, draw
from publishing.cards.fonts import HAN, can_write, width
from publishing.cards.lines import fitted

TITLES = {
    "Latin": "Neighbours compare their water accounts",
    "Cyrillic": "Соседи сверяют учёт воды",
    "Kazakh": "Әбдіқадыров Ғалымжан",
    "Azerbaijani": "Əliyeva Günəş, Xiǎomíng",
    "Chinese": "邻国对账：同一条河，三座城市，“一个”窗口",
    "mixed": "CAREC 2030：Вода и энергия",
}


def picture(card) -> Image.Image:
    return Image.open(BytesIO(draw(card))).convert("RGB")


def inked(image, box) -> int:
    """How many pixels of a part are as light as text."""
    return sum(count for count, (red, *_rest) in image.crop(box).getcolors(SIZE[0] * SIZE[1]) if red > 200)


TITLE_BOX = (0, 110, 1200, 500)


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_card_shows_its_title_in_each_script(title):
    image = picture(Card(title, "News", "25 November 2026"))

    assert image.size == SIZE
    assert can_write(title)
    assert inked(image, TITLE_BOX) > inked(picture(Card("i")), TITLE_BOX) + 3000


def test_card_of_a_title_that_no_font_can_write_names_the_institute():
    """Empty boxes in place of letters would look like a mistake."""
    georgian, institute = picture(Card("თბილისი")), picture(Card("CAREC Institute"))

    assert not can_write("თბილისი")
    assert georgian.tobytes() == institute.tobytes()


def test_card_names_the_institute_in_the_language_of_its_address():
    corner = (150, 500, 700, 600)
    english = picture(Card("A")).crop(corner).tobytes()
    with translation.override("ru"):
        assert picture(Card("A")).crop(corner).tobytes() != english


@pytest.mark.parametrize(
    "title",
    [
        "Third Annual Research Conference: " + "How eleven economies can trade and prosper together " * 3,
        "Межправительственный институт, который изучает, как одиннадцать соседних экономик " * 2,
        "第三届年度研究会议：中亚及其邻国的十一个经济体如何开展贸易、加强联通并共同走向繁荣" * 4,
        "W" * 200,
    ],
)
def test_long_title_stays_within_the_card_and_above_the_name(title):
    size, lines = fitted(title[:200], 960)
    image = picture(Card(title, "Kind", "A line below it"))

    assert [line for line in lines if width(line, size, "bold") > 960] == []
    assert len(lines) <= 5
    assert inked(image, (1060, 20, 1200, 630)) == 0
    assert inked(image, (0, 490, 1200, 508)) == 0


def test_lines_are_of_about_one_length():
    size, lines = fitted("Соседи сверяют учёт воды: одна река, три города, одно окно", 960)

    widths = [width(line, size, "bold") for line in lines]
    assert len(lines) == 3
    assert min(widths) > 0.8 * max(widths)


@pytest.mark.parametrize("title", ["中亚。" * 40, "（中亚）" * 30, "一“二”" * 30])
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(title):
    _size, lines = fitted(title, 960)

    assert len(lines) > 1
    assert [line for line in lines if line[0] in "。）”" or line[-1] in "（“"] == []


def test_title_too_long_for_a_card_ends_in_an_ellipsis():
    assert fitted("слово " * 60, 960)[1][-1].endswith("…")


def test_address_holds_what_the_card_says():
    card = Card("Вода\n и  энергия", "Новости", "2026")

    address = card.address

    signed = address.removeprefix("/cards/").removesuffix(".png")
    assert card_in(signed) == Card("Вода и энергия", "Новости", "2026")
    assert card.address == address
    assert card._replace(title="Вода").address != address


@pytest.mark.django_db
def test_card_that_this_site_did_not_sign_is_not_drawn(client):
    signed = Card("Water").address.removeprefix("/cards/").removesuffix(".png")
    body, _colon, signature = signed.partition(":")
    others = signing.Signer(salt="another").sign_object(["Water", "", ""], compress=True)

    assert client.get(f"/cards/{signed}.png").headers["Content-Type"] == "image/png"
    for forged in (f"{body}x:{signature}", body, others, "x"):
        assert client.get(f"/cards/{forged}.png").status_code == 404


def test_font_is_that_of_the_licence_beside_it():
    """What it was cut from is in CONTRIBUTING."""
    licence = HAN.with_name("LICENSE-noto-sans-sc.txt").read_text()

    assert "SIL Open Font License, Version 1.1" in licence
    assert sha512(HAN.read_bytes()).hexdigest()[:16] == DIGEST
    assert HAN.stat().st_size < 1_300_000
    assert [path.name for path in sorted(Path(HAN.parent).iterdir())] == [
        "LICENSE-noto-sans-sc.txt",
        "noto-sans-sc.woff2",
    ]


DIGEST = "fe9d7c8babd46def"


def test_font_has_each_character_of_the_chinese_standard():
    rows, columns = range(0xB0, 0xF8), range(0xA1, 0xFF)
    codes = [bytes([row, column]) for row in rows for column in columns]
    characters = "".join(code.decode("gb2312", errors="ignore") for code in codes)

    assert len(characters) == 6763
    assert [letter for letter in characters if not can_write(letter)] == []

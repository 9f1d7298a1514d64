import pytest

from carec_site.demo.pictures import PICTURES, draw, places

SMALL = 96
PRINTED = {name.replace("_", "-") for name in vars(places)}  # with few inks


@pytest.fixture(scope="module")
def drawn():
    return {name: draw(name, SMALL) for name in PICTURES}


def test_there_are_enough_pictures_and_each_is_another(drawn):
    contents = {image.tobytes() for image in drawn.values()}

    assert len(drawn) >= 20
    assert len(contents) == len(drawn)


@pytest.mark.parametrize("name", PICTURES)
def test_picture_fills_its_sheet_with_many_colours(drawn, name):
    image = drawn[name]

    assert image.mode == "RGB"
    assert image.size == (SMALL, SMALL * 5 // 8)
    assert len(image.getcolors(maxcolors=SMALL * SMALL)) > (40 if name in PRINTED else 500)
    # The lightest and the darkest part are well apart, so it is not a flat haze.
    dark, light = image.convert("L").getextrema()
    assert light - dark > 100


def test_picture_is_the_same_every_time(drawn):
    again = draw("mountain-dawn", SMALL)

    assert again.tobytes() == drawn["mountain-dawn"].tobytes()

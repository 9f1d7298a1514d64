"""Which files of the font a page loads for a name, and that no letter is drawn in another font."""

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

EACH_PAGE = {"latin"}
REGION = {"latin", "latin-accents", "latin-region"}
NAMES = {
    "Oʻtkir Gʻulomov, G’ayrat O’rinov": EACH_PAGE,
    "Yıldız Kılıçarslan": {*EACH_PAGE, "latin-accents"},
    "Aşyrow Ňurýagdy, Žumagylyç": REGION,
    "Şəhla Əliyeva, İnanç Ağabəyli": REGION,
    "Lǐ Xiǎomíng, Lǚ Wěi, Ōuyáng Jūn, Zhāng Dà, Yī": REGION,
    "₸ 500, ₽ 90": {*EACH_PAGE, "latin-region"},
    "Zu\u0308rich": EACH_PAGE,
    "Łukasz Čapek": {*EACH_PAGE, "latin-europe"},
    "Gulnara Əliyeva, Ḥasan": {*EACH_PAGE, "latin-region", "latin-ext"},
    "Ғалымжан Әбдіқадыров, Өмір Ұлан, Үміт Таңат": {"latin", "cyrillic", "cyrillic-region"},
    "Ҳаким Маҳмудӣ, Ҷамшед Рӯзӣ, Баян-Өлгий": {"latin", "cyrillic", "cyrillic-region"},
}
LOADED = """async (name) => {
  document.body.textContent = name;
  await document.fonts.ready;
  return performance.getEntriesByType("resource").map((entry) => entry.name);
}"""


def fonts_drawn(page):
    """Whether each font in which the text is drawn is our own."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    session.send("CSS.enable")
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": "body"})["nodeId"]
    return {
        font["isCustomFont"]
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }


def test_names_of_the_region_load_small_files_of_the_font(visit):
    loaded, own = {}, {}
    for name in NAMES:
        page = visit(once=True).page  # a browser's cache would add what it holds
        page.goto(reverse("contacts:privacy"))
        addresses = page.evaluate(LOADED, name)
        loaded[name] = set(re.findall(r"source-sans-3-([a-z-]+)", " ".join(addresses)))
        own[name] = fonts_drawn(page)

    assert loaded == NAMES
    assert own == {name: {True} for name in NAMES}


def test_italics_load_the_letters_of_their_alphabet_alone(visit):
    page = visit(once=True).page
    page.goto(reverse("contacts:privacy"))
    page.evaluate("document.body.replaceChildren(), document.body.style.fontStyle = 'italic'")

    addresses = page.evaluate(LOADED, "«Пять чисел» (2026), не больше: 14 %")

    loaded = set(re.findall(r"source-sans-3-([a-z-]+-italic)", " ".join(addresses)))
    assert loaded == {"signs-italic", "cyrillic-italic"}
    assert fonts_drawn(page) == {True}

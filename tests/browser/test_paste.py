"""What is pasted into the editor of bodies. Each file of `pasted/` has the shape of one program's clipboard,
with the body that comes of it beside it, a block on a line."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from news.models import Article
from publishing.richtext import clean_html
from tests.browser.rich_text import body, clear, editor, paste, press
from tests.factories import make_article, make_picture, make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FOLDER = Path(__file__).with_name("pasted")


def pasted(name):
    return (FOLDER / f"{name}.html").read_text()


def stored(name):
    return (FOLDER / f"{name}.stored.html").read_text().replace("\n", "")


@pytest.fixture
def page(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    made.page.goto("/admin/news/article/add/")
    return made.page


def status(page):
    return page.locator("fieldset.language-en").get_by_role("status")


def test_text_of_every_program_keeps_its_structure(page):
    names = sorted(path.name.removesuffix(".stored.html") for path in FOLDER.glob("*.stored.html"))
    came_in = {}

    for name in names:
        clear(page)
        paste(page, pasted(name))
        came_in[name] = body(page)

    assert len(names) >= 15
    assert came_in == {name: stored(name) for name in names}
    assert {name: clean_html(html) for name, html in came_in.items()} == came_in


def test_pasted_text_is_stored_as_the_editor_showed_it(page):
    texts = {
        "en": "word-365-windows-lists",
        "ru": "word-2016-windows-russian",
        "zh_hans": "word-2019-windows-chinese",
    }
    tabs = {"en": "English", "ru": "Russian", "zh_hans": "Chinese"}
    for language, name in texts.items():
        page.get_by_role("tab", name=tabs[language]).click()
        page.locator(f"#id_title_{language}").fill(name)
        paste(page, pasted(name), language)
    shown = {language: editor(page, language).inner_html() for language in texts}
    letters = (
        editor(page, "ru")
        .locator("ol[type=a]")
        .first.evaluate("(list) => getComputedStyle(list).listStyleType")
    )
    assert letters == "cyrillic"

    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("[data-stage=draft]")).to_be_visible()

    article = Article.objects.get()
    kept = {language: getattr(article, f"body_{language}") for language in texts}
    assert kept == {language: stored(name) for language, name in texts.items()}
    assert {language: editor(page, language).inner_html() for language in texts} == shown


def test_pictures_that_are_left_out_are_counted_where_the_editor_stands(page):
    own = make_picture("A hall")
    foreign = '<img src="data:image/png;base64,iVBORw0KGgo="><img src="file:///C:/a.png">'
    one, two = (
        "1 picture was left out: add it from the library.",
        ("2 pictures were left out: add them from the library."),
    )
    photo, report = ("photo.png", "image/png"), ("report.pdf", "application/pdf")
    said = {}

    for case, clipboard in {
        "two in a text": {"html": f"<p>A{foreign}</p>"},
        "nothing": {"html": "<p>A</p>"},
        "only a picture": {"html": '<img src="https://elsewhere.example/a.png">', "files": [photo]},
        "plain text": {"text": "A"},
        "files": {"files": [photo, ("other.jpg", "image/jpeg")]},
        "how the text looked": {"html": "<p>A</p>", "text": "A", "files": [photo]},
        "dropped": {"files": [photo, report], "event": "drop"},
        "own picture": {"html": f'<p>A</p><img src="{own.url()}" alt="B">'},
        "counting point": {"html": f'<p>A<img src="https://a.example/b.gif" width="1">{foreign}</p>'},
    }.items():
        clear(page)
        paste(page, **clipboard)
        said[case] = (status(page).text_content(), body(page).count("<p>A</p>"))

    assert said == {
        "two in a text": (two, 1),
        "nothing": ("", 1),
        "only a picture": (one, 0),
        "plain text": ("", 1),
        "files": (two, 0),
        "how the text looked": ("", 1),
        "dropped": (one, 0),
        "own picture": ("", 1),
        "counting point": (two, 1),
    }


def test_links_that_lead_nowhere_become_text(page, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.evaluate(
        """async (html) => {
            const type = "text/html";
            await navigator.clipboard.write([new ClipboardItem({ [type]: new Blob([html], { type }) })]);
        }""",
        '<p>Freight<a href="#_ftn1">[1]</a> <a href="#_Toc1">above</a> <a href="/news/">news</a></p>'
        '<div id="ftn1"><p><a href="#_ftnref1">[1]</a> Yearbook.</p></div>',
    )
    editor(page).click()

    page.keyboard.press("ControlOrMeta+V")  # the browser made whole addresses of this page out of the links

    expect(editor(page)).to_contain_text("Yearbook.")
    assert body(page) == (
        f'<p>Freight<sup>[1]</sup> above <a href="{live_server.url}/news/">news</a></p>'
        "<hr><ol><li><p>Yearbook.</p></li></ol>"
    )


def test_sign_within_a_quoted_value_ends_no_tag(page):
    paste(
        page,
        """<p title="a > b" style="color: red">One <span title='>' style='font-weight:700'>two</span></p>""",
    )

    assert body(page) == "<p>One <strong>two</strong></p>"


PLACES = {
    "list": ("unordered list", "<ul><li><p>AOne</p><p>Two</p></li></ul>"),
    "heading": ("heading 2", "<h2>AOne</h2><p>Two</p>"),
    "table": (
        "Insert table",
        "<table><tbody><tr><th><p>AOne</p><p>Two</p></th><th></th><th></th></tr>"
        + "<tr><td></td><td></td><td></td></tr>" * 2
        + "</tbody></table>",
    ),
}


@pytest.mark.parametrize("text", ["markup", "plain"])
def test_text_is_pasted_into_what_the_cursor_stands_in(page, text):
    html = '<p class="MsoNormal">One<o:p></o:p></p><p class="MsoNormal">Two<o:p></o:p></p>'
    clipboard = {"html": html} if text == "markup" else {"text": "One\r\n\r\nTwo\r\n"}
    came_in = {}

    for place, (button, _expected) in PLACES.items():
        clear(page)
        press(page, button)
        page.keyboard.type("A")
        paste(page, **clipboard)
        came_in[place] = body(page)
        press(page, "undo")

    assert came_in == {place: expected for place, (_button, expected) in PLACES.items()}


def test_text_of_the_editor_itself_is_copied_as_it_is(page):
    markup = (
        '<h2><strong>A</strong></h2><p><a href="#part">B</a></p>'
        '<ol start="3" type="a"><li><p>C</p></li></ol><p>D&nbsp; E</p>'
    )
    article = make_article(body_en=markup)
    page.goto(f"/admin/news/article/{article.pk}/change/")
    editor(page).click()

    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("ControlOrMeta+C")
    page.keyboard.press("Delete")
    expect(editor(page)).to_have_text("")
    page.keyboard.press("ControlOrMeta+V")

    expect(editor(page)).to_contain_text("E")
    assert body(page) == markup

"""The editor of bodies: what it can make is what the server keeps."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from publishing.richtext import clean_html
from tests.browser.rich_text import body, clear, editor, paste, press, wait_for_selection
from tests.factories import image_upload, make_article, make_event, make_picture, make_staff

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body lang=EN-US><!--StartFragment-->
<h1 style='margin-top:12.0pt'><span lang=EN-US style='color:#2F5496'>Findings<o:p></o:p></span></h1>
<p class=MsoNormal style='margin-bottom:8.0pt'><b>Trade</b>&nbsp; grew <span
style='font-size:12.0pt;font-family:"Arial"'>by <i>five</i> per cent</span>.<o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>roads</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times"'>&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>rivers</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span
style='font:7.0pt "Times"'>&nbsp;&nbsp; </span></span>first</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr style='height:2pt'>
<td width=200 style='width:150pt'><p class=MsoNormal>Country</p></td>
<td width=200 colspan=2><p class=MsoNormal>Growth</p></td></tr></table>
<p class=MsoNormal><a href="https://www.example.org/" target="_blank" style='color:blue'>Read more</a>
<img src="file:///C:/Users/me/image001.png" width=10 height=10></p>
<!--EndFragment--></body></html>
"""


@pytest.fixture
def page(visit, log_in):
    made = visit("desktop")
    log_in(made, make_staff())
    made.page.goto("/admin/news/article/add/")
    return made.page


def choose_picture(page, title, alt=None, caption=""):
    dialog = page.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_text(title, exact=True).click()
    if alt is not None:
        dialog.get_by_label("Alternative text").fill(alt)
    dialog.get_by_label("Caption").fill(caption)
    dialog.get_by_role("button", name="Insert picture").click()


def test_everything_that_can_be_made_survives_cleaning(page):
    picture = make_picture("A hall", caption_en="The opening")
    keyboard = page.keyboard
    editor(page).click()
    for level in (2, 3, 4):
        press(page, f"heading {level}")
        keyboard.type(f"Level {level}")
        keyboard.press("Enter")
    for mark in ("bold", "italic", "subscript", "superscript"):
        press(page, mark)
        keyboard.type(f"{mark} & <b>")
        press(page, mark)
        keyboard.type(" ")
    keyboard.press("Shift+Enter")
    keyboard.type("site page")
    for _letter in "page":
        keyboard.press("Shift+ArrowLeft")
    wait_for_selection(page)
    press(page, "insert link")
    page.get_by_role("dialog").get_by_label("Web address").fill('/news/?a=1&b="2"')
    page.get_by_role("button", name="Set link").click()
    expect(editor(page)).to_be_focused()
    keyboard.press("Enter")
    for name in ("unordered list", "ordered list", "blockquote", "pull quote"):
        press(page, name)
        keyboard.type(name)
        keyboard.press("Enter")
        keyboard.press("Enter")
    press(page, "horizontal rule")
    press(page, "Insert table")
    keyboard.type("Head")
    press(page, "Add row")
    wait_for_selection(page)
    keyboard.press("Control+End")
    press(page, "picture from the library")
    choose_picture(page, "A hall", caption="The opening")
    wait_for_selection(page)
    keyboard.press("Control+End")
    keyboard.type("The end")

    made = body(page)

    assert clean_html(made) == made
    assert made == (
        "<h2>Level 2</h2><h3>Level 3</h3><h4>Level 4</h4>"
        "<p><strong>bold &amp; &lt;b&gt;</strong> <em>italic &amp; &lt;b&gt;</em> "
        "<sub>subscript &amp; &lt;b&gt;</sub> <sup>superscript &amp; &lt;b&gt;</sup> <br>"
        'site <a href="/news/?a=1&amp;b=&quot;2&quot;">page</a></p>'
        "<ul><li><p>unordered list</p></li></ul><ol><li><p>ordered list</p></li></ol>"
        "<blockquote><p>blockquote</p></blockquote>"
        '<blockquote class="pull"><p>pull quote</p></blockquote><hr>'
        "<table><tbody><tr><th><p>Head</p></th><th></th><th></th></tr>"
        + "<tr><td></td><td></td><td></td></tr>"
        * 3
        + "</tbody></table>"
        f'<figure><img src="{picture.url()}" alt="People in a conference hall" width="800" height="500">'
        "<figcaption>The opening</figcaption></figure><p>The end</p>"
    )


def test_text_from_a_word_processor_comes_in_clean(page):
    editor(page).click()

    paste(page, WORD)

    assert body(page) == (
        "<h2>Findings</h2><p><strong>Trade</strong> grew by <em>five</em> per cent.</p>"
        "<ul><li><p>roads</p></li><li><p>rivers</p></li></ul><ol><li><p>first</p></li></ol>"
        '<table><tbody><tr><td><p>Country</p></td><td colspan="2"><p>Growth</p></td></tr></tbody></table>'
        '<p><a href="https://www.example.org/">Read more</a></p>'
    )
    assert clean_html(body(page)) == body(page)


PASTED = {
    "<p onclick=\"x()\" style='color:red'>A</p><script>alert(1)</script>": "<p>A</p>",
    '<a href="javascript:alert(1)">A</a>': "<p>A</p>",
    '<p>A<img src="https://elsewhere.example/a.png" onerror="x()">B</p>': "<p>AB</p>",
    '<b style="font-weight:normal"><p>A <span style="font-weight:700">B</span></p></b>': (
        "<p>A <strong>B</strong></p>"
    ),
    "<h1>A</h1><h5>B</h5>": "<h2>A</h2><h4>B</h4>",
    '<ol type="a" start="3"><li>A</li></ol>': '<ol start="3" type="a"><li><p>A</p></li></ol>',
    '<ol type="1"><li>A</li></ol>': "<ol><li><p>A</p></li></ol>",
}


def test_pasted_web_page_comes_in_clean(page):
    came_in = {}

    for html in PASTED:
        clear(page)
        paste(page, html)
        came_in[html] = body(page)

    assert came_in == PASTED


LINKS = {
    "www.example.org": '<p><a href="https://www.example.org">word</a></p>',
    "office@example.org": '<p><a href="mailto:office@example.org">word</a></p>',
    "/news/": '<p><a href="/news/">word</a></p>',
    "javascript:alert(1)": "<p>word</p>",
    "//elsewhere.example": "<p>word</p>",
}


def test_link_addresses_are_completed_or_refused(page):
    made = {}

    for typed in LINKS:
        clear(page)
        page.keyboard.type("word")
        page.keyboard.press("Control+A")
        press(page, "insert link")
        page.get_by_role("dialog").get_by_label("Web address").fill(typed)
        page.get_by_role("button", name="Set link").click()
        expect(page.get_by_role("dialog").get_by_label("Web address")).to_have_count(0)
        made[typed] = body(page)

    assert made == LINKS


def test_quotes_are_set_as_the_language_sets_them(page):
    editor(page).click()
    page.keyboard.type("\"It's 'so'\" -- he said...")
    page.get_by_role("tab", name="Russian").click()
    editor(page, "ru").click()
    page.keyboard.type('Он сказал "да"')

    assert body(page) == "<p>“It’s ‘so’” – he said…</p>"
    assert body(page, "ru") == "<p>Он сказал «да»</p>"


def test_picture_needs_its_alternative_text_in_the_language_of_the_text(page):
    make_picture("A hall")
    page.get_by_role("tab", name="Russian").click()
    editor(page, "ru").click()
    page.locator("fieldset.language-ru").get_by_role("button", name="picture from the library").click()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    dialog.get_by_text("A hall", exact=True).click()

    dialog.get_by_role("button", name="Insert picture").click()
    refused = dialog.get_by_role("alert")
    expect(refused).to_have_text("Describe in the alternative text what the picture shows.")
    dialog.get_by_label("Alternative text").fill("Люди в зале")
    dialog.get_by_role("button", name="Insert picture").click()

    expect(dialog).to_be_hidden()
    assert ' alt="Люди в зале" ' in body(page, "ru")


def test_library_that_does_not_answer_in_time_is_asked_again(page):
    make_picture("A hall")
    page.evaluate(
        "() => { window.wait = AbortSignal.timeout; AbortSignal.timeout = () => AbortSignal.abort(); }"
    )
    press(page, "picture from the library")
    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.get_by_role("alert")).to_contain_text("The library is not responding.")

    page.evaluate("() => { AbortSignal.timeout = window.wait; }")
    dialog.get_by_role("button", name="Try again").click()

    expect(dialog.get_by_text("A hall", exact=True)).to_be_visible()
    expect(dialog.get_by_role("alert")).to_have_count(0)


def test_uploading_a_new_picture_returns_to_the_dialog(page):
    editor(page).click()
    press(page, "picture from the library")

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Upload a new picture").click()
    popup = opened.value
    upload = image_upload("Bridge.png")
    popup.set_input_files("#id_file", {"name": upload.name, "mimeType": "image/png", "buffer": upload.read()})
    popup.get_by_label("Alternative text").locator("visible=true").fill("A bridge")
    popup.get_by_role("button", name="Save", exact=True).click()

    dialog = page.get_by_role("dialog", name="Choose a picture")
    expect(dialog.get_by_label("Alternative text")).to_have_value("A bridge")
    dialog.get_by_role("button", name="Insert picture").click()
    assert ' alt="A bridge" ' in body(page)


def test_picture_in_a_text_can_be_changed_and_taken_out(page):
    picture = make_picture("A hall")
    other = make_picture("A bridge", colour="navy", alt_text_en="A bridge over a river")
    article = make_article(
        body_en=f'<p>One</p><p><img src="{picture.url()}" alt="Old" width="800" height="500"></p><p>Two</p>'
    )
    page.goto(f"/admin/news/article/{article.pk}/change/")

    editor(page).locator("img").dblclick()
    dialog = page.get_by_role("dialog", name="Choose a picture")
    kept = dialog.get_by_label("Alternative text").input_value()
    dialog.get_by_text("A bridge", exact=True).click()
    dialog.get_by_role("button", name="Update picture").click()
    changed = body(page)
    editor(page).locator("img").click()
    page.keyboard.press("Delete")

    assert kept == "Old"
    assert changed == (
        f'<p>One</p><figure><img src="{other.url()}" alt="A bridge over a river" width="800" height="500">'
        "</figure><p>Two</p>"
    )
    assert body(page) == "<p>One</p><p>Two</p>"


def test_opened_and_untouched_text_is_sent_as_it_was(page):
    stored = "<p>One</p>\n\n<table><caption>Named</caption><thead><tr><th>A</th></tr></thead></table>"
    article = make_article(body_en=stored)

    page.goto(f"/admin/news/article/{article.pk}/change/")
    expect(editor(page)).to_be_visible()

    assert body(page) == stored


@pytest.mark.parametrize(
    ("make", "name"), [(make_article, "news_article"), (make_event, "events_event")], ids=["article", "event"]
)
@pytest.mark.parametrize(
    "end", ["<ul><li><p>End</p></li></ul>", "<table><tbody><tr><td><p>End</p></td></tr></tbody></table>"]
)
def test_text_that_ends_in_a_block_is_left_without_a_warning(page, make, name, end):
    warnings = []
    page.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    page.goto(reverse(f"admin:{name}_change", args=[make(body_en=f"<p>One</p>{end}").pk]))

    editor(page).get_by_text("End").click()
    page.get_by_role("link", name="Close").click()
    page.wait_for_url(f"**{reverse(f'admin:{name}_changelist')}")

    assert warnings == []


def test_very_long_text_is_refused_and_still_there(page):
    page.locator("#id_title_en").fill("Long")
    page.locator("#id_body_en").evaluate("(area) => { area.value = `<p>${'word '.repeat(420000)}</p>`; }")

    page.get_by_role("button", name="Save draft").click()

    expect(page.locator("fieldset.language-en .errorlist")).to_contain_text("the limit is 500,000")
    assert len(body(page)) > 2_000_000

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publishing import richtext
from publishing.richtext import ALLOWED, clean_html, headings_in, pictures_in, with_anchors

DIGEST = "ab" + "0123456789" * 3
FOLDER = f"/media/pictures/ab/{DIGEST}"
OWN = f"{FOLDER}/960.jpg"


def check_harmless(html):
    """Assert that only what is allowed is left in `html`, however a browser parses it."""
    found = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in list(found.iter())[1:]:
        assert element.tag in ALLOWED
        assert set(element.attrib) <= ALLOWED[element.tag]
        scheme = element.get("href", "").partition(":")[0].strip().lower()
        assert scheme not in {"javascript", "data", "vbscript"}
        assert element.tag != "img" or element.get("src", "").startswith("/media/pictures/")


HOSTILE = {
    "script": ("<p>a</p><script>alert(1)</script>", "<p>a</p>"),
    "script in svg": ("<p>a</p><svg><script>alert(1)</script></svg>", "<p>a</p>"),
    "style": ("<style>p{color:red}</style><p>a</p>", "<p>a</p>"),
    "style attribute": ('<p style="color:red">a</p>', "<p>a</p>"),
    "class and id": ('<p class="x" id="y">a</p>', "<p>a</p>"),
    "event": ('<p onclick="alert(1)">a</p>', "<p>a</p>"),
    "event on an own picture": (f'<p>a<img src="{OWN}" onerror=alert(1)></p>', f'<p>a<img src="{OWN}"></p>'),
    "frame": ('<p>a</p><iframe src="https://evil.example"></iframe>', "<p>a</p>"),
    "object": ('<object data="x.swf"><p>a</p></object>', "<p>a</p>"),
    "form": ('<form action="/x"><p>a<input name="b"></p><button>c</button></form>', "<p>a</p>c"),
    "base and meta": ('<base href="//evil.example"><meta http-equiv="refresh"><p>a</p>', "<p>a</p>"),
    "comment": ("<p>a<!-- b --></p>", "<p>a</p>"),
    "conditional comment": ("<p>a</p><!--[if IE]><script>1</script><![endif]-->", "<p>a</p>"),
    "h1": ("<h1>a</h1><p>b</p>", "a<p>b</p>"),
    "word": ('<p class="MsoNormal"><o:p>a</o:p><span lang=EN-US>b</span></p>', "<p>ab</p>"),
    "unclosed": ("<p>a<strong>b", "<p>a<strong>b</strong></p>"),
    "tag in an attribute": (
        '<a href="/" title="<table><script>alert(1)</script>">a</a>',
        '<a href="/" title="&lt;table&gt;&lt;script&gt;alert(1)&lt;/script&gt;">a</a>',
    ),
    "template": ("<template><p>a</p><script>1</script></template><p>b</p>", "<p>b</p>"),
    "mathml mutation": (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=1&gt;'>a",
        "",
    ),
    "noscript mutation": (
        '<p>a</p><noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        '<p>a</p>&lt;p title=""&gt;',
    ),
    "javascript": ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
    "javascript, mixed case": ('<a href="JaVaScRiPt:alert(1)">a</a>', "<a>a</a>"),
    "javascript, tab": ('<a href="java\tscript:alert(1)">a</a>', "<a>a</a>"),
    "javascript, entity": ('<a href="java&#x0A;script&colon;alert(1)">a</a>', "<a>a</a>"),
    "javascript, control character": ('<a href="\x01javascript:alert(1)">a</a>', "<a>a</a>"),
    "javascript, space": ('<a href=" javascript:alert(1)">a</a>', "<a>a</a>"),
    "vbscript": ('<a href="vbscript:x">a</a>', "<a>a</a>"),
    "data": ('<a href="data:text/html,<script>alert(1)</script>">a</a>', "<a>a</a>"),
    "file and ftp": ('<a href="file:///etc/passwd">a</a><a href="ftp://x/y">b</a>', "<a>a</a><a>b</a>"),
    "control characters": ("<p>a\x00\x01\x08\x1f\x7f\x85\x9fb\ufffe\uffff\ufdd0c</p>", "<p>abc</p>"),
    "line ends": ("<p>a\r\nb\rc&#13;d\x0be\x0cf</p>", "<p>a\nb\nc\nd\ne\nf</p>"),
    "numbers that are none": (
        '<table><tbody><tr><td colspan="1e9" rowspan="-1">a</td></tr></tbody></table><ol start="x"></ol>',
        "<table><tbody><tr><td>a</td></tr></tbody></table><ol></ol>",
    ),
    "types of lists": (
        '<ol type="a"><li>a</li></ol><ol type="disc"><li>b</li></ol><ul type="a"><li>c</li></ul>',
        '<ol type="a"><li>a</li></ol><ol><li>b</li></ol><ul><li>c</li></ul>',
    ),
    "digits of another script": ('<ol start="٣"><li>a</li></ol>', "<ol><li>a</li></ol>"),
    "paragraphs inside a button": ("<p>a<button><p>b</p></button></p>", "<p>a</p><p>b</p>"),
}


@pytest.mark.parametrize(("html", "cleaned"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_html_is_cleaned(html, cleaned):
    found = clean_html(html)

    assert found.replace("<p></p>", "") == cleaned
    check_harmless(found)
    assert clean_html(found) == found


FOREIGN = [
    "https://evil.example/a.jpg",
    "//evil.example/a.jpg",
    "\\\\evil.example\\a.jpg",
    f"https://evil.example{OWN}",
    f"//evil.example{OWN}",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "",
    "a.jpg",
    "/admin/logout/",
    "/media/",
    "/media/documents/secret/a.pdf",
    f"{FOLDER}/",
    f"{FOLDER}/../../../../admin/logout/",
    f"{FOLDER}/../{DIGEST}/960.jpg",
    f"{FOLDER}/960.jpg/../../../../../admin/logout/",
    f"{FOLDER}/%2e%2e/960.jpg",
    f"/media/../media/pictures/ab/{DIGEST}/960.jpg",
    f"/media/../admin/logout/?pictures/ab/{DIGEST}/960.jpg",
    f"/media/pictures/cd/{DIGEST}/960.jpg",
    f"/media/pictures/ab/{DIGEST[:-1]}/960.jpg",
    f"/media/pictures/AB/{DIGEST.upper()}/960.jpg",
    f"/MEDIA/pictures/ab/{DIGEST}/960.jpg",
    f"media/pictures/ab/{DIGEST}/960.jpg",
    f"pictures/ab/{DIGEST}/960.jpg",
    f"{FOLDER}/960.svg",
    f"{FOLDER}/card.jpg",
    f"{FOLDER}/0.jpg",
    f"{FOLDER}/99999.jpg",
    f"{FOLDER}/٩٦٠.jpg",
    f"{OWN}?x=1",
    f"{OWN}#x",
    f"{OWN}\n",
    f" {OWN}",
    f"{OWN} 2x, //evil.example/a.jpg",
]


@pytest.mark.parametrize("address", FOREIGN)
def test_picture_from_elsewhere_is_dropped(address):
    assert clean_html(f'<p>a<img src="{address}" alt="b">c</p>') == "<p>ac</p>"


def test_picture_without_an_address_is_dropped():
    srcset = f'<p>a<img srcset="{OWN}" alt="b"><img></p>'

    assert clean_html(srcset) == "<p>a</p>"


@pytest.mark.parametrize("name", ["320.jpg", "960.jpg", "1920.webp", "17.webp"])
def test_own_picture_stays_with_its_text_and_size(name):
    image = f'<img src="{FOLDER}/{name}" alt="A &lt;hall&gt;" width="960" height="600">'
    html = f"<figure>{image}<figcaption>a</figcaption></figure>"

    assert clean_html(html) == html


@pytest.mark.parametrize("size", ["1e3", "-5", "5px", "100%", "123456", "", "٣"])
def test_picture_of_an_odd_size_loses_it(size):
    html = f'<p><img src="{OWN}" alt="" width="{size}" height="{size}"></p>'

    assert clean_html(html) == f'<p><img src="{OWN}" alt=""></p>'


KEPT = [
    "<h2>a</h2><h3>b</h3><h4>c</h4>",
    "<p>a <strong>b</strong> <em>c</em><sub>d</sub><sup>e</sup><br>f</p><hr><p>g</p>",
    '<ul><li>a</li></ul><ol start="3"><li><p>b</p></li></ol>',
    "<blockquote><p>a</p></blockquote>",
    '<blockquote class="pull"><p>a</p></blockquote>',
    '<p><a href="https://example.org/?a=1&amp;b=2" title="b" hreflang="ru">a</a></p>',
    '<p><a href="mailto:a@example.org">a</a> <a href="/news/">b</a> <a href="#c">c</a></p>',
    '<table><caption>a</caption><thead><tr><th scope="col" colspan="2">b</th></tr></thead>'
    '<tbody><tr><td rowspan="1">c</td><td>d</td></tr></tbody></table>',
    "<p>“Quotes” — ‘dashes’… ünï тест 中文 ქართული 😀</p>",
    "<p>1 &lt; 2 &amp; 3 &gt; 2 &amp;amp; &lt;script&gt;</p>",
    "<p>a&nbsp;b</p>",
]


@pytest.mark.parametrize(
    "html",
    [
        '<blockquote class="pull hero"><p>a</p></blockquote>',
        '<blockquote class="Pull"><p>a</p></blockquote>',
        '<blockquote><p class="pull">a</p></blockquote>',
    ],
)
def test_no_class_but_that_of_a_pull_quote_stays(html):
    assert clean_html(html) == "<blockquote><p>a</p></blockquote>"


@pytest.mark.parametrize("html", KEPT)
def test_what_an_editor_writes_stays_as_it_is(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   \n",
        "<p></p>",
        "<p> </p><p>&nbsp;</p>",
        "<p><br></p>",
        "<h2></h2><hr>",
        "<ul><li></li></ul>",
        "<figure></figure>",
        '<p><img src="https://evil.example/a.jpg" alt="words in alt do not count"></p>',
        "<script>alert(1)</script>",
        "<!-- a -->",
        "\x00",
        "<p></p>" * 5000,
    ],
)
def test_body_that_shows_nothing_is_empty(html):
    assert clean_html(html) == ""


def test_many_empty_paragraphs_take_no_time():
    html = "<p></p>" * 5000 + "<p>a</p>"

    assert clean_html(html) == html


def test_body_with_nothing_but_a_picture_is_not_empty():
    html = f'<figure><img src="{OWN}" alt=""></figure>'

    assert clean_html(html) == html


OPENED = [*ALLOWED, "div", "button", "svg", "math", "mtext", "form", "select", "script", "style", "noscript"]
OPENED += ["template", "textarea", "title", "plaintext"]
CLOSED = ["p", "a", "table", "td", "svg", "math", "li", "h2", "button", "strong", "style", "script", "title"]
ODD = [
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "&lt;",
    "&nbsp;",
    "&",
    "\r",
    "\x0c",
    "\x00",
    "'",
    '"',
    ">",
    " ",
]
CUT = ['<a href="javascript:x" title="', '<img src="x" onerror="', f'<img src="{OWN}" alt="', "text"]
PIECES = st.sampled_from([*(f"<{tag}>" for tag in OPENED), *(f"</{tag}>" for tag in CLOSED), *ODD, *CUT])


@settings(max_examples=500)
@given(st.lists(PIECES | st.text(max_size=4), max_size=25).map("".join))
@example("<p><button><p>a")
@example("<h3></svg><tbody><marquee>x</i><object><h3><frameset><template><desc>")
@example("&#13;a")
def test_any_html_is_harmless_after_one_cleaning(html):
    cleaned = clean_html(html)

    check_harmless(cleaned)
    assert clean_html(cleaned) == cleaned


ONLY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&\xa0"), min_size=1)


@given(st.lists(ONLY_TEXT, min_size=1, max_size=5))
def test_any_text_is_kept(words):
    # Noncharacters are no text.
    words = [richtext.FORBIDDEN.sub("", word) for word in words]
    html = "".join(f"<div><p>{word}</p></div>" for word in words)

    assert clean_html(html).replace("&gt;", ">") == (
        "".join(f"<p>{word}</p>" for word in words) if "".join(words).strip() else ""
    )


def test_pictures_in_lists_their_attributes_in_order():
    html = clean_html(f'<p><img src="{OWN}" alt=""><img src="{FOLDER}/320.webp" width="9"></p><p>a</p>')

    assert pictures_in(html) == [{"src": OWN, "alt": ""}, {"src": f"{FOLDER}/320.webp", "width": "9"}]


def test_main_headings_have_anchors_of_their_own():
    html = "<h2>How we <em>work</em></h2><p>…</p><h3>Small</h3><h2>How we work</h2><h2>我们</h2><h2>…</h2>"

    assert headings_in(html) == [
        ("section-how-we-work", "How we work"),
        ("section-how-we-work-2", "How we work"),
        ("section-wo-men", "我们"),
        ("section", "…"),
    ]
    assert with_anchors(html).startswith('<h2 id="section-how-we-work">How we <em>work</em></h2><p>')
    assert with_anchors(html).count("<h2 id=") == 4

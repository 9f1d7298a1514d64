import json

import html5lib
import pytest
from django.template import engines
from django.utils import translation

from publishing.richtext import render
from publishing.templatetags.publishing import listed, rich_text, structured_data, typeset
from tests.factories import make_picture
from tests.publishing.test_richtext import FOLDER, KEPT, OWN

SIZES = "(min-width: 48rem) 42rem, 100vw"


def tree(html):
    """The elements of a fragment; a parse error, as HTML defines it, fails the test."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(html, container="div")


def text_of(html):
    return "".join(tree(html).itertext())


def test_render_offers_every_rendition_up_to_the_one_named():
    html = f'<figure><img src="{FOLDER}/800.jpg" alt="A hall" width="1234" height="9"></figure>'

    picture = tree(render(html)).find("figure/picture")

    srcset = {
        kind: ", ".join(f"{FOLDER}/{width}.{kind} {width}w" for width in (320, 640, 800))
        for kind in ("webp", "jpg")
    }
    assert picture.find("source").attrib == {"type": "image/webp", "srcset": srcset["webp"], "sizes": SIZES}
    assert picture.find("img").attrib == {
        "src": f"{FOLDER}/800.jpg",
        "alt": "A hall",
        "width": "1234",
        "height": "9",
        "srcset": srcset["jpg"],
        "sizes": SIZES,
        "loading": "lazy",
        "decoding": "async",
    }


def test_render_lets_tables_scroll():
    html = "<table><tbody><tr><td>a</td></tr></tbody></table>"

    assert render(html + html) == f'<div class="table-scroll" tabindex="0">{html}</div>' * 2


def test_render_wraps_a_table_inside_a_table():
    inner = "<table><tbody><tr><td>a</td></tr></tbody></table>"

    boxes = tree(render(inner.replace(">a<", f">{inner}<"))).findall(".//div[@class='table-scroll']")

    assert [box[0].tag for box in boxes] == ["table", "table"]


@pytest.mark.parametrize(
    "html", [*KEPT, f'<p><img src="{OWN}" alt="a &quot;b&quot; &gt; &lt;table&gt;"></p>']
)
def test_rendered_html_is_valid_and_keeps_its_text(html):
    assert text_of(render(html)) == text_of(html)


def test_render_cleans_what_reached_the_database_by_another_way():
    assert render("<p onclick='x'>a<script>alert(1)</script></p>") == "<p>a</p>"


@pytest.mark.parametrize("nothing", [None, ""])
def test_filter_shows_nothing_for_no_text(nothing):
    assert rich_text(nothing) == ""


def show(picture, **arguments):
    macro = engines["jinja2"].env.get_template("publishing/picture.html").module.show_picture
    return tree(macro(picture, **arguments).strip()).find("picture")


@pytest.mark.django_db
def test_picture_offers_its_renditions_in_both_formats():
    picture = make_picture(alt_text_en='A "hall" & <more>', size=(800, 500), focus_x=40, focus_y=52)
    folder = f"/media/pictures/{picture.digest[:2]}/{picture.digest}"

    shown = show(picture, sizes="50vw", css="round")

    webp, jpg = (
        ", ".join(f"{folder}/{width}.{kind} {width}w" for width in (320, 640, 800))
        for kind in ("webp", "jpg")
    )
    assert shown.find("source").attrib == {"type": "image/webp", "srcset": webp, "sizes": "50vw"}
    assert shown.find("img").attrib == {
        "class": "fx-40 fy-50 round",
        "src": f"{folder}/800.jpg",
        "srcset": jpg,
        "sizes": "50vw",
        "width": "800",
        "height": "500",
        "alt": 'A "hall" & <more>',
        "loading": "lazy",
        "decoding": "async",
    }


@pytest.mark.django_db
def test_picture_at_the_top_is_fetched_first():
    image = show(make_picture(), priority=True).find("img")

    assert (image.get("fetchpriority"), image.get("loading")) == ("high", None)


@pytest.mark.django_db
def test_decorative_picture_has_an_empty_alternative():
    image = show(make_picture(is_decorative=True)).find("img")

    assert image.get("alt") == ""


def test_structured_data_says_what_it_was_given_and_no_text_ends_it():
    name = "</script><!-- <script> ]]> &amp; \u2028 Вода 水"

    block = structured_data({"@type": "Event", "name": name})

    script = tree(block).find("script")
    assert script.attrib == {"type": "application/ld+json"}
    assert json.loads(script.text) == {"@context": "https://schema.org", "@type": "Event", "name": name}
    assert (block.count("<"), block.count(">"), block.count("&")) == (2, 2, 0)


def test_structured_data_without_facts_is_nothing():
    assert structured_data({}) == ""


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("О воде и энергии", "О~воде и~энергии"),
        ("Что и с кем: «В Алматы» (из Баку)", "Что и~с~кем: «В~Алматы» (из~Баку)"),
        ("Кто-то по-русски из", "Кто-то по-русски из"),
        ("Water a b o c", "Water a b o c"),
        ("Institute’s water", "Institute’s water"),
        ("二〇二六年 水", "二〇二六年 水"),
        ("и", "и"),
        ("", ""),
    ],
)
def test_short_russian_word_stays_with_the_next_one(title, shown):
    assert typeset(title) == shown.replace("~", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("language", "line"), [("en", "forum, visit"), ("ru", "forum, visit"), ("zh-hans", "forum、visit")]
)
def test_listed_separates_as_the_language_does(language, line):
    with translation.override(language):
        assert listed(iter(["forum", "visit"])) == line

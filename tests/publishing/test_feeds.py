from io import StringIO
from xml.etree import ElementTree

from django.utils.xmlutils import SimplerXMLGenerator
from hypothesis import given
from hypothesis import strategies as st

from publishing.feeds.formats import xml_text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_stand_in_xml(text):
    stream = StringIO()
    SimplerXMLGenerator(stream, "utf-8").addQuickElement("title", xml_text(text))

    title = ElementTree.fromstring(stream.getvalue())

    assert len(title.text or "") == len(text)


def test_text_without_forbidden_characters_stays():
    text = "Tab\t, line\n, “quotes”, <b>, &amp;, тест, 中文, 😀"

    assert xml_text(text) == text


def test_forbidden_character_parts_words():
    assert xml_text("a\x0bb\x00c") == "a b c"

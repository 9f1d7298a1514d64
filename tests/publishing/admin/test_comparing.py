"""Which words of two texts differ."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.admin.comparing import GONE, MAX_PAIRS, NEW, SAME, Piece, compare, readable

WORDS = st.lists(st.sampled_from(["water", "вода", "水", "and", ",", " ", "\n", "\t", "x" * 9]), max_size=60)


def sides(pieces):
    before = "".join(piece.text for piece in pieces if piece.kind != NEW)
    after = "".join(piece.text for piece in pieces if piece.kind != GONE)
    return before, after


@given(WORDS.map("".join), WORDS.map("".join))
def test_pieces_make_both_texts(before, after):
    pieces = compare(before, after)

    assert sides(pieces) == (before, after)
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Water", "Water", [(SAME, "Water")]),
        ("", "Water", [(NEW, "Water")]),
        (
            "The water is scarce.",
            "The river is scarce.",
            [(SAME, "The "), (GONE, "water "), (NEW, "river "), (SAME, "is scarce.")],
        ),
        ("中亚的水与能源", "中亚的水和能源", [(SAME, "中亚的水"), (GONE, "与"), (NEW, "和"), (SAME, "能源")]),
        ("Вода и свет", "Вода и тепло", [(SAME, "Вода и "), (GONE, "свет"), (NEW, "тепло")]),
    ],
)
def test_words_that_differ_are_marked(before, after, pieces):
    assert compare(before, after) == [Piece(*piece) for piece in pieces]


def test_passages_too_long_to_compare_are_told_as_a_whole():
    number = int(MAX_PAIRS**0.5) + 1
    before, after = "water " * number, "river " * number

    assert compare(f"Same\n{before}\nEnd", f"Same\n{after}\nEnd") == [
        Piece(SAME, "Same\n"),
        Piece(GONE, f"{before}\n"),
        Piece(NEW, f"{after}\n"),
        Piece(SAME, "End"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<h2>Water</h2><p>One &amp; <strong>two</strong></p>", "Water\nOne & two"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "• one\n• two"),
        ('<p>See <a href="https://example.org/?a=1">this</a>.</p>', "See this [https://example.org/?a=1]."),
        (
            '<figure><img src="/media/pictures/ab.webp" alt="A dam"><figcaption>Nurek</figcaption></figure>',
            "[🖼 A dam]\nNurek",
        ),
        ('<p><img src="/media/pictures/ab.webp"></p>', "[🖼 ab.webp]"),
        ("<table><tbody><tr><th>a</th><td>1</td></tr><tr><td>2</td></tr></tbody></table>", "a\t1\n2"),
    ],
)
def test_rich_text_is_read_as_lines(html, text):
    assert readable(html) == text

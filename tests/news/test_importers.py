from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.importers.dates import parse_date
from news.importers.press_release import CONTACT_HEADINGS, MAX_BYTES, ReleaseError, parse, read, summarise
from publishing.richtext import clean_html
from tests import markup

TEXT = """\
Water ministers’ advisers meet in Almaty

14 March 2024

Advisers from six countries met for two days. They compared their “water accounts” —
line by line.

A second meeting follows.

Contact Us

For questions, write to us.
"""
PARAGRAPHS = (
    "Advisers from six countries met for two days. They compared their “water accounts” — line by line.",
    "A second meeting follows.",
)


def refusal(text):
    with pytest.raises(ReleaseError) as caught:
        parse(text)
    return caught.value.line, caught.value.sentence


# Reading


def test_release_is_understood():
    found = parse(TEXT)

    assert found.title == "Water ministers’ advisers meet in Almaty"
    assert found.date == date(2024, 3, 14)
    assert found.paragraphs == PARAGRAPHS
    assert found.dropped == "the “Contact Us” block (lines 10–12), which every page has"
    assert found.words == 20
    assert found.body == "\n".join(f"<p>{text}</p>" for text in PARAGRAPHS)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_change_nothing(tmp_path, end, mark):
    file = tmp_path / "release.txt"
    file.write_bytes(mark + TEXT.replace("\n", end).encode())

    assert parse(read(file)) == parse(TEXT)


def test_release_without_contact_block_keeps_every_paragraph():
    found = parse(TEXT.partition("Contact Us")[0])

    assert found.paragraphs == PARAGRAPHS
    assert found.dropped == ""


def test_contact_us_inside_a_sentence_is_text():
    found = parse("Title\n2024-03-14\nPlease\ncontact us\nsoon.\n\nContact us again.")

    assert found.paragraphs == ("Please contact us soon.", "Contact us again.")


def test_space_in_a_title_and_soft_line_breaks_are_single_spaces():
    found = parse("Water  and\tenergy\n2024-03-14\nOne\vtwo\u2028three")

    assert found.title == "Water and energy"
    assert found.paragraphs == ("One two three",)


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Trade across 6 borders", "en"),
        ("Институт ЦАРЭС и ADB", "ru"),
        ("中亚区域经济合作学院 (CAREC Institute)", "zh-hans"),
    ],
)
def test_language_is_that_of_the_script(title, language):
    assert parse(f"{title}\n2024-03-14\n{title}").language == language


def test_markup_in_a_release_is_text():
    found = parse("Title\n2024-03-14\n<script>alert(1)</script> & <b>bold</b>")

    assert found.body == "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;</p>"


def test_straight_quotes_of_a_text_stay_as_they_are():
    found = parse('Title\n2024-03-14\nThe minister\'s word: "yes".')

    assert found.body == '<p>The minister\'s word: "yes".</p>'


def test_wrapped_chinese_lines_are_joined_without_a_space():
    found = parse("标题\n2023年7月27日\n　　区域合作\n需要数据。\nGDP 与\n贸易。")

    assert found.paragraphs == ("区域合作需要数据。 GDP 与贸易。",)


visible = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60)
paragraph = (
    visible.map(str.strip)
    .filter(bool)
    .filter(lambda text: text.rstrip(":： ").casefold() not in CONTACT_HEADINGS)
)


@given(st.lists(paragraph, min_size=1, max_size=6), st.sampled_from(["\n\n", "\r\n\r\n", "\n \t\n\n"]))
def test_any_text_comes_out_as_it_went_in(paragraphs, gap):
    text = gap.join(["“Title”", "2024-03-14", *paragraphs, "Contact Us", "Write."])

    found = parse(text)

    page = markup.parse(clean_html(found.body))
    assert found.paragraphs == tuple(paragraphs)
    assert [element.text for element in page.iter("p")] == paragraphs


words = st.lists(st.from_regex(r"[a-zа-я“”—’]{1,12}", fullmatch=True), min_size=1, max_size=12)


@given(words)
def test_wrapped_lines_are_joined_by_one_space(words):
    found = parse("Title\n2024-03-14\n" + "\n".join(words))

    assert found.paragraphs == (" ".join(words),)


# Dates


@pytest.mark.parametrize(
    "text",
    [
        "27 Jul 2023",
        "27 July 2023",
        "July 27, 2023",
        "jul. 27 2023",
        "27th July, 2023",
        "2023-07-27",
        "2023-7-27",
        "27 июля 2023",
        "27 июля 2023 г.",
        "27\u00a0июля 2023 года",
        "2023年7月27日",
        "２０２３ 年 07 月 27 日",
    ],
)
def test_date_is_read(text):
    assert parse_date(text) == date(2023, 7, 27)


MONTHS = (
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
)


@pytest.mark.parametrize("names", MONTHS)
def test_every_month_is_read(names):
    found = [parse_date(f"3 {name} 2024") for name in names.split()]

    assert found == [date(2024, month, 3) for month in range(1, 13)]


def test_short_september_is_read():
    assert parse_date("3 Sept 2024") == parse_date("3 сент. 2024") == date(2024, 9, 3)


@pytest.mark.parametrize("text", ["03/04/2023", "3.4.2023", "27/07/2023", "03-04-2023"])
def test_date_in_numbers_is_refused(text):
    with pytest.raises(ValueError, match=f"the date “{text}” can be read in two ways"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 February 2023", "there is no such day as “31 February 2023”."),
        ("2023-13-01", "there is no such day as “2023-13-01”."),
        ("27 July 3023", "the year of the date “27 July 3023” is expected to lie between 1990 and 2100."),
        (
            "27 Juillet 2023",
            "the date is expected here (such as 27 July 2023), but it reads “27 Juillet 2023”.",
        ),
    ],
)
def test_impossible_date_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError) as caught:
        parse_date(text)

    assert str(caught.value) == sentence


# Refusals


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", None, "the file is empty."),
        (" \n\n\t\n", None, "the file is empty."),
        ("\n14 March 2024\n\nText.", 2, "the title is missing: the file starts with its date."),
        ("\n\nTitle\n", 3, "the date line is missing: nothing follows the title."),
        ("Title\n14 March 2024\n", 2, "no paragraph follows the date."),
        ("Title\n14 March 2024\n\nContact Us\n\nWrite.", 2, "no paragraph follows the date."),
        ("Title\n14 March 2024\n\nA\x07 bell.", 4, "it holds an invisible control character (U+0007)."),
        (
            "T" * 201 + "\n14 March 2024\n\nText.",
            1,
            "the title has 201 characters, 200 are allowed. Is the title line missing?",
        ),
        (
            "Title\n\n03/04/2023\n\nText.",
            3,
            "the date “03/04/2023” can be read in two ways. "
            "Write the month as a word (27 July 2023) or the year first (2023-07-27).",
        ),
        (
            "Title\n2024-03-14\n\nText.\n\nContact us:\n" + "word " * 121,
            6,
            "121 words follow “Contact us:”, too many for a contact block. "
            "Move the block to the end of the file, or delete this line.",
        ),
        (
            "Title\n2024-03-14\n" + "word\n\n" * 50_000,
            None,
            "the text has 599,999 characters, 500,000 are allowed.",
        ),
    ],
)
def test_text_is_refused_with_line_and_sentence(text, line, sentence):
    assert refusal(text) == (line, sentence)


@pytest.mark.parametrize(
    ("data", "line", "sentence"),
    [
        (
            b"Title\n2024-03-14\n\nIt\x92s old.",
            4,
            "byte 21 of the file (0x92) is not UTF-8. Save it as plain text in UTF-8.",
        ),
        (
            b"PK\x03\x04\n\x00\x00",
            2,
            "this is not a text file. Save the press release as plain text in UTF-8.",
        ),
        (TEXT.encode("utf-16"), 1, "this file is in UTF-16. Save it as plain text in UTF-8."),
        (b"a" * (MAX_BYTES + 1), None, "this file is larger than 2 MB, too large for a press release."),
    ],
)
def test_file_is_refused_with_line_and_sentence(tmp_path, data, line, sentence):
    file = tmp_path / "release.txt"
    file.write_bytes(data)

    with pytest.raises(ReleaseError) as caught:
        read(file)

    assert (caught.value.line, caught.value.sentence) == (line, sentence)


def test_folder_and_missing_file_are_refused(tmp_path):
    for path, sentence in [
        (tmp_path, "this is a folder. Name the files in it."),
        (tmp_path / "no.txt", "there is no such file."),
    ]:
        with pytest.raises(ReleaseError) as caught:
            read(path)

        assert caught.value.sentence == sentence


# Summaries


@pytest.mark.parametrize(
    ("text", "limit", "summary"),
    [
        ("Short. Text", 40, "Short. Text"),
        ("One sentence. Another one that is too long to fit.", 20, "One sentence."),
        ("He met Mr. Karim Odil in Osh. Then he left.", 18, "He met Mr. Karim…"),
        ("He met K. Odil in Osh. Then he left.", 16, "He met K. Odil…"),
        ("“Is it so?” “Yes, it is so.” Long afterwards.", 30, "“Is it so?” “Yes, it is so.”"),
        ("It grew by 1.5 percent, which is a lot in a year.", 30, "It grew by 1.5 percent, which…"),
        ("No end — for a very long time", 12, "No end…"),
        ("区域合作需要数据。数据需要合作，也需要时间。", 12, "区域合作需要数据。"),
        ("区域合作需要数据，数据需要合作", 12, "区域合作需要数据，数据…"),
        ("https://example.org/very/long", 12, ""),
    ],
)
def test_summary_ends_where_a_sentence_or_a_word_ends(text, limit, summary):
    assert summarise(text, limit) == summary


@given(st.text(max_size=400), st.integers(5, 300))
def test_summary_is_a_short_beginning_of_the_text(text, limit):
    summary = summarise(text, limit)

    assert len(summary) <= limit
    assert text.startswith(summary.removesuffix("…"))

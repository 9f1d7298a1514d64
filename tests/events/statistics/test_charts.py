from itertools import pairwise
from xml.etree import ElementTree

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from events.statistics.charts import BAR, Chart

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)
NUMBERS = st.integers(0, 5000)
DATA = st.lists(st.tuples(WORDS, st.tuples(NUMBERS, NUMBERS)), max_size=12)


def drawn(chart):
    page = render_to_string("admin/events/chart.html", {"chart": chart})
    return ElementTree.fromstring(f"<div>{page}</div>").find("svg")


def chart(*data, names=("Participants",), **options):
    return Chart("country", "By country", names, data, **options)


def test_longest_bar_fills_the_width_and_others_are_in_proportion():
    picture = drawn(chart(("China", [40]), ("Kazakhstan", [10]), ("Unknown", [0])))

    assert [bar.get("width") for bar in picture.iter("rect")] == ["100.00%", "25.00%"]


def test_picture_says_in_words_what_it_shows():
    picture = drawn(chart(("China", [1200]), ("Unknown", [0]), notes=["100%", "0%"]))

    named = [picture.find(f"*[@id='{name}']").text for name in picture.get("aria-labelledby").split()]
    assert picture.get("role") == "img"
    assert named == ["By country", "Bar chart of Participants. China: 1,200 · 100%; Unknown: 0 · 0%."]


def test_long_label_is_cut_in_the_picture_and_whole_in_words():
    name = "United Kingdom of Great Britain and Northern Ireland"

    picture = drawn(chart((name, [1])))

    label = picture.find("text").text
    assert (len(label), label[-1]) == (38, "…")
    assert name in picture.find("desc").text


def test_chart_of_two_series_has_a_key():
    page = render_to_string(
        "admin/events/chart.html",
        {"chart": chart(("2023", [5, 3]), names=["Attendances", "Different people"])},
    )

    assert page.count("<li") == 2
    assert page.count("<rect") == 2
    assert "chart-key" not in render_to_string("admin/events/chart.html", {"chart": chart(("2023", [5]))})


def test_chart_of_nothing_is_a_picture_still():
    picture = drawn(chart())

    assert picture.get("height") == "1"
    assert picture.findall("rect") == []


@given(DATA)
def test_no_bar_leaves_the_picture_or_covers_another(data):
    picture = drawn(chart(*data, names=["Attendances", "Different people"]))

    bars = list(picture.iter("rect"))
    tops = [int(bar.get("y")) for bar in bars]
    assert len(bars) == sum(number > 0 for _label, numbers in data for number in numbers)
    assert all(0 <= float(bar.get("width").removesuffix("%")) <= 100 for bar in bars)
    assert all(later - earlier >= BAR for earlier, later in pairwise(tops))
    assert all(top + BAR <= int(picture.get("height")) for top in tops)
    assert all(node.get("style") is None for node in picture.iter())

"""What was typed, as the index is asked for it."""

import pytest

from search.finding.questions import Question, asked, asked_loosely, begun, is_of_several_words


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("  water\n accounts ", "water accounts", ""),
        ('"water accounts" -rail', '"water accounts" -rail', ""),
        ("水资源", '"水资 资源"', ""),
        ("二〇年", '"二〇 〇年"', ""),
        ("CAREC学院", 'CAREC "学院"', ""),
        ('"中国 水账" x', '" 中国   水账 " x', ""),
        ("水 -水账", '-"水账"', "水:*"),
        ("水", "", "水:*"),
        ("水 river", "river", "水:*"),
        ("-water", "", ""),
        ('""', "", ""),
        ("“water accounts” «на двоих» „a b“", '"water accounts" "на двоих" "a b"', ""),
        ("water - rail – ship", "water rail ship", ""),
        ("wa\u00adter\u200b \u202ex", "water x", ""),
        ("بلخ\u200cیار", "بلخ\u200cیار", ""),
        ("a\0b", "ab", ""),
        ("", "", ""),
    ],
)
def test_question(text, words, starts):
    question = asked(text)

    assert (question.words, question.starts) == (words, starts)


def test_question_has_an_end():
    assert asked("word " * 50).words == " ".join(["word"] * 12)
    assert len(asked("x" * 1000).text) == 100


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("water -rail", "water"),
        ('"water accounts"', "water or accounts"),
        ("水资源", "水资 or 资源"),
        ("- ! ?", ""),
    ],
)
def test_loose_question(text, words):
    assert asked_loosely(text).words == words


@pytest.mark.parametrize(
    ("text", "words", "starts"),
    [
        ("water acc", "water ", "acc:*"),
        ("acc", "", "acc:*"),
        ("水账", '"水账"', ""),
        ("water ", "", "water:*"),
    ],
)
def test_question_that_is_being_typed(text, words, starts):
    question = begun(text)

    assert (question.words, question.starts) == (words, starts)


def test_name_in_cyrillic_may_be_chinese():
    assert asked("Гу Яньпин") == Question("Гу Яньпин", "Гу Яньпин", "", ("gu yanpin", "gu yanping"))


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("women", False),
        ("women ask", True),
        ("women – ask", True),
        ('women "ask what"', False),
        ("women -ask", False),
    ],
)
def test_words_that_may_be_asked_for_one_by_one(text, several):
    assert is_of_several_words(text) == several

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import Article
from publishing.slugs import MAX_LENGTH, first_free, is_made_from, slug_from
from tests.factories import make_article

SLUGS = {
    "Water and energy": "water-and-energy",
    "CAREC–2030: “New” ideas & more": "carec-2030-new-ideas-more",
    "Ça va — été": "ca-va-ete",
    "Вода и энергия": "voda-i-energiya",
    "Ўзбекистон ғалаба": "uzbekiston-ghalaba",
    "Орталық Азиядағы су": "ortalyq-aziyadaghy-su",
    "Төв Азийн ус": "tov-aziyn-us",
    "წყალი და ენერგია": "tsqali-da-energia",
    "中亚的水": "zhong-ya-de-shui",
    "CAREC在中亚": "carec-zai-zhong-ya",
    "😀 water": "grinning-water",
    "１２３": "123",
    "a\x00b": "ab",
    "": "",
    " \t\n": "",
    "!!! — …": "",
    "a" * 300: "a" * 120,
    "word " * 50: "-".join(["word"] * 24),
    "word " * 23 + "a" * 5: "word-" * 23 + "a" * 5,
    "word " * 23 + "a" * 6: "-".join(["word"] * 23),
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.items(), ids=range(len(SLUGS)))
def test_slug_from_any_script(title, slug):
    assert slug_from(title) == slug


@given(st.text(max_size=200))
def test_slug_is_always_a_valid_one(title):
    slug = slug_from(title)

    assert len(slug) <= MAX_LENGTH
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert slug == slug.strip("-_")


@pytest.mark.django_db
def test_first_free_keeps_within_the_length_for_large_numbers():
    make_article(slug="a" * 120)
    for number in range(2, 12):
        make_article(slug="a" * (120 - len(f"-{number}")) + f"-{number}")

    assert first_free("a" * 120, Article.objects.all()) == "a" * 117 + "-12"


@pytest.mark.parametrize(
    ("slug", "is_made"),
    [
        ("nino-beridze", True),
        ("nino-beridze-12", True),
        ("nino-beridze-x", False),
        ("nino", False),
    ],
)
def test_slug_is_known_to_be_made_from_a_text(slug, is_made):
    assert is_made_from(slug, "Nino Beridze") is is_made
    assert is_made_from("route-5", "Route 5")

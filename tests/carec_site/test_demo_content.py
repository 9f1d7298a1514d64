import re
from collections import Counter

import pytest

from carec_site.demo import content
from carec_site.demo.markup import articles_in, pictures_in, to_html
from carec_site.demo.pictures import PICTURES
from publishing.richtext import clean_html

ARTICLES = content.articles()
PUBLISHED = [
    article
    for article in ARTICLES
    if article.get("state", "published") == "published" and article["days_ago"] > 0
]
TEXTS = [
    (article["slug"], short, article[short])
    for article in ARTICLES
    for short in content.LANGUAGES
    if short in article
]


def html(body):
    return to_html(body, address=lambda slug: f"/news/2026/{slug}/", figure=lambda name: "")


def test_there_is_enough_to_read_over_several_years():
    newest, oldest = PUBLISHED[-1]["days_ago"], PUBLISHED[0]["days_ago"]

    assert len(PUBLISHED) >= 30
    assert newest < 7
    assert oldest > 5 * 365


def test_articles_stand_in_every_state():
    states = Counter(article.get("state", "published") for article in ARTICLES)

    assert states["draft"] >= 3
    assert (states["in_review"], states["archived"]) == (1, 1)
    assert [article["slug"] for article in ARTICLES if article["days_ago"] < 0] == [
        "reservoir-levels-every-ten-days"
    ]
    assert [article["slug"] for article in ARTICLES if article.get("trashed")] == ["test-page-please-ignore"]


def test_some_articles_are_translated():
    translated = Counter(tuple(short for short in ("ru", "zh") if short in article) for article in PUBLISHED)

    assert translated[("ru", "zh")] >= 4
    assert translated[("ru",)] >= 3


@pytest.mark.parametrize(("slug", "short", "texts"), TEXTS)
def test_text_is_whole_and_passes_the_door_unchanged(slug, short, texts):
    body = html(texts["body"] + texts.get("addition", ""))

    assert 0 < len(texts["title"]) <= 200
    assert 0 < len(texts["summary"]) <= 300
    assert clean_html(body) == body
    assert not re.search(r"\*|\[|^#|lorem", body, re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize(("short", "letters"), [("ru", r"[а-яё]"), ("zh", r"[\u4e00-\u9fff]")])
def test_translation_is_in_its_language(short, letters):
    for slug, language, texts in TEXTS:
        if language == short:
            words = re.sub(r"<[^>]+>|\([^)]*\)|\[picture[^]]*]", "", texts["title"] + texts["body"])
            foreign = re.findall(r"[A-Za-z]{3,}", words)

            assert len(re.findall(letters, words)) > 400, slug
            assert foreign == [], slug


def test_no_paragraph_stands_twice():
    blocks = Counter(
        block
        for _slug, _short, texts in TEXTS
        for block in re.split(r"\n\s*\n", texts["body"].strip())
        if not block.startswith(("[picture", "#"))
    )

    assert len(blocks) > 250
    assert [block for block, count in blocks.items() if count > 1] == []


def test_whatever_an_article_names_exists():
    topics = {topic["en"] for topic in content.topics()}
    authors = {author["en"] for author in content.authors()}

    for article in ARTICLES:
        bodies = [article[short]["body"] for short in content.LANGUAGES if short in article]
        shown = [article["picture"]] if "picture" in article else []
        shown += article.get("gallery", []) + [name for body in bodies for name in pictures_in(body)]
        assert set(article["topics"]) <= topics
        assert set(article["authors"]) <= authors
        assert set(shown) <= set(PICTURES)
    assert {topic for article in PUBLISHED for topic in article["topics"]} == topics
    assert {author for article in PUBLISHED for author in article["authors"]} == authors


def test_published_articles_link_only_to_published_ones():
    published = {article["slug"] for article in PUBLISHED}
    links = [
        target
        for article in PUBLISHED
        for short in content.LANGUAGES
        if short in article
        for target in articles_in(article[short]["body"])
    ]

    assert len(links) >= 8
    assert set(links) <= published


def test_every_picture_is_described_in_every_language():
    described = content.pictures()

    assert set(described) == set(PICTURES)
    for name, texts in described.items():
        assert all(20 <= len(texts[f"alt_{short}"]) <= 300 for short in ("en", "ru")), name
        assert 8 <= len(texts["alt_zh"]) <= 300, name


def test_markup_becomes_html():
    text = """
## Heading

A *word*, a **strong** one and [a link](article:other).

- one
- two

1. first
2. second

> Said.

[picture: river-delta]

<table><tr><td>1</td></tr></table>
"""

    found = to_html(text, address=lambda slug: f"/{slug}/", figure=lambda name: f"<figure>{name}</figure>")

    assert found.split("\n") == [
        "<h2>Heading</h2>",
        '<p>A <em>word</em>, a <strong>strong</strong> one and <a href="/other/">a link</a>.</p>',
        "<ul><li>one</li><li>two</li></ul>",
        "<ol><li>first</li><li>second</li></ol>",
        "<blockquote><p>Said.</p></blockquote>",
        "<figure>river-delta</figure>",
        "<table><tr><td>1</td></tr></table>",
    ]

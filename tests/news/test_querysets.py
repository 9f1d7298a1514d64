from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from freshness.reading import tables_read
from news.models import Article, Attachment, Byline, GalleryPicture
from publishing.models import State, Topic
from tests.factories import make_article, make_author, make_document, make_picture

pytestmark = pytest.mark.django_db

# In Shanghai, whose time the site keeps, these are the last second of 2025 and the first of 2026.
LAST_OF_2025 = datetime(2025, 12, 31, 15, 59, 59, tzinfo=UTC)
FIRST_OF_2026 = datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC)


def test_years_are_those_of_the_site_s_time_zone():
    make_article("Old", publish_at=LAST_OF_2025 - timedelta(days=400))
    make_article("Last", publish_at=LAST_OF_2025)
    make_article("First", publish_at=FIRST_OF_2026)
    make_article("Later", publish_at=FIRST_OF_2026 + timedelta(days=30))

    assert Article.objects.years() == [2026, 2025, 2024]


def test_years_follow_the_time_zone_in_force():
    make_article(publish_at=FIRST_OF_2026)

    with timezone.override("UTC"):
        assert Article.objects.years() == [2025]


def test_years_name_no_year_of_hidden_articles():
    make_article("Published", publish_at=FIRST_OF_2026)
    make_article("Draft", state=State.DRAFT, publish_at=datetime(2024, 5, 5, tzinfo=UTC))
    make_article("Trashed", trashed_at=LAST_OF_2025, publish_at=datetime(2023, 5, 5, tzinfo=UTC))
    make_article("Scheduled", publish_at=datetime(2999, 5, 5, tzinfo=UTC))

    assert Article.objects.years() == [2026]


def test_years_are_kept_until_an_article_changes():
    make_article(publish_at=FIRST_OF_2026)

    with tables_read() as tables:
        assert Article.objects.years() == [2026]

    assert tables == {"news_article"}


def test_years_bear_a_mistyped_date():
    for moment in (datetime(1, 1, 3, tzinfo=UTC), FIRST_OF_2026):
        make_article(publish_at=moment)

    assert Article.objects.years() == [2026, 1]


def test_in_year_and_year_and_years_agree():
    articles = [make_article(publish_at=moment) for moment in (LAST_OF_2025, FIRST_OF_2026)]

    found = {year: list(Article.objects.in_year(year)) for year in Article.objects.years()}

    assert found == {2025: articles[:1], 2026: articles[1:]}
    assert [article.year for article in articles] == [2025, 2026]


@pytest.mark.parametrize("year", [-1, 0, 1, 2, 1582, 9998, 9999, 10000, 99999, 10**100])
def test_in_year_without_articles_is_empty(year):
    make_article()

    assert list(Article.objects.in_year(year)) == []


def test_about_holds_each_article_of_the_topic_once():
    article = make_article()
    article.topics.add("Water", "Energy")
    make_article("Other").topics.add("Energy")

    assert list(Article.objects.about(Topic.objects.get(name="Water"))) == [article]


def full_article(number):
    article = make_article(
        f"Article {number}", lead_picture=make_picture(colour=("navy", "olive", "teal")[number])
    )
    article.topics.add("Water", f"Topic {number}")
    Byline.objects.create(article=article, author=make_author(f"Author {number}"))
    GalleryPicture.objects.create(article=article, picture=article.lead_picture)
    Attachment.objects.create(article=article, document=make_document())
    article.sources.create(title="A report")
    return article


def read_card(article):
    return (
        article.title,
        article.summary,
        article.languages,
        article.get_absolute_url(),
        article.lead_picture.alt,
        [topic.name for topic in article.topic_list],
    )


def read_page(article):
    return (
        *read_card(article),
        article.body,
        [author.name for author in article.ordered_authors],
        [picture.alt for picture in article.gallery_pictures],
        [document.title for document in article.documents],
        [source.title for source in article.source_list],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_cards_take_one_query_however_many(count, django_assert_num_queries):
    for number in range(count):
        full_article(number)

    with django_assert_num_queries(1):
        assert len([read_card(article) for article in Article.objects.for_cards()]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_one_query_however_many(count, django_assert_num_queries):
    for number in range(count):
        full_article(number)

    with django_assert_num_queries(1):
        assert len([read_page(article) for article in Article.objects.for_page()]) == count


def test_cards_come_newest_first():
    old = make_article("Old", publish_at=LAST_OF_2025)
    new = make_article("New", publish_at=FIRST_OF_2026)

    assert list(Article.objects.for_cards()) == [new, old]

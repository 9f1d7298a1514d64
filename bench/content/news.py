"""Articles with their pictures, topics and authors, some of them translated."""

from django.contrib.contenttypes.models import ContentType

from bench.content import texts
from bench.content.sizes import Size
from news.models import Article, Author, Byline
from publishing.models import Picture, Topic, TopicItem
from publishing.states import State

PICTURES = 20
TOPICS = 50
ARTICLE_TOPICS = 3
AUTHORS = 20
BETWEEN_BYLINES = 2  # every second article has an author
BETWEEN_TRANSLATIONS = 10
BETWEEN_OUTDATED = 50  # every fifth of these is of an older English text
BATCH_ROWS = 1000


def add_articles(size: Size) -> None:
    Picture.objects.bulk_create(
        Picture(
            pk=number + 1,
            title=f"Picture {number}",
            alt_text_en=f"Picture {number}",
            digest=f"{number:032x}",  # no file: pages name it, and nobody asks for it
            width=1600,
            height=1067,
        )
        for number in range(PICTURES)
    )
    Topic.objects.bulk_create(
        Topic(pk=number + 1, name=f"Topic {number}", slug=f"topic-{number}") for number in range(TOPICS)
    )
    Article.objects.bulk_create((_article(number) for number in range(size.articles)), BATCH_ROWS)
    content_type = ContentType.objects.get_for_model(Article)
    drawn = (
        texts.draw("topics", number).sample(range(TOPICS), ARTICLE_TOPICS) for number in range(size.articles)
    )
    pairs = [(article, topic) for article, topics in enumerate(drawn, 1) for topic in topics]
    TopicItem.objects.bulk_create(
        (
            TopicItem(pk=pk, content_type=content_type, object_id=article, tag_id=topic + 1)
            for pk, (article, topic) in enumerate(pairs, 1)
        ),
        BATCH_ROWS,
    )
    Author.objects.bulk_create(_author(number) for number in range(AUTHORS))
    Byline.objects.bulk_create(
        (
            Byline(pk=number // BETWEEN_BYLINES + 1, article_id=number + 1, author_id=number % AUTHORS + 1)
            for number in range(0, size.articles, BETWEEN_BYLINES)
        ),
        BATCH_ROWS,
    )


def _author(number: int) -> Author:
    name = f"{texts.EVERY_AUTHOR} {texts.name(texts.draw('author', number))}"
    return Author(pk=number + 1, slug=f"author-{number}", name=name)


def _article(number: int) -> Article:
    random = texts.draw("article", number)
    translation = {}
    if number % BETWEEN_TRANSLATIONS == 1:
        translation = {
            "title_ru": texts.title(random, 8),
            "body_ru": texts.article_body(random),
            "english_revision": 2,
            "translated_from": {"ru": 1 if number % BETWEEN_OUTDATED == 1 else 2},
        }
    return Article(
        pk=number + 1,
        slug=f"article-{number}",
        title=texts.title(random, 8),
        summary=texts.title(random, 28),
        body=texts.article_body(random),
        lead_picture_id=number % PICTURES + 1,
        state=State.PUBLISHED,
        publish_at=texts.article_date(number),
        **translation,
    )

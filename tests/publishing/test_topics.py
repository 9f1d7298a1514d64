import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import translation

from news.models import Article
from publishing.admin.topics import TopicsField, unknown_topics
from publishing.admin.widgets import TopicsInput
from publishing.models import Picture, State, Topic, TopicItem
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["Water", "Energy"]), ("ru", ["Вода", "Energy"]), ("zh-hans", ["水", "Energy"])],
)
def test_name_is_in_the_reader_s_language_or_english(language, names):
    topics = [Topic(name="Water", name_ru="Вода", name_zh_hans="水"), Topic(name="Energy")]

    with translation.override(language):
        assert [topic.name for topic in topics] == names


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["Water and energy"], ["water-and-energy"]),
        (["Вода"], ["voda"]),
        (["水"], ["shui"]),
        (["!", "?"], ["topic", "topic-2"]),
        (["Water", "Water!", "Water?"], ["water", "water-2", "water-3"]),
        (["a" * 99 + "b", "a" * 99 + "c", "a" * 99 + "d"], ["a" * 90, "a" * 90 + "-2", "a" * 90 + "-3"]),
        (["水" * 100], ["shui-" * 17 + "shui"]),
    ],
)
def test_slug_is_made_from_the_name_in_any_script(names, slugs):
    topics = [Topic.objects.create(name=name) for name in names]

    assert [topic.slug for topic in topics] == slugs


def test_slug_stays_when_the_topic_is_renamed():
    topic = Topic.objects.create(name="Water")

    topic.name = "Soil"
    topic.save()

    assert topic.slug == "water"


def test_typing_a_topic_in_other_letters_makes_no_second_one():
    first, second = make_article("One"), make_article("Two")

    first.topics.add("Water")
    second.topics.add("water", "WATER")

    assert list(Topic.objects.values_list("name", flat=True)) == ["Water"]
    assert list(Article.objects.about(Topic.objects.get()).order_by("pk")) == [first, second]


def test_names_of_topics_are_english_ones_whatever_language_staff_read():
    water = Topic.objects.create(name_en="Water", name_ru="Вода")
    article = make_article()

    with translation.override("ru"):
        article.topics.add("Water", "Energy")
        article.topics.set(["water", "Trade"])

    assert list(article.topics.order_by("name_en").values_list("name_en", "name_ru")) == [
        ("Trade", None),
        ("Water", "Вода"),
    ]
    assert water in article.topics.all()
    assert list(Topic.objects.values_list("name_en", flat=True)) == ["Energy", "Trade", "Water"]


def test_field_of_topics_holds_english_names_whatever_language_staff_read():
    water = Topic.objects.create(name_en="Water", name_ru="Вода")

    with translation.override("ru"):
        widget = TopicsInput()
        known = widget.get_context("topics", None, {})["widget"]["attrs"]["data-topics"]

        assert (widget.format_value([water]), known) == ("Water", '["Water"]')
        assert TopicsField(required=False).has_changed([water], "water") is False
        assert unknown_topics(["water", "Вода"]) == ["Вода"]


def test_column_without_a_language_stays_english_whatever_language_staff_read():
    topic = Topic.objects.create(name_en="Water", name_ru="Вода")

    with translation.override("ru"):
        topic.name_en, topic.name_ru = "Soil", "Почва"
        topic.save()

    assert list(Topic.objects.rewrite(False).values_list("name", "name_en", "name_ru")) == [
        ("Soil", "Soil", "Почва")
    ]


def test_topics_may_share_a_translated_name():
    Topic.objects.create(name_en="Training", name_ru="Обучение")
    Topic.objects.create(name_en="Education", name_ru="Обучение")

    assert Topic.objects.count() == 2


@pytest.mark.parametrize("name", ["", None])
def test_topic_without_an_english_name_is_refused(name):
    with pytest.raises(IntegrityError, match="publishing_topic_has_name"), transaction.atomic():
        Topic.objects.create(name="", name_en=name, name_ru="Вода", slug="water")


def test_topics_that_differ_only_in_case_are_refused():
    Topic.objects.create(name="Water")

    with pytest.raises(IntegrityError, match="publishing_topic_name_once"), transaction.atomic():
        Topic.objects.create(name="water")


def test_topic_is_on_an_item_once():
    article = make_article()
    article.topics.add("Water")
    item = TopicItem.objects.get()

    article.topics.add("Water")
    with pytest.raises(IntegrityError, match="publishing_topic_once_per_item"), transaction.atomic():
        TopicItem.objects.create(tag=item.tag, content_type=item.content_type, object_id=item.object_id)

    assert TopicItem.objects.count() == 1


def test_used_in_names_each_topic_of_those_items_once(django_assert_num_queries):
    make_article("One").topics.add("Water", "Energy")
    make_article("Two").topics.add("Water")
    make_article("Draft", state=State.DRAFT).topics.add("Water", "Secret")
    Topic.objects.create(name="Unused")
    Topic.objects.used_in(Article.objects.all()).exists()  # the content type is known from here on

    with django_assert_num_queries(1):
        used = [topic.name for topic in Topic.objects.used_in(Article.objects.published())]

    assert used == ["Energy", "Water"]
    assert [topic.name for topic in Topic.objects.used_in(Article.objects.all())] == [
        "Energy",
        "Secret",
        "Water",
    ]


def test_used_in_does_not_mistake_another_model_s_number_for_an_item_s():
    article = make_article()
    topic = Topic.objects.create(name="Of a picture")
    TopicItem.objects.create(
        tag=topic, content_type=ContentType.objects.get_for_model(Picture), object_id=article.pk
    )

    assert list(Topic.objects.used_in(Article.objects.all())) == []
    assert list(Article.objects.about(topic)) == []


def test_used_in_takes_a_queryset_of_cards():
    make_article().topics.add("Water")

    assert Topic.objects.used_in(Article.objects.published().for_cards()).count() == 1


def test_topics_of_an_item_stand_in_the_order_in_which_they_were_entered():
    for title, names in (("One", ["Water", "Energy", "Trade"]), ("Two", ["Trade", "Water"])):
        article = make_article(title)
        for name in names:
            article.topics.add(name)

    def topics(articles):
        return {article.title_en: [topic.name for topic in article.topic_list] for article in articles}

    entered = {"One": ["Water", "Energy", "Trade"], "Two": ["Trade", "Water"]}
    assert topics(Article.objects.with_topics()) == topics(Article.objects.all()) == entered


def test_articles_of_a_topic_are_joined_by_keys_of_one_type():
    articles = Article.objects.about(Topic(pk=1))

    assert "::bigint" not in str(articles.query)  # which no index could be used for

"""Drafts that are published at their minute, whoever asks first after it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from history.contents import content_of
from history.drafts.due import publish_due
from history.drafts.publishing import keep, topics_in
from history.kinds import kinds
from history.models import Draft, DueChange, Version
from news.models import Article
from publishing.models import Picture, Topic
from tests.factories import make_article, make_event, make_page, make_picture, make_staff

THREADS = 4


def keep_due(item, minutes=-1, **own):
    """A draft with these columns changed that is due so many minutes from now."""
    kind, now = kinds()[item._meta.model_name], timezone.now()
    content = content_of(kind, item.pk)
    content["own"] |= own
    editor = get_user_model().objects.filter(username="editor").first() or make_staff("editor")
    due = now + timedelta(minutes=minutes)
    return keep(kind, item.pk, content, topics_in(content), editor, now, due_at=due)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_article, make_event, make_page])
def test_what_is_due_is_published_and_what_is_not_waits(make):
    due, later = make("First"), make("Second")
    keep_due(due, title_en="Changed", title_ru="Иначе")
    keep_due(later, minutes=1, title_en="Changed later")

    assert publish_due() == 1

    item, waiting = (type(each).objects.get(pk=each.pk) for each in (due, later))
    assert (item.title_en, item.title_ru, item.title) == ("Changed", "Иначе", "Changed")
    assert waiting.title_en == "Second"
    assert [draft.object_id for draft in Draft.objects.all()] == [later.pk]


@pytest.mark.django_db
def test_new_topic_is_made_when_it_is_published():
    article = make_article()
    topic = Topic.objects.create(name="Glaciers", name_en="Glaciers")
    article.topics.add("Glaciers")
    draft = keep_due(article, title_en="Ice")
    article.topics.clear()
    topic.delete()
    Draft.objects.filter(pk=draft.pk).update(base=content_of(kinds()["article"], article.pk))

    assert publish_due() == 1

    assert [each.name_en for each in article.topics.all()] == ["Glaciers"]


@pytest.mark.django_db
def test_field_that_changed_on_both_sides_keeps_the_draft_and_says_why():
    article, other = make_article(), make_article("Another")
    keep_due(article, title_en="Draft")
    keep_due(other, title_en="Published")
    Article.objects.filter(pk=article.pk).update(title_en="Live")

    assert publish_due() == 1

    draft = Draft.objects.get()
    assert "changed meanwhile where the draft changes it too" in draft.failure
    assert not DueChange.objects.exists()
    assert Article.objects.get(pk=article.pk).title_en == "Live"
    assert Article.objects.get(pk=other.pk).title_en == "Published"
    assert publish_due() == 0


@pytest.mark.django_db
def test_address_that_was_taken_meanwhile_keeps_the_draft_and_says_why():
    article = make_article()
    keep_due(article, slug="taken")
    make_article("Another", slug="taken")

    assert publish_due() == 0

    assert Draft.objects.get().failure.startswith("Another item already has this address")
    assert Article.objects.get(pk=article.pk).slug == article.slug


@pytest.mark.django_db
def test_picture_that_was_deleted_meanwhile_does_not_hinder_it():
    article, picture = make_article(), make_picture()
    keep_due(article, title_en="Changed", lead_picture_id=picture.pk)
    Picture.objects.get(pk=picture.pk).delete()

    assert publish_due() == 1

    after = Article.objects.get(pk=article.pk)
    assert (after.title_en, after.lead_picture) == ("Changed", None)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_who_ask_at_once_publish_it_once_in_the_name_of_its_writer():
    article = make_article()
    keep_due(article, title_en="Changed")
    made, barrier = [], Barrier(THREADS)

    def ask():
        barrier.wait()
        try:
            made.append(publish_due())
        finally:
            connection.close()

    threads = [Thread(target=ask) for _number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(made) == [0, 0, 0, 1]
    versions = Version.objects.of(article)
    assert [version.maker_name for version in versions] == ["editor", ""]
    assert versions[0].content["own"]["title_en"] == "Changed"

"""The pages on which staff see what was, compare it, and bring it back."""

from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.models import Participation
from history.models import Version
from news.models import Article
from publishing.models import State
from tests.factories import make_article, make_event, make_participation, make_person, make_session
from tests.markup import tree_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


def history(item):
    meta = item._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[item.pk])


def compare(item, old, new="now"):
    meta = item._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_compare", args=[item.pk])
    return f"{address}?old={getattr(old, 'pk', old)}&new={getattr(new, 'pk', new)}"


def texts(response, element, *classes):
    return [
        " ".join(node.text_content().split())
        for node in tree_of(response).iter(element)
        if set(classes) <= set((node.get("class") or "").split())
    ]


@pytest.fixture
def changed(commit):
    """An article whose title, text and topics were changed once."""
    article = make_article("Water in the region", body_en="<p>The water is scarce.</p>")
    commit()
    article.title_en, article.body_en = "Rivers in the region", "<p>The river is scarce.</p>"
    article.save()
    article.topics.add("Water")
    commit()
    return article


def test_history_tells_what_each_version_changed(client, editor, changed):
    response = client.get(history(changed))

    assert texts(response, "p", "quiet") == ["Title (English) · Text (English) · Topics", "The first version"]


def test_history_links_from_the_form(client, editor, changed):
    form = reverse("admin:news_article_change", args=[changed.pk])

    assert history(changed) in [node.get("href") for node in tree_of(client.get(form)).iter("a")]


def test_history_of_an_item_without_versions_says_so(client, editor):
    response = client.get(history(make_article()))

    assert "There is no version yet." in response.content.decode()


def test_history_costs_the_same_for_any_number_of_versions(client, editor, changed, commit):
    client.get(history(changed))
    few = queries_of(client, history(changed))
    for number in range(60):
        Article.objects.filter(pk=changed.pk).update(title_en=f"Title {number}")
        commit()

    assert Version.objects.of(changed).count() == 62
    assert queries_of(client, history(changed)) == few
    assert len(texts(client.get(history(changed)), "li", "version")) == 25
    assert len(texts(client.get(f"{history(changed)}?page=3"), "li", "version")) == 12


def test_words_that_differ_are_marked_field_by_field(client, editor, changed):
    new, old = Version.objects.of(changed)

    response = client.get(compare(changed, old, new))

    assert texts(response, "dt") == ["Title (English)", "Text (English)", "Topics"]
    assert texts(response, "del") == ["Water", "water"]
    assert texts(response, "ins") == ["Rivers", "river", "Water"]


def test_versions_are_compared_in_their_order(client, editor, changed):
    new, old = Version.objects.of(changed)

    assert texts(client.get(compare(changed, new, old)), "del") == ["Water", "water"]


def test_restore_makes_the_version_the_present_one(client, editor, changed, commit):
    old = Version.objects.of(changed).last()

    response = client.post(compare(changed, old), follow=True)
    commit()

    article = Article.objects.get(pk=changed.pk)
    assert (article.title_en, article.body_en) == ("Water in the region", "<p>The water is scarce.</p>")
    assert article.topics.count() == 0
    assert response.redirect_chain[-1][0] == reverse("admin:news_article_change", args=[article.pk])
    assert texts(response, "li", "success")[0].endswith("is the present one again.")
    assert LogEntry.objects.get().user == editor
    assert Version.objects.of(article).count() == 3


def test_restore_of_what_is_the_same_changes_nothing(client, editor, changed):
    version = Version.objects.of(changed).first()
    before = Article.objects.get(pk=changed.pk).version

    response = client.post(compare(changed, version), follow=True)

    assert texts(response, "li", "info") == ["Nothing has changed since this version."]
    assert Article.objects.get(pk=changed.pk).version == before
    assert not LogEntry.objects.exists()


def test_version_is_named(client, editor, changed):
    old = Version.objects.of(changed).last()

    response = client.post(compare(changed, old), {"name": " As sent to the ministry "}, follow=True)

    assert Version.objects.get(pk=old.pk).name == "As sent to the ministry"
    assert texts(response, "b", "version-name") == ["As sent to the ministry"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"state": State.PUBLISHED}, HTTPStatus.FORBIDDEN), ({"state": State.DRAFT}, HTTPStatus.FOUND)],
    ids=["published", "draft"],
)
def test_author_restores_drafts_only(client, author, changed, commit, changes, status):
    Article.objects.filter(pk=changed.pk).update(**changes)
    commit()
    old = Version.objects.of(changed).last()

    assert client.get(compare(changed, old)).status_code == HTTPStatus.OK
    assert client.post(compare(changed, old)).status_code == status


def test_item_in_the_trash_is_not_restored_from_its_history(client, editor, changed, commit):
    changed.move_to_trash()
    commit()

    response = client.post(compare(changed, Version.objects.of(changed).last()))

    assert response.status_code == HTTPStatus.FORBIDDEN


def test_who_may_not_see_people_does_not_see_their_history(client, author, commit):
    person = make_person()
    commit()

    assert client.get(history(person)).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("old", ["", "x", "0", "9" * 30, "now", "-1"])
def test_version_that_does_not_exist_is_not_found(client, editor, changed, old):
    assert client.get(compare(changed, old)).status_code == HTTPStatus.NOT_FOUND


def test_version_of_another_item_is_not_found(client, editor, changed, commit):
    other = make_article("Another")
    commit()
    foreign = Version.objects.of(other).get()

    assert client.get(compare(changed, foreign)).status_code == HTTPStatus.NOT_FOUND
    assert client.post(compare(changed, foreign)).status_code == HTTPStatus.NOT_FOUND
    own = Version.objects.of(changed).first()
    assert client.get(compare(changed, own, foreign)).status_code == HTTPStatus.NOT_FOUND


def test_event_tells_of_its_people_and_brings_them_back(client, editor, commit):
    event = make_event()
    participation = make_participation(event, make_person("Aigul Saparova"), roles=["speaker"])
    commit()
    key = participation.pk
    participation.delete()
    commit()

    response = client.get(f"{history(event)}?with")
    assert texts(response, "p", "quiet") == ["Removed", "The first version"]
    assert texts(response, "strong", "version-of") == ["Aigul Saparova"] * 2
    client.post(compare(event, Version.objects.told_by(event).last()))

    assert Participation.objects.get(pk=key).roles.count() == 1


def test_row_that_changed_in_place_is_compared_word_by_word(client, editor, commit):
    event = make_event()
    session = make_session(event, "Opening remarks")
    commit()
    session.title_en = "Opening address"
    session.save()
    commit()

    response = client.get(compare(event, Version.objects.of(event).last()))

    assert texts(response, "dt") == ["Sessions"]
    assert (texts(response, "del"), texts(response, "ins")) == (["remarks"], ["address"])

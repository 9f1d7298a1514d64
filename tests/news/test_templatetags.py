from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from carec_site.staff.roles import set_up_roles
from events.models import EventOrganisation
from news.templatetags.news import (
    news_about_country,
    news_about_event,
    news_about_organisation,
    news_about_person,
)
from publishing.models import State
from tests.factories import (
    country,
    make_article,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_user,
)
from tests.markup import compact

pytestmark = pytest.mark.django_db


def titles(shown):
    return [article.title for article in shown]


def article_about(*events, title="News", **changes):
    article = make_article(title, **changes)
    article.events.set(events)
    return article


def test_news_about_an_event_are_its_published_articles():
    event = make_event()
    article_about(event, title="About it")
    article_about(event, title="Draft", state=State.DRAFT)
    article_about(make_event(), title="About another")

    assert titles(news_about_event(event)) == ["About it"]


def test_news_about_a_person_are_about_events_that_list_the_person():
    person, listed, unlisted, draft = make_person(), make_event(), make_event(), make_event(state=State.DRAFT)
    make_participation(listed, person)
    make_participation(draft, person)
    make_participation(unlisted, person, consent="no")
    for event, title in ((listed, "Listed"), (unlisted, "Unlisted"), (draft, "Of a draft")):
        article_about(event, title=title)

    assert titles(news_about_person(person)) == ["Listed"]


def test_news_about_an_organisation_are_about_its_events_and_those_of_its_people():
    office, hosted, visited, unlisted = make_organisation(), make_event(), make_event(), make_event()
    EventOrganisation.objects.create(event=hosted, organisation=office)
    make_participation(visited, organisation=office)
    make_participation(unlisted, make_person("Bekzod Rahimov"), organisation=office, consent="no")
    for event, title in ((visited, "Visited"), (hosted, "Hosted"), (unlisted, "Unlisted")):
        article_about(event, title=title)

    assert set(titles(news_about_organisation(office))) == {"Visited", "Hosted"}


def test_news_about_a_country_are_about_events_held_there_or_with_people_from_there():
    held, visited = make_event(country=country("KZ")), make_event()
    make_participation(visited, country=country("KZ"))
    for event, title in ((held, "Held"), (visited, "Visited"), (make_event(), "Elsewhere")):
        article_about(event, title=title)

    assert set(titles(news_about_country(country("KZ")))) == {"Held", "Visited"}


def test_article_about_several_events_stands_once_and_the_newest_six_are_shown():
    first, second, now = make_event(country=country("KZ")), make_event(country=country("KZ")), timezone.now()
    for age in range(8):
        article_about(first, second, title=f"Article {age}", publish_at=now - timedelta(days=age + 1))

    assert titles(news_about_country(country("KZ"))) == [f"Article {age}" for age in range(6)]


def test_event_without_news_has_no_heading_for_them(client):
    event, reported = make_event(), make_event()
    article_about(reported)

    pages = [client.get(each.get_absolute_url()).content.decode() for each in (event, reported)]

    assert ["In the news" in page for page in pages] == [False, True]


def test_article_page_leads_to_its_published_events(client):
    article = article_about(
        make_event("Shown forum"),
        make_event("Hidden forum", state=State.DRAFT),
        make_event("Future forum", publish_at=timezone.now() + timedelta(days=1)),
    )

    page = compact(client.get(article.get_absolute_url()))

    assert '<a href="/events/shown-forum/">Shown forum</a>' in page
    assert "Events in this article" in page
    assert ("Hidden forum" in page, "Future forum" in page) == (False, False)


def test_article_without_events_has_no_heading_for_them(client):
    page = client.get(make_article().get_absolute_url()).content.decode()

    assert "Events in this article" not in page


def test_editor_chooses_events_of_an_article_by_typing(client):
    set_up_roles()
    event, article = make_event("Symposium"), make_article()
    editor = make_user(is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    form = client.get(f"/admin/news/article/{article.pk}/change/").content.decode()
    suggested = client.get(
        "/admin/autocomplete/",
        {"app_label": "news", "model_name": "article", "field_name": "events", "term": "sympo"},
    )

    assert 'name="events"' in form
    assert [each["id"] for each in suggested.json()["results"]] == [str(event.pk)]


def test_news_about_a_draft_event_are_not_told_of_its_organisation_and_country():
    draft, office = make_event(country=country("KZ"), state=State.DRAFT), make_organisation()
    EventOrganisation.objects.create(event=draft, organisation=office)
    article_about(draft, title="Early news")

    assert titles(news_about_event(draft)) == []
    assert titles(news_about_organisation(office)) == []
    assert titles(news_about_country(country("KZ"))) == []

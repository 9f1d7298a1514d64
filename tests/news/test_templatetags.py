from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from carec_site.staff.roles import set_up_roles
from news.templatetags.news import (
    articles_by,
    author_of,
    news_about_country,
    news_about_event,
    news_about_organisation,
    news_about_person,
)
from publishing.models import State
from tests.factories import (
    country,
    make_article,
    make_author,
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


def test_news_about_somebody_or_something_are_the_published_articles_that_name_it():
    person, office, place = make_person(), make_organisation(), country("KZ")
    event = make_event(country=place)
    make_participation(event, person, organisation=office)
    article_about(event, title="About an event where they were")
    for title, state in (("Naming them", State.PUBLISHED), ("Draft", State.DRAFT)):
        article = make_article(title, state=state)
        article.people.add(person)
        article.organisations.add(office)
        article.countries.add(place)

    shown = (news_about_person(person), news_about_organisation(office), news_about_country(place))

    assert [titles(each) for each in shown] == [["Naming them"]] * 3


def test_newest_six_are_shown():
    now = timezone.now()
    for age in range(8):
        article = make_article(f"Article {age}", publish_at=now - timedelta(days=age + 1))
        article.countries.add(country("KZ"))

    assert titles(news_about_country(country("KZ"))) == [f"Article {age}" for age in range(6)]


def test_author_of_a_person_and_what_they_wrote():
    person, other = make_person(), make_person("Bekzod Rahimov")
    author, silent = make_author(person=person), make_author("Bekzod Rahimov", person=other)
    for title, state in (("Published", State.PUBLISHED), ("Draft", State.DRAFT)):
        make_article(title, state=state).bylines.create(author=author)
    make_article("Unfinished", state=State.DRAFT).bylines.create(author=silent)

    assert (author_of(person), author_of(other)) == (author, None)
    assert (titles(articles_by(person)), articles_by(other)) == (["Published"], [])


def test_event_without_news_has_no_heading_for_them(client):
    event, reported = make_event(), make_event()
    article_about(reported)

    pages = [client.get(each.get_absolute_url()).content.decode() for each in (event, reported)]

    assert ["News about this event" in page for page in pages] == [False, True]


def test_article_page_leads_to_its_published_events(client):
    article = article_about(
        make_event("Shown forum"),
        make_event("Hidden forum", state=State.DRAFT),
        make_event("Future forum", publish_at=timezone.now() + timedelta(days=1)),
    )

    page = compact(client.get(article.get_absolute_url()))

    assert '<a href="/events/shown-forum/">Shown forum</a>' in page
    assert "In this article" in page
    assert ("Hidden forum" in page, "Future forum" in page) == (False, False)


def test_article_without_events_has_no_heading_for_them(client):
    page = client.get(make_article().get_absolute_url()).content.decode()

    assert "In this article" not in page


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


def test_news_about_a_draft_event_are_not_told():
    draft = make_event(state=State.DRAFT)
    article_about(draft, title="Early news")

    assert titles(news_about_event(draft)) == []

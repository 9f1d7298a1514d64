"""Editors compose the home page, and are told what visitors do not see of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from contacts.states import Permission
from home.models import HomePage
from publishing.models import State, Topic
from tests import forms
from tests.contacts.test_quotes import make_quote
from tests.events.officers import make_member
from tests.factories import make_article, make_event
from tests.forms import change
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    member = make_member("Editors", "editor")
    client.force_login(member)
    return member


def make_topic(name, *articles):
    for article in articles:
        article.topics.add(name)
    return Topic.objects.get_or_create(name_en=name, defaults={"slug": name.lower()})[0]


def test_editor_composes_the_home_page(client, editor):
    article, event, quote = make_article(), make_event(), make_quote()
    topic = make_topic("Water", article)
    form = client.get(reverse("admin:home_homepage_changelist")).headers["Location"]

    typed = {"headline_ru": "Знания для соседей", "lead_article": article.pk, "event": event.pk}
    answer = forms.send(client, form, **typed, second_topic=topic.pk, quote=quote.pk)

    page = HomePage.objects.get()
    assert (page.headline_ru, page.lead_article, page.event) == ("Знания для соседей", article, event)
    assert (page.first_topic, page.second_topic, page.quote) == (None, topic, quote)
    assert answer.redirect_chain[-1][0] == change(page)
    links = tree_of(answer).xpath("//ul[@class='object-tools']//a[@href='/']")
    assert [link.text for link in links] == ["View on site"]


def test_others_do_not_compose_the_home_page(client):
    for group in ("Authors", "Event officers", "Inquiry officers"):
        client.force_login(make_member(group, group.split()[0]))
        assert client.get(change(HomePage.objects.get())).status_code == 403


def test_choices_that_visitors_do_not_see_are_told(client, editor):
    draft, tomorrow = make_article(state=State.DRAFT), timezone.now() + timedelta(days=1)
    values = {
        "lead_article": draft,
        "event": make_event(publish_at=tomorrow),
        "first_topic": make_topic("Water", draft),
        "second_topic": make_topic("Trade", make_article("Shown")),
        "quote": make_quote(Permission.REFUSED),
    }
    HomePage.objects.update(**values)
    hidden = forms.messages(client.get(change(HomePage.objects.get())))
    HomePage.objects.update(lead_article=None, event=make_event(), first_topic=None, quote=None)

    assert hidden == [
        "Visitors can’t see the lead story (Draft). They see the newest article instead.",
        "Visitors can’t see the first event (Scheduled). They see the next events instead.",
        "No published article has the topic “Water”, so it is left out.",
        "The quote is not shown (permission: Refused). Visitors see the newest one placed on the home page, "
        "if any.",
    ]
    assert forms.messages(client.get(change(HomePage.objects.get()))) == [
        "The first event is over. Visitors see the next events instead."
    ]


def test_only_quotes_with_a_yes_are_offered_and_the_chosen_one(client, editor):
    given, refused, _asked = (make_quote(each) for each in ("given", "refused", "asked"))
    HomePage.objects.update(quote=refused)

    options = tree_of(client.get(change(HomePage.objects.get()))).xpath(
        "//select[@name='quote']/option/@value"
    )

    assert options == ["", str(refused.pk), str(given.pk)]


def test_nothing_is_deleted_from_beside_a_choice(client, editor):
    HomePage.objects.update(lead_article=make_article())

    links = tree_of(client.get(change(HomePage.objects.get()))).xpath("//a[@data-popup]/@class")

    assert {name.split()[-1] for name in links} == {"change-related"}


def test_topic_chosen_twice_is_refused_and_nothing_typed_is_lost(client, editor):
    topic = make_topic("Water")
    typed = {"headline_en": "A new line", "first_topic": topic.pk, "third_topic": topic.pk}

    answer = forms.send(client, change(HomePage.objects.get()), **typed)

    assert "The same topic is chosen twice." in answer.content.decode()
    assert forms.fields(answer)["headline_en"] == "A new line"


def test_database_keeps_one_home_page():
    with pytest.raises(IntegrityError, match="home_homepage_is_one"):
        HomePage.objects.create(pk=2)


def test_database_keeps_topics_different():
    topic = make_topic("Water")

    with pytest.raises(IntegrityError, match="home_homepage_topics_differ"):
        HomePage.objects.update(second_topic=topic, third_topic=topic)


def test_home_page_outlives_what_was_chosen():
    article, topic = make_article(), make_topic("Water")
    HomePage.objects.update(lead_article=article, first_topic=topic)

    article.delete()
    topic.delete()

    page = HomePage.objects.get()
    assert (page.lead_article, page.first_topic) == (None, None)

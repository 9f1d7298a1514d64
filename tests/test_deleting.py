"""Whoever deletes something is told what is in the way, or what goes along."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from contacts.models import Route, Topic
from events.models import Event
from news.models import Byline
from publishing.models import Topic as ItemTopic
from tests import forms
from tests.events.officers import make_member
from tests.factories import (
    country,
    make_article,
    make_author,
    make_event,
    make_participation,
    make_person,
    make_picture,
    make_staff,
    make_user,
)
from tests.markup import tree_of
from tests.staff_records import one_of_each

pytestmark = pytest.mark.django_db

# What nobody deletes: who looked at personal data, what was merged, what was sent, the only institute;
# inquiries are erased.
NEVER = {"audit.Entry", "events.Merge", "events.Split", "contacts.Mail", "contacts.Look", "contacts.Inquiry"}
NEVER |= {"pages.Institute", "home.HomePage"}
# What is in use in a world that has one of each.
KEPT = {
    "publishing.Document",
    "publishing.Picture",
    "events.Organisation",
    "events.Person",
    "events.Country",
    "events.EventKind",
    "news.Author",
}


def address_of(record, page):
    keys = [] if page == "changelist" else [record.pk]
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=keys)


def tick(client, *records, **sent):
    """Delete what is ticked in a list; of what has a trash, in the list of that."""
    query = "?trash=yes" if hasattr(records[0], "trashed_at") else ""
    sent |= {"action": "delete_selected", "_selected_action": [record.pk for record in records]}
    return client.post(address_of(records[0], "changelist") + query, sent, follow=True)


def said(response) -> str:
    """What a page says of deleting, by a part of its sentence."""
    page = response.content.decode()
    sentences = {
        "asked": "This is what will be deleted, and what will remain:",
        "kept": "can’t be deleted while it is in use",
        "all kept": "Nothing was deleted, because these items are in use.",
        "no right": "your account also needs permission",
    }
    return next((word for word, sentence in sentences.items() if sentence in page), page)


def listed(response) -> list[str]:
    [objects] = [node for node in tree_of(response).iter("ul") if node.get("id") == "deleted-objects"]
    lines = []
    for item in objects.iter("li"):
        own = [
            item.text,
            *(part for node in item if node.tag != "ul" for part in [*node.itertext(), node.tail]),
        ]
        lines.append(" ".join("".join(filter(None, own)).split()))
    return lines


def test_who_may_everything_is_never_told_that_a_right_is_missing(client):
    client.force_login(make_staff("administrator", email="administrator@example.org"))
    records = {model._meta.label: record for model, record in one_of_each().items()}
    # It goes with its event, and has no list of its own.
    del records["events.Participation"]
    records = {label: record for label, record in records.items() if label not in NEVER}
    for record in records.values():
        if hasattr(record, "trashed_at"):
            record.move_to_trash()

    alone = {
        label: said(client.get(address_of(record, "delete"), follow=True))
        for label, record in records.items()
    }
    ticked = {label: said(tick(client, record)) for label, record in records.items()}

    assert alone == {label: "kept" if label in KEPT else "asked" for label in records}
    assert ticked == {label: "all kept" if label in KEPT else "asked" for label in records}


def test_event_goes_for_good_with_all_that_belongs_to_it(client):
    client.force_login(make_member("Event officers"))
    event = make_event(trashed_at=timezone.now())
    next_one = make_event("Second symposium", previous_edition=event)
    make_participation(event)
    make_article("On trade").events.add(event)
    event.topics.add("Trade")

    asked = client.get(address_of(event, "delete"))
    answer = client.post(address_of(event, "delete"), {"post": "yes"}, follow=True)

    assert listed(asked) == [
        "Event: Symposium on trade (in the trash)",
        "Participants: 1 (Aigul Saparova)",
        "Not deleted, only linked from it: people.",
        "Not deleted, but no longer linked to it: Articles: 1 (On trade); Events: 1 (Second "
        "symposium); Topics: 1 (Trade).",
    ]
    assert forms.messages(answer) == ["The event “Symposium on trade” was deleted successfully."]
    assert list(Event.objects.all()) == [next_one]


def test_authors_stay_when_their_article_goes_for_good(client):
    client.force_login(make_staff())
    article = make_article("Leading", trashed_at=timezone.now())
    Byline.objects.create(article=article, author=make_author())

    assert listed(client.get(address_of(article, "delete"))) == [
        "Article: Leading (in the trash)",
        "Not deleted, but no longer linked to it: Authors: 1 (Aziza Rahimova).",
    ]


def test_events_of_the_trash_go_for_good_together(client):
    client.force_login(make_member("Event officers"))
    events = [make_event(f"Symposium {number}", trashed_at=timezone.now()) for number in (1, 2)]
    for event in events:
        make_participation(event, make_person(f"Guest {event.pk}"))

    tick(client, *events, post="yes")

    assert not Event.objects.exists()


def test_asking_to_delete_an_event_costs_the_same_however_many_were_there(
    client, django_assert_max_num_queries
):
    client.force_login(make_staff())
    event = make_event(trashed_at=timezone.now())
    for number in range(40):
        make_participation(event, make_person(f"Guest Number{number}"))

    with django_assert_max_num_queries(50):
        asked = client.get(address_of(event, "delete"))

    assert listed(asked)[1].startswith("Participants: 40 (Guest Number0, Guest Number1, ")
    assert listed(asked)[1].endswith(", Guest Number9 …)")


def test_ticked_records_in_use_are_named_with_their_uses(client):
    client.force_login(make_staff())
    picture, unused = make_picture(), make_picture("A door", colour="red")
    make_article("Leading", lead_picture=picture)
    make_event(lead_picture=picture, trashed_at=timezone.now())

    answer = tick(client, picture, unused, post="yes")

    assert listed(answer) == [
        "Picture: A hall",
        "Event: Symposium on trade (in the trash)",
        "Article: Leading",
    ]


def test_articles_of_an_author_are_named_with_links(client):
    client.force_login(make_staff())
    author = make_author()
    articles = [make_article(f"Part {number}") for number in range(12)]
    for article in articles:
        Byline.objects.create(article=article, author=author)

    answer = client.post(address_of(author, "delete"), {"post": "yes"}, follow=True)

    named = ", ".join(f"Article: Part {number}" for number in range(11, 1, -1))
    sentence = "“Aziza Rahimova” can’t be deleted while it is in use. Remove it from these first:"
    assert forms.messages(answer) == [f"{sentence} {named}, and 2 more"]
    assert f'<a href="{forms.change(articles[11])}">Article: Part 11</a>' in answer.content.decode()


def test_ticked_countries_in_use_are_named_with_their_uses(client):
    client.force_login(make_staff())
    event = make_event(country=country("CN"))

    answer = tick(client, country("CN"), country("KZ"), post="yes")

    assert listed(answer) == ["Country: People’s Republic of China", "Events: 1 (Symposium on trade)"]
    assert f'<a href="{forms.change(event)}">Symposium on trade</a>' in answer.content.decode()


def test_topic_that_is_deleted_leaves_its_items(client):
    client.force_login(make_staff())
    make_article("Leading").topics.add("Trade")

    assert listed(client.get(address_of(ItemTopic.objects.get(), "delete"))) == [
        "Topic: Trade",
        "Not deleted, but no longer linked to it: Articles: 1 (Leading).",
    ]


def test_right_that_is_missing_is_named(client):
    helper = make_user("helper", is_staff=True)
    helper.user_permissions.add(
        Permission.objects.get(codename="delete_topic", content_type__app_label="contacts")
    )
    client.force_login(helper)
    topic = Topic.objects.create(name_en="Courses")
    Route.objects.create(topic=topic, group=Group.objects.create(name="Trainers"))

    alone = client.get(address_of(topic, "delete"))
    helper.user_permissions.add(
        Permission.objects.get(codename="view_topic", content_type__app_label="contacts")
    )
    ticked = tick(client, topic)

    assert (said(alone), listed(alone)) == ("no right", ["route"])
    assert (said(ticked), listed(ticked)) == ("no right", ["route"])

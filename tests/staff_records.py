"""One record of each kind that the administration shows, with rows in every part of its form."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.timezone import localdate, now

from audit.models import Entry
from contacts.mail import queue
from contacts.models import Look, Mail, Quote, Route, SavedAnswer
from contacts.models import Topic as InquiryTopic
from events.records.merging import merge
from events.records.splitting import Share, split
from home.models import HomePage
from pages.models import Institute
from publishing.models import Document, Topic
from search.models import Miss
from subscriptions.models import Subscription
from tests.factories import make_inquiry, make_person, make_user
from tests.full_site import make_full_article, make_full_event, make_full_page, make_quotes


def split_in_two():
    wang = make_person("Wei Wang", emails=["wei@example.org", "wang@example.org"])
    name = {"honorific": "", "given_name": "Wei", "family_name": "Wang"}
    name |= {"family_name_first": True, "native_name": "王伟"}
    return split(wang, Share(name, emails={"wang@example.org"}))


def one_of_each() -> dict:
    """By model; people, organisations and places are those of a published event, so visitors see them."""
    event = make_full_event("Staff", 2, previous_edition=make_full_event("Earlier", 4))
    article = make_full_article("Staff", 1)
    article.events.set([event])
    participation = event.participations.listed().get()
    group, user = Group.objects.create(name="A team"), make_user("colleague", email="colleague@example.org")
    user.groups.add(group)
    make_quotes()
    records = [
        group,
        user,
        Document.objects.first(),
        event.previous_edition.lead_picture,
        Topic.objects.first(),
        event,
        merge(make_person("Ann Lee"), make_person("Ann Lea")),
        split_in_two(),
        participation.organisation,
        participation,
        participation.person,
        event.country,
        event.kind,
        event.series,
        article,
        article.authors.get(),
        make_full_page("Staff", 3),
        Institute.objects.get(),
        HomePage.objects.get(),
        make_inquiry(about=event, about_words=str(event)),
        Mail.objects.get(pk=queue.put(to=["a@example.org"], subject="Words", body="More words").pk),
        Look.objects.create(reference="CAREC-1", user=user, what="read"),
        Quote.objects.first(),
        InquiryTopic.objects.create(name_en="Courses"),
        Route.objects.create(kind="question", user=user),
        Miss.objects.create(day=localdate(), text="unicorns", language="en"),
        Subscription.objects.create(email="reader@example.org", language="en", asked_at=now()),
        Entry.objects.create(at=now(), actor_name="Ann Lee", action="signed_in", transaction=1),
        SavedAnswer.objects.create(title="Thanks", text_en="Dear {name}, thank you."),
    ]
    found = {type(record): record for record in records}
    assert set(found) == set(admin.site._registry)
    return found

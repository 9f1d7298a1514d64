from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.utils import timezone

from carec_site.demo import content
from carec_site.demo.accounts import create_accounts
from carec_site.demo.desk import DeskSeeding
from carec_site.demo.events import EventSeeding
from carec_site.demo.seeding import Seeding
from contacts.inquiries.answering import fill_in
from contacts.inquiries.intake import receive
from contacts.mail import queue
from contacts.models import Inquiry, Mail, Message, Quote, Route, SavedAnswer, Topic
from contacts.states import Kind, SpamReason, State

SMALL = 64
EVENT = "energy-dialogue-two"

pytestmark = pytest.mark.django_db


def rows():
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def seed(events=frozenset({EVENT})):
    """The desk, and of all the rest some events."""
    seeding = Seeding(slugs=set(), width=SMALL)
    seeding.run()
    EventSeeding(seeding, slugs=events).run()
    DeskSeeding(seeding).run()
    return seeding


class TestDesk:
    """One desk for all of these, with the accounts of the demo."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def desk(cls, django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            create_accounts("a long demo password")
            seed()
            yield
            transaction.set_rollback(True)

    def test_desk_has_topics_routes_and_saved_answers_in_all_languages(self):
        assert Topic.objects.exclude(name_ru=None).exclude(name_zh_hans=None).count() == 5
        assert [str(route) for route in Route.objects.filter(kind="", topic=None)] == ["Inquiry officers"]
        assert Route.objects.for_message(Kind.INQUIRY, Topic.objects.get(name_en="Media")).user.username == (
            "officer"
        )
        saved = list(SavedAnswer.objects.all())
        assert len(saved) == len({answer.title for answer in saved}) == 12
        inquiry = Inquiry.objects.first()
        for answer in saved:
            for text in (answer.text_en, answer.text_ru, answer.text_zh_hans):
                assert "{" not in fill_in(text, inquiry, None)

    def test_inquiries_stand_in_every_state_kind_and_language(self):
        inquiries = Inquiry.objects.all()
        assert len(inquiries) == len(content.inquiries())
        assert {inquiry.state for inquiry in inquiries} == set(State)
        assert {inquiry.kind for inquiry in inquiries} == set(Kind)
        assert {inquiry.language for inquiry in inquiries} == {"en", "ru", "zh-hans"}
        assert {inquiry.spam_reason for inquiry in inquiries.filter(state=State.SPAM)} == {
            SpamReason.TRAP,
            SpamReason.BY_STAFF,
        }
        # By the day of the week, one of them is overdue a little sooner or later.
        assert 2 <= inquiries.overdue().count() <= 4
        assert inquiries.filter(assignee__username="officer").count() >= 8
        assert inquiries.filter(notes__isnull=False).distinct().count() >= 3
        assert not inquiries.filter(received_at__gt=timezone.now()).exists()

    def test_officer_gets_notice_of_what_a_newcomer_tries(self):
        before = set(Mail.objects.values_list("pk", flat=True))

        receive({"kind": Kind.QUESTION, "name": "Ann", "email": "ann@example.com", "message": "May I?"})

        sent = [mail.to for mail in Mail.objects.exclude(pk__in=before).order_by("pk")]
        assert sent == [["ann@example.com"], ["officer@example.org"]]

    def test_inquiry_is_about_the_event_of_its_page(self, client):
        inquiry = Inquiry.objects.get(email="n.kapanadze@example.com")

        assert inquiry.about.slug == EVENT
        assert inquiry.about_words == str(inquiry.about)
        assert client.get(inquiry.page).status_code == 200

    def test_every_address_is_one_of_nobody(self):
        addresses = {address for one in Mail.objects.all() for address in one.to}
        domains = {address.rpartition("@")[2] for address in addresses}

        assert domains == {"example.org", "example.com", "example.net"}

    @pytest.mark.parametrize(
        ("address", "words"),
        [
            ("/", "the first that our growers could act on."),
            ("/ru/", "первый, по которому наши цветоводы смогли действовать."),
            ("/news/", "In two days I learned whom in the neighbouring country I can simply call"),
        ],
    )
    def test_quotes_stand_where_an_editor_placed_them(self, client, address, words):
        page = client.get(address).content.decode()

        assert words in page
        assert Counter(quote.permission for quote in Quote.objects.all()) == {"given": 2, "asked": 1}
        assert "with buckets" not in page


def test_inquiry_is_given_to_the_officer_its_team_or_the_officer_of_its_event():
    create_accounts("a long demo password")

    seed(events={EVENT, "reservoir-levels-webinar"})

    found = {inquiry.email: inquiry for inquiry in Inquiry.objects.select_related("assignee", "team")}
    assert [
        (str(found[email].assignee), str(found[email].team))
        for email in ("farrukh.n@example.net", "shen.ruolan@example.org", "ma.wenxiu@example.org")
    ] == [("officer", "None"), ("None", "Inquiry officers"), ("events", "None")]


def test_threads_are_told_by_mails_that_were_sent_long_ago(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        seed()

    answers = Message.objects.filter(direction="out").select_related("inquiry", "email")
    assert len(answers) == Inquiry.objects.exclude(first_answered_at=None).count() + 1
    for answer in answers:
        assert answer.email.message_id == answer.message_id
        assert f"[{answer.inquiry.reference}]" in answer.email.subject
        assert answer.email.created == answer.created_at >= answer.inquiry.received_at
    assert Mail.objects.filter(message_id__gt="").count() > len(answers)
    assert Counter(one.state for one in Mail.objects.all()) == {"Sent": Mail.objects.count()}
    assert not queue.stuck().exists()
    assert queue.deliver_all(timezone.now() + timedelta(days=30)) == 0
    assert mail.outbox == []


def test_seeding_the_desk_twice_changes_nothing():
    create_accounts("a long demo password")
    first = seed()
    before = rows()

    second = seed()

    assert first.made["inquiries"] == second.kept["inquiries"] == len(content.inquiries())
    assert dict(second.made) == {}
    assert rows() == before


def test_desk_without_accounts_assigns_nobody():
    seed()

    assert not Route.objects.exists()
    assert not Inquiry.objects.exclude(assignee=None, team=None).exists()

"""Puts the demo's inquiries into the database, once, with what has been written and done since.

All mails are stored as sent long ago: none is queued, so none leaves the site.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from post_office.models import STATUS, Log

from carec_site.demo import content
from carec_site.demo.seeding import Seeding, in_languages
from contacts import quotes
from contacts.inquiries.answering import Draft
from contacts.inquiries.intake import answer_due
from contacts.mail import messages
from contacts.mail.queue import new_message_id
from contacts.models import Inquiry, Mail, Message, Note, Quote, Route, SavedAnswer, Topic
from contacts.states import Direction, Permission, State
from events.models import Event
from publishing import languages

OFFICERS = "Inquiry officers"


class DeskSeeding:
    """Works on what `seeding` and the seeding of events have put there, and adds to its counts.

    Without the demo's accounts and groups there are no routes, and nobody is assigned.
    """

    def __init__(self, seeding: Seeding):
        self.seeding = seeding
        self.desk = content.desk()

    @transaction.atomic
    def run(self) -> None:
        self.officer = get_user_model().objects.filter(username="officer").first()
        self.team = Group.objects.filter(name=OFFICERS).first()
        # Plain columns of translated texts hold English, whatever the language of the command.
        with translation.override("en"):
            self.topics = {
                values["en"]: self._topic(order, values) for order, values in enumerate(self.desk["topic"])
            }
            for values in self.desk["route"]:
                self._route(values)
            for values in self.desk["saved_answer"]:
                self._saved_answer(values)
            for values in sorted(content.inquiries(), key=lambda values: -values["days_ago"]):
                self._receive(values)

    # How the desk is set up

    def _topic(self, order, values) -> Topic:
        names = in_languages("name", lambda short: values[short], skip="en")
        return self.seeding.once("inquiry topics", Topic, {"name_en": values["en"]}, order=order, **names)

    def _route(self, values) -> None:
        to_person = "person" in values
        if self.officer if to_person else self.team:
            fits = {"kind": values.get("kind", ""), "topic": self.topics.get(values.get("topic"))}
            to = {"user": self.officer} if to_person else {"group": self.team}
            self.seeding.once("routes", Route, fits, **to)

    def _saved_answer(self, values) -> None:
        def text(short):
            parts = self.desk["opening"][short], values[short], self.desk["closing"][short]
            return "\n\n".join(parts)

        known_by = {"title": values["title"]}
        texts = in_languages("text", text)
        self.seeding.once("saved answers", SavedAnswer, known_by, kind=values.get("kind", ""), **texts)

    # What came in

    def _receive(self, values) -> None:
        known_by = {"email": values["email"], "message": values["message"].strip()}
        if Inquiry.objects.filter(**known_by).exists():
            self.seeding.kept["inquiries"] += 1
            return
        at = self.seeding.moment(values["email"], values["days_ago"])
        inquiry = Inquiry(
            **known_by,
            **{name: values[name] for name in ("kind", "language", "name", "organisation", "country")},
            state=values.get("state", State.NEW),
            spam_reason=values.get("spam_reason", ""),
            topic=self.topics.get(values.get("topic")),
            received_at=at,
        )
        with translation.override(inquiry.language):
            self._say_where(inquiry, values)
        if inquiry.state != State.SPAM:
            self._take_on(inquiry, values)
        inquiry.save()
        if inquiry.state != State.SPAM:
            self._keep_mail(messages.receipt(inquiry), at)
        for mail in values.get("mail", []):
            self._write(inquiry, mail, self._later(inquiry, mail["after"]))
        for values_of_note in values.get("note", []):
            note = Note.objects.create(inquiry=inquiry, author=self.officer, text=values_of_note["text"])
            Note.objects.filter(pk=note.pk).update(created_at=self._later(inquiry, values_of_note["after"]))
        if "quote" in values:
            self._quote(inquiry, values["quote"])
        self.seeding.made["inquiries"] += 1
        self.seeding.on_step()

    def _say_where(self, inquiry, values) -> None:
        """The page on which the form stood, in the language of the visitor, and what it was about."""
        if "article" in values:
            inquiry.page = self.seeding.address(values["article"])
        elif event := Event.objects.filter(slug=values.get("event")).first():
            inquiry.page, inquiry.about, inquiry.about_words = event.get_absolute_url(), event, str(event)
        else:
            inquiry.page = values.get("page", reverse("events:list"))

    def _take_on(self, inquiry, values) -> None:
        ours = [mail["after"] for mail in values.get("mail", []) if "by_us" in mail]
        theirs = [mail["after"] for mail in values.get("mail", []) if "by_us" not in mail]
        inquiry.assignee = self.officer if values.get("assigned") else getattr(inquiry.about, "officer", None)
        inquiry.team = None if inquiry.assignee else self.team
        inquiry.due_at = answer_due(inquiry.received_at)
        if ours:
            inquiry.first_answered_at = self._later(inquiry, ours[0])
        if values.get("reopened"):
            inquiry.due_at = answer_due(self._later(inquiry, theirs[-1]))
        if inquiry.state == State.CLOSED:
            inquiry.closed_at = self._later(inquiry, values["closed_after"])

    def _write(self, inquiry, values, at) -> None:
        """A mail of the thread: an answer of ours, or what the sender replied."""
        body, message_id = values["text"].strip(), new_message_id()
        common = {"inquiry": inquiry, "body": body, "message_id": message_id, "created_at": at}
        if "by_us" in values:
            letter = Draft(inquiry, self.officer, body, message_id).letter
            mail = self._keep_mail(letter, at)
            Message.objects.create(**common, direction=Direction.OUT, author=self.officer, email=mail)
        else:
            Message.objects.create(**common, direction=Direction.IN)

    def _keep_mail(self, letter, at) -> Mail:
        """A queue row of an email that the server accepted at that moment."""
        mail = Mail.objects.create(
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=letter["to"],
            subject=letter["subject"],
            message=letter["body"],
            headers=letter["headers"],
            message_id=letter.get("message_id") or new_message_id(),
            status=STATUS.sent,
            scheduled_time=at,
            number_of_retries=1,
        )
        attempt = Log.objects.create(email=mail, status=STATUS.sent, message="")
        Log.objects.filter(pk=attempt.pk).update(date=at)
        Mail.objects.filter(pk=mail.pk).update(created=at, last_updated=at)
        return mail

    def _quote(self, inquiry, values) -> None:
        quote = Quote(
            inquiry=inquiry,
            language=inquiry.language,
            permission=values["permission"],
            asked_text=values["text"],
            asked_attribution=values["attribution"],
            asked_at=self._later(inquiry, 45),
            pages="\n".join(values.get("pages", [])),
        )
        quote.put_words(values["text"], values["attribution"])
        if quote.permission == Permission.GIVEN:
            quote.answered_at = self._later(inquiry, 68)
        for short, code in content.LANGUAGES.items():
            for name, text in values.get(short, {}).items():
                setattr(quote, languages.column(name, code), text)
        quote.save()
        self._keep_mail(messages.permission(inquiry, quote, quotes.link(quote)), quote.asked_at)

    def _later(self, inquiry, hours: float) -> datetime:
        """This many hours after the message, but no later than now."""
        return min(self.seeding.now, inquiry.received_at + timedelta(hours=hours))

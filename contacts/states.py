from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    NEW = "new", pgettext_lazy("state of an inquiry", "New")
    OPEN = "open", pgettext_lazy("state of an inquiry", "Open")
    WAITING = "waiting", pgettext_lazy("state of an inquiry", "Waiting for the sender")
    ANSWERED = "answered", pgettext_lazy("state of an inquiry", "Answered")
    CLOSED = "closed", pgettext_lazy("state of an inquiry", "Closed")
    SPAM = "spam", pgettext_lazy("state of an inquiry", "Spam")


# Somebody of the staff has to do something.
WITH_STAFF = (State.NEW, State.OPEN)


class Kind(models.TextChoices):
    INQUIRY = "inquiry", pgettext_lazy("kind of message", "Inquiry")
    QUESTION = "question", pgettext_lazy("kind of message", "Question")
    COMMENDATION = "commendation", pgettext_lazy("kind of message", "Commendation")


class SpamReason(models.TextChoices):
    """Why a message was marked as spam. The labels are for staff."""

    TRAP = "trap", pgettext_lazy("spam", "Filled in the field that people do not see")
    TOO_FAST = "too_fast", pgettext_lazy("spam", "Sent faster than a person can write")
    FORGED = "forged", pgettext_lazy("spam", "Not sent from a form on this site")
    NO_WORK = "no_work", pgettext_lazy("spam", "No valid proof of work")
    TOO_MANY = "too_many", pgettext_lazy("spam", "Too many messages from one address block")
    BY_STAFF = "by_staff", pgettext_lazy("spam", "Marked by staff")


class Direction(models.TextChoices):
    IN = "in", pgettext_lazy("message", "From the sender")
    OUT = "out", pgettext_lazy("message", "From us")


class Writer(models.TextChoices):
    """Who wrote an incoming email: programs reply too, but not on the sender's behalf."""

    PERSON = "person", pgettext_lazy("writer of a mail", "A person")
    PROGRAM = "program", pgettext_lazy("writer of a mail", "An automatic reply")
    BOUNCE = "bounce", pgettext_lazy("writer of a mail", "A mail server: could not be delivered")


class Permission(models.TextChoices):
    """Whether the sender of a commendation agrees to be quoted."""

    NOT_ASKED = "not_asked", pgettext_lazy("permission to quote", "Not asked")
    ASKED = "asked", pgettext_lazy("permission to quote", "Asked")
    GIVEN = "given", pgettext_lazy("permission to quote", "Given")
    REFUSED = "refused", pgettext_lazy("permission to quote", "Refused")

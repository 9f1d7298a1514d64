from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    NEW = "new", pgettext_lazy("state of an inquiry", "New")
    OPEN = "open", pgettext_lazy("state of an inquiry", "Open")
    WAITING = "waiting", pgettext_lazy("state of an inquiry", "Waiting for the sender")
    ANSWERED = "answered", pgettext_lazy("state of an inquiry", "Answered")
    CLOSED = "closed", pgettext_lazy("state of an inquiry", "Closed")
    SPAM = "spam", pgettext_lazy("state of an inquiry", "Spam")

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("state", "In review")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    ARCHIVED = "archived", pgettext_lazy("state", "Archived")


class Stage(models.TextChoices):
    """An item's current stage: its state, its times and the trash combined."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("state", "In review")
    SCHEDULED = "scheduled", pgettext_lazy("state", "Scheduled")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    ENDED = "ended", pgettext_lazy("state", "Ended")
    ARCHIVED = "archived", pgettext_lazy("state", "Archived")
    TRASHED = "trashed", pgettext_lazy("state", "In the trash")

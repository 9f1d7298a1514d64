from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("state", "In review")
    PUBLISHED = "published", pgettext_lazy("state", "Published")
    ARCHIVED = "archived", pgettext_lazy("state", "Archived")

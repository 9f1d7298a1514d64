"""The fixed choices of the domain. Lists that staff may extend (kinds of event, countries) are models
instead.
"""

from django.db import models
from django.utils.translation import pgettext_lazy


class Mode(models.TextChoices):
    """How an event is held, and how a person took part in it."""

    IN_PERSON = "in_person", pgettext_lazy("mode", "In person")
    ONLINE = "online", pgettext_lazy("mode", "Online")
    HYBRID = "hybrid", pgettext_lazy("mode", "In person and online")


class PresenceMode(models.TextChoices):
    IN_PERSON = "in_person", pgettext_lazy("mode", "In person")
    ONLINE = "online", pgettext_lazy("mode", "Online")
    HYBRID = "hybrid", pgettext_lazy("mode", "In person and online")
    UNKNOWN = "unknown", pgettext_lazy("mode", "Unknown")


class Status(models.TextChoices):
    """Whether the event goes ahead as planned. (Whether visitors see it is its state.)"""

    SCHEDULED = "scheduled", pgettext_lazy("event", "Going ahead as planned")
    POSTPONED = "postponed", pgettext_lazy("event", "Postponed")
    MOVED_ONLINE = "moved_online", pgettext_lazy("event", "Moved online")
    CANCELLED = "cancelled", pgettext_lazy("event", "Cancelled")


# On the day that is written down, no such event takes place.
CALLED_OFF = (Status.POSTPONED, Status.CANCELLED)


class Part(models.TextChoices):
    """An organisation's role at an event."""

    HOST = "host", pgettext_lazy("organisation", "Host")
    CO_HOST = "co_host", pgettext_lazy("organisation", "Co-host")
    DONOR = "donor", pgettext_lazy("organisation", "Donor")
    PARTNER = "partner", pgettext_lazy("organisation", "Partner")


# The others support it.
HOSTING = (Part.HOST, Part.CO_HOST)


class OrganisationType(models.TextChoices):
    GOVERNMENT = "government", pgettext_lazy("organisation", "Government")
    INTERNATIONAL = "international", pgettext_lazy("organisation", "International organisation")
    DONOR = "donor", pgettext_lazy("organisation", "Donor")
    ACADEMIA = "academia", pgettext_lazy("organisation", "Academia")
    THINK_TANK = "think_tank", pgettext_lazy("organisation", "Think tank")
    PRIVATE = "private", pgettext_lazy("organisation", "Private sector")
    CIVIL_SOCIETY = "civil_society", pgettext_lazy("organisation", "Civil society")
    MEDIA = "media", pgettext_lazy("organisation", "Media")
    UNKNOWN = "unknown", pgettext_lazy("organisation", "Unknown")


class SessionKind(models.TextChoices):
    SESSION = "session", pgettext_lazy("programme", "Session")
    BREAK = "break", pgettext_lazy("programme", "Break")
    SOCIAL = "social", pgettext_lazy("programme", "Reception or visit")


class MaterialKind(models.TextChoices):
    DOCUMENT = "document", pgettext_lazy("material", "Document")
    SLIDES = "slides", pgettext_lazy("material", "Slides")
    RECORDING = "recording", pgettext_lazy("material", "Recording")


class Role(models.TextChoices):
    """Roles, in the order in which people are listed."""

    OPENING_SPEAKER = "opening_speaker", pgettext_lazy("role", "Opening speaker")
    KEYNOTE = "keynote", pgettext_lazy("role", "Keynote speaker")
    SPEAKER = "speaker", pgettext_lazy("role", "Speaker")
    MODERATOR = "moderator", pgettext_lazy("role", "Moderator")
    PANELLIST = "panellist", pgettext_lazy("role", "Panellist")
    DELEGATE = "delegate", pgettext_lazy("role", "Delegate")
    ORGANISER = "organiser", pgettext_lazy("role", "Organiser")
    OBSERVER = "observer", pgettext_lazy("role", "Observer")
    INTERPRETER = "interpreter", pgettext_lazy("role", "Interpreter")
    PRESS = "press", pgettext_lazy("role", "Press")


# Those whom a programme names and an event's page shows with a portrait.
ON_STAGE = (Role.OPENING_SPEAKER, Role.KEYNOTE, Role.SPEAKER, Role.MODERATOR, Role.PANELLIST)


class Answer(models.TextChoices):
    YES = "yes", pgettext_lazy("answer", "Yes")
    NO = "no", pgettext_lazy("answer", "No")
    UNKNOWN = "unknown", pgettext_lazy("answer", "Unknown")


class Gender(models.TextChoices):
    FEMALE = "female", pgettext_lazy("gender", "Female")
    MALE = "male", pgettext_lazy("gender", "Male")
    OTHER = "other", pgettext_lazy("gender", "Other")
    UNKNOWN = "unknown", pgettext_lazy("gender", "Unknown")


# Each of these lists that can leave a thing open does so by this value.
UNKNOWN = Answer.UNKNOWN.value

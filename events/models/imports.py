"""Lists of participants being imported into an event, and what is needed to undo an import."""

import re

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.choices import OrganisationType
from events.models.country import Country
from events.models.event import Event
from events.models.organisation import Organisation
from events.models.person import Person


class ImportSource(models.Model):
    """A source of lists with the same format. It remembers what their columns mean."""

    name = models.CharField(_("name"), max_length=80)
    mapping = models.JSONField(default=dict)  # comparable heading -> name of a field, or "" to ignore it
    defaults = models.JSONField(default=dict)  # name of a field -> value of rows that have none

    class Meta:
        verbose_name = _("list source")
        verbose_name_plural = _("list sources")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="events_import_source_once",
                violation_error_message=_("There is already a source with this name."),
            )
        ]

    def __str__(self):
        return self.name


class ImportBatch(models.Model):
    """One list for one event: read, checked, applied as a whole, and undone as a whole."""

    PART_OF_VERSIONS = False  # it is done or undone, not written

    class State(models.TextChoices):
        COLUMNS = "columns", pgettext_lazy("import", "Columns to be matched")
        CHECKING = "checking", pgettext_lazy("import", "Being checked")
        CHECKED = "checked", pgettext_lazy("import", "Checked, not applied")
        APPLIED = "applied", pgettext_lazy("import", "Applied")
        UNDONE = "undone", pgettext_lazy("import", "Undone")

    event = models.ForeignKey(Event, models.CASCADE, related_name="import_batches", verbose_name=_("event"))
    source = models.ForeignKey(
        ImportSource, models.SET_NULL, null=True, related_name="batches", verbose_name=_("source")
    )
    file_name = models.CharField(_("file"), max_length=255)
    notes = models.JSONField(default=list)  # sentences on how the file was read
    heading_rows = models.JSONField(null=True)  # numbers of the lines with the headings; None: not kept
    outside = models.JSONField(default=list)  # number, cells and faults of the lines that are no rows
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)  # for each heading the name of a field, or "" if it is ignored
    defaults = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.COLUMNS)
    counts = models.JSONField(default=dict)  # verdict -> number of rows
    language = models.CharField(max_length=10, default="en")  # of the sentences on its rows
    newest_person = models.BigIntegerField(default=0)  # the newest that the check knew
    report = models.JSONField(default=list)  # sentences on what undoing had to leave
    forgotten = models.BooleanField(default=False)  # rows and journal are deleted
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    applied_at = models.DateTimeField(_("applied at"), null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("applied by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("participant import")
        verbose_name_plural = _("participant imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.file_name

    @property
    def may_be_checked(self) -> bool:
        return self.state != self.State.APPLIED and not self.forgotten

    @property
    def may_be_undone(self) -> bool:
        return self.state == self.State.APPLIED and not self.forgotten


class ImportRow(models.Model):
    """A row of the file, with staff corrections and its result."""

    class Stage(models.IntegerChoices):
        UNREAD = 0
        READ = 1
        SEARCHED = 2

    class Verdict(models.TextChoices):
        PENDING = "pending", pgettext_lazy("row", "Not checked yet")
        REJECTED = "rejected", pgettext_lazy("row", "Rejected")
        POSSIBLE = "possible", pgettext_lazy("row", "Possible duplicate")
        NEW = "new", pgettext_lazy("row", "New person")
        MATCHED = "matched", pgettext_lazy("row", "Known person")
        UNCHANGED = "unchanged", pgettext_lazy("row", "Already there")
        LEFT_OUT = "left_out", pgettext_lazy("row", "Left out")

    class Choice(models.TextChoices):
        """What staff say of a row. Forms send a person and a row with the key: “person:5”, “row:12”."""

        OPEN = "", pgettext_lazy("row", "As found by the check")
        PERSON = "person", pgettext_lazy("row", "A known person")
        ROW = "row", pgettext_lazy("row", "The person of another row")
        NEW = "new", pgettext_lazy("row", "A new person")
        OUT = "out", pgettext_lazy("row", "Leave the row out")

        def with_key(self, key: int) -> str:
            return f"{self.value}:{key}"

        @classmethod
        def read(cls, text: str) -> tuple["ImportRow.Choice", int | None]:
            """A choice and the key with it; a text that says none of them leaves the row open."""
            kind, _colon, key = text.partition(":")
            if kind in (cls.PERSON, cls.ROW) and re.fullmatch(r"[0-9]{1,18}", key):
                return cls(kind), int(key)
            return (cls(kind) if kind in (cls.NEW, cls.OUT) else cls.OPEN), None

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # in the file, as a spreadsheet program counts
    cells = models.JSONField(default=list)  # texts, one for each heading
    faults = models.JSONField(default=dict)  # index of a cell, as text -> why it could not be read
    corrections = models.JSONField(default=dict)  # name of a field -> text that staff typed instead
    stage = models.SmallIntegerField(choices=Stage, default=Stage.UNREAD)
    values = models.JSONField(default=dict)  # name of a field -> what its text means
    errors = models.JSONField(default=dict)  # name of a field -> sentence
    notes = models.JSONField(default=dict)  # name of a field -> sentence on a text that was not understood
    names_key = models.TextField(default="")
    close_people = models.JSONField(default=list)  # pairs of a person's id and the likeness of the names
    close_rows = models.JSONField(default=list)  # pairs of a row's number and the likeness of the names
    choice = models.CharField(max_length=6, choices=Choice, default=Choice.OPEN, blank=True)
    chosen_person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    chosen_row = models.PositiveIntegerField(null=True)
    verdict = models.CharField(max_length=9, choices=Verdict, default=Verdict.PENDING)
    reason = models.TextField(default="")
    question = models.CharField(max_length=200, default="")  # the same for rows that one answer may settle
    # {"person": id} or {"row": number}, each with "why" (a sentence) and "differs" (names of facts)
    candidates = models.JSONField(default=list)
    changes = models.JSONField(default=list)  # sentences on what applying would do
    same_as = models.PositiveIntegerField(null=True)  # number of the earlier row of the same person
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ["number"]
        constraints = [models.UniqueConstraint("batch", "number", name="events_import_row_once")]
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="events_import_row_verdict")]

    def __str__(self):
        return f"{self.batch}: {self.number}"


class ImportOrganisation(models.Model):
    """An organisation named in rows of a batch: an existing one, or one that would be created."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="organisations")
    key = models.TextField()
    country = models.ForeignKey(Country, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=250)
    type = models.CharField(max_length=20, choices=OrganisationType, default=OrganisationType.UNKNOWN)
    home = models.ForeignKey(Country, models.CASCADE, null=True, related_name="+")  # given to a new one
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    is_named = models.BooleanField(default=True)  # by rows as they are read at present
    searched = models.BooleanField(default=False)
    chosen = models.BooleanField(default=False)  # by staff
    candidates = models.JSONField(default=list)  # pairs of an organisation's id and the likeness of the names

    class Meta:
        verbose_name = _("imported organisation")
        verbose_name_plural = _("imported organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "batch", "key", "country", name="events_import_organisation_once", nulls_distinct=False
            )
        ]

    def __str__(self):
        return self.name


class ImportChange(models.Model):
    """A row of another table that a batch created (`before` is None) or changed."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="journal")
    model = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("import change")
        verbose_name_plural = _("import changes")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.model} {self.object_id}"

from copy import copy

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from taggit.managers import TaggableManager

from publishing import languages, richtext
from publishing.languages import ENGLISH, column
from publishing.models.addressed import Addressed
from publishing.models.indexes import index_of_kept, index_of_shown
from publishing.models.topic import ItemTopics, Topic, TopicItem
from publishing.models.translated import Translated
from publishing.querysets import PublishableQuerySet, is_missing, is_outdated
from publishing.states import Stage, State

TEXTS = ("title", "summary", "body")
SHORT_TEXTS = ("title", "summary")  # by which staff find an item
# What `save()` itself changes.
BOOKKEEPING = {"version", "english_revision", "translated_from", "updated_at"}


def _staff(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


class Publishable(Translated, Addressed):
    """What it means to publish: texts in each language, a state, a time to appear and to go, a trash.

    A subclass registers with `publishing.translation.register` and extends `Publishable.Meta`.
    """

    # The times at which what visitors see of an item changes by itself: see `freshness.moments`.
    MOMENTS: tuple[str, ...] = ("publish_at", "unpublish_at")
    # See `history.kinds`.
    VERSIONED = True
    UNVERSIONED = ("version", "created_at", "created_by", "updated_at", "updated_by")
    OF_TODAY = ("slug", "state", "publish_at", "unpublish_at", "trashed_at")

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        validators=[MaxLengthValidator(500)],
        help_text=_("One or two sentences for lists, search engines and shared links."),
    )
    body = richtext.RichTextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT)
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("A published item appears at this time. If empty when you publish, it appears at once."),
    )
    unpublish_at = models.DateTimeField(
        _("take down at"),
        null=True,
        blank=True,
        help_text=_("From this time on, visitors no longer see the item."),
    )
    trashed_at = models.DateTimeField(_("moved to the trash"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    english_revision = models.PositiveIntegerField(default=1, editable=False)
    # For each other language, by code, the English revision its text was made from.
    translated_from = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = _staff(_("created by"))
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    updated_by = _staff(_("last changed by"))

    topics = TaggableManager(
        _("topics"),
        through=TopicItem,
        manager=ItemTopics,
        blank=True,
        help_text=_("Separate topics with commas. Existing topics are suggested as you type."),
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-publish_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(title_en__isnull=False, title_en__gt=""),
                name="%(app_label)s_%(class)s_has_title",
                violation_error_message=_("The English title can’t be empty."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(publish_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_date",
                violation_error_message=_("A published item needs a publication time."),
            ),
            models.CheckConstraint(
                condition=Q(unpublish_at=None) | Q(publish_at=None) | Q(unpublish_at__gt=F("publish_at")),
                name="%(app_label)s_%(class)s_ends_after_start",
                violation_error_message=_("The time to take the item down is before its publication."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="%(app_label)s_%(class)s_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-publish_at", "-id"],
                include=["unpublish_at"],
                name="%(app_label)s_%(class)s_newest",
                condition=Q(state=State.PUBLISHED, trashed_at=None),
            ),
            models.Index(fields=["publish_at"], name="%(app_label)s_%(class)s_appears"),
            # For what points to items.
            index_of_shown("id", name="%(app_label)s_%(class)s_shown"),
            index_of_kept("-publish_at", "-id", name="%(app_label)s_%(class)s_kept"),
            models.Index(
                fields=["state"],
                name="%(app_label)s_%(class)s_unpublished",
                condition=Q(trashed_at=None) & ~Q(state=State.PUBLISHED),
            ),
            index_of_kept("title_en", name="%(app_label)s_%(class)s_by_title"),
            index_of_kept("updated_at", name="%(app_label)s_%(class)s_by_change"),
            models.Index(
                fields=["trashed_at"],
                name="%(app_label)s_%(class)s_trashed",
                condition=Q(trashed_at__isnull=False),
            ),
            models.Index(
                fields=["unpublish_at"],
                name="%(app_label)s_%(class)s_goes",
                condition=Q(unpublish_at__isnull=False),
            ),
            # The work of translators.
            *(
                models.Index(
                    fields=["-publish_at", "-id"],
                    name=f"%(app_label)s_%(class)s_{column(name, code)}",
                    condition=Q(trashed_at=None) & condition(code),
                )
                for name, condition in (("outdated", is_outdated), ("missing", is_missing))
                for code in languages.OTHERS
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def address_text(self) -> str:
        return self.title_en or self.title

    @property
    def has_known_address(self) -> bool:
        return self.is_published

    def _write(self, before, *args, update_fields=None, **kwargs):
        """Also increases the version, and records which texts changed."""
        written = None if update_fields is None else _columns(update_fields)
        if before:
            self.version = before.version + 1
        self._note_changed_texts(before, written)
        # Nobody reads the columns without a language; they hold English, whatever staff's language is.
        with override(ENGLISH):
            super()._write(before, *args, update_fields=written and written | BOOKKEEPING, **kwargs)

    def clean(self):
        super().clean()
        if self.state == State.PUBLISHED and self.publish_at is None:
            self.publish_at = timezone.now()

    def _note_changed_texts(self, before, written) -> None:
        """`before` is the stored item or None, `written` the columns about to be saved, None for all."""

        def changed(code):
            for name in TEXTS:
                field = self._meta.get_field(column(name, code))
                # As it will be stored: a body is cleaned on its way.
                if (written is None or field.name in written) and (
                    before is None
                    or (field.pre_save(self, add=False) or "") != (getattr(before, field.name) or "")
                ):
                    return True
            return False

        if before:
            self.english_revision = before.english_revision + changed(ENGLISH)
            self.translated_from = dict(before.translated_from)
        for code in self.languages:
            if code != ENGLISH and changed(code):
                self.translated_from[code] = self.english_revision

    @property
    def is_published(self) -> bool:
        """The Python twin of `published()`."""
        now = timezone.now()
        return (
            self.state == State.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= now
            and (self.unpublish_at is None or self.unpublish_at > now)
            and self.trashed_at is None
        )

    @property
    def is_scheduled(self) -> bool:
        return (
            self.state == State.PUBLISHED
            and self.trashed_at is None
            and self.publish_at is not None
            and self.publish_at > timezone.now()
        )

    @property
    def stage(self) -> Stage:
        if self.trashed_at is not None:
            return Stage.TRASHED
        if self.is_scheduled:
            return Stage.SCHEDULED
        if self.state == State.PUBLISHED and not self.is_published:
            return Stage.ENDED
        return Stage(self.state)

    @property
    def stage_once_restored(self) -> Stage:
        """The stage that an item in the trash would have if restored."""
        restored = copy(self)
        restored.trashed_at = None
        return restored.stage

    @cached_property
    def topic_list(self) -> list[Topic]:
        """Its topics as staff entered them; `with_topics()` reads them along."""
        return list(self.topics.all())

    @property
    def lede(self) -> str:
        """The summary as shown above the body; empty if the body begins with the same words."""
        return lede_before(self.body, self.summary)

    def confirm_translations(self, codes) -> None:
        """Record that these translations match the current English text, although they did not change."""
        self.translated_from = self.translated_from | dict.fromkeys(codes, self.english_revision)
        type(self)._base_manager.filter(pk=self.pk).update(translated_from=self.translated_from)

    def move_to_trash(self) -> None:
        self.trashed_at = timezone.now()
        self.save(update_fields=["trashed_at", "updated_by"])

    def take_from_trash(self, state: State | None = None) -> None:
        """Restore the item in its previous state, or in another."""
        self.trashed_at = None
        self.state = state or self.state
        self.save(update_fields=["trashed_at", "state", "updated_by"])


def lede_before(body: str, summary: str) -> str:
    opening = richtext.plain_text(body)
    return "" if opening.startswith(summary.rstrip("… ")) else summary


def _columns(names) -> set[str]:
    """Field names; a translated field without a language means the current language's column."""
    language = languages.current()
    columns = {column(name, language) if name in TEXTS else name for name in names}
    return columns | {name for name in TEXTS if column(name, ENGLISH) in columns}


def publishable_models() -> list[type[Publishable]]:
    """Every concrete model that can be published, whichever app owns it."""
    return [model for model in apps.get_models() if issubclass(model, Publishable)]

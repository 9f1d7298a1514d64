from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing import images


class PictureQuerySet(models.QuerySet):
    def create_from_upload(self, file, **fields):
        """Decode, check and store an upload; raises ValidationError with a sentence if it is invalid."""
        picture = self.model(**fields)
        picture.use(images.decode(file))
        picture.save(force_insert=True)
        return picture


class Picture(models.Model):
    """A picture in the library. Its files are renditions in fixed widths, made once, named by content."""

    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("For staff, to find the picture. Visitors never see it."),
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows, for readers who can’t see it: one sentence, without “picture of”."
        ),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick if the picture adds nothing to the text; screen readers then skip it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Photographer or owner, as they must be credited."),
    )
    focus_x = models.PositiveSmallIntegerField(
        _("focus from left, %"), default=50, help_text=_("The point that stays in view when cropped.")
    )
    focus_y = models.PositiveSmallIntegerField(_("focus from top, %"), default=50)
    digest = models.CharField(max_length=32, unique=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True) | Q(alt_text_en__isnull=False, alt_text_en__gt=""),
                name="publishing_picture_alt_or_decorative",
                violation_error_message=_(
                    "Describe the picture in the alternative text, or tick “decorative”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100),
                name="publishing_picture_focus_within",
                violation_error_message=_("The focus must be between 0 and 100 percent."),
            ),
        ]

    def __str__(self):
        return self.title

    def use(self, image) -> None:
        """Use a decoded image as this picture's content."""
        self.digest, self.width, self.height = images.store(image, (self.focus_x, self.focus_y))

    def recut_card(self) -> None:
        """Crop the sharing picture again after the focus has moved."""
        images.store_card(images.stored(self.digest, self.width), self.digest, (self.focus_x, self.focus_y))

    def delete(self, *args, **kwargs):
        digest, width = self.digest, self.width
        deleted = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: images.remove(digest, width))
        return deleted

    @property
    def alt(self) -> str:
        return "" if self.is_decorative else self.alt_text

    @property
    def focal_class(self) -> str:
        """Style classes for object-position, in steps of 5 %: the page's policy allows no style attribute."""
        return f"fx-{5 * round(self.focus_x / 5)} fy-{5 * round(self.focus_y / 5)}"

    @property
    def thumbnail_url(self) -> str:
        return self.url(images.WIDTHS[0])

    @property
    def card_url(self) -> str:
        """Address of the sharing picture. It contains the focus, because the crop depends on it."""
        return f"{images.default_storage.url(images.card_path(self.digest))}?{self.focus_x}-{self.focus_y}"

    def url(self, width: int = images.BODY_WIDTH, extension: str = "jpg") -> str:
        """Address of the rendition that is at least `width` wide, or of the widest there is."""
        return images.fitting_url(self.digest, self.width, width, extension)

    def srcset(self, extension: str) -> str:
        return images.srcset(self.digest, self.width, extension)

    @property
    def mark_in_texts(self) -> str:
        """The string found in texts that show it."""
        return self.digest

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models.inquiry import Inquiry
from contacts.querysets import QuoteQuerySet
from contacts.states import Permission


class Quote(models.Model):
    """A line of a commendation that may be shown, once its sender agreed."""

    inquiry = models.OneToOneField(Inquiry, models.SET_NULL, null=True, editable=False, related_name="quote")
    permission = models.CharField(
        _("permission"), max_length=10, choices=Permission, default=Permission.NOT_ASKED
    )
    text = models.TextField(_("quoted words"), max_length=600)
    attribution = models.CharField(
        _("attribution"), max_length=200, help_text=_("As the sender agreed to be named.")
    )
    pages = models.TextField(
        _("shown on"),
        blank=True,
        help_text=_("Addresses of pages of this site that show it, such as / or /news/; one on a line."),
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pages="") | Q(permission=Permission.GIVEN),
                name="contacts_quote_shown_with_permission",
                violation_error_message=_("Only somebody who agreed may be quoted on a page."),
            )
        ]

    def __str__(self):
        return self.text[:60]

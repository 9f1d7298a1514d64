from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts import languages
from contacts.querysets import PreferenceQuerySet


class Preference(models.Model):
    """What a member of staff has chosen for themselves."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True)
    # Of the administration and of mails to this person; visitors' pages have theirs in the address.
    language = models.CharField(_("language"), max_length=10, choices=list(languages.NAMES.items()))

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")

    def __str__(self):
        return self.get_language_display()

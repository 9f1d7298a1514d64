"""Mails to staff about their own work, each in the language of its reader."""

from django.conf import settings
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from contacts import email_addresses
from contacts.mail import queue
from contacts.mail.messages import WRITTEN_BY_A_PROGRAM
from contacts.models import Preference
from history.drafts import due
from history.kinds import kinds


@receiver(due.failed)
def tell_of_failure(draft, **_about) -> None:
    """To who made the draft, if there is an address to write to."""
    reader = draft.made_by
    if reader is None or not reader.is_active or not email_addresses.is_address(reader.email):
        return
    model = kinds()[draft.kind].model
    item = model._base_manager.get(pk=draft.object_id)
    path = reverse(admin_urlname(model._meta, "change"), args=[item.pk])
    with override(Preference.objects.language_at(reader.email)):
        paragraphs = [
            _("Your change of “%s” was to be published now, and could not be.") % item,
            draft.failure,
            _("Visitors still see the text without it. The change is kept as a draft here: %s")
            % f"{settings.SITE_URL}{path}",
        ]
        subject = _("A change was not published: %s") % item
        queue.put(
            to=[reader.email],
            subject=subject,
            body="\n\n".join(paragraphs) + "\n",
            headers=WRITTEN_BY_A_PROGRAM,
        )

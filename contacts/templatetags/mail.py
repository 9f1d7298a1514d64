from django import template
from django.urls import reverse

from contacts import email_addresses
from contacts.mail import queue

register = template.Library()
register.filter("readable_address", email_addresses.readable)


@register.inclusion_tag("admin/contacts/stuck_mail.html")
def stuck_mail(user):
    """A warning, for users who may see emails, of how many are stuck."""
    count = queue.stuck().count() if user.has_perm("contacts.view_mail") else 0
    return {"count": count, "address": reverse("admin:contacts_mail_changelist") + "?state=stuck"}

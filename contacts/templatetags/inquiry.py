from django import template
from django.urls import reverse

from contacts import quotes
from contacts.models import Look, Quote
from contacts.states import Kind

register = template.Library()


@register.inclusion_tag("admin/contacts/privacy/who_looked.html")
def who_looked(inquiry):
    """The last looks at an inquiry, for the side of its page in the administration."""
    looks = Look.objects.filter(reference=inquiry.reference).select_related("user")
    return {"looks": looks[:20], "address": reverse("admin:contacts_look_changelist")}


@register.inclusion_tag("admin/contacts/quote/box.html")
def quotation(inquiry, user):
    """What became of a commendation as a quote, for the side of its page in the administration."""
    if inquiry.kind != Kind.COMMENDATION:
        return {}
    quote = Quote.objects.filter(inquiry=inquiry).first()
    return {
        "inquiry": inquiry,
        "quote": quote,
        "may_ask": user.has_perm("contacts.add_quote") and not quotes.why_not(inquiry, quote),
        "may_see": user.has_perm("contacts.view_quote"),
    }

from contextlib import suppress

from django import template
from django.core.exceptions import ImproperlyConfigured
from django.db import Error
from django.utils.translation import get_language

from contacts.forms import InquiryForm
from contacts.models import Quote
from contacts.quotes import without_language

register = template.Library()


@register.inclusion_tag("contacts/form.html", takes_context=True)
def inquiry_form(context, about=None):
    """The contact form at the foot of a page; the same for every visitor, so the page can be cached.

    `about` is the saved model instance that the page shows, if any. It is named by `str(about)`; if it has
    an `officer`, a staff user, the message goes to them.
    """
    return {"form": InquiryForm.on_page(context["request"].path, about)}


@register.inclusion_tag("contacts/quotes.html", takes_context=True)
def quotes(context):
    """The quotes that an editor placed on this page. A page shown without the database has none."""
    shown = []
    with suppress(Error, ImproperlyConfigured):
        path = without_language(context["request"].path)
        shown = [quote.shown_in(get_language()) for quote in Quote.objects.on_page(path)]
    return {"quotes": shown}

from django import template

from contacts.forms import InquiryForm

register = template.Library()


@register.inclusion_tag("contacts/form.html", takes_context=True)
def inquiry_form(context, about=None):
    """The contact form for the foot of a page; the same for every visitor, so the page can be cached.

    `about` is the saved model instance that the page shows, if it shows one. Its words are `str(about)`;
    if it has an `officer`, a user of the staff, the message goes to them.
    """
    return {"form": InquiryForm.on_page(context["request"].path, about)}

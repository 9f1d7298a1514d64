from django import template

from contacts.forms import InquiryForm

register = template.Library()


@register.inclusion_tag("contacts/form.html", takes_context=True)
def inquiry_form(context):
    """The contact form for the foot of a page; the same for every visitor, so the page can be cached."""
    return {"form": InquiryForm.on_page(context["request"].path)}

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from audit.tables import logged_models

register = template.Library()


@register.simple_tag
def log_address(item) -> str:
    """Where the log of a record is, empty if it has none."""
    if type(item) not in logged_models():
        return ""
    query = urlencode({"item": f"{item._meta.label_lower}/{item.pk}"})
    return f"{reverse('admin:audit_entry_changelist')}?{query}"

from django import template

from carec_site.staff.errors import faults

register = template.Library()


@register.inclusion_tag("admin/error_summary.html")
def error_summary(form, fieldsets=(), inlines=()):
    """The errors of a refused form, each a link to its field, shown above the form."""
    whole = form.non_field_errors()
    found = list(faults(form, fieldsets, inlines))
    return {"whole": whole, "faults": found, "count": len(whole) + len(found)}


@register.simple_tag
def faults_in(form, fieldsets=(), inlines=()):
    """The same errors for a page that does not contain the form."""
    return list(faults(form, fieldsets, inlines))

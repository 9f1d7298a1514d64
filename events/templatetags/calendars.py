from django import template

register = template.Library()


@register.filter
def webcal(address):
    """The full address under the scheme that opens a calendar program (the `webcal` of Apple's iCal)."""
    return "webcal://" + address.partition("://")[2]

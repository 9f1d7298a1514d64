from django import template
from django.utils.translation import gettext as _

from carec_site import disk

register = template.Library()


@register.inclusion_tag("admin/disk_room.html")
def disk_room(user):
    """A warning for administrators when the uploads' disk is full or nearly full."""
    return {"warning": _warning() if user.is_superuser else ""}


def _warning() -> str:
    try:
        left = disk.room()
    except OSError as error:
        return _(
            "The site’s disk can’t be written to (%s). Pictures, documents and email attachments are "
            "refused until this is fixed."
        ) % (error.strerror)
    if left >= disk.LEAST_ROOM_BYTES:
        return ""
    return _(
        "The site’s disk has only %d MB left. Free some space before pictures and documents are refused."
    ) % (left // disk.MEGABYTE_BYTES)

from django import template
from django.utils.translation import gettext as _

from carec_site import disk

register = template.Library()


@register.inclusion_tag("admin/disk_room.html")
def disk_room(user):
    """A warning for administrators: that the disk of the uploads has little room, or none."""
    return {"warning": _warning() if user.is_superuser else ""}


def _warning() -> str:
    try:
        left = disk.room()
    except OSError as error:
        return _(
            "Nothing can be written to the disk of the site (%s). Pictures, documents and files of mails are "
            "refused until that is mended."
        ) % (error.strerror)
    if left >= disk.LEAST_ROOM_BYTES:
        return ""
    return _(
        "The disk of the site has only %d MB left. Make room before pictures and documents are refused."
    ) % (left // disk.MEGABYTE_BYTES)

from django import template
from django.utils.safestring import mark_safe

from publishing import images, richtext

register = template.Library()


@register.filter(name="richtext")
def rich_text(html):
    """Sanitised HTML of a body: the only place where text is marked safe."""
    return mark_safe(richtext.render(html or ""))  # noqa: S308  render() cleans what it returns


@register.inclusion_tag("publishing/picture.html")
def picture(pic, sizes="100vw", priority=False, css=""):
    """A <picture> with WebP and JPEG sources; `priority` for the one picture at the top of a page."""
    digest, width = pic.digest, pic.width
    return {
        "picture": pic,
        "webp": images.srcset(digest, width, "webp"),
        "jpeg": images.srcset(digest, width, "jpg"),
        "src": pic.url(),
        "sizes": sizes,
        "priority": priority,
        "css": css,
    }

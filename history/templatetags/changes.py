"""Which changes of live items wait, on the start page of staff."""

from django import template
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.auth import get_permission_codename
from django.urls import reverse

from history.kinds import kinds
from history.models import Draft

register = template.Library()
MAX_CHANGES = 10


@register.inclusion_tag("admin/history/waiting.html")
def waiting_changes(user):
    """Those of items that `user` may change, each with the address of its form."""
    shown = [kind for kind in kinds().values() if may_change(user, kind.model)]
    changes = list(Draft.objects.waiting(shown)[: MAX_CHANGES + 1]) if shown else []
    for draft in changes:
        name = admin_urlname(kinds()[draft.kind].model._meta, "change")
        draft.address = reverse(name, args=[draft.object_id])
    return {"changes": changes[:MAX_CHANGES], "more": len(changes) > MAX_CHANGES}


def may_change(user, model) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{get_permission_codename('change', model._meta)}")

from django import template
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.auth import get_permission_codename
from django.urls import reverse

from publishing.models import Stage, State
from publishing.models.publishable import publishable_models

register = template.Library()


@register.inclusion_tag("admin/publishing/desk.html")
def editorial_desk(user):
    """For each kind of item that `user` may see: the numbers of drafts, in review and scheduled."""
    kinds = []
    for model in publishable_models():
        if user.has_perm(f"{model._meta.app_label}.{get_permission_codename('view', model._meta)}"):
            items = model.objects.all()
            counts = {
                Stage.IN_REVIEW: items.in_state(State.IN_REVIEW).count(),
                Stage.DRAFT: items.in_state(State.DRAFT).count(),
                Stage.SCHEDULED: items.scheduled().count(),
            }
            address = reverse(admin_urlname(model._meta, "changelist"))
            links = [(stage, count, f"{address}?stage={stage.value}") for stage, count in counts.items()]
            kinds.append((model._meta.verbose_name_plural, links))
    return {"kinds": kinds}

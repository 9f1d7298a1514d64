"""The page of an item in any state."""

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from history.kinds import kind_of
from history.models import Draft
from history.previews.showing import as_drafted

HEADERS = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow"}


@method_decorator([require_safe, never_cache, staff_member_required], name="dispatch")
class Preview(DetailView):
    """An item as it would look, for staff who may see it: a live one as its draft says, if it has one.

    A child names its model and the template of its page. `typed` is what a form holds that is not saved yet.
    """

    draft: Draft | None = None

    def get(self, request, *args, pk, typed=None):
        if typed:  # the draft and what was typed on it are on the item already
            return super().get(request, *args, pk=pk)
        with as_drafted(kind_of(self.model), pk) as self.draft:
            return super().get(request, *args, pk=pk).render()

    def get_queryset(self):
        options = self.model._meta
        permission = f"{options.app_label}.{get_permission_codename('view', options)}"
        if not self.request.user.has_perm(permission):
            raise PermissionDenied
        return self.model.objects.visible_to(self.request.user).for_page()

    def get_context_data(self, **kwargs):
        options = self.model._meta
        edit_url = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[self.object.pk])
        return super().get_context_data(
            preview=True, typed=self.kwargs.get("typed"), draft=self.draft, edit_url=edit_url, **kwargs
        )

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, headers=HEADERS, **kwargs)

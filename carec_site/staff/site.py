import logging
from functools import wraps

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.shortcuts import render
from django.utils.log import log_response
from django.utils.translation import gettext

from carec_site.disk import is_full
from carec_site.staff import password_reset
from carec_site.staff.sign_in import StaffAuthenticationForm

logger = logging.getLogger(__name__)
INSUFFICIENT_STORAGE = 507  # RFC 4918, 11.5


class Suggestions(AutocompleteJsonView):
    """The admin of a model may give a `suggestion(item)` by which readers tell similar records apart."""

    def process_request(self, request):
        term, *found = super().process_request(request)
        return term.replace("\0", ""), *found  # which PostgreSQL refuses in a text

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        describe = getattr(self.model_admin, "suggestion", None)
        return result | {"text": describe(obj)} if describe else result


class StaffSite(AdminSite):
    login_form = StaffAuthenticationForm

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        wait = getattr(request, "sign_in_wait", None)
        if wait is not None:
            response.status_code = 429
            response.headers["Retry-After"] = wait
        return response

    def get_urls(self):
        return [*password_reset.urlpatterns, *super().get_urls()]

    def admin_view(self, view, cacheable=False):
        """Where no form is there to tell of a full disk, as with an export, a page does."""

        @wraps(view)
        def told(request, *args, **kwargs):
            try:
                return view(request, *args, **kwargs)
            except Exception as error:
                if not is_full(error):
                    raise
                return self.disk_is_full(request, error)

        return super().admin_view(told, cacheable)

    def disk_is_full(self, request, error):
        context = {**self.each_context(request), "title": gettext("The disk of the site is full")}
        response = render(request, "admin/disk_full.html", context, status=INSUFFICIENT_STORAGE)
        words = ("No room for %s %s: %s", request.method, request.path, error)
        log_response(*words, response=response, request=request, logger=logger)
        return response

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from carec_site import password_reset
from carec_site.sign_in import StaffAuthenticationForm


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

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)

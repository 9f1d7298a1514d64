import logging
from functools import wraps
from http import HTTPStatus

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.log import log_response
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from carec_site.disk import is_full
from carec_site.staff import languages, nonsense
from carec_site.staff.accounts import password_reset, second_factor
from carec_site.staff.accounts.sign_in import StaffAuthenticationForm, take_back
from carec_site.staff.drafts import confirm_saved, form_for_deleted
from carec_site.staff.order import in_order

logger = logging.getLogger(__name__)
INSUFFICIENT_STORAGE = 507  # RFC 4918, 11.5


class Suggestions(AutocompleteJsonView):
    """A model's admin may define `suggestion(item)`, which helps users tell similar records apart."""

    def process_request(self, request):
        term, model_admin, source_field, to_field_name = super().process_request(request)
        if source_field.auto_created:  # a relation of the other model's: no form has a field for it
            raise PermissionDenied
        return term, model_admin, source_field, to_field_name

    def serialize_result(self, obj, to_field_name):
        result = super().serialize_result(obj, to_field_name)
        describe = getattr(self.model_admin, "suggestion", None)
        return result | {"text": describe(obj)} if describe else result


@method_decorator([never_cache, login_not_required], name="dispatch")
class SignIn(LoginView):
    template_name = "admin/login.html"

    def form_valid(self, form):
        user = form.get_user()
        login = Login(user=user, redirect_url=self.get_success_url())
        response = perform_password_login(self.request, {"username": user.get_username()}, login)
        if not self.request.user.is_authenticated:
            take_back(self.request)
        return response


class StaffSite(AdminSite):
    login_form = StaffAuthenticationForm

    def login(self, request, extra_context=None):
        """Django's own, but who has a second factor is asked for it next."""
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context = {
            **self.each_context(request),
            "title": gettext("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        if REDIRECT_FIELD_NAME not in request.GET and REDIRECT_FIELD_NAME not in request.POST:
            context[REDIRECT_FIELD_NAME] = reverse("admin:index")
        request.current_app = self.name
        form = self.login_form
        response = SignIn.as_view(extra_context=context, authentication_form=form)(request)
        wait = getattr(request, "sign_in_wait", None)
        if wait is not None:
            response.status_code = 429
            response.headers["Retry-After"] = wait
        return response

    def get_urls(self):
        own = [path("language/", languages.choose, name="language"), *password_reset.urlpatterns]
        return [*own, *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        return in_order(super().get_app_list(request, app_label))

    def admin_view(self, view, cacheable=False):
        """Lets nobody in who must have a second factor and has none.

        Reports what no form can report: a full disk, and impossible values in the address.

        Confirms what was saved to the browser, which kept a draft of it. If it can't be saved because the
        record has been deleted, the user is led to an empty form.
        """

        @wraps(view)
        def told(request, *args, **kwargs):
            if second_factor.is_lacking(request):
                return second_factor.lead_to_setting_up(request)
            try:
                response = view(request, *args, **kwargs)
            except Exception as error:
                if is_full(error):
                    return self.disk_is_full(request, error)
                if nonsense.has_caused(error, request):
                    return self.asks_for_nonsense(request, error)
                raise
            if form := form_for_deleted(self, request, response):
                return redirect(form)
            if not nonsense.is_passed_over(request, response):
                confirm_saved(request, response)
                return response
            if first := nonsense.first_page(request):
                return redirect(first)
            return self.asks_for_nonsense(request)

        return super().admin_view(told, cacheable)

    def disk_is_full(self, request, error):
        context = {**self.each_context(request), "title": gettext("The site’s disk is full")}
        response = render(request, "admin/disk_full.html", context, status=INSUFFICIENT_STORAGE)
        words = ("No room for %s %s: %s", request.method, request.path, error)
        log_response(*words, response=response, request=request, logger=logger)
        return response

    def asks_for_nonsense(self, request, error=None):
        context = {**self.each_context(request), "title": gettext("This can’t be shown")}
        response = render(request, "admin/nonsense.html", context, status=HTTPStatus.BAD_REQUEST)
        words = ("Nonsense was asked for: %s %s", request.method, request.path)
        log_response(*words, response=response, request=request, logger=logger, exception=error)
        return response

    def autocomplete_view(self, request):
        return Suggestions.as_view(admin_site=self)(request)

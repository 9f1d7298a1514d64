"""Accounts of staff as administrators see them: also where somebody is signed in, and by which factors."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from audit.models import Action
from audit.recording import record
from carec_site.staff.accounts.second_factor import factors_of
from publishing.admin.pages import AdminPage, PagesAdmin


class SignInPage(AdminPage):
    """Ends somebody's sessions and removes a factor that was lost."""

    path = "<int:key>/sign-in/"
    name = "auth_user_sign_in"
    template = "admin/auth/user/sign_in.html"

    def has_permission(self):
        return self.model_admin.has_change_permission(self.request)

    def get(self, request, key):
        person = self.person(key)
        title = _("Sign-in of %s") % person.get_username()
        sessions = sorted(UserSession.objects.purge_and_list(person), key=lambda one: one.created_at)
        return self.render(title, person=person, sessions=sessions, factors=factors_of(person))

    def post(self, request, key):
        person = self.person(key)
        if "factors" in request.POST:
            remove_factors(person, request)
            self.log_change(person, "Removed the second factor and ended all sessions.")
            text = _("%s now signs in with the password alone, and has to sign in again everywhere.")
        else:
            end_sessions(person, request)
            self.log_change(person, "Ended all sessions.")
            text = _("%s has to sign in again everywhere.")
        self.message(text % person.get_username(), messages.SUCCESS)
        return redirect("admin:auth_user_change", person.pk)

    def person(self, key):
        """Only administrators touch the sign-in of an administrator."""
        people = get_user_model().objects.all()
        if not self.request.user.is_superuser:
            people = people.filter(is_superuser=False)
        return get_object_or_404(people, pk=key)


class StaffUserAdmin(PagesAdmin, UserAdmin):
    """Only a superuser makes superusers, changes them, or gives permissions past the groups."""

    pages = (SignInPage,)
    change_form_template = "admin/auth/user/change_form.html"

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_touch(request.user, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_touch(request.user, obj)


def may_touch(user, person) -> bool:
    return user.is_superuser or person is None or not person.is_superuser


def end_sessions(person, request=None) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()
    by = request.user if request else None
    record(Action.DEVICES_SIGNED_OUT, request=request, by=by, item=person, name=person.get_username())


@transaction.atomic
def remove_factors(person, request=None) -> None:
    """The sessions end too: whoever has the lost factor may be signed in by it."""
    factors_of(person).delete()
    end_sessions(person, request)


def register() -> None:
    """Use the class above; models of django-allauth are shown on pages of their own, not as lists."""
    for model in (get_user_model(), EmailAddress, Authenticator, UserSession):
        if admin.site.is_registered(model):
            admin.site.unregister(model)
    admin.site.register(get_user_model(), StaffUserAdmin)

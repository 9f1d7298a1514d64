"""The pages on which staff keep their sign-in safe: second factor, passkeys, sessions.

They are django-allauth's, in the frame of the administration.
"""

from ipaddress import ip_address

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from audit.models import Action
from audit.recording import record
from contacts.guards.spam import address_in

UNKNOWN_ADDRESS = "::"


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        address = address_in(request.META)
        try:
            return str(ip_address(address))
        except ValueError:
            return UNKNOWN_ADDRESS

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Nobody needs to be told that they have signed in."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)

    def pre_login(self, request, user, **others):
        """A passkey alone, too, lets in only who may use the administration."""
        if user.is_active and user.is_staff:
            return super().pre_login(request, user, **others)
        messages.error(request, _("This account may not use the administration."))
        return redirect("admin:login")


class AccountPagesMiddleware:
    """Gives the pages of django-allauth what the frame of the administration needs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        match = request.resolver_match
        if match and match.route.startswith("admin/account/"):
            frame = {**admin.site.each_context(request), "is_nav_sidebar_enabled": False}
            response.context_data = frame | (response.context_data or {})
        return response


class Sessions(ListUserSessionsView):
    """Where somebody is signed in; one session or all others can be ended."""

    def get(self, request, *args, **kwargs):
        # Sessions that began before there was a list are added by their own visit.
        UserSession.objects.create_from_request(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        key = self.request.POST.get("session", "")
        if not key:
            self.note()
            return super().form_valid(form)
        if key.isdecimal() and (session := self.own().filter(pk=int(key[:18])).first()):
            session.end()
            self.note()
            messages.success(self.request, _("The session has been ended."))
        return redirect("usersessions_list")

    def note(self):
        person = self.request.user
        name = person.get_username()
        record(Action.DEVICES_SIGNED_OUT, request=self.request, by=person, item=person, name=name)

    def own(self):
        return UserSession.objects.filter(user=self.request.user)

"""Resets a forgotten password by email, for active staff with an address on file.

The pages do not reveal who has an account. Known and unknown addresses get the same answer after the same
work: for an unknown one an email to nobody is queued and rolled back.
"""

import logging
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.db import transaction
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _

from carec_site.staff.accounts.sign_in import let_in, printable
from contacts import email_addresses
from contacts.guards.spam import address_in, block_of
from contacts.mail import queue
from contacts.mail.messages import WRITTEN_BY_A_PROGRAM
from contacts.models import AddressCount, Preference
from history.acting import acting_as

logger = logging.getLogger(__name__)

MAILS_A_DAY = 3  # to one account
REQUESTS_A_DAY = 20  # of one block of addresses


class ForgottenPasswordForm(PasswordResetForm):
    email = forms.CharField(
        label=gettext_lazy("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )

    def clean_email(self):
        address = email_addresses.typed(self.cleaned_data["email"])
        if not email_addresses.is_address(address):
            raise forms.ValidationError(
                _("Enter an email address in the correct format, like name@example.org.")
            )
        return address

    def save(self, token_generator, request, **_options) -> None:
        """Queue an email for each account with that address, unless it has reached its daily limit."""
        found = [user for user in _staff() if email_addresses.is_same(user.email, self.cleaned_data["email"])]
        count = sum(_queue_mail(user, token_generator) for user in found or [_nobody()])
        logger.info("New password asked for from %s: %d mails", printable(address_in(request.META)), count)


@transaction.atomic
def _queue_mail(user, token_generator) -> bool:
    with override(Preference.objects.language_of(user) or get_language()):
        queue.put(**_letter(user, token_generator.make_token(user)))
    may_have_it = _count_today(f"account {user.pk}") <= MAILS_A_DAY and user.pk != 0
    if not may_have_it:
        transaction.set_rollback(True)
    return may_have_it


def _staff():
    """The accounts whose password may be reset by email."""
    users = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    return [user for user in users if user.has_usable_password() and email_addresses.is_address(user.email)]


def _nobody():
    return get_user_model()(pk=0, username="nobody", email="nobody@example.org")


def _letter(user, token) -> dict:
    """Links begin with SITE_URL, because the host a request names can be forged."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    link = reverse("admin:password_reset_confirm", kwargs={"uidb64": uid, "token": token})
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    within = ngettext(
        "To choose a new one, open this page. The link works once and expires after %d hour:",
        "To choose a new one, open this page. The link works once and expires after %d hours:",
        hours,
    )
    paragraphs = [
        _("Someone, probably you, asked for a new password for the administration of our website."),
        within % hours + f"\n{settings.SITE_URL}{link}",
        _("Your username is: %s") % user.get_username(),
        _("If this was not you, you do not need to do anything: your password has not changed."),
        _("CAREC Institute") + f"\n{settings.SITE_URL}/",
    ]
    return {
        "to": [user.email],
        "subject": _("Reset your password for the CAREC Institute website"),
        "body": "\n\n".join(paragraphs) + "\n",
        "headers": WRITTEN_BY_A_PROGRAM,
    }


def _count_today(what: str) -> int:
    key = salted_hmac("carec_site.password_reset", what, algorithm="sha256").hexdigest()
    return AddressCount.objects.add_one(key, _midnight())


def _midnight():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class StaffPage:
    """Gives a page the context that the administration's templates expect."""

    def get_context_data(self, **context):
        return {**admin.site.each_context(self.request), **super().get_context_data(**context)}


class Forgotten(StaffPage, auth_views.PasswordResetView):
    form_class = ForgottenPasswordForm
    success_url = reverse_lazy("admin:password_reset_done")
    template_name = "admin/password_reset/form.html"
    title = gettext_lazy("Forgotten your password?")

    @transaction.atomic  # with the count in it, so that what was taken back is not done sooner
    def form_valid(self, form):
        if _count_today(f"block {block_of(self.request)}") > REQUESTS_A_DAY:
            return self.too_many(form)
        return super().form_valid(form)

    def too_many(self, form):
        form.add_error(
            None,
            _(
                "There have been too many requests for new passwords from your network today, so we "
                "are not sending any more emails. Please try again tomorrow, or ask a site "
                "administrator for a new password."
            ),
        )
        response = self.render_to_response(self.get_context_data(form=form), status=429)
        tomorrow = _midnight() + timedelta(days=1)
        response.headers["Retry-After"] = int((tomorrow - timezone.now()).total_seconds()) + 1
        return response


class Sent(StaffPage, auth_views.PasswordResetDoneView):
    template_name = "admin/password_reset/sent.html"
    title = gettext_lazy("Check your email")


class Confirm(StaffPage, auth_views.PasswordResetConfirmView):
    form_class = SetPasswordForm
    success_url = reverse_lazy("admin:password_reset_complete")
    template_name = "admin/password_reset/confirm.html"
    title = gettext_lazy("Choose a new password")

    def get_user(self, uidb64):
        """Someone who has left the staff since the email was sent gets no new password."""
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def get_context_data(self, **context):
        dead = {} if self.validlink else {"title": _("This link no longer works")}
        return super().get_context_data(**context) | dead

    def form_valid(self, form):
        with acting_as(self.user.pk):
            response = super().form_valid(form)
        let_in(self.user.get_username())
        address, name = printable(address_in(self.request.META)), printable(self.user.get_username())
        logger.info("New password chosen from %s, by way of a mail, for %s", address, name)
        return response


class Complete(StaffPage, auth_views.PasswordResetCompleteView):
    template_name = "admin/password_reset/complete.html"
    title = gettext_lazy("Your password has been changed")


urlpatterns = [
    path("password-reset/", Forgotten.as_view(), name="password_reset"),
    path("password-reset/sent/", Sent.as_view(), name="password_reset_done"),
    path("password-reset/complete/", Complete.as_view(), name="password_reset_complete"),
    path("password-reset/<uidb64>/<token>/", Confirm.as_view(), name="password_reset_confirm"),
]

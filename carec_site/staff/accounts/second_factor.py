"""What staff show beside their password: a code of an app or of paper, or a passkey.

Codes are counted like passwords, so they can't be guessed, and each works once, whichever process is asked.
"""

import logging
import time
from base64 import b32encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from carec_site.staff.accounts.sign_in import follow_password, may_try, too_many

logger = logging.getLogger(__name__)

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Pages of the administration for which no second factor is needed.
OPEN = {"logout", "jsi18n"}


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, so that a stolen backup gives nobody a code."""

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("A second factor can't be read: it was set up under another SECRET_KEY")
            return b32encode(token_bytes(20)).decode()  # which no code fits

    def get_totp_label(self, user):
        return user.get_username()


def _cipher():
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (sha256(b"carec_site.second_factor" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


class GuardedCode:
    """A form for a code that counts the attempt before it looks at the code."""

    def clean_code(self):
        request = context.request
        if not may_try(request, self.user.get_username()):
            self._tell(request)
            raise too_many(request.sign_in_wait)
        try:
            code = super().clean_code()
            is_first = _use(self.authenticator, code)
        except Exception:
            self._tell(request)
            raise
        if not is_first:
            self._tell(request)
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _tell(self, request):
        credentials = {"username": self.user.get_username()}
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)


class CodeForm(GuardedCode, AuthenticateForm):
    pass


class CodeAgainForm(GuardedCode, ReauthenticateForm):
    pass


class KeyForm(AuthenticateWebAuthnForm):
    def clean_credential(self):
        authenticator = super().clean_credential()
        follow_password(context.request, self.user.get_username())
        return authenticator


class NewKeyForm(AddWebAuthnForm):
    """Offers first what most people want of a passkey: to sign in with nothing else."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


@transaction.atomic
def _use(authenticator, code) -> bool:
    """Whether an app's code is used for the first time. Recovery codes see to that themselves."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    stored = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    code, now = "".join(code.split()), time.time()
    lifetime = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    used = [[old, at] for old, at in stored.data.get("used", []) if now - lifetime <= at]
    if code in (old for old, _at in used):
        return False
    stored.data["used"] = [*used, [code, now]]
    stored.save(update_fields=["data"])
    return True


def factors_of(user):
    return Authenticator.objects.filter(user=user)


def has_one(user) -> bool:
    return factors_of(user).filter(type__in=FACTORS).exists()


def is_lacking(request) -> bool:
    """Whether this user of the administration must have a second factor first."""
    user, who = request.user, settings.SECOND_FACTOR
    if who == "optional" or not user.is_active or not user.is_staff:
        return False
    if who == "administrators" and not user.has_perm("auth.change_user"):
        return False
    return request.resolver_match.url_name not in OPEN and not has_one(user)


def lead_to_setting_up(request):
    text = _("Before you go on, set up an authenticator app or a passkey: this site asks for one.")
    if text not in {str(message) for message in messages.get_messages(request)}:
        messages.warning(request, text)
    return redirect("mfa_index")

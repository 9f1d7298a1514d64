"""Addresses of the institute elsewhere, and how they are checked."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator, validate_email
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@deconstructible
class SiteValidator:
    """Accepts https addresses of an account on one of these hosts, or below one."""

    def __init__(self, *hosts: str):
        self.hosts = hosts

    def __call__(self, value):
        parts = urlsplit(value)
        host = (parts.hostname or "").removeprefix("www.")
        if host not in self.hosts and not host.endswith(tuple(f".{each}" for each in self.hosts)):
            raise ValidationError(
                _("This address does not lead to %(host)s. Copy it from the account’s own page.")
                % {"host": self.hosts[0]}
            )
        if parts.scheme != "https" or not parts.path.strip("/"):
            raise ValidationError(
                _("Enter the whole address of the account: https://%(host)s/ and its name.")
                % {"host": self.hosts[0]}
            )

    def __eq__(self, other):
        return isinstance(other, SiteValidator) and self.hosts == other.hosts

    def __hash__(self):
        return hash(self.hosts)


validate_wechat = RegexValidator(
    r"^[A-Za-z][-_A-Za-z0-9]{5,19}\Z",
    gettext_lazy("A WeChat account has 6 to 20 letters, digits, hyphens and underscores, a letter first."),
)
validate_telephone = RegexValidator(
    r"^\+[0-9][0-9 ()-]{5,30}\Z",
    gettext_lazy("Write the number with + and the country code, like +000 00 0000 0000."),
)


def validate_security_contact(value):
    """An email address or the https address of a page, as RFC 9116 has it."""
    if "@" in value and "/" not in value:
        validate_email(value)
    else:
        URLValidator(
            schemes=["https"], message=_("Enter an email address, or an address that begins with https://.")
        )(value)

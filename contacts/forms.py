import re
from contextlib import suppress
from unicodedata import category

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import EmailValidator
from django.db import Error
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _

from contacts.email_addresses import readable, typed
from contacts.guards import tokens
from contacts.guards.spam import Traces
from contacts.models import MESSAGE_LENGTH, PAGE_LENGTH, Topic
from contacts.states import Kind

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
CONTROL_IN_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# They would turn round the words that follow, in lists and in the subject of a mail.
DIRECTION = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
INVISIBLE = {"Cc", "Cf", "Zl", "Zp", "Zs"}
# Printable ASCII without the backslash, which browsers read as a slash (WHATWG URL).
PATH_OF_THIS_SITE = re.compile(rf"/(?![/\\])[!-\[\]-~]{{0,{PAGE_LENGTH - 1}}}")


class TypedField(forms.CharField):
    """What a visitor typed, without control characters; text with nothing visible counts as empty."""

    def __init__(self, *, autocomplete=None, **kwargs):
        self.autocomplete = autocomplete
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        # No maxlength: with it a browser cuts off what is too long without a word.
        return {"dir": "auto", **({"autocomplete": self.autocomplete} if self.autocomplete else {})}

    def to_python(self, value):
        text = self.cleaned(value or "").strip()
        return text if any(category(character) not in INVISIBLE for character in text) else ""


class LineField(TypedField):
    """One line: line breaks, which could be used to forge email headers, become spaces."""

    def cleaned(self, text):
        return DIRECTION.sub("", CONTROL.sub(" ", text))


validate_public_email = EmailValidator(allowlist=[])


def validate_plain_email(value):
    """A name in quotation marks may hide a second address, and an email would go to both.

    Letters of every script may stand behind the @, where IDNA has ASCII for them. Before it they need
    SMTPUTF8 (RFC 6531) at every server on the way, and Django sends without it. Addresses at localhost or at
    an IP address such as [10.0.0.1] are refused: our receipts would circulate on our own servers.
    """
    name, _at, domain = value.rpartition("@")
    if domain and not name.isascii() and not re.search(r"[@\s]", name):
        raise ValidationError(
            _(
                "Our mail server can’t send to an address with such letters before the @ sign. Please "
                "enter an address that has only the letters a to z there."
            ),
            code="not_ascii",
        )
    validate_public_email(value)
    if not domain.isascii() or domain.startswith("["):
        raise ValidationError(validate_public_email.message, code="invalid")
    if '"' in value:
        raise ValidationError(_("Enter an email address without quotation marks."), code="invalid")


class EmailLineField(LineField):
    """An address in its one spelling; see `contacts.email_addresses`."""

    widget = forms.EmailInput
    default_validators = [validate_plain_email]

    def to_python(self, value):
        return typed(super().to_python(value))


class LinesField(TypedField):
    """Any number of lines, each ended by one line feed."""

    widget = forms.Textarea

    def cleaned(self, text):
        return CONTROL_IN_LINES.sub("", "\n".join(text.splitlines()))


class PageField(forms.Field):
    """The path of the page that showed the form; empty if it can't belong to this site."""

    widget = forms.HiddenInput

    def to_python(self, value):
        return value if PATH_OF_THIS_SITE.fullmatch(value or "") else ""


class TopicField(forms.ChoiceField):
    """A topic offered by staff. One that is no longer offered counts as none, because the message matters
    more.
    """

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)
        self.offered = {}

    def offer(self, topics):
        self.offered = {str(topic.pk): topic for topic in topics}
        self.choices = [("", _("Select a topic")), *((pk, topic.name) for pk, topic in self.offered.items())]

    def clean(self, value):
        return self.offered.get(str(value))


class HiddenTextField(forms.CharField):
    """A signed value from this site, or whatever was sent in its place."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, validators=[])

    def clean(self, value):
        return value or ""


class InquiryForm(forms.Form):
    """The contact form. Its cleaned data are the values of an inquiry; its traces are for the guards."""

    kind = forms.ChoiceField(
        label=_("What would you like to send us?"),
        choices=Kind,
        initial=Kind.INQUIRY,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select what you are sending us."),
            "invalid_choice": _("Select one of the three kinds of message."),
        },
    )
    topic = TopicField(label=_("Topic"))
    name = LineField(
        label=_("Your name"),
        max_length=120,
        autocomplete="name",
        error_messages={
            "required": _("Enter your name."),
            "max_length": _("The name must be %(limit_value)d characters or fewer."),
        },
    )
    email = EmailLineField(
        label=_("Your email address"),
        max_length=254,
        autocomplete="email",
        error_messages={
            "required": _("Enter an email address, so that we can answer you."),
            "invalid": _("Enter an email address in the correct format, like name@example.org."),
            "max_length": _("The email address must be %(limit_value)d characters or fewer."),
        },
    )
    organisation = LineField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        autocomplete="organization",
        error_messages={
            "max_length": _("The name of the organisation must be %(limit_value)d characters or fewer.")
        },
    )
    country = LineField(
        label=_("Country"),
        max_length=100,
        required=False,
        autocomplete="country-name",
        widget=forms.TextInput(attrs={"list": "contact-countries"}),
        error_messages={
            "max_length": _("The name of the country must be %(limit_value)d characters or fewer.")
        },
    )
    message = LinesField(
        label=_("Your message"),
        max_length=MESSAGE_LENGTH,
        error_messages={
            "required": _("Enter your message."),
            "max_length": _(
                "Your message has %(show_value)d characters, but the limit is %(limit_value)d. Please "
                "shorten it, or send us the rest in a second message."
            ),
        },
    )
    page = PageField(required=False)
    about = HiddenTextField()
    made = HiddenTextField()
    proof = HiddenTextField()
    confirmed = HiddenTextField()
    # A trap for programs that fill in every field. People do not see it.
    subject = LineField(
        label=_("Leave this field empty"),
        required=False,
        autocomplete="off",
        widget=forms.TextInput(attrs={"tabindex": "-1"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="contact-%s", **kwargs)
        self.fields["topic"].offer(offered_topics())

    @classmethod
    def on_page(cls, path, about=None):
        """An empty form that remembers the path of its page and what that page is about."""
        page = {"page": escape_uri_path(path), "made": tokens.stamp_of_today()}
        return cls(initial={**page, "about": tokens.name(about)} if about else page)

    @property
    def about_words(self) -> str:
        """What the form is about, as its page puts it."""
        return tokens.words_for(self["about"].value() or "")

    @property
    def typed(self) -> list[tuple[str, str]]:
        """The labels of the completed fields, with their values to check before sending."""
        words = {"kind": Kind(self.cleaned_data["kind"]).label, "email": readable(self.cleaned_data["email"])}
        values = self.cleaned_data | words
        fields = [field for field in self.visible_fields() if values.get(field.name)]
        return [(field.label, str(values[field.name])) for field in fields]

    def clean(self):
        values = super().clean()
        self.traces = Traces(*(values.pop(name) for name in Traces._fields))
        about = values.pop("about")
        return {**values, "about": tokens.item_of(about), "about_words": tokens.words_for(about)}


_offered_last = []


def offered_topics() -> list[Topic]:
    """The topics of the form; while the database is down, the last known ones, so that no choice is lost."""
    with suppress(Error, ImproperlyConfigured):
        _offered_last[:] = Topic.objects.filter(is_offered=True)
    return list(_offered_last)

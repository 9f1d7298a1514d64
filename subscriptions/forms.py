from django import forms
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from contacts.forms import EmailLineField, LineField
from events.models import Country
from news.filters import topics
from publishing import languages
from publishing.models import Topic
from subscriptions.models import Pace, Subscription

GONE = _("One of these is no longer offered.")


class ChoicesForm(forms.ModelForm):
    """What one address gets, and how often."""

    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Countries"),
        queryset=Country.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pace = forms.ChoiceField(
        label=_("How often"),
        choices=Pace,
        initial=Pace.WEEKLY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Select how often."), "invalid_choice": _("Select how often.")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[(code, get_language_info(code)["name_local"].capitalize()) for code in languages.CODES],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Select a language."),
            "invalid_choice": _("Select one of the languages."),
        },
    )

    class Meta:
        model = Subscription
        fields = ("topics", "countries", "pace", "language")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="subscription-%s", **kwargs)
        self.initial.setdefault("language", get_language())
        self._offer("topics", Topic.objects.all(), topics())
        chosen = Country.objects.members() | Country.objects.filter(pk__in=self.chosen("countries"))
        self._offer("countries", Country.objects.all(), chosen.by_name())

    def chosen(self, name):
        """The keys chosen beforehand or until now."""
        return [getattr(row, "pk", row) for row in self.initial.get(name, [])]

    def _offer(self, name, all_rows, offered):
        """Offer these; what somebody chose before is kept, whether or not it is offered today."""
        field = self.fields[name]
        field.queryset = all_rows
        field.choices = [(row.pk, row.name) for row in offered]
        field.error_messages |= dict.fromkeys(["invalid_choice", "invalid_pk_value"], GONE)


class SubscriptionForm(ChoicesForm):
    email = EmailLineField(
        label=_("Your email address"),
        max_length=254,
        autocomplete="email",
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Enter an email address in the correct format, like name@example.org."),
            "max_length": _("The email address must be %(limit_value)d characters or fewer."),
        },
    )
    # A trap for programs that fill in every field. People do not see it.
    subject = LineField(
        label=_("Leave this field empty"),
        required=False,
        autocomplete="off",
        widget=forms.TextInput(attrs={"tabindex": "-1"}),
    )

    field_order = ["email"]

"""The form on an inquiry's page."""

from datetime import datetime, time

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contacts.forms import LinesField
from contacts.inquiries.officers import officers, teams
from contacts.inquiries.workflow import name_of, newest_mail, what_came_after
from contacts.models import Inquiry, Message
from contacts.states import State

NOTE_LENGTH = 5000


class LastMinuteField(forms.DateField):
    """A day, stored as its last minute: something due on a day may be done until the day ends."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def prepare_value(self, value):
        return timezone.localdate(value) if isinstance(value, datetime) else value

    def to_python(self, value):
        if isinstance(value, datetime):
            return value
        day = super().to_python(value)
        return day and timezone.make_aware(datetime.combine(day, time(23, 59)))

    def has_changed(self, initial, data):
        """Another time on the same day is not a change."""
        before = initial and self.to_python(timezone.localdate(initial).isoformat())
        return super().has_changed(before, data)


def offer_those_who_answer(form, person: str, group: str) -> None:
    """Offer, in two fields of a form, people and groups who may answer, and the current choice."""
    for name, found in ((person, officers()), (group, teams())):
        if field := form.fields.get(name):
            chosen = getattr(form.instance, f"{name}_id")
            offered = found.model.objects.filter(Q(pk__in=found) | Q(pk=chosen))
            field.queryset = offered.order_by(*found.query.order_by)
    if field := form.fields.get(person):
        field.label_from_instance = name_of


class InquiryForm(forms.ModelForm):
    """What staff may set, and a note. The sender's words are not part of it.

    Each field remembers what the officer saw, so two officers at once overwrite only what they changed; if
    both changed the same field, the second must see the other's change first.
    """

    due_at = LastMinuteField(label=_("Answer due"), required=False)
    note = LinesField(
        label=_("Internal note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For staff only. Notes are never sent to anyone."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_state = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Inquiry
        fields = ("assignee", "team", "due_at", "kind", "topic")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            if name in self.fields:
                self.fields[name].show_hidden_initial = True
        offer_those_who_answer(self, "assignee", "team")
        if due_at := self.fields.get("due_at"):  # without a date it would never be overdue
            due_at.required = self.instance.due_at is not None
        if seen := self.fields.get("seen"):
            seen.initial = newest_mail(self.instance)
            self.fields["seen_state"].initial = self.instance.state

    @property
    def changed_fields(self) -> list[str]:
        return [name for name in self.changed_data if name in self.Meta.fields]

    @property
    def new_state(self) -> str:
        """The state whose button was pressed, otherwise empty."""
        state = self.data.get("_move", "")
        return state if state in State.values else ""

    @property
    def unsent(self) -> Message | None:
        """The answer beside which “Send again” was pressed, if it was."""
        key = self.data.get("_again", "")
        return Message.objects.filter(inquiry=self.instance, pk=key).first() if key.isdecimal() else None

    @cached_property
    def changed_meanwhile(self) -> list[str]:
        """The fields that a colleague changed since the officer opened the page."""
        seen = {name: self.data.get(self.add_initial_prefix(name)) for name in self.Meta.fields}
        return [
            name
            for name, value in seen.items()
            if value is not None and self.fields[name].has_changed(self.initial[name], value)
        ]

    def words_for(self, names, values) -> str:
        """Fields with their values, as the page shows them."""
        sentences = []
        for name in names:
            field, value = self.fields[name], values[name]
            if isinstance(field, forms.ModelChoiceField):
                value = field.queryset.filter(pk=getattr(value, "pk", value)).first()
                value = name_of(value) if name == "assignee" else value
            elif isinstance(field, forms.ChoiceField):
                value = dict(field.choices).get(value, value)
            elif value:
                value = date_format(timezone.localtime(value), "DATE_FORMAT")
            sentences.append(f"{field.label}: {value or '–'}")
        return "; ".join(sentences)

    def clean(self):
        values = super().clean()
        both = [
            name
            for name in self.changed_meanwhile
            if name in self.changed_data
            and self.fields[name].has_changed(self.initial[name], self.data.get(self.add_prefix(name)))
        ]
        problems = [self._what_came_meanwhile(values)] if self.new_state else []
        if both:
            theirs = self.words_for(both, self.initial)
            problems.append(
                gettext(
                    "A colleague has changed this in the meantime: %s. Press the button again to apply "
                    "your change."
                )
                % theirs
            )
        if problems := list(filter(None, problems)):
            self.add_error(None, problems)
        if self.errors:
            self._show_what_is_stored()
        return values

    def _what_came_meanwhile(self, values) -> str:
        """What the officer needs to know before the state changes."""
        again = " " + gettext("Read it below, then press the button again.")
        if late := what_came_after(self.instance, values.get("seen") or 0):
            return late + again
        state = self.instance.state
        if values.get("seen_state") and state not in {values["seen_state"], self.new_state}:
            label = self.instance.get_state_display()
            return gettext("A colleague has changed the state in the meantime: %s.") % label + again
        return ""

    def _show_what_is_stored(self) -> None:
        """The page with the errors shows all that has come in since, so all of it now counts as seen."""
        changed = self.changed_data
        self.data = self.data.copy()
        self.data["seen"], self.data["seen_state"] = newest_mail(self.instance), self.instance.state
        for name in self.changed_meanwhile:
            stored = self.fields[name].prepare_value(self.initial[name])
            stored = "" if stored is None else str(stored)
            self.data[self.add_initial_prefix(name)] = stored
            if name not in changed:
                self.data[self.add_prefix(name)] = stored

"""Forms of an inquiry's page and of its answer."""

from datetime import datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from post_office.models import Attachment as MailAttachment

from contacts import attachments
from contacts.answering import Draft, fill_in, saved_answers, text_for
from contacts.desk import name_of, newest_mail, what_came_after
from contacts.forms import LinesField
from contacts.mail import queue
from contacts.models import Inquiry
from contacts.officers import officers, teams
from contacts.states import State

NOTE_LENGTH = 5000
ANSWER_LENGTH = 20_000


class LastMinuteField(forms.DateField):
    """A day, stored as its last minute: what is due on a day may be done until it ends."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def prepare_value(self, value):
        return timezone.localdate(value) if isinstance(value, datetime) else value

    def to_python(self, value):
        if isinstance(value, datetime):
            return value
        day = super().to_python(value)
        return day and timezone.make_aware(datetime.combine(day, time(23, 59)))

    def has_changed(self, initial, data):
        """What is due at another time of the same day has not changed."""
        before = initial and self.to_python(timezone.localdate(initial).isoformat())
        return super().has_changed(before, data)


def offer_those_who_answer(form, person: str, group: str) -> None:
    """In two fields of a form: people and groups who may answer, and whoever is chosen already."""
    for name, found in ((person, officers()), (group, teams())):
        if field := form.fields.get(name):
            chosen = getattr(form.instance, f"{name}_id")
            offered = found.model.objects.filter(Q(pk__in=found) | Q(pk=chosen))
            field.queryset = offered.order_by(*found.query.order_by)
    if field := form.fields.get(person):
        field.label_from_instance = name_of


class InquiryForm(forms.ModelForm):
    """What staff may set, and a note. The words of the sender are no part of it.

    Each field remembers what the officer saw, so two officers at once overwrite only what they changed, and
    what both changed not before the second has read it.
    """

    due_at = LastMinuteField(label=_("Answer due"), required=False)
    note = LinesField(
        label=_("Internal note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For staff only. A note is never sent to anybody."),
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
        """The state whose button was pressed, else nothing."""
        state = self.data.get("_move", "")
        return state if state in State.values else ""

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
            elif isinstance(value, datetime):
                value = date_format(timezone.localtime(value), "DATE_FORMAT")
            else:
                value = dict(field.choices).get(value, value)
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
                    "A colleague has changed this meanwhile: %s. Press the button once more to set yours."
                )
                % theirs
            )
        if problems := list(filter(None, problems)):
            self.add_error(None, problems)
        if self.errors:
            self._show_what_is_stored()
        return values

    def _what_came_meanwhile(self, values) -> str:
        """What the officer has to know before the state changes."""
        again = " " + gettext("Please read it below; then press the button once more.")
        if late := what_came_after(self.instance, values.get("seen") or 0):
            return late + again
        state = self.instance.state
        if values.get("seen_state") and state not in {values["seen_state"], self.new_state}:
            label = self.instance.get_state_display()
            return gettext("A colleague has changed the state meanwhile: %s.") % label + again
        return ""

    def _show_what_is_stored(self) -> None:
        """The page that says what is wrong shows all that came meanwhile, so that counts as seen from now."""
        changed = self.changed_data
        self.data = self.data.copy()
        self.data["seen"], self.data["seen_state"] = newest_mail(self.instance), self.instance.state
        for name in self.changed_meanwhile:
            stored = self.fields[name].prepare_value(self.initial[name])
            stored = "" if stored is None else str(stored)
            self.data[self.add_initial_prefix(name)] = stored
            if name not in changed:
                self.data[self.add_prefix(name)] = stored


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or []]


class AnswerForm(forms.Form):
    """An answer on its way: written, previewed, sent.

    A page can't send a file a second time, so what is attached is stored at once, whatever else is wrong, and
    `kept` carries it from one look at the answer to the next.
    """

    saved = forms.ModelChoiceField(
        None, label=_("Saved answer"), required=False, empty_label=_("Choose a saved answer")
    )
    body = LinesField(
        label=_("Your answer"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Please write your answer.")},
    )
    files = FilesField(label=_("Attach files"), required=False)
    asks = forms.BooleanField(
        label=_("I ask the sender something"),
        required=False,
        help_text=_("The inquiry then waits for the sender, and opens again when they reply."),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    message_id = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, inquiry, officer, data=None, files=None):
        begin = {"message_id": signer(inquiry).sign(queue.new_message_id()), "seen": newest_mail(inquiry)}
        super().__init__(data and data.copy(), files, initial=begin)
        self.inquiry, self.officer, self.attached = inquiry, officer, []
        self.fields["saved"].queryset = saved_answers(inquiry)
        self.fields["body"].widget.attrs["lang"] = inquiry.language

    def clean_body(self):
        return fill_in(self.cleaned_data["body"], self.inquiry, self.officer)

    def clean_message_id(self):
        try:
            return signer(self.inquiry).unsign(self.cleaned_data["message_id"])
        except BadSignature:
            raise ValidationError(gettext("This form is not from this page. Please open it again.")) from None

    def clean_kept(self):
        """What was attached before, without what was ticked for removal."""
        try:
            keys = signer(self.inquiry).unsign_object(self.cleaned_data["kept"])
        except BadSignature:
            return []
        wanted = [key for key in keys if str(key) not in self.data.getlist("remove")]
        found = MailAttachment.objects.in_bulk(wanted)
        if len(found) < len(wanted):
            self.add_error("files", gettext("A file is gone after a long time. Please attach it again."))
        return [found[key] for key in wanted if key in found]

    def clean(self):
        values = super().clean()
        self.attached, new = values.get("kept", []), values.get("files", [])
        sizes = [(file.name, file.file.size) for file in self.attached]
        try:
            attachments.check([*sizes, *((file.name, file.size) for file in new)])
        except ValidationError as error:
            self.add_error("files", error)
        else:
            self.attached += [
                MailAttachment.objects.create(
                    file=file, name=file.name, mimetype=attachments.kind_of(file.name)
                )
                for file in new
            ]
        self.data["kept"] = signer(self.inquiry).sign_object([file.pk for file in self.attached])
        return values

    def insert_saved(self) -> None:
        """Write the chosen saved answer below what there is; what else is missing is not said yet."""
        saved = self.cleaned_data.get("saved")
        for name in set(self.errors) - {"files"}:
            del self.errors[name]
        if saved is None:
            self.add_error("saved", gettext("Choose the saved answer that you want to insert."))
            return
        try:
            text = text_for(saved, self.inquiry, self.officer)
        except ValidationError as error:
            self.add_error("saved", error)
            return
        self.data["body"] = "\n\n".join(filter(None, [self.data.get("body", "").rstrip(), text]))

    def begin_anew(self) -> None:
        """Take the thread as it is now for seen, and the text for another answer than one that was sent."""
        for name, value in self.initial.items():
            self.data[name] = value

    @property
    def draft(self) -> Draft:
        values = self.cleaned_data
        return Draft(
            inquiry=self.inquiry,
            officer=self.officer,
            body=values["body"],
            message_id=values["message_id"],
            seen=values["seen"],
            attachments=tuple(self.attached),
            asks=values["asks"],
        )


def signer(inquiry):
    return Signer(salt=f"contacts.answer.{inquiry.pk}")

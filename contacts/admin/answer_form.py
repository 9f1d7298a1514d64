"""The form for an answer by email."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from post_office.models import Attachment as MailAttachment

from contacts import languages
from contacts.forms import LinesField
from contacts.inquiries.answering import Draft, fill_in, language_of, saved_answers, text_for
from contacts.inquiries.workflow import newest_mail
from contacts.mail import attachments, queue

ANSWER_LENGTH = 20_000


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = FilesInput

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(file, initial) for file in data or []]


class AnswerForm(forms.Form):
    """An answer on its way: written, previewed, sent.

    A browser can't send a file again, so attachments are stored at once, whatever else is wrong, and
    `kept` carries them from one step to the next.
    """

    saved = forms.ModelChoiceField(
        None, label=_("Saved answer"), required=False, empty_label=_("Select a saved answer")
    )
    body = LinesField(
        label=_("Your answer"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Enter your answer.")},
    )
    files = FilesField(label=_("Attach files"), required=False)
    asks = forms.BooleanField(
        label=_("I am asking the sender a question"),
        required=False,
        help_text=_("The inquiry then waits for the sender and reopens when they reply."),
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    message_id = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, inquiry, officer, data=None, files=None):
        begin = {"message_id": signer(inquiry).sign(queue.new_message_id()), "seen": newest_mail(inquiry)}
        super().__init__(None if data is None else data.copy(), files, initial=begin)
        self.inquiry, self.officer, self.attached = inquiry, officer, []
        self.fields["saved"].queryset = saved_answers(inquiry)
        self.fields["saved"].label_from_instance = self.label_of_saved
        self.fields["body"].widget.attrs["lang"] = inquiry.language

    def label_of_saved(self, saved) -> str:
        """The title, with the language if it is not the sender's."""
        language = language_of(saved, self.inquiry)
        is_senders = language == self.inquiry.language
        return saved.title if is_senders else f"{saved.title} ({languages.NAMES[language]})"

    def clean_body(self):
        return fill_in(self.cleaned_data["body"], self.inquiry, self.officer)

    def clean_message_id(self):
        try:
            return signer(self.inquiry).unsign(self.cleaned_data["message_id"])
        except BadSignature:
            raise ValidationError(
                gettext("This form does not belong to this page. Please open the page again.")
            ) from None

    def clean_kept(self):
        """The files attached before, without those ticked for removal."""
        try:
            keys = signer(self.inquiry).unsign_object(self.cleaned_data["kept"])
        except BadSignature:
            return []
        wanted = [key for key in keys if str(key) not in self.data.getlist("remove")]
        found = MailAttachment.objects.in_bulk(wanted)
        if len(found) < len(wanted):
            self.add_error("files", gettext("An attached file has expired. Please attach it again."))
        return [found[key] for key in wanted if key in found]

    def clean(self):
        values = super().clean()
        self.attached, new = values.get("kept", []), values.get("files", [])
        sizes = [(file.name, file.file.size) for file in self.attached]
        try:
            attachments.check([*sizes, *((file.name, file.size) for file in new)])
            for file in new:
                kind = attachments.kind_of(file.name)
                with transaction.atomic():
                    stored = MailAttachment.objects.create(file=file, name=file.name, mimetype=kind)
                self.attached.append(stored)
        except ValidationError as error:  # of a wrong file, or of a full disk
            self.add_error("files", error)
        self.data["kept"] = signer(self.inquiry).sign_object([file.pk for file in self.attached])
        return values

    def insert_saved(self) -> None:
        """Add the selected saved answer below the text; other errors are not reported yet."""
        saved = self.cleaned_data.get("saved")
        for name in set(self.errors) - {"files"}:
            del self.errors[name]
        if saved is None:
            self.add_error("saved", gettext("Select the saved answer you want to insert."))
            return
        try:
            text = text_for(saved, self.inquiry, self.officer)
        except ValidationError as error:
            self.add_error("saved", error)
            return
        self.data["body"] = "\n\n".join(filter(None, [self.data.get("body", "").rstrip(), text]))

    def begin_anew(self) -> None:
        """Mark the thread as seen in its current state, and treat the text as a new answer."""
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

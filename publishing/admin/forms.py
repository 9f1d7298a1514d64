"""The form of everything that is published: decides what may be saved, and says why not."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from publishing import images, languages, richtext
from publishing.admin.columns import moment, name_of
from publishing.admin.languages import LanguageForm
from publishing.admin.topics import unknown_topics
from publishing.models import Picture, State

PREVIEW = "_preview"  # the button that only shows what was typed; its value is the language
VISIBLE_OR_WAS = {State.PUBLISHED, State.ARCHIVED}


def check_body(html: str) -> None:
    """Raise ValidationError with a sentence for each reason why this cleaned text can't be saved."""
    if len(html) > richtext.MAX_LENGTH:
        raise ValidationError(
            _(
                "This text is %(length)s characters long; the limit is %(limit)s. Please split it, or "
                "attach the long part as a document."
            )
            % {"length": f"{len(html):,}", "limit": f"{richtext.MAX_LENGTH:,}"}
        )
    shown = richtext.pictures_in(html)
    digests = [images.digest_in(picture["src"]) for picture in shown]
    library = {picture.digest: picture for picture in Picture.objects.filter(digest__in=digests)}
    sentences = []
    for number, (picture, digest) in enumerate(zip(shown, digests, strict=True), start=1):
        known = library.get(digest)
        if known is None:
            sentences.append(
                _("Picture %(number)s is no longer in the picture library.") % {"number": number}
            )
        elif not picture.get("alt", "").strip() and not ("alt" in picture and known.is_decorative):
            sentences.append(
                _("Picture %(number)s, “%(title)s”, needs alternative text that says what it shows.")
                % {"number": number, "title": known.title}
            )
    if sentences:
        raise ValidationError(sentences)


def _confirmation(code):
    sentence = _("{language}: the text matches the present English text.")
    return forms.BooleanField(required=False, label=format_lazy(sentence, language=languages.NAMES[code]))


# What fields a form has is settled when its class is made.
ConfirmingForm = type(
    "ConfirmingForm",
    (LanguageForm,),
    {languages.column("is_current", code): _confirmation(code) for code in languages.OTHERS},
)


class PublishableForm(ConfirmingForm):
    """Subclasses of `PublishableAdmin` pass it the current `user`, who may not have permission to publish."""

    user = None
    may_publish = False
    may_add_topics = False

    state = forms.ChoiceField(label=_("state"), choices=State, required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen_version"] = self.instance.version
        if "title_en" in self.fields:
            self.fields["title_en"].error_messages["required"] = _("The English title can’t be empty.")

    def clean_topics(self):
        names = self.cleaned_data["topics"]
        if not self.may_add_topics and (unknown := unknown_topics(names)):
            raise ValidationError(
                _(
                    "There is no such topic yet: %(names)s. Select one of the suggestions, or ask an "
                    "editor to add it."
                )
                % {"names": ", ".join(unknown)}
            )
        return names

    def clean(self):
        cleaned = super().clean()
        target = cleaned.get("state") or self.instance.state
        self._clean_bodies()
        if self.instance.pk:
            self._refuse_overwriting()
        if not self.may_publish:
            self._refuse_publishing(target)
        if target == State.PUBLISHED:
            self._check_ready()
        self._check_times()
        self._refuse_surprises()
        self.instance.state = target
        return cleaned

    def save(self, commit=True):
        self.instance.updated_by = self.user
        if self.instance.pk is None:
            self.instance.created_by = self.user
        return super().save(commit)

    def confirmed_translations(self) -> list[str]:
        """Codes of the languages whose text staff confirm to match the current English text."""
        return [
            code for code in languages.OTHERS if self.cleaned_data.get(languages.column("is_current", code))
        ]

    def _clean_bodies(self):
        for name in languages.columns("body"):
            if html := self.cleaned_data.get(name):
                self.cleaned_data[name] = richtext.clean_html(html)
                try:
                    check_body(self.cleaned_data[name])
                except ValidationError as error:
                    self.add_error(name, error)

    def _refuse_overwriting(self):
        stored = type(self.instance)._base_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        if self.cleaned_data.get("seen_version") == stored.version:
            return
        # Saving again is then a decision made with open eyes.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = stored.version
        person = stored.updated_by
        sentence = _(
            "%(name)s changed this on %(time)s, after you opened it. Nothing has been saved yet, and "
            "what you wrote is still here. Compare it with the other version: if you save again, yours "
            "replaces it."
        ) % {
            "name": name_of(person) if person else _("Someone"),
            "time": moment(stored.updated_at),
        }
        self.add_error(
            None,
            format_html('{} <a href="" target="_blank">{}</a>', sentence, _("Open the other version")),
        )

    def _refuse_publishing(self, target):
        if self.instance.state == State.PUBLISHED:
            self.add_error(
                None, _("This has been published in the meantime. Please ask an editor to change it.")
            )
        elif target in VISIBLE_OR_WAS and target != self.instance.state:
            self.add_error(
                None, _("You do not have permission to publish. Please submit it for review instead.")
            )

    def _check_ready(self):
        if "body_en" not in self.errors and not self.cleaned_data.get("body_en"):
            self.add_error("body_en", _("Nothing can be published without an English text."))
        ends = self.cleaned_data.get("unpublish_at")
        if ends and ends <= timezone.now() and self.instance.state != State.PUBLISHED:
            self.add_error(
                "unpublish_at", _("This time has passed, so no one would see it. Enter a later time.")
            )

    def _refuse_surprises(self):
        """Saving a published item changes its content; only other buttons change whether readers see it."""
        data = self.cleaned_data
        is_asked_for = data.get("state") or PREVIEW in self.data
        if self.instance.state != State.PUBLISHED or is_asked_for or "publish_at" in self.errors:
            return
        at = data.get("publish_at")
        is_later = at is not None and at > timezone.now()
        if self.instance.is_scheduled and not is_later:
            sentence = _(
                "This is scheduled. Without a time in the future, readers would see it at once. Enter "
                "one, or press “Publish now” or “Back to draft”."
            )
        elif self.instance.is_published and is_later:
            sentence = _(
                "Readers can see this now, and would not see it again until that time. Enter the "
                "previous time, or press “Take down until then”."
            )
        else:
            return
        self.add_error("publish_at", sentence)

    def _check_times(self):
        starts, ends = self.cleaned_data.get("publish_at"), self.cleaned_data.get("unpublish_at")
        if starts and ends and ends <= starts:
            self.add_error("unpublish_at", _("The time to take the item down is before its publication."))

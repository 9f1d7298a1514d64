"""The lines of the page that adds several speakers: person, role and session."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.programme import session_choices
from events.choices import ON_STAGE, Answer, Role
from events.models import Country, Organisation, Participation, ParticipationRole, Person
from publishing.admin.choosers import KeySelect, name_as_suggested

EMPTY_LINES = 5
MAX_LINES = 60
MAX_CANDIDATES = 5
NEW = "new"


def autocomplete(model, name, may_add=False):
    """A field that looks up a record by its names, as in the form of a participant."""
    field = Participation._meta.get_field(name)
    widget = KeySelect(field, admin.site)
    if may_add:
        widget = RelatedFieldWidgetWrapper(widget, field.remote_field, admin.site, can_add_related=True)
    chooser = forms.ModelChoiceField(
        model.objects.all(), required=False, label=field.verbose_name.capitalize(), widget=widget
    )
    return name_as_suggested(chooser, admin.site)


def roles():
    on_stage = [(role.value, role.label) for role in ON_STAGE]
    others = [(role.value, role.label) for role in Role if role not in ON_STAGE]
    return [(gettext("On stage"), on_stage), (gettext("Others"), others)]


class SpeakerLine(forms.Form):
    person = autocomplete(Person, "person")
    given_name = forms.CharField(label=_("or, for a new person: given name"), required=False, max_length=120)
    family_name = forms.CharField(label=_("family name"), required=False, max_length=120)
    family_name_first = forms.BooleanField(label=_("Family name first"), required=False)
    match = forms.ChoiceField(label=_("Did you mean"), required=False, widget=forms.RadioSelect)
    job_title = forms.CharField(label=_("Job title"), required=False, max_length=250)
    organisation = autocomplete(Organisation, "organisation", may_add=True)
    country = autocomplete(Country, "country")
    role = forms.ChoiceField(label=_("Role"), choices=roles, initial=Role.SPEAKER)
    session = forms.TypedChoiceField(label=_("Session"), required=False, coerce=int, empty_value=None)
    topic = forms.CharField(label=_("Subject"), required=False, max_length=250)
    consent = forms.ChoiceField(
        label=_("Agrees to be listed"), choices=Answer, initial=Answer.YES, required=False
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = sessions
        self.candidates = self._candidates()
        self.fields["match"].choices = [
            *((str(person.pk), _described(person)) for person in self.candidates),
            (NEW, gettext("None of these: a new person")),
        ]

    # What a line says by itself is not enough to make it one.
    DEFAULTS = {"role", "session", "consent", "match", "family_name_first"}

    def has_changed(self):
        return bool(set(self.changed_data) - self.DEFAULTS)

    @property
    def new_name(self) -> str:
        """The typed name, if no existing person was selected."""
        if not self.is_bound or self.data.get(self.add_prefix("person")):
            return ""
        typed = (self.data.get(self.add_prefix(name), "") for name in ("given_name", "family_name"))
        return " ".join(" ".join(typed).split())

    def _candidates(self) -> list[Person]:
        if not self.new_name:
            return []
        people = Person.objects.named_like(self.new_name).prefetch_related("participations__organisation")
        return list(people[:MAX_CANDIDATES])

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("person") and not self.new_name:
            self.add_error("person", gettext("Select a person, or enter the name of a new one."))
        if self.candidates and not cleaned.get("match") and "match" not in self.errors:
            self.add_error(
                "match", gettext("Someone with this or a similar name is already known. Who is it?")
            )
        return cleaned

    @property
    def chosen(self) -> Person | None:
        """The existing person; None for a new one."""
        if person := self.cleaned_data.get("person"):
            return person
        match = self.cleaned_data.get("match")
        return next((person for person in self.candidates if str(person.pk) == match), None)


def _described(person) -> str:
    """A person with where they were last seen, to distinguish them from others with the same name."""
    seen = list(person.participations.all())
    if not seen:
        return str(person)
    last = max(seen, key=lambda each: each.pk)
    return ", ".join(part for part in (str(person), last.job_title, last.organisation_name) if part)


class BaseSpeakerFormSet(forms.BaseFormSet):
    def __init__(self, *args, event, initial=None, **kwargs):
        self.event = event
        if initial:
            self.extra = 0
        super().__init__(*args, initial=initial, **kwargs)

    @cached_property
    def sessions(self):
        return session_choices(self.event)

    def get_form_kwargs(self, index):
        return {"sessions": self.sessions, "empty_permitted": True}

    def hide_errors(self):
        """Show what was typed without judging it yet."""
        for form in self.forms:
            form._errors = {}  # noqa: SLF001  Django has no other word for it

    @property
    def filled(self):
        return [form for form in self.forms if form.has_changed()]


SpeakerFormSet = forms.formset_factory(
    SpeakerLine, formset=BaseSpeakerFormSet, extra=EMPTY_LINES, max_num=MAX_LINES, absolute_max=MAX_LINES
)


def save_lines(event, lines) -> tuple[list[str], list[str]]:
    """Returns the names of new participants, and of existing ones who were given further roles.

    Two lines for one person make one participation with two roles. What is already known about someone at
    this event is kept; only gaps are filled, so a refusal to be listed is never turned into consent.
    """
    added, joined, made = [], [], {}
    for line in lines.filled:
        data = line.cleaned_data
        name = line.new_name.casefold()
        person = line.chosen or made.get(name) or _new_person(data)
        if not line.chosen:
            made[name] = person
        participation = Participation.objects.filter(event=event, person=person).first()
        names = joined if participation else added
        participation = participation or Participation(event=event, person=person)
        if person.name not in added + joined:
            names.append(person.name)
        _fill_gaps(participation, data)
        participation.save()
        ParticipationRole.objects.get_or_create(
            participation=participation,
            role=data["role"],
            session_id=data["session"],
            defaults={"topic": data["topic"]},
        )
    return added, joined


def _new_person(data) -> Person:
    given, family = data["given_name"].strip(), data["family_name"].strip()
    # Who has one name only has it as the family name.
    given, family = (given, family) if family else ("", given)
    return Person.objects.create(
        given_name=given, family_name=family, family_name_first=data["family_name_first"]
    )


def _fill_gaps(participation, data) -> None:
    participation.job_title_en = participation.job_title_en or data["job_title"]
    participation.organisation = participation.organisation or data["organisation"]
    participation.country = participation.country or data["country"]
    if participation.consent == Answer.UNKNOWN:
        participation.consent = data["consent"] or Answer.UNKNOWN

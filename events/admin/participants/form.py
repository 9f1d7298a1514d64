"""One participant: everything that was true at the event, and the roles. It has no list of its own."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.forms import HiddenInput
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.participants.page import participants_page
from events.admin.programme import ProgrammeFormSet, StackedRows, session_choices
from events.models import Event, Participation, ParticipationRole, Person, Session
from events.models.names import NAME_COLUMNS
from history.admin import HistoryAdmin
from publishing import languages
from publishing.admin.deleting.guard import DeletingAdmin
from publishing.admin.languages import LanguageForm, LanguagesAdmin, language_fieldsets
from publishing.admin.rows import NamedRecords
from publishing.keys import key_in

NAMES_THAT_DAY = languages.columns("organisation_name")


class ParticipationForm(LanguageForm):
    """Knows what the page showed when it was opened, so that only actual changes are saved."""

    taken = {}  # the present name of the person, where none was typed

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stored = self.instance.pk is not None
        for field in self.fields.values():
            field.show_hidden_initial = stored
        # Still a field, so that the constraint of one participation per event is checked here.
        self.fields["event"].disabled = stored

    def clean(self):
        cleaned = super().clean()
        if "organisation" in self.changed_data and not set(NAMES_THAT_DAY) & set(self.changed_data):
            # The name that was kept is another organisation's; saving notes the present one's.
            cleaned |= dict.fromkeys(NAMES_THAT_DAY, "")
        if person := cleaned.get("person"):
            present = {column: getattr(person, column) for column in NAME_COLUMNS}
            if "person" in self.changed_data and not self.is_name_typed:
                self.taken = present
            elif not cleaned.get("given_name") and not cleaned.get("family_name"):
                self.taken = {column: cleaned.get(column) or present[column] for column in present}
        return cleaned | self.taken

    @property
    def is_name_typed(self) -> bool:
        return bool(set(NAME_COLUMNS) & set(self.changed_data))

    @property
    def columns_to_save(self) -> set[str]:
        changed = set(self.changed_data) | set(self.taken)
        return changed | set(NAMES_THAT_DAY) if "organisation" in changed else changed


class RoleFormSet(ProgrammeFormSet):
    """Offers the sessions of the participation's event."""

    @cached_property
    def session_choices(self):
        return session_choices(self.instance.event)

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"session_choices": self.session_choices}


class RoleForm(LanguageForm):
    def __init__(self, *args, parent, session_choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = Session.objects.filter(event=parent.event_id)
        self.fields["session"].choices = session_choices


class RoleInline(StackedRows):
    model = ParticipationRole
    form = RoleForm
    formset = RoleFormSet
    fieldsets = (
        (None, {"fields": [("role", "session", "topic_en")]}),
        (
            _("Subject in other languages"),
            {"fields": languages.columns("topic", codes=languages.OTHERS), "classes": ["collapse"]},
        ),
    )
    verbose_name_plural = _("roles")


@admin.register(Participation)
class ParticipationAdmin(NamedRecords, HistoryAdmin, DeletingAdmin, LanguagesAdmin):
    form = ParticipationForm
    change_form_template = "admin/events/participation_form.html"
    fieldsets = (
        (_("Person"), {"fields": ["event", "person", "organisation", "country"]}),
        (
            _("Name at the time"),
            {
                "fields": NAME_COLUMNS,
                "description": _(
                    "The name shown in this event’s list. If empty, the person’s current name is used. "
                    "It stays the same when the person’s name changes."
                ),
            },
        ),
        *language_fieldsets("job_title", "organisation_name"),
        (_("At the event"), {"fields": [("mode", "attended"), ("consent", "gender"), "order"]}),
    )
    inlines = (RoleInline,)
    autocomplete_fields = ("person", "organisation", "country")

    class Media:
        css = {"all": ["staff/event.css"]}

    def has_module_permission(self, request):
        return False

    def _may(self, request, participation=None):
        return request.user.has_perm("events.change_event") and not (
            participation and participation.event.trashed_at
        )

    def has_view_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_add_permission(self, request):
        return self._may(request)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("event", "person")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "event":
            kwargs["widget"] = HiddenInput()
            return db_field.formfield(**kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:events_event_changelist")

    def _event(self, request) -> Event:
        key = key_in(request.POST.get("event") or request.GET.get("event"))
        return get_object_or_404(Event.objects.outside_trash(), pk=key)

    def add_view(self, request, form_url="", extra_context=None):
        event = self._event(request)
        context = {"event": event, "subtitle": str(event), "show_save_and_continue": False}
        return super().add_view(request, form_url, context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        participation = self.get_object(request, unquote(object_id))
        context = {"show_save_and_continue": False}
        if participation:
            context |= {"event": participation.event, "subtitle": participation.name}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request, obj, form, change):
        if change:
            obj.save(update_fields=form.columns_to_save)
        else:
            obj.save()
        if form.is_name_typed:
            person = Person.objects.select_for_update(of=("self",)).get(pk=obj.person_id)
            if person.learn_spellings([obj.name, obj.native_name]):
                person.save(update_fields=["aliases", "names_key"])

    def response_add(self, request, obj, post_url_continue=None):
        return self._back(request, obj, gettext("%(name)s is now a participant of the event."))

    def response_change(self, request, obj):
        return self._back(request, obj, gettext("%(name)s was saved."))

    def _back(self, request, participation, sentence):
        self.message_user(request, sentence % {"name": participation.name}, messages.SUCCESS)
        if request.GET.get("back") == "person":
            return redirect("admin:events_person_change", participation.person_id)
        if "_addanother" in request.POST:
            return redirect(f"{request.path}?event={participation.event_id}")
        return redirect(participants_page(participation.event))

    def get_formset_kwargs(self, request, obj, inline, prefix):
        if obj.event_id is None:  # a new participation, whose roles may name the sessions of its event
            obj.event = self._event(request)
        return super().get_formset_kwargs(request, obj, inline, prefix)

    def delete_view(self, request, object_id, extra_context=None):
        participation = self.get_object(request, unquote(object_id))
        response = super().delete_view(request, object_id, extra_context)
        if participation and response.status_code == HTTPStatus.FOUND:
            return redirect(participants_page(participation.event))
        return response

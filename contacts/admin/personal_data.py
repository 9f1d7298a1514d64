"""The personal data access log, and the page that shows, exports and erases one person's data."""

from django import forms
from django.contrib import admin, messages
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from contacts import personal_data, retention
from contacts.admin.pages import DeskPage, PagesAdmin
from contacts.forms import LineField
from contacts.inquiries.workflow import name_of
from contacts.models import Inquiry, Look

LABELS = {
    "inquiries": _("Inquiries"),
    "messages": _("Messages in threads"),
    "files": _("Files"),
    "notes": _("Internal notes"),
    "mails": _("Outgoing emails"),
    "quotes": _("Quotes"),
}


class PersonForm(forms.Form):
    """Sent by POST, so that people's addresses stay out of the server's logs."""

    address = LineField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "size": 40}),
        error_messages={"required": _("Enter the person’s email address.")},
    )


@method_decorator([never_cache, sensitive_post_parameters("address")], name="dispatch")
class PersonPage(DeskPage):
    """Every step is a POST with the address: show, download, confirm erasing, erase."""

    path = "person/"
    name = "contacts_person"
    template = "admin/contacts/privacy/person.html"
    permission_required = "contacts.erase_inquiry"

    def get(self, request):
        return self._show(PersonForm())

    def post(self, request):
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        kept = personal_data.kept_about(form.cleaned_data["address"])
        step = request.POST.get("step")
        if step == "erase" and request.POST.get("total") == str(kept.counts.total()):
            return self._erase(kept)
        for inquiry in kept.all_inquiries:
            retention.note_look(request.user, inquiry, "exported" if step == "export" else "read")
        if step == "export":
            name = f"personal-data-{timezone.localdate().isoformat()}.zip"
            return FileResponse(personal_data.archive(kept), as_attachment=True, filename=name)
        if step == "erase":
            text = gettext("The number of records has changed since it was shown. Please check again.")
            self.message(text, messages.WARNING)
        return self._show(form, kept, asks=step in {"ask", "erase"})

    def _erase(self, kept):
        counts = personal_data.erase(kept, self.request.user)
        total = counts.total()
        text = ngettext("%d record was permanently erased.", "%d records were permanently erased.", total)
        self.message(text % total, messages.SUCCESS)
        return redirect("admin:contacts_person")

    def _show(self, form, kept=None, asks=False):
        counts = kept.counts if kept else {}
        labels = LABELS | {keeper.NAME: keeper.LABEL for keeper in personal_data.KEEPERS}
        return self.render(
            gettext("A person’s data"),
            opts=Inquiry._meta,
            form=form,
            kept=kept,
            counts=[(label, counts[name]) for name, label in labels.items() if name in counts],
            total=kept and counts.total(),
            asks=asks,
        )


@admin.register(Look)
class LookAdmin(PagesAdmin):
    pages = (PersonPage,)
    change_list_template = "admin/contacts/privacy/looks.html"
    list_display = ("at", "who", "inquiry_link")
    list_filter = ("what", "at")
    list_display_links = None
    list_select_related = ("user",)
    search_fields = ("reference", "user__username")
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        title = {"title": gettext("Personal data access log")}
        return super().changelist_view(request, title | (extra_context or {}))

    @admin.display(description=_("staff member"), ordering="user__username")
    def who(self, look):
        who = name_of(look.user) if look.user else "–"
        return format_html('{} <span class="quiet">{}</span>', who, look.get_what_display())

    @admin.display(description=_("inquiry"), ordering="reference")
    def inquiry_link(self, look):
        address = reverse("admin:contacts_inquiry_changelist") + f"?q={look.reference}"
        return format_html('<a href="{}">{}</a>', address, look.reference)

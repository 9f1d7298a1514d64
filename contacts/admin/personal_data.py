"""Who looked at personal data, and the page on which one person's data are shown, exported and erased."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from contacts import personal_data, retention
from contacts.forms import LineField
from contacts.inquiries.workflow import name_of
from contacts.models import Inquiry, Look


class PersonForm(forms.Form):
    """It is posted, so that addresses of people stay out of the server's logs."""

    address = LineField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "size": 40}),
        error_messages={"required": _("Write the e-mail address of the person.")},
    )


@admin.register(Look)
class LookAdmin(admin.ModelAdmin):
    change_list_template = "admin/contacts/privacy/looks.html"
    list_display = ["at", "who", "inquiry_link"]
    list_filter = ["what", "at"]
    list_display_links = None
    list_select_related = ["user"]
    search_fields = ["reference", "user__username"]
    date_hierarchy = "at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        title = {"title": gettext("Looks at personal data")}
        return super().changelist_view(request, title | (extra_context or {}))

    def get_urls(self):
        view = self.admin_site.admin_view(self.person_view)
        return [path("person/", view, name="contacts_person"), *super().get_urls()]

    @admin.display(description=_("who"), ordering="user__username")
    def who(self, look):
        who = name_of(look.user) if look.user else "–"
        return format_html('{} <span class="quiet">{}</span>', who, look.get_what_display())

    @admin.display(description=_("inquiry"), ordering="reference")
    def inquiry_link(self, look):
        address = reverse("admin:contacts_inquiry_changelist") + f"?q={look.reference}"
        return format_html('<a href="{}">{}</a>', address, look.reference)

    @method_decorator([never_cache, sensitive_post_parameters("address")])
    def person_view(self, request):
        """Every step is a post with the address: show, download, ask whether to erase, erase."""
        if not request.user.has_perm("contacts.erase_inquiry"):
            raise PermissionDenied
        form = PersonForm(request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self.show(request, form)
        kept = personal_data.kept_about(form.cleaned_data["address"])
        step = request.POST.get("step")
        if step == "erase" and request.POST.get("total") == str(kept.counts.total()):
            return self.erase(request, kept)
        for inquiry in kept.all_inquiries:
            retention.note_look(request.user, inquiry, "exported" if step == "export" else "read")
        if step == "export":
            name = f"personal-data-{timezone.localdate().isoformat()}.zip"
            return FileResponse(personal_data.archive(kept), as_attachment=True, filename=name)
        if step == "erase":
            text = gettext("Something came in, or went, since the number was shown. Please look again.")
            self.message_user(request, text, messages.WARNING)
        return self.show(request, form, kept, asks=step in {"ask", "erase"})

    def erase(self, request, kept):
        counts = personal_data.erase(kept, request.user)
        total = counts.total()
        text = ngettext("%d record was erased for ever.", "%d records were erased for ever.", total)
        self.message_user(request, text % total, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:contacts_person"))

    def show(self, request, form, kept=None, asks=False):
        counts = kept.counts if kept else {}
        context = {
            **self.admin_site.each_context(request),
            "opts": Inquiry._meta,
            "media": self.media,
            "title": gettext("A person’s data"),
            "form": form,
            "kept": kept,
            "counts": [(label, counts[name]) for name, label in LABELS.items() if name in counts],
            "total": kept and counts.total(),
            "asks": asks,
        }
        return TemplateResponse(request, "admin/contacts/privacy/person.html", context)


LABELS = {
    "inquiries": _("Inquiries"),
    "messages": _("Messages of the threads"),
    "files": _("Files"),
    "notes": _("Internal notes"),
    "mails": _("Outgoing mails"),
    "quotes": _("Quotes"),
}

"""The page on which an inquiry is answered, and the files of its thread."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext

from contacts import retention
from contacts.admin.answer_form import AnswerForm
from contacts.admin.thread import thread
from contacts.email_addresses import readable
from contacts.inquiries import answering
from contacts.models import Attachment


class AnswerPages(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/answer/", view(self.answer_view), name="contacts_inquiry_answer"),
            path("file/<int:pk>/", view(self.file_view), name="contacts_inquiry_file"),
            *super().get_urls(),
        ]

    def may_answer(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("contacts.add_message")

    def answer_view(self, request, pk):
        """Write, insert a saved answer, preview, send: each is a post that keeps all that was typed."""
        if not self.may_answer(request):
            raise PermissionDenied
        inquiry = get_object_or_404(self.get_queryset(request), pk=pk)
        page = HttpResponseRedirect(reverse("admin:contacts_inquiry_change", args=[pk]))
        if request.method != "POST":
            if problem := answering.why_not(inquiry):
                self.message_user(request, problem, messages.ERROR)
                return page
            return self.show(request, inquiry, AnswerForm(inquiry, request.user))
        form = AnswerForm(inquiry, request.user, request.POST, request.FILES)
        if "_insert" in request.POST:
            form.is_valid()
            form.insert_saved()
        elif form.is_valid():
            if "_send" not in request.POST:
                return self.show(request, inquiry, form, preview=form.draft.letter)
            if self.send(request, form):
                return page
        return self.show(request, inquiry, form)

    def send(self, request, form) -> bool:
        try:
            answering.send(form.draft)
        except answering.OvertakenError as late:
            form.add_error(
                None, f"{late} " + gettext("Please read it below; to send yours as well, press “Send” again.")
            )
            form.begin_anew()
            return False
        except ValidationError as error:
            form.add_error(None, error)
            return False
        text = gettext("The answer is on its way to %s.") % readable(form.inquiry.email)
        self.message_user(request, text, messages.SUCCESS)
        return True

    def show(self, request, inquiry, form, preview=None):
        retention.note_look(request.user, inquiry)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": gettext("Answer to %s") % inquiry.reference,
            "inquiry": inquiry,
            "form": form,
            "preview": preview and {**preview, "from": answering.sender()},
            "thread": thread(inquiry)[::-1],
            "other_sender": answering.other_sender(inquiry),
        }
        return TemplateResponse(request, "admin/contacts/inquiry/answer.html", context)

    def file_view(self, request, pk):
        """A file of a thread, to be stored and never to be shown: it comes from anybody."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        attachment = get_object_or_404(Attachment, pk=pk, message__inquiry__in=self.get_queryset(request))
        try:
            content = attachment.file.open("rb")
        except OSError:
            raise Http404(gettext("The file is gone.")) from None
        retention.note_look(request.user, attachment.message.inquiry)
        return FileResponse(
            content, as_attachment=True, filename=attachment.name, content_type="application/octet-stream"
        )

"""The page on which an inquiry is answered, and the files of its thread."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from contacts import retention
from contacts.admin.access import OwnInquiries
from contacts.admin.answer_form import AnswerForm
from contacts.admin.pages import DeskPage
from contacts.admin.thread import thread
from contacts.email_addresses import readable
from contacts.inquiries import answering
from contacts.models import Attachment


class AnswerPage(DeskPage):
    """Write, insert a saved answer, preview, send: each is a POST that keeps everything typed."""

    model_admin: OwnInquiries
    path = "<int:pk>/answer/"
    name = "contacts_inquiry_answer"
    template = "admin/contacts/inquiry/answer.html"

    def has_permission(self):
        return self.model_admin.may_answer(self.request)

    def get(self, request, pk):
        inquiry = self._inquiry(pk)
        if problem := answering.why_not(inquiry):
            self.message(problem, messages.ERROR)
            return redirect("admin:contacts_inquiry_change", pk)
        return self._show(AnswerForm(inquiry, request.user))

    def post(self, request, pk):
        form = AnswerForm(self._inquiry(pk), request.user, request.POST, request.FILES)
        if "_insert" in request.POST:
            form.is_valid()
            form.insert_saved()
        elif form.is_valid():
            if "_send" not in request.POST:
                return self._show(form, preview=form.draft.letter)
            if self._send(form):
                return redirect("admin:contacts_inquiry_change", pk)
        return self._show(form)

    def _inquiry(self, pk):
        return get_object_or_404(self.model_admin.get_queryset(self.request), pk=pk)

    def _send(self, form) -> bool:
        try:
            answering.send(form.draft)
        except answering.OvertakenError as late:
            form.add_error(
                None, f"{late} " + gettext("Read it below. To send your answer as well, press “Send” again.")
            )
            form.begin_anew()
            return False
        except ValidationError as error:
            form.add_error(None, error)
            return False
        text = gettext("The answer is on its way to %s.") % readable(form.inquiry.email)
        self.message(text, messages.SUCCESS)
        return True

    def _show(self, form, preview=None):
        inquiry = form.inquiry
        retention.note_look(self.request.user, inquiry)
        return self.render(
            gettext("Answer to %s") % inquiry.reference,
            inquiry=inquiry,
            form=form,
            preview=preview and {**preview, "from": answering.sender()},
            thread=thread(inquiry)[::-1],
            other_sender=answering.other_sender(inquiry),
        )


class FilePage(DeskPage):
    """A file of a thread, served as a download and never shown in place: anyone may have sent it."""

    model_admin: OwnInquiries
    path = "file/<int:pk>/"
    name = "contacts_inquiry_file"

    def has_permission(self):
        return self.model_admin.has_view_permission(self.request)

    def get(self, request, pk):
        inquiries = self.model_admin.get_queryset(request)
        attachment = get_object_or_404(Attachment, pk=pk, message__inquiry__in=inquiries)
        try:
            content = attachment.file.open("rb")
        except OSError:
            raise Http404(gettext("The file no longer exists.")) from None
        retention.note_look(request.user, attachment.message.inquiry)
        return FileResponse(
            content, as_attachment=True, filename=attachment.name, content_type="application/octet-stream"
        )

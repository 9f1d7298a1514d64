import re

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.template.defaultfilters import linebreaksbr
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Attachment, Email, EmailTemplate, Log

from contacts import retention
from contacts.admin.filters import AddressSearch
from contacts.email_addresses import readable
from contacts.inquiries.replies import REFERENCE
from contacts.mail import queue
from contacts.models import Inquiry, Mail

# What follows in a link is a secret of the recipient's.
SECRETS = re.compile(r"(/contact/permission/|/password-reset/[^\s/]+/)[^\s/]+")

# Their rows are seen through `Mail`; templates would run what they are given as code, and are not used.
for model in (Attachment, Email, EmailTemplate, Log):
    admin.site.unregister(model)


class MailFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("stuck", _("Stuck")),
            ("waiting", _("Waiting or to be retried")),
            ("sent", _("Sent")),
            ("failed", _("Failed or set aside")),
        ]

    def queryset(self, request, queryset):
        match self.value():
            case "stuck":
                return queryset.filter(pk__in=queue.stuck())
            case "waiting":
                return queryset.filter(status__in=queue.WAITING)
            case "sent":
                return queryset.filter(status=STATUS.sent)
            case "failed":
                return queryset.filter(status=STATUS.failed)
        return queryset


@admin.register(Mail)
class MailAdmin(AddressSearch, admin.ModelAdmin):
    """What the site has sent and has yet to send. Nobody writes here; staff can have an email sent again."""

    list_display = ("heading", "progress", "attempts", "next_try")
    list_filter = (MailFilter, "created")
    search_fields = ("to", "subject", "message_id")
    ordering = ("-pk",)
    actions = ("send_again", "set_aside")
    fields = ("state", "recipient", "subject", "words", "created", "outcomes", "next_try", "message_id")
    readonly_fields = fields

    def get_queryset(self, request):
        newest = Log.objects.filter(email=OuterRef("pk")).order_by("-pk")
        return super().get_queryset(request).annotate(last_words=Subquery(newest.values("message")[:1]))

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """Decides whether the list's actions are offered; a single email can't be changed."""
        return obj is None and super().has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Outgoing email"), **(extra_context or {})})

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        """Notes a look, because the text of an email may quote what a visitor wrote."""
        for inquiry in Inquiry.objects.filter(reference__in=REFERENCE.findall(obj.subject)):
            retention.note_look(request.user, inquiry)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description=_("subject and recipient"), ordering="subject")
    def heading(self, mail):
        return format_html("{}<br>{}", mail.subject, self.recipient(mail))

    @admin.display(description=_("recipient"))
    def recipient(self, mail):
        return ", ".join(map(readable, mail.to))

    @admin.display(description=_("state"))
    def state(self, mail):
        return mail.state

    @admin.display(description=_("state and last error"), ordering="status")
    def progress(self, mail):
        return format_html("<strong>{}</strong><br>{}", mail.state, mail.last_words or "")

    @admin.display(description=_("attempts"), ordering="number_of_retries")
    def attempts(self, mail):
        return mail.attempts

    @admin.display(description=_("next attempt"), ordering="scheduled_time")
    def next_try(self, mail):
        return localize(localtime(mail.scheduled_time)) if mail.is_waiting else "-"

    @admin.display(description=_("attempts"))
    def outcomes(self, mail):
        lines = [(localize(localtime(log.date)), _outcome(log)) for log in mail.logs.order_by("pk")]
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{}: {}</li>", lines)) if lines else "-"

    @admin.display(description=_("text"))
    def words(self, mail):
        """The text without the secret links for agreeing to be quoted or resetting a password."""
        return format_html('<div dir="auto">{}</div>', linebreaksbr(SECRETS.sub(r"\1…", mail.message)))

    @admin.action(description=_("Send unsent emails again"), permissions=["change"])
    def send_again(self, request, mails):
        count = queue.send_again(mails)
        text = ngettext("%d email is being sent again.", "%d emails are being sent again.", count)
        self.message_user(request, text % count)

    @admin.action(description=_("Set unsent emails aside"), permissions=["change"])
    def set_aside(self, request, mails):
        """For example, for an address that does not exist: nothing more is tried, and the warning ends."""
        count = queue.set_aside(mails)
        text = ngettext("%d email was set aside.", "%d emails were set aside.", count)
        self.message_user(request, text % count)


def _outcome(log):
    if log.status == STATUS.sent:
        return gettext("Accepted by the mail server.")
    return log.message or gettext("Interrupted or still in progress: there is no answer yet.")

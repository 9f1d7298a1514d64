"""Quotes: an inquiry officer asks for permission; an editor translates the quote and chooses its pages."""

from io import BytesIO
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from contacts import languages, quotes, retention
from contacts.admin.access import HeldWhileChanged
from contacts.admin.pages import DeskPage, PagesAdmin
from contacts.email_addresses import readable
from contacts.models import Inquiry, Quote
from contacts.models.quote import QUOTE_LENGTH
from contacts.states import Permission

# What only the sender, or a new question to them, can change.
OWN = ["permission", "own_words", "own_name", "asked_at", "answered_at", "inquiry_link"]


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Words to quote"),
        max_length=QUOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Keep the part to be shown and delete the rest. Do not change what the sender said."),
    )
    attribution = forms.CharField(
        label=_("Name shown below the quote"),
        max_length=200,
        widget=forms.TextInput(attrs={"size": 60, "dir": "auto"}),
        help_text=_("The sender is asked to agree to this name too."),
    )

    @classmethod
    def about(cls, inquiry: Inquiry, quote: Quote | None):
        """The words of the previous request, otherwise the message to cut from and the sender’s own name."""
        if quote:
            return cls(initial={"text": quote.words, "attribution": quote.name})
        named = ", ".join(filter(None, [inquiry.name, inquiry.organisation, inquiry.country]))
        return cls(initial={"text": inquiry.message[:QUOTE_LENGTH], "attribution": named[:200]})


class QuoteForm(forms.ModelForm):
    def clean_pages(self):
        """One path per line, without its language prefix, each for a page of this site that shows quotes."""
        paths = [quotes.without_language(line.strip()) for line in self.cleaned_data["pages"].splitlines()]
        paths = list(dict.fromkeys(filter(None, paths)))
        if wrong := [line for line in paths if not has_room_for_quotes(line)]:
            sentence = gettext(
                "%s is not a page of this site that shows quotes. Enter its address without the name "
                "of the site, such as /news/."
            )
            raise ValidationError([sentence % line for line in wrong])
        return "\n".join(paths)


def has_room_for_quotes(address: str) -> bool:
    """Whether that path leads visitors to a page that has a place for quotes."""
    try:
        with override(languages.ENGLISH):
            match = resolve(address)
            if match.view_name not in settings.PAGES_WITH_QUOTES:
                return False
            return not match.kwargs or _is_there(address, match)
    except Resolver404:
        return False


def _is_there(address: str, match: ResolverMatch) -> bool:
    """Whether visitors find what the address names; its page is not rendered for that."""
    host = urlsplit(settings.SITE_URL).hostname
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": address, "SERVER_NAME": host, "SERVER_PORT": "80"}
    request = WSGIRequest({**environ, "wsgi.input": BytesIO()})
    request.user, request.resolver_match = AnonymousUser(), match
    try:
        return match.func(request, **match.kwargs).status_code == 200
    except (Http404, PermissionDenied):
        return False


class AskPage(DeskPage):
    """An officer chooses the words and the name, and the sender is written to."""

    path = "ask/<int:pk>/"
    name = "contacts_quote_ask"
    template = "admin/contacts/quote/ask.html"
    permission_required = ("contacts.add_quote", "contacts.view_inquiry")

    def get(self, request, pk):
        return self._ask(pk)

    def post(self, request, pk):
        return self._ask(pk, request.POST)

    def _ask(self, pk, data=None):
        inquiry = get_object_or_404(Inquiry, pk=pk)
        page = redirect("admin:contacts_inquiry_change", pk)
        quote = Quote.objects.filter(inquiry=inquiry).first()
        if problem := quotes.why_not(inquiry, quote):
            self.message(problem, messages.ERROR)
            return page
        form = AskForm.about(inquiry, quote) if data is None else AskForm(data)
        if form.is_valid():
            try:
                quotes.ask(inquiry, **form.cleaned_data)
            except ValidationError as error:
                form.add_error("text", error)
            else:
                text = gettext("The request is on its way to %s.") % readable(inquiry.email)
                self.message(text, messages.SUCCESS)
                return page
        retention.note_look(self.request.user, inquiry)
        title = gettext("Ask for permission to quote")
        return self.render(title, inquiry=inquiry, quote=quote, form=form)


@admin.register(Quote)
class QuoteAdmin(PagesAdmin, HeldWhileChanged):
    pages = (AskPage,)
    form = QuoteForm
    list_display = ("line", "permission", "placed")
    list_filter = ("permission", "language")
    search_fields = ("asked_text", "asked_attribution", "pages")
    ordering = ("-created_at", "-pk")

    def has_add_permission(self, request):
        """A quote starts with a request to the sender, on the page of the commendation."""
        return False

    def get_fieldsets(self, request, obj=None):
        may_translate = self.has_change_permission(request, obj)
        own = OWN if request.user.has_perm("contacts.view_inquiry") else OWN[:-1]
        others = [
            (
                gettext("Translation: %s") % name,
                {"fields": languages.columns("text", "attribution", codes=[code])},
            )
            for code, name in languages.NAMES.items()
            if code != obj.language and (may_translate or obj.is_translated_to(code))
        ]
        return [
            (None, {"fields": own}),
            (pgettext("of a quote", "Where it is shown"), {"fields": ["pages"]}),
            *others,
        ]

    def get_readonly_fields(self, request, obj=None):
        return OWN if obj and obj.permission == Permission.GIVEN else [*OWN, "pages"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith(("text", "attribution")):
            field.required = False
            field.help_text = ""
            # The heading above says the language.
            is_text = db_field.name.startswith("text")
            field.label = gettext("Quoted words") if is_text else gettext("Attribution")
            # As wide as the words: an attribution may be as long as a line of them.
            field.widget.attrs |= {"lang": db_field.language, "class": "vLargeTextField"}
        if db_field.name.startswith(("text", "pages")):
            field.widget.attrs["rows"] = 4
        return field

    @admin.display(description=_("quoted words"))
    def line(self, quote):
        return format_html(
            '{}<br><span class="quiet">{}</span>', Truncator(quote.words).chars(90), quote.name
        )

    @admin.display(description=_("shown on"))
    def placed(self, quote):
        return ", ".join(quote.paths) or "–"

    @admin.display(description=_("the sender’s words"))
    def own_words(self, quote):
        return format_html('<div dir="auto" lang="{}">{}</div>', quote.language, quote.words)

    @admin.display(description=_("attribution"))
    def own_name(self, quote):
        return quote.name

    @admin.display(description=_("inquiry"))
    def inquiry_link(self, quote):
        if quote.inquiry is None:
            return gettext("Its personal data has been erased.")
        address = reverse("admin:contacts_inquiry_change", args=[quote.inquiry.pk])
        return format_html('<a href="{}">{}</a>', address, quote.inquiry)

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.db import models
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contacts.models import Quote
from home.choices import not_shown
from home.models import HomePage
from publishing.admin.languages import LanguageForm, LanguagesAdmin, language_fieldsets


class HomePageForm(LanguageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # A cross beside a choice would be taken for a way to give it up, and delete an article.
            field.widget.can_delete_related = field.widget.can_add_related = False
        if "quote" in self.fields:  # for who may only look there are none
            # The one that is chosen already is offered, too: its sender may have taken the yes back.
            chosen = Quote.objects.filter(pk=self.instance.quote_id)
            self.fields["quote"].queryset = Quote.objects.agreed() | chosen


@admin.register(HomePage)
class HomePageAdmin(LanguagesAdmin):
    """There is one record, so the list leads to its form at once."""

    form = HomePageForm
    formfield_overrides = {models.CharField: {"widget": forms.TextInput(attrs={"size": 80})}}
    fieldsets = (
        *language_fieldsets("headline"),
        (_("First screen"), {"fields": ["lead_article", "event"]}),
        (
            _("Work of the Institute"),
            {
                "description": _(
                    "Up to three topics, each with the newest article that stands nowhere above."
                ),
                "fields": ["first_topic", "second_topic", "third_topic"],
            },
        ),
        (_("What people write to us"), {"fields": ["quote"]}),
    )
    autocomplete_fields = ("lead_article", "event", "first_topic", "second_topic", "third_topic")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return redirect(admin_urlname(self.opts, "change"), 1)

    def view_on_site(self, page):
        return reverse("home")

    def render_change_form(self, request, context, **kwargs):
        if request.method == "GET":
            for sentence in not_shown(kwargs["obj"]):
                messages.warning(request, sentence)
        return super().render_change_form(request, context, **kwargs)

"""What the pages of people and organisations have in common, and what all lasting records share."""

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.fields import LinesField
from events.name_keys import keys_meant
from events.querysets.people import likeness_to
from events.records.duplicates import like, likely_pairs, note_all_different
from publishing.admin.deleting.consequences import link_to
from publishing.admin.deleting.guard import DeletingAdmin
from publishing.admin.languages import LanguageForm, LanguagesAdmin
from publishing.admin.rows import PictureFields
from publishing.admin.widgets import RichTextWidget
from publishing.models import Publishable
from publishing.relations import describe, links, pointing
from publishing.richtext import RichTextField
from publishing.statements.pages import DeepPaginator

MAX_APPEARANCES = 25
TRIGRAM_LETTERS = 3  # of fewer an index knows nothing, and most names have them
MAX_USES = 3  # of each kind that are named
# Lower than PostgreSQL's own limit, so that Muhammad finds Mohammad; the closest stand first anyway.
MIN_LIKENESS = 0.5


class PublicPage(admin.ModelAdmin):
    """Links to a record's public page, if it has one; the model's queryset must define `public()`."""

    def view_on_site(self, item):
        # A refused form has already written its values to `item`, perhaps an address that leads nowhere.
        stored = self.model.objects.public().filter(pk=item.pk).first()
        return stored and stored.get_absolute_url()


class KeptInUse(DeletingAdmin):
    """Says where a record is used when someone tries to delete it."""

    def uses_of(self, item):
        return list(_uses(item))


def _uses(item):
    """One phrase for each kind of row that prevents the item from being deleted."""
    for link in links(type(item)):
        relation = link.model._meta.get_field(link.name).remote_field
        if relation and relation.on_delete is models.PROTECT:
            rows = pointing(link, item.pk)
            if number := rows.count():
                shown = [(_link_to(row, link),) for row in rows.select_related()[:MAX_USES]]
                names = format_html_join(", ", "{}", shown)
                yield format_html(
                    "{}: {} ({}{})",
                    capfirst(link.model._meta.verbose_name_plural),
                    number,
                    names,
                    " …" if number > MAX_USES else "",
                )


def _link_to(row, link):
    return link_to(row, str(row) if isinstance(row, Publishable) else describe(row, link.name))


class LastingForm(LanguageForm):
    """A new record with a name similar to a known one is saved only if staff confirm that it differs."""

    is_another = forms.BooleanField(required=False)
    close_ones = ()

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            for question in list(self.questions()):
                self.add_error(None, question)

    def questions(self):
        """Questions for staff to answer before anything is saved, if there are no other errors."""
        self.close_ones = self.find_close_ones()
        if self.close_ones and not self.cleaned_data.get("is_another"):
            yield gettext("“%(name)s” looks like an existing record. Nothing has been saved yet.") % {
                "name": self.instance
            }

    def find_close_ones(self) -> list:
        return [] if self.instance.pk else like(self.instance)


class DuplicatesFilter(admin.SimpleListFilter):
    title = _("duplicates")
    parameter_name = "duplicates"

    def lookups(self, request, model_admin):
        return [("likely", _("With a likely duplicate"))]

    def queryset(self, request, queryset):
        if self.value() != "likely":
            return queryset
        pairs = likely_pairs(queryset.model)
        return queryset.filter(pk__in={pk for pair in pairs for pk in (pair.first, pair.second)})


class LastingAdmin(KeptInUse, PublicPage, PictureFields, LanguagesAdmin):
    """Finds records in any spelling, script and order of names, and tells them apart.

    A subclass defines `details(item)`: what follows the name where one of several must be selected.
    """

    change_form_template = "admin/events/lasting_change_form.html"
    formfield_overrides = {
        ArrayField: {"form_class": LinesField},
        RichTextField: {"widget": RichTextWidget},
        models.URLField: {"assume_scheme": "https"},
    }
    search_fields = ("names_key",)
    list_per_page = 50
    show_full_result_count = False
    paginator = DeepPaginator

    class Media:
        css = {"all": ["staff/publishable.css", "staff/lasting.css"]}

    def details(self, item) -> str:
        raise NotImplementedError

    def suggestion(self, item) -> str:
        """The text of a suggestion in the fields that choose a record."""
        return " · ".join(part for part in (str(item), self.details(item)) if part)

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        others = self.also_found(search_term)
        if not (several := keys_meant(search_term)):
            return queryset.filter(others), False
        for wanted in several:
            others |= models.Q(*(models.Q(names_key__contains=part) for part in wanted.split()))
        queryset = queryset.annotate(likeness=likeness_to(several))
        if min(map(len, several)) < TRIGRAM_LETTERS:
            queryset = queryset.filter(models.Q(likeness__gte=MIN_LIKENESS) | others)
        else:
            # As one set of keys: with an OR the server would compare every name, to count and to list them.
            records = self.model.objects
            found = records.filter(others).order_by().values_list("pk", flat=True)
            queryset = queryset.filter(pk__in={*records.keys_like(several, MIN_LIKENESS), *found})
        if "o" not in request.GET:
            queryset = queryset.order_by("-likeness", *self.model._meta.ordering, "pk")
        return queryset, False

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.cleaned_data.get("is_another"):
            pairs = {(form.instance.pk, other.pk) for other in form.close_ones}
            note_all_different(self.model, pairs, request.user)

    def also_found(self, search_term):
        """A condition for what a search finds in addition to names."""
        return models.Q(pk__in=[])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if hasattr(context["media"], "with_nonce"):
            context["media"] = context["media"].with_nonce(str(request.csp_nonce))
        form = context["adminform"].form
        context["close_ones"] = [(item, self.details(item)) for item in getattr(form, "close_ones", ())]
        return super().render_change_form(request, context, add, change, form_url, obj)


def appearances(participations, column) -> str:
    """A table of participations, newest first; `column` is what stands beside the event."""
    newest = participations.select_related(
        "event__kind", "person", "organisation", "country"
    ).prefetch_related("roles")
    return render_to_string(
        "admin/events/lasting_appearances.html",
        {
            "rows": newest.order_by("-event__starts_at", "-pk")[:MAX_APPEARANCES],
            "more": max(participations.count() - MAX_APPEARANCES, 0),
            "column": column,
        },
    )

"""What the pages of people, organisations and countries have in common."""

from django.shortcuts import redirect
from django.views.generic import ListView

from publishing.statements.pages import RecordPaginator
from publishing.views import PagedList

MAX_PAGES_WITHOUT_LETTERS = 2


class Directory(PagedList):
    """Everything that visitors may see, filtered by a search of `events.search`."""

    paginate_by = 48

    def get(self, request):
        self.search = self.search_class(request.GET)
        return super().get(request)

    def rows(self):
        return self.search.results()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(search=self.search, query=self.search.query, **kwargs)
        letters = self.search.letters  # asked for in any case, so that a page of few rows asks no less
        is_long = context["paginator"].count > MAX_PAGES_WITHOUT_LETTERS * self.paginate_by
        return context | {"letters": letters if is_long or self.search.letter else []}

    @property
    def choice(self):
        return None if self.search.text else (self.search.query,)


class RecordPage(ListView):
    """One lasting record with a list that belongs to it; a former address redirects to the current one.

    `find(slug)` gives the record or raises Http404, `rows(record)` the queryset of the list, for the record's
    primary key or what stands for it.
    """

    paginate_by = 12

    def get(self, request, slug):
        self.record = self.find(slug)
        if self.address_of(self.record) != slug:
            return redirect(self.record, permanent=True)
        return super().get(request)

    def address_of(self, record) -> str:
        return record.slug

    def get_queryset(self):
        return self.rows  # asked only where no statement is prepared

    def get_paginator(self, rows, per_page, **_words):
        return RecordPaginator(rows, per_page, type(self), self.record.pk)

"""What the pages of people, organisations and countries have in common."""

from django.shortcuts import redirect
from django.views.generic import ListView

from publishing.addresses import get_by_slug_or_404
from publishing.views import DeepPaginator


class Directory(ListView):
    """Everything that visitors may see, filtered by a search of `events.search`."""

    paginate_by = 48
    paginator_class = DeepPaginator

    def get_queryset(self):
        self.search = self.search_class(self.request.GET)
        return self.search.results()

    def get_context_data(self, **kwargs):
        return super().get_context_data(search=self.search, query=self.search.query, **kwargs)


class RecordPage(ListView):
    """One lasting record with a list of its appearances; a former address redirects to the current one."""

    paginate_by = 12

    def get(self, request, slug):
        self.record = get_by_slug_or_404(self.get_records(), slug)
        if self.record.slug != slug:
            return redirect(self.record, permanent=True)
        return super().get(request)

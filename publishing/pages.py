"""Long lists page by page."""

from django.core.paginator import Paginator


class DeepPaginator(Paginator):
    """The rows of a page are found by their keys, so the server passes over the pages before it without
    reading their rows: an index that has the order and the condition is enough. What is nearer to the end is
    counted from there.
    """

    def page(self, number):
        page = super().page(number)
        start, end = (page.number - 1) * self.per_page, page.end_index()
        rows, count = self.object_list, self.count
        keys = rows.select_related(None).prefetch_related(None).values("pk")
        keys = keys.reverse()[count - end : count - start] if count - end < start else keys[start:end]
        page.object_list = rows.filter(pk__in=keys)
        return page

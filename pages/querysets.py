from django.apps import apps
from django.db.models import OuterRef

from publishing.querysets import PublishableQuerySet
from publishing.statements.lists import Rows


class PageQuerySet(PublishableQuerySet):
    def for_page(self):
        """Pages with what they show, in one query: `people_list`."""
        people = apps.get_model("pages.PagePerson").objects.for_page()
        return self.select_related("lead_picture").annotate(
            people_list=Rows(people.filter(page=OuterRef("pk")).order_by("order", "pk"))
        )

    def in_order(self):
        """As staff put them beside each other."""
        return self.order_by("order", "pk")

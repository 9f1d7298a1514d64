from datetime import MAXYEAR, MINYEAR

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch

from events.models import Event
from publishing.querysets import PublishableQuerySet


class ArticleQuerySet(PublishableQuerySet):
    def for_cards(self):
        """Articles with what their cards show, newest first, in a constant number of queries."""
        return self.without_bodies().select_related("lead_picture").prefetch_related("topics").newest_first()

    def for_page(self):
        """Articles with what their own pages show; `published_events` are the ones it is about."""
        events = Event.objects.published().without_bodies().select_related("country").latest_first()
        return self.select_related("lead_picture").prefetch_related(
            Prefetch("events", events, to_attr="published_events"),
            "topics",
            "bylines__author",
            "gallery_entries__picture",
            "attachment_entries__document",
            "sources",
        )

    def in_year(self, year: int):
        """Articles of that year in the site's time zone; none for an impossible year."""
        return self.filter(publish_at__year=year) if MINYEAR < year < MAXYEAR else self.none()

    def years(self) -> list[int]:
        """The years in which something was published, newest first, in the site's time zone."""
        return self.published().years_of_publication()

    def about(self, topic):
        return self.filter(topics=topic)

    def about_events(self, events):
        """Articles about at least one of these events, without duplicates."""
        links = self.model.events.through.objects.filter(event__in=events)
        return self.filter(Exists(links.filter(article=OuterRef("pk"))))


class AuthorQuerySet(models.QuerySet):
    def public(self):
        """Authors of at least one published article."""
        articles = apps.get_model("news.Article").objects.published()
        bylines = apps.get_model("news.Byline").objects
        return self.filter(Exists(bylines.filter(author=OuterRef("pk"), article__in=articles)))

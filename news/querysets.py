from datetime import MAXYEAR, MINYEAR

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef

from events.models import Event
from publishing import languages
from publishing.models import Document, Picture
from publishing.querysets import PublishableQuerySet
from publishing.statements.lists import Rows


class ArticleQuerySet(PublishableQuerySet):
    def for_cards(self):
        """Articles with what their cards show, newest first, in one query."""
        return self.without_bodies().select_related("lead_picture").with_topics().newest_first()

    def for_feed(self):
        return super().for_feed().select_related("lead_picture").with_authors()

    def for_page(self):
        """Articles with what their own pages show, in one query; `published_events` are those it is about."""
        events = Event.objects.published().without_bodies().select_related("country").latest_first()
        return (
            self.select_related("lead_picture")
            .with_topics()
            .with_authors()
            .annotate(
                gallery_pictures=Rows(_in_order(Picture, "gallery_entries")),
                documents=Rows(_in_order(Document, "attachment_entries")),
                source_list=Rows(apps.get_model("news.Source").objects.filter(article=OuterRef("pk"))),
                published_events=Rows(events.filter(articles=OuterRef("pk"))),
            )
        )

    def with_authors(self):
        """Articles with `ordered_authors`, read in the same query."""
        return self.annotate(ordered_authors=Rows(_in_order(apps.get_model("news.Author"), "bylines")))

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


def _in_order(model, entries: str):
    """What the entries of an outer article name, in their order."""
    return model.objects.filter(**{f"{entries}__article": OuterRef("pk")}).order_by(
        f"{entries}__order", f"{entries}__pk"
    )


class AuthorQuerySet(models.QuerySet):
    def named(self, word: str):
        """Authors with this in their name, in any language."""
        found = models.Q()
        for name in languages.columns("name"):
            found |= models.Q(**{f"{name}__icontains": word})
        return self.filter(found)

    def public(self):
        """Authors of at least one published article."""
        articles = apps.get_model("news.Article").objects.published()
        bylines = apps.get_model("news.Byline").objects
        return self.filter(Exists(bylines.filter(author=OuterRef("pk"), article__in=articles)))

from datetime import MAXYEAR, MINYEAR

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, OuterRef, Value, When

from events.models import Event
from publishing import languages
from publishing.models import Document, Picture, Topic
from publishing.querysets import PublishableQuerySet
from publishing.statements.lists import Row, Rows

# What articles have in common, by weight: one event counts for more than all topics.
CHOSEN, SAME_EVENT, SAME_PERSON, SAME_TOPIC = 1000, 50, 20, 1
# Of so many at most that share an event, a person or one topic the nearest are found; the newest of them.
MAX_COMPARED = 60
MAX_FILLING = 4  # with nothing in common; one of them may be the article itself


class ArticleQuerySet(PublishableQuerySet):
    def for_cards(self):
        """Articles with what their cards show, newest first, in one query."""
        return self.without_bodies().select_related("lead_picture").with_topics().newest_first()

    def for_feed(self):
        return super().for_feed().select_related("lead_picture").with_authors()

    def for_page(self):
        """Articles with what their own pages show, in one query. Of people, organisations and countries
        these are the keys: `news.named` knows which of them visitors may see.
        """
        events = Event.objects.published().without_bodies().select_related("country").latest_first()
        published = self.model.objects.published().without_bodies()
        moment, key = OuterRef("publish_at"), OuterRef("pk")
        return (
            self.select_related("lead_picture")
            .with_topics()
            .with_authors()
            .annotate(
                people_keys=self._linked("people", "person"),
                organisation_keys=self._linked("organisations", "organisation"),
                country_keys=self._linked("countries", "country"),
                earlier=Row(published.appeared_before(moment, key)[:1]),
                later=Row(published.appeared_after(moment, key)[:1]),
                gallery_pictures=Rows(_in_order(Picture, "gallery_entries")),
                documents=Rows(_in_order(Document, "attachment_entries")),
                source_list=Rows(apps.get_model("news.Source").objects.filter(article=OuterRef("pk"))),
                published_events=Rows(events.filter(articles=OuterRef("pk"))),
            )
        )

    def _linked(self, relation: str, name: str) -> ArraySubquery:
        links = getattr(self.model, relation).through.objects
        return ArraySubquery(links.filter(article=OuterRef("pk")).values(name))

    def with_authors(self):
        """Articles with `ordered_authors`, read in the same query."""
        return self.annotate(ordered_authors=Rows(_in_order(apps.get_model("news.Author"), "bylines")))

    def nearest_to(self, article):
        """Those that staff chose for this article, a key or a parameter, then those that share its events,
        people and topics, in this order; of equals the newest first, as also where nothing is shared.
        """
        model, topics = self.model, Topic.objects.of_item(self.model, article)
        chosen = model.related.through.objects.filter(from_article=article).order_by().values("to_article")
        same_event = _sharing(model.events.through, "event", article)
        same_person = _sharing(model.people.through, "person", article)
        # As one set of keys: with an OR the server would read every article.
        newest = self.newest_first().values("pk")[:MAX_FILLING]
        same_topic = topics.newest_items(model, MAX_COMPARED)
        near = chosen.union(same_event, same_person, same_topic, newest, all=True)
        weight = (
            _if(CHOSEN, pk__in=chosen)
            + _if(SAME_EVENT, pk__in=same_event)
            + _if(SAME_PERSON, pk__in=same_person)
            + Value(SAME_TOPIC) * topics.number_at(model)
        )
        return (
            self.filter(pk__in=near)
            .exclude(pk=article)
            .annotate(weight=weight)
            .order_by("-weight", "-publish_at", "-pk")
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


def _in_order(model, entries: str):
    """What the entries of an outer article name, in their order."""
    return model.objects.filter(**{f"{entries}__article": OuterRef("pk")}).order_by(
        f"{entries}__order", f"{entries}__pk"
    )


def _sharing(link, name: str, article):
    """The articles that have one of these in common with the article."""
    own = link.objects.filter(article=article).order_by().values(name)
    return link.objects.filter(**{f"{name}__in": own}).order_by("-article").values("article")[:MAX_COMPARED]


def _if(weight: int, **condition) -> Case:
    return Case(When(**condition, then=Value(weight)), default=Value(0))


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

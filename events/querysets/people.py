from django.apps import apps
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import IsNull

from events.name_keys import key
from events.querysets.participations import biographies, listed
from publishing import languages


class CloseNames(models.QuerySet):
    def named_like(self, text: str):
        """People with a similar name in any script and order, the closest first."""
        wanted = key(text)
        if not wanted:
            return self.none()
        return (
            self.filter(names_key__trigram_word_similar=wanted)
            .annotate(likeness=TrigramWordSimilarity(wanted, "names_key"))
            .order_by("-likeness", "pk")
        )


class PersonQuerySet(CloseNames):
    def public(self):
        """People who are listed at one or more published events."""
        return self.filter(listed(person=OuterRef("pk")))

    def seen_in(self, participations):
        """The people of these participations, for lists; `latest` of each is a list with the latest one."""
        shown = participations.latest_of_each_person().select_related("organisation", "country", "event")
        return (
            self.filter(Exists(participations.filter(person=OuterRef("pk"))))
            .select_related("photo")
            .defer(*biographies())
            .prefetch_related(Prefetch("participations", shown, to_attr="latest"))
        )


class OrganisationQuerySet(CloseNames):
    def public(self):
        """Hosts, donors and partners of published events, and the organisations of listed participants."""
        events = apps.get_model("events.Event").objects.published()
        parts = apps.get_model("events.EventOrganisation").objects
        named = parts.filter(event__in=events, organisation=OuterRef("pk"))
        # By their first rows: of two EXISTS in one condition the server would read all rows beforehand.
        people = apps.get_model("events.Participation").objects.listed()
        first_part = Subquery(named.order_by().values("pk")[:1])
        first_person = Subquery(people.filter(organisation=OuterRef("pk")).order_by().values("pk")[:1])
        return self.filter(Q(IsNull(first_part, False)) | Q(IsNull(first_person, False)))

    def by_name(self):
        """In the alphabetical order of the names readers see: English where a translation is missing."""
        own = languages.column("name", languages.current())
        return self.order_by(Coalesce(NullIf(F(own), Value("")), F("name_en")), "pk")

    def of_people_in(self, participations):
        """The organisations for which these people took part."""
        return self.filter(pk__in=participations.order_by().values("organisation"))

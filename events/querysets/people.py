from django.apps import apps
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Greatest
from django.db.models.lookups import Exact, IsNull

from events.choices import HOSTING, ON_STAGE
from events.name_keys import keys_meant
from events.querysets.alphabet import alphabet
from events.querysets.participations import listed, not_in_lists
from publishing.models import Topic
from publishing.querysets import count_rows, present
from publishing.statements.lists import Row, Rows

MAX_TOPICS = 6


def likeness_to(several: list[str]):
    """How similar a record's names are to the closest of these keys."""
    each = [TrigramWordSimilarity(wanted, "names_key") for wanted in several]
    return Greatest(*each) if len(each) > 1 else each[0]


def _similar(several: list[str]) -> Q:
    return Q(*(Q(names_key__trigram_word_similar=wanted) for wanted in several), _connector=Q.OR)


class Names(models.QuerySet):
    """People or organisations: `alphabetical` names their places in an alphabet."""

    alphabetical = ""

    def by_name(self):
        """In the alphabetical order of the reader's language. No other code orders them."""
        return self.by_name_after()

    def by_name_after(self, *columns: str):
        """The same where they do not differ in these columns."""
        return self.order_by(*columns, self._place(), "pk")

    def under(self, letter: str):
        """Those whose names stand under this letter of the reader's alphabet."""
        start = alphabet().start_of(letter)
        end = start[:-1] + chr(ord(start[-1]) + 1)
        return self.alias(place=self._place()).filter(place__gte=start, place__lt=end)

    def letters(self) -> list[str]:
        """The letters of the reader's alphabet under which any of these stand. One query."""
        letters = alphabet().letters + alphabet().later_letters
        return present({letter: self.under(letter) for letter in letters})

    def _place(self):
        return getattr(alphabet(), self.alphabetical)

    def named_like(self, text: str):
        """People with a similar name in any script and order, the closest first."""
        several = keys_meant(text)
        if not several:
            return self.none()
        return (
            self.filter(_similar(several)).annotate(likeness=likeness_to(several)).order_by("-likeness", "pk")
        )

    def keys_like(self, several: list[str], least: float) -> list[int]:
        """Of those of which a name is at least so similar to one of these keys. An index finds them, which
        knows no limit but the one that is set.
        """
        similar = self.filter(_similar(several)).order_by().values_list("pk", flat=True)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(least)])
            keys = list(similar)
            cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold TO DEFAULT")
        return keys


class PersonQuerySet(Names):
    alphabetical = "people"

    def public(self):
        """People who are listed at one or more published events."""
        return self.filter(listed(person=OuterRef("pk")))

    def to_be_named(self, besides=None):
        """Whom staff may name who do not keep the lists of participants: those who agreed to be listed, those
        who never took part, such as people of the institute, and these people `besides`.
        """
        took_part = apps.get_model("events.Participation").objects.filter(person=OuterRef("pk"))
        allowed = listed(person=OuterRef("pk")) | ~Exists(took_part)
        return self.filter(allowed if besides is None else allowed | Q(pk__in=besides.values("pk")))

    def for_faces(self):
        """People with what stands where they are named: name, photo and address."""
        unseen = ("aliases", "emails", "same_as", "names_key")
        return self.select_related("photo").defer(*not_in_lists(), *unseen)

    def with_organisations(self):
        """People with `organisations`, those for which they took part, by name."""
        listed = (
            apps.get_model("events.Participation").objects.listed().filter(person=OuterRef(OuterRef("pk")))
        )
        organisations = apps.get_model("events.Organisation").objects.of_people_in(listed).by_name()
        return self.annotate(organisations=Rows(organisations))

    def with_topics(self):
        """People with `topics`: of the events on whose stage they spoke, those of most events first."""
        listed = apps.get_model("events.Participation").objects.listed()
        spoke = apps.get_model("events.ParticipationRole").objects.filter(
            role__in=ON_STAGE,
            participation__in=listed,
            participation__person=OuterRef(OuterRef("pk")),
        )
        events = spoke.order_by().values("participation__event")
        topics = Topic.objects.most_used_in(apps.get_model("events.Event"), events)
        return self.annotate(topics=Rows(topics[:MAX_TOPICS]))

    def present_first(self, organisation):
        """People by name, with `has_left`: whether at the latest event that names their organisation it is
        another one than this. They come last.
        """
        listed = apps.get_model("events.Participation").objects.listed()
        own = listed.filter(person=OuterRef("pk"), organisation__isnull=False)
        latest = own.order_by("-event__starts_at", "-pk").values("organisation")[:1]
        left = Case(When(Exact(Subquery(latest), organisation), then=Value(False)), default=Value(True))
        return self.annotate(has_left=left).by_name_after("has_left")

    def on_stage_in(self, participations):
        """People with a role on the stage in one of these participations."""
        return self.filter(_on_stage_in(participations))

    def off_stage_in(self, participations):
        """The others."""
        return self.exclude(_on_stage_in(participations))

    def seen_in(self, participations):
        """The people of these participations, for lists; `latest` of each is the latest one."""
        own = participations.filter(person=OuterRef("pk"))
        latest = own.select_related("organisation", "country").order_by("-event__starts_at", "-pk")
        return (
            self.filter(Exists(own))
            .select_related("photo")
            .defer(*not_in_lists())
            .annotate(latest=Row(latest[:1]))
        )


def _on_stage_in(participations) -> Exists:
    roles = apps.get_model("events.ParticipationRole").objects.filter(role__in=ON_STAGE)
    spoke = roles.filter(participation=OuterRef("pk"))
    return Exists(participations.filter(Exists(spoke), person=OuterRef("pk")))


class OrganisationQuerySet(Names):
    alphabetical = "organisations"

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

    def with_relatives(self):
        """Organisations with what their own pages show beside people and events: `public_country` and
        `public_parent`, if they have pages; `public_units`, which belong to it; and `people_count`,
        `hosted_count` and `supported_count`, of events that took place.
        """
        public, countries = self.model.objects.public(), apps.get_model("events.Country").objects.public()
        listed = apps.get_model("events.Participation").objects.listed()
        events = apps.get_model("events.Event").objects.published().took_place()
        parts = apps.get_model("events.EventOrganisation").objects.filter(event__in=events)
        return self.annotate(
            public_country=Row(countries.filter(pk=OuterRef("country"))),
            public_parent=Row(public.filter(pk=OuterRef("parent"))),
            public_units=Rows(public.filter(parent=OuterRef("pk")).by_name()),
            people_count=count_rows(listed, "organisation", different="person"),
            hosted_count=count_rows(parts.filter(part__in=HOSTING), "organisation", different="event"),
            supported_count=count_rows(parts.exclude(part__in=HOSTING), "organisation", different="event"),
        )

    def of_people_in(self, participations):
        """The organisations for which these people took part."""
        return self.filter(pk__in=participations.order_by().values("organisation"))

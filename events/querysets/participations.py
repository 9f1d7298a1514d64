from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from events.choices import Answer, Role
from events.name_keys import keys_meant
from publishing import languages
from publishing.statements.lists import Row, Rows


def not_in_lists(prefix: str = "") -> list[str]:
    """The fields of a person that lists do not load: long texts, and places in the order of alphabets."""
    places = ("latin_place", "cyrillic_place")
    return [f"{prefix}{name}" for name in ("biography", *languages.columns("biography"), *places)]


class ParticipationQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **kwargs):
        """Like `save()`, store the current names where none are stored."""
        objs = list(objs)
        models.prefetch_related_objects(objs, "person", "organisation")
        for each in objs:
            each.note_names()
        return super().bulk_create(objs, *args, **kwargs)

    def listed(self):
        """People whose names visitors may see; `is_listed` is the twin. No other code may decide this."""
        events = apps.get_model("events.Event").objects.published()
        return self.agreed().filter(event__in=events)

    def agreed(self):
        """People who agree to be listed, for the preview of an event that visitors can't see yet."""
        return self.counted().filter(consent=Answer.YES)

    def counted(self):
        """People whom visitors see at least as a number: all except those known not to have attended."""
        return self.exclude(attended=Answer.NO)

    def matching(self, words: str):
        """Participations whose person has a similar name in any script, or whose job title or organisation
        contains the words.
        """
        people = apps.get_model("events.Person").objects.named_like(words)
        found = Q(person__in=people.order_by().values("pk"))
        for wanted in keys_meant(words):
            found |= Q(person__names_key__contains=wanted) | Q(organisation__names_key__contains=wanted)
        for column in languages.columns("job_title", "organisation_name"):
            found |= Q(**{f"{column}__icontains": words})
        return self.filter(found)

    def in_order(self):
        """In the order set by staff, then by their first role, country and name.

        Countries are ordered as in all other lists, in the reader's language.
        """
        roles = apps.get_model("events.ParticipationRole").objects
        rank = Case(
            *(When(role=role, then=Value(place)) for place, role in enumerate(Role.values)),
            default=Value(len(Role.values)),
        )
        held = roles.filter(participation=OuterRef("pk")).annotate(rank=rank).order_by("rank")
        countries = apps.get_model("events.Country").objects.by_name()
        places = Value([country.pk for country in countries], ArrayField(BigIntegerField()))
        return self.annotate(role_rank=Subquery(held.values("rank")[:1])).order_by(
            F("order").asc(nulls_last=True),
            F("role_rank").asc(nulls_last=True),
            Func(places, "country", function="array_position").asc(nulls_last=True),
            "family_name",
            "given_name",
            "pk",
        )

    def latest_first(self):
        return self.order_by("-event__starts_at", "-event__pk", "pk")

    def latest_of_each_person(self):
        return self.order_by("person_id", "-event__starts_at", "-pk").distinct("person_id")

    def for_person_page(self):
        """Participations with what a person's page shows, in one query; `shown_event` is where it was."""
        events = apps.get_model("events.Event").objects.without_bodies().select_related("kind", "country")
        materials = apps.get_model("events.Material").objects.select_related("document")
        roles = apps.get_model("events.ParticipationRole").objects.select_related("session")
        return (
            self.select_related("organisation", "country", "person")
            .defer(*not_in_lists("person__"))
            .annotate(
                shown_event=Row(events.filter(pk=OuterRef("event"))),
                role_list=Rows(
                    roles.filter(participation=OuterRef("pk")).annotate(
                        session_materials=Rows(materials.filter(session=OuterRef("session")))
                    )
                ),
            )
        )

    def for_lists(self):
        """Participations with what a list of participants shows, in a constant number of queries."""
        return (
            self.select_related("person__photo", "organisation", "country")
            .defer(*not_in_lists("person__"))
            .prefetch_related("roles")
        )


def listed(**where) -> Exists:
    """Whether there is a participation that visitors may see by name."""
    return Exists(apps.get_model("events.Participation").objects.listed().filter(**where))

"""Renames a person, and decides what happens to lists that show the former name."""

from django.db import transaction

from events.models import Event, Person
from events.models.names import NAME_COLUMNS, NAME_PARTS


class Renaming:
    """`person` is stored and has a new name that is not saved yet.

    Only lists that show the former name are affected; names entered there by hand are left alone.
    `past_events` are the past events whose lists would show something different, the latest first.
    """

    def __init__(self, person: Person):
        self.person = person
        self.former = Person.objects.only(*NAME_COLUMNS).get(pk=person.pk)
        self.parts = [part for part in NAME_PARTS if person.values_of(part) != self.former.values_of(part)]
        self.past_events = self._past_events()

    @transaction.atomic
    def save(self, *, correct_past: bool) -> None:
        """Save the person with the former names as other spellings, and write the new name where it belongs.

        That is in all lists of events that are not over, and in those of past events if they are to be
        corrected.
        """
        if self.parts:
            self.person.learn_spellings([self.former.name, self.former.native_name])
        self.person.save()
        for part in self.parts:
            lists = self._showing(part)
            if not correct_past:
                lists = lists.filter(event__in=Event.objects.upcoming().order_by().values("pk"))
            lists.update(**self.person.values_of(part))

    def _past_events(self) -> list[Event]:
        lists = {pk for part in self.parts for pk in self._showing(part).values_list("event", flat=True)}
        return list(Event.objects.past().filter(pk__in=lists).without_bodies())

    def _showing(self, part):
        return self.person.participations.filter(**self.former.shown_by(part)).order_by()

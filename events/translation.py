from modeltranslation.translator import TranslationOptions, translator

from events.models import (
    Country,
    Event,
    EventKind,
    Material,
    Organisation,
    Participation,
    ParticipationRole,
    Person,
    Series,
    Session,
)
from publishing.translation import register

TEXTS = {
    Country: ("name",),
    EventKind: ("name",),
    Material: ("title",),
    Organisation: ("name", "short_name"),
    Participation: ("job_title", "organisation_name"),
    ParticipationRole: ("topic",),
    Person: ("biography",),
    Series: ("title",),
    Session: ("title", "description", "room"),
}

for model, fields in TEXTS.items():
    translator.register(
        model, type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": fields})
    )
register(Event, ("venue", "city", "status_note"))

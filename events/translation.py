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
from publishing.translation import register, register_texts

TEXTS = {
    Country: ("name", "official_name"),
    EventKind: ("name",),
    Material: ("title",),
    Organisation: ("name", "short_name"),
    Participation: ("job_title", "organisation_name"),
    ParticipationRole: ("topic",),
    Person: ("biography",),
    Series: ("title",),
    Session: ("title", "description", "room"),
}

for model, names in TEXTS.items():
    register_texts(model, *names)
register(Event, "venue", "city", "status_note", "participation")

from django.db import migrations

from history.keeping import Spec, keep


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0030_count_people_of_countries_by_an_index"),
        ("history", "0001_add_versions"),
    ]

    operations = [
        keep(
            Spec(
                "event",
                "events_event",
                (
                    *("body", "city", "created_at", "created_by_id", "participation", "status_note"),
                    *("summary", "title", "updated_at", "updated_by_id", "venue", "version"),
                ),
                (
                    ("events_eventorganisation", "event_id"),
                    ("events_gallerypicture", "event_id"),
                    ("events_material", "event_id"),
                    ("events_session", "event_id"),
                ),
                topics_of="events.event",
            )
        ),
        keep(
            Spec(
                "participation",
                "events_participation",
                ("job_title", "organisation_name"),
                (("events_participationrole", "participation_id"),),
                holder=("event", "event_id"),
                subject=("events_person", "person", "person_id"),
            )
        ),
        keep(Spec("person", "events_person", ("biography", "cyrillic_place", "latin_place", "names_key"))),
        keep(Spec("organisation", "events_organisation", ("name", "names_key", "short_name"))),
    ]

"""Pages of events in the administration: people and places, figures, merges, each screen of an import."""

import pytest
from django.urls import reverse

from events.models import EventKind, ImportBatch, Series
from events.participants_import.undoing import undo
from events.participants_import.uploading import upload
from events.records.merging import merge
from tests.events.officers import make_member
from tests.events.participants_import.lists import applied, checked, csv_file
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LONG = "Committee for Statistics and Forecasts of the Regional Administration of the Eastern Provinces"
ROWS = [
    ["Айгүл Сәрсенбаева-Құдайбергенова", "aigul.sarsenbayeva@statistics.example.org", LONG, "KZ", LONG, ""],
    ["李文华", "li@example.org", LONG, "中国", "研究员", "speaker"],
    ["Bahrom Karimof", "", LONG, "Atlantis", "Economist", ""],
    ["Bahrom Karimof", "", LONG, "UZ", "Economist", "guest"],
    ["Bahrom Karimow", "", LONG, "UZ", "Economist", ""],
    ["Karimov Bahrom", "bahrom@example.org", LONG, "UZ", "Economist", ""],
]


@pytest.fixture
def officer_visit(visit, log_in):
    made = visit()
    log_in(made, make_member("Event officers"))
    return made


def of_record(name, item):
    yield reverse(f"admin:events_{name}_changelist")
    yield reverse(f"admin:events_{name}_change", args=[item.pk])


def test_pages_of_records_fit_phone_and_desktop_and_keep_the_policy(officer_visit):
    office = make_organisation(LONG, short_name_en="CSF", type="government", country=country("KZ"))
    twin = make_organisation(f"The {LONG}", type="government")
    event = make_event(series=Series.objects.create(title_en=f"Meetings of the {LONG}"))
    person = make_person("Bahrom Karimov", emails=["bahrom@example.org"], native_name="Баҳром Каримов")
    other = make_person("Karimov Bahrom", emails=["bahrom@example.org"])
    gone = make_person("Bahrom Karimow")
    for each in (person, other, gone):
        make_participation(event, each, organisation=office, country=country("UZ"), job_title_en=LONG)
    record = merge(person, gone)
    visited = [
        *of_record("person", person),
        *of_record("organisation", office),
        *of_record("country", country("CN")),
        *of_record("series", event.series),
        *of_record("eventkind", EventKind.objects.first()),
        *of_record("merge", record),
        reverse("admin:events_person_add"),
        reverse("admin:events_organisation_add"),
        reverse("admin:events_person_duplicates"),
        reverse("admin:events_organisation_duplicates"),
        reverse("admin:events_person_merge_with", args=[person.pk]),
        reverse("admin:events_person_merge", args=[person.pk, other.pk]),
        reverse("admin:events_organisation_merge", args=[office.pk, twin.pk]),
        reverse("admin:events_event_statistics", args=[event.pk]),
        reverse("admin:events_event_export", args=[event.pk]),
        reverse("admin:events_event_report") + "?from=2023-01-01&to=2023-12-31",
        reverse("admin:events_event_import"),
    ]

    assert officer_visit.faults(visited) == []


def test_screens_of_an_import_fit_phone_and_desktop_and_keep_the_policy(officer_visit):
    event = make_event()
    make_participation(event, make_person("Bahrom Karimov", emails=["bahrom@example.org"]))
    open_list = checked(event, ROWS)
    waiting = upload(event, open_list.source, csv_file(ROWS, name=f"{'long-name-' * 9}.csv"), None)
    running = upload(event, open_list.source, csv_file(ROWS), None)
    ImportBatch.objects.filter(pk=running.pk).update(state="checking")
    done = applied(event, ROWS[:2])
    undone = applied(make_event("Forum"), [["Ada Orazova", "", "", "", "", ""]])
    undo(undone.pk, None)

    def screen(batch, name="import_batch", *more):
        return reverse(f"admin:events_event_{name}", args=[batch.event_id, batch.pk, *more])

    visited = [
        reverse("admin:events_event_import", args=[event.pk]),
        screen(waiting),
        screen(waiting, "import_columns"),
        *(f"{screen(open_list)}?show={name}" for name in (*open_list.counts, "organisations")),
        screen(open_list, "import_row", 4),
        screen(running),
        screen(done),
        screen(undone),
    ]

    # The page of a list in work would go on by itself and load again in the middle of the look.
    officer_visit.page.route("**/check/", lambda route: route.fulfill(status=503))

    assert officer_visit.faults(visited) == []
    assert sorted(map(str, open_list.counts)) == ["matched", "new", "possible", "rejected"]

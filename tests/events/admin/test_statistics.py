from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from events.choices import UNKNOWN
from events.statistics.event import DIMENSIONS, narrow
from tests.factories import country, make_event, make_participation, make_person
from tests.markup import tree_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("event_editor")]


def statistics_of(event, **filters):
    return reverse("admin:events_event_statistics", args=[event.pk], query=filters)


def report_of(**choices):
    return reverse("admin:events_event_report", query=choices)


def page(response):
    assert response.status_code == 200
    return tree_of(response)


def text_of(node):
    return " ".join("".join(node.itertext()).split())


def tables_of(tree):
    return [
        table
        for section in tree.iter("section")
        if section.get("class") == "figures"
        for table in section.iter("table")
    ]


def charts_of(tree):
    return [node for node in tree.iter("svg") if node.get("role") == "img"]


def rows_of(table):
    return [[text_of(cell) for cell in row] for row in table.iter("tr")]


def errors_of(tree):
    return [text_of(node) for node in tree.iter("ul") if "errorlist" in node.get("class", "")]


def test_each_dimension_has_a_table_and_a_chart(client):
    event = make_event()
    make_participation(event, roles=["speaker", "moderator"], gender="female", country=country("KZ"))
    make_participation(event, make_person("Bek Aliev"), roles=["delegate"])

    tree = page(client.get(statistics_of(event)))

    tables = [rows_of(table) for table in tables_of(tree)]
    assert [rows[0][0] for rows in tables] == [str(each.label) for each in DIMENSIONS]
    assert tables[0] == [
        ["Country", "Participants", "Share"],
        ["Kazakhstan", "1", "50.0%"],
        ["Unknown", "1", "50.0%"],
        ["Total", "2", ""],
    ]
    assert [row[:2] for row in tables[3][1:]] == [
        ["Speaker", "1"],
        ["Moderator", "1"],
        ["Delegate", "1"],
        ["Unknown", "0"],
        ["All participants", "2"],
    ]
    assert len(charts_of(tree)) == len(DIMENSIONS)


def test_figure_links_to_the_rows_it_counts(client):
    event = make_event()
    make_participation(event, country=country("KZ"), attended="yes")
    make_participation(event, make_person("Bek Aliev"), attended="yes")
    make_participation(event, make_person("Cholpon Osh"), country=country("KZ"))

    tree = page(client.get(statistics_of(event, attended="yes")))

    [table, *_others] = tables_of(tree)
    participants = reverse("admin:events_event_participants", args=[event.pk])
    found = [link.get("href") for link in table.iter("a")]
    assert found == [
        f"{participants}?attended=yes&country=KZ",
        f"{participants}?attended=yes&country={UNKNOWN}",
    ]
    assert narrow(event.participations.all(), {"attended": "yes", "country": "KZ"}).count() == 1


def test_those_of_whom_attendance_is_unknown_are_told(client):
    event = make_event()
    for answer in ("yes", "no", "unknown"):
        make_participation(event, make_person(f"Said {answer}"), attended=answer)

    text = text_of(page(client.get(statistics_of(event, attended="yes"))))

    assert "For 1 more participant, attendance was not recorded" in text
    assert "Of 1 more" not in text_of(page(client.get(statistics_of(event))))


def test_event_without_participants_has_tables_and_no_chart(client):
    tree = page(client.get(statistics_of(make_event())))

    rows = [rows_of(table)[1] for table in tables_of(tree)]
    assert rows == [["Unknown", "0", "0.0%"]] * len(DIMENSIONS)
    assert charts_of(tree) == []


def test_statistics_are_downloaded_as_a_workbook(client):
    event = make_event()
    make_participation(event, country=country("KZ"), attended="yes")
    make_participation(event, make_person("Bek Aliev"))

    response = client.get(statistics_of(event, format="xlsx", attended="yes"))

    book = load_workbook(BytesIO(response.content))
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert response["Content-Disposition"] == (
        f'attachment; filename="symposium-on-trade-statistics-{timezone.localdate()}.xlsx"'
    )
    assert [cell.value for cell in book["Country"]["B"]][:3] == ["Participants", 1, 0]
    assert book["Country"]["A6"].value == "Symposium on trade (2023-07-27)"
    assert book["Country"]["A8"].value == "Only participants who are marked as having attended are counted."


def test_report_counts_different_people_beside_attendances(client):
    person = make_person()
    for title in ("First", "Second"):
        make_participation(make_event(title), person, country=country("KZ"))

    tree = page(client.get(report_of(**{"from": "2023-01-01", "to": "2023-12-31"})))

    [totals] = tree.iter("dl")
    assert [[text_of(part) for part in node] for node in totals] == [
        ["Events", "2"],
        ["Attendances", "2"],
        ["Different people", "1"],
        ["Newcomers", "1"],
    ]
    [years, countries, kinds, events] = [rows_of(table)[1:] for table in tables_of(tree)]
    assert years == [["2023", "2", "2", "1", "1"], ["Total", "2", "2", "1", "1"]]
    assert countries == [
        ["Kazakhstan", "2", "2", "1", "1"],
        ["Unknown", "0", "0", "0", "0"],
        ["Total", "2", "2", "1", "1"],
    ]
    assert kinds == [["Symposium", "2", "2", "1", "1"], ["Total", "2", "2", "1", "1"]]
    assert events == [["27 Jul 2023", "Second", "Symposium", "1"], ["27 Jul 2023", "First", "Symposium", "1"]]


def test_report_over_years_shows_countries_by_year(client):
    make_participation(make_event(), country=country("KZ"))
    moment = datetime(2024, 3, 1, tzinfo=UTC)
    later = make_event("Later", starts_at=moment, ends_at=moment + timedelta(hours=1))
    make_participation(later, country=country("CN"))

    tree = page(client.get(report_of(**{"from": "2023-01-01", "to": "2024-12-31"})))

    tables = [rows_of(table) for table in tables_of(tree)]
    assert tables[3][2:] == [
        ["Kazakhstan", "1", "1", "0", "0"],
        ["People’s Republic of China", "0", "0", "1", "1"],
        ["Unknown", "0", "0", "0", "0"],
        ["Total", "1", "1", "1", "1"],
    ]


def test_report_is_of_this_year_until_somebody_chooses(client):
    make_event("Of 2023")

    response = client.get(report_of())

    form = response.context["form"]
    today = timezone.localdate()
    assert (form.cleaned_data["from"], form.cleaned_data["to"]) == (date(today.year, 1, 1), today)
    assert "No event starts in this period." in response.content.decode()


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2023-12-31", "2023-01-01", "The period ends before it begins. Enter a later last day."),
        ("2023-02-30", "2023-12-31", "Enter the first day of the period, such as 2023-01-31."),
        ("2023-01-01", "", "Enter the last day of the period, such as 2023-01-31."),
        ("2023-01-01", "\0", "Enter the last day of the period, such as 2023-01-31."),
    ],
)
def test_period_that_makes_no_sense_is_answered_with_a_sentence(client, first, last, sentence):
    response = client.get(report_of(**{"from": first, "to": last, "format": "xlsx"}))

    tree = page(response)
    assert errors_of(tree) == [sentence]
    assert [node.get("value") for node in tree.iter("input") if node.get("name") == "from"] == [first]
    assert list(tree.iter("dl")) == []


def test_first_and_last_days_of_the_calendar_are_a_period(client):
    make_event()

    response = client.get(report_of(**{"from": "0001-01-01", "to": "9999-12-31"}))

    assert response.context["report"].total.events == 1


def test_report_is_downloaded_as_a_workbook(client):
    make_participation(make_event(), country=country("KZ"))

    response = client.get(report_of(**{"from": "2023-01-01", "to": "2023-12-31", "format": "xlsx"}))

    book = load_workbook(BytesIO(response.content))
    assert response["Content-Disposition"] == 'attachment; filename="events-2023-01-01-2023-12-31.xlsx"'
    assert book.sheetnames == ["By year", "By country", "By kind of event", "By country and year", "Events"]
    assert [cell.value for cell in book["By year"][2]] == [2023, 1, 1, 1, 1]


@pytest.mark.parametrize("name", ["statistics", "report", "export"])
def test_pages_are_for_those_who_may_change_events(client, event_editor, name):
    event = make_event()
    address = reverse(f"admin:events_event_{name}", args=[] if name == "report" else [event.pk])
    answers = [client.get(address).status_code]

    event_editor.user_permissions.set(
        Permission.objects.filter(codename__in=["view_event", "view_participation"])
    )
    answers.append(client.get(address).status_code)
    client.logout()
    response = client.get(address)

    assert answers == [200, 403]
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("admin:login"))


@pytest.mark.parametrize("name", ["statistics", "export"])
def test_event_that_does_not_exist_is_not_found(client, name):
    assert client.get(reverse(f"admin:events_event_{name}", args=[0])).status_code == 404


def test_shares_are_rounded_not_cut(client):
    event = make_event()
    for name, code in (("Bek Aliev", "KZ"), ("Li Wei", "KZ"), ("Ada Orazova", "TM")):
        make_participation(event, make_person(name), country=country(code))

    tree = page(client.get(statistics_of(event)))

    assert rows_of(tables_of(tree)[0])[1:3] == [
        ["Kazakhstan", "2", "66.7%"],
        ["Turkmenistan", "1", "33.3%"],
    ]

import csv
from io import BytesIO, StringIO

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from openpyxl import load_workbook

from events.choices import Answer, Gender, Role
from events.exports import COLUMNS, DEFAULT_COLUMNS, ORDERS, export, file_name, for_the_public
from events.models import Participation, ParticipationRole, Person
from events.statistics.event import narrow
from events.tables.writing import Formula, Sheet, csv_bytes, harmless, plain, sheet_title, xlsx_bytes
from tests.events.participant_strategies import HOSTILE, Hall, rolls
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_session,
)

NAMES = ["job_title", "roles", "gender", "country_code", "order"]


def from_csv(content):
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def from_xlsx(content):
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


@given(HOSTILE)
def test_any_text_comes_back_from_a_workbook(text):
    content = xlsx_bytes([Sheet("List", ["Text"], [[text]])])

    [[heading], [found]] = from_xlsx(content)

    assert (heading, found) == ("Text", plain(text))


@given(HOSTILE)
def test_any_text_comes_back_from_csv_and_does_not_act(text):
    [[_heading], *rows] = from_csv(csv_bytes(["Text"], [[text]]))

    [found] = rows[0] or [""]

    assert found == harmless(text)
    assert found.removeprefix("'") == plain(text).removeprefix("'")
    assert not found.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not found.startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+7 701 000 00 00", "'+7 701 000 00 00"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\n=1+1"),
        (" =1+1", "' =1+1"),
        ("\x00=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("Айгуль", "Айгуль"),
        ("a=b", "a=b"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_only_text_that_might_act_gets_an_apostrophe(text, expected):
    assert harmless(text) == expected


def test_workbook_holds_text_as_text_and_numbers_as_numbers():
    content = xlsx_bytes(
        [Sheet("List", ["A", "B"], [["=1+1", 5], ["#N/A", -2.5]], total=["Sum", Formula("=SUM(B2:B3)")])]
    )

    sheet = load_workbook(BytesIO(content)).worksheets[0]

    assert [[cell.data_type for cell in row] for row in sheet.iter_rows()] == [
        ["s", "s"],
        ["s", "n"],
        ["s", "n"],
        ["s", "f"],
    ]
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


def test_workbook_has_its_heading_in_view_and_columns_wide_enough():
    content = xlsx_bytes([Sheet("List", ["Name", "No."], [["王小明王小明", 1], ["x" * 500, 2]])])

    sheet = load_workbook(BytesIO(content)).worksheets[0]

    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [60, 6]


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Country / year", "Country   year"), ("'quoted'", "quoted"), ("x" * 40, "x" * 31), ("[]", "Sheet")],
)
def test_sheet_has_a_name_that_excel_takes(title, expected):
    assert sheet_title(title) == expected


def test_sheets_of_one_name_are_told_apart():
    assert sheet_title("Roles", ["roles", "Roles 2"]) == "Roles 3"


@pytest.mark.django_db
def test_export_equals_the_filtered_rows_whatever_the_list():
    event = make_event()
    hall = Hall.build(event)

    @settings(max_examples=25)
    @given(rolls())
    def check(roll):
        with hall.holding(roll):
            rows = narrow(event.participations.all(), {"attended": "yes"})
            files = {name: export(rows, NAMES, name, "name") for name in ("csv", "xlsx")}

        expected = [
            [
                entry.text,
                "; ".join(str(role.label) for role in Role if role in entry.values("role")),
                Gender(entry.gender).label,
                entry.country or "",
                "",
            ]
            for entry in roll
            if entry.attended == "yes"
        ]
        headings = [str(COLUMNS[name]) for name in COLUMNS if name in NAMES]
        columns = [0, 3, 1, 2, 4]  # the order of the columns is that of COLUMNS
        expected = [[row[place] for place in columns] for row in expected]
        assert from_csv(files["csv"]) == [headings, *([harmless(value) for value in row] for row in expected)]
        assert from_xlsx(files["xlsx"]) == [headings, *([plain(value) for value in row] for row in expected)]

    check()


@pytest.mark.django_db
def test_csv_opens_right_in_excel():
    event = make_event()
    person = make_person("Aigul Saparova", native_name="Айгуль Сапарова", honorific="Dr.")
    organisation = make_organisation("Bank, of Trade", type="think_tank")
    session = make_session(event)
    make_participation(
        event,
        person,
        roles=["moderator", "speaker", ("speaker", session)],
        organisation=organisation,
        country=country("KZ"),
        mode="online",
        order=3,
    )

    content = export(event.participations.all(), [*DEFAULT_COLUMNS, "order"], "csv")

    assert (
        content
        == (
            "\ufeffName,Name in native script,Job title,Organisation,Country,Roles,Attendance "
            "mode,Attended,Agrees to be listed,Place in the list\r\nAigul Saparova,Айгуль "
            'Сапарова,Researcher,"Bank, of Trade",Kazakhstan,Speaker; Moderator,Online,Unknown,Yes,3\r\n'
        ).encode()
    )


@pytest.mark.django_db
def test_every_column_has_the_value_of_its_row():
    event = make_event()
    person = make_person(
        "Jingjing Huang", family_name_first=True, honorific="Prof.", emails=["a@example.org", "b@example.org"]
    )
    make_participation(
        event,
        person,
        organisation=make_organisation(type="academia"),
        country=country("CN"),
        gender="female",
        attended="yes",
        mode="in_person",
        order=7,
    )

    headings, row = from_xlsx(export(event.participations.all(), COLUMNS, "xlsx"))

    assert headings == [str(label) for label in COLUMNS.values()]
    assert dict(zip(COLUMNS, row, strict=True)) == {
        "honorific": "Prof.",
        "name": "Huang Jingjing",
        "given_name": "Jingjing",
        "family_name": "Huang",
        "native_name": "",
        "job_title": "Researcher",
        "organisation": "Institute of Trade",
        "organisation_type": "Academia",
        "country": "People’s Republic of China",
        "country_code": "CN",
        "roles": "Delegate",
        "mode": "In person",
        "attended": "Yes",
        "consent": "Yes",
        "gender": "Female",
        "emails": "a@example.org; b@example.org",
        "order": 7,
    }


@pytest.mark.django_db
def test_rows_stand_in_the_chosen_order():
    event = make_event()
    for name, code, organisation, roles in (
        ("A Bek", "UZ", "bank", ["delegate"]),
        ("B Aliev", "KZ", "University", ["delegate"]),
        ("C Chen", "CN", "Agency", ["keynote"]),
        ("D Doe", None, None, []),
    ):
        make_participation(
            event,
            make_person(name),
            roles=roles,
            country=code and country(code),
            organisation=organisation and make_organisation(organisation),
        )

    found = {}
    for order in ORDERS:
        [_heading, *names] = from_csv(export(event.participations.all(), ["given_name"], "csv", order))
        found[order] = "".join(name for [name] in names)

    assert found == {"list": "CBAD", "name": "BACD", "country": "BCAD", "organisation": "CABD"}


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["list", "country"])
def test_countries_stand_in_the_order_of_the_reader(order):
    event = make_event()
    for code in ("CN", "PK", "KZ"):
        make_participation(event, make_person(), country=country(code))

    with translation.override("zh-hans"):
        [_heading, *names] = from_csv(export(event.participations.all(), ["country"], "csv", order))

    assert [name for [name] in names] == ["巴基斯坦", "哈萨克斯坦", "中华人民共和国"]


@pytest.mark.django_db
def test_names_are_spelled_and_sorted_as_on_that_day():
    event = make_event()
    for name in ("Nino Beridze", "Bek Umarov"):
        make_participation(event, make_person(name, honorific="Dr.", native_name="ნინო"))
    Person.objects.update(family_name="Abashidze", given_name="Tamar", honorific="", native_name="")
    names = ["honorific", "name", "given_name", "family_name", "native_name"]

    [_headings, *rows] = from_csv(export(event.participations.all(), names, "csv", "name"))

    assert rows == [
        ["Dr.", "Nino Beridze", "Nino", "Beridze", "ნინო"],
        ["Dr.", "Bek Umarov", "Bek", "Umarov", "ნინო"],
    ]


@pytest.mark.django_db
def test_list_for_the_public_names_only_who_agreed():
    event = make_event(state="draft", publish_at=None)
    for answer in Answer.values:
        make_participation(event, make_person(f"Said {answer}"), consent=answer)

    content = export(for_the_public(event.participations.all()), ["name"], "csv")

    assert from_csv(content) == [["Name"], ["Said yes"]]


@pytest.mark.django_db
def test_export_speaks_the_language_of_the_page():
    event = make_event()
    make_participation(event, job_title_ru="Исследователь", country=country("KZ"))

    with translation.override("ru"):
        [_headings, row] = from_csv(export(event.participations.all(), ["job_title", "country"], "csv"))

    assert row == ["Исследователь", "Казахстан"]


@pytest.mark.django_db
def test_export_of_many_rows_costs_three_queries(django_assert_num_queries):
    event = make_event()
    people = [make_person(f"Person {number}") for number in range(120)]
    made = Participation.objects.bulk_create(
        Participation(event=event, person=person, country=country("KZ")) for person in people
    )
    ParticipationRole.objects.bulk_create(ParticipationRole(participation=each) for each in made)

    with django_assert_num_queries(3):
        content = export(event.participations.all(), COLUMNS, "xlsx")

    assert len(from_xlsx(content)) == 121


@pytest.mark.django_db
def test_file_name_is_plain():
    event = make_event("Форум “Trade”")
    event.slug = "../форум\r\nx"

    assert file_name(event, "participants", "csv") == f"x-participants-{timezone.localdate()}.csv"

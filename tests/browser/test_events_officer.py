"""An event officer's whole path by clicking, from an empty form to the page that a visitor reads."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from events.models import Event, ImportOrganisation, Organisation, Participation, Person
from tests.events.officers import make_member
from tests.events.participants_import.lists import xlsx_file
from tests.factories import make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "China and Central Asia Development Knowledge Symposium"
HOST = "Center for International Development Knowledge"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ["ФИО", "E-mail", "Должность", "Organization", "国家", "Sex", "Consent to be listed"]
ROWS = [
    ["Токтосунова Айгерим", "aigerim@example.org", "эксперт", "Steppe Institute", "Кыргызстан", "ж", "да"],
    ["李文华", "li@example.org", "研究员", HOST, "中国", "女", "是"],
    ["Bahrom Karimov", "bahrom@example.org", "Economist", "Steppe Institute", "UZ", "m", "yes"],
    ["Secret Sentinel", "secret@example.org", "Adviser", "Steppe Institute", "Tajikistan", "m", "no"],
    ["Nurlan Abenov", "nurlan@example.org", "Analyst", "Steppe Institute", "Atlantis", "m", "yes"],
    ["Karimov Bahrom", "", "Economist", "Steppe Institute", "Uzbekistan", "m", "yes"],
    ["Jingjing Huang", "", "", "", "China", "f", "yes"],
    ["Kabir Djurazoda", "", "Director", "", "", "m", "yes"],
]


@pytest.fixture
def page(visit, log_in):
    made = visit("desktop")
    log_in(made, make_member("Event officers"))
    return made.page


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def said(page, sentence):
    expect(page.locator(".messagelist")).to_contain_text(sentence)


def look_up(page, field, typed, wanted):
    """Choose a record in a field that looks it up by its names."""
    page.locator(f"#{field} + .select2").click()
    expect(page.locator(".select2-results__option:not(.loading-results)").first).to_be_visible()
    page.keyboard.type(typed)
    page.get_by_role("option", name=wanted, exact=True).click()


def add_host(page):
    page.locator("#parts-group .add-row a, #parts-group .add-row button").click()
    with page.expect_popup() as opened:
        page.locator("#add_id_parts-0-organisation").click()
    popup = opened.value
    popup.locator("#id_name_en").fill(HOST)
    popup.locator("#id_short_name_en").fill("CIKD")
    with popup.expect_event("close"):
        button(popup, "Save").click()
    expect(page.locator("#id_parts-0-organisation + .select2")).to_contain_text(HOST)


def add_session(page, number, starts, ends, title):
    page.locator("#sessions-group .add-row a, #sessions-group .add-row button").click()
    for name, value in (("start_time", starts), ("end_time", ends), ("title_en", title)):
        page.locator(f"#id_sessions-{number}-{name}").fill(value)


def write_event(page):
    page.goto("/admin/")
    page.get_by_role("link", name="Events", exact=True).first.click()
    page.get_by_role("link", name="Add event").first.click()
    page.locator("#id_title_en").fill(TITLE)
    page.locator("#id_summary_en").fill("A day in Beijing and online.")
    page.locator("#id_body_en_editor").click()
    page.keyboard.type("Six countries compare what they know.")
    page.locator("#id_kind").select_option(label="Symposium")
    page.locator("#id_first_day").fill("2023-07-27")
    page.locator("#id_start_time").fill("09:00")
    page.locator("#id_end_time").fill("17:30")
    page.locator("#id_time_zone").select_option("Asia/Shanghai")
    page.locator("#id_mode").select_option(label="In person and online")
    look_up(page, "id_country", "Китай", "People’s Republic of China")
    page.locator("#id_city_en").fill("Beijing")
    add_host(page)
    add_session(page, 0, "09:00", "10:00", "Opening")
    add_session(page, 1, "10:30", "12:00", "Discussion")
    button(page, "Save draft").click()
    said(page, "was saved")


def fill_speaker(page, number, given, family, **values):
    page.locator(f"#id_form-{number}-given_name").fill(given)
    page.locator(f"#id_form-{number}-family_name").fill(family)
    look_up(page, f"id_form-{number}-organisation", "carec inst", "CAREC Institute")
    for name, value in values.items():
        field = page.locator(f"#id_form-{number}-{name}")
        if name in ("role", "session"):
            field.select_option(value)
        else:
            field.fill(value)


def add_speakers(page):
    page.get_by_role("link", name="Add speakers", exact=True).first.click()
    opening, discussion = Event.objects.get(title_en=TITLE).sessions.values_list("pk", flat=True)
    fill_speaker(
        page,
        0,
        "Kabir",
        "Jurazoda",
        job_title="Director",
        role="opening_speaker",
        session=str(opening),
    )
    fill_speaker(
        page,
        1,
        "Jingjing",
        "Huang",
        job_title="Deputy Director One",
        session=str(discussion),
        topic="Digital technologies against poverty",
    )
    page.locator("#id_form-1-family_name_first").check()
    button(page, "Add these speakers").click()
    said(page, "2 people are now participants of the event: Kabir Jurazoda, Huang Jingjing")


def upload(page, rows):
    file = xlsx_file(rows, HEADINGS, "participants.xlsx")
    page.get_by_role("link", name="Import a list").click()
    page.get_by_label("Source").fill("Registration desk")
    page.locator("#id_file").set_input_files({"name": file.name, "mimeType": XLSX, "buffer": file.read()})
    button(page, "Upload and check the columns").click()
    expect(page.get_by_label("国家", exact=True)).to_have_value("country")
    button(page, "Check the rows").click()


def decide(page):
    """One row named a country that does not exist, one a name that is somebody's and one nearly."""
    expect(page.get_by_text("No country is known as “Atlantis”.")).to_have_count(0)
    for name in ("Kabir Djurazoda", "Jingjing Huang"):
        question = page.locator(".import-question", has_text=name)
        button(question, "The same person").click()
        expect(question).to_have_count(0)
    expect(page.get_by_text("No country is known as “Atlantis”.")).to_be_visible()
    page.get_by_role("main").get_by_label("Country").fill("Казахстан")
    button(page, "Save these decisions and check again").click()
    expect(page.locator(".import-counts").first).to_have_text("5 new people 3 known people")


def mark_attended(page, count, absent):
    page.get_by_label("How Kabir Jurazoda took part").select_option(label="Online")
    page.get_by_label("Tick all on this page").check()
    page.get_by_label(f"Tick {absent}").uncheck()
    expect(page.get_by_text(f"Ticked: {count}")).to_be_visible()
    page.get_by_label("Change", exact=True).select_option(label="Attended: Yes")
    button(page, "Apply").click()
    said(page, "1 participant saved.")
    said(page, f"{count} participants marked as attended.")


def figures(page, heading):
    """The rows of a table of the statistics page, and the words in which its chart says the same."""
    section = page.get_by_role("region", name=heading, exact=True)
    expect(section.get_by_role("img")).to_be_visible()
    rows = section.locator("tbody tr").all_inner_texts()
    return [tuple(row.split("\t")) for row in rows], section.locator("svg desc").text_content()


def exported(page):
    page.get_by_role("link", name="Export").click()
    page.get_by_label("Only people who agreed to be listed").check()
    with page.expect_download() as download:
        button(page, "Download").click()
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
    return [row[:2] for row in sheet.values]


def test_officer_makes_an_event_from_the_form_to_the_figures(page, visit):
    make_organisation("CAREC Institute")

    write_event(page)
    add_speakers(page)
    page.get_by_role("link", name="Event", exact=True).click()
    button(page, "Publish now").click()
    said(page, "was saved and is visible to everyone")
    upload(page, ROWS)
    decide(page)
    button(page, "Apply this list").click()
    said(page, "The list “participants.xlsx” has been applied.")
    page.get_by_role("link", name="See the participants").click()
    mark_attended(page, 6, "Nurlan Abenov")

    page.get_by_role("link", name="Statistics").click()
    assert figures(page, "Attended") == (
        [("Yes", "6", "85.7%"), ("Unknown", "1", "14.3%")],
        "Bar chart of Participants. Yes: 6 · 85.7%; Unknown: 1 · 14.3%.",
    )
    assert figures(page, "Country")[0] == [
        ("People’s Republic of China", "2", "28.6%"),
        *((name, "1", "14.3%") for name in ("Kazakhstan", "Kyrgyz Republic", "Tajikistan", "Uzbekistan")),
        ("Unknown", "1", "14.3%"),
    ]
    assert exported(page) == [
        ("Name", "Name in native script"),
        ("Kabir Jurazoda", None),
        ("Huang Jingjing", None),
        ("Nurlan Abenov", None),
        ("Aygerim Toktosunova", "Токтосунова Айгерим"),
        ("Li Wenhua", "李文华"),
        ("Bahrom Karimov", None),
    ]

    reader = visit("phone").page
    reader.goto("/")
    reader.get_by_role("button", name="Menu").click()
    reader.get_by_role("banner").get_by_role("link", name="Events").click()
    reader.get_by_role("main").get_by_role("link", name="Past").click()
    reader.get_by_role("main").get_by_role("link", name=TITLE).click()
    main = reader.get_by_role("main")
    expect(main).to_contain_text("09:00–17:30, Beijing time (UTC+8)")
    expect(main).to_contain_text("In person and online")
    expect(main.get_by_role("link", name=HOST).first).to_be_visible()
    programme = main.get_by_role("region", name="Programme")
    expect(programme).to_contain_text("Opening speaker Kabir Jurazoda, Director, CAREC Institute")
    expect(programme).to_contain_text("Digital technologies against poverty")
    named = main.get_by_role("region", name="Participants").locator("li a[href*='/people/']")
    assert named.all_text_contents() == [
        "Nurlan Abenov",
        "Aygerim Toktosunova",
        "Huang Jingjing",
        "Li Wenhua",
        "Bahrom Karimov",
        "Kabir Jurazoda",
    ]
    participants = main.get_by_role("region", name="Participants")
    expect(participants.get_by_role("list").first).to_have_text(
        re.compile(r"^\s*7 participants\s+5 countries\s*$")
    )
    expect(participants).to_contain_text("1 online, 6 not known")
    assert "Sentinel" not in reader.content()


def test_import_is_undone_by_clicking(page):
    def counts():
        return Person.objects.count(), Organisation.objects.count(), Participation.objects.count()

    event = make_event()
    make_participation(event, make_person("Bahrom Karimov"))
    before = counts()
    page.goto(f"/admin/events/event/{event.pk}/change/")
    upload(page, ROWS[:4])

    button(page, "Apply this list").click()
    said(page, "The list “participants.xlsx” has been applied.")
    assert counts() == (before[0] + 3, before[1] + 2, before[2] + 3)
    button(page, "Undo the whole import").click()

    said(page, "The import of “participants.xlsx” has been undone.")
    assert counts() == before


def test_organisation_that_is_looked_up_is_chosen_and_kept_when_the_list_is_applied(page):
    known, event = make_organisation("Ministry of Commerce"), make_event()
    page.goto(f"/admin/events/event/{event.pk}/change/")
    upload(page, ROWS[:1])
    page.get_by_role("link", name="Organisations 1").click()
    [place] = ImportOrganisation.objects.all()
    new, looked_up = page.get_by_label("A new organisation"), page.locator(f"#id_other-{place.pk}")

    look_up(page, looked_up.get_attribute("id"), "Commerce", "Ministry of Commerce")
    expect(page.get_by_role("radio", name="Another known organisation")).to_be_checked()
    new.check()
    expect(looked_up).to_have_value("")
    look_up(page, looked_up.get_attribute("id"), "Commerce", "Ministry of Commerce")
    button(page, "Apply this list").click()

    said(page, "The list “participants.xlsx” has been applied.")
    assert event.participations.get().organisation == known


def test_two_records_of_one_person_are_merged_and_parted_again(page):
    first, second = make_event("First forum"), make_event("Second forum")
    make_participation(first, make_person("Bahrom Karimov", emails=["bahrom@example.org"]))
    make_participation(second, make_person("Karimov Bahrom", emails=["bahrom@example.org"]))
    page.goto("/admin/events/person/")

    page.get_by_role("link", name="Find duplicates").click()
    page.get_by_role("link", name="Compare").click()
    button(page, "Merge").click()
    said(page, "“Karimov Bahrom” was merged into “Bahrom Karimov”.")
    assert [person.participations.count() for person in Person.objects.all()] == [2]
    page.locator(".messagelist").get_by_role("link").click()
    button(page, "Undo this merge").click()

    expect(page.get_by_text("Undone on")).to_be_visible()
    assert [person.participations.count() for person in Person.objects.all()] == [1, 1]


def test_somebody_of_the_same_name_is_split_off(page):
    person = make_person("Wei Wang", aliases=["汪玮"], emails=["wang@rail.example"])
    rail = make_organisation("Rail university")
    make_participation(make_event("Bank forum"), person)
    for title in ("Rail forum", "Rail symposium"):
        make_participation(make_event(title), person, organisation=rail)
    page.goto(f"/admin/events/person/{person.pk}/change/")
    preview = page.locator("#split-preview")

    page.get_by_role("link", name="Split in two…").last.click()
    page.get_by_label("Use the name from this spelling").select_option("汪玮")
    expect(page.get_by_label("Name in native script")).to_have_value("汪玮")
    page.get_by_label("Rail university (2)").check()
    expect(preview.get_by_text("Rail symposium")).to_be_visible()
    expect(preview.get_by_text("Bank forum")).to_be_visible()
    page.get_by_label("Given name").press("Enter")
    expect(preview.get_by_text("Rail symposium")).to_be_visible()
    expect(page.get_by_label("Name in native script")).to_have_value("汪玮")
    button(page, "Split").click()

    said(page, "“Wang Wei (汪玮)” and “Wei Wang” are now separate people.")
    assert [each.participations.count() for each in Person.objects.order_by("pk")] == [1, 2]
    page.get_by_role("link", name="See what was done, or undo it").click()
    button(page, "Undo this split").click()

    expect(page.get_by_text("Undone on")).to_be_visible()
    assert [each.participations.count() for each in Person.objects.all()] == [3]

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from events.models import Material, Participation, Person
from publishing.models import State
from tests.factories import (
    country,
    make_event,
    make_organisation,
    make_participation,
    make_person,
    make_picture,
    make_session,
)
from tests.markup import compact

pytestmark = pytest.mark.django_db
SECRET = "Zzsecret"
YEAR = timedelta(days=365)


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return compact(response)


def later_event(title, years, **changes):
    start = datetime(2023, 7, 27, 1, tzinfo=UTC) + years * YEAR
    return make_event(title, starts_at=start, ends_at=start + timedelta(hours=8), **changes)


def test_person_page_shows_each_appearance_as_it_was_that_day(client):
    person, office = make_person(honorific="Dr."), make_organisation("Trade Office")
    make_participation(
        make_event("First forum"), person, job_title_en="Analyst", organisation=office, country=country("KZ")
    )
    office.name_en = "Bureau of Commerce"
    office.save()
    make_participation(later_event("Second forum", 1), person, job_title_en="Director", organisation=office)

    response = client.get("/people/aigul-saparova/")

    page = response.content.decode()
    shown = response.context["page_obj"].object_list
    assert [each.event.title for each in shown] == ["Second forum", "First forum"]
    assert [each.organisation_name for each in shown] == ["Bureau of Commerce", "Trade Office"]
    assert "<h1>Dr. Aigul Saparova</h1>" in page
    assert re.search(r'Analyst, <a href="/organisations/trade-office/">Trade Office</a>', page)
    assert re.search(r'Director, <a href="/organisations/trade-office/">Bureau of Commerce</a>', page)
    assert response.context["latest"].job_title == "Director"


def test_person_page_says_under_which_other_name_somebody_appeared(client):
    person = make_person("Nino Beridze")
    make_participation(make_event("First forum"), person)
    person.family_name = "Kapanadze"
    person.save()
    make_participation(later_event("Second forum", 1), person)

    page = text(client, "/people/nino-beridze/")

    assert "<h1>Nino Kapanadze</h1>" in page
    assert re.findall(r'event-row__name">(.*?)</p>', page) == ['as <bdi translate="no">Nino Beridze</bdi>']
    assert page.index("Second forum") < page.index("First forum") < page.index("event-row__name")


def test_person_page_names_sessions_subjects_and_materials_of_talks(client):
    event = make_event()
    talk, debate = make_session(event, "Rail and road"), make_session(event, "A debate")
    roles = [("speaker", talk), ("moderator", talk), ("delegate", debate)]
    participation = make_participation(event, roles=roles)
    participation.roles.filter(role="speaker").update(topic_en="Wagons without borders")
    for session, title in ((talk, "Slides of the talk"), (debate, "Slides of others")):
        Material.objects.create(
            event=event, session=session, kind="slides", title_en=title, url="https://example.org/slides"
        )

    page = text(client, "/people/aigul-saparova/")

    assert "Speaker · Moderator · Delegate" in page
    assert "<strong>Rail and road</strong> <span>Speaker, Moderator</span>" in page
    assert "Subject: Wagons without borders" in page
    assert "<strong>A debate</strong> <span>Delegate</span>" in page
    assert "Slides of the talk" in page
    assert "Slides of others" not in page


@pytest.mark.parametrize(
    ("language", "shown", "mark"),
    [
        ("en", "Studies trade", "<div"),
        ("ru", "Изучает торговлю", "<div"),
        ("zh-hans", "Studies trade", 'lang="en"'),
    ],
)
def test_biography_is_in_the_readers_language_or_english(client, language, shown, mark):
    person = make_person(biography_en="<p>Studies trade</p>", biography_ru="<p>Изучает торговлю</p>")
    make_participation(make_event(), person)

    page = text(client, f"{'' if language == 'en' else '/' + language}/people/aigul-saparova/")

    [opening] = re.findall(r'<div class="prose"[^>]*>', page)
    assert shown in page
    assert mark in opening
    assert ("lang=" in opening) == (language == "zh-hans")


def test_person_page_keeps_what_visitors_never_see(client):
    person = make_person(aliases=[f"{SECRET} alias"], emails=["zzsecret@example.org"])
    make_participation(make_event(), person, gender="female")
    make_participation(
        later_event("Unlisted visit", 1), person, consent="no", job_title_en=SECRET, country=country("JP")
    )
    make_participation(later_event("Draft", 2, state=State.DRAFT), person, job_title_en=SECRET)

    page = text(client, "/people/aigul-saparova/")

    assert SECRET.lower() not in page.lower()
    assert "Symposium on trade" in page
    for hidden in ("emale", "Unlisted visit", "Draft", "Japan"):
        assert hidden not in page


def test_person_in_facts_for_search_engines(client, settings):
    photo = make_picture()
    person = make_person(
        "Wang Xiaoming",
        native_name="王小明",
        honorific="Prof.",
        photo=photo,
        same_as=["https://orcid.org/0000-0002-1825-0097"],
    )
    person.given_name, person.family_name, person.family_name_first = "Xiaoming", "Wang", True
    person.save()
    make_participation(make_event(), person, organisation=make_organisation())

    page = text(client, "/people/wang-xiaoming/")

    [facts] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(facts) == {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": "Wang Xiaoming",
        "givenName": "Xiaoming",
        "familyName": "Wang",
        "alternateName": "王小明",
        "honorificPrefix": "Prof.",
        "url": f"{settings.SITE_URL}/people/wang-xiaoming/",
        "image": settings.SITE_URL + photo.url(),
        "jobTitle": "Researcher",
        "affiliation": {
            "@type": "Organization",
            "name": "Institute of Trade",
            "url": f"{settings.SITE_URL}/organisations/institute-of-trade/",
        },
        "sameAs": ["https://orcid.org/0000-0002-1825-0097"],
    }
    assert 'href="https://orcid.org/0000-0002-1825-0097" rel="me nofollow noopener"' in page


@pytest.mark.parametrize(
    ("event", "participation"),
    [
        ({}, {"consent": "no"}),
        ({}, {"consent": "unknown"}),
        ({}, {"attended": "no"}),
        ({"state": State.DRAFT}, {}),
        ({"state": State.ARCHIVED}, {}),
    ],
)
def test_unlisted_person_is_found_nowhere(client, event, participation):
    office = make_organisation(f"{SECRET} office", slug="hidden")
    person = make_person(f"{SECRET} Saparova", slug="hidden", aliases=["Aigul Saparova"])
    make_participation(make_event(**event), person, organisation=office, country=country(), **participation)
    make_participation(later_event("Open forum", 1), make_person("Aizada Saparova"))

    found = {
        address: client.get(address)
        for address in (
            "/people/hidden/",
            "/organisations/hidden/",
            "/people/",
            "/people/?q=Zzsecret",
            "/people/?q=Saparova",
            "/people/?country=kz",
            "/people/?organisation=hidden",
            "/organisations/",
            "/organisations/?q=Zzsecret",
            "/countries/",
            "/countries/kz/",
            "/sitemap-people.xml",
            "/sitemap-organisations.xml",
        )
    }

    typed = {"/people/?q=Zzsecret", "/organisations/?q=Zzsecret"}
    assert [answer.status_code for answer in found.values()] == [404, 404, *[200] * 11]
    assert "Aizada" in found["/people/?q=Saparova"].content.decode()
    assert [list(found[address].context["object_list"]) for address in sorted(typed)] == [[], []]
    leaks = [
        address
        for address, answer in found.items()
        if address not in typed and SECRET.lower() in b"".join(answer).decode().lower()
    ]
    assert leaks == []


def test_former_address_of_a_person_leads_to_the_present_one(client):
    person = make_person()
    make_participation(make_event(), person)
    person.slug = "aigul-s"
    person.save()

    response = client.get("/ru/people/aigul-saparova/")

    assert (response.status_code, response.headers["Location"]) == (301, "/ru/people/aigul-s/")


@pytest.mark.parametrize(
    "words", ["Saparova", "сапарова", "Saparova Aigul", "Aygul Saparowa", "Айгуль", "SAPAR", "Айгүл Сапарова"]
)
def test_people_are_found_by_any_spelling_script_and_order(client, words):
    found = make_person(native_name="Айгуль Сапарова", aliases=["Aygul Saparowa"])
    other = make_person("Bekzod Rahimov")
    for person in (found, other):
        make_participation(make_event(), person)

    response = client.get("/people/", {"q": words})

    assert list(response.context["object_list"]) == [found]
    assert f'value="{words}"' in response.content.decode()


def test_chinese_name_is_found_in_characters_and_pinyin(client):
    found = make_person("Wang Xiaoming", native_name="王小明")
    make_participation(make_event(), found)
    make_participation(make_event(), make_person("Li Na", native_name="李娜"))

    for words in ("王小明", "Xiaoming Wang", "wang xiaoming"):
        assert list(client.get("/people/", {"q": words}).context["object_list"]) == [found]


@pytest.mark.parametrize("words", ["%00", "%20", "%F0%9F%99%82", "'%22%3E%3Cscript%3E", "x" * 5000, "%25%25"])
def test_odd_words_are_no_error(client, words):
    make_participation(make_event())

    for page in ("people", "organisations"):
        assert (
            client.get(f"/{page}/?q={words}&country={words}&organisation={words}&type={words}").status_code
            == 200
        )


def test_people_by_country_and_organisation_of_the_day(client):
    office = make_organisation("Trade Office")
    aigul, bekzod = make_person(), make_person("Bekzod Rahimov")
    make_participation(make_event(), aigul, country=country("KZ"), organisation=office)
    make_participation(make_event(), bekzod, country=country("UZ"))

    def names(query):
        return [person.name for person in client.get(f"/people/?{query}").context["object_list"]]

    assert names("country=kz") == ["Aigul Saparova"]
    assert names("country=uz&q=rahimov") == ["Bekzod Rahimov"]
    assert names("organisation=trade-office") == ["Aigul Saparova"]
    assert names("country=nowhere&organisation=none") == ["Bekzod Rahimov", "Aigul Saparova"]


def test_people_stand_by_family_name_and_keep_their_choice_on_the_next_page(client):
    event = make_event()
    people = Person.objects.bulk_create(
        Person(given_name="Aigul", family_name=f"Family{number:02}", slug=f"p{number}")
        for number in range(50)
    )
    Participation.objects.bulk_create(
        Participation(event=event, person=person, consent="yes", country=country()) for person in people
    )

    page = text(client, "/people/?country=kz")

    assert '<a rel="next" href="?country=kz&amp;page=2">Next' in page
    assert 'content="noindex, follow"' in page
    second = client.get("/people/?country=kz&page=2").context["object_list"]
    assert [person.family_name for person in second] == ["Family48", "Family49"]
    assert client.get("/people/?page=3").status_code == 404


def test_list_of_people_shows_what_each_was_at_the_latest_listed_event(client):
    person = make_person()
    make_participation(make_event(), person, job_title_en="Analyst")
    make_participation(later_event("Second forum", 1), person, job_title_en="Director")
    make_participation(later_event("Third forum", 2), person, job_title_en=SECRET, consent="no")

    response = client.get("/people/")

    [shown] = response.context["object_list"]
    assert shown.latest.job_title == "Director"
    assert '<p class="person-card__post">Director</p>' in response.content.decode()

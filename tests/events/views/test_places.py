from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.models import Country, EventOrganisation, Participation, Person
from publishing.models import State
from tests.factories import country, make_event, make_organisation, make_participation, make_person
from tests.going_back import go_back, go_forward
from tests.markup import compact, tree_of

pytestmark = pytest.mark.django_db
SECRET = "Zzsecret"


def test_countries_are_the_eleven_members_and_those_that_took_part(client):
    make_event(country=country("AT"))
    make_participation(make_event(), country=country("JP"), consent="no")
    make_participation(make_event(state=State.DRAFT), make_person(SECRET), country=country("DE"))
    make_event(state=State.DRAFT, country=country("FR"))

    response = client.get("/countries/")

    members, others = ([each.code for each in response.context[name]] for name in ("members", "others"))
    assert members == ["AF", "AZ", "GE", "KZ", "KG", "MN", "PK", "CN", "TJ", "TM", "UZ"]
    assert others == ["AT", "JP"]


def test_figures_count_events_held_and_different_people_whether_listed_or_not(client):
    person = make_person()
    first, second = make_event(country=country("KZ")), make_event(country=country("KZ"))
    draft = make_event(country=country("KZ"), state=State.DRAFT)
    for event in (first, second, draft):
        make_participation(event, person, country=country("KZ"))
    make_participation(first, make_person(SECRET), country=country("KZ"), consent="unknown")
    make_participation(draft, make_person(), country=country("KZ"))

    [tile] = [each for each in client.get("/countries/").context["members"] if each.code == "KZ"]
    page = client.get("/countries/kz/").content.decode()

    assert (tile.events_held, tile.people) == (2, 2)
    assert "<dt>Events held here</dt><dd>2</dd>" in page
    assert "<dt>People from here at our events</dt><dd>2</dd>" in page


def test_country_counts_only_what_took_place_and_who_came(client):
    now = timezone.now()
    coming = {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=2)}
    for title, changes in {
        "Held": {},
        "Cancelled": {"status": "cancelled"},
        "Postponed": {"status": "postponed"},
        "Moved": {"status": "moved_online"},
        "To come": coming,
    }.items():
        event = make_event(title, country=country("KZ"), **changes)
        make_participation(event, make_person(), country=country("KZ"))

    response = client.get("/countries/kz/")

    here = response.context["country"]
    assert (here.events_held, here.people) == (1, 2)
    rows = tree_of(response).iter("li")
    found = {
        words(row.find(".//h3")): [words(node) for node in row.find(".//p[@class='event-row__facts']")]
        for row in rows
        if row.get("class") == "event-row"
    }
    place = "Beijing, Kazakhstan"
    assert found == {
        "Held": [place, "Held here", "1 participant from here"],
        "Cancelled": [place],
        "Postponed": [place],
        "Moved": ["Online", "1 participant from here"],
        "To come": [place, "1 participant from here expected"],
    }


def words(node):
    return " ".join("".join(node.itertext()).split())


def test_country_with_events_to_come_only_has_a_calendar(client):
    now = timezone.now()
    make_event(country=country("KZ"), starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2))

    page = client.get("/countries/kz/").content.decode()

    assert "Events held here" not in page
    assert "/events/calendars/countries/kz.ics" in page


ORDERS = {
    "": "AF AZ CI GE KZ KG MN PK CN TJ TM UZ",
    "/ru": "AZ AF GE KZ CN CI KG MN PK TJ TM UZ",
    "/zh-hans": "AF AZ PK GE KZ KG CI MN TJ TM UZ CN",
}


@pytest.mark.parametrize("prefix", ORDERS)
def test_countries_stand_in_one_order_everywhere(client, prefix):
    """The alphabet of each language: China is under P, under К and, by its pinyin, under Z."""
    odd = country("CI")
    event = make_event(country=odd)
    for each in [*Country.objects.members(), odd]:
        host = make_organisation(f"Office of {each.code}", country=each)
        make_participation(make_event(country=each), country=each, organisation=host)
        make_participation(event, make_person(), country=each)
    everyone = ORDERS[prefix].split()
    members = [code for code in everyone if code != "CI"]

    def shown(path, name):
        return client.get(prefix + path).context[name]

    def offered(choices):
        [options] = [choice.options for choice in choices if choice.name == "country"]
        return [code.upper() for code, _name in options]

    assert [each.code for each in shown("/countries/", "members")] == members
    assert [each.code for each in shown("/", "members")] == members
    assert offered(shown("/events/", "filter").choices) == everyone
    assert offered(shown("/people/", "search").choices) == everyone
    assert offered(shown("/organisations/", "search").choices) == everyone
    calendars = [value for value, _name in shown("/events/calendars/", "groups")[-1][1]]
    assert [value[-2:].upper() for value in calendars] == everyone
    delegations = shown(f"/events/{event.slug}/", "roster").delegations
    assert [each.country.code for each in delegations] == everyone


def test_country_page_shows_its_events_people_and_organisations(client):
    held, visited = make_event("Held in Almaty", country=country("KZ")), make_event("Visited in Beijing")
    make_event("Of others")
    make_event("Draft forum", country=country("KZ"), state=State.DRAFT)
    make_participation(visited, country=country("KZ"))
    make_participation(visited, make_person(SECRET), country=country("KZ"), consent="no")
    office = make_organisation("Trade Office", country=country("KZ"))
    EventOrganisation.objects.create(event=held, organisation=office)
    make_organisation(f"{SECRET} office", country=country("KZ"))

    response = client.get("/countries/kz/")

    page = response.content.decode()
    events = response.context["object_list"]
    assert [(event.title, event.people) for event in events] == [
        ("Visited in Beijing", 2),
        ("Held in Almaty", 0),
    ]
    assert [person.name for person in response.context["others"]] == ["Aigul Saparova"]
    assert [each.name for each in response.context["organisations"]] == ["Trade Office"]
    assert page.count("Held here</strong>") == 1
    assert "2 participants from here" in page
    assert SECRET not in page


def test_country_stays_where_the_person_was_from_that_day(client):
    person = make_person()
    make_participation(make_event("Forum"), person, country=country("KZ"))
    make_participation(make_event("Visit"), person, country=country("UZ"))

    for code, title in (("kz", "Forum"), ("uz", "Visit")):
        response = client.get(f"/countries/{code}/")
        assert [event.title for event in response.context["object_list"]] == [title]
        assert [each.name for each in response.context["others"]] == ["Aigul Saparova"]


@pytest.mark.parametrize("code", ["KZ", "Kz"])
def test_capital_letters_lead_to_the_address_in_small_ones(client, code):
    response = client.get(f"/ru/countries/{code}/")

    assert (response.status_code, response.headers["Location"]) == (301, "/ru/countries/kz/")


@pytest.mark.parametrize("code", ["fr", "xx", "k", "kaz", "0", "%00", "K-Z"])
def test_other_countries_are_not_found(client, code):
    assert client.get(f"/countries/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("prefix", "name"), [("", "People’s Republic of China"), ("/ru", "Китайская Народная Республика")]
)
def test_country_is_called_as_the_institute_does(client, prefix, name):
    page = client.get(f"{prefix}/countries/cn/").content.decode()

    assert f"<h1>{name}</h1>" in page


def test_country_with_many_people_shows_some_and_leads_to_all(client):
    event = make_event()
    people = Person.objects.bulk_create(
        Person(given_name="Aigul", family_name=f"Family{number:02}", slug=f"p{number}")
        for number in range(30)
    )
    Participation.objects.bulk_create(
        Participation(event=event, person=person, consent="yes", country=country()) for person in people
    )

    response = client.get("/countries/kz/")

    assert len(response.context["others"]) == 12
    assert '<a class="more" href="/people/?country=kz">All 30 people' in compact(response)
    assert len(client.get("/people/?country=kz").context["object_list"]) == 30


def test_country_with_many_events_has_pages(client):
    for number in range(13):
        make_event(f"Forum {number}", country=country("KZ"))

    first, second = client.get("/countries/kz/"), client.get("/countries/kz/?page=2")

    assert (len(first.context["object_list"]), len(second.context["object_list"])) == (12, 1)
    assert client.get("/countries/kz/?page=3").status_code == 404


def test_every_country_has_an_address_that_its_code_makes():
    assert {each.get_absolute_url() for each in Country.objects.filter(code__in=["KZ", "CN"])} == {
        "/countries/kz/",
        "/countries/cn/",
    }


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_migration_curls_apostrophes_and_leaves_what_staff_wrote():
    before = ("events", "0015_add_splits")
    names = Country.objects.filter(code__in=["CI", "CN", "LA"]).order_by("code")
    assert not Country.objects.filter(name_en__contains="'").exists()

    go_back(before)
    straight = list(names.values_list("name_en", "name_ru"))
    Country.objects.filter(code="LA").update(name_en="Laos")
    go_forward()

    assert straight == [
        ("Côte d'Ivoire", "Кот-д'Ивуар"),
        ("People's Republic of China", "Китайская Народная Республика"),
        ("Lao People's Democratic Republic", "Лаосская Народно-Демократическая Республика"),
    ]
    assert list(names.values_list("name_en", "name_ru")) == [
        ("Côte d’Ivoire", "Кот-д’Ивуар"),
        ("People’s Republic of China", "Китайская Народная Республика"),
        ("Laos", "Лаосская Народно-Демократическая Республика"),
    ]
    assert not Country.objects.filter(name__contains="'").exists()


def test_official_names_in_three_languages_the_readers_first(client):
    def official(path):
        found = tree_of(client.get(path)).xpath("//p[@class='record-head__facts']/span")
        return [(span.get("lang"), span.text) for span in found]

    assert official("/ru/countries/kz/") == [
        ("ru", "Республика Казахстан"),
        ("en", "Republic of Kazakhstan"),
        ("zh-hans", "哈萨克斯坦共和国"),
    ]
    assert official("/countries/ge/") == [("ru", "Грузия"), ("zh-hans", "格鲁吉亚")]


def test_every_member_has_an_official_name():
    for each in Country.objects.members():
        assert len({each.official_name_en, each.official_name_ru, each.official_name_zh_hans}) == 3


def test_chart_has_different_people_of_each_year_whether_listed_or_not(client):
    person, kazakhstan = make_person(), country("KZ")
    for year, where in ((2019, "KZ"), (2019, "CN"), (2021, "CN")):
        start = datetime(year, 7, 27, 1, tzinfo=UTC)
        event = make_event(
            f"Forum {year}", country=country(where), starts_at=start, ends_at=start + timedelta(hours=8)
        )
        make_participation(event, person, country=kazakhstan)
        make_participation(event, make_person(SECRET), country=kazakhstan, consent="no")
        make_participation(event, make_person("Absent One"), country=kazakhstan, attended="no")
        make_participation(event, make_person("Other One"), country=country("UZ"))
    for changes in ({"state": State.DRAFT}, {"status": "cancelled"}):
        make_participation(make_event(**changes), make_person(), country=kazakhstan)

    response = client.get("/countries/kz/")

    assert response.context["years"] == [("2021", 2, 0), ("2020", 0, 0), ("2019", 3, 1)]
    rows = tree_of(response).xpath("//details[@class='record-table']//tbody/tr")
    assert [words(row) for row in rows] == ["2021 2 0", "2020 0 0", "2019 3 1"]


def test_country_page_has_speakers_before_others(client):
    event, forum = make_event(), make_event("Forum")
    speaker = make_person("Said Something")
    make_participation(event, speaker, country=country("KZ"))
    make_participation(forum, speaker, country=country("KZ"), roles=["keynote"])
    make_participation(event, make_person("Heard Something"), country=country("KZ"))
    elsewhere = make_person("Came Elsewhence")
    make_participation(event, elsewhere, country=country("KZ"))
    make_participation(forum, elsewhere, country=country("UZ"), roles=["speaker"])
    make_participation(event, make_person(SECRET), country=country("KZ"), roles=["speaker"], consent="no")

    context = client.get("/countries/kz/").context

    assert [each.given_name for each in context["speakers"]] == ["Said"]
    assert [each.given_name for each in context["others"]] == ["Came", "Heard"]


def test_member_from_which_nobody_came_says_so(client):
    page = compact(client.get("/countries/kz/"))

    assert "No event has been held in Kazakhstan yet, and nobody from there has taken part in one." in page
    assert "record-figures" not in page
    assert "record-table" not in page

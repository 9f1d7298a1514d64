from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from events.models import EventOrganisation
from publishing.models import State
from tests.factories import country, make_event, make_organisation, make_participation, make_person

pytestmark = pytest.mark.django_db
NAMESPACE = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
LANGUAGES = ("", "/ru", "/zh-hans")


def entries(client):
    """The paths of the sitemap, each with the date of its last change or None."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    return {
        url.findtext("map:loc", namespaces=NAMESPACE).removeprefix("http://testserver"): url.findtext(
            "map:lastmod", namespaces=NAMESPACE
        )
        for url in root.findall("map:url", NAMESPACE)
    }


def test_sitemap_names_events_in_the_languages_they_exist_in(client):
    make_event("Forum", title_ru="Форум", body_ru="<p>Текст</p>")
    make_event("Draft", state=State.DRAFT)

    found = entries(client)

    paths = {path for path in found if path.rpartition("/events/")[2] in {"forum/", "draft/"}}
    assert paths == {"/events/forum/", "/ru/events/forum/"}


def test_sitemap_dates_the_last_change_by_the_clocks_of_the_seat(client, time_machine):
    time_machine.move_to(datetime(2026, 5, 4, 16, 1, tzinfo=UTC))  # the day after, in Shanghai
    make_event("Forum")

    assert entries(client)["/events/forum/"] == "2026-05-05"


def test_sitemap_names_what_visitors_may_see_of_people_and_places(client):
    event, office = make_event(), make_organisation("Trade Office")
    EventOrganisation.objects.create(event=event, organisation=office)
    make_participation(event, make_person("Aigul Saparova"), country=country("JP"))
    hidden = make_organisation("Hidden office")
    make_participation(event, make_person("Unlisted Person"), organisation=hidden, consent="no")
    draft = make_event(state=State.DRAFT, country=country("FR"))
    make_participation(draft, make_person("Draft Person"), organisation=hidden, country=country("DE"))

    found = entries(client)

    for language in LANGUAGES:
        assert {path for path in found if path.startswith(f"{language}/people/")} == {
            f"{language}/people/",
            f"{language}/people/aigul-saparova/",
        }
        assert {path for path in found if path.startswith(f"{language}/organisations/")} == {
            f"{language}/organisations/",
            f"{language}/organisations/trade-office/",
        }
        countries = {path for path in found if path.startswith(f"{language}/countries/")}
        assert len(countries) == 1 + 11 + 1
        assert f"{language}/countries/jp/" in countries
        assert {f"{language}/events/", f"{language}/events/calendars/"} <= set(found)

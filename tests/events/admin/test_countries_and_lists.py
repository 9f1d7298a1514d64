import pytest

from events.models import Country, EventKind, Series
from tests.events.admin.test_people import suggestions
from tests.factories import country, make_event, make_participation, make_staff
from tests.forms import errors, fields, messages, rows, send

pytestmark = pytest.mark.django_db


def page(model, item, word="change"):
    return f"/admin/events/{model}/{item.pk}/{word}/"


def test_officer_corrects_names_but_not_codes(client, officer):
    kazakhstan = country("KZ")

    response = send(
        client,
        page("country", kazakhstan),
        name_ru="Республика Казахстан",
        aliases="Qazaqstan\n Kasachstan ",
        code="XX",
    )

    kazakhstan.refresh_from_db()
    assert errors(response) == []
    assert (kazakhstan.name_ru, kazakhstan.aliases) == ("Республика Казахстан", ["Qazaqstan", "Kasachstan"])
    assert kazakhstan.code == "KZ"
    assert "code" not in fields(client.get(page("country", kazakhstan)))


def test_one_name_never_means_two_countries(client, officer):
    response = send(client, page("country", country("KZ")), aliases="Qazaqstan\nuzbekistan")

    assert errors(response) == [
        "“uzbekistan” is already a name of Uzbekistan. One name can’t stand for two countries."
    ]


def test_no_country_shares_a_name_from_the_start():
    owners = {}
    for each in Country.objects.all():
        for name in each.all_names:
            owners.setdefault(name.casefold(), set()).add(each.code)

    assert len(owners) > 700
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_country_is_found_by_any_name(client, officer):
    assert rows(client.get("/admin/events/country/", {"q": "吉尔吉斯"})) == ["Kyrgyz Republic"]
    assert suggestions(client, "KGZ", "country") == ["Kyrgyz Republic"]


def test_country_list_counts(client, officer):
    make_participation(make_event(country=country("CN")), country=country("KZ"))

    html = client.get("/admin/events/country/", {"q": "kazakhstan"}).content.decode()

    assert '<td class="field-event_count">0</td><td class="field-people_count">1</td>' in html


def test_only_public_countries_are_viewed_on_site(client, officer):
    member, other = country("KZ"), country("AD")

    assert member.get_absolute_url() in client.get(page("country", member)).content.decode()
    assert other.get_absolute_url() not in client.get(page("country", other)).content.decode()


def test_kind_in_use_is_not_deleted(client, officer):
    event = make_event()

    response = client.get(page("eventkind", event.kind, "delete"), follow=True)

    assert messages(response) == [
        f"“{event.kind}” can’t be deleted while it is in use. "
        "Remove it from these first: Events: 1 (Symposium on trade)"
    ]


def test_country_in_use_is_not_deleted_even_by_a_superuser(client):
    client.force_login(make_staff())
    make_event(country=country("CN"))

    response = client.get(page("country", country("CN"), "delete"), follow=True)

    assert "can’t be deleted while it is in use" in messages(response)[0]


def test_kinds_and_series_are_named_in_three_languages(client, officer):
    send(client, "/admin/events/eventkind/add/", name_en="Hackathon", name_ru="Хакатон")
    send(client, "/admin/events/series/add/", title_en="Energy Dialogue", title_ru="Диалог")

    assert EventKind.objects.get(slug="hackathon").name_ru == "Хакатон"
    assert Series.objects.get().title_ru == "Диалог"

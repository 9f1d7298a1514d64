import pytest

from events.models import Event, EventOrganisation, Organisation
from tests.events.admin.test_people import suggestions
from tests.factories import country, make_event, make_organisation, make_participation
from tests.forms import errors, messages, rows, send

pytestmark = pytest.mark.django_db

LIST = "/admin/events/organisation/"
ADD = f"{LIST}add/"


def change(organisation):
    return f"{LIST}{organisation.pk}/change/"


def test_names_are_kept_in_three_languages(client, officer):
    send(
        client,
        ADD,
        name_en="Institute of Trade",
        name_ru="Институт торговли",
        name_zh_hans="贸易研究所",
        aliases="Trade Institute\n",
        type="think_tank",
        website="example.org",
    )

    organisation = Organisation.objects.get()
    assert organisation.all_names == [
        "Institute of Trade",
        "Институт торговли",
        "贸易研究所",
        "Trade Institute",
    ]
    assert (organisation.type, organisation.website) == ("think_tank", "https://example.org")


def test_known_name_in_the_same_country_is_asked_about(client, officer):
    make_organisation("Ministry of Finance", country=country("UZ"))
    make_organisation("Ministry of Finance", country=country("KZ"))

    response = send(client, ADD, name_en="Finance Ministry", country=str(country("KZ").pk), type="government")

    sentence = "“Finance Ministry” looks like an existing record. Nothing has been saved yet."
    assert errors(response) == [sentence]
    html = response.content.decode()
    assert "Kazakhstan" in html.partition('class="close-ones"')[2].partition("</div>")[0]
    assert "Uzbekistan" not in html.partition('class="close-ones"')[2].partition("</div>")[0]


def test_missing_english_name_is_a_sentence(client, officer):
    response = send(client, ADD, name_ru="Институт", type="unknown")

    assert errors(response) == ["This field is required."]


def test_it_is_no_part_of_its_own_part(client, officer):
    whole = make_organisation("Ministry")
    part = make_organisation("Office", parent=whole)

    response = send(client, change(whole), parent=str(part.pk))

    assert errors(response) == ["An organisation can’t be part of one of its own parts."]


def test_organisation_in_use_is_not_deleted(client, officer):
    organisation = make_organisation()
    make_participation(make_event(), organisation=organisation)
    EventOrganisation.objects.create(event=make_event("Forum"), organisation=organisation)

    response = client.post(f"{LIST}{organisation.pk}/delete/", {"post": "yes"}, follow=True)

    assert messages(response) == [
        "“Institute of Trade” can’t be deleted while it is in use. Remove it from these first: "
        "Hosts, donors and partners: 1 (Forum), Participants: 1 (Symposium on trade · Aigul Saparova)"
    ]
    hosted = Event.objects.get(title_en="Forum")
    assert f'<a href="/admin/events/event/{hosted.pk}/change/">Forum</a>' in response.content.decode()


def test_list_counts_and_filters(client, officer):
    organisation = make_organisation(country=country("KZ"))
    make_organisation("Bank of Roads")
    make_participation(make_event(), organisation=organisation)
    EventOrganisation.objects.create(event=make_event("Forum"), organisation=organisation)

    html = client.get(LIST).content.decode()

    assert '<td class="field-event_count">1</td><td class="field-people_count">1</td>' in html
    assert rows(client.get(LIST, {"country__id__exact": country("KZ").pk})) == ["Institute of Trade"]
    assert rows(client.get(LIST, {"q": "Институт торговли trade"})) == ["Institute of Trade"]


def test_page_lists_its_events_and_people(client, officer):
    organisation = make_organisation()
    make_participation(make_event(), organisation=organisation)
    EventOrganisation.objects.create(event=make_event("Forum"), organisation=organisation, part="donor")

    html = client.get(change(organisation)).content.decode()

    assert "Donor: <a" in html
    assert ">Aigul Saparova</a>" in html


def test_suggestions_tell_organisations_apart(client, officer):
    make_organisation("Ministry of Finance", country=country("KZ"), type="government")
    make_organisation("Ministry of Finance", country=country("UZ"))

    assert sorted(suggestions(client, "finance", "organisation")) == [
        "Ministry of Finance · Kazakhstan, Government",
        "Ministry of Finance · Uzbekistan",
    ]


@pytest.mark.parametrize("typed", ["02mhbdp94", " https://ror.org/02MHBDP94/ ", "ror.org/02mhbdp94"])
def test_ror_is_taken_as_its_address_too(client, officer, typed):
    send(client, ADD, name_en="University", type="academia", ror=typed)

    assert Organisation.objects.get().ror == "02mhbdp94"


@pytest.mark.parametrize("typed", ["02mhbdp95", "12mhbdp94", "02mhbdl94", "https://ror.org/", "0" * 300])
def test_mistyped_ror_is_a_sentence_and_kept(client, officer, typed):
    response = send(client, ADD, name_en="University", type="academia", ror=typed)

    assert errors(response)[:1] == [
        "This is not a ROR identifier: it should look like https://ror.org/02mhbdp94. Copy it from ror.org."
    ]
    assert response.context["adminform"].form["ror"].value() == typed
    assert Organisation.objects.count() == 0


def test_ror_of_another_organisation_is_a_sentence(client, officer):
    make_organisation("Universidad", ror="02mhbdp94")

    response = send(client, ADD, name_en="Academy", type="academia", ror="02mhbdp94")

    assert errors(response) == ["Another organisation has this ROR identifier."]

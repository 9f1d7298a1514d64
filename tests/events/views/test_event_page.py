"""What the page of an event shows."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import translation

from events.models import (
    EventOrganisation,
    Material,
    Series,
)
from tests.factories import (
    country,
    make_article,
    make_document,
    make_event,
    make_organisation,
    make_picture,
    make_session,
)
from tests.full_site import make_full_event
from tests.markup import tree_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)


def words(node):
    return " ".join("".join(node.itertext()).split())


def read(client, event, prefix=""):
    response = client.get(f"{prefix}/events/{event.slug}/")
    assert response.status_code == 200
    return tree_of(response)


def part(tree, name):
    """The words of the section headed by this id, or None."""
    for node in tree.iter("section"):
        if node.get("aria-labelledby") == name:
            return words(node)
    return None


def classed(tree, name):
    return [words(node) for node in tree.iter() if name in node.get("class", "").split()]


def structured(tree):
    [script] = [node for node in tree.iter("script") if node.get("type") == "application/ld+json"]
    return json.loads(script.text)


def test_facts_tell_the_time_of_the_place_without_a_script(client):
    when = classed(read(client, make_event()), "event-fact")[0]

    assert when.startswith("When 27 July 2023 09:00–17:00, Beijing time (UTC+8)")


def test_all_day_event_has_dates_only(client):
    midnight = datetime(2023, 7, 27, 16, tzinfo=UTC)
    event = make_event(starts_at=midnight, ends_at=midnight + 48 * HOUR, all_day=True)

    tree = read(client, event)

    assert classed(tree, "event-fact")[0] == "When 28–29 July 2023 All day, each day"
    assert (structured(tree)["startDate"], structured(tree)["endDate"]) == ("2023-07-28", "2023-07-29")
    assert [node for node in tree.iter() if node.get("data-starts")] == []


def own_times(tree):
    return [node for node in tree.iter("p") if node.get("data-starts")]


def test_reader_own_time_waits_for_the_script(client):
    event = make_event(publish_at=LONG_AGO)
    with time_machine.travel(event.ends_at - HOUR, tick=False):
        tree = read(client, event)

    [line] = own_times(tree)
    assert line.get("hidden") is not None
    assert (line.get("data-starts"), line.get("data-ends"), line.get("data-zone")) == (
        "2023-07-27T01:00:00+00:00",
        "2023-07-27T09:00:00+00:00",
        "Asia/Shanghai",
    )


def test_reader_own_time_of_an_event_that_is_over_is_of_no_use(client):
    event = make_event(publish_at=LONG_AGO)

    with time_machine.travel(event.ends_at, tick=False):
        assert own_times(read(client, event)) == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("postponed", "This event is postponed."),
        ("cancelled", "This event is cancelled."),
        ("moved_online", "This event was moved online."),
    ],
)
def test_change_of_plan_is_told_with_its_note(client, status, sentence):
    tree = read(client, make_event(status=status, status_note_en="Write to us."))

    assert classed(tree, "status") == [f"{sentence} Write to us."]


def test_event_moved_online_is_held_online_and_names_the_planned_place(client):
    plan = {"mode": "in_person", "venue_en": "Hall", "city_en": "Almaty", "country": country("KZ")}
    tree = read(client, make_event(**plan, status="moved_online"))

    assert classed(tree, "event-fact")[1] == "Where Online Planned place: Hall, Almaty, Kazakhstan"


def test_address_to_join_is_there_only_while_it_is_public(client):
    changes = {"join_url": "https://meet.example.org/secret", "mode": "online", "slug": "a"}
    event = make_event(**changes, join_url_shown=True)
    hidden = make_event(**(changes | {"slug": "b"}))

    with time_machine.travel(event.starts_at):
        event.publish_at = hidden.publish_at = event.starts_at - HOUR
        event.save()
        hidden.save()
        assert "meet.example.org" in client.get("/events/a/").content.decode()
        assert "meet.example.org" not in client.get("/events/b/").content.decode()
    with time_machine.travel(event.ends_at):
        assert "meet.example.org" not in client.get("/events/a/").content.decode()


def taking_part(client, event, **changes):
    """What a page says about that, a week before the event."""
    with time_machine.travel(event.starts_at - 168 * HOUR, tick=False):
        event.publish_at = LONG_AGO
        for name, value in changes.items():
            setattr(event, name, value)
        event.save()
        return part(read(client, event), "taking-part-title")


def test_who_wants_to_come_is_told_how(client):
    event = make_event()
    until = event.starts_at - 24 * HOUR
    said = {"participation_en": "Open to all.", "registration_url": "https://forms.example.org/1"}
    ways = "Ask about this event Add to your calendar"

    assert taking_part(client, event) == (
        f"How to take part Write to us: we tell you who can come, and how. {ways}"
    )
    assert taking_part(client, event, **said, registration_until=until) == (
        f"How to take part Open to all. Registration is open until 26 July 2023. Register {ways}"
    )


def test_registration_closes_at_its_second(client):
    event = make_event(publish_at=LONG_AGO, registration_url="https://forms.example.org/1")
    event.registration_until = event.starts_at - 24 * HOUR
    event.save()

    with time_machine.travel(event.registration_until - timedelta(microseconds=1), tick=False):
        before = client.get(event.get_absolute_url()).content.decode()
    with time_machine.travel(event.registration_until, tick=False):
        after = client.get(event.get_absolute_url()).content.decode()

    assert "forms.example.org" in before
    assert "forms.example.org" not in after
    assert "Registration closed on 26 July 2023." in after


@pytest.mark.parametrize("status", ["cancelled", "postponed"])
def test_nobody_registers_for_what_is_called_off(client, status):
    event = make_event(status=status)
    said = {"registration_url": "https://forms.example.org/1", "registration_until": event.starts_at}

    told = taking_part(client, event, **said)

    assert told is None or "egist" not in told
    assert (told is None) == (status == "cancelled")


def test_event_that_is_over_asks_nobody_to_come(client):
    event = make_event(participation_en="Open to all.", registration_url="https://forms.example.org/1")

    page = client.get(event.get_absolute_url()).content.decode()

    assert "taking-part" not in page
    assert "forms.example.org" not in page


def contents(tree):
    """The links of the list of contents, each of which leads to a section under the same heading."""
    found = [node for node in tree.iter("nav") if node.get("aria-labelledby") == "contents-title"]
    links = [link for node in found for link in node.iter("a")]
    parts = {node.get("id"): words(next(node.iter("h2"))) for node in tree.iter("section") if node.get("id")}
    assert [parts[link.get("href")[1:]] for link in links] == [words(link) for link in links]
    return [link.get("href") for link in links]


def test_what_is_left_of_an_event_comes_first_once_it_is_over(client):
    event = make_full_event("Open", 1, publish_at=LONG_AGO)
    make_article("What it found").events.add(event)
    video = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
    Material.objects.create(event=event, kind="recording", title_en="Film", url=video)

    coming = contents(read(client, event))
    with time_machine.travel(event.ends_at, tick=False):
        over = contents(read(client, event))

    plan, left = ["#programme", "#speakers", "#participants"], ["#recordings", "#materials", "#news"]
    assert coming == ["#about", *plan, *left, "#pictures"]
    assert over == [*left, "#about", *plan, "#pictures"]


def test_short_page_needs_no_contents(client):
    assert contents(read(client, make_event())) == []


def test_session_has_an_address(client):
    session = make_session(make_event())

    tree = read(client, session.event)

    [item] = [node for node in tree.iter("li") if node.get("id") == f"session-{session.pk}"]
    assert [link.get("href") for link in item.iter("a")] == [f"#session-{session.pk}"]


def test_organisers_lead_to_their_pages(client):
    event = make_event()
    bank = make_organisation("World Bank", logo=make_picture())
    EventOrganisation.objects.create(event=event, organisation=bank, part="donor")
    host = make_organisation("Institute")
    EventOrganisation.objects.create(event=event, organisation=host, part="host", order=1)

    hosts, supporters = classed(read(client, event), "organisers")

    assert (hosts, supporters) == ("Host Institute", "Donor World Bank")
    assert client.get(host.get_absolute_url()).status_code == 200


def test_materials_say_what_they_are(client):
    event = make_event()
    session = make_session(event)
    Material.objects.create(event=event, document=make_document("Agenda"))
    Material.objects.create(
        event=event, kind="recording", title_en="Film", url="https://videos.example.org/1"
    )
    Material.objects.create(event=event, kind="slides", session=session, document=make_document("Talk"))

    tree = read(client, event)

    assert (
        part(tree, "materials-title")
        == "Materials Agenda Document, PDF, 15 bytes Film Recording, on another site"
    )
    assert part(tree, "programme-title").endswith("Opening Talk Slides, PDF, 15 bytes")
    assert list(tree.iter("iframe")) + list(tree.iter("video")) == []


def test_neighbouring_editions_are_linked(client):
    series = Series.objects.create(title_en="Forums")
    events = [
        make_event(f"Forum {year}", series=series, starts_at=datetime(year, 5, 1, tzinfo=UTC))
        for year in (2020, 2021, 2022)
    ]

    assert part(read(client, events[1]), "series-title") == (
        "Forums Previous edition, 2020 Forum 2020 Next edition, 2022 Forum 2022"
    )


def test_event_without_a_translation_says_so_and_names_the_english_address(client):
    tree = read(client, make_event(slug="trade"), "/ru")

    assert len(classed(tree, "notice")) == 1
    [heading] = tree.iter("h1")
    assert heading.get("lang") == "en"
    [canonical] = [node for node in tree.iter("link") if node.get("rel") == "canonical"]
    assert canonical.get("href") == f"{settings.SITE_URL}/events/trade/"


def test_translated_event_is_in_the_language(client):
    event = make_event(title_ru="Симпозиум", body_ru="<p>Текст</p>", city_ru="Пекин")

    tree = read(client, event, "/ru")

    assert classed(tree, "notice") == []
    assert words(next(tree.iter("h1"))) == "Симпозиум"
    with translation.override("ru"):
        assert f"Пекин, {country('CN').name}" in classed(tree, "event-fact")[1]

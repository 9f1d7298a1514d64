import re
from collections import Counter
from datetime import date

import pytest

from carec_site.demo import content
from carec_site.demo.events import PARTS, first_day
from carec_site.demo.markup import to_html
from carec_site.demo.pictures import PICTURES
from events.choices import (
    Answer,
    Gender,
    MaterialKind,
    Mode,
    OrganisationType,
    PresenceMode,
    Role,
    SessionKind,
    Status,
)
from events.models import EventKind
from publishing.richtext import clean_html

EVENTS = content.events()
PEOPLE = content.people()
ORGANISATIONS = content.organisations()
PARTICIPANTS = content.participants()
TEXTS = [
    (event["slug"], short, event[short]) for event in EVENTS for short in content.LANGUAGES if short in event
]
REAL = {"Kabir Jurazoda", "Huang Jingjing"}
LETTERS = {
    "AF": r"[\u0600-\u06ff]",
    "CN": r"[\u4e00-\u9fff]",
    "GE": r"[\u10a0-\u10ff]",
    "JP": r"[\u4e00-\u9fff]",
    "KG": r"[\u0400-\u04ff]",
    "KR": r"[\uac00-\ud7af]",
    "KZ": r"[\u0400-\u04ff]",
    "MN": r"[\u0400-\u04ff]",
    "PK": r"[\u0600-\u06ff]",
    "TJ": r"[\u0400-\u04ff]",
    "UZ": r"[\u0400-\u04ff]",
}


def test_there_are_events_of_many_kinds_in_three_languages():
    languages = Counter(short for _slug, short, _texts in TEXTS)

    assert len(EVENTS) >= 27
    assert (languages["ru"] >= 14, languages["zh"] >= 12) == (True, True)
    assert len({event["kind"] for event in EVENTS}) == 9
    assert {event["mode"] for event in EVENTS} == set(Mode)
    assert {event.get("status", "scheduled") for event in EVENTS} == set(Status)
    assert all("note" in event["en"] for event in EVENTS if "status" in event)
    assert len({event["zone"] for event in EVENTS}) >= 12
    assert sum(len(event.get("session", [])) >= 6 for event in EVENTS) >= 10


@pytest.mark.django_db
def test_whatever_an_event_names_exists():
    kinds = set(EventKind.objects.values_list("slug", flat=True))
    topics = {topic["en"] for topic in content.topics()}
    series = {series["en"] for series in content.series()}
    articles = {article["slug"] for article in content.articles()}

    for event in EVENTS:
        assert event["kind"] in kinds, event["slug"]
        assert event.get("series") in {None, *series}
        assert set(event["topics"]) <= topics
        assert {event["picture"], *event.get("gallery", [])} <= set(PICTURES)
        assert set(event.get("articles", [])) <= articles
        assert {key for part in PARTS for key in event.get(part, [])} <= set(ORGANISATIONS)
        assert set(event.get("organisers", [])) <= set(PEOPLE)
        assert {session.get("kind", "session") for session in event.get("session", [])} <= set(SessionKind)
        assert {material["kind"] for material in event.get("material", [])} <= set(MaterialKind)
        for name, role, _number, _talk in content.on_stage(event):
            assert (name in PEOPLE, role in Role) == (True, True), name
    assert {event.get("series") for event in EVENTS} == {None, *series}
    assert sum(len(event.get("articles", [])) for event in EVENTS) >= 8


@pytest.mark.parametrize(("slug", "short", "texts"), TEXTS)
def test_text_is_whole_and_passes_the_door_unchanged(slug, short, texts):
    body = to_html(texts["body"], address=str, figure=str)

    assert 0 < len(texts["title"]) <= 200
    assert 0 < len(texts["summary"]) <= 300
    assert clean_html(body) == body
    assert not re.search(r"\*|\[|^#|lorem", body, re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize(
    ("short", "letters", "least"), [("ru", r"[а-яё]", 300), ("zh", r"[\u4e00-\u9fff]", 100)]
)
def test_translation_is_in_its_language(short, letters, least):
    for slug, language, texts in TEXTS:
        if language == short:
            words = " ".join(texts.values())

            assert len(re.findall(letters, words)) > least, slug
            assert re.findall(r"[A-Za-z]{3,}", words) == [], slug


def test_programme_is_translated_with_its_event_and_keeps_to_its_days():
    for event in EVENTS:
        shorts = [short for short in content.LANGUAGES if short in event]
        for session in event.get("session", []):
            assert [short for short in content.LANGUAGES if short in session] == shorts, event["slug"]
            assert 1 <= session.get("day", 1) <= event.get("days", 1)
        titles = [material.get("session") for material in event.get("material", [])]
        sessions = Counter(session["en"] for session in event.get("session", []))
        assert [sessions[title] for title in titles if title] == [1] * len([*filter(None, titles)])


def test_events_span_the_years():
    today = date(2026, 11, 24)

    years = {first_day(event, today).year for event in EVENTS}

    assert years == set(range(2019, 2028))


def test_every_organisation_is_whole():
    keys = list(ORGANISATIONS)

    assert len(keys) >= 70
    for key, values in ORGANISATIONS.items():
        assert values["type"] in OrganisationType
        assert "parent" not in values or keys.index(values["parent"]) < keys.index(key)
    assert {values["type"] for values in ORGANISATIONS.values()} == set(OrganisationType) - {"unknown"}


def test_every_person_is_whole():
    titles = content.job_titles()
    speakers = content.speakers()

    assert len(PEOPLE.keys() - REAL) >= 300
    assert len({row["country"] for row in PEOPLE.values()} - {""}) == 21
    for name, row in PEOPLE.items():
        assert row["organisation"] in {"", *ORGANISATIONS}, name
        assert row["gender"] in {"", *Gender}
        if name in speakers:
            assert speakers[name]["organisation"] == row["organisation"], name
            assert speakers[name]["en"] == row["job_title"], name
        else:
            assert row["job_title"] in titles, name
        if row["country"] in LETTERS:
            assert re.search(LETTERS[row["country"]], row["native_name"]), name
    assert set(speakers) <= set(PEOPLE)
    assert sum("former" in speaker for speaker in speakers.values()) >= 5


def test_no_spelling_is_invented_for_those_who_exist():
    symposium = next(event for event in EVENTS if event["slug"] == "knowledge-symposium-beijing")

    for name in REAL:
        assert PEOPLE[name]["native_name"] == ""
        assert name not in content.speakers()
        assert [short for short in content.LANGUAGES if name in str(symposium[short])] == ["en"]


def test_participants_are_people_who_are_not_already_in_the_programme():
    answers = Counter()

    for event in EVENTS:
        listed = [row["person"] for row in PARTICIPANTS.get(event["slug"], [])]
        others = {*event.get("organisers", []), *(name for name, *_rest in content.on_stage(event))}
        assert len(set(listed)) == len(listed), event["slug"]
        assert set(listed) <= PEOPLE.keys() - others
    for row in (row for rows in PARTICIPANTS.values() for row in rows):
        assert row["mode"] in PresenceMode
        assert row["role"] in Role
        assert row["attended"] in Answer
        answers[row["consent"]] += 1
    assert set(PARTICIPANTS) <= {event["slug"] for event in EVENTS}
    assert max(len(rows) for rows in PARTICIPANTS.values()) >= 180
    assert 0.75 < answers["yes"] / answers.total() < 0.85
    assert set(answers) == set(Answer)

from datetime import UTC, datetime, timedelta

import pytest

from events.models import Event
from news.importers.naming import known_names, named_in
from tests.factories import (
    country,
    make_article,
    make_event,
    make_organisation,
    make_participation,
    make_person,
)

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 4, 4, tzinfo=UTC)


def article(*paragraphs, **changes):
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return make_article("News", publish_at=DAY, **({"body_en": body} | changes))


def public(name="", **names):
    person = make_person(name, **names) if name else make_person(**names)
    make_participation(elsewhere(), person)
    return person


def elsewhere():
    return make_event("Elsewhere", starts_at=DAY - timedelta(days=900), ends_at=DAY - timedelta(days=899))


def in_chinese(words):
    return article(title_zh_hans="新闻", body_zh_hans=f"<p>{words}</p>")


def codes(found):
    return {each.code for each in found.countries}


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Aigul Saparova spoke.",
        "Saparova Aigul’s speech",
        "“AIGUL SAPAROVA” (Astana)",
        "Она, Айгуль Сапарова, и речь Айгули Сапаровой",
    ],
)
def test_people_are_found_in_any_order_case_and_script(text):
    person = public("Aigul Saparova", native_name="Айгуль Сапарова")

    assert named_in(article(text)).people == [person]


@pytest.mark.parametrize("text", ["Aigul spoke.", "Saparova spoke.", "Aigul B. Saparova"])
def test_parts_of_a_name_are_nobody_s(text):
    public("Aigul Saparova")

    assert named_in(article(text)).people == []


def test_name_in_characters_is_found_inside_running_text():
    person = public(given_name="Jingjing", family_name="Huang", native_name="黄晶晶")

    assert named_in(
        article(body_zh_hans="<p>学院副院长黄晶晶博士发言。</p>", title_zh_hans="新闻")
    ).people == [person]


def test_who_may_not_be_listed_is_not_found():
    person = make_person("Aigul Saparova")
    make_participation(make_event(), person, consent="no")

    assert named_in(article("Aigul Saparova spoke.")).people == []


def test_namesakes_are_left_to_staff():
    for _time in range(2):
        public("Aigul Saparova")

    found = named_in(article("Aigul Saparova spoke."))

    assert (found.people, found.unclear) == ([], ["Aigul Saparova"])


def test_countries_are_found_in_their_forms():
    assert codes(named_in(article("China’s and Kazakhstan’s rivers, and the Kyrgyz Republic"))) == {
        "CN",
        "KZ",
        "KG",
    }
    russian = article(title_ru="Новость", body_ru="<p>В Казахстане, с Узбекистаном и в Таджикистан</p>")
    assert codes(named_in(russian)) == {"KZ", "UZ", "TJ"}
    assert codes(named_in(article(title_zh_hans="新闻", body_zh_hans="<p>中国与蒙古代表</p>"))) == {
        "CN",
        "MN",
    }


def test_organisations_are_found_but_not_the_institute_itself():
    office = make_organisation("River Commission", short_name_en="RC")
    for each in (office, make_organisation("CAREC Institute")):
        make_participation(elsewhere(), organisation=each)

    assert named_in(article("The River Commission and the CAREC Institute")).organisations == [office]
    assert named_in(article("The RC met.")).organisations == [office]
    assert named_in(article("They rc met.")).organisations == []


def test_longer_name_wins_over_a_shorter_one_in_it():
    for name in ("Institute", "Institute of Water"):
        make_participation(elsewhere(), organisation=make_organisation(name))

    found = named_in(article("The Institute of Water met."))

    assert [each.name for each in found.organisations] == ["Institute of Water"]


def reported(title, **changes):
    values = {"starts_at": DAY - timedelta(days=2), "ends_at": DAY - timedelta(days=1)}
    return make_event(title, **(values | changes))


def test_event_of_which_the_text_has_the_title_is_found():
    event = reported("Symposium on Development Knowledge")
    reported("Workshop on railway gauges")

    assert named_in(article("At the development-knowledge symposium")).events == []
    assert named_in(article("The Symposium on Development Knowledge met.")).events == [event]


def test_event_long_ago_still_to_come_or_unpublished_is_not_reported():
    reported("Water forum", starts_at=DAY - timedelta(days=99), ends_at=DAY - timedelta(days=98))
    reported("Water forum", starts_at=DAY + timedelta(days=9), ends_at=DAY + timedelta(days=10))
    reported("Water forum", state="draft")
    found = article("The water forum met.")

    assert named_in(found).events == []
    Event.objects.update(state="published")
    assert len(named_in(found).events) == 1


def test_links_are_added_to_those_there_are():
    found, event = article("Kazakhstan and the Water Forum"), reported("Water Forum")
    found.countries.add(country("JP"))

    named_in(found).link(found)

    assert set(found.countries.values_list("code", flat=True)) == {"JP", "KZ"}
    assert list(found.events.all()) == [event]


@pytest.mark.parametrize("words", ["Сапаровой с Айгулью", "AIGUL’s Saparova", "所 黄 晶 安", "Nur and Ai"])
def test_only_people_whom_the_words_may_name_are_read(words):
    public("Aigul Saparova", native_name="Айгуль Сапарова", aliases=["Ai Nur", "黄晶晶"])
    public("Aigul Rahimova", native_name="Айгуль Рахимова", aliases=["黄英", "Ai Li"])

    read = {person for records in known_names([words.split()]).people.values() for person, _name in records}

    assert [person.family_name for person in read] == ["Saparova"]

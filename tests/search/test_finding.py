from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from events.choices import Answer
from news.models import Article, Attachment
from search.finding.answers import find
from search.finding.matching import matches, ranked
from search.finding.questions import asked
from search.models import Miss
from tests.factories import (
    country,
    make_article,
    make_document,
    make_event,
    make_organisation,
    make_participation,
    make_person,
)
from tests.full_site import hidden_states
from tests.search.found import found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "reservoir"),
        ("en", "RESERVOIRS"),
        ("en", "Turkiye reservoirs"),
        ("en", '"reservoirs of Türkiye"'),
        ("ru", "водохранилищах"),
        ("ru", "ВОДОХРАНИЛИЩЕ Узбекистана"),
        ("zh-hans", "水库"),
        ("zh-hans", "库"),
        ("zh-hans", "土耳其的水库"),
        ("ru", "reservoirs"),
    ],
)
def test_words_are_found_in_each_language(language, text):
    make_article(
        "Reservoirs of Türkiye",
        title_ru="Водохранилища в Узбекистане",
        body_ru="<p>Вода</p>",
        title_zh_hans="土耳其的水库",
        body_zh_hans="<p>水</p>",
    )
    make_article("Railways", slug="railways")

    assert len(found(text, language, kind="article")) == 1


def test_version_in_the_readers_language_is_shown():
    texts = {"title_ru": "Вода и CAREC", "body_ru": "<p>Вода</p>"}
    make_article("Water and CAREC", **texts)

    assert found("carec", "ru") == ["Вода и CAREC"]
    assert found("carec", "zh-hans") == ["Water and CAREC"]
    assert found("вода", "en") == ["Вода и CAREC"]


def test_chinese_year_is_found_with_its_zeros():
    for title in ("二〇二六年", "二月二六年", "二〇〇〇年"):
        make_article(title, title_zh_hans=title, body_zh_hans=f"<p>{title}</p>", slug=f"of-{title}")

    assert {year: set(found(year, "zh-hans")) for year in ("二〇二六年", "二〇〇〇年", "〇〇")} == {
        "二〇二六年": {"二〇二六年"},
        "二〇〇〇年": {"二〇〇〇年"},
        "〇〇": {"二〇〇〇年"},
    }


def test_phrase_and_exclusion():
    make_article("Water accounts of rivers")
    make_article("Accounts of drinking water", slug="second")

    assert found('"water accounts"') == ["Water accounts of rivers"]
    assert found("water -rivers") == ["Accounts of drinking water"]
    assert sorted(found("rivers or drinking")) == ["Accounts of drinking water", "Water accounts of rivers"]


def test_title_comes_before_summary_before_body_and_new_before_old():
    old = timezone.now() - timedelta(days=3000)
    make_article("A", slug="a", body_en="<p>glacier</p>")
    make_article("B", slug="b", summary_en="The glacier")
    make_article("Glacier", slug="c", publish_at=old)
    make_article("D", slug="d", body_en="<p>glacier</p>", publish_at=old)

    assert found("glacier") == ["Glacier", "B", "A", "D"]


def test_short_title_comes_before_many_words_in_a_text():
    make_article("Rehearsal for reservoir operators", body_en="<p>Reservoir levels. </p>" * 30)
    make_article("Reservoir levels", slug="levels", body_en="<p>Figures</p>")

    assert found("reservoir levels") == ["Reservoir levels", "Rehearsal for reservoir operators"]


def test_new_comes_before_what_says_it_once_more_and_is_old():
    make_article("A", slug="a", body_en="<p>glacier</p>")
    make_article(
        "B", slug="b", body_en="<p>glacier glacier</p>", publish_at=timezone.now() - timedelta(days=5000)
    )

    assert found("glacier") == ["A", "B"]


def test_item_that_is_saved_while_somebody_searches_stays():
    article = make_article("Glacier")
    question = asked("glacier")
    before = matches(question)
    article.save()

    assert [match.item for match in ranked(question, before)] == [article.pk]
    assert [match.key for match in matches(question)] != [match.key for match in before]


def test_page_of_a_country_comes_before_what_speaks_of_it():
    make_article("Kazakhstan, Kazakhstan", body_en="<p>Kazakhstan</p>" * 9)

    assert found("Kazakhstan")[0] == "Kazakhstan"
    assert found("Казахстана", "ru")[0] == "Казахстан"
    assert found("KZ") == ["Kazakhstan"]


@pytest.mark.parametrize(
    "text", ["Jurazoda", "Джуразода", "Djurazoda", "jurazoda kabir", "Kabir Jurasoda", "ДЖУРАЗОДА КАБИР"]
)
def test_person_is_found_by_a_name_in_any_spelling(text):
    make_participation(make_event(), make_person("Kabir Jurazoda"))
    make_participation(make_event(slug="other"), make_person("Olga Petrova"))

    assert found(text, kind="person") == ["Kabir Jurazoda"]


@pytest.mark.parametrize("text", ["白心月", "Bai Xinyue", "xinyue bai", "Бай Синьюэ", "bai"])
def test_chinese_person_is_found_in_any_script(text):
    bai = make_person(
        "", given_name="Xinyue", family_name="Bai", family_name_first=True, native_name="白心月"
    )
    make_participation(make_event(), bai)

    assert found(text, kind="person") == ["Xinyue Bai 白心月"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("simposium", "symposium"),
        ("symposiun trade", "symposium trade"),
        ("симпозуим", "симпозиум"),
    ],
)
def test_misspelt_word_is_corrected(typed, meant):
    make_article("Symposium on trade", title_ru="Симпозиум", body_ru="<p>Торговля</p>")

    answers = find(typed)

    assert (answers.meant, len(answers.best)) == (meant, 1)


def test_word_is_corrected_though_an_organisation_is_called_so():
    event = make_event("Corridors in spring")
    event.parts.create(organisation=make_organisation("Corridor Almanac"))

    answers = find("coridors")

    assert (answers.meant, len(answers.best)) == ("corridors", 2)


@pytest.mark.parametrize("text", ["AI", "na", "сша", "水", "abcde"])
def test_names_that_only_remind_of_it_are_not_found(text):
    for name in ("Aigul Nabiev", "Shahlo Abdeva", "Shuwen Miao"):
        make_participation(make_event(slug=name.split()[0].lower()), make_person(name))

    assert found(text, kind="person") == []


@pytest.mark.parametrize("text", ["July 2026", "31 июля 2026", "июль 2026", "August"])
def test_event_is_found_by_its_date_by_local_clocks(text):
    starts_at = datetime(2026, 7, 30, 19, tzinfo=UTC)  # the 31st in Almaty
    make_event("Forum", starts_at=starts_at, ends_at=starts_at + timedelta(days=2), time_zone="Asia/Almaty")

    assert found(text, kind="event") == ["Forum"]


def test_phrase_does_not_reach_from_title_to_summary():
    make_article("Reading of water", summary_en="Accounts of both banks", body_en="<p>Banks</p>")

    assert found('"of water"') == found('"both banks"') == ["Reading of water"]
    assert find('"water accounts"').is_loose


def test_nothing_hidden_is_corrected_to():
    make_article("Glaciologists", state="draft")
    make_article("Trade", slug="trade")

    answers = find("glaciologist trade glaciologistz")

    assert (answers.meant, answers.is_loose, len(answers.best)) == ("", True, 1)


def test_some_of_the_words_are_better_than_nothing():
    make_article("Rivers and rails")
    make_article("Rivers", slug="second")

    answers = find("rivers rails unicorns")

    assert answers.is_loose
    assert found("rivers rails unicorns") == ["Rivers and rails", "Rivers"]


def test_beside_few_answers_stand_those_with_some_of_the_words():
    make_article("Guesthouses", body_en="<p>Women ask what a border is.</p>")
    make_article("Women who trade across borders want shorter forms", slug="trade", body_en="<p>Duties</p>")
    make_article("Women in secret", slug="secret", state="draft")
    make_article("Rails", slug="rails")

    answers = find("women ask border")

    titles = {article.pk: article.title for article in Article.objects.all()}
    assert [titles[match.item] for match in answers.best] == ["Guesthouses"]
    assert [titles[match.item] for match in answers.close] == [
        "Women who trade across borders want shorter forms"
    ]
    for text in ("women", '"ask what" women', "women ask -rails"):
        assert (len(find(text).best) > 0, find(text).close) == (True, [])


def test_close_answers_are_few_and_narrowed_down_and_stand_beside_what_was_meant():
    for number in range(7):
        make_event(f"Women trade {number}", slug=f"trade-{number}")
    make_article("Women at a border")

    assert len(find("women border").close) == 5
    assert (len(find("women border", kind="article").best), find("women border", kind="article").close) == (
        1,
        [],
    )
    meant = find("women bordre")
    assert (meant.question.text, len(meant.close)) == ("women border", 5)


def test_enough_answers_stand_alone():
    for number in range(3):
        make_article(f"Women at the border {number}", slug=f"women-{number}")
    make_article("Borders", slug="borders")

    answers = find("women border")

    assert (len(answers.best), answers.close) == (3, [])


@pytest.mark.parametrize("state", hidden_states())
def test_nothing_hidden_is_found(state):
    make_article("Secret glacier", **hidden_states()[state])
    event = make_event("Secret glacier summit", slug="summit", **hidden_states()[state])
    make_participation(event, make_person("Aigul Glacier"))
    event.parts.create(organisation=make_organisation("Glacier Institute"))
    assert found("glacier") == []
    make_article("Public glacier", slug="public")

    assert found("glacier") == ["Public glacier"]


@pytest.mark.parametrize("consent", [Answer.NO, Answer.UNKNOWN])
def test_person_without_consent_is_never_found(consent):
    participation = make_participation(make_event(), make_person("Aigul Saparova"), consent=consent)
    assert found("Saparova") == []
    participation.consent = Answer.YES
    participation.save()

    assert found("Saparova") == ["Aigul Saparova"]


def test_document_is_found_while_it_is_attached_to_something_published():
    article = make_article()
    Attachment.objects.create(article=article, document=make_document("Agenda of rivers"))
    assert found("agenda") == ["Agenda of rivers"]
    article.state = "draft"
    article.save()

    assert found("agenda") == []


def test_choices_narrow_answers_down():
    kz, uz = country("KZ"), country("UZ")
    event = make_event(
        "Water forum",
        country=kz,
        starts_at=datetime(2025, 5, 4, tzinfo=UTC),
        ends_at=datetime(2025, 5, 5, tzinfo=UTC),
    )
    about = make_article("Water news", publish_at=datetime(2024, 12, 31, 20, tzinfo=UTC))  # 2025 in Shanghai
    about.events.add(event)
    about.topics.add("Rivers")
    person = make_person("Olim Water")
    make_participation(event, person, country=uz)
    organisation = make_organisation("Water Institute", country=uz)
    event.parts.create(organisation=organisation)
    make_article("Water there", slug="there", publish_at=datetime(2023, 1, 1, tzinfo=UTC)).countries.add(uz)

    def year(number):
        zone = timezone.get_default_timezone()
        return datetime(number, 1, 1, tzinfo=zone), datetime(number + 1, 1, 1, tzinfo=zone)

    assert sorted(found("water")) == [
        *("Olim Water", "Water Institute", "Water forum", "Water news", "Water there")
    ]
    assert found("water", kind="event") == ["Water forum"]
    assert found("water", topic="rivers") == ["Water news"]
    assert sorted(found("water", country=kz.pk)) == ["Water forum", "Water news"]
    assert sorted(found("water", country=uz.pk)) == ["Olim Water", "Water Institute", "Water there"]
    assert sorted(found("water", year=year(2025))) == ["Water forum", "Water news"]
    assert found("water", year=year(2024)) == []
    assert found("water", kind="person", country=kz.pk) == []
    assert found("water", language="ru") == []


def test_what_is_typed_in_vain_is_counted_by_day(client):
    make_article("Rivers")
    for address in (
        "/search/?q=Unicorns",
        "/search/?q=unicorns",
        "/search/?q=rivers",
        "/search/?q=rivers&kind=event",
    ):
        assert client.get(address).status_code == 200
    client.head("/search/?q=unicorns")
    client.get("/ru/search/?q=unicorns")

    assert list(Miss.objects.order_by("language").values_list("text", "language", "times")) == [
        ("unicorns", "en", 2),
        ("unicorns", "ru", 1),
    ]

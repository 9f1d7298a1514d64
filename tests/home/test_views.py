"""The home page shows what editors chose, and what is newest where they chose nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.models import Quote
from contacts.states import Permission
from home.models import HomePage
from publishing.models import State, Topic
from tests.contacts.test_quotes import make_quote
from tests.factories import country, make_article, make_event, make_participation, make_person, make_picture
from tests.full_site import hidden_states
from tests.markup import tree_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
HIDDEN = pytest.mark.parametrize("state", hidden_states())


def make_articles(number, **changes):
    now = timezone.now()
    ages = range(1, number + 1)
    return [make_article(f"Article {age}", publish_at=now - timedelta(days=age), **changes) for age in ages]


def make_coming(title, days, **changes):
    starts_at = timezone.now() + timedelta(days=days)
    return make_event(title, starts_at=starts_at, ends_at=starts_at + timedelta(hours=8), **changes)


def choose(**values):
    page = HomePage.objects.get()
    for name, value in values.items():
        setattr(page, name, value)
    page.full_clean()
    page.save()


def shown(client, *names):
    context = client.get("/").context
    return context[names[0]] if len(names) == 1 else tuple(context[name] for name in names)


def text_of(response, path):
    return [" ".join(each.text_content().split()) for each in tree_of(response).xpath(path)]


def test_newest_article_leads_and_eight_follow(client):
    articles = make_articles(11)
    make_coming("Forum", 3)

    lead, cards, lines, beside = shown(client, "lead", "cards", "lines", "beside")

    assert (lead, cards, lines, beside) == (articles[0], articles[1:4], articles[4:9], [])


@pytest.mark.parametrize("place", [3, 10])
def test_chosen_story_leads_and_stands_nowhere_else(client, place):
    articles = make_articles(11)
    make_coming("Forum", 3)
    choose(lead_article=articles[place])

    lead, cards, lines = shown(client, "lead", "cards", "lines")

    others = [article for article in articles if article != lead]
    assert (lead, cards + lines) == (articles[place], others[:8])


@HIDDEN
def test_hidden_lead_story_leaves_its_place_to_the_newest(client, state):
    hidden = make_article("Hidden", **hidden_states()[state])
    newest = make_article("Newest")
    choose(lead_article=hidden)

    assert shown(client, "lead") == newest
    assert "Hidden" not in client.get("/").content.decode()


def test_lead_story_appears_at_its_minute(client, monkeypatch):
    newest = make_article("Newest")
    scheduled = make_article("Scheduled", publish_at=timezone.now() + timedelta(hours=1))
    choose(lead_article=scheduled)
    before = shown(client, "lead")

    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert (before, shown(client, "lead")) == (newest, scheduled)


def test_headline_is_read_in_its_language_alone(client):
    choose(headline_en="Ten years of neighbours")

    headings = [text_of(client.get(address), "//h1") for address in ("/", "/ru/")]

    assert headings == [["Ten years of neighbours"], ["Знания, которые сближают одиннадцать экономик"]]


def test_chosen_event_comes_first_until_it_is_over(client):
    events = [make_coming(f"Event {days}", days) for days in range(1, 9)]
    choose(event=events[7])

    first, later = shown(client, "next", "later")
    choose(event=make_event("Long over"))

    assert (first, later) == ([events[7], *events[:2]], events[2:5])
    assert shown(client, "next", "later") == (events[:3], events[3:6])


@HIDDEN
def test_hidden_event_is_not_put_first(client, state):
    events = [make_coming("Hidden", 1, **hidden_states()[state]), make_coming("Shown", 2)]
    choose(event=events[0])

    assert shown(client, "next") == events[1:]
    assert "Hidden" not in client.get("/").content.decode()


def test_site_that_plans_nothing_shows_its_latest_events(client):
    make_article()
    event = make_event("Symposium")

    response = client.get("/")

    assert (response.context["next"], response.context["latest_events"]) == ([], [event])
    assert text_of(response, "//h2[@id='next-title']") == ["Latest events"]


def test_articles_of_a_site_without_events_stand_beside_the_first(client):
    articles = make_articles(2)

    response = client.get("/")

    assert [response.context[name] for name in ("lead", "beside", "cards")] == [articles[0], articles[1:], []]
    assert text_of(response, "//h2[@id='beside-title']") == ["More news"]
    assert not tree_of(response).xpath("//*[@class='plain figures']")


def test_site_with_nothing_at_all_says_so(client):
    response = client.get("/")

    assert text_of(response, "//*[@class='first__empty']/p[2]") == ["Nothing has been published here yet."]
    assert len(tree_of(response).xpath("//li[@class='member']")) == 11


def test_each_figure_is_what_its_list_shows(client):
    event, other = make_coming("Forum", 4), make_event("Symposium")
    make_event("Hidden", state=State.DRAFT)
    for number, consent in enumerate(["yes", "yes", "no"]):
        person = make_person(f"Ann Family{number}")
        make_participation(other, person, consent=consent, country=country("NZ"))
        make_participation(event, person, consent=consent)

    figures = tree_of(client.get("/")).xpath("//*[@class='plain figures']//a")

    lists = [client.get(link.get("href")).context for link in figures]
    listed = [
        lists[0]["coming"] + lists[0]["past"],
        lists[1]["page_obj"].paginator.count,
        len(lists[2]["members"]) + len(lists[2]["others"]),
    ]
    assert [int(link.find("strong").text) for link in figures] == listed == [2, 2, 12]


def test_members_stand_in_the_alphabet_of_the_reader_with_their_numbers(client):
    make_participation(make_event("Symposium", country=country("MN")), country=country("GE"))

    pages = {code: client.get(address) for code, address in (("en", "/"), ("ru", "/ru/"))}

    names = {code: text_of(page, "//li[@class='member']//h3") for code, page in pages.items()}
    assert (names["en"][0], names["en"][-1]) == ("Afghanistan", "Uzbekistan")
    assert names["ru"][:3] == ["Азербайджан", "Афганистан", "Грузия"]
    numbers = text_of(pages["en"], "//li[@class='member'][.//h3]/p")
    assert numbers == ["1 person", "1 event"]


def test_topics_show_their_newest_article_that_stands_nowhere_else(client):
    articles = make_articles(12)
    for article in (articles[0], *articles[9:]):
        article.topics.add("Water", "Rivers")
    articles[1].topics.add("Trade")
    make_article("Draft", state=State.DRAFT).topics.add("Secret")
    topics = {topic.name_en: topic for topic in Topic.objects.all()}
    choose(first_topic=topics["Trade"], second_topic=topics["Water"], third_topic=topics["Rivers"])
    shown_first = shown(client, "topics")
    choose(second_topic=topics["Secret"])

    assert shown_first == [
        (topics["Trade"], None),
        (topics["Water"], articles[9]),
        (topics["Rivers"], articles[10]),
    ]
    assert shown(client, "topics") == [(topics["Trade"], None), (topics["Rivers"], articles[9])]


def test_newest_quote_of_the_page_is_the_large_one(client):
    words = [make_quote(pages="/", words=f"Line {number}.", message=f"Line {number}.") for number in (1, 2)]
    Quote.objects.filter(pk=words[0].pk).update(created_at=timezone.now() - timedelta(days=1))

    response = client.get("/")

    assert text_of(response, "//*[contains(@class, 'large-quote')]//blockquote") == ["Line 2."]
    assert text_of(response, "//*[contains(@class, 'quotes')]//blockquote") == ["Line 1."]


@pytest.mark.parametrize("permission", [Permission.GIVEN, Permission.ASKED, Permission.REFUSED])
def test_chosen_quote_is_shown_while_its_sender_agrees(client, permission):
    make_quote(pages="/", words="The placed.", message="The placed.")
    chosen = make_quote(permission, words="The chosen.", message="The chosen.", email="other@example.org")
    choose(quote=chosen)

    large = text_of(client.get("/"), "//*[contains(@class, 'large-quote')]//blockquote")

    assert large == (["The chosen."] if permission == Permission.GIVEN else ["The placed."])


def test_untranslated_story_is_marked_as_english(client):
    make_article("Only in English")

    link = tree_of(client.get("/ru/")).xpath("//article[contains(@class, 'lead')]//h2/a")[0]

    assert (link.get("lang"), link.text_content().strip()) == ("en", "Only in English")


def test_composed_page_takes_as_many_queries_for_many_rows_as_for_few(client):
    article, event = (
        make_article("Chosen", publish_at=timezone.now() - timedelta(days=99)),
        make_coming("A", 9),
    )
    article.topics.add("Water")
    choose(lead_article=article, event=event, first_topic=Topic.objects.get(), quote=make_quote())
    make_articles(9, lead_picture=make_picture())
    [make_coming(f"Event {days}", days) for days in range(1, 7)]
    client.get("/")
    few = queries_of(client, "/")
    for each in make_articles(9):
        each.topics.add("Water", "Trade")
    for days in range(1, 7):
        make_participation(make_coming(f"Another {days}", days), make_person(f"Ann {days}"))

    assert queries_of(client, "/") == few
    assert few[1] == 4  # what changed, the articles, the events, the topics

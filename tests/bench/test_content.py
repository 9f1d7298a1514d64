import re

import pytest
from django.db import connection

from bench.content import texts
from bench.content.filling import fill
from bench.content.pages import READ_AGAIN, article, crowded_list, many_pages, pages, person, staff_lists
from bench.content.sizes import CROWDS, GROWING, USUAL, Size
from contacts.models import Inquiry
from events.models import Event, Organisation, Participation, ParticipationRole, Person
from news.models import Article, Byline
from publishing.models import TopicItem

TINY = Size("tiny", articles=25, events=6, participants=5, people=10, organisations=3, inquiries=20)
TWICE = TINY._replace(article_blocks=2, event_blocks=3)
COUNTED = (
    Article,
    TopicItem,
    Byline,
    Event,
    Participation,
    ParticipationRole,
    Person,
    Organisation,
    Inquiry,
)


def counts():
    return [model.objects.count() for model in COUNTED]


@pytest.mark.django_db
def test_site_is_filled_anew_each_time():
    fill(TINY)
    connection.check_constraints()  # now, for what waits for them can't be emptied
    first = counts()
    fill(TWICE)
    connection.check_constraints()

    assert first == [25, 75, 13, 17, 60, 60, 10, 3, 20]
    assert counts() == [50, 150, 26, 29, 120, 120, 30, 9, 60]
    assert (TWICE.all_articles, TWICE.all_participations, TWICE.all_people) == (50, 90, 30)


@pytest.mark.django_db
def test_each_measured_page_exists_and_shows_its_part_of_the_content(client):
    fill(TWICE)
    answers = {name: client.get(path) for name, path in pages(TWICE).items()}
    people = Person.objects.filter(participations__event__slug="event-2")
    named = re.findall(r"/people/([\w-]+)/", answers["event"].content.decode())

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)
    assert len(answers["list"].context["page_obj"]) == 12
    assert set(named) == {each.slug for each in people}
    assert len(people) == 5
    assert client.get(article(24)).status_code == 200
    assert client.get(person(9)).status_code == 200


@pytest.mark.django_db
def test_each_measured_list_of_staff_exists_and_finds_what_it_is_named_for(admin_client):
    fill(TWICE)
    found = {}
    for name, path in staff_lists(TWICE).items():
        answer = admin_client.get(path)
        assert answer.status_code == 200, path
        found[name] = answer.context["cl"].result_count

    assert found["articles"] == 50
    assert found["articles, in all authors' names"] == 26
    assert found["articles, Russian is missing"] == 44
    assert found["articles, Russian is out of date"] == 2
    assert found["inquiries"] == 57
    assert [admin_client.get(crowded_list(TWICE, each)).status_code for each in CROWDS] == [200] * 3


@pytest.mark.django_db
def test_pages_whose_parts_are_kept_name_a_table_of_the_site(client):
    fill(TWICE)
    tables = connection.introspection.table_names()

    assert {client.get(path.partition("?")[0]).status_code for path, _table in READ_AGAIN.values()} == {200}
    assert {table for _path, table in READ_AGAIN.values()} <= set(tables)


@pytest.mark.django_db
def test_copies_differ_in_names_addresses_and_dates_alone():
    fill(TWICE)
    first, copy = Article.objects.filter(slug__in=("article-7", "article-7-1")).order_by("pk")
    people = Person.objects.filter(slug__startswith="person-4").order_by("pk")
    own_block = [
        (each.event.slug.count("-"), each.person.slug.count("-"), each.organisation.slug.count("-"))
        for each in Participation.objects.select_related("event", "person", "organisation")
        if not each.event.slug.startswith("crowd")
    ]

    assert (copy.title_en, copy.body_en) == (first.title_en, first.body_en)
    assert first.publish_at - copy.publish_at == 25 * texts.BETWEEN_ARTICLES
    assert [topic.pk for topic in copy.topics.all()] == [topic.pk for topic in first.topics.all()]
    assert len({each.family_name for each in people}) == 3
    assert set(own_block) == {(1, 1, 1), (2, 2, 2)}


def test_sizes_are_those_that_lists_must_stand():
    assert [str(size) for size in (USUAL, *GROWING)] == [
        "2,000 articles, 300 events, 12,000 participations, 12,000 people",
        "2,000 articles, 1,000 events, 20,000 participations, 5,000 people",
        "20,000 articles, 5,000 events, 100,000 participations, 25,000 people",
        "100,000 articles, 20,000 events, 400,000 participations, 100,000 people",
    ]


def test_same_number_gives_the_same_text():
    first, again, other = (texts.article_body(texts.draw("article", number)) for number in (3, 3, 4))

    assert first == again
    assert first != other
    assert first.count("<p>") == 5
    assert len(first.split()) > 600


@pytest.mark.django_db
def test_pages_for_the_memory_exist_and_are_different_ones(client):
    fill(TINY)
    paths = many_pages(TINY, 76)

    assert [paths[0], paths[25], paths[-1]] == [article(0), f"/ru{article(0)}", person(0)]
    assert [client.get(path).status_code for path in paths[::25]] == [200] * 4
    assert len(set(many_pages(USUAL, 10_000))) == 10_000

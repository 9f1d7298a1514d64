"""Addresses of staff pages that ask for what can't be."""

import logging

import pytest
from django.db import DataError
from django.urls import reverse

from carec_site.staff import nonsense
from contacts.models import Topic
from tests.factories import make_article, make_author, make_person, make_staff
from tests.forms import messages

SENTENCE = (
    "The address of this page asks for something that does not exist, such as an impossible date or an "
    "option that is no longer available."
)
ARTICLES = "/admin/news/article/"


@pytest.fixture
def staff(client, db):
    client.force_login(make_staff())


@pytest.mark.parametrize(
    "query",
    [
        {"topic": "\0"},
        {"topic": "no-longer-there"},
        {"publish_at__year": "9" * 20},
        {"created_at__year": "99999"},
        {"authors__id__exact": "x"},
        {"nonsense": "1"},
    ],
)
def test_list_says_that_it_can_not_be_narrowed_like_that(client, staff, caplog, query):
    article = make_article()
    article.topics.add("Water")
    article.authors.set([make_author("Ann Lee"), make_author("Bob Lee")])

    refused = client.get(ARTICLES, query)

    assert (refused.status_code, messages(refused)) == (400, [SENTENCE])
    assert f'<a href="{ARTICLES}">Open the page without it</a>' in refused.content.decode()
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.WARNING, f"Nonsense was asked for: GET {ARTICLES}")
    ]


def test_list_narrowed_by_an_empty_choice_is_whole(client, staff):
    make_article()

    assert client.get(ARTICLES, {"stage": "", "topic": ""}).context["cl"].result_count == 1


def test_page_that_is_no_more_leads_to_the_first(client, staff):
    topics = "/admin/contacts/topic/"
    Topic.objects.bulk_create(Topic(name_en=f"Course {number}") for number in range(101))

    moved = client.get(topics, {"p": "9", "q": "Course"})

    assert (moved.status_code, moved.headers["Location"]) == (302, f"{topics}?q=Course")


def test_picture_library_searched_for_nul_refuses(client, staff):
    assert client.get(reverse("admin:publishing_picture_library"), {"q": "\0"}).status_code == 400


def test_tick_that_is_no_key_is_refused(client, staff):
    person = make_person()

    ticked = {"action": "delete_selected", "_selected_action": [str(person.pk), "x"]}

    assert client.post("/admin/events/person/", ticked).status_code == 400


@pytest.mark.parametrize(
    ("error", "method", "query", "is_nonsense"),
    [
        (ValueError(), "GET", "?a=1", True),
        (OverflowError(), "GET", "?a=1", True),
        (DataError(), "HEAD", "?a=1", True),
        (ValueError(), "GET", "", False),
        (ValueError(), "POST", "?a=1", False),
        (TypeError(), "GET", "?a=1", False),
    ],
)
def test_fault_of_ours_stays_a_fault(rf, error, method, query, is_nonsense):
    request = rf.generic(method, f"{ARTICLES}{query}")

    assert nonsense.has_caused(error, request) == is_nonsense

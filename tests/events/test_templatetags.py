from datetime import UTC, datetime

import pytest
from django.template import engines
from django.urls import reverse
from django.utils import translation

from events.models import Country
from events.templatetags.events import member_names, numbers_of_days, place
from freshness import changes
from tests.factories import make_event, make_organisation, make_participation
from tests.markup import tree_of

pytestmark = pytest.mark.django_db


def kazakhstan():
    return Country.objects.get(code="KZ")


def held(first, last):
    start, end = datetime(*first, 4, tzinfo=UTC), datetime(*last, 8, tzinfo=UTC)
    return make_event(starts_at=start, ends_at=end, time_zone="Asia/Almaty")


def test_leaf_of_a_calendar_shows_both_days_only_of_one_month():
    events = [
        held((2026, 7, 28), (2026, 7, 28)),
        held((2026, 7, 28), (2026, 7, 29)),
        held((2026, 7, 30), (2026, 8, 2)),
        held((2026, 7, 28), (2027, 7, 29)),
    ]

    assert [str(numbers_of_days(event)) for event in events] == ["28", "28–29", "30", "28"]


def test_place_names_what_is_known_of_it():
    event = make_event(venue_en="Hilton", city_en="Almaty & Co", country=kazakhstan())
    country = '<a href="/countries/kz/">Kazakhstan</a>'

    assert place(event) == "Almaty &amp; Co, Kazakhstan"
    assert place(event, with_venue=True, linked=True) == f"Hilton, Almaty &amp; Co, {country}"
    assert place(make_event("Elsewhere", venue_en="", city_en="", country=kazakhstan())) == "Kazakhstan"
    assert place(make_event("Somewhere", venue_en="", city_en="Almaty", country=None)) == "Almaty"
    with translation.override("zh-hans"):
        assert place(event, with_venue=True) == "Hilton，哈萨克斯坦"  # which has no such city in Chinese


def test_post_links_what_has_a_page():
    post = engines["jinja2"].get_template("events/post.html").template.module.post
    institute = make_organisation("Institute <of> Trade")
    known = {"job_title_en": "Head", "organisation": institute, "country": kazakhstan()}
    each = make_participation(make_event(), **known)
    typed = make_participation(each.event, job_title_en="", organisation_name_en="Typed", country=None)
    link = f'<a href="{institute.get_absolute_url()}">Institute &lt;of&gt; Trade</a>'
    country = '<a href="/countries/kz/">Kazakhstan</a>'

    assert post(each) == "Head, Institute &lt;of&gt; Trade"
    assert post(each, place=True, linked=True) == f"Head, {link}&nbsp;· {country}"
    assert post(typed, place=True, linked=True) == "Typed"


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "Afghanistan", "Uzbekistan"),
        ("ru", "Азербайджан", "Узбекистан"),
        ("zh-hans", "阿富汗", "中华人民共和国"),
    ],
)
def test_members_are_those_of_the_table_and_cost_no_query(
    client, django_assert_num_queries, language, first, last
):
    with translation.override(language):
        members = [country.name for country in Country.objects.members().by_name()]
        member_names()
        with changes.one_request(changes.current()), django_assert_num_queries(0):
            names = member_names()
        page = client.get(reverse("contacts:contact"))

    assert names == members
    assert (len(names), names[0], names[-1]) == (11, first, last)
    offered = tree_of(page).xpath("//datalist[@id='contact-countries']/option/@value")
    assert offered == members

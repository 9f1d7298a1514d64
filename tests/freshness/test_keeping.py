from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from freshness import changes
from freshness.keeping import Shelf
from news.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_shelf_keeps_as_many_values_as_it_may():
    shelf, made = Shelf[int](max_values=2), []

    def get(key):
        made.append(key)
        return key

    with changes.one_request():
        for key in (1, 2, 2, 3, 3, 1):
            shelf.get(key, lambda key=key: get(key))

    assert made == [1, 2, 3, 1]


def test_value_is_made_again_once_a_table_it_was_made_from_has_changed():
    make_article()
    shelf = Shelf[int]()

    def number():
        with changes.one_request():
            return shelf.get("articles", Article.objects.count)

    before = [number(), number()]
    make_article("Another")

    assert (before, number()) == ([1, 1], 2)


def test_another_day_leaves_nothing_but_what_a_dateless_shelf_has_from_no_table():
    made, now = {"no table": [], "dateless, no table": [], "dateless": []}, timezone.now()
    shelves = [(Shelf(), str), (Shelf(dateless=True), str), (Shelf(dateless=True), Article.objects.count)]
    for day in (1, 2, 3):
        with time_machine.travel(now + timedelta(days=day), tick=False), changes.one_request():
            for days, (shelf, make) in zip(made.values(), shelves, strict=True):
                shelf.get("key", lambda day=day, days=days, make=make: days.append(day) or make())

    assert made == {"no table": [1, 2, 3], "dateless, no table": [1], "dateless": [1, 2, 3]}


def test_transaction_of_its_own_keeps_nothing_but_what_a_dateless_shelf_has_from_no_table(settings):
    settings.FRESHNESS_IN_TRANSACTIONS = False
    made = {"no table": [], "dateless, no table": [], "dateless": []}
    shelves = [(Shelf(), str), (Shelf(dateless=True), str), (Shelf(dateless=True), Article.objects.count)]
    for number in (1, 2, 3):
        for numbers, (shelf, make) in zip(made.values(), shelves, strict=True):
            shelf.get("key", lambda n=number, numbers=numbers, make=make: numbers.append(n) or make())

    assert made == {"no table": [1, 2, 3], "dateless, no table": [1], "dateless": [1, 2, 3]}

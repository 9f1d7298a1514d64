import pytest

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

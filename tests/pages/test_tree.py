import pytest

from pages import tree
from pages.models import Page
from publishing.models import State
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def titles(pages):
    return [page.title for page in pages]


@pytest.fixture
def pages():
    about = make_page("About", menu="main", order=1)
    council = make_page("Council", parent=about, order=2, menu="footer")
    return {
        "about": about,
        "council": council,
        "experts": make_page("Experts", parent=about, order=1),
        "members": make_page("Members", parent=council, order=1),
    }


def test_pages_stand_above_below_and_beside_each_other(pages):
    assert titles(tree.pages_above(pages["members"])) == ["About", "Council"]
    assert titles(tree.pages_below(pages["about"])) == ["Experts", "Council"]
    assert titles(tree.pages_beside(pages["experts"])) == ["Council"]
    assert tree.pages_above(pages["about"]) == tree.pages_beside(pages["about"]) == []


def test_menus_have_their_pages_in_order(pages):
    make_page("First", menu="main", order=0)

    assert titles(tree.main_pages()) == ["First", "About"]
    assert titles(tree.footer_pages()) == ["First", "About", "Council"]


def test_page_belongs_to_the_page_of_the_main_navigation_above_it(pages):
    found = [tree.menu_page(page.slug) for page in pages.values()]

    assert found == ["about"] * 4
    assert tree.menu_page("nothing") == ""


def test_hidden_page_is_in_no_menu_and_ends_the_line(pages):
    hidden = pages["council"]
    hidden.state = State.DRAFT
    hidden.save()

    assert titles(tree.footer_pages()) == ["About"]
    assert titles(tree.pages_below(pages["about"])) == ["Experts"]
    assert tree.pages_above(pages["members"]) == []


def test_circle_made_by_hand_ends(pages):
    Page.objects.filter(pk=pages["about"].pk).update(parent=pages["members"])
    pages["about"].refresh_from_db()

    assert titles(tree.pages_above(pages["about"])) == ["Council", "Members"]
    assert titles(tree.pages_above(pages["members"])) == ["About", "Council"]

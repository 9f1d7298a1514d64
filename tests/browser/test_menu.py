"""The header on a phone: all in one row, and a menu that needs no script."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# Which parts of the header lie on each other, or beside its one row.
OVERLAPS = """
() => {
  const parts = document.querySelectorAll('.brand__name, .site-search__link, .languages a, .menu-button');
  const boxes = [...parts].slice(0, -1).filter(each => each.checkVisibility() && !each.closest('footer'))
    .map(each => each.getBoundingClientRect()).filter(box => box.width);
  const met = boxes.slice(0, 5).flatMap((one, at) => boxes.slice(at + 1, 5).filter(two =>
    one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom));
  return [boxes.length, met.length, document.querySelector('.site-header').clientHeight < 90];
}
"""


@pytest.mark.parametrize("address", ["/people/", "/ru/people/", "/zh-hans/people/"])
def test_header_is_one_row_on_the_narrowest_phone(visit, address):
    page = visit("phone", once=True).page
    page.set_viewport_size({"width": 320, "height": 640})

    page.goto(address)

    assert page.evaluate(OVERLAPS) == [5, 0, True]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_menu_of_a_phone_opens_closes_and_leads_on(visit, javascript):
    page = visit("phone", java_script_enabled=javascript).page
    page.goto("/ru/people/")
    menu = page.get_by_role("navigation", name="Основная")
    expect(menu).to_be_hidden()

    page.get_by_role("button", name="Меню").click()
    expect(menu.get_by_role("link", name="Люди")).to_have_attribute("aria-current", "page")
    menu.get_by_role("button", name="Закрыть").click()
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Меню").press("Enter")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Меню").click()
    menu.get_by_role("link", name="Новости").click()

    expect(page).to_have_url(page.url.split("/ru/")[0] + "/ru/news/")


def test_menu_is_a_row_on_a_wide_window(visit):
    page = visit("desktop").page

    page.goto("/")

    expect(page.get_by_role("banner").get_by_role("link", name="News", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()

"""Which page stands below which, and what is in the menus: of what visitors may see.

There are some dozens of pages, so all of them are kept, without their texts.
"""

from freshness.keeping import kept
from pages.models import Menu, Page


@kept
def shown_pages() -> list[Page]:
    return list(Page.objects.published().without_bodies().in_order())


def pages_above(page: Page) -> list[Page]:
    """The topmost first. One that visitors may not see ends the line, as would a circle."""
    by_key = {each.pk: each for each in shown_pages()}
    above: list[Page] = []
    parent = by_key.get(page.parent_id)
    while parent and parent not in above and parent.pk != page.pk:
        above.insert(0, parent)
        parent = by_key.get(parent.parent_id)
    return above


def pages_below(page: Page) -> list[Page]:
    return _below(page.pk)


def pages_beside(page: Page) -> list[Page]:
    """The others below the same page."""
    return [each for each in _below(page.parent_id) if each.pk != page.pk] if page.parent_id else []


def main_pages() -> list[Page]:
    return [page for page in shown_pages() if page.menu == Menu.MAIN]


def footer_pages() -> list[Page]:
    """Those of the main navigation, too."""
    return [page for page in shown_pages() if page.menu]


def menu_page(slug: str) -> str:
    """The slug of the page of the main navigation at or above the page with this slug; empty if none is."""
    for page in shown_pages():
        if page.slug == slug:
            line = [page, *reversed(pages_above(page))]
            return next((each.slug for each in line if each.menu == Menu.MAIN), "")
    return ""


def _below(key: int) -> list[Page]:
    return [page for page in shown_pages() if page.parent_id == key]

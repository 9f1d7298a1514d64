"""What every page shows of the institute: its menus and how it is reached."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from freshness.keeping import kept
from freshness.reading import note_tables
from pages import schema_org, tree
from pages.models import Institute, Page

UNKNOWN = frozenset({"unknown"})  # a table whose changes are not noted


def institute() -> Institute:
    return _if_there(_institute, Institute())


@kept
def _institute() -> Institute:
    return Institute.objects.first() or Institute()


def main_pages() -> list[Page]:
    return _if_there(tree.main_pages, [])


def footer_pages() -> list[Page]:
    return _if_there(tree.footer_pages, [])


def menu_page(request) -> str:
    """The slug of the page in the main navigation to which the requested page belongs; empty if none."""
    match = request.resolver_match
    if match is None or match.view_name != "pages:detail":
        return ""
    return _if_there(lambda: tree.menu_page(match.kwargs["slug"]), "")


def _if_there(read, otherwise):
    """What is read, or the other while the database is away: a page of an error is shown all the same."""
    try:
        return read()
    except (Error, ImproperlyConfigured):
        note_tables(UNKNOWN)  # so that nobody keeps what is made without
        return otherwise


def trail_to(page: Page) -> list[tuple[str, str]]:
    """Names and addresses of the pages above it, the topmost first."""
    return [(above.name, above.get_absolute_url()) for above in tree.pages_above(page)]


def institute_facts() -> dict:
    return schema_org.institute_facts(institute())


def page_facts(page: Page) -> dict:
    return schema_org.page_facts(page, institute())


def retention_months() -> dict[str, int]:
    """For how many months an inquiry is kept, by its state."""
    return settings.INQUIRY_RETENTION_MONTHS

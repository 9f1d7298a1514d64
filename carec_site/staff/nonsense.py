"""Addresses that ask a staff page for impossible values: a date that does not exist, text instead of a key.

None of our pages links to one. Django answers some of them with the whole list, as if nothing had been
asked for, and fails on others in various places: when a filter is read, a query is built, or it is run.
"""

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.db import DataError

from publishing.keys import key_in

# What Python and PostgreSQL say of a value that no number, date, text or key can have.
REFUSALS = (ValueError, OverflowError, DataError)


def has_caused(error: Exception, request) -> bool:
    """Whether a page failed because of impossible values in its address."""
    is_reading = request.method in {"GET", "HEAD"} and bool(request.GET)
    ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return isinstance(error, REFUSALS) and (is_reading or any(key_in(key) is None for key in ticked))


def is_passed_over(request, response) -> bool:
    """Whether a list ignores what was asked for, or redirects to one that does."""
    changelist = (getattr(response, "context_data", None) or {}).get("cl")
    return response.headers.get("Location") == f"{request.path}?{ERROR_FLAG}=1" or any(
        _is_no_choice(spec) for spec in getattr(changelist, "filter_specs", ())
    )


def _is_no_choice(spec) -> bool:
    if not isinstance(spec, SimpleListFilter) or not spec.value():
        return False
    return spec.value() not in {str(value) for value, _label in spec.lookup_choices}


def first_page(request) -> str:
    """The address of the list's first page, if a later one was asked for, which may no longer exist."""
    query = request.GET.copy()
    return f"{request.path}?{query.urlencode()}" if query.pop(PAGE_VAR, None) else ""

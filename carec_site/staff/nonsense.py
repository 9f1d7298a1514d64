"""Addresses that ask a staff page for what can't be: a day out of the calendar, a text where a key belongs.

No page of ours leads to one. Django answers some of them with the whole list, as if nothing had been asked
for, and fails on others, each in another place: where a filter is read, a query is written, or it is run.
"""

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG, PAGE_VAR
from django.db import DataError

from publishing.keys import key_in

# What Python and PostgreSQL say of a value that no number, date, text or key can have.
REFUSALS = (ValueError, OverflowError, DataError)


def has_caused(error: Exception, request) -> bool:
    """Whether a page failed because of what was asked for."""
    is_reading = request.method in {"GET", "HEAD"} and bool(request.GET)
    ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
    return isinstance(error, REFUSALS) and (is_reading or any(key_in(key) is None for key in ticked))


def is_passed_over(request, response) -> bool:
    """Whether a list shows more than what was asked for, or leads to where it does."""
    changelist = (getattr(response, "context_data", None) or {}).get("cl")
    return response.headers.get("Location") == f"{request.path}?{ERROR_FLAG}=1" or any(
        _is_no_choice(spec) for spec in getattr(changelist, "filter_specs", ())
    )


def _is_no_choice(spec) -> bool:
    if not isinstance(spec, SimpleListFilter) or not spec.value():
        return False
    return spec.value() not in {str(value) for value, _label in spec.lookup_choices}


def first_page(request) -> str:
    """The address of the list's first page, if a later one was asked for: perhaps it is no more."""
    query = request.GET.copy()
    return f"{request.path}?{query.urlencode()}" if query.pop(PAGE_VAR, None) else ""

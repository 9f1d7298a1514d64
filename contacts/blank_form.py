"""The empty form as every page has it: made once in each language, and given to each page with its own
values.
"""

import secrets

from django.template.loader import render_to_string
from django.utils.encoding import escape_uri_path
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from contacts.forms import InquiryForm
from contacts.guards import tokens
from freshness.keeping import kept

# Stand in the form for the values of a page; nobody can write them into a topic.
MARKS = {name: f"{name}-{secrets.token_hex(8)}" for name in ("page", "about", "made", "about_words")}


class MarkedForm(InquiryForm):
    about_words = ""


def blank_form(path: str, about=None) -> SafeString:
    """The HTML of a form that remembers the path of its page, and the model instance that this is about."""
    values = {"page": escape_uri_path(path), "made": tokens.stamp_of_today()}
    if about:
        values |= {"about": tokens.name(about), "about_words": tokens.words_of(about)}
    html = _with_marks(about is not None)
    for name, value in values.items():
        html = html.replace(MARKS[name], escape(value))
    return mark_safe(html)  # noqa: S308  a template's, with values that are escaped


@kept
def _with_marks(is_about: bool) -> str:
    names = ("page", "made", "about") if is_about else ("page", "made")
    form = MarkedForm(initial={name: MARKS[name] for name in names})
    if is_about:
        form.about_words = MARKS["about_words"]
    return render_to_string("contacts/form.html", {"form": form})

"""The environment in which Jinja2 renders public pages, with the filters and functions of our apps."""

from datetime import date
from functools import cache, lru_cache
from typing import Any

from crispy_forms.templatetags import crispy_forms_filters
from django.conf import settings
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils.timezone import template_localtime
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from carec_site.templatetags import site
from contacts.templatetags import contacts
from events.templatetags import calendars, events
from news.templatetags import news
from publishing.addresses import path_to
from publishing.templatetags import publishing

EXTENSIONS = ["jinja2.ext.i18n"]
MAX_DATES = 10_000
LIBRARIES = (publishing, site, calendars, events)


class PublicTemplate(Template):
    """A template whose macros use what is in the environment, and nothing of the page that imports them."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        # Jinja2 compares the names of both at each import, which took a tenth of a page's time.
        return super()._get_default_module()


class PublicEnvironment(Environment):
    template_class = PublicTemplate


def environment(**options) -> Environment:
    """As the setting TEMPLATES wants it; `options` are Django's."""
    options |= {"undefined": StrictUndefined, "extensions": EXTENSIONS}
    made = PublicEnvironment(**options)
    made.install_gettext_callables(  # type: ignore[attr-defined]  # of the extension
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    for library in LIBRARIES:
        made.filters |= library.register.filters
    made.filters |= {
        "as_crispy_errors": crispy_forms_filters.as_crispy_errors,
        "as_crispy_field": crispy_forms_filters.as_crispy_field,
        "date": _date,
        "filesizeformat": defaultfilters.filesizeformat,
        "linebreaksbr": defaultfilters.linebreaksbr,
    }
    made.globals |= {
        "_": lambda text: _translated(get_language(), text),
        "get_language": get_language,
        "inquiry_form": contacts.inquiry_form,
        "language_links": site.language_links,
        "member_names": events.member_names,
        "news_about_country": news.news_about_country,
        "news_about_event": news.news_about_event,
        "news_about_organisation": news.news_about_organisation,
        "news_about_person": news.news_about_person,
        "page_addresses": site.page_addresses,
        "place": events.place,
        "post": events.post,
        "quotes_on": contacts.quotes_on,
        "static": static if settings.DEBUG else cache(static),
        "structured_data": publishing.structured_data,
        "this_year": site.this_year,
        "url": path_to,
        "weekdays": events.weekdays,
    }
    return made


@cache
def _translated(_language: str | None, text: str) -> Markup:
    """A text of a template in the current language. Each page has some forty, so they are kept."""
    return Markup(gettext(text))  # noqa: S704  not from outside


def _date(moment: date | None, shape: str) -> str:
    """Like Django's filter: a day, or a moment by the site's clocks, in a named or a written format."""
    return _formatted(get_language(), template_localtime(moment), shape)


@lru_cache(maxsize=MAX_DATES)
def _formatted(_language: str | None, moment: date | None, shape: str) -> str:
    return defaultfilters.date(moment, shape)

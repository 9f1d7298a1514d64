"""The environment in which Jinja2 renders public pages, with the filters and functions of our apps."""

from datetime import date, datetime
from functools import cache, lru_cache

from crispy_forms.templatetags import crispy_forms_filters
from django.conf import settings
from django.template import defaultfilters
from django.templatetags.static import static
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import get_language
from jinja2 import StrictUndefined

from carec_site.templatetags import site
from carec_site.templating import gettext
from carec_site.templating.template import PublicEnvironment, kept_part
from contacts.templatetags import contacts
from events.templatetags import calendars, events
from news import filters
from news.templatetags import news
from pages import tree
from pages.templatetags import pages
from publishing.addresses import path_to
from publishing.templatetags import publishing

EXTENSIONS = ["jinja2.ext.i18n"]
MAX_DATES = 10_000
LIBRARIES = (publishing, site, calendars, events)


def environment(**options) -> PublicEnvironment:
    """As the setting TEMPLATES wants it; `options` are Django's."""
    options |= {"undefined": StrictUndefined, "extensions": EXTENSIONS}
    made = PublicEnvironment(**options)
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension: ours fill in the values
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
        "_": gettext.translated,
        "articles_by": news.articles_by,
        "author_of": news.author_of,
        "country_card": events.country_card,
        "footer_pages": pages.footer_pages,
        "get_language": get_language,
        "gettext": gettext.gettext,
        "inquiry_form": contacts.inquiry_form,
        "institute": pages.institute,
        "institute_card": site.institute_card,
        "institute_facts": pages.institute_facts,
        "kept": kept_part,
        "language_links": site.language_links,
        "main_pages": pages.main_pages,
        "member_names": events.member_names,
        "menu_page": pages.menu_page,
        "news_about_country": news.news_about_country,
        "news_about_event": news.news_about_event,
        "news_about_organisation": news.news_about_organisation,
        "news_about_person": news.news_about_person,
        "news_topics": filters.topics,
        "news_years": filters.years,
        "ngettext": gettext.ngettext,
        "organisation_card": events.organisation_card,
        "person_card": events.person_card,
        "npgettext": gettext.npgettext,
        "page_addresses": site.page_addresses,
        "page_facts": pages.page_facts,
        "pages_beside": tree.pages_beside,
        "pages_below": tree.pages_below,
        "pgettext": gettext.pgettext,
        "place": events.place,
        "quotes_on": contacts.quotes_on,
        "read_next": news.read_next,
        "retention_months": pages.retention_months,
        "static": static if settings.DEBUG else cache(static),
        "structured_data": publishing.structured_data,
        "this_day": localdate,
        "trail_to": pages.trail_to,
        "url": path_to,
        "weekdays": events.weekdays,
    }
    return made


def _date(moment: date | None, shape: str) -> str:
    """Like Django's filter: a day, or a moment by the site's clocks, in a named or a written format."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(get_default_timezone())
    return _formatted(get_language(), moment, shape)


@lru_cache(maxsize=MAX_DATES)
def _formatted(_language: str | None, moment: date | None, shape: str) -> str:
    return defaultfilters.date(moment, shape)

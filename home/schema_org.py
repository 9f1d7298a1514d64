"""The site as schema.org data (https://schema.org/WebSite), for search engines."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.schema_org import absolute, institute


def website() -> dict:
    """This site with its search."""
    results = absolute(reverse("search:results"))
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": _("CAREC Institute"),
        "url": absolute(reverse("home")),
        "inLanguage": get_language(),
        "publisher": {"@id": institute()["@id"]},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{results}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }

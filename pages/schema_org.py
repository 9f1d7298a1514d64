"""What pages say of the institute and of themselves in the vocabulary of schema.org."""

from django.conf import settings
from django.utils.translation import gettext

from pages.models import Institute, Page


def institute_facts(institute: Institute) -> dict:
    facts = {
        "@type": "Organization",
        "name": institute.name or gettext("CAREC Institute"),
        "url": settings.SITE_URL + "/",
        "address": " ".join(institute.address.split()),
        "telephone": institute.telephone,
        "email": institute.email,
        "hasMap": institute.map_url,
        "sameAs": [address for _name, address in institute.accounts],
    }
    return {name: value for name, value in facts.items() if value}


def page_facts(page: Page, institute: Institute) -> dict:
    facts = {
        "@type": "WebPage",
        "name": page.title,
        "description": page.summary,
        "url": settings.SITE_URL + page.get_absolute_url(),
        "inLanguage": page.text_language,
        "dateModified": page.updated_at.isoformat(),
        "publisher": institute_facts(institute),
    }
    return {name: value for name, value in facts.items() if value}

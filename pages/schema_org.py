"""What pages say of the institute and of themselves in the vocabulary of schema.org."""

from pages.models import Institute, Page
from publishing import schema_org
from publishing.schema_org import absolute, known


def institute_facts(institute: Institute) -> dict:
    address = " ".join(institute.address.split())
    facts = schema_org.institute() | {
        "address": address,
        "telephone": institute.telephone,
        "email": institute.email,
        "sameAs": [address for _name, address in institute.accounts],
    }
    if institute.name:
        facts["name"] = institute.name
    if institute.map_url and address:
        facts["location"] = {"@type": "Place", "address": address, "hasMap": institute.map_url}
        facts["location"]["name"] = facts["name"]
    return known(facts)


def page_facts(page: Page, institute: Institute) -> dict:
    return known(
        {
            "@type": "WebPage",
            "name": page.title,
            "description": page.summary,
            "url": absolute(page.get_absolute_url()),
            "inLanguage": page.text_language,
            "dateModified": page.updated_at.isoformat(),
            "publisher": institute_facts(institute),
        }
    )

"""No page of staff has an English sentence of ours for those who read it in another language."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.factories import make_staff
from tests.staff_records import one_of_each

pytestmark = pytest.mark.django_db
MIN_WORDS = 4  # fewer may be a name
UNREAD = {"script", "style", "textarea", "option", "code", "pre"}
LATIN = re.compile(r"[A-Za-z]{2,}")
# Names of what may be done, which Django keeps in the database in English.
PERMISSIONS = re.compile(r"\| Can (?:add|change|delete|view) ")
# What `one_of_each` wrote, and the row that puts a colleague into a group.
CONTENT = re.compile(
    r"Ann Lea|Dear \{name\}|(?:Earlier|Staff) (?:director|Expert|Speaker|page title)|twin quote"
    r"|Zzsecret|Wei Wang|next training course|^documents/|^User-group relationship"
)
# What Django's own translation lacks.
DJANGOS = {
    "zh-hans": {
        "After you’ve created a user, you’ll be able to edit more user options.",
        "Change or view list link",
    }
}


class Sentences(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found, self.inside = set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in UNREAD:
            self.inside.append(tag)
        self.found |= {text for name, text in attrs if name in {"title", "aria-label", "placeholder", "alt"}}

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.found.add(" ".join(data.split()))


def sentences(page):
    texts = Sentences(page).found
    return {text for text in texts if text and len(LATIN.findall(text)) >= MIN_WORDS}


def addresses(records):
    yield from (reverse("admin:index"), reverse("admin:password_change"), "/admin/no/such/page/")
    for model, record in records.items():
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{name}_changelist")
        yield reverse(f"admin:{name}_changelist") + "?q=nothing-like-this"
        yield reverse(f"admin:{name}_add")
        for page in ("change", "history", "delete"):
            yield reverse(f"admin:{name}_{page}", args=[record.pk])


def read_in(client, language, visited):
    client.post(reverse("admin:language"), {"language": language})
    return {address: client.get(address).content.decode() for address in visited}


@pytest.mark.parametrize("language", ["ru", "zh-hans"])
def test_no_sentence_of_ours_stays_english(client, language):
    client.force_login(make_staff())
    visited = list(addresses(one_of_each()))

    english, other = (read_in(client, code, visited) for code in ("en", language))

    kept = {
        sentence
        for address in visited
        for sentence in sentences(english[address]) & sentences(other[address])
        if not PERMISSIONS.search(sentence)
    }
    untranslated = {sentence for sentence in kept if not CONTENT.search(sentence)}
    assert untranslated == DJANGOS.get(language, set())
    assert len(visited) == 3 + 6 * len(admin.site._registry)

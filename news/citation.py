"""How others cite an article: a line in the style of APA (seventh edition), and an entry for BibTeX."""

from typing import NamedTuple

from babel.dates import get_month_names
from django.utils.timezone import localtime

from news.models import Article, Author
from publishing.languages import ENGLISH
from publishing.schema_org import absolute

INSTITUTE = "CAREC Institute"
MONTHS = get_month_names(locale=ENGLISH)
# What BibTeX would take for more than one name, or for its parts.
SEPARATORS = (" and ", ",")
# URLs excepted, which its styles print as they are.
# A brace counts to it even behind a backslash.
ESCAPES = {ord(sign): f"\\{sign}" for sign in "$&#_%"} | {
    ord("{"): r"\textbraceleft{}",
    ord("}"): r"\textbraceright{}",
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}


class Name(NamedTuple):
    family: str
    given: str


class Citation(NamedTuple):
    apa: str
    bibtex: str


def citation_of(article: Article) -> Citation:
    """Of the text that the reader sees; the styles themselves are English, so names are in Latin letters."""
    names = [name_of(author) for author in article.ordered_authors]
    return Citation(_apa(article, names), _bibtex(article, names))


def name_of(author: Author) -> Name:
    """Which part of the name is the family's is known of the person; else it is taken to be the last word."""
    name, person = author.address_text, author.public_person
    if any(separator in name for separator in SEPARATORS):
        return Name(name, "")
    if person and person.family_name and person.given_name:
        family, given = person.family_name, person.given_name
        if name in (f"{family} {given}", f"{given} {family}"):
            return Name(family, given)
    given, _space, family = name.rpartition(" ")
    return Name(family, given)


def _apa(article, names) -> str:
    authors = [_with_initials(name) for name in names] or [INSTITUTE]
    listed = authors[0] if len(authors) == 1 else f"{', '.join(authors[:-1])}, & {authors[-1]}"
    title = article.title if article.title[-1] in ".?!…。？！" else f"{article.title}."
    parts = [
        _ended(listed),
        f"({_day(article)}).",
        title,
        f"{INSTITUTE}." if names else "",
        _address(article),
    ]
    return " ".join(filter(None, parts))


def _with_initials(name: Name) -> str:
    words = [
        "-".join(f"{part[0]}." for part in word.split("-") if part) for word in name.given.split() if word[0]
    ]
    return ", ".join(filter(None, (name.family, " ".join(words))))


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _day(article) -> str:
    if not article.publish_at:
        return "n.d."
    day = localtime(article.publish_at)
    return f"{day.year}, {MONTHS[day.month]} {day.day}"


def _bibtex(article, names) -> str:
    day = localtime(article.publish_at) if article.publish_at else None
    authors = " and ".join(_for_bibtex(name) for name in names) or f"{{{INSTITUTE}}}"
    fields = {
        "author": f"{{{authors}}}",
        "title": f"{{{{{_escaped(article.title)}}}}}",
        "year": f"{{{day.year}}}" if day else "",
        "month": MONTHS[day.month][:3].lower() if day else "",
        "howpublished": f"{{{INSTITUTE}}}",
        "url": f"{{{_address(article)}}}",
    }
    lines = [f"  {name:<12} = {value},\n" for name, value in fields.items() if value]
    return f"@misc{{carec-{article.year}-{article.slug},\n{''.join(lines)}}}"


def _for_bibtex(name: Name) -> str:
    family, given = map(_escaped, name)
    return f"{family}, {given}" if given else f"{{{family}}}"


def _escaped(text: str) -> str:
    return text.translate(ESCAPES)


def _address(article) -> str:
    return absolute(article.get_absolute_url())

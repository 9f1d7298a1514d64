"""What a text names: public people, organisations and countries, and the event that it reports on.

Names are compared as sequences of words, each Chinese character being a word, so a text is read once however
many names there are. Of Russian words the endings are left out, for a text declines them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Q

from events.models import Country, Event, Organisation, Person
from events.name_keys import folded
from news.citation import INSTITUTE
from news.importers.press_release import WORD
from news.models import Article
from publishing import languages
from publishing.richtext import plain_text

POSSESSIVE = re.compile(r"['’]s?$")
CYRILLIC = re.compile("[\u0400-\u04ff-]+")
ENDING = re.compile(
    "(?<=[\u0400-\u04ff]{3})(?:ого|его|ому|ему|ыми|ими|ами|ями|ов|ев|ой|ей|ый|ий|ая|яя|ую|юю|ое|ее"
    "|ые|ие|ых|их|ым|им|ах|ях|ам|ям|ом|ем|а|я|о|е|у|ю|ы|и|ь|й)$"
)
# A short name of one word is taken for a name only as it is written: “UN”, not “un”.
MIN_LETTERS = 5
# A report appears on the days of its event or soon after them.
REPORTED_WITHIN = timedelta(days=14)
# Of an event's title, that share of its longer words stands in the text.
MIN_SHARE = 0.8
MIN_TITLE_LETTERS = 4
LETTERS_OF_START = 4  # of words by which people who can't be named are left out

Words = tuple[str, ...]
Names = dict[Words, list[tuple[Any, str]]]  # records with the name that consists of these words


class Known(NamedTuple):
    """The names of what visitors may see. Read once, they serve for any number of articles."""

    people: Names
    organisations: Names
    countries: Names


@dataclass
class Named:
    """What a text names; `unclear` are the names that several people bear."""

    events: list[Event] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    countries: list[Country] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)

    def link(self, article: Article) -> None:
        """Add them to what the article is linked to already."""
        article.events.add(*self.events)
        article.people.add(*self.people)
        article.organisations.add(*self.organisations)
        article.countries.add(*self.countries)

    def __bool__(self) -> bool:
        return any((self.events, self.people, self.organisations, self.countries))

    def __str__(self) -> str:
        return ", ".join(map(str, (*self.events, *self.people, *self.organisations, *self.countries)))


def known_names(spoken: list[list[str]] | None = None) -> Known:
    """Of people only those whom these words may name, if there are such words."""
    people = Person.objects.public().defer("biography", *languages.columns("biography"))
    if spoken is not None:
        people = people.filter(pk__in=_keys_of_people(spoken))
    # The institute itself is in every article and means nothing there.
    organisations = Organisation.objects.public().exclude(name_en=INSTITUTE)
    return Known(
        _by_words(people, _names_of_person),
        _by_words(organisations, _names_of),
        _by_words(Country.objects.public(), _names_of),
    )


def named_in(article: Article, known: Known | None = None) -> Named:
    """What the article's texts name, in any of its languages."""
    texts = [
        " ".join(
            (languages.texts(article, "title")[code], plain_text(languages.texts(article, "body")[code]))
        )
        for code in languages.CODES
    ]
    spoken = [list(WORD.findall(text)) for text in texts]
    known = known or known_names(spoken)
    by_name: dict[str, list[Person]] = {}
    for person, name in _found(spoken, known.people):
        by_name.setdefault(name, []).append(person)
    return Named(
        events=_events(article, spoken),
        people=_once(each[0] for each in by_name.values() if len(set(each)) == 1),
        organisations=_once(each for each, _name in _found(spoken, known.organisations)),
        countries=_once(each for each, _name in _found(spoken, known.countries)),
        unclear=sorted(name for name, several in by_name.items() if len(set(several)) > 1),
    )


def _keys_of_people(spoken: list[list[str]]) -> list[int]:
    """Of public people of whom a name has words that begin like some of these. Only their names are read, and
    no record is made of most of them: a site may know a hundred thousand.
    """
    starts = {_start(word) for words in spoken for word in words}
    rows = Person.objects.public().values_list("pk", "given_name", "family_name", "native_name", "aliases")
    return [
        key
        for key, given, family, native, aliases in rows.iterator()
        if any(
            all(_start(word) in starts for word in WORD.findall(name))
            for name in (f"{given} {family}", native, *aliases)
            if name
        )
    ]


@lru_cache(maxsize=50_000)
def _start(word: str) -> str:
    return _stem(folded(word))[:LETTERS_OF_START]


def _names_of_person(person: Person) -> Iterator[str]:
    """In either order, for a text may follow another custom than the person. One word is no whole name."""
    given, family = person.given_name, person.family_name
    for name in (f"{given} {family}", f"{family} {given}", person.native_name, *person.aliases):
        if len(WORD.findall(name)) > 1:
            yield name


def _names_of(record) -> Iterable[str]:
    return record.all_names


def _by_words(records, names_of) -> Names:
    known: Names = {}
    for record in records:
        for name in names_of(record):
            words = tuple(WORD.findall(name))
            if words and (len(words) > 1 or len(words[0]) >= MIN_LETTERS or words[0].isupper()):
                known.setdefault(_stems(words), []).append((record, name))
    return known


def _found(spoken: list[list[str]], known: Names) -> Iterator[tuple]:
    """Each record of which a name is in a text, with that name; of names within others the longest."""
    longest = max(map(len, known), default=0)
    for words in spoken:
        stems = _stems(words)
        place = 0
        while place < len(stems):
            for length in range(min(longest, len(stems) - place), 0, -1):
                hits = known.get(stems[place : place + length], [])
                as_written = words[place : place + length]
                hits = [(record, name) for record, name in hits if _is_as_written(name, as_written)]
                if hits:
                    yield from ((record, " ".join(as_written)) for record, _name in hits)
                    place += length - 1
                    break
            place += 1


def _is_as_written(name: str, words: list[str]) -> bool:
    return len(words) > 1 or len(name) >= MIN_LETTERS or POSSESSIVE.sub("", words[0]) == name


def _stems(words: Iterable[str]) -> Words:
    return tuple(_stem(folded(word)) for word in words)


def _stem(word: str) -> str:
    return ENDING.sub("", word) if CYRILLIC.fullmatch(word) else POSSESSIVE.sub("", word)


def _events(article: Article, spoken: list[list[str]]) -> list[Event]:
    """Published events that ended shortly before the article appeared, if it has most of their title."""
    if not article.publish_at:
        return []
    said = {stem for words in spoken for stem in _stems(words)}
    day = article.publish_at
    near = Q(starts_at__lte=day + timedelta(days=1), ends_at__gte=day - REPORTED_WITHIN)
    found = []
    for event in Event.objects.published().filter(near).latest_first():
        titles = [title for title in languages.texts(event, "title").values() if title]
        if any(_share(_stems(WORD.findall(title)), said) >= MIN_SHARE for title in titles):
            found.append(event)
    return found


def _share(title: Words, said: set[str]) -> float:
    telling = [word for word in title if len(word) >= MIN_TITLE_LETTERS or not word.isascii()]
    return sum(word in said for word in telling) / len(telling) if telling else 0


def _once(records: Iterable) -> list:
    return list(dict.fromkeys(records))

"""Invented words, drawn by number: the same number gives the same text on every machine."""

from datetime import UTC, datetime, timedelta
from random import Random

WORDS = 4000
CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхижклмнопкрстуввхыз")
SYLLABLES = (
    *("al", "an", "ar", "bel", "cor", "dun", "el", "fan", "gor", "hal", "il", "jun", "kar", "lin"),
    *("mor", "nel", "or", "pel", "quin", "ral", "sen", "tor", "ul", "ven", "wil", "yar", "zen"),
)
COUNTRIES = ("KZ", "UZ", "KG", "TJ", "TM", "AZ", "GE", "MN", "CN", "PK")
# Each fills a page of a list of staff on every site. Of titles and summaries: in four articles of ten, in one
# of thirty.
FREQUENT_WORD = "gorwildun"
RARE_WORD = "elvenortor"
NAME = "halcor"  # of a person in fifty, or like theirs
GIVEN_NAME = "Quintorel"  # of a person in PEOPLE_OF_A_NAME: fills a page of results on every site
PEOPLE_OF_A_NAME = 250
EVERY_AUTHOR = "Doctor"  # in the name of each, and in no other text
PARAGRAPHS = 5
PARAGRAPH_WORDS = 120
NEWEST_ARTICLE = datetime(2025, 12, 1, 4, tzinfo=UTC)
BETWEEN_ARTICLES = timedelta(minutes=37)
NEWEST_EVENT = datetime(2025, 11, 20, 3, tzinfo=UTC)
BETWEEN_EVENTS = timedelta(hours=10)
# They are still to come whenever the benchmark runs.
NEXT_EVENT = datetime(2099, 3, 2, 3, tzinfo=UTC)

_random = Random(20_260)  # noqa: S311  nothing here is secret
_words = ["".join(_random.choices(SYLLABLES, k=_random.randint(1, 4))) for _ in range(WORDS)]
# A few words are frequent and most are rare, as in any language (Zipf).
_weights = [1 / (place + 4) for place in range(WORDS)]


def draw(kind: str, number: int) -> Random:
    """What one text is drawn with."""
    return Random(f"{kind} {number}")  # noqa: S311  as above


def words(random: Random, count: int) -> str:
    return " ".join(random.choices(_words, _weights, k=count))


def title(random: Random, count: int) -> str:
    return words(random, count).capitalize()


def name(random: Random) -> str:
    return random.choice(_words).capitalize()


def in_cyrillic(*names: str) -> str:
    return " ".join(name.lower().translate(CYRILLIC).capitalize() for name in names)


def article_body(random: Random) -> str:
    """Paragraphs, each with strong words, a link and emphasis."""
    return "".join(_paragraph(random) for _ in range(PARAGRAPHS))


def _paragraph(random: Random) -> str:
    found = words(random, PARAGRAPH_WORDS).split()
    found[20] = f"<strong>{found[20]}</strong>"
    found[50] = f'<a href="https://example.org/{found[51]}">{found[50]}</a>'
    found[80] = f"<em>{found[80]}</em>"
    return f"<p>{' '.join(found)}.</p>"


def event_body(random: Random) -> str:
    return "".join(f"<p>{words(random, 80)}.</p>" for _ in range(2))


def article_date(number: int) -> datetime:
    return NEWEST_ARTICLE - number * BETWEEN_ARTICLES


def event_date(number: int) -> datetime:
    return NEWEST_EVENT - number * BETWEEN_EVENTS

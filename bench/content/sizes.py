"""How large the measured sites are."""

from typing import NamedTuple

NEXT_EVENTS = 8  # still to come, on each site
# So many people came to an event each, on each site.
CROWDS = (40, 100, 2000)


def crowd(people: int) -> str:
    """The address part of the event to which so many came."""
    return f"crowd-of-{people}"


class Size(NamedTuple):
    """A site made of blocks that are alike; only names, addresses and dates tell them apart."""

    name: str
    articles: int  # of one block
    events: int
    participants: int  # of each event
    people: int
    organisations: int
    inquiries: int = 1000
    article_blocks: int = 1
    event_blocks: int = 1  # with their people and organisations

    @property
    def all_articles(self) -> int:
        return self.articles * self.article_blocks

    @property
    def all_events(self) -> int:
        return self.events * self.event_blocks

    @property
    def all_people(self) -> int:
        return self.people * self.event_blocks

    @property
    def all_participations(self) -> int:
        return self.all_events * self.participants

    @property
    def all_inquiries(self) -> int:
        return self.inquiries * self.event_blocks

    def crowd_key(self, people: int) -> int:
        """Of the event to which so many came."""
        return self.all_events + NEXT_EVENTS + 1 + CROWDS.index(people)

    def __str__(self) -> str:
        return (
            f"{self.all_articles:,} articles, {self.all_events:,} events, "
            f"{self.all_participations:,} participations, {self.all_people:,} people"
        )


# What requests and CPU are measured on.
USUAL = Size("usual", articles=2000, events=300, participants=40, people=12_000, organisations=20)
SMALLEST = Size("smallest", articles=2000, events=1000, participants=20, people=5000, organisations=250)
# The same blocks more often, so that a measured page shows as much on each.
GROWING = (
    SMALLEST,
    SMALLEST._replace(name="middle", article_blocks=10, event_blocks=5),
    SMALLEST._replace(name="largest", article_blocks=50, event_blocks=20),
)
SIZES = {size.name: size for size in (USUAL, *GROWING)}

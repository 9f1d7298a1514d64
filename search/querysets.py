"""Which entries of the index answer a question, and what was asked in vain."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchHeadline, SearchQueryField, SearchRank
from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    FloatField,
    Func,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Greatest, Left, Replace

from publishing.models import TopicItem
from publishing.statements.parameters import Parameter
from search.index.texts import CONFIGURATION

WEIGHTS = [0.05, 0.2, 0.4, 1.0]  # of body; further words, sessions and topics; summary; title
BY_LOGARITHM_OF_LENGTH = 1  # as PostgreSQL numbers the ways to weigh a text's length
TITLE_COUNTS = 4.0  # times a rank among short titles
MAX_MARKED_CHARACTERS = 20_000  # of a text
MARKS = ("\ue000", "\ue001")  # around words of the question; for private use, so no text has them
NO_TAG = "\x02"  # no letter
MAX_MISSES_PER_DAY = 1000


class Asked(Func):
    """The question as PostgreSQL compares it: the parameter `words`, as people write into search fields, and
    `starts`, with which words only begin. With `as_written` also as it was before letters were folded, for
    texts of which they are not.
    """

    output_field = SearchQueryField()
    WORDS = f"websearch_to_tsquery('{CONFIGURATION}', {{words}}) && to_tsquery('{CONFIGURATION}', {{starts}})"

    def __init__(self, as_written=False):
        super().__init__(Parameter("words", TextField()), Parameter("starts", TextField()))
        self.as_written = as_written

    def as_sql(self, compiler, connection, **_extra):
        (words, first), (starts, second) = (compiler.compile(each) for each in self.source_expressions)
        folded = self.WORDS.format(words=f"search_folded({words})", starts=f"search_folded({starts})")
        if not self.as_written:
            return f"({folded})", [*first, *second]
        written = self.WORDS.format(words=words, starts=starts)
        return f"(({written}) || ({folded}))", [*first, *second, *first, *second]


class Matches(models.Lookup):
    """A tsvector against a tsquery."""

    lookup_name = "matches"

    def as_sql(self, compiler, connection):
        left, right = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        return f"{left[0]} @@ {right[0]}", [*left[1], *right[1]]


class Sounds(models.Lookup):
    """Whether one of the names in a row sounds like a key of `events.name_keys`."""

    lookup_name = "sounds"

    def as_sql(self, compiler, connection):
        left, right = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        return f"{left[0]} %%> search_sound({right[0]})", [*left[1], *right[1]]


def name_parameter(place: int) -> str:
    return f"name_{place}"


class IsOneOf(models.Lookup):
    """Whether a key is in a parameter that is a list."""

    lookup_name = "is_one_of"

    def as_sql(self, compiler, connection):
        left, right = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        return f"{left[0]} = ANY {right[0]}", [*left[1], *right[1]]


def is_one_of(column: str, name: str) -> IsOneOf:
    return IsOneOf(F(column), Parameter(name, ArrayField(BigIntegerField())))


class EntryQuerySet(models.QuerySet):
    def asked(self, names: int = 0):
        """Entries that have all the words, of the parameters `words` and `starts`, and people and
        organisations of such a name; `likeness` says how like it is, `has_words` whether it has the words.
        The name may have several keys, the parameters `name_0` and so on.
        """
        return self._asked("words", names)

    def titled(self, names: int = 0):
        """The same of titles and names alone."""
        return self._asked("title_words", names)

    def _asked(self, words: str, names: int):
        keys = [Parameter(name_parameter(place), TextField()) for place in range(names)]
        found, likeness = Q(Matches(F(words), Asked())), [Value(0.0), Value(0.0)]
        for each in keys:
            found |= Q(Sounds(F("names"), each))
            likeness.append(Func(Func(each, function="search_sound"), F("names"), function="word_similarity"))
        # Only of what has names, for the words of a long text take time.
        has_words = Case(When(names="", then=Value(True)), default=Matches(F(words), Asked()))
        return self.filter(found).annotate(
            likeness=Cast(Greatest(*likeness), FloatField()), has_words=has_words
        )

    def about_topic(self):
        """Entries of items with the topic at the slug `topic`, a parameter."""
        carried = TopicItem.objects.filter(tag__slug=Parameter("topic"), content_type__model=OuterRef("kind"))
        return self.filter(Exists(carried.filter(object_id=OuterRef("object_id"))))

    def in_country(self, kinds):
        """Entries of what belongs to the country with the key `country`, a parameter."""
        there = Q()
        for kind in kinds:
            for places in kind.places:
                own = {places.item: OuterRef("object_id"), places.country: Parameter("country")}
                there |= Q(Exists(places.rows().filter(**own)), kind=kind.name)
        return self.filter(there)

    def in_year(self):
        """Entries of the time between the parameters `since` and `before`."""
        return self.filter(moment__gte=Parameter("since"), moment__lt=Parameter("before"))

    def in_language(self):
        return self.filter(language=Parameter("language"))

    def best_first(self):
        """Those with the words in the title, then the newest; records, which have no time, before them. An
        order for what is too much to be ranked.
        """
        return self.annotate(in_title=Matches(F("title_words"), Asked())).order_by(
            "-in_title", F("moment").desc(nulls_first=True), "-pk"
        )

    def ranked(self):
        """Entries of the parameter `keys` with their `rank`: title over summary over body, and best of all
        what has the words in a short title.
        """
        # A rank by an AND is greater than nothing even if a word is missing.
        by_title = Case(
            When(
                Matches(F("title_words"), Asked()),
                then=SearchRank(F("title_words"), Asked(), normalization=Value(BY_LOGARITHM_OF_LENGTH)),
            ),
            default=Value(0.0),
        )
        return self.filter(is_one_of("pk", "keys")).annotate(
            rank=SearchRank(F("words"), Asked(), weights=Value(WEIGHTS)) + TITLE_COUNTS * by_title
        )

    def with_marks(self):
        """Entries of the parameter `keys` with their text as `marked`: MARKS are around words of the
        question, and NO_TAG stands for <, by which it takes text for a tag.
        """
        text = Replace(Left("text", MAX_MARKED_CHARACTERS), Value("<"), Value(NO_TAG))
        return self.filter(is_one_of("pk", "keys")).annotate(
            marked=SearchHeadline(
                text,
                Asked(as_written=True),
                config=CONFIGURATION,
                start_sel=MARKS[0],
                stop_sel=MARKS[1],
                highlight_all=True,
            )
        )


class MissQuerySet(models.QuerySet):
    def note(self, day: date, text: str, language: str) -> None:
        """Count one more search in vain. A day has room for a limited number of different ones."""
        known = self.filter(day=day, text=text, language=language)
        if known.update(times=F("times") + 1) or self.filter(day=day).count() >= MAX_MISSES_PER_DAY:
            return
        self.bulk_create([self.model(day=day, text=text, language=language)], ignore_conflicts=True)

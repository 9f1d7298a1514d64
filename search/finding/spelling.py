"""What was probably meant by words that nothing has."""

from collections.abc import Iterator
from itertools import islice, product

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import CharField, Count, Value
from rapidfuzz.distance import OSA

from publishing.statements.parameters import Parameter
from publishing.statements.prepared import prepared
from search.finding import questions
from search.index.keeping import LETTERS
from search.models import Entry, Word
from search.visible import WordStatement

MAX_NEIGHBOURS = 20  # words that share letters with a misspelt one
MAX_CORRECTIONS = 6  # tried for a question
MAX_PER_WORD = 3
LONG_WORD = 6  # letters, from which on two of them may be wrong
TO_LATIN = str.maketrans(*LETTERS)


def corrections(text: str) -> Iterator[str]:
    """The text with misspelt words put right, the likeliest first."""
    wrong = [word for word in questions.words_of(text) if not _is_known(word)]
    better = [[word, *islice(_neighbours(word), MAX_PER_WORD)] for word in wrong]
    for words in islice(product(*better), 1, 1 + MAX_CORRECTIONS):  # after the text as it was typed
        corrected = text
        for word, other in zip(wrong, words, strict=True):
            corrected = corrected.replace(word, other)
        if corrected != text:
            yield corrected


def _is_known(word: str) -> bool:
    """Whether a text has it, as it is or in another form."""
    if _spelt(word=word.lower()):
        return True
    return any(number for (number,) in _entries(words=word, starts=""))


@prepared
def _spelt():
    return Word.objects.filter(word=Parameter("word")).values_list("pk")[:1]


@prepared
def _entries():
    # Their number, for in search of one row the server might go through all there are.
    one = Entry.objects.asked().order_by().annotate(one=Value(1)).values("one")
    return WordStatement(one.annotate(number=Count("pk")).values_list("number"))


def _neighbours(word: str) -> Iterator[str]:
    """Words of our texts with at most two other letters, the nearest first."""
    lower = word.lower()
    most = 2 if len(word) >= LONG_WORD else 1
    found = [near for (near,) in _similar(letters=lower.translate(TO_LATIN))]
    near = [(OSA.distance(lower, each), each) for each in dict.fromkeys(found)]
    yield from (each for distance, each in sorted(near) if distance <= most)


@prepared
def _similar():
    letters = Parameter("letters", CharField())
    words = Word.objects.annotate(likeness=TrigramSimilarity("letters", letters))
    near = words.filter(letters__trigram_similar=letters).order_by("-likeness")
    return WordStatement(near.values_list("word")[:MAX_NEIGHBOURS])

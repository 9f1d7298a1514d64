"""Alphabetical order as readers expect it, the same on every database server, whatever its collations.

Countries are few and are sorted here. People and organisations are sorted by the database: organisations by
expressions that indexes know, people by columns that it generates, for of those there are many. In Chinese
they stand by their Latin names: of Chinese people that is pinyin.
"""

from typing import NamedTuple

from anyascii import anyascii
from django.db.models import Case, F, Func, GeneratedField, TextField, Value, When
from django.db.models.functions import Collate, Concat

from publishing import languages


def place(name: str, language: str) -> list[str]:
    """The sort key: Russian letters, the pinyin of Chinese characters, otherwise letters without accents."""
    return ORDERS.get(language, _in_latin_letters)(name)


def _in_russian_letters(name):
    return [name.casefold().replace("ё", "е")]


def _in_pinyin(name):
    return [anyascii(character).casefold() for character in name]


def _in_latin_letters(name):
    return [anyascii(name).casefold()]


ORDERS = {"ru": _in_russian_letters, "zh-hans": _in_pinyin}

# In the database: small letters and those of neighbours stand where the plain capital of the right stands.
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CYRILLIC = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
NEIGHBOURS = (
    ("ÀÁÂÃÄÅĀĂĄƏÆàáâãäåāăąəæ", "A"),
    ("ÇĆČĊçćčċ", "C"),
    ("ĎĐÐďđð", "D"),
    ("ÈÉÊËĒĖĘĚèéêëēėęě", "E"),
    ("ĞĢĠğģġ", "G"),
    ("Ħħ", "H"),
    ("ÌÍÎÏĪĮİìíîïīįı", "I"),
    ("Ķķ", "K"),
    ("ŁĹĻĽłĺļľ", "L"),
    ("ÑŃŅŇñńņň", "N"),
    ("ÒÓÔÕÖØŌŐŒòóôõöøōőœ", "O"),
    ("ŔŘŕř", "R"),
    ("ŚŞŠȘśşšșß", "S"),
    ("ŢŤȚţťț", "T"),
    ("ÙÚÛÜŪŮŰŲùúûüūůűų", "U"),
    ("ÝŸýÿ", "Y"),
    ("ŹŻŽźżž", "Z"),
    ("ӘәӒӓ", "А"),
    ("ҒғЃѓҐґ", "Г"),
    ("ЁёЄє", "Е"),
    ("ҖҗӁӂ", "Ж"),
    ("ҘҙЅѕ", "З"),
    ("ІіЇїӢӣҊҋ", "И"),
    ("ҚқЌќҠҡ", "К"),
    ("ЉљӅӆ", "Л"),
    ("ҢңҤҥЊњ", "Н"),
    ("ӨөӦӧ", "О"),
    ("ҪҫҀҁ", "С"),
    ("ҰұҮүӮӯЎў", "У"),
    ("ҲҳҺһ", "Х"),
    ("ҶҷҸҹ", "Ч"),
)
# The most frequent first, for the server compares with one after the other.
WRITTEN = f" {CYRILLIC.lower()}{CYRILLIC}{LATIN.lower()}{LATIN}" + "".join(
    each for each, _letter in NEIGHBOURS
)
READ = f" {CYRILLIC * 2}{LATIN * 2}" + "".join(letter * len(each) for each, letter in NEIGHBOURS)
BEFORE_NAMES = " «»“”„\"''’‘ʻ(.-–"  # an apostrophe as SQL writes it
# Names without Cyrillic letters stand after those with them.
AFTER = "—"

# Columns and indexes are made of it: after a change here a migration makes the function and these anew.
# Most Latin names need no table, which takes ten times as long.
MAKE_PLACE = f"""
CREATE FUNCTION events_place(own text, latin text, before_latin text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 10 AS $$
BEGIN
    RETURN CASE
        WHEN own ~ '^[^A-Za-z\u00c0-\u024f\u4e00-\u9fff]*[\u0400-\u052f]'
        THEN translate(ltrim(own, '{BEFORE_NAMES}'), '{WRITTEN}', '{READ}')
        WHEN latin ~ '^[A-Za-z][A-Za-z ]*$'
        THEN before_latin || upper(latin COLLATE "C")
        ELSE before_latin || translate(ltrim(latin, '{BEFORE_NAMES}'), '{WRITTEN}', '{READ}')
    END;
END $$
"""
DROP_PLACE = "DROP FUNCTION events_place"
ORDER = "C"  # of letters by their numbers


def _place(latin, own=None) -> Func:
    """Where a name stands; `own` may be in Cyrillic letters."""
    before = AFTER if own else ""
    words = (own or Value(""), latin, Value(before))
    return Func(*words, function="events_place", output_field=TextField())


def stored(place: Func) -> GeneratedField:
    """A column that holds the place of each row."""
    return GeneratedField(expression=place, output_field=TextField(db_collation=ORDER), db_persist=True)


LATIN_PERSON = Concat("family_name", Value(" "), "given_name", output_field=TextField())
NATIVE_PERSON = Case(
    When(family_name_first=True, then=F("native_name")),
    default=Func("native_name", Value(r"^(.*\S)\s+(\S+)$"), Value(r"\2 \1"), function="regexp_replace"),
    output_field=TextField(),
)
LATIN_PLACE = _place(LATIN_PERSON)
CYRILLIC_PLACE = _place(LATIN_PERSON, NATIVE_PERSON)


class Alphabet(NamedTuple):
    """The letters under which names stand, and where each stands among people and among organisations."""

    letters: str
    people: F
    organisations: Collate
    later_letters: str = ""  # of names in other letters

    def start_of(self, letter: str) -> str:
        """What the names under that letter begin with, as the database sorts them."""
        return letter if letter in self.letters else AFTER + letter


PLAIN = Alphabet(LATIN, F("latin_place"), Collate(_place(F("name_en")), ORDER))
RUSSIAN = Alphabet(
    CYRILLIC,
    F("cyrillic_place"),
    Collate(_place(F("name_en"), F("name_ru")), ORDER),
    later_letters=LATIN,
)
ALPHABETS = {"ru": RUSSIAN}


def alphabet() -> Alphabet:
    """That of the reader's language."""
    return ALPHABETS.get(languages.current(), PLAIN)

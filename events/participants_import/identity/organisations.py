"""The organisations that a list names: known ones, and those to be created."""

import re
from functools import lru_cache

from django.db import connection

from events.choices import OrganisationType
from events.models import Country, ImportOrganisation, Organisation
from events.name_keys import SEPARATOR, key
from events.records import bulk

# Every country has its own; of other names there is one in the world.
NATIONAL = re.compile(
    r"\b(ministry|minister|committee|agency|national|state|central bank|customs|parliament|cabinet|government"
    r"|administration"
    r"|министерств\w*|комитет\w*|агентств\w*|национальн\w*|государственн\w*|центральн\w* банк\w*"
    r"|таможен\w*|парламент\w*|кабинет\w*|правительств\w*|администраци\w*)\b|部$|委员会|海关|总署|国家|政府",
    re.IGNORECASE,
)
MIN_WORD_LIKENESS = 0.6  # from here on a name holds words close to another's
MAX_CANDIDATES = 5  # organisations of close names
MIN_NAME_LIKENESS = 0.4  # from here on whole names are close; a word in common is not enough
CLOSE = """
    SELECT wanted.id, found.id, found.likeness
    FROM unnest(%(ids)s::bigint[], %(keys)s::text[], %(countries)s::bigint[], %(homes)s::bigint[])
        AS wanted (id, key, country, home)
    CROSS JOIN LATERAL (
        SELECT one.id, max(similarity(wanted.key, known)) AS likeness
        FROM events_organisation AS one, unnest(string_to_array(one.names_key, %(separator)s)) AS known
        WHERE wanted.key <%% one.names_key
            AND (wanted.country IS NULL OR one.country_id IS NULL OR one.country_id = wanted.country)
        GROUP BY one.id
        HAVING max(similarity(wanted.key, known)) >= %(least)s
        ORDER BY one.country_id = coalesce(wanted.country, wanted.home) DESC NULLS LAST, likeness DESC, one.id
        LIMIT %(shown)s
    ) AS found
"""


def name_key(name: str) -> str:
    return key(name) or name.casefold()


@lru_cache(maxsize=10_000)
def _is_national(name: str) -> bool:
    return NATIONAL.search(name) is not None


def place_of(values) -> str:
    """The country code that distinguishes a row's organisation from others with the same name."""
    is_national = values["organisation_type"] == OrganisationType.GOVERNMENT or _is_national(
        values["organisation"]
    )
    return values["country"] if is_national else ""


class Organisations:
    """The organisations of a batch, looked up for its rows."""

    def __init__(self, batch):
        self.by_key = {
            (each.key, each.country.code if each.country else ""): each
            for each in batch.organisations.prefetch_related("country", "home", "organisation__country")
        }

    def find(self, values) -> ImportOrganisation | None:
        if not values.get("organisation"):
            return None
        return self.by_key.get((name_key(values["organisation"]), place_of(values)))


def collect(batch) -> None:
    """List the organisations that the rows of a batch name. Earlier decisions of staff are kept."""
    countries = {country.code: country for country in Country.objects.all()}
    before = Organisations(batch).by_key
    named = {}
    for values in batch.rows.filter(errors={}).values_list("values", flat=True):
        if values["organisation"]:
            named.setdefault((name_key(values["organisation"]), place_of(values)), []).append(values)
    gone = batch.organisations.exclude(pk__in=[before[place].pk for place in before.keys() & named.keys()])
    gone.filter(chosen=False).delete()
    gone.update(is_named=False)  # rows may name them again when the columns change once more
    listed = []
    for (found_key, code), several in named.items():
        homes = {values["country"] for values in several}
        types = [values["organisation_type"] for values in several if values["organisation_type"]]
        entry = before.get((found_key, code)) or ImportOrganisation(
            batch=batch, key=found_key, country=countries.get(code)
        )
        entry.name = several[0]["organisation"]
        entry.type = types[0] if types else OrganisationType.UNKNOWN
        entry.home = countries.get(homes.pop()) if len(homes) == 1 else None
        entry.is_named, entry.searched = True, False
        listed.append(entry)
    ImportOrganisation.objects.bulk_create(
        listed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "type", "home", "is_named", "searched"],
    )


def search(entries) -> None:
    """Find for each entry the organisation with its name, otherwise those with similar names."""
    open_entries = [entry for entry in entries if not entry.chosen]
    named = {}
    for each in Organisation.objects.filter(pk__in=_ids(open_entries)):
        for known in {name_key(name) for name in each.all_names}:
            named.setdefault(known, []).append(each)
    for entry in open_entries:
        entry.organisation = _choose(entry, named.get(entry.key, []))
    missing = [entry for entry in open_entries if entry.organisation is None]
    close = _close(missing)
    for entry in entries:
        entry.searched = True
        if not entry.chosen:
            entry.candidates = close.get(entry.pk, [])
    bulk.write(entries, ["organisation", "searched", "candidates"])


def _choose(entry, named) -> Organisation | None:
    """The organisation meant, if certain: the one in the country, one without a country, or the only one."""
    place = entry.country or entry.home
    of_place = [each for each in named if place and each.country_id == place.pk]
    of_none = [each for each in named if each.country_id is None]
    several = of_place or of_none or ([] if entry.country else named)
    if len(several) > 1:
        several = [each for each in several if name_key(each.name_en) == entry.key]
    return several[0] if len(several) == 1 else None


def _ids(entries) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT one.id FROM events_organisation AS one
            LEFT JOIN unnest(string_to_array(one.names_key, %(separator)s)) AS known ON true
            WHERE known = ANY(%(keys)s) OR lower(one.name_en) = ANY(%(names)s)
            """,
            {
                "keys": [entry.key for entry in entries],
                "names": [entry.name.lower() for entry in entries],
                "separator": SEPARATOR,
            },
        )
        return {pk for (pk,) in cursor.fetchall()}


def _close(entries) -> dict[int, list]:
    """Organisations with similar names for each entry: those of its country first; for a ministry, only
    those.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(MIN_WORD_LIKENESS)]
        )
        # The planner can't tell how few names are close and would read all of them for each entry.
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        cursor.execute(
            CLOSE,
            {
                "ids": [entry.pk for entry in entries],
                "keys": [entry.key for entry in entries],
                "countries": [entry.country_id for entry in entries],
                "homes": [entry.home_id for entry in entries],
                "separator": SEPARATOR,
                "least": MIN_NAME_LIKENESS,
                "shown": MAX_CANDIDATES,
            },
        )
        found = cursor.fetchall()
        cursor.execute("SELECT set_config('enable_seqscan', 'on', true)")
    close = {}
    for entry, organisation, likeness in found:
        close.setdefault(entry, []).append([organisation, round(likeness, 2)])
    return close

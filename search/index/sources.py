"""Of each kind what its entries are made of, and when they are made anew."""

from typing import NamedTuple

from django.conf import settings

COLUMNS = (
    "object_id bigint, ending text, moment timestamptz, title text, summary text, words text, body text, "
    "names text"
)


class Source(NamedTuple):
    """The query of its entries (with the columns of COLUMNS, for the items `$1`), and the
    tables on whose rows they depend, each with a query of the items that the rows `changed` belong to.
    """

    name: str
    texts: str
    tables: dict[str, str]


def of_topics(table: str) -> dict[str, str]:
    """For a publishable model with this table: its topics."""
    app, model = table.split("_")
    types = f"SELECT id FROM django_content_type WHERE app_label = '{app}' AND model = '{model}'"  # noqa: S608
    carried = f"SELECT object_id FROM publishing_topicitem WHERE content_type_id = ({types})"  # noqa: S608
    return {
        "publishing_topicitem": f"SELECT object_id FROM changed WHERE content_type_id = ({types})",  # noqa: S608
        "publishing_topic": f"{carried} AND tag_id IN (SELECT id FROM changed)",  # noqa: S608
    }


ARTICLE = Source(
    "article",
    f"""
    SELECT item.id, ending, item.publish_at,
        texts ->> ('title_' || ending), coalesce(texts ->> ('summary_' || ending), ''),
        concat_ws(' ', search_date(item.publish_at AT TIME ZONE '{settings.TIME_ZONE}'),
            search_topics('article', item.id, ending), authors),
        search_plain(coalesce(texts ->> ('body_' || ending), '')), ''
    FROM news_article AS item
    CROSS JOIN LATERAL to_jsonb(item) AS texts
    CROSS JOIN LATERAL search_languages(texts, 'title') AS ending
    LEFT JOIN LATERAL (
        SELECT string_agg(search_all_texts(to_jsonb(author), 'name'), ', ') AS authors
        FROM news_byline AS byline JOIN news_author AS author ON author.id = byline.author_id
        WHERE byline.article_id = item.id
    ) AS bylines ON true
    WHERE item.id = ANY ($1) AND (ending = 'en' OR texts ->> ('body_' || ending) > '')
    """,  # noqa: S608  a setting
    {
        "news_article": "SELECT id FROM changed",
        "news_byline": "SELECT article_id FROM changed",
        "news_author": "SELECT article_id FROM news_byline WHERE author_id IN (SELECT id FROM changed)",
        **of_topics("news_article"),
    },
)
EVENT = Source(
    "event",
    """
    SELECT item.id, ending, item.starts_at,
        texts ->> ('title_' || ending), coalesce(texts ->> ('summary_' || ending), ''),
        concat_ws(' ', search_date(item.starts_at AT TIME ZONE item.time_zone),
            search_date(item.ends_at AT TIME ZONE item.time_zone),
            search_topics('event', item.id, ending), search_text(to_jsonb(kind), 'name', ending),
            search_text(texts, 'city', ending), search_text(texts, 'venue', ending),
            search_all_texts(to_jsonb(country), 'name'), array_to_string(country.aliases, ' '),
            search_text(to_jsonb(series), 'title', ending), sessions),
        concat_ws(' ', search_plain(coalesce(texts ->> ('body_' || ending), '')), descriptions), ''
    FROM events_event AS item
    JOIN events_eventkind AS kind ON kind.id = item.kind_id
    LEFT JOIN events_country AS country ON country.id = item.country_id
    LEFT JOIN events_series AS series ON series.id = item.series_id
    CROSS JOIN LATERAL to_jsonb(item) AS texts
    CROSS JOIN LATERAL search_languages(texts, 'title') AS ending
    LEFT JOIN LATERAL (
        SELECT string_agg(search_text(to_jsonb(session), 'title', ending), '. ') AS sessions,
            string_agg(search_text(to_jsonb(session), 'description', ending), ' ') AS descriptions
        FROM events_session AS session WHERE session.event_id = item.id
    ) AS programme ON true
    WHERE item.id = ANY ($1) AND (ending = 'en' OR texts ->> ('body_' || ending) > '')
    """,
    {
        "events_event": "SELECT id FROM changed",
        "events_session": "SELECT event_id FROM changed",
        "events_eventkind": "SELECT id FROM events_event WHERE kind_id IN (SELECT id FROM changed)",
        "events_country": "SELECT id FROM events_event WHERE country_id IN (SELECT id FROM changed)",
        "events_series": "SELECT id FROM events_event WHERE series_id IN (SELECT id FROM changed)",
        **of_topics("events_event"),
    },
)
PAGE = Source(
    "page",
    """
    SELECT item.id, ending, NULL::timestamptz,
        texts ->> ('title_' || ending), coalesce(texts ->> ('summary_' || ending), ''),
        search_text(texts, 'short_title', ending),
        search_plain(coalesce(texts ->> ('body_' || ending), '')), ''
    FROM pages_page AS item
    CROSS JOIN LATERAL to_jsonb(item) AS texts
    CROSS JOIN LATERAL search_languages(texts, 'title') AS ending
    WHERE item.id = ANY ($1) AND (ending = 'en' OR texts ->> ('body_' || ending) > '')
    """,
    {"pages_page": "SELECT id FROM changed"},
)
PERSON = Source(
    "person",
    """
    SELECT item.id, ending, NULL::timestamptz,
        concat_ws(' ', item.given_name, item.family_name, nullif(item.native_name, '')), '', '',
        search_plain(coalesce(texts ->> ('biography_' || ending), '')), item.names_key
    FROM events_person AS item
    CROSS JOIN LATERAL to_jsonb(item) AS texts
    CROSS JOIN LATERAL (SELECT 'en' UNION SELECT search_languages(texts, 'biography')) AS languages (ending)
    WHERE item.id = ANY ($1)
    """,
    {"events_person": "SELECT id FROM changed"},
)
ORGANISATION = Source(
    "organisation",
    """
    SELECT item.id, ending, NULL::timestamptz, search_text(texts, 'name', ending),
        search_text(texts, 'short_name', ending),
        concat_ws(' ', array_to_string(item.aliases, ' '), search_text(to_jsonb(country), 'name', ending)),
        '', item.names_key
    FROM events_organisation AS item
    LEFT JOIN events_country AS country ON country.id = item.country_id
    CROSS JOIN LATERAL to_jsonb(item) AS texts
    CROSS JOIN LATERAL search_languages(texts, 'name') AS ending
    WHERE item.id = ANY ($1)
    """,
    {
        "events_organisation": "SELECT id FROM changed",
        "events_country": "SELECT id FROM events_organisation WHERE country_id IN (SELECT id FROM changed)",
    },
)
COUNTRY = Source(
    "country",
    """
    SELECT item.id, ending, NULL::timestamptz, search_text(texts, 'name', ending),
        concat_ws(' ', array_to_string(item.aliases, ' '), item.code, item.code3), '', '', ''
    FROM events_country AS item
    CROSS JOIN LATERAL to_jsonb(item) AS texts
    CROSS JOIN LATERAL search_languages(texts, 'name') AS ending
    WHERE item.id = ANY ($1)
    """,
    {"events_country": "SELECT id FROM changed"},
)
DOCUMENT = Source(
    "document",
    """
    SELECT item.id, ending, item.created_at, search_text(texts, 'title', ending), '', '', '', ''
    FROM publishing_document AS item
    CROSS JOIN LATERAL to_jsonb(item) AS texts
    CROSS JOIN LATERAL search_languages(texts, 'title') AS ending
    WHERE item.id = ANY ($1)
    """,
    {"publishing_document": "SELECT id FROM changed"},
)

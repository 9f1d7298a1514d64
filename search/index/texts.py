"""Functions of the database that make words of texts."""

# Stems Russian words as Russian and words of Latin letters as English; all others are taken as they are.
CONFIGURATION = "russian"
MAX_CHARACTERS = 60_000  # of a text; the words of more may not fit into one value

MONTHS = ", ".join(
    f"'{name}'"
    for name in (
        *("January январь", "February февраль", "March март", "April апрель", "May май", "June июнь"),
        *("July июль", "August август", "September сентябрь", "October октябрь", "November ноябрь"),
        "December декабрь",
    )
)

FUNCTIONS = rf"""
-- Letters without their marks (but й), without apostrophes and what else is no letter (PostgreSQL takes all
-- that is not ASCII for letters), and one form for what Russian stems to two: Узбекистан and Узбекистана.
-- NFKD of Unicode Standard Annex 15. Plain English is spared all that.
CREATE FUNCTION search_folded(written text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(written) = length(written) THEN translate(written, '''`', '')
    ELSE regexp_replace(
        regexp_replace(
            translate(
                regexp_replace(
                    normalize(translate(written, 'йЙ', U&'\E000\E001'), NFKD), U&'[\0300-\036F]', '', 'g'
                ),
                U&'\E000\E001''’‘ʻʼ`', 'йЙ'
            ),
            U&'[\00A0-\00BF\2010-\2027\2030-\205E\3000-\3004\3006\3008-\303F\30FB]', ' ', 'g'
        ),
        '(стан|джан|\mиран|океан)(а|у|ом|е|ы|ов|ам|ами|ах)?\M', '\1е', 'gi'
    ) END
$$;

-- Chinese is written without spaces: each two characters that follow one another become a word, and the last
-- of a row one by itself. Two signs among the marks are characters: 々 and 〇, the zero of years.
CREATE FUNCTION search_parted(folded text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
    WHEN octet_length(folded) = length(folded) OR folded !~ '[\u3005\u3007\u3400-\u9fff]' THEN folded
    ELSE (
        SELECT string_agg(
            CASE
                WHEN letter !~ '[\u3005\u3007\u3400-\u9fff]' THEN letter
                WHEN following ~ '[\u3005\u3007\u3400-\u9fff]' THEN ' ' || letter || following || ' '
                ELSE ' ' || letter || ' '
            END, '' ORDER BY place
        )
        FROM (
            SELECT letter, place, lead(letter) OVER (ORDER BY place) AS following
            FROM regexp_split_to_table(folded, '') WITH ORDINALITY AS letters (letter, place)
        ) AS pairs
    ) END
$$;

CREATE FUNCTION search_vector(written text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('{CONFIGURATION}', search_parted(search_folded(left(written, {MAX_CHARACTERS}))))
$$;

-- A key of names (see events.name_keys) as it sounds, however it came from another script: Dzhurazoda and
-- Djurazoda are jurazoda, Sadyrova is sadirova.
CREATE FUNCTION search_sound(key text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        translate(
            regexp_replace(
                regexp_replace(regexp_replace(key, 'dzh|dj|zh', 'j', 'g'), 'kh', 'h', 'g'), 'gh', 'g', 'g'
            ),
            'yqw', 'ikv'
        ),
        '([a-z])\1', '\1', 'g'
    )
$$;

-- The date by local clocks in words, in each language that writes months as words.
CREATE FUNCTION search_date(moment timestamp) RETURNS text LANGUAGE sql STABLE STRICT AS $$
    SELECT concat_ws(' ', extract(day FROM moment), (ARRAY[{MONTHS}])[extract(month FROM moment)::int],
        extract(year FROM moment))
$$;

-- The text of cleaned HTML, which has no other entities.
CREATE FUNCTION search_plain(html text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT replace(replace(replace(replace(replace(replace(
        regexp_replace(
            regexp_replace(html, '</?(p|h[1-6]|li|[uo]l|[bh]r|blockquote|fig|ta|t[rdh]|div)[^>]*>', ' ', 'g'),
            '<[^>]*>', '', 'g'
        ),
        '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&#39;', ''''), '&amp;', '&')
$$;

-- The ends of the columns in which a row has this text, one for each language.
CREATE FUNCTION search_languages(item jsonb, name text) RETURNS SETOF text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT substr(key, length(name) + 2) FROM jsonb_each_text(item)
    WHERE key LIKE replace(name, '_', '\_') || '\_%' AND value > ''
$$;

CREATE FUNCTION search_text(item jsonb, name text, ending text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(nullif(item ->> (name || '_' || ending), ''), item ->> (name || '_en'), item ->> name, '')
$$;

-- All that a row has in this column and those of languages.
CREATE FUNCTION search_all_texts(item jsonb, name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT coalesce(string_agg(DISTINCT value, ' '), '') FROM jsonb_each_text(item)
    WHERE (key = name OR key LIKE replace(name, '_', '\_') || '\_%') AND value > ''
$$;

CREATE FUNCTION search_topics(model text, item bigint, ending text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(string_agg(search_text(to_jsonb(topic), 'name', ending), ', '), '')
    FROM publishing_topicitem AS carried
    JOIN publishing_topic AS topic ON topic.id = carried.tag_id
    JOIN django_content_type AS content_type ON content_type.id = carried.content_type_id
    WHERE carried.object_id = item AND content_type.model = search_topics.model
$$;
"""  # noqa: S608  names and numbers of ours

FUNCTION_NAMES = (
    "search_folded",
    "search_parted",
    "search_vector",
    "search_sound",
    "search_date",
    "search_plain",
    "search_languages",
    "search_text",
    "search_all_texts",
    "search_topics",
)

"""Who says what: topics by sources, the statements on one topic, and where they differ."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from tables.classes import Level, classes_of_topics, fold, unfolded
from tables.schema import STATUSES
from tables.selection import Selection, where
from tables.store import Store

Sort = Literal["contested", "sources", "newest", "largest"]
Group = Literal["country", "kind"]

MOST_FOLDED = 5000  # topics that are counted in the rows of their classes
MARGIN_DAYS = 30  # a source counts as silent when it published within this many days of the other reports

_RANK = "CASE status " + " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(STATUSES)) + " END"

_ORDER = {
    # a matter that names no party may hold two happenings: that one is asserted and the other denied is weaker
    "contested": "CASE WHEN n_for = 0 OR n_against = 0 THEN 2 WHEN partyless THEN 1 ELSE 0 END, "
                 "least(n_for, n_against) DESC, n_sources DESC, n_numbers DESC, n_claims DESC",
    "sources": "n_sources DESC, n_claims DESC",
    "newest": "last_report DESC NULLS LAST, n_claims DESC",
    "largest": "n_claims DESC, n_sources DESC",
}

_TOPICS = """
WITH chosen AS (
    SELECT claims.*, articles.published FROM claims JOIN articles USING (article_id) WHERE {where}
), numbers AS (
    SELECT topic_id, max(n) AS n_numbers FROM (
        SELECT topic_id, count(DISTINCT (quantity_low, quantity_high)) AS n FROM chosen
        WHERE quantity_low IS NOT NULL OR quantity_high IS NOT NULL
        GROUP BY topic_id, quantity_counts, quantity_unit) GROUP BY ALL
), counted AS (
    SELECT topic_id, count(*) AS n_claims, count(DISTINCT source_id) AS n_sources,
           count(DISTINCT origin_id) AS n_origins, count(DISTINCT article_id) AS n_articles,
           min(published) AS first_report, max(published) AS last_report,
           count(*) FILTER (status IN ('asserted', 'hedged', 'planned')) AS n_for,
           count(*) FILTER (status IN ('denied', 'negated', 'disputed')) AS n_against
    FROM chosen GROUP BY ALL
)
SELECT topics.topic_id, topics.label, event_types.label AS type, counted.* EXCLUDE (topic_id),
       len(topics.agents) + len(topics.recipients) = 0 AS partyless,
       coalesce(numbers.n_numbers, 0) AS n_numbers,
       n_for > 0 AND n_against > 0 AS contested
FROM counted JOIN topics USING (topic_id) JOIN event_types USING (event_type) LEFT JOIN numbers USING (topic_id)
WHERE ? OR (n_for > 0 AND n_against > 0)
ORDER BY {order}, topics.label, topics.topic_id LIMIT {most}
"""

_CELLS = """
WITH placed AS (SELECT unnest(?) AS topic_id, unnest(?) AS row_id), by_status AS (
    SELECT placed.row_id AS topic_id, claims.source_id, claims.status, count(*) AS n
    FROM claims JOIN placed USING (topic_id) WHERE {where} GROUP BY ALL
)
SELECT topic_id, source_id, arg_max(status, n * 100 - {rank}) AS status, CAST(sum(n) AS BIGINT) AS n_claims,
       string_agg(n || ' ' || status, ', ' ORDER BY n DESC, {rank}) AS said,
       count(DISTINCT status) AS n_statuses
FROM by_status GROUP BY ALL
"""

_SOURCES = """
SELECT s.source_id, s.name, coalesce(s.country, '') AS country, coalesce(s.kind, 'unknown') AS kind,
       coalesce(s.state_affiliated, false) AS state_affiliated, count(*) AS n_articles
FROM sources s JOIN articles a USING (source_id) WHERE list_contains(?, s.source_id)
GROUP BY ALL ORDER BY s.source_id
"""

_ACTIVE = """
WITH wanted AS (
    SELECT unnest(?) AS topic_id, unnest(?::DATE[]) AS first_report, unnest(?::DATE[]) AS last_report
), days AS (SELECT DISTINCT source_id, published FROM articles WHERE list_contains(?, source_id))
SELECT DISTINCT w.topic_id, a.source_id FROM wanted w JOIN days a
ON a.published BETWEEN w.first_report - INTERVAL {margin} DAY AND w.last_report + INTERVAL {margin} DAY
"""

# what each speaker was on the day of the statement or, where that is not given, of the report; two titles of one
# office (spokesman, spokesperson) are one
_HELD = """
SELECT claim_id, string_agg(office, '; ' ORDER BY office) AS office FROM (
    SELECT c.claim_id, arg_min(o.title, o.office_id) || coalesce(', ' || body.name, '') AS office
    FROM claims c JOIN articles a USING (article_id) JOIN offices o ON o.entity_id = c.speaker_id
    LEFT JOIN entities body ON body.entity_id = o.body_id
    WHERE coalesce(c.said_on, a.published) >= coalesce(o.since, DATE '0001-01-01')
      AND coalesce(c.said_on, a.published) <= coalesce(o.until, DATE '9999-12-31')
    GROUP BY c.claim_id, body.name, o.since, o.until
) GROUP BY ALL
"""

_STATEMENTS = """
WITH held AS (""" + _HELD + """)
SELECT claims.*, articles.title, articles.published, articles.published_basis, articles.kind AS article_kind,
       sources.name AS source, coalesce(sources.country, '') AS country, sources.kind AS source_kind,
       coalesce(sources.state_affiliated, false) AS state_affiliated,
       speaker.name AS speaker, speaker.kind AS speaker_kind, speaker.country AS speaker_country, held.office, cited.name AS cited, passages.passage,
       substring(articles.text, claims.cue_start + 1, claims.cue_end - claims.cue_start) AS cue
FROM claims JOIN articles USING (article_id) LEFT JOIN sources ON sources.source_id = claims.source_id
LEFT JOIN entities speaker ON speaker.entity_id = claims.speaker_id
LEFT JOIN sources cited ON cited.source_id = claims.cited_source_id
LEFT JOIN passages ON passages.claim_id = claims.claim_id LEFT JOIN held ON held.claim_id = claims.claim_id
WHERE {where} AND list_contains(?, claims.topic_id)
ORDER BY articles.published DESC NULLS LAST, claims.article_id, claims.start, claims.claim_id
"""

_CLASS_CLAIMS = """
SELECT claim_id FROM claims JOIN articles USING (article_id)
WHERE {where} AND list_contains(?, claims.topic_id) AND (? = '' OR claims.source_id = ?)
ORDER BY articles.published DESC NULLS LAST, claims.claim_id
"""

_ORIGINS = """
SELECT o.origin_id, o.kind, o.label, o.reason, count(*) AS n_claims,
       count(DISTINCT claims.article_id) AS n_articles,
       string_agg(DISTINCT coalesce(s.name, 'unknown source'), ', ' ORDER BY coalesce(s.name, 'unknown source')) AS sources,
       list_sort(list(claim_id)) AS claim_ids
FROM claims LEFT JOIN origins o USING (origin_id) LEFT JOIN sources s USING (source_id)
WHERE {where} AND list_contains(?, claims.topic_id)
GROUP BY ALL ORDER BY n_claims DESC, o.label, o.origin_id
"""


@dataclass(frozen=True)
class Matrix:
    """Topics by sources. ``cells`` holds one row per pair that has claims; ``active`` the pairs (topic,
    source) where the source published in the topic's period, so that an empty cell there is silence."""

    topics: pd.DataFrame
    sources: pd.DataFrame
    cells: pd.DataFrame
    active: frozenset[tuple[str, str]]


def topics_in(
    store: Store, selection: Selection, sort: Sort = "contested", contested: bool = False, most: int = 200
) -> pd.DataFrame:
    """One row per topic of the selected claims, at most ``most``: topic_id, label, type, n_claims, n_sources,
    n_origins, n_articles, first_report, last_report, n_for, n_against, n_numbers (most different figures for
    one kind of number), contested (someone asserts and someone denies or disputes), partyless (names nobody who acts
    or whom it concerns). Sorted by ``contested``, matters without a party come after those with one."""
    condition, values = where(selection)
    sql = _TOPICS.format(where=condition, order=_ORDER[sort], most=int(most))
    return store.frame(sql, [*values, not contested])


def matrix_in(
    store: Store, selection: Selection, sort: Sort = "contested", contested: bool = False,
    group: Group = "country", most: int = 200, level: Level = "topics", opened: tuple[str, ...] = (),
) -> Matrix:
    """The topics of the selected claims by the sources that make them, sources of one ``group`` together.

    With another ``level`` than topics, one row per weapon class, and below each class that is ``opened`` its topics:
    see ``classes.fold``.
    """
    topics = topics_in(store, selection, sort, contested, most if level == "topics" else MOST_FOLDED)
    ids = list(topics["topic_id"])
    if level == "topics":
        return _by_source(store, selection, topics, (ids, ids), group)
    classes = classes_of_topics(store, level)
    folds = fold(store, selection, topics, classes, sort)
    rows = unfolded(folds, topics, classes, opened)
    shown = list(rows.loc[rows["n_topics"] == 0, "topic_id"])
    above = list("class:" + topics[["topic_id"]].merge(classes, on="topic_id", how="left")["class_id"])
    return _by_source(store, selection, rows, ([*ids, *shown], [*above, *shown]), group)


def _by_source(
    store: Store, selection: Selection, topics: pd.DataFrame, placed: tuple[list[str], list[str]], group: Group
) -> Matrix:
    """The matrix of these rows; ``placed`` says in which of them the claims of each topic count."""
    condition, values = where(selection)
    cells = store.frame(_CELLS.format(where=condition, rank=_RANK), [*placed, *values])
    ids = sorted(set(cells["source_id"].dropna()))
    sources = store.frame(_SOURCES, [ids])
    widest = cells if "n_topics" not in topics else cells[cells["topic_id"].str.startswith("class:")]
    sizes = widest.groupby("source_id")["n_claims"].sum()
    sources = sources.assign(group=sources[group].replace("", "no country"), n_claims=sources["source_id"].map(sizes))
    weight = sources.groupby("group")["n_claims"].transform("sum")
    order = sources.assign(weight=weight).sort_values(
        ["weight", "group", "n_claims", "source_id"], ascending=[False, True, False, True])
    days = [[None if pd.isna(day) else day.date() for day in topics[name]] for name in ("first_report", "last_report")]
    active = store.frame(_ACTIVE.format(margin=MARGIN_DAYS), [list(topics["topic_id"]), *days, ids])
    pairs = frozenset(zip(active["topic_id"], active["source_id"], strict=True))
    return Matrix(topics, order.drop(columns="weight").reset_index(drop=True), cells, pairs)


def class_claims_in(
    store: Store, selection: Selection, level: Level, class_id: str, source: str = "", contested: bool = False
) -> list[str]:
    """The ids of the selected claims, of one source where it is given, on all topics of a class or the contested ones
    among them; newest report first: what a cell of the class counts."""
    topics = topics_in(store, selection, contested=contested, most=MOST_FOLDED)
    classes = topics[["topic_id"]].merge(classes_of_topics(store, level), on="topic_id")
    condition, values = where(selection)
    wanted = list(classes.loc[classes["class_id"] == class_id, "topic_id"])
    return list(store.frame(_CLASS_CLAIMS.format(where=condition), [*values, wanted, source, source])["claim_id"])


def statements_in(store: Store, selection: Selection, topics: tuple[str, ...]) -> pd.DataFrame:
    """The selected claims on these topics, newest report first: the columns of ``claims`` with title, published,
    source, country, speaker, office (of the speaker on that day, empty where not known), cited, passage, and the names of the parties, items and places in words."""
    condition, values = where(selection)
    statements = store.frame(_STATEMENTS.format(where=condition), [*values, list(topics)])
    return with_names(store, statements)


def with_names(store: Store, claims: pd.DataFrame) -> pd.DataFrame:
    """The claims with columns agents_said, recipients_said, items_said, places_said: names, comma separated."""
    columns = ("agents", "recipients", "items", "places")
    lists = {name: [list(ids) if hasattr(ids, "__len__") else [] for ids in claims[name]] for name in columns}
    wanted = sorted({entity for rows in lists.values() for row in rows for entity in row})
    known = store.frame("SELECT entity_id, name FROM entities WHERE list_contains(?, entity_id)", [wanted])
    names = dict(zip(known["entity_id"], known["name"], strict=True))
    said = {f"{name}_said": [", ".join(sorted(names.get(e, e) for e in row)) for row in rows]
            for name, rows in lists.items()}
    return claims.assign(**said)


def origins_in(store: Store, selection: Selection, topics: tuple[str, ...]) -> pd.DataFrame:
    """What the selected claims on these topics rest on: origin_id, kind, label, reason (in words), n_claims,
    n_articles, sources (names), claim_ids; the origin of most claims first."""
    condition, values = where(selection)
    return store.frame(_ORIGINS.format(where=condition), [*values, list(topics)])


def topic_named(store: Store, topic_id: str) -> str:
    """The topic's label; empty where there is no such topic."""
    found = store.frame("SELECT label FROM topics WHERE topic_id = ?", [topic_id])["label"]
    return str(found.iloc[0]) if len(found) else ""


def country_names(store: Store) -> dict[str, str]:
    """Two letter code → name, for the countries of the states in the tables."""
    found = store.frame("SELECT country, min(name) AS name FROM entities WHERE kind = 'state' AND country IS NOT NULL GROUP BY ALL")
    return dict(zip(found["country"], found["name"], strict=True))

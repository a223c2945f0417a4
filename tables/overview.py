"""What the first page says: how much is here, what is new, what is contested, where to begin."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from tables.actors import edges_in
from tables.schema import STATUSES
from tables.selection import Selection, where
from tables.store import Store

# which statuses stand for a matter, and which against it
AFFIRMING = ("asserted", "hedged", "planned", "hypothetical")
REJECTING = ("disputed", "denied", "negated")


@dataclass(frozen=True)
class Counts:
    """How much the selection touches. ``undated`` are claims without any date of the happening."""

    articles: int
    sources: int
    claims: int
    events: int
    systems: int
    origins: int
    undated: int


@dataclass(frozen=True)
class Example:
    """A place to begin: ``place`` is a page, ``own`` its keys, ``name`` what is followed there, ``sources``
    how many write of it."""

    place: str
    own: dict[str, str]
    name: str
    sources: int


def counts_in(store: Store, selection: Selection) -> Counts:
    """The sizes of everything that the selection touches."""
    condition, parameters = where(selection)
    row = store.frame(
        f"""
        SELECT count(DISTINCT article_id), count(DISTINCT source_id), count(*), count(DISTINCT event_id),
               count(DISTINCT origin_id), count(*) FILTER (WHERE event_from IS NULL AND event_to IS NULL)
        FROM claims WHERE {condition}
        """,
        parameters,
    ).iloc[0]
    items = f"SELECT unnest(items) AS item FROM claims WHERE {condition}"
    systems = store.frame(f"SELECT count(DISTINCT item) FROM ({items})", parameters).iat[0, 0]
    articles, sources, claims, events, origins, undated = (int(value) for value in row)
    return Counts(articles, sources, claims, events, int(systems), origins, undated)


def newest_events(store: Store, selection: Selection, most: int = 5) -> pd.DataFrame:
    """The latest happenings of the selection: event_id, label of their topic, event_from, event_to,
    date_precision, contested, claims, sources."""
    condition, parameters = where(selection)
    return store.frame(
        f"""
        SELECT event_id, coalesce(t.label, e.label) AS label, e.event_from, e.event_to, e.date_precision,
               e.contested, n.claims, n.sources
        FROM (SELECT event_id, count(*) AS claims, count(DISTINCT source_id) AS sources FROM claims
              WHERE ({condition}) AND status NOT IN ('planned', 'hypothetical') GROUP BY 1) n
        JOIN events e USING (event_id) LEFT JOIN topics t ON t.topic_id = e.topic_id
        WHERE e.event_from IS NOT NULL
        ORDER BY coalesce(e.event_to, e.event_from) DESC, n.claims DESC, event_id LIMIT {most:d}
        """,
        parameters,
    )


def contested_topics(store: Store, selection: Selection, most: int = 5) -> pd.DataFrame:
    """Topics on which sources commit themselves differently: topic_id, label, one column of counts for
    each status, sources; first those where most claims of most sources stand against most; those that name no party come last, since two
    happenings may be behind their conflict."""
    condition, parameters = where(selection)
    columns = ", ".join(f"count(*) FILTER (WHERE status = '{status}') AS {status}" for status in STATUSES)
    said, against = " + ".join(AFFIRMING), " + ".join(REJECTING)
    return store.frame(
        f"""
        SELECT * EXCLUDE (partyless) FROM (
            SELECT t.topic_id, t.label, {columns}, count(DISTINCT source_id) AS sources,
                   len(t.agents) + len(t.recipients) = 0 AS partyless
            FROM claims JOIN topics t USING (topic_id) WHERE {condition} GROUP BY ALL)
        WHERE {said} > 0 AND {against} > 0
        ORDER BY partyless, least({said}, {against}) * sources DESC, sources DESC, topic_id LIMIT {most:d}
        """,
        parameters,
    )


def status_counts(store: Store, selection: Selection) -> dict[str, int]:
    """How many claims of the selection have each status, all statuses named."""
    condition, parameters = where(selection)
    frame = store.frame(f"SELECT status, count(*) AS n FROM claims WHERE {condition} GROUP BY 1", parameters)
    found = dict(zip(frame["status"], frame["n"], strict=True))
    return {status: int(found.get(status, 0)) for status in STATUSES}


_SYSTEM = """
SELECT e.entity_id, e.name, count(DISTINCT c.source_id) AS n_sources, count(*) AS n_claims,
       count(DISTINCT CASE WHEN rung IN ('requested', 'negotiated', 'agreed', 'delivered') THEN rung || status END) AS n_steps
FROM (SELECT source_id, status, rung, unnest(items) AS entity_id FROM claims JOIN event_types USING (event_type)) c
JOIN entities e USING (entity_id)
WHERE e.parent_id IS NOT NULL AND e.entity_id NOT IN (SELECT parent_id FROM entities WHERE parent_id IS NOT NULL)
GROUP BY ALL ORDER BY least(n_sources, n_steps) DESC, n_sources DESC, n_claims DESC, e.entity_id LIMIT 1
"""


def _contested_example(store: Store) -> list[Example]:
    found = contested_topics(store, Selection(), 1)
    if found.empty:
        found = store.frame("SELECT topic_id, label, count(DISTINCT source_id) AS sources FROM claims "
                            "JOIN topics USING (topic_id) GROUP BY ALL ORDER BY sources DESC, topic_id LIMIT 1")
    rows = found[["topic_id", "label", "sources"]].itertuples(index=False, name=None)
    return [Example("claims", {"topic": topic}, label, sources) for topic, label, sources in rows]


def _pair_example(store: Store) -> list[Example]:
    edges = edges_in(store, Selection()).head(1)
    return [Example("actors", {"around": edge.agent, "origins": "2" if edge.n_origins > 1 else ""},
                    f"{edge.agent_name} and {edge.recipient_name}", int(edge.n_sources))
            for edge in edges.itertuples()]


def worked_examples(store: Store) -> list[Example]:
    """Up to three places to begin, chosen from what is there: the topic most contested, the single system
    that most sources follow over most steps, the two parties with most independent origins between them."""
    systems = store.frame(_SYSTEM).itertuples(index=False)
    found = [Example("weapons", {"system": row.entity_id}, row.name, int(row.n_sources)) for row in systems]
    return [*_contested_example(store), *found, *_pair_example(store)]


def newest_article(store: Store, selection: Selection) -> dict[str, Any]:
    """The article published last of those with selected claims: article_id, title, source, published,
    published_basis, and the day ``first`` of the first one; empty where none has a date."""
    condition, parameters = where(selection)
    rows = store.frame(
        f"""
        WITH dated AS (SELECT a.*, coalesce(s.name, 'unknown source') AS source FROM articles a
                       LEFT JOIN sources s USING (source_id) WHERE a.published IS NOT NULL
                       AND article_id IN (SELECT article_id FROM claims WHERE {condition}))
        SELECT article_id, title, source, published, published_basis,
               (SELECT min(published) FROM dated) AS first
        FROM dated ORDER BY published DESC, article_id LIMIT 1
        """,
        parameters,
    )
    return {str(key): value for key, value in rows.iloc[0].items()} if len(rows) else {}

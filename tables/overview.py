"""What the first page says: how much is here, what is new, what is contested, where to begin."""

from dataclasses import dataclass

import pandas as pd

from tables.schema import STATUSES
from tables.selection import Selection, where
from tables.store import Store


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
    """A place to begin: ``place`` is a page, ``name`` what is followed there, ``value`` its id."""

    place: str
    value: str
    name: str
    count: int


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
    each status, sources; first those where most voices stand against most."""
    condition, parameters = where(selection)
    columns = ", ".join(f"count(*) FILTER (WHERE status = '{status}') AS {status}" for status in STATUSES)
    return store.frame(
        f"""
        SELECT * FROM (
            SELECT t.topic_id, t.label, {columns}, count(DISTINCT source_id) AS sources
            FROM claims JOIN topics t USING (topic_id) WHERE {condition} GROUP BY ALL)
        WHERE asserted + hedged > 0 AND denied + disputed + negated > 0
        ORDER BY least(asserted + hedged, denied + disputed + negated) DESC, sources DESC, topic_id LIMIT {most:d}
        """,
        parameters,
    )


def status_counts(store: Store, selection: Selection) -> dict[str, int]:
    """How many claims of the selection have each status, all statuses named."""
    condition, parameters = where(selection)
    frame = store.frame(f"SELECT status, count(*) AS n FROM claims WHERE {condition} GROUP BY 1", parameters)
    found = dict(zip(frame["status"], frame["n"], strict=True))
    return {status: int(found.get(status, 0)) for status in STATUSES}


EXAMPLES = {
    "weapons": """SELECT e.entity_id, e.name, count(*) AS n FROM (SELECT unnest(items) AS entity_id FROM claims)
        JOIN entities e USING (entity_id) WHERE e.parent_id IS NOT NULL
        AND e.entity_id NOT IN (SELECT parent_id FROM entities WHERE parent_id IS NOT NULL)
        GROUP BY ALL ORDER BY n DESC, 1 LIMIT 1""",
    "claims": """SELECT topic_id, t.label, count(DISTINCT source_id) AS n FROM claims JOIN topics t USING (topic_id)
        GROUP BY ALL HAVING count(DISTINCT status) > 1
        ORDER BY count(*) FILTER (WHERE status IN ('denied', 'disputed')) > 0 DESC, n DESC, 1 LIMIT 1""",
    "articles": """SELECT article_id, a.title, count(*) AS n FROM claims JOIN articles a USING (article_id)
        GROUP BY ALL ORDER BY n DESC, 1 LIMIT 1""",
}


def worked_examples(store: Store) -> list[Example]:
    """Up to three places to begin, chosen from what is there: the system most written about, the topic
    that most sources differ on, the article with most claims."""
    examples = []
    for place, sql in EXAMPLES.items():
        for value, name, count in store.frame(sql).itertuples(index=False, name=None):
            examples.append(Example(place, value, name, int(count)))
    return examples

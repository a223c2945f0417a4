"""How topics lie within one another: wider, narrower, and the same act with a party left unsaid."""

from typing import Literal

import pandas as pd

from tables.selection import Selection, where
from tables.store import Store

Reach = Literal["own", "members", "kin"]

_RELATED = """
WITH RECURSIVE above AS (
    SELECT topic_id, parent_id, 0 AS depth FROM topics WHERE topic_id = $topic
    UNION SELECT t.topic_id, t.parent_id, a.depth + 1 FROM topics t JOIN above a ON t.topic_id = a.parent_id WHERE a.depth < 20
), below AS (
    SELECT topic_id, 0 AS depth FROM topics WHERE topic_id = $topic
    UNION SELECT t.topic_id, b.depth + 1 FROM topics t JOIN below b ON t.parent_id = b.topic_id WHERE b.depth < 20
), mine AS (
    SELECT *, (SELECT list(DISTINCT entity_id) FROM lineage WHERE list_contains(topics.items, ancestor)) AS held
    FROM topics WHERE topic_id = $topic
), kin AS (
    SELECT t.topic_id FROM topics t JOIN mine m ON t.event_type = m.event_type AND t.topic_id <> m.topic_id
    WHERE (t.agents <> m.agents OR t.recipients <> m.recipients)
      AND (t.agents = m.agents OR len(t.agents) = 0 OR len(m.agents) = 0)
      AND (t.recipients = m.recipients OR len(t.recipients) = 0 OR len(m.recipients) = 0)
      AND (len(t.agents) + len(t.recipients) > 0 OR len(m.agents) + len(m.recipients) = 0)
      AND CASE WHEN len(m.items) = 0 THEN len(t.items) = 0 ELSE len(t.items) > 0 AND list_has_all(m.held, t.items) END
)
SELECT 'wider' AS relation, topic_id, depth FROM above WHERE depth > 0
UNION ALL SELECT 'narrower', topic_id, depth FROM below WHERE depth > 0
UNION ALL SELECT 'kin', topic_id, 0 FROM kin
"""

_COUNTED = """
SELECT topic_id, count(*) AS n_claims, count(DISTINCT source_id) AS n_sources FROM claims WHERE {where} GROUP BY ALL
"""


def _related(store: Store, topic_id: str) -> pd.DataFrame:
    sql = _RELATED.replace("$topic", "?")
    return store.frame(sql, [topic_id] * sql.count("?"))


def relatives_in(store: Store, selection: Selection, topic_id: str) -> pd.DataFrame:
    """The topics around one that the selected claims speak of: relation (``wider``, ``narrower``, ``kin``: the same
    act and items, or narrower ones, where one of the two leaves a party unsaid, yet not both parties), topic_id, label, n_claims, n_sources.

    Wider ones nearest first, the others by their number of claims.
    """
    condition, values = where(selection)
    counted = store.frame(_COUNTED.format(where=condition), values)
    labels = store.frame("SELECT topic_id, label FROM topics")
    found = _related(store, topic_id).merge(labels, on="topic_id").merge(counted, on="topic_id")
    found["order"] = found["depth"].where(found["relation"] == "wider", -found["n_claims"])
    found = found.sort_values(["relation", "order", "label", "topic_id"]).drop_duplicates(["relation", "topic_id"])
    return found[["relation", "topic_id", "label", "n_claims", "n_sources"]].reset_index(drop=True)


def reached(store: Store, topic_id: str, reach: Reach) -> tuple[str, ...]:
    """The topics whose claims are shown together: the topic alone, ``members`` with all narrower ones, ``kin`` with
    those as well that leave a party unsaid."""
    related = _related(store, topic_id)
    wanted = {"own": (), "members": ("narrower",), "kin": ("narrower", "kin")}[reach]
    return (topic_id, *sorted(set(related[related["relation"].isin(wanted)]["topic_id"])))

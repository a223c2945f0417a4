"""The weapon classes that topics fold into, and the topics by sources with one row for each class."""

from collections.abc import Iterable
from typing import Any, Literal

import pandas as pd

from tables.selection import Selection, where
from tables.store import Store

Level = Literal["topics", "class", "broad"]

NOTHING, AGREEMENTS = "no:item", "any:agreement"
DEPTH = {"broad": 1, "class": 2}  # how far below the widest class of all, arms and weapons, a row may stand

_COUNTED = """
WITH placed AS (SELECT unnest(?) AS topic_id, unnest(?) AS class_id), chosen AS (
    SELECT claims.claim_id, claims.source_id, claims.origin_id, claims.article_id, placed.class_id, articles.published
    FROM claims JOIN placed USING (topic_id) JOIN articles USING (article_id) WHERE {where}
)
SELECT class_id, count(*) AS n_claims, count(DISTINCT source_id) AS n_sources, count(DISTINCT origin_id) AS n_origins,
       count(DISTINCT article_id) AS n_articles, min(published) AS first_report, max(published) AS last_report
FROM chosen GROUP BY ALL
"""


def classes_of_topics(store: Store, level: Level) -> pd.DataFrame:
    """The class that each topic folds into: topic_id, class_id, class_label.

    A system folds into the narrowest class above it that is not itself a system, at most two steps below the
    widest class (``class``) or one (``broad``): Fath-360 into ballistic missiles, or into missiles. A topic about
    several classes has a row with others of the same classes.
    """
    entities = store.frame("SELECT entity_id, name, kind, parent_id FROM entities WHERE kind IN ('weapon', 'agreement')")
    known = {row.entity_id: row for row in entities.itertuples()}
    topics = store.frame("SELECT topic_id, items FROM topics ORDER BY topic_id")
    rows = []
    for topic in topics.itertuples():
        classes = sorted({_class_of(item, known, DEPTH.get(level, 2)) for item in topic.items if item in known})
        label = " and ".join(_named(each, known) for each in classes)
        rows.append((topic.topic_id, "+".join(classes) or NOTHING, label or "no weapon named"))
    return pd.DataFrame(rows, columns=["topic_id", "class_id", "class_label"])


def _class_of(item: str, known: dict[str, Any], depth: int) -> str:
    if known[item].kind == "agreement":
        return AGREEMENTS
    path = [item]
    while known[path[-1]].parent_id in known and known[path[-1]].parent_id not in path:
        path.append(known[path[-1]].parent_id)
    # the names of classes are common nouns, those of systems proper ones
    above = [each for each in path[::-1][: depth + 1] if known[each].name[:1].islower()]
    return str(above[-1] if above else path[-1])


def _named(each: str, known: dict[str, Any]) -> str:
    return "agreements and resolutions" if each == AGREEMENTS else str(known[each].name)


def fold(store: Store, selection: Selection, topics: pd.DataFrame, classes: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per class of these ``topics`` (rows of ``comparison.topics_in``, in their order): topic_id (``class:``
    and the class), class_id, label, counts as of a topic, n_topics, n_contested (topics), contested.

    Classes stand in the order of their first topic; for ``by`` ``sources`` or ``largest``, of their own counts;
    what names no weapon comes last.
    """
    placed = topics[["topic_id", "contested"]].merge(classes, on="topic_id", how="left")
    condition, values = where(selection)
    counted = store.frame(_COUNTED.format(where=condition), [list(placed["topic_id"]), list(placed["class_id"]), *values])
    own = placed.groupby("class_id", sort=False).agg(
        label=("class_label", "first"), n_topics=("topic_id", "size"), n_contested=("contested", "sum")).reset_index()
    own["label"] = own["label"].str.slice(0, 1).str.upper() + own["label"].str.slice(1)
    found = own.merge(counted, on="class_id")
    size = {"sources": ["n_sources", "n_claims"], "largest": ["n_claims", "n_sources"]}.get(by)
    if size:
        found = found.sort_values([*size, "class_id"], ascending=[False, False, True])
    found = found.sort_values("class_id", key=lambda ids: ids == NOTHING, kind="stable")
    return found.assign(topic_id="class:" + found["class_id"], contested=found["n_contested"] > 0, partyless=False)


def unfolded(folds: pd.DataFrame, topics: pd.DataFrame, classes: pd.DataFrame, opened: Iterable[str]) -> pd.DataFrame:
    """The rows of the classes, and below each that is ``opened`` its topics; class_id says where a topic belongs."""
    wanted = set(opened)
    members = topics.merge(classes, on="topic_id", how="left").assign(n_topics=0)
    parts = []
    for at in range(len(folds)):
        parts.append(folds.iloc[[at]])
        if folds["class_id"].iloc[at] in wanted:
            parts.append(members[members["class_id"] == folds["class_id"].iloc[at]])
    return pd.concat(parts, ignore_index=True) if parts else folds

"""Two sources, or two groups of sources, set against one another: what both say, only one says, and where they conflict."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from tables.conflicts import AGAINST, FOR
from tables.schema import STATUSES
from tables.selection import Selection, where
from tables.store import Store

COLUMNS = ["topic_id", "label", "relation", "conflict", "left_said", "right_said", "left_status", "right_status",
           "left_ids", "right_ids", "newest"]  # fmt: skip

_CLAIMS = """
WITH RECURSIVE upward AS (
    SELECT topic_id, topic_id AS root, parent_id, 0 AS depth FROM topics
    UNION ALL SELECT u.topic_id, t.topic_id, t.parent_id, u.depth + 1 FROM upward u JOIN topics t ON t.topic_id = u.parent_id
    WHERE len(t.items) > 0 AND u.depth < 20
), matters AS (SELECT topic_id, arg_max(root, depth) AS widest FROM upward GROUP BY ALL)
SELECT claims.claim_id, topics.topic_id, topics.label, claims.source_id, claims.status, claims.quantity_low, claims.quantity_high,
       claims.quantity_counts, claims.quantity_unit, claims.event_from, claims.event_to, articles.published
FROM claims JOIN articles USING (article_id) JOIN matters ON matters.topic_id = claims.topic_id
JOIN topics ON topics.topic_id = CASE WHEN ? THEN matters.widest ELSE claims.topic_id END
WHERE {where} ORDER BY articles.published DESC NULLS LAST, claims.claim_id
"""


_COUNTRIES = """
SELECT s.country, coalesce(min(e.name), s.country) AS name, coalesce(min(e.entity_id), lower(s.country)) AS slug
FROM sources s LEFT JOIN entities e ON e.kind = 'state' AND e.country = s.country
WHERE s.country IS NOT NULL GROUP BY s.country ORDER BY name
"""


@dataclass(frozen=True)
class Side:
    """A source or a group of sources that can be compared: its value in a link, its name, its sources."""

    value: str
    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """One row per topic that either side speaks of: topic_id, label, relation (``both``, ``left``, ``right``), conflict
    (in words, empty where there is none), left_said, right_said ("2 asserted, 1 denied"), left_status, right_status (of
    most claims), left_ids, right_ids, newest report. ``shared``: sources that stand on both sides."""

    rows: pd.DataFrame
    shared: tuple[str, ...]


def sides(store: Store) -> list[Side]:
    """All that can be compared: groups, countries, kinds, then single sources by name; only of sources with claims."""
    known = store.frame("SELECT * FROM sources WHERE source_id IN (SELECT source_id FROM claims) ORDER BY name, source_id")
    countries = store.frame(_COUNTRIES)
    single = [Side(row.source_id, row.name, (row.source_id,)) for row in known.itertuples()]
    found = [*_listed_groups(store, known), *_affiliated(known, countries)]
    for row in countries.itertuples():
        found.append(_side(f"country:{row.country}", f"Sources in {row.name}", known[known["country"] == row.country]))
    for kind in sorted(set(known["kind"].dropna())):
        found.append(_side(f"kind:{kind.replace(' ', '-')}", f"Sources of the kind: {kind}", known[known["kind"] == kind]))
    return [side for side in found if side.sources] + single


def _side(value: str, name: str, part: pd.DataFrame) -> Side:
    return Side(value, name, tuple(part["source_id"]))


def _listed_groups(store: Store, known: pd.DataFrame) -> list[Side]:
    found = []
    for row in store.frame("SELECT * FROM source_groups ORDER BY position").itertuples():
        part = known[known["country"].isin(list(row.countries))]
        if len(row.kinds):
            part = part[part["kind"].isin(list(row.kinds))]
        found.append(_side(f"group:{row.group_id}", row.name, part))
    return found


def _affiliated(known: pd.DataFrame, countries: pd.DataFrame) -> list[Side]:
    owned = known["state_affiliated"].fillna(False).astype(bool)
    found = [_side("group:state-affiliated", "State-affiliated sources", known[owned]),
             _side("group:independent", "Sources that no state runs", known[~owned])]
    for row in countries.itertuples():
        part = known[owned & (known["country"] == row.country)]
        found.append(_side(f"group:state-affiliated-{row.slug}", f"State-affiliated sources: {row.name}", part))
    return found


def side_named(store: Store, value: str) -> Side | None:
    """The side that a link names; None where there is none."""
    return next((side for side in sides(store) if side.value == value), None)


def compared_in(store: Store, selection: Selection, left: str, right: str, wide: bool = False) -> Comparison:
    """The selected claims of two sides, topic by topic; conflicts first, then what both say, then what one says.

    ``wide`` counts what is said of a system or class under the widest class that anyone names for the same act.
    """
    one, other = side_named(store, left), side_named(store, right)
    condition, values = where(selection)
    claims = store.frame(_CLAIMS.format(where=condition), [wide, *values])
    chosen = [claims[claims["source_id"].isin(side.sources if side else ())] for side in (one, other)]
    topics = pd.concat(chosen)["topic_id"].unique()
    by_topic = [dict(tuple(part.groupby("topic_id"))) for part in chosen]
    rows = [_row(topic, *(own.get(topic, claims.head(0)) for own in by_topic)) for topic in topics]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame["order"] = frame["relation"].map({"both": 1, "left": 2, "right": 3}).where(frame["conflict"] == "", 0)
    frame = frame.sort_values(["order", "newest", "label"], ascending=[True, False, True], na_position="last")
    shared = sorted(set(one.sources if one else ()) & set(other.sources if other else ()))
    return Comparison(frame.drop(columns="order").reset_index(drop=True), tuple(shared))


def _row(topic: str, left: pd.DataFrame, right: pd.DataFrame) -> dict[str, Any]:
    both = len(left) and len(right)
    filled = [part for part in (left, right) if len(part)]
    return {
        "topic_id": topic, "label": filled[0]["label"].iloc[0], "relation": "both" if both else "left" if len(left) else "right",
        "conflict": _conflict(left, right) if both else "", "left_said": _said(left), "right_said": _said(right),
        "left_status": _status(left), "right_status": _status(right),
        "left_ids": list(left["claim_id"]), "right_ids": list(right["claim_id"]),
        "newest": max((day for part in filled for day in part["published"].dropna()), default=pd.NaT),
    }


def _counts(part: pd.DataFrame) -> list[tuple[str, int]]:
    counts = part["status"].value_counts()
    return sorted(((status, int(n)) for status, n in counts.items()), key=lambda pair: (-pair[1], STATUSES.index(pair[0])))


def _said(part: pd.DataFrame) -> str:
    return ", ".join(f"{n} {status}" for status, n in _counts(part))


def _status(part: pd.DataFrame) -> str:
    return _counts(part)[0][0] if len(part) else ""


def _conflict(left: pd.DataFrame, right: pd.DataFrame) -> str:
    """What the two sides say that cannot both hold, in words."""
    found = []
    if any(one["status"].isin(FOR).any() and other["status"].isin(AGAINST).any() for one, other in ((left, right), (right, left))):
        found.append("asserted against denied")
    if _apart(*(_number_spans(part) for part in (left, right))):
        found.append("different number")
    if _apart(*(_day_spans(part) for part in (left, right))):
        found.append("incompatible dates, or several happenings")
    return ", ".join(found)


def _number_spans(part: pd.DataFrame) -> list[tuple[Any, Any, Any]]:
    given = part[part[["quantity_low", "quantity_high"]].notna().any(axis=1)]
    low, high = given["quantity_low"].fillna(0), given["quantity_high"].fillna(float("inf"))
    kinds = given["quantity_counts"].fillna("") + "\x1f" + given["quantity_unit"].fillna("")
    return list(zip(kinds, low, high, strict=True))


def _day_spans(part: pd.DataFrame) -> list[tuple[Any, Any, Any]]:
    given = part[part[["event_from", "event_to"]].notna().any(axis=1)]
    first, last = given["event_from"].fillna(pd.Timestamp.min), given["event_to"].fillna(pd.Timestamp.max)
    return [("", *span) for span in zip(first, last, strict=True)]


def _apart(left: list[tuple[Any, Any, Any]], right: list[tuple[Any, Any, Any]]) -> bool:
    """Whether the sides give values of one kind, and none of the one agrees with any of the other."""
    pairs = [(a, b) for a in left for b in right if a[0] == b[0]]
    return bool(pairs) and all(max(a[1], b[1]) > min(a[2], b[2]) for a, b in pairs)

"""Two sources, or two groups of sources, set against one another: what both say, only one says, and where they conflict."""

from collections import Counter
from dataclasses import dataclass
from math import inf, isnan
from typing import Any

import pandas as pd

from tables.conflicts import AGAINST, FOR
from tables.schema import STATUSES
from tables.selection import Selection, where
from tables.store import Store

Span = tuple[str, float, float]  # what is measured, its least and its most

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
    chosen = [set(side.sources) if side else set() for side in (one, other)]
    topics: dict[str, tuple[list[Any], list[Any]]] = {}
    for claim in claims[claims["source_id"].isin(chosen[0] | chosen[1])].itertuples():
        parts = topics.setdefault(str(claim.topic_id), ([], []))
        for part, sources in zip(parts, chosen, strict=True):
            if claim.source_id in sources:
                part.append(claim)
    rows = [_row(topic, *parts) for topic, parts in topics.items()]
    frame = pd.DataFrame(sorted(rows, key=_place), columns=COLUMNS)
    return Comparison(frame.assign(newest=pd.to_datetime(frame["newest"])), tuple(sorted(chosen[0] & chosen[1])))


def _place(row: dict[str, Any]) -> tuple[Any, ...]:
    """Conflicts first, then what both say, then what one says; newest first."""
    order = 0 if row["conflict"] else 1 + ("both", "left", "right").index(row["relation"])
    return order, -row["newest"].toordinal() if row["newest"] is not pd.NaT else 0, row["label"], row["topic_id"]


def _row(topic: str, left: list[Any], right: list[Any]) -> dict[str, Any]:
    both = bool(left and right)
    days = [claim.published for claim in (*left, *right) if claim.published is not pd.NaT]
    return {
        "topic_id": topic, "label": (left or right)[0].label, "relation": "both" if both else "left" if left else "right",
        "conflict": _conflict(left, right) if both else "", "left_said": _said(left), "right_said": _said(right),
        "left_status": _status(left), "right_status": _status(right),
        "left_ids": [claim.claim_id for claim in left], "right_ids": [claim.claim_id for claim in right],
        "newest": max(days, default=pd.NaT),
    }


def _counts(part: list[Any]) -> list[tuple[str, int]]:
    counts = Counter(claim.status for claim in part)
    return sorted(counts.items(), key=lambda pair: (-pair[1], STATUSES.index(pair[0])))


def _said(part: list[Any]) -> str:
    return ", ".join(f"{n} {status}" for status, n in _counts(part))


def _status(part: list[Any]) -> str:
    return _counts(part)[0][0] if part else ""


def _conflict(left: list[Any], right: list[Any]) -> str:
    """What the two sides say that cannot both hold, in words."""
    found = []
    held, against = ([any(claim.status in wanted for claim in part) for part in (left, right)] for wanted in (FOR, AGAINST))
    if (held[0] and against[1]) or (held[1] and against[0]):
        found.append("asserted against denied")
    if _apart(_number_spans(left), _number_spans(right)):
        found.append("different number")
    if _apart(_day_spans(left), _day_spans(right)):
        found.append("incompatible dates, or several happenings")
    return ", ".join(found)


def _number_spans(part: list[Any]) -> set[Span]:
    """What is counted, and the least and the most that it may be, for every claim with a number."""
    return {(f"{claim.quantity_counts}\x1f{claim.quantity_unit}", 0 if isnan(claim.quantity_low) else claim.quantity_low,
             inf if isnan(claim.quantity_high) else claim.quantity_high)
            for claim in part if not (isnan(claim.quantity_low) and isnan(claim.quantity_high))}


def _day_spans(part: list[Any]) -> set[Span]:
    return {("", -inf if claim.event_from is pd.NaT else claim.event_from.toordinal(),
             inf if claim.event_to is pd.NaT else claim.event_to.toordinal())
            for claim in part if claim.event_from is not pd.NaT or claim.event_to is not pd.NaT}


def _apart(left: set[Span], right: set[Span]) -> bool:
    """Whether the sides give values of one kind, and none of the one agrees with any of the other."""
    pairs = [(a, b) for a in left for b in right if a[0] == b[0]]
    return bool(pairs) and all(max(a[1], b[1]) > min(a[2], b[2]) for a, b in pairs)

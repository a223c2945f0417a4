"""What the timeline shows: events in lanes, and the claims that carry no date."""

from typing import Literal

import pandas as pd

from tables.schema import STATUSES
from tables.selection import Selection, where
from tables.store import Store

Lanes = Literal["weapon", "pair", "type"]

UNDATED = "undated~"  # an event_id that begins so stands for the undated claims on a topic

# an event's status is the one that most of its claims have; of equals, the firmest
_RANK = "CASE s.status " + " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(STATUSES)) + " END"

_LANE = {
    "weapon": "SELECT t.topic_id, e.entity_id AS lane_id, e.name AS lane FROM topics t, unnest(t.items) AS u(item) "
              "JOIN entities e ON e.entity_id = u.item",
    "pair": "SELECT t.topic_id, coalesce(a.entity_id, '') || '~' || coalesce(r.entity_id, '') AS lane_id, "
            "coalesce(a.name || ' ', '') || coalesce('→ ' || r.name, '') AS lane FROM topics t "
            "LEFT JOIN entities a ON a.entity_id = t.agents[1] LEFT JOIN entities r ON r.entity_id = t.recipients[1] "
            "WHERE a.name IS NOT NULL OR r.name IS NOT NULL",
    "type": "SELECT t.topic_id, t.event_type AS lane_id, y.label AS lane FROM topics t "
            "JOIN event_types y ON y.event_type = t.event_type",
}

_EVENTS = """
WITH chosen AS (
    SELECT claims.*, articles.published FROM claims JOIN articles USING (article_id)
    WHERE {where} AND claims.event_id IS NOT NULL
), by_status AS (
    SELECT event_id, status, count(*) AS n FROM chosen GROUP BY ALL
), standing AS (
    SELECT s.event_id, arg_max(s.status, s.n * 100 - {rank}) AS status FROM by_status s GROUP BY ALL
), counted AS (
    SELECT event_id, count(*) AS n_claims, count(DISTINCT source_id) AS n_sources,
           count(DISTINCT origin_id) AS n_origins, min(published) AS first_report, max(published) AS last_report
    FROM chosen GROUP BY ALL
), lanes AS ({lane}), dated AS (
    SELECT counted.* FROM counted JOIN events USING (event_id)
    WHERE coalesce(events.event_from, events.event_to) IS NOT NULL
), largest AS (SELECT * FROM dated ORDER BY n_claims DESC, n_origins DESC, event_id LIMIT {most})
SELECT events.event_id, events.topic_id, events.label, topics.label AS topic, events.event_from, events.event_to, events.date_precision,
       events.stage, events.contested, standing.status, largest.* EXCLUDE (event_id),
       (SELECT count(*) FROM dated) AS n_events,
       coalesce(lanes.lane_id, '') AS lane_id, coalesce(trim(lanes.lane), {unnamed}) AS lane
FROM largest JOIN standing USING (event_id) JOIN events USING (event_id)
LEFT JOIN topics ON topics.topic_id = events.topic_id LEFT JOIN lanes ON lanes.topic_id = events.topic_id
ORDER BY largest.n_claims DESC, events.event_from, events.event_id, lane_id
"""

_UNNAMED = {"weapon": "'no weapon named'", "pair": "'no party named'", "type": "'other'"}

_UNDATED = """
WITH chosen AS (
    SELECT claims.* FROM claims LEFT JOIN events USING (event_id)
    WHERE {where} AND coalesce(events.event_from, events.event_to) IS NULL
), by_status AS (SELECT topic_id, status, count(*) AS n FROM chosen GROUP BY ALL)
SELECT chosen.topic_id, topics.label, count(*) AS n_claims, count(DISTINCT chosen.source_id) AS n_sources,
       (SELECT arg_max(s.status, s.n * 100 - {rank}) FROM by_status s WHERE s.topic_id = chosen.topic_id) AS status
FROM chosen JOIN topics USING (topic_id)
GROUP BY chosen.topic_id, topics.label ORDER BY n_claims DESC, topics.label, chosen.topic_id
"""


def events_in(store: Store, selection: Selection, lanes: Lanes = "weapon", most: int = 600) -> pd.DataFrame:
    """The dated events of the selected claims, one row per event and lane that it belongs to; of more than
    ``most`` events those with most claims (``n_events`` says how many there are in all).

    Columns: those of ``events`` and ``topic`` (its label), with counts over the selected claims only; ``status`` (that of most of
    them), ``first_report``, ``last_report``, ``lane_id``, ``lane``. Rows with most claims come first.
    """
    condition, values = where(selection)
    sql = _EVENTS.format(where=condition, rank=_RANK, lane=_LANE[lanes], unnamed=_UNNAMED[lanes], most=int(most))
    return store.frame(sql, values)


def undated_in(store: Store, selection: Selection) -> pd.DataFrame:
    """The selected claims that cannot be put on a date, by topic: topic_id, label, n_claims, n_sources, status."""
    condition, values = where(selection)
    return store.frame(_UNDATED.format(where=condition, rank=_RANK), values)


def ordered_lanes(events: pd.DataFrame, limit: int = 14) -> list[str]:
    """The lanes' names, most claims first; at most ``limit``."""
    sizes = events.groupby("lane")["n_claims"].sum()
    return sorted(sizes.index, key=lambda lane: (-int(sizes[lane]), lane))[:limit]


def in_lanes(events: pd.DataFrame, limit: int) -> tuple[pd.DataFrame, list[str]]:
    """The events with every lane beyond the ``limit`` largest folded into one, and the lanes from top to bottom."""
    names = ordered_lanes(events, limit)
    rest = sorted(set(events["lane"]) - set(names))
    if not rest:
        return events, names
    folded = f"{len(rest)} smaller lanes" if len(rest) > 1 else rest[0]
    events = events.assign(lane=events["lane"].where(events["lane"].isin(names), folded))
    return events.drop_duplicates(["event_id", "lane"]), [*names, folded]


# undated claims by topic, in the columns of the events: on the clock of reports they have a place
_UNDATED_MARKS = """
WITH chosen AS (
    SELECT claims.*, articles.published FROM claims JOIN articles USING (article_id) LEFT JOIN events USING (event_id)
    WHERE {where} AND coalesce(events.event_from, events.event_to) IS NULL AND articles.published IS NOT NULL
), by_status AS (SELECT topic_id, status, count(*) AS n FROM chosen GROUP BY ALL
), standing AS (
    SELECT s.topic_id, arg_max(s.status, s.n * 100 - {rank}) AS status FROM by_status s GROUP BY ALL
), counted AS (
    SELECT topic_id, count(*) AS n_claims, count(DISTINCT source_id) AS n_sources,
           count(DISTINCT origin_id) AS n_origins, min(published) AS first_report, max(published) AS last_report,
           count(*) OVER () AS n_events
    FROM chosen GROUP BY ALL ORDER BY n_claims DESC, topic_id LIMIT {most}
), lanes AS ({lane})
SELECT '{undated}' || topic_id AS event_id, topic_id, topics.label, topics.label AS topic, NULL::DATE AS event_from,
       NULL::DATE AS event_to, 'none' AS date_precision, NULL::VARCHAR AS stage, false AS contested, standing.status,
       counted.* EXCLUDE (topic_id), coalesce(lanes.lane_id, '') AS lane_id, coalesce(trim(lanes.lane), {unnamed}) AS lane
FROM counted JOIN standing USING (topic_id) JOIN topics USING (topic_id) LEFT JOIN lanes USING (topic_id)
ORDER BY n_claims DESC, topic_id, lane_id
"""


def reported_in(store: Store, selection: Selection, lanes: Lanes = "weapon", most: int = 600) -> pd.DataFrame:
    """The rows of ``events_in``, and one for each topic and lane with undated claims, whose ``event_id`` is
    ``undated~`` and the topic's id: what can be put on the clock of reports."""
    condition, values = where(selection)
    sql = _UNDATED_MARKS.format(where=condition, rank=_RANK, lane=_LANE[lanes], unnamed=_UNNAMED[lanes], most=int(most),
                                undated=UNDATED)
    events, undated = events_in(store, selection, lanes, most), store.frame(sql, values)
    total = sum(int(part["n_events"].iloc[0]) for part in (events, undated) if len(part))
    parts = [part for part in (events, undated) if len(part)] or [events]
    return pd.concat(parts, ignore_index=True).assign(n_events=total)


_EVENT_CLAIMS = "SELECT claim_id FROM claims WHERE {where} AND event_id = ?"

_UNDATED_CLAIMS = """
SELECT claims.claim_id FROM claims LEFT JOIN events USING (event_id)
WHERE {where} AND coalesce(events.event_from, events.event_to) IS NULL AND claims.topic_id = ?
"""


def event_claims_in(store: Store, selection: Selection, event_id: str) -> list[str]:
    """The ids of the selected claims that report the event; empty where there are none."""
    if event_id.startswith(UNDATED):
        return undated_claims_in(store, selection, event_id.removeprefix(UNDATED))
    condition, values = where(selection)
    return list(store.frame(_EVENT_CLAIMS.format(where=condition), [*values, event_id])["claim_id"])


def undated_claims_in(store: Store, selection: Selection, topic_id: str) -> list[str]:
    """The ids of the selected claims on a topic that cannot be put on a date."""
    condition, values = where(selection)
    return list(store.frame(_UNDATED_CLAIMS.format(where=condition), [*values, topic_id])["claim_id"])


def event_named(store: Store, event_id: str) -> str:
    """The event's topic and when it is said to have happened, as a heading; empty where there is no such event."""
    undated = event_id.startswith(UNDATED)
    sql = ("SELECT label AS said FROM topics WHERE topic_id = ?" if undated else
           "SELECT t.label AS said FROM events e JOIN topics t USING (topic_id) WHERE event_id = ?")
    found = store.frame(sql, [event_id.removeprefix(UNDATED)])["said"]
    return f"{found.iloc[0]}{', undated' if undated else ''}" if len(found) else ""


def milestones_in(store: Store) -> pd.DataFrame:
    """Days to measure others by, earliest first: milestone_id, name, day."""
    return store.frame("SELECT milestone_id, name, day FROM milestones ORDER BY day, milestone_id")

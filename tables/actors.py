"""Who does what to whom: pairs of parties, places, and the flow from supplier over item to recipient."""

from typing import Literal

import pandas as pd

from tables.selection import Selection, where
from tables.store import Store

Fold = Literal["state", "none"]

ONE_SIDED = "one-sided~"

# folded, a person or an organisation stands under the state of the same country
PARTY = {
    "none": "SELECT entity_id, entity_id AS party FROM entities",
    "state": "SELECT e.entity_id, coalesce(s.entity_id, e.entity_id) AS party FROM entities e "
             "LEFT JOIN (SELECT country, min(entity_id) AS entity_id FROM entities "
             "           WHERE kind = 'state' AND country IS NOT NULL GROUP BY country) s "
             "ON s.country = e.country AND e.kind IN ('organisation', 'person', 'group')",
}

# unnest stands in the list of columns: as a joined table it would be many times slower
_ACTS = """
WITH party AS ({party}), chosen AS (
    SELECT claim_id, source_id, origin_id, event_type, status, agents, unnest(recipients) AS to_id
    FROM claims WHERE {where}
), pairs AS (SELECT * EXCLUDE (agents), unnest(agents) AS by_id FROM chosen), acts AS (
    SELECT DISTINCT c.claim_id, c.source_id, c.origin_id, c.event_type, c.status, p.party AS agent,
           q.party AS recipient
    FROM pairs c JOIN party p ON p.entity_id = c.by_id JOIN party q ON q.entity_id = c.to_id
    WHERE p.party <> q.party
)
"""

_EDGES = _ACTS + """, by_type AS (
    SELECT agent, recipient, y.family, y.label, count(*) AS n FROM acts JOIN event_types y USING (event_type)
    GROUP BY ALL
), said AS (
    SELECT agent, recipient, family, string_agg(label || ' (' || n || ')', ', ' ORDER BY n DESC, label) AS types
    FROM by_type GROUP BY ALL
)
SELECT a.agent, a.recipient, y.family, f.name AS agent_name, t.name AS recipient_name,
       f.kind AS agent_kind, t.kind AS recipient_kind,
       f.lat AS agent_lat, f.lon AS agent_lon, t.lat AS recipient_lat, t.lon AS recipient_lon,
       count(*) AS n_claims, count(DISTINCT a.source_id) AS n_sources, count(DISTINCT a.origin_id) AS n_origins,
       count(*) FILTER (a.status IN ('denied', 'negated', 'disputed')) AS n_against, any_value(said.types) AS types
FROM acts a JOIN event_types y USING (event_type)
JOIN entities f ON f.entity_id = a.agent JOIN entities t ON t.entity_id = a.recipient
JOIN said ON said.agent = a.agent AND said.recipient = a.recipient AND said.family = y.family
GROUP BY ALL HAVING count(DISTINCT a.origin_id) >= ?
ORDER BY n_origins DESC, n_claims DESC, a.agent, a.recipient, y.family
"""

_EDGE_CLAIMS = _ACTS + """
SELECT DISTINCT claim_id FROM acts JOIN event_types USING (event_type)
WHERE ((agent = ? AND recipient = ?) OR (? AND (agent = ? OR recipient = ?))) AND ? IN ('', family) ORDER BY claim_id
"""

_PLACE_CLAIMS = """
SELECT claim_id FROM claims WHERE {where} AND list_contains(places, ?) ORDER BY claim_id
"""

_PLACES_CLAIMS = """
SELECT claim_id FROM claims WHERE {where} AND list_has_any(places, ?) ORDER BY claim_id
"""

_PLACES = """
WITH named AS (SELECT claim_id, source_id, origin_id, unnest(places) AS place FROM claims WHERE {where})
SELECT e.entity_id, e.name, e.lat, e.lon, count(DISTINCT c.claim_id) AS n_claims,
       count(DISTINCT c.source_id) AS n_sources, count(DISTINCT c.origin_id) AS n_origins
FROM named c JOIN entities e ON e.entity_id = c.place
GROUP BY ALL ORDER BY n_claims DESC, e.entity_id
"""

_ALONE = """
WITH chosen AS (SELECT claims.* FROM claims WHERE {where})
SELECT claim_id FROM chosen WHERE coalesce(len(agents), 0) = 0 OR coalesce(len(recipients), 0) = 0
ORDER BY claim_id
"""

_SUPPLIES = """
WITH party AS ({party}), chosen AS (
    SELECT claim_id, origin_id, status, agents, items, unnest(recipients) AS to_id
    FROM claims JOIN event_types y USING (event_type)
    WHERE ({where}) AND y.rung IN ('delivered', 'agreed')
), sent AS (SELECT * EXCLUDE (agents), unnest(agents) AS by_id FROM chosen),
goods AS (SELECT * EXCLUDE (items), unnest(items) AS item FROM sent), flows AS (
    SELECT DISTINCT c.claim_id, c.origin_id, c.status, p.party AS supplier, c.item, q.party AS recipient
    FROM goods c JOIN party p ON p.entity_id = c.by_id JOIN party q ON q.entity_id = c.to_id
    WHERE p.party <> q.party
)
"""

_FLOWS = _SUPPLIES + """
SELECT supplier, item, recipient, s.name AS supplier_name, i.name AS item_name, r.name AS recipient_name,
       count(*) AS n_claims, count(DISTINCT origin_id) AS n_origins,
       count(*) FILTER (status IN ('denied', 'negated', 'disputed')) AS n_against
FROM flows JOIN entities s ON s.entity_id = supplier JOIN entities i ON i.entity_id = item
JOIN entities r ON r.entity_id = recipient
GROUP BY ALL HAVING count(DISTINCT origin_id) >= ?
ORDER BY n_origins DESC, n_claims DESC, supplier, item, recipient
"""

_FLOW_CLAIMS = _SUPPLIES + """
SELECT DISTINCT claim_id FROM flows WHERE supplier = ? AND item = ? AND recipient = ? ORDER BY claim_id
"""


def edges_in(store: Store, selection: Selection, fold: Fold = "state", origins: int = 1) -> pd.DataFrame:
    """One row per agent, recipient and family of event types with at least ``origins`` independent origins.

    Columns: agent, recipient, family, their names, kinds and positions (``…_lat``, ``…_lon``, may be
    empty), n_claims, n_sources, n_origins, n_against (claims that deny or dispute), types (in words).
    Strongest first.
    """
    condition, values = where(selection)
    return store.frame(_EDGES.format(party=PARTY[fold], where=condition), [*values, origins])


def edge_claims_in(store: Store, selection: Selection, edge: str, fold: Fold = "state") -> list[str]:
    """The ids of the selected claims behind a mark of the network or the map; empty where there are none.

    ``iran~russia`` is a pair, ``iran~russia~supply`` its edge of one family, ``iran~`` all edges of an actor, ``at~kyiv`` the claims that name a place,
    ``one-sided~`` the claims in no edge.
    """
    agent, recipient, family = [*edge.split("~"), "", ""][:3]
    if edge == ONE_SIDED:
        return one_sided_in(store, selection)
    condition, values = where(selection)
    if agent == "at":
        return list(store.frame(_PLACE_CLAIMS.format(where=condition), [*values, recipient])["claim_id"])
    sql = _EDGE_CLAIMS.format(party=PARTY[fold], where=condition)
    return list(store.frame(sql, [*values, agent, recipient, recipient == "", agent, agent, family])["claim_id"])


def within(
    store: Store, selection: Selection, fold: Fold = "state", origins: int = 1, actor: str = "", steps: int = 2
) -> pd.DataFrame:
    """The edges of ``edges_in`` that lie within ``steps`` of an actor; all of them where none is given or the
    actor takes part in none."""
    edges = edges_in(store, selection, fold, origins)
    near = {actor}
    for _ in range(steps - 1):
        touched = edges[edges["agent"].isin(near) | edges["recipient"].isin(near)]
        near |= set(touched["agent"]) | set(touched["recipient"])
    found = edges[edges["agent"].isin(near) | edges["recipient"].isin(near)]
    return edges if found.empty else found


def places_in(store: Store, selection: Selection) -> pd.DataFrame:
    """The places that the selected claims name: entity_id, name, lat, lon (may be empty) and counts."""
    condition, values = where(selection)
    return store.frame(_PLACES.format(where=condition), values)


def place_claims_in(store: Store, selection: Selection, places: tuple[str, ...]) -> list[str]:
    """The ids of the selected claims that name any of these places."""
    condition, values = where(selection)
    return list(store.frame(_PLACES_CLAIMS.format(where=condition), [*values, list(places)])["claim_id"])


def one_sided_in(store: Store, selection: Selection) -> list[str]:
    """The ids of the selected claims that name no agent or no recipient, and so are in no edge."""
    condition, values = where(selection)
    return list(store.frame(_ALONE.format(where=condition), values)["claim_id"])


def flows_in(
    store: Store, selection: Selection, fold: Fold = "state", origins: int = 1, most: int = 30
) -> pd.DataFrame:
    """Supplier, item, recipient with counts, from claims of delivery or of a deal with at least ``origins`` origins; the
    ``most`` largest, largest first."""
    condition, values = where(selection)
    sql = _FLOWS.format(party=PARTY[fold], where=condition) + f"LIMIT {int(most)}"
    return store.frame(sql, [*values, origins])


def flow_claims_in(store: Store, selection: Selection, flow: str, fold: Fold = "state") -> list[str]:
    """The ids of the selected claims behind ``supplier~item~recipient``; empty where there are none."""
    parts = [*flow.split("~"), "", ""][:3]
    condition, values = where(selection)
    sql = _FLOW_CLAIMS.format(party=PARTY[fold], where=condition)
    return list(store.frame(sql, [*values, *parts])["claim_id"])

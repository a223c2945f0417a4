"""Weapon systems: what is claimed of each, and how far up the transfer ladder the claims reach."""

from typing import Any

import pandas as pd

from tables.comparison import with_names
from tables.schema import LADDER
from tables.selection import Selection, where
from tables.store import Store

AGAINST = ("denied", "negated", "disputed")

# what is only planned stands one step lower: "expected to supply" speaks of a deal, not of a delivery
PLANNED = {
    "used": "rumoured", "delivered": "agreed", "produced": "agreed", "agreed": "negotiated",
    "negotiated": "rumoured", "requested": "rumoured", "rumoured": "rumoured",
}

_SYSTEMS = """
WITH chosen AS (
    SELECT claims.*, articles.published FROM claims JOIN articles USING (article_id) WHERE {where}
), about AS (SELECT DISTINCT c.claim_id, u.item FROM chosen c, unnest(c.items) AS u(item)),
below AS (
    SELECT l.ancestor AS item, count(DISTINCT a.claim_id) AS n_with_members
    FROM about a JOIN lineage l ON l.entity_id = a.item GROUP BY ALL
), parties AS (
    SELECT a.item, e.name, 'supplier' AS side, count(*) AS n FROM about a JOIN chosen c USING (claim_id)
    JOIN event_types y USING (event_type), unnest(c.agents) AS u(id) JOIN entities e ON e.entity_id = u.id
    WHERE y.rung = 'delivered' AND c.status NOT IN ('denied', 'negated') GROUP BY ALL
    UNION ALL
    SELECT a.item, e.name, 'recipient', count(*) FROM about a JOIN chosen c USING (claim_id)
    JOIN event_types y USING (event_type), unnest(c.recipients) AS u(id) JOIN entities e ON e.entity_id = u.id
    WHERE y.rung = 'delivered' AND c.status NOT IN ('denied', 'negated') GROUP BY ALL
), sides AS (
    SELECT item, string_agg(name, ', ' ORDER BY n DESC, name) FILTER (side = 'supplier') AS suppliers,
           string_agg(name, ', ' ORDER BY n DESC, name) FILTER (side = 'recipient') AS recipients
    FROM parties GROUP BY ALL
), amounts AS (
    SELECT item, list(DISTINCT amount ORDER BY amount) AS quantities FROM (
        SELECT a.item, trim(c.quantity_text)
               || CASE WHEN c.quantity_counts <> a.item THEN ' (' || c.quantity_counts || ')' ELSE '' END AS amount
        FROM about a JOIN chosen c USING (claim_id) WHERE c.quantity_text IS NOT NULL) GROUP BY ALL
)
SELECT e.entity_id, e.name, e.class, p.name AS parent, e.basis, count(*) AS n_claims,
       any_value(below.n_with_members) AS n_with_members, count(DISTINCT c.source_id) AS n_sources,
       count(DISTINCT c.origin_id) AS n_origins, min(c.published) AS first_report,
       count(*) FILTER (c.status IN ('denied', 'negated', 'disputed')) AS n_against,
       any_value(amounts.quantities) AS quantities, any_value(sides.suppliers) AS suppliers,
       any_value(sides.recipients) AS recipients
FROM about a JOIN chosen c USING (claim_id) JOIN entities e ON e.entity_id = a.item
JOIN below ON below.item = a.item LEFT JOIN sides ON sides.item = a.item LEFT JOIN amounts ON amounts.item = a.item
LEFT JOIN entities p ON p.entity_id = e.parent_id
GROUP BY e.entity_id, e.name, e.class, p.name, e.basis ORDER BY n_claims DESC, e.name, e.entity_id
"""

_CLAIMS = """
SELECT claims.*, articles.published, articles.published_basis, articles.title, sources.name AS source, y.rung,
       y.label AS type
FROM claims JOIN articles USING (article_id) JOIN event_types y USING (event_type)
LEFT JOIN sources ON sources.source_id = claims.source_id
WHERE ({where}) AND list_has_any(claims.items, (SELECT list(entity_id) FROM lineage WHERE ancestor = ?))
ORDER BY articles.published NULLS LAST, claims.event_from NULLS LAST, claims.claim_id
"""


def systems_in(store: Store, selection: Selection) -> pd.DataFrame:
    """One row per item that the selected claims name: entity_id, name, class, parent, n_claims (that name it),
    n_with_members (with its variants and members), n_sources, n_origins, n_against, first_report, quantities
    (list of texts), suppliers and recipients (names, of claimed transfers); most claims first."""
    condition, values = where(selection)
    return store.frame(_SYSTEMS.format(where=condition), values)


def system_claims_in(store: Store, selection: Selection, system: str) -> pd.DataFrame:
    """The selected claims on a system or its members, earliest report first, with source, rung and names."""
    condition, values = where(selection)
    return with_names(store, store.frame(_CLAIMS.format(where=condition), [*values, system]))


def rung_of(rung: str | None, status: str) -> str | None:
    """The rung of the transfer ladder that a claim supports; None where it supports none.

    What is planned stands on a lower rung than what has happened, what could happen on the lowest.
    """
    if rung not in LADDER or status in AGAINST:
        return None
    if status == "hypothetical":
        return LADDER[0]
    return PLANNED[rung] if status == "planned" else rung


def _ids(value: Any) -> set[str]:
    return set(value) if hasattr(value, "__len__") else set()


def _parties(claim: Any) -> tuple[set[str], set[str]]:
    """Who supplies and who receives, by what the claim says; a request is made by who wants to receive."""
    agents, recipients = _ids(claim.agents), _ids(claim.recipients)
    return (recipients, agents) if claim.event_type == "request" else (agents, recipients)


def pairs_of(claims: pd.DataFrame) -> list[tuple[str, str]]:
    """The pairs supplier, recipient that transfers, offers or requests among the claims name; most claims first."""
    counts: dict[tuple[str, str], int] = {}
    for claim in claims[claims["event_type"].isin(("transfer", "offer", "request"))].itertuples():
        suppliers, recipients = _parties(claim)
        for pair in ((s, r) for s in suppliers for r in recipients if s != r):
            counts[pair] = counts.get(pair, 0) + 1
    return sorted(counts, key=lambda pair: (-counts[pair], pair))


def _concerns(claim: Any, supplier: str, recipient: str) -> bool:
    suppliers, recipients = _parties(claim)
    if claim.event_type in ("transfer", "offer", "request"):
        return supplier in suppliers and recipient in recipients
    if claim.event_type == "use":
        return recipient in suppliers
    named = suppliers | recipients
    return bool(named) and named <= {supplier, recipient}


def between(claims: pd.DataFrame, supplier: str, recipient: str) -> pd.DataFrame:
    """The claims that concern a transfer from one party to the other: its request, talks, deal, production,
    delivery, and the recipient's use."""
    kept = [_concerns(claim, supplier, recipient) for claim in claims.itertuples()]
    return claims[kept]


def ladder_of(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per rung, lowest first: rung, n_claims, n_sources, the first supporting claim (claim_id, source,
    status, published), n_against, and the first claim against it (against_id, against_source, against_status).

    ``claims`` as ``system_claims_in`` gives them, earliest report first. A rung that nothing supports has
    n_claims 0.
    """
    held = [rung_of(claim.rung, claim.status) for claim in claims.itertuples()]
    supporting = claims.assign(held=pd.Series(held, index=claims.index, dtype=object))
    against = claims[claims["status"].isin(AGAINST)]
    return pd.DataFrame([
        _rung_row(rung, supporting[supporting["held"] == rung], against[against["rung"] == rung]) for rung in LADDER
    ])


def _rung_row(rung: str, held: pd.DataFrame, against: pd.DataFrame) -> dict[str, Any]:
    first = held.iloc[0] if len(held) else {}
    denial = against.iloc[0] if len(against) else {}
    return {
        "rung": rung, "n_claims": len(held), "n_sources": held["source_id"].nunique(), "claim_id": first.get("claim_id"),
        "source": first.get("source"), "status": first.get("status"), "published": first.get("published"),
        "published_basis": first.get("published_basis"), "claim_ids": list(held["claim_id"]),
        "n_against": len(against), "against_id": denial.get("claim_id"), "against_source": denial.get("source"),
        "against_status": denial.get("status"), "against_ids": list(against["claim_id"]),
    }


def ladders_of(claims: pd.DataFrame, most: int = 8) -> list[tuple[str, pd.DataFrame]]:
    """The ladder of all claims on a system, named ``""``, then one for each pair ``supplier~recipient``."""
    pairs = [(f"{s}~{r}", ladder_of(between(claims, s, r))) for s, r in pairs_of(claims)[:most]]
    return [("", ladder_of(claims)), *pairs]


def rung_claims(claims: pd.DataFrame, rung: str, pair: str) -> list[str]:
    """The ids of the claims that support a rung, then of those against it; of one pair where ``pair`` names it."""
    supplier, _, recipient = pair.partition("~")
    ladder = ladder_of(between(claims, supplier, recipient) if pair else claims)
    found = ladder[ladder["rung"] == rung]
    return [claim for row in found.itertuples() for claim in (*row.claim_ids, *row.against_ids)]


def quantities_of(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per figure and what it counts: quantity, counts, n_claims, sources (names), first_report,
    status (of the first claim), claim_ids; largest first."""
    numbered = claims[claims["quantity_text"].notna()]
    numbered = numbered.assign(quantity=numbered["quantity_text"].str.strip(),
                               counts=numbered["quantity_counts"].fillna("not stated"))
    rows = [{
        "quantity": quantity, "counts": counts, "n_claims": len(part), "first_report": part["published"].min(),
        "sources": ", ".join(sorted(set(part["source"].fillna("unknown source")))), "status": part["status"].iloc[0],
        "claim_ids": list(part["claim_id"]), "size": part["quantity_high"].fillna(part["quantity_low"]).max(),
    } for (quantity, counts), part in numbered.groupby(["quantity", "counts"], sort=True)]
    columns = ["quantity", "counts", "n_claims", "first_report", "sources", "status", "claim_ids", "size"]
    return pd.DataFrame(rows, columns=columns).sort_values(["size", "quantity", "counts"], ascending=[False, True, True])

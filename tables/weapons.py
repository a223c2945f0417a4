"""Weapon systems: what is claimed of each, and how far up the transfer ladder the claims reach."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from tables.schema import LADDER
from tables.selection import Selection, where
from tables.store import Store

HANDED_OVER = ("transfer", "offer", "request")

AGAINST = ("denied", "negated", "disputed")

# what is only planned stands one step lower: "expected to supply" speaks of a deal, not of a delivery
PLANNED = {
    "used": "rumoured", "delivered": "agreed", "produced": "agreed", "agreed": "negotiated",
    "negotiated": "rumoured", "requested": "rumoured", "rumoured": "rumoured",
}

_SYSTEMS = """
WITH chosen AS (
    SELECT claim_id, claims.source_id, origin_id, event_type, status, agents, recipients, items, quantity_text,
           quantity_counts, articles.published
    FROM claims JOIN articles USING (article_id) WHERE {where}
), about AS (SELECT DISTINCT claim_id, unnest(items) AS item FROM chosen),
supplies AS (
    SELECT claim_id, agents, recipients FROM chosen JOIN event_types USING (event_type)
    WHERE rung = 'delivered' AND status NOT IN ('denied', 'negated')
),
below AS (
    SELECT l.ancestor AS item, count(DISTINCT a.claim_id) AS n_with_members
    FROM about a JOIN lineage l ON l.entity_id = a.item GROUP BY ALL
), named AS (
    SELECT claim_id, unnest(agents) AS party, 'supplier' AS side FROM supplies
    UNION ALL SELECT claim_id, unnest(recipients), 'recipient' FROM supplies
), parties AS (
    SELECT a.item, e.name, n.side, count(*) AS n
    FROM named n JOIN about a USING (claim_id) JOIN entities e ON e.entity_id = n.party GROUP BY ALL
), sides AS (
    SELECT item, string_agg(name, ', ' ORDER BY n DESC, name) FILTER (side = 'supplier') AS suppliers,
           string_agg(name, ', ' ORDER BY n DESC, name) FILTER (side = 'recipient') AS recipients
    FROM parties GROUP BY ALL
), amounts AS (
    SELECT item, list(DISTINCT amount ORDER BY amount) AS quantities FROM (
        SELECT a.item, lower(trim(regexp_replace(c.quantity_text, '["“”]', '', 'g')))
               || CASE WHEN c.quantity_counts <> a.item THEN ' (' || c.quantity_counts || ')' ELSE '' END AS amount
        FROM about a JOIN chosen c USING (claim_id) WHERE c.quantity_text IS NOT NULL) GROUP BY ALL
), counted AS (
    SELECT a.item, count(*) AS n_claims, count(DISTINCT c.source_id) AS n_sources,
           count(DISTINCT c.origin_id) AS n_origins, min(c.published) AS first_report,
           count(*) FILTER (c.status IN ('denied', 'negated', 'disputed')) AS n_against
    FROM about a JOIN chosen c USING (claim_id) GROUP BY ALL
)
SELECT e.entity_id, e.name, e.class, p.name AS parent, e.basis, counted.* EXCLUDE (item), below.n_with_members,
       amounts.quantities, sides.suppliers, sides.recipients
FROM counted JOIN entities e ON e.entity_id = counted.item JOIN below USING (item)
LEFT JOIN sides USING (item) LEFT JOIN amounts USING (item) LEFT JOIN entities p ON p.entity_id = e.parent_id
ORDER BY n_claims DESC, e.name, e.entity_id
"""

_CLAIMS = """
SELECT claim_id, event_type, agents, recipients, status, claims.source_id, sources.name AS source, quantity_text,
       quantity_low, quantity_high, quantity_counts, articles.published, articles.published_basis, y.rung
FROM claims JOIN articles USING (article_id) JOIN event_types y USING (event_type)
LEFT JOIN sources ON sources.source_id = claims.source_id
WHERE ({where}) AND list_has_any(claims.items, (SELECT list(entity_id) FROM lineage WHERE ancestor = ?))
ORDER BY articles.published NULLS LAST, claims.event_from NULLS LAST, claims.claim_id
"""


@dataclass(frozen=True)
class Dossier:
    """What is claimed of one system: all claims (earliest report first), the transfer ladder of all of them
    (named ``""``) and of each pair ``supplier~recipient``, and the figures given."""

    claim_ids: list[str]
    ladders: list[tuple[str, pd.DataFrame]]
    quantities: pd.DataFrame


def systems_in(store: Store, selection: Selection) -> pd.DataFrame:
    """One row per item that the selected claims name: entity_id, name, class, parent, n_claims (that name it),
    n_with_members (with its variants and members), n_sources, n_origins, n_against, first_report, quantities
    (list of texts), suppliers and recipients (names, of claimed transfers); most claims first."""
    condition, values = where(selection)
    return store.frame(_SYSTEMS.format(where=condition), values)


def system_claims_in(store: Store, selection: Selection, system: str) -> pd.DataFrame:
    """The selected claims on a system or its members, earliest report first, with source and rung."""
    condition, values = where(selection)
    return store.frame(_CLAIMS.format(where=condition), [*values, system])


def dossier_in(store: Store, selection: Selection, system: str) -> Dossier:
    """All that the selected claims say of a system and its members."""
    claims = system_claims_in(store, selection, system)
    return Dossier(list(claims["claim_id"]), ladders_of(claims), quantities_of(claims))


def rung_of(rung: str | None, status: str) -> str | None:
    """The rung of the transfer ladder that a claim supports; None where it supports none.

    What is planned stands on a lower rung than what has happened, what could happen on the lowest.
    """
    if rung not in LADDER or status in AGAINST:
        return None
    if status == "hypothetical":
        return LADDER[0]
    return PLANNED[rung] if status == "planned" else rung


def _ids(value: Any) -> frozenset[str]:
    return frozenset(value) if hasattr(value, "__len__") else frozenset()


@dataclass(frozen=True)
class Roles:
    """The event type of a claim, and who supplies and who receives by what it says."""

    event_type: str
    suppliers: frozenset[str]
    recipients: frozenset[str]

    def concern(self, supplier: str, recipient: str) -> bool:
        """Whether the claim is about a transfer from one to the other: its request, talks, deal, production,
        delivery, or the recipient's use."""
        if self.event_type in HANDED_OVER:
            return supplier in self.suppliers and recipient in self.recipients
        if self.event_type == "use":
            return recipient in self.suppliers
        named = self.suppliers | self.recipients
        return bool(named) and named <= {supplier, recipient}


def roles_of(claims: pd.DataFrame) -> list[Roles]:
    """The roles in each claim, in order; a request is made by who wants to receive."""
    found = []
    for kind, agents, recipients in zip(claims["event_type"], claims["agents"], claims["recipients"], strict=True):
        by, to = _ids(agents), _ids(recipients)
        found.append(Roles(kind, to, by) if kind == "request" else Roles(kind, by, to))
    return found


def pairs_of(roles: list[Roles]) -> list[tuple[str, str]]:
    """The pairs supplier, recipient that transfers, offers or requests name; most claims first."""
    counts = Counter(
        (supplier, recipient) for role in roles if role.event_type in HANDED_OVER
        for supplier in role.suppliers for recipient in role.recipients if supplier != recipient
    )
    return sorted(counts, key=lambda pair: (-counts[pair], pair))


def ladder_of(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per rung, lowest first: rung, n_claims, n_sources, the first supporting claim (claim_id, source,
    status, published), n_against, and the first claim against it (against_id, against_source, against_status).

    ``claims`` as ``system_claims_in`` gives them, earliest report first. A rung that nothing supports has
    n_claims 0.
    """
    held = [rung_of(rung, status) for rung, status in zip(claims["rung"], claims["status"], strict=True)]
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
    """The ladder of all claims on a system, named ``""``, then one for each of the pairs ``supplier~recipient``
    with most claims, at most ``most``."""
    roles = roles_of(claims)
    ladders = [("", ladder_of(claims))]
    for supplier, recipient in pairs_of(roles)[:most]:
        concerned = claims[[role.concern(supplier, recipient) for role in roles]]
        ladders.append((f"{supplier}~{recipient}", ladder_of(concerned)))
    return ladders


def rung_claims(ladders: list[tuple[str, pd.DataFrame]], rung: str, pair: str) -> list[str]:
    """The ids of the claims that support a rung of a pair's ladder (of all for ``""``), then of those against it."""
    rows = [row for name, ladder in ladders if name == pair for row in ladder.itertuples() if row.rung == rung]
    return [claim for row in rows for claim in (*row.claim_ids, *row.against_ids)]


def quantities_of(claims: pd.DataFrame) -> pd.DataFrame:
    """One row per figure and what it counts: quantity, counts, n_claims, sources (names), first_report,
    status (of the first claim), claim_ids; largest first."""
    numbered = claims[claims["quantity_text"].notna()]
    numbered = numbered.assign(quantity=numbered["quantity_text"].str.replace('["“”]', "", regex=True).str.strip().str.lower(),
                               counts=numbered["quantity_counts"].fillna("not stated"))
    rows = [{
        "quantity": quantity, "counts": counts, "n_claims": len(part), "first_report": part["published"].min(),
        "sources": ", ".join(sorted(set(part["source"].fillna("unknown source")))), "status": part["status"].iloc[0],
        "claim_ids": list(part["claim_id"]), "size": part["quantity_high"].fillna(part["quantity_low"]).max(),
    } for (quantity, counts), part in numbered.groupby(["quantity", "counts"], sort=True)]
    columns = ["quantity", "counts", "n_claims", "first_report", "sources", "status", "claim_ids", "size"]
    return pd.DataFrame(rows, columns=columns).sort_values(["size", "quantity", "counts"], ascending=[False, True, True])

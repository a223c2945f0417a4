"""The register of arms transfers, in the columns that arms-trade research uses, filled from claims.

It enters what is claimed, not what is true: a figure, a year or a whole entry that no source states flatly
stands in brackets, as is the custom of such registers.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from tables.actors import PARTY
from tables.selection import Selection, where
from tables.store import Store
from tables.weapons import rung_of

COLUMNS = ("recipient", "designation", "description", "ordered", "order_year", "delivery_years", "delivered", "comments")
ORDERING = ("requested", "negotiated", "agreed")
HANDED = ("delivered", "provided")  # what a figure of a delivery counts
NOT_HANDED = ("produced", "launched", "shot down", "used")  # and what one of neither order nor delivery counts

# a request is made by the one who wants to receive
_DEALS = """
WITH party AS ({party}), chosen AS (
    SELECT claim_id, claims.source_id, origin_id, event_type, status, quantity_text, quantity_low, quantity_high,
           quantity_unit, quantity_counts, event_from, event_to, date_precision, y.rung, items, a.published,
           coalesce(src.name, 'unknown source') AS source,
           CASE WHEN event_type = 'request' THEN recipients ELSE agents END AS suppliers,
           unnest(CASE WHEN event_type = 'request' THEN agents ELSE recipients END) AS to_id
    FROM claims JOIN event_types y USING (event_type) JOIN articles a USING (article_id)
    LEFT JOIN sources src ON src.source_id = claims.source_id
    WHERE ({where}) AND y.rung IN ('requested', 'negotiated', 'agreed', 'delivered')
), sent AS (SELECT * EXCLUDE (suppliers), unnest(suppliers) AS by_id FROM chosen),
goods AS (SELECT * EXCLUDE (items), unnest(items) AS item FROM sent)
SELECT DISTINCT g.* EXCLUDE (to_id, by_id), p.party AS supplier, q.party AS recipient, s.name AS supplier_name,
       r.name AS recipient_name, i.name AS designation, coalesce(i.class, '') AS class, coalesce(up.name, '') AS wider
FROM goods g JOIN party p ON p.entity_id = g.by_id JOIN party q ON q.entity_id = g.to_id
JOIN entities s ON s.entity_id = p.party JOIN entities r ON r.entity_id = q.party
JOIN entities i ON i.entity_id = g.item LEFT JOIN entities up ON up.entity_id = i.parent_id
WHERE p.party <> q.party AND s.kind <> 'person' AND r.kind <> 'person'
ORDER BY g.published NULLS LAST, g.claim_id
"""


def register_in(store: Store, selection: Selection) -> pd.DataFrame:
    """One row per supplier, recipient and designation that the selected claims name together, most origins first.

    ``entry`` is ``supplier~item~recipient``, ``supplier`` a name, then ``COLUMNS`` as text; beside each of
    ordered, order_year, delivery_years, delivered and comments, a column ``…_ids`` holds the claims behind it.
    ``sources`` names the sources, n_claims, n_sources and n_origins count.
    """
    condition, values = where(selection)
    deals = store.frame(_DEALS.format(party=PARTY["state"], where=condition), values)
    deals["stage"] = [rung_of(rung, status) for rung, status in zip(deals["rung"], deals["status"], strict=True)]
    rows = [_entry(f"{supplier}~{item}~{recipient}", part)
            for (supplier, item, recipient), part in deals.groupby(["supplier", "item", "recipient"], sort=True)]
    kept = [f"{name}_ids" for name in COLUMNS[3:]]
    columns = ["entry", "supplier", *COLUMNS, *kept, "sources", "n_claims", "n_sources", "n_origins"]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(["n_origins", "n_claims", "entry"], ascending=[False, False, True], ignore_index=True)


def _entry(entry: str, part: pd.DataFrame) -> dict[str, Any]:
    first = part.iloc[0]
    counts = part["quantity_counts"].fillna("")
    numbered = part["quantity_text"].notna() & ~counts.isin(NOT_HANDED)
    delivered, ordered = part["stage"] == "delivered", part["stage"].isin(ORDERING)
    fields = {
        "ordered": _figures(part[ordered & numbered & ~counts.isin(HANDED)]), "order_year": _years(part[ordered]),
        "delivery_years": _years(part[delivered]), "delivered": _figures(part[delivered & numbered]),
        "comments": (_comments(part), list(part["claim_id"])),
    }  # fmt: skip
    texts = {name: text for name, (text, _) in fields.items()}
    ids = {f"{name}_ids": claims for name, (_, claims) in fields.items()}
    return {"entry": entry, "supplier": first["supplier_name"], "recipient": first["recipient_name"],
            "designation": first["designation"], "description": _kind(first), **texts, **ids,
            "sources": ", ".join(sorted(set(part["source"]))), "n_claims": len(part),
            "n_sources": part["source_id"].nunique(), "n_origins": part["origin_id"].nunique()}


def _kind(row: pd.Series) -> str:
    """The class of a designation; of a class itself, what takes it in."""
    itself = not row["class"] or row["item"] == row["class"].replace(" ", "-") or row["designation"] == row["class"]
    return str(row["wider"] if itself else row["class"])


def _bracketed(text: str, certain: bool) -> str:
    return text if certain else f"({text})"


def _figures(claims: pd.DataFrame) -> tuple[str, list[str]]:
    """The figures given, each once, in brackets unless a source states one flatly and to the piece."""
    found: dict[str, bool] = {}
    for row in claims.itertuples():
        words = str(row.quantity_text).translate({ord(sign): None for sign in '"“”'}).strip().lower()
        exact = row.quantity_low == row.quantity_high and len(words.split()) == 1 and row.status == "asserted"
        unit = f" {row.quantity_unit}" if isinstance(row.quantity_unit, str) else ""
        found[words + unit] = found.get(words + unit, False) or exact
    return "; ".join(_bracketed(text, certain) for text, certain in found.items()), list(claims["claim_id"])


def _years(claims: pd.DataFrame) -> tuple[str, list[str]]:
    """The years of the happening; where no claim gives one, the years of the reports, in brackets."""
    dated = claims[claims["event_from"].notna() | claims["event_to"].notna()]
    if dated.empty:
        told = claims[claims["published"].notna()]
        return _bracketed(_span(told["published"].dt.year), False) if len(told) else "", list(told["claim_id"])
    first, last = dated["event_from"].fillna(dated["event_to"]), dated["event_to"].fillna(dated["event_from"])
    certain = bool(((dated["status"] == "asserted") & (dated["date_precision"] != "open")).all())
    return _bracketed(_span([*first.dt.year, *last.dt.year]), certain), list(dated["claim_id"])


def _span(years: Iterable[float]) -> str:
    found = sorted({int(year) for year in years})
    return f"{found[0]}" if len(found) == 1 else f"{found[0]}–{found[-1]}"


def _comments(part: pd.DataFrame) -> str:
    against = part[part["status"].isin(("denied", "negated", "disputed"))]
    said = [f"{_counted(len(part), 'claim')} from {_counted(part['source_id'].nunique(), 'source')}, "
            f"{_counted(part['origin_id'].nunique(), 'origin')}"]
    if len(against) == len(part):
        said.append("nobody claims it, it is only rejected")
    elif len(against):
        said.append(f"rejected in {_counted(len(against), 'claim')}")
    if len(against) < len(part) and "delivered" not in set(part["stage"]):
        said.append("no delivery claimed")
    elif set(part.loc[part["stage"] == "delivered", "status"]) == {"hedged"}:
        said.append("delivery only with a reservation")
    return "; ".join(said)


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def entry_claims(register: pd.DataFrame, entry: str, field: str) -> list[str]:
    """The claims behind a field of an entry of the register; those behind the whole entry for any other field."""
    rows = register[register["entry"] == entry]
    if rows.empty:
        return []
    return list(rows.iloc[0][f"{field}_ids" if f"{field}_ids" in rows.columns else "comments_ids"])


def register_table(store: Store, selection: Selection) -> pd.DataFrame:
    """The register as it is downloaded: the columns as text, the sources, the ids of the claims, and the build."""
    found = register_in(store, selection)
    ids = found["comments_ids"].map(lambda claims: "; ".join(claims))
    return found[["supplier", *COLUMNS, "sources"]].assign(claims=ids, build_id=store.build_id)

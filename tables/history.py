"""What became of a matter: its denials and what came after them, hedges that were lost, numbers over time."""

from typing import Any

import pandas as pd

from tables.conflicts import AGAINST

HELD = ("asserted", "hedged")

DENIALS = ["who", "day", "status", "sources", "claim_ids", "against_ids", "after_ids", "conceded_ids"]
HEDGES = ["hedged_source", "hedged_day", "hedged_id", "flat_source", "flat_day", "flat_id", "link"]
NUMBERS = ["claim_id", "source", "published", "published_basis", "kind", "text", "low", "high", "status"]


def _ordered(statements: pd.DataFrame) -> pd.DataFrame:
    days = pd.to_datetime(statements["said_on"]).fillna(pd.to_datetime(statements["published"]))
    return statements.assign(day=days).sort_values(["day", "claim_id"], na_position="last")


def _voice(row: Any) -> str:
    for name in (row.speaker, row.speaker_text, row.source):
        if isinstance(name, str) and name:
            return name
    return "unknown source"


def _names(part: pd.DataFrame) -> str:
    return ", ".join(sorted(set(part["source"].fillna("unknown source"))))


def denials_of(statements: pd.DataFrame) -> pd.DataFrame:
    """One row per denial, earliest first: who, day (said, else published), status, sources (names that report it),
    claim_ids; against_ids: claims that it stands against, of that day or before; after_ids: claims of the same act
    that came later; conceded_ids: later ones by the same voice or another of its country.

    ``statements`` as ``comparison.statements_in`` gives them; claims of one origin are one denial.
    """
    ordered = _ordered(statements)
    held = ordered[ordered["status"].isin(HELD)]
    rows = [_denial(part, held) for _, part in ordered[ordered["status"].isin(AGAINST)].groupby("origin_id", sort=False)]
    return pd.DataFrame(rows, columns=DENIALS).sort_values("day", kind="stable", na_position="last").reset_index(drop=True)


def _denial(part: pd.DataFrame, held: pd.DataFrame) -> dict[str, Any]:
    first = next(part.itertuples())
    later = held["day"] > first.day if pd.notna(first.day) else held["day"].isna() & False
    after = held[later]
    country = first.speaker_country if isinstance(first.speaker_country, str) else None
    same = after["speaker_id"].eq(first.speaker_id) if isinstance(first.speaker_id, str) else after["claim_id"].eq("")
    own = after[same | (after["speaker_country"].eq(country) if country else False)]
    return {"who": _voice(first), "day": first.day, "status": first.status, "sources": _names(part),
            "claim_ids": list(part["claim_id"]), "against_ids": list(held[~later]["claim_id"]),
            "after_ids": list(after["claim_id"]), "conceded_ids": list(own["claim_id"])}


def hedges_lost_of(statements: pd.DataFrame) -> pd.DataFrame:
    """One row per claim that its first source hedges and a later article states flatly: hedged_source, hedged_day,
    hedged_id, flat_source, flat_day, flat_id, link (how the later one depends on the first, in words).

    The later claim must be on the same topic and share the origin, or name the first source as its own.
    """
    ordered = _ordered(statements)
    flat = ordered[ordered["status"] == "asserted"]
    rows = []
    for hedged in ordered[ordered["status"] == "hedged"].itertuples():
        if pd.isna(hedged.published):
            continue
        cites = flat["cited_source_id"].eq(hedged.source_id) if isinstance(hedged.source_id, str) else flat["claim_id"].eq("")
        rests = flat["origin_id"].eq(hedged.origin_id)
        later = flat["published"].ge(hedged.published) & flat["article_id"].ne(hedged.article_id) & flat["topic_id"].eq(hedged.topic_id)
        for found in flat[later & (cites | rests)].drop_duplicates("article_id").itertuples():
            named = isinstance(hedged.source_id, str) and found.cited_source_id == hedged.source_id
            rows.append({"hedged_source": _source(hedged), "hedged_day": hedged.published, "hedged_id": hedged.claim_id,
                         "flat_source": _source(found), "flat_day": found.published, "flat_id": found.claim_id,
                         "link": f"names {_source(hedged)} as its source" if named else "rests on the same origin"})
    return pd.DataFrame(rows, columns=HEDGES)


def _source(row: Any) -> str:
    return row.source if isinstance(row.source, str) else "unknown source"


def numbers_of(statements: pd.DataFrame) -> pd.DataFrame:
    """One row per number that the statements give, by day of the report: claim_id, source, published,
    published_basis, kind (what is counted, in words), text, low, high (either may be missing), status."""
    with_number = statements[statements[["quantity_low", "quantity_high"]].notna().any(axis=1)]
    units = with_number["quantity_unit"].fillna("")
    counts = with_number["quantity_counts"].fillna("").str.replace("[-_]", " ", regex=True)
    rows = with_number.assign(
        source=with_number["source"].fillna("unknown source"), text=with_number["quantity_text"].str.strip(),
        kind=(units + " " + counts).str.strip().replace("", "count not stated"),
        low=with_number["quantity_low"], high=with_number["quantity_high"],
    )
    return rows[NUMBERS].sort_values(["kind", "published", "claim_id"]).reset_index(drop=True)

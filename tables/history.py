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

    The later claim is another source's on the same topic; it shares the origin, or names the first source as its own.
    """
    ordered = _ordered(statements)
    flat = ordered[ordered["status"] == "asserted"]
    hedged = ordered[(ordered["status"] == "hedged") & ordered["published"].notna()]
    rows = [_lost(first, found) for first in hedged.drop_duplicates(["article_id", "topic_id"]).itertuples()
            for found in _later(first, flat).drop_duplicates("article_id").itertuples()]
    return pd.DataFrame(rows, columns=HEDGES)


def _cites(row: Any, flat: pd.DataFrame) -> pd.Series:
    return flat["cited_source_id"].eq(row.source_id) if isinstance(row.source_id, str) else flat["claim_id"].eq("")


def _later(first: Any, flat: pd.DataFrame) -> pd.DataFrame:
    """The flat claims of other sources that were published no earlier and depend on the first."""
    depends = _cites(first, flat) | flat["origin_id"].eq(first.origin_id)
    other = flat["article_id"].ne(first.article_id) & flat["source_id"].ne(first.source_id)
    return flat[depends & other & flat["published"].ge(first.published) & flat["topic_id"].eq(first.topic_id)]


def _lost(first: Any, found: Any) -> dict[str, Any]:
    named = isinstance(first.source_id, str) and found.cited_source_id == first.source_id
    return {"hedged_source": _source(first), "hedged_day": first.published, "hedged_id": first.claim_id,
            "flat_source": _source(found), "flat_day": found.published, "flat_id": found.claim_id,
            "link": f"names {_source(first)} as its source" if named else "rests on the same origin"}


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

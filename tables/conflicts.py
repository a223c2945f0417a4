"""The conflict ledger of a topic: what its sources say differently, field by field."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

import pandas as pd

CONFLICTS = ("asserted against denied", "different number", "incompatible dates, or several happenings")

FOR, AGAINST = ("asserted", "hedged", "planned"), ("denied", "negated", "disputed")

_SAID = {"supplier": "agents_said", "recipient": "recipients_said", "item": "items_said", "place": "places_said"}


def _rows(claims: pd.DataFrame, field: str, values: Iterable[str], conflict: str) -> list[dict[str, Any]]:
    valued = claims.assign(value=list(values))
    grouped = valued[valued["value"] != ""].groupby("value", sort=True)
    rows = [{
        "field": field, "value": value, "conflict": conflict, "n_claims": len(part),
        "sources": ", ".join(sorted(set(part["source"].fillna("unknown source")))), "claim_ids": list(part["claim_id"]),
    } for value, part in grouped]
    return sorted(rows, key=lambda row: (-row["n_claims"], row["value"])) if len(rows) > 1 else []


def _apart(spans: list[tuple[Any, Any]]) -> bool:
    """Whether two of the intervals have nothing in common."""
    return bool(spans) and max(low for low, _ in spans) > min(high for _, high in spans)


def _number_rows(claims: pd.DataFrame) -> list[dict[str, Any]]:
    with_number = claims[claims["quantity_text"].notna() & claims[["quantity_low", "quantity_high"]].notna().any(axis=1)]
    if with_number.empty:
        return []
    counts = with_number["quantity_counts"].fillna("count not stated")
    rows: list[dict[str, Any]] = []
    for kind, part in with_number.groupby(counts, sort=True):
        low = part["quantity_low"].fillna(part["quantity_high"])
        high = part["quantity_high"].fillna(float("inf"))
        conflict = "different number" if _apart(list(zip(low, high, strict=True))) else "numbers agree"
        rows += _rows(part, f"number {_kind(kind)}", part["quantity_text"].str.strip(), conflict)
    if counts.nunique() > 1:
        values = with_number["quantity_text"].str.strip() + " " + counts.map(_kind)
        rows += _rows(with_number, "number", values, "number of a different thing")
    return rows


def _kind(counts: Hashable) -> str:
    return str(counts) if str(counts) == "count not stated" else f"{counts}".replace("_", " ").replace("-", " ")


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _written(day: date, precision: Any) -> str:
    known = {"year": "%Y", "month": "%b %Y", "season": "%b %Y"}
    return f"{day:{known[precision]}}" if precision in known else f"{day.day} {day:%b %Y}"


def _date_value(row: Any) -> str:
    first, last = _day(row.event_from), _day(row.event_to)
    start, end = (_written(day, row.date_precision) if day else "" for day in (first, last))
    if not start and not end:
        return ""
    if not start or not end:
        return f"since {start}" if start else f"until {end}"
    return start if start == end else f"{start} – {end}"


def _date_rows(claims: pd.DataFrame) -> list[dict[str, Any]]:
    spans = [(_day(row.event_from) or date.min, _day(row.event_to) or date.max) for row in claims.itertuples()
             if _date_value(row)]
    conflict = "incompatible dates, or several happenings" if _apart(spans) else "dates are compatible"
    return _rows(claims, "date", [_date_value(row) for row in claims.itertuples()], conflict)


def _status_rows(claims: pd.DataFrame) -> list[dict[str, Any]]:
    against, held = claims["status"].isin(AGAINST).any(), claims["status"].isin(FOR).any()
    conflict = "asserted against denied" if against and held else "different commitment"
    return _rows(claims, "status", claims["status"], conflict)


def ledger_of(statements: pd.DataFrame) -> pd.DataFrame:
    """Every field on which the statements differ: field, value, conflict (its type in words), n_claims,
    sources (names), claim_ids. A field that all who name it give alike has no rows.

    ``statements`` as ``comparison.statements_in`` gives them. Numbers are set against one another only where
    they count the same thing; a date conflicts where two intervals share no day.
    """
    rows = _status_rows(statements) + _number_rows(statements) + _date_rows(statements)
    for field, column in _SAID.items():
        rows += _rows(statements, field, statements[column], f"different {field}")
    return pd.DataFrame(rows, columns=["field", "value", "conflict", "n_claims", "sources", "claim_ids"])

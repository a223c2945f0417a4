"""What a reader asks for: the filters of a link, and the SQL condition over claims that they mean."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

Condition = tuple[str, list[Any]]


@dataclass(frozen=True)
class Selection:
    """The filters that are set; an empty field is not set. Fields restrict together (AND),
    the values within one field widen it (OR), the words of ``q`` must all occur."""

    weapons: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    sources: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    q: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no filter is set."""
        return self == Selection()

    @property
    def is_dated(self) -> bool:
        """Whether a date filter is set, so that claims without a date are left out."""
        return self.date_from is not None or self.date_to is not None

    def without(self, *names: str) -> "Selection":
        """The same selection with the named filters not set; ``dates`` names both ends."""
        gone = {part for name in names for part in (("date_from", "date_to") if name == "dates" else (name,))}
        changes: dict[str, Any] = {f.name: f.default for f in fields(self) if f.name in gone}
        return replace(self, **changes)

    def holding(self, name: str, values: Iterable[str]) -> "Selection":
        """The same selection with one of the filters that hold several values set to these."""
        changes: dict[str, Any] = {name: tuple(values)}
        return replace(self, **changes)


def _weapons(selection: Selection) -> Condition:
    members = "(SELECT list(entity_id) FROM lineage WHERE list_contains(?, ancestor))"
    return f"list_has_any(claims.items, {members})", [list(selection.weapons)]


def _actors(selection: Selection) -> Condition:
    members = "(SELECT list(entity_id) FROM actor_lineage WHERE list_contains(?, ancestor))"
    parts = "list_concat(claims.agents, claims.recipients, [claims.speaker_id])"
    return f"list_has_any({parts}, {members})", [list(selection.actors)]


def _dates(selection: Selection) -> Condition:
    parts, parameters = ["(claims.event_from IS NOT NULL OR claims.event_to IS NOT NULL)"], []
    if selection.date_from:
        parts.append("coalesce(claims.event_to >= ?, true)")
        parameters.append(selection.date_from)
    if selection.date_to:
        parts.append("coalesce(claims.event_from <= ?, true)")
        parameters.append(selection.date_to)
    return " AND ".join(parts), parameters


def _words(selection: Selection) -> Condition:
    words = selection.q.lower().split()
    each = " AND ".join("(contains(lower(passage), ?) OR contains(lower(title), ?))" for _ in words) or "true"
    sql = f"claims.claim_id IN (SELECT claim_id FROM passages WHERE {each})"
    return sql, [word for word in words for _ in range(2)]


def _among(column: str, values: tuple[str, ...]) -> Condition:
    return f"list_contains(?, claims.{column})", [list(values)]


def where(selection: Selection, omit: str | None = None) -> Condition:
    """The condition over the table ``claims`` (by that name) and its parameters, in order.

    ``omit`` leaves out one filter (``weapons``, ``dates``, ``sources``, ``actors``, ``types``,
    ``statuses`` or ``q``), for counting its options under the others. A weapon takes in its members at
    any depth, an actor its own organisations and people and whoever speaks for it. A date filter takes
    claims whose interval overlaps it; a claim without any date is then left out. Never empty: "true".
    """
    chosen: list[Condition] = []
    if selection.weapons and omit != "weapons":
        chosen.append(_weapons(selection))
    if selection.is_dated and omit != "dates":
        chosen.append(_dates(selection))
    if selection.sources and omit != "sources":
        chosen.append(_among("source_id", selection.sources))
    if selection.actors and omit != "actors":
        chosen.append(_actors(selection))
    if selection.types and omit != "types":
        chosen.append(_among("event_type", selection.types))
    if selection.statuses and omit != "statuses":
        chosen.append(_among("status", selection.statuses))
    if selection.q.strip() and omit != "q":
        chosen.append(_words(selection))
    sql = " AND ".join(f"({part})" for part, _ in chosen)
    return sql or "true", [value for _, values in chosen for value in values]

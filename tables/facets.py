"""The options of each filter, each with the number of claims it would show under the other filters."""

from dataclasses import dataclass

from tables.schema import STATUSES
from tables.selection import Selection, where
from tables.store import Store

ACTOR_KINDS = ("state", "organisation", "group", "person")

MEMBERS = {
    "weapons": ("claims.items", "lineage", ("weapon",)),
    "actors": (
        "list_distinct(list_concat(claims.agents, claims.recipients, [claims.speaker_id]))",
        "actor_lineage",
        ACTOR_KINDS,
    ),
}
COLUMNS = {"sources": "source_id", "types": "event_type", "statuses": "status"}
NAMES = {
    "sources": "SELECT source_id AS value, name AS label, name AS place FROM sources",
    "types": "SELECT event_type AS value, label, position AS place FROM event_types",
}


@dataclass(frozen=True)
class Option:
    """One choice of a filter. ``depth`` is its level below the classes it belongs to, 0 at the top."""

    value: str
    label: str
    count: int
    depth: int = 0
    parent: str | None = None
    kind: str = ""


def _member_options(store: Store, selection: Selection, facet: str) -> list[Option]:
    parts, lineage, kinds = MEMBERS[facet]
    condition, parameters = where(selection, omit=facet)
    frame = store.frame(
        f"""
        WITH named AS (SELECT claim_id, unnest({parts}) AS entity_id FROM claims),
        shown AS (SELECT claim_id FROM claims WHERE {condition}),
        counts AS (SELECT l.ancestor AS value, count(DISTINCT shown.claim_id) AS n
                   FROM named JOIN {lineage} l USING (entity_id) LEFT JOIN shown USING (claim_id) GROUP BY 1)
        SELECT e.entity_id AS value, e.name AS label, e.kind, e.parent_id AS parent, coalesce(n, 0) AS n
        FROM entities e LEFT JOIN counts ON counts.value = e.entity_id
        WHERE list_contains(?, e.kind) AND (n IS NOT NULL OR list_contains(?, e.entity_id))
        ORDER BY lower(e.name), e.entity_id
        """,
        [*parameters, list(kinds), list(getattr(selection, facet))],
    )
    rows = frame.to_dict("records")
    return [Option(r["value"], r["label"], int(r["n"]), 0, r["parent"] or None, r["kind"]) for r in rows]


def _as_tree(options: list[Option]) -> list[Option]:
    """Each option after its parent, with its depth; what has no listed parent stands at the top."""
    listed = {option.value for option in options}
    below: dict[str | None, list[Option]] = {}
    for option in options:
        parent = option.parent if option.parent in listed and option.parent != option.value else None
        below.setdefault(parent, []).append(option)
    ordered: list[Option] = []
    waiting = [(option, 0) for option in reversed(below.get(None, []))]
    while waiting:
        option, depth = waiting.pop()
        ordered.append(Option(option.value, option.label, option.count, depth, option.parent, option.kind))
        waiting += [(child, depth + 1) for child in reversed(below.get(option.value, []))]
    return ordered


def weapon_options(store: Store, selection: Selection) -> list[Option]:
    """Weapon systems and classes that claims name, each class before its members."""
    return _as_tree(_member_options(store, selection, "weapons"))


def actor_options(store: Store, selection: Selection) -> list[Option]:
    """States, then groups and organisations, then people that claims name, most claims first."""
    options = _member_options(store, selection, "actors")
    return sorted(options, key=lambda o: (ACTOR_KINDS.index(o.kind), -o.count, o.label))


def _column_counts(store: Store, selection: Selection, facet: str) -> dict[str, int]:
    condition, parameters = where(selection, omit=facet)
    column = COLUMNS[facet]
    sql = f"SELECT {column} AS value, count(*) FILTER (WHERE {condition}) AS n FROM claims GROUP BY 1"
    rows = store.frame(sql, parameters).to_dict("records")
    return {row["value"]: int(row["n"]) for row in rows if row["value"] == row["value"]}


def _column_options(store: Store, selection: Selection, facet: str) -> list[Option]:
    counts = _column_counts(store, selection, facet)
    rows = store.frame(f"{NAMES[facet]} ORDER BY place, value").to_dict("records")
    wanted = set(counts) | set(getattr(selection, facet))
    return [Option(r["value"], r["label"], counts.get(r["value"], 0)) for r in rows if r["value"] in wanted]


def source_options(store: Store, selection: Selection) -> list[Option]:
    """Sources that published claims, by name."""
    return _column_options(store, selection, "sources")


def type_options(store: Store, selection: Selection) -> list[Option]:
    """Event types that claims have, in the order of the knowledge."""
    return _column_options(store, selection, "types")


def status_options(store: Store, selection: Selection) -> list[Option]:
    """All statuses, from the most to the least committed."""
    counts = _column_counts(store, selection, "statuses")
    return [Option(status, status, counts.get(status, 0)) for status in STATUSES]


def known_values(store: Store) -> dict[str, frozenset[str]]:
    """The slugs that each filter key of a link may hold."""
    weapons = "SELECT entity_id FROM entities WHERE kind = 'weapon'"
    actors = f"SELECT entity_id FROM entities WHERE kind IN {ACTOR_KINDS}"
    queries = {
        "weapon": weapons,
        "actor": actors,
        "source": "SELECT source_id FROM sources",
        "type": "SELECT event_type FROM event_types",
    }
    found = {key: frozenset(store.frame(sql).iloc[:, 0]) for key, sql in queries.items()}
    return {**found, "status": frozenset(STATUSES)}


def undated_count(store: Store, selection: Selection) -> int:
    """How many claims fit the selection but for having no date, when a date filter is set."""
    condition, parameters = where(selection, omit="dates")
    undated = "event_from IS NULL AND event_to IS NULL"
    return int(store.frame(f"SELECT count(*) FROM claims WHERE {undated} AND {condition}", parameters).iat[0, 0])


def entity_names(store: Store) -> dict[str, str]:
    """The name of every entity by its id."""
    frame = store.frame("SELECT entity_id, name FROM entities")
    return dict(zip(frame["entity_id"], frame["name"], strict=True))


def source_names(store: Store) -> dict[str, str]:
    """The name of every source by its id."""
    frame = store.frame("SELECT source_id, name FROM sources")
    return dict(zip(frame["source_id"], frame["name"], strict=True))


def type_labels(store: Store) -> dict[str, str]:
    """The label of every event type by its id."""
    frame = store.frame("SELECT event_type, label FROM event_types")
    return dict(zip(frame["event_type"], frame["label"], strict=True))

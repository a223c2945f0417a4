"""Events: dated happenings inside a topic, and the origins on which claims rest.

Two claims of a topic report one event where their date intervals overlap, both are no longer than a season,
and their numbers, places and phases do not contradict. A claim without a date is in no event: it is never forced into one.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from preprocessing.gazetteer import Entity
from preprocessing.lexicon import Lexicon

AGAINST = frozenset(("denied", "negated", "disputed"))
FOR = frozenset(("asserted", "hedged"))
AHEAD = frozenset(("planned", "hypothetical"))
RANK = {"day": 0, "month": 1, "season": 2, "year": 3, "open": 4, "none": 5}
SAME_EVENT = 200  # days that a claim's interval may last and still tell one happening from another


@dataclass
class Event:
    """An event in the making: its claims, and the days that they agree on."""

    topic_id: str
    first: date
    last: date | None
    claims: list[Mapping[str, Any]] = field(default_factory=list)

    def fits(self, claim: Mapping[str, Any]) -> bool:
        """Whether a claim may report this event."""
        first, last = claim["event_from"], claim["event_to"]
        if any((other["status"] in AHEAD) != (claim["status"] in AHEAD) for other in self.claims):
            return False
        if not _alike(claim, self.claims[0]) or not all(_agrees(claim, other) for other in self.claims):
            return False
        return first <= (self.last or date.max) and self.first <= (last or date.max)

    def add(self, claim: Mapping[str, Any]) -> None:
        """Takes a claim in, and narrows the days to those that all agree on."""
        self.claims.append(claim)
        self.first = max(self.first, claim["event_from"])
        if claim["event_to"] is not None:
            self.last = min(self.last or date.max, claim["event_to"])


def _long(claim: Mapping[str, Any]) -> bool:
    last = claim["event_to"]
    return last is None or (last - claim["event_from"]).days > SAME_EVENT


def _alike(claim: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """A long interval joins only claims of the very same interval."""
    if _long(claim) or _long(other):
        return bool(claim["event_from"] == other["event_from"] and claim["event_to"] == other["event_to"])
    return True


def _agrees(claim: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether places do not exclude one another; different numbers are a conflict inside an event, not two events."""
    places, others = set(claim["places"]), set(other["places"])
    return not places or not others or not places.isdisjoint(others) or claim["event_from"] == other["event_from"]


def find_events(
    claims: Sequence[Mapping[str, Any]], topics: Mapping[str, Mapping[str, Any]], lexicon: Lexicon,
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows of the table ``events``, and claim id → event id for the claims that are in one."""
    events = [event for topic in sorted(topics) for event in _of_topic(topic, claims)]
    rows = [_row(event, topics[event.topic_id], lexicon) for event in events]
    return rows, {claim["claim_id"]: row["event_id"] for event, row in zip(events, rows, strict=True) for claim in event.claims}


def _of_topic(topic_id: str, claims: Sequence[Mapping[str, Any]]) -> list[Event]:
    """The events of a topic: the most exactly dated claims found them, the others join where they fit."""
    dated = [c for c in claims if c["topic_id"] == topic_id and c["event_from"] is not None]
    found: list[Event] = []
    for claim in sorted(dated, key=lambda c: (RANK[c["date_precision"]], c["event_from"], c["claim_id"])):
        event = next((event for event in found if event.fits(claim)), None)
        if event is None:
            event = Event(topic_id, claim["event_from"], claim["event_to"])
            found.append(event)
            event.claims.append(claim)
        else:
            event.add(claim)
    return found


def _row(event: Event, topic: Mapping[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    statuses = {claim["status"] for claim in event.claims}
    ids = sorted(claim["claim_id"] for claim in event.claims)
    return {
        "event_id": hashlib.sha256("\x1f".join((event.topic_id, *ids)).encode()).hexdigest()[:12],
        "topic_id": event.topic_id, "label": topic["label"], "event_from": event.first, "event_to": event.last,
        "date_precision": min((c["date_precision"] for c in event.claims), key=RANK.__getitem__),
        "stage": lexicon.event_types[topic["event_type"]].rung, "n_claims": len(ids),
        "n_sources": len({claim["source_id"] for claim in event.claims}),
        "n_origins": len({claim["origin_id"] for claim in event.claims}),
        "contested": bool(statuses & AGAINST and statuses - AGAINST),
    }


def find_origins(
    claims: Sequence[Mapping[str, Any]], roots: Mapping[str, str], titles: Mapping[str, str],
    entities: Mapping[str, Entity], sources: Mapping[str, str],
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows of the table ``origins``, and claim id → origin id.

    ``roots``: article → the earliest article that it is a copy of, or itself.
    """
    rows: dict[str, dict[str, Any]] = {}
    chosen: dict[str, str] = {}
    for claim in claims:
        kind, key, label, reason = _origin(claim, roots, titles, entities, sources)
        origin_id = hashlib.sha256(f"{kind}\x1f{key}".encode()).hexdigest()[:12]
        rows.setdefault(origin_id, {"origin_id": origin_id, "kind": kind, "label": label, "reason": reason})
        chosen[claim["claim_id"]] = origin_id
    return list(rows.values()), chosen


def _origin(
    claim: Mapping[str, Any], roots: Mapping[str, str], titles: Mapping[str, str], entities: Mapping[str, Entity], sources: Mapping[str, str],
) -> tuple[str, str, str, str]:
    cited, day = claim["cited_source_id"], claim["cited_date"]
    if claim["speaker_id"] is not None and entities[claim["speaker_id"]].kind == "person":
        name = entities[claim["speaker_id"]].name
        return "speaker", claim["speaker_id"], name, f"Claims of this matter that rest on the word of {name}."
    if cited is not None and (day is not None or cited != claim["source_id"]):
        name = sources.get(cited, cited)
        when = f" of {day.isoformat()}" if day is not None else ""
        return "cited", f"{cited}\x1f{day or ''}", f"{name}{when}", f"Claims that name {name}{when} as their source."
    if claim["speaker_text"]:
        text = claim["speaker_text"]
        return "speaker", f"{claim['speaker_id'] or ''}\x1f{text.lower()}", text, f"Claims of this matter that rest on the word of “{text}”."
    root = roots[claim["article_id"]]
    return "article", root, titles[root], "Claims that an article and its copies make in their own voice."


def undated(claims: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The claims that no event can hold."""
    return (claim for claim in claims if claim["event_from"] is None)

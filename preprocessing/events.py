"""Events: dated happenings inside a topic.

Claims of a topic report one event where

1. all are of what has happened, or all of what is planned or possible;
2. their days overlap, and so do the days that all earlier ones agree on; a claim whose dates span more than a
   season (``event_days``) joins only claims of the very same dates;
3. their details do not contradict: numbers of the same thing that exclude one another, or places neither of
   which holds the other, tell two happenings apart. Where both claims give the very same days, such a
   difference is a conflict about one happening, and the claims stay together.

The most exactly dated claims found the events, the others join the first that they fit; ties go by claim id, so
the same claims give the same events. A claim without a date is in no event: it is never forced into one.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from preprocessing.gazetteer import Entity
from preprocessing.grouping import AGAINST, AHEAD, Grouping
from preprocessing.topics import lineage

Claim = Mapping[str, Any]

RANK = {"day": 0, "month": 1, "season": 2, "year": 3, "open": 4, "none": 5}


@dataclass(frozen=True)
class Rule:
    """What tells one happening from another."""

    entities: Mapping[str, Entity]
    event_days: int

    def together(self, claim: Claim, other: Claim) -> bool:
        """Whether two claims of a topic whose days overlap may report one event."""
        if (claim["status"] in AHEAD) != (other["status"] in AHEAD):
            return False
        if (claim["event_from"], claim["event_to"]) == (other["event_from"], other["event_to"]):
            return True
        if self._long(claim) or self._long(other):
            return False
        return not _numbers_apart(claim, other) and not self._places_apart(claim, other)

    def _long(self, claim: Claim) -> bool:
        return _length(claim) > self.event_days

    def _places_apart(self, claim: Claim, other: Claim) -> bool:
        here, there = claim["places"], other["places"]
        return bool(here and there) and not any(self._holds(a, b) or self._holds(b, a) for a in here for b in there)

    def _holds(self, place: str, wider: str) -> bool:
        if wider in lineage(place, self.entities):
            return True
        country = self.entities[wider].country
        return self.entities[wider].kind == "state" and country is not None and self.entities[place].country == country


def _numbers_apart(claim: Claim, other: Claim) -> bool:
    """Whether both count the same thing and no number can be what both mean."""
    if (claim["quantity_counts"], claim["quantity_unit"]) != (other["quantity_counts"], other["quantity_unit"]):
        return False
    spans = [_span(each) for each in (claim, other)]
    return all(spans) and max(span[0] for span in spans if span) > min(span[1] for span in spans if span)


def _span(claim: Claim) -> tuple[float, float] | None:
    low, high = claim["quantity_low"], claim["quantity_high"]
    if low is None and high is None:
        return None
    return (low if low is not None else 0.0, high if high is not None else float("inf"))


@dataclass
class Event:
    """An event in the making: its claims, and the days that they agree on."""

    topic_id: str
    first: date
    last: date | None
    claims: list[Claim] = field(default_factory=list)

    def fits(self, claim: Claim, rule: Rule) -> bool:
        """Whether a claim may report this event."""
        first, last = claim["event_from"], claim["event_to"]
        overlap = first <= (self.last or date.max) and self.first <= (last or date.max)
        return overlap and all(rule.together(claim, other) for other in self.claims)

    def add(self, claim: Claim) -> None:
        """Takes a claim in, and narrows the days to those that all agree on."""
        self.claims.append(claim)
        self.first = max(self.first, claim["event_from"])
        if claim["event_to"] is not None:
            self.last = min(self.last or date.max, claim["event_to"])


def find_events(
    claims: Sequence[Claim], topics: Mapping[str, Mapping[str, Any]], entities: Mapping[str, Entity],
    rungs: Mapping[str, str | None], grouping: Grouping,
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows of the table ``events``, and claim id → event id for the claims that are in one.

    A claim must have its ``topic_id`` and ``origin_id``; ``rungs``: event type → rung of the transfer ladder.
    """
    by_topic = defaultdict(list)
    for claim in claims:
        if claim["event_from"] is not None:
            by_topic[claim["topic_id"]].append(claim)
    rule = Rule(entities, grouping.event_days)
    events = [event for topic in sorted(by_topic) for event in _of_topic(topic, by_topic[topic], rule)]
    rows = [_row(event, topics[event.topic_id], rungs) for event in events]
    return rows, {claim["claim_id"]: row["event_id"] for event, row in zip(events, rows, strict=True) for claim in event.claims}


def _of_topic(topic_id: str, dated: Iterable[Claim], rule: Rule) -> list[Event]:
    """The events of a topic: the most exactly dated claims found them, the others join where they fit."""
    found: list[Event] = []
    for claim in sorted(dated, key=lambda c: (_length(c), c["event_from"], c["claim_id"])):
        event = next((event for event in found if event.fits(claim, rule)), None)
        if event is None:
            event = Event(topic_id, claim["event_from"], claim["event_to"])
            found.append(event)
        event.add(claim)
    return found


def _length(claim: Claim) -> float:
    last = claim["event_to"]
    return float((last - claim["event_from"]).days) if last is not None else float("inf")


def _row(event: Event, topic: Mapping[str, Any], rungs: Mapping[str, str | None]) -> dict[str, Any]:
    statuses = {claim["status"] for claim in event.claims}
    ids = sorted(claim["claim_id"] for claim in event.claims)
    return {
        "event_id": hashlib.sha256("\x1f".join((event.topic_id, *ids)).encode()).hexdigest()[:12],
        "topic_id": event.topic_id, "label": topic["label"], "event_from": event.first, "event_to": event.last,
        "date_precision": min((c["date_precision"] for c in event.claims), key=RANK.__getitem__),
        "stage": rungs[topic["event_type"]], "n_claims": len(ids),
        "n_sources": len({claim["source_id"] for claim in event.claims}),
        "n_origins": len({claim["origin_id"] for claim in event.claims}),
        "contested": bool(statuses & AGAINST and statuses - AGAINST),
    }

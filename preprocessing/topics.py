"""Topics: claims about the same act, which the comparison sets side by side.

A topic is an event type between the same parties with the same items; people and bodies stand with their
state, and acts that both sides do to one another have no direction. The status plays no part: a denial
stands beside what it denies. Claims are never merged: a topic only groups, and a claim of unnamed "drones"
stays at that level, as the parent of the topics that name a system. A claim that leaves a party unsaid is a
topic of its own.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from preprocessing.gazetteer import Entity
from preprocessing.grouping import Grouping

Key = tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def find_topics(
    claims: Sequence[Mapping[str, Any]],
    entities: Mapping[str, Entity],
    labels: Mapping[str, str],
    grouping: Grouping,
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The rows of the table ``topics``, and claim id → topic id; each claim is in exactly one topic.

    ``labels``: event type → its word.
    """
    states: dict[str | None, str] = {
        e.country: key for key, e in entities.items() if e.kind == "state" and e.country
    }
    keys = {claim["claim_id"]: _key(claim, entities, states, grouping) for claim in claims}
    topics = {key: _row(key, entities, labels) for key in sorted(set(keys.values()))}
    for key, topic in topics.items():
        topic["parent_id"] = _parent(key, topics, entities)
    return list(topics.values()), {claim_id: topics[key]["topic_id"] for claim_id, key in keys.items()}


def _key(
    claim: Mapping[str, Any],
    entities: Mapping[str, Entity],
    states: Mapping[str | None, str],
    grouping: Grouping,
) -> Key:
    agents, recipients = (_folded(claim[role], entities, states) for role in ("agents", "recipients"))
    if claim["event_type"] in grouping.mutual:
        agents, recipients = tuple(sorted({*agents, *recipients})), ()
    others = tuple(r for r in recipients if r not in agents)
    return claim["event_type"], agents, others, _items(claim["items"], entities)


def _folded(
    ids: Iterable[str], entities: Mapping[str, Entity], states: Mapping[str | None, str]
) -> tuple[str, ...]:
    found = {
        states.get(entities[i].country, i) if entities[i].kind != "state" and entities[i].country else i
        for i in ids
    }
    return tuple(sorted(found))


def _items(ids: Sequence[str], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """One item as it is; several as the nearest class that holds them all, else as they are."""
    if len(ids) < 2:
        return tuple(ids)
    lines = [lineage(i, entities) for i in ids]
    common = next(
        (a for a in lines[0] if all(a in line for line in lines) and entities[a].parent_id is not None), None
    )
    return (common,) if common is not None else tuple(sorted(ids))


def lineage(entity_id: str, entities: Mapping[str, Entity]) -> list[str]:
    """The entity and what takes it in, nearest first."""
    found = [entity_id]
    while (
        (parent := entities[found[-1]].parent_id) is not None and parent in entities and parent not in found
    ):
        found.append(parent)
    return found


def _row(key: Key, entities: Mapping[str, Entity], labels: Mapping[str, str]) -> dict[str, Any]:
    event_type, agents, recipients, items = key
    return {
        "topic_id": topic_id(key),
        "label": label(key, entities, labels),
        "event_type": event_type,
        "agents": list(agents),
        "recipients": list(recipients),
        "items": list(items),
    }


def topic_id(key: Key) -> str:
    """A slug that a link can show: ``transfer-iran-russia-shahed-136``; long ones end in a hash."""
    event_type, *parts = key
    slug = "-".join([event_type, *("+".join(part) for part in parts if part)])
    if len(slug) <= 80 and slug != event_type:
        distinct = "" if parts[0] or not parts[1] else "-to"
        return slug.replace(event_type, f"{event_type}{distinct}", 1)
    return f"{slug[:60].rstrip('-+')}-{hashlib.sha256(repr(key).encode()).hexdigest()[:8]}"


def label(key: Key, entities: Mapping[str, Entity], labels: Mapping[str, str]) -> str:
    """The topic in words: "Transfer: Shahed-136, Iran → Russia"."""
    event_type, agents, recipients, items = key
    names = [" and ".join(entities[i].name for i in part) for part in (agents, recipients, items)]
    act, said = labels[event_type], ", ".join(part for part in (names[2], names[0]) if part)
    if not said and not names[1]:
        return f"{act}: no party or item named"
    return (f"{act}: {said}" if said else act) + (f" → {names[1]}" if names[1] else "")


def _parent(key: Key, topics: Mapping[Key, Any], entities: Mapping[str, Entity]) -> str | None:
    """The topic of the same act with the next wider item that is claimed at all, or with no item named."""
    event_type, agents, recipients, items = key
    wider = [(ancestor,) for ancestor in lineage(items[0], entities)[1:]] if len(items) == 1 else []
    for held in [*wider, ()] if items and (agents or recipients) else wider:
        if (event_type, agents, recipients, held) in topics:
            return str(topics[event_type, agents, recipients, held]["topic_id"])
    return None

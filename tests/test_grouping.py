"""Grouping: which claims share a topic, an event and an origin, and which must not.

A case in tests/cases/grouping.json holds claims in short, "name article day type agents recipients items status",
then what else they say: ``on`` days, ``n`` a number, what it ``counts`` and its ``unit``, ``at`` a place, ``by`` a
speaker (id:words), ``cites`` a source (@day). "-" is unsaid, an article may name its source (A:reuters). ``topics``,
``events`` and ``origins`` say which claims belong together; in events, claims that none names are in none.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from preprocessing.events import find_events
from preprocessing.gazetteer import Entity
from preprocessing.grouping import load_grouping
from preprocessing.knowledge import Knowledge, load_knowledge
from preprocessing.origins import Ground, Report, find_origins
from preprocessing.topics import find_topics
from preprocessing.vocabularies import KnowledgeError, read_yaml

ROOT = Path(__file__).parent.parent
CASES = json.loads((ROOT / "tests/cases/grouping.json").read_text("utf-8"))
TYPES = read_yaml(ROOT / "data/knowledge/event_types.yaml")
LABELS = {key: entry["label"] for key, entry in TYPES.items()}
RUNGS = {key: entry.get("rung") for key, entry in TYPES.items()}
KINDS = ("topics", "events", "origins")
Groups = Mapping[str, str]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "data/knowledge")


def _ids(text: str) -> list[str]:
    return [] if text == "-" else text.split(",")


def _span(text: str) -> tuple[str | None, str | None]:
    low, dots, high = text.partition("..")
    return (low or None, high or None) if dots else (low, low)


def _days(text: str | None) -> tuple[date | None, date | None]:
    first, last = _span(text) if text else (None, None)
    return tuple(date.fromisoformat(day) if day else None for day in (first, last))  # type: ignore[return-value]


def _number(text: str | None) -> tuple[float | None, float | None]:
    low, high = _span(text) if text else (None, None)
    return (float(low) if low else None), (float(high) if high else None)


def _precision(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return "open" if first or last else "none"
    days = (last - first).days
    return "day" if not days else "month" if days < 32 else "season" if days < 125 else "year"


def read_claim(text: str) -> dict[str, Any]:
    """A claim of a case as a row; ``article`` and ``published`` stand beside."""
    name, article, published, kind, agents, recipients, items, status, *rest = text.split()
    more = dict(part.split("=", 1) for part in rest)
    first, last = _days(more.get("on"))
    low, high = _number(more.get("n"))
    speaker, _, words = more.get("by", "-").partition(":")
    cited, _, cited_on = more.get("cites", "-").partition("@")
    article_id, _, source = article.partition(":")
    return {
        "claim_id": name, "article_id": article_id, "source_id": source or f"source-{article_id}", "event_type": kind,
        "published": None if published == "-" else date.fromisoformat(published),
        "agents": _ids(agents), "recipients": _ids(recipients), "items": _ids(items), "places": _ids(more.get("at", "-")),
        "status": status, "event_from": first, "event_to": last, "date_precision": _precision(first, last),
        "quantity_low": low, "quantity_high": high, "quantity_counts": more.get("counts"), "quantity_unit": more.get("unit"),
        "speaker_id": None if speaker == "-" else speaker, "speaker_text": words.replace("_", " ") or None, "said_on": None,
        "cited_source_id": None if cited == "-" else cited, "cited_date": date.fromisoformat(cited_on) if cited_on else None,
    }


def grouped(case: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Groups]:
    """For topics, events and origins: claim → group."""
    grouping = load_grouping(knowledge.folder, TYPES)
    claims = [read_claim(text) for text in case["claims"]]
    copies = case.get("copies", {})
    reports = {c["article_id"]: Report(c["article_id"], copies.get(c["article_id"], c["article_id"]), c["article_id"],
                                       c["source_id"], c["published"]) for c in claims}  # fmt: skip
    names = {key: source.name for key, source in knowledge.sources.items()}
    entities = {key: Entity(key, name, "organisation") for key, name in names.items()} | dict(knowledge.entities)
    topics, topic_of = find_topics(claims, entities, LABELS, grouping)
    _, origin_of = find_origins(claims, Ground(reports, entities, names, grouping.statement_days))
    rows = [{**c, "topic_id": topic_of[c["claim_id"]], "origin_id": origin_of[c["claim_id"]]} for c in claims]
    by_id = {topic["topic_id"]: topic for topic in topics}
    _, event_of = find_events(rows, by_id, entities, RUNGS, grouping)
    return {"topics": topic_of, "events": event_of, "origins": origin_of}


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    """The pairs of claims that stand together."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def found_pairs(groups: Groups) -> set[tuple[str, str]]:
    return pairs([[claim for claim, own in groups.items() if own == group] for group in set(groups.values())])


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_claims_stand_together_where_they_must_and_nowhere_else(case: Mapping[str, Any], knowledge: Knowledge) -> None:
    found = grouped(case, knowledge)
    for kind in KINDS:
        together = {"".join(sorted(c for c, own in found[kind].items() if own == group)) for group in found[kind].values()}
        assert together == set(case[kind]), f"{kind}: {case['comment']}"


def test_the_order_of_the_claims_does_not_matter(knowledge: Knowledge) -> None:
    for case in CASES:
        turned = {**case, "claims": case["claims"][::-1]}
        one, other = (grouped(each, knowledge) for each in (case, turned))
        assert [found_pairs(one[kind]) for kind in KINDS] == [found_pairs(other[kind]) for kind in KINDS]


def test_a_named_system_has_its_class_as_parent_and_a_class_the_matter_without_an_item(knowledge: Knowledge) -> None:
    texts = [f"{name} A 2023-01-10 transfer iran russia {item} asserted"
             for name, item in (("a", "shahed-136"), ("b", "drone"), ("c", "-"), ("d", "su-35"))]
    grouping = load_grouping(knowledge.folder, TYPES)
    rows, topic_of = find_topics([read_claim(text) for text in texts], knowledge.entities, LABELS, grouping)
    parents = {row["topic_id"]: row["parent_id"] for row in rows}
    assert parents[topic_of["a"]] == topic_of["b"]
    assert parents[topic_of["b"]] == parents[topic_of["d"]] == topic_of["c"]
    assert parents[topic_of["c"]] is None


def test_origins_say_in_words_why_claims_share_them(knowledge: Knowledge) -> None:
    claims = [read_claim(text) for text in (
        "a A 2022-07-16 transfer iran russia drone asserted by=united-states:White_House",
        "b B 2022-07-20 transfer iran russia drone asserted by=united-states:US_officials",
        "c C 2022-07-20 transfer iran russia drone asserted cites=reuters@2022-07-19",
        "d D 2022-07-20 transfer iran russia drone asserted", "e E 2022-07-21 transfer iran russia drone asserted",
        "f F 2022-07-21 transfer iran russia drone asserted by=-:six_sources")]  # fmt: skip
    reports = {c["article_id"]: Report(c["article_id"], "D" if c["article_id"] == "E" else c["article_id"], "The title",
                                       c["source_id"], c["published"]) for c in claims}  # fmt: skip
    rows, origin_of = find_origins(claims, Ground(reports, knowledge.entities, {"reuters": "Reuters"}, 10))
    reason = {row["origin_id"]: row["reason"] for row in rows}
    said = {claim: reason[origin] for claim, origin in origin_of.items()}
    assert "United States" in said["a"] and "White House" in said["a"] and "US officials" in said["a"]
    assert "Reuters of 19 July 2022" in said["c"]
    assert "a copy" in said["e"] and "six sources" in said["f"]


@pytest.mark.parametrize(("text", "named"), [
    ("mutual: [hug]\nstatement_days: 10\nevent_days: 200", "hug"),
    ("mutual: [agree]\nstatement_days: soon\nevent_days: 200", "statement_days"),
    ("mutual: [agree]\nevent_days: 200", "statement_days"),
    ("mutual: [agree]\nstatement_days: 10\nevent_days: 200\nextra: 1", "extra"),
])  # fmt: skip
def test_wrong_settings_are_named(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "grouping.yaml").write_text(text, "utf-8")
    with pytest.raises(KnowledgeError, match=named):
        load_grouping(tmp_path, ["agree"])


def scores(knowledge: Knowledge) -> dict[str, tuple[int, int, int]]:
    """For topics, events and origins: pairs rightly together, pairs found together, pairs that must be together."""
    totals = {kind: (0, 0, 0) for kind in KINDS}
    for case in CASES:
        for kind, groups in grouped(case, knowledge).items():
            found, wanted = found_pairs(groups), pairs(case[kind])
            right, made, must = totals[kind]
            totals[kind] = (right + len(found & wanted), made + len(found), must + len(wanted))
    return totals


if __name__ == "__main__":
    known = load_knowledge(ROOT / "data/knowledge")
    for kind, (right, made, must) in scores(known).items():
        print(f"{kind}: precision {right / made:.2f} ({right} of {made} pairs), recall {right / must:.2f} ({right} of {must})")

"""Wider and narrower topics, denials and what came later, lost hedges, two sides compared, framings."""

from typing import Any

import pandas as pd
import pytest

from tables.framings import framings_in, stances_of
from tables.history import denials_of, hedges_lost_of, numbers_of
from tables.selection import Selection
from tables.store import Store, open_store, publish
from tables.topics import reached, relatives_in
from tables.voices import compared_in, side_named, sides

ALL = Selection()
DAY = pd.Timestamp


def _claim(claim_id: str, topic: str, source: str, status: str, **more: Any) -> dict[str, Any]:
    return {"claim_id": claim_id, "topic_id": topic, "source_id": source, "article_id": f"of-{source}", "sentence_id": f"s-{source}",
            "event_type": "transfer", "status": status, "agents": ["iran"], "recipients": ["russia"], "items": ["drone"],
            "places": [], "start": 0, "end": 4, "origin_id": f"o-{claim_id}", **more}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A small world: drones and Shahed-136, three sources, and a topic that leaves the recipient unsaid."""
    topics = [
        ("any", ["iran"], ["russia"], [], None), ("drones", ["iran"], ["russia"], ["drone"], "any"),
        ("shaheds", ["iran"], ["russia"], ["shahed-136"], "drones"), ("unsaid", ["iran"], [], ["drone"], None),
        ("other", ["iran"], ["syria"], ["drone"], None),
    ]
    sources = [("post", "US", False), ("daily", "IR", True), ("wire", "RU", True)]
    tables: dict[str, list[dict[str, Any]]] = {
        "event_types": [{"event_type": "transfer", "label": "Transfer", "family": "supply", "position": 0}],
        "entities": [{"entity_id": i, "name": i.title(), "kind": "state", "country": c} for i, c in (("iran", "IR"), ("russia", "RU"))]
        + [{"entity_id": i, "name": i, "kind": "weapon", "parent_id": p} for i, p in (("drone", None), ("shahed-136", "drone"))],
        "topics": [dict(zip(("topic_id", "agents", "recipients", "items", "parent_id"), row, strict=True), label=row[0],
                        event_type="transfer") for row in topics],
        "sources": [{"source_id": i, "name": i.title(), "country": c, "kind": "outlet", "state_affiliated": s} for i, c, s in sources],
        "articles": [{"article_id": f"of-{i}", "title": "T", "source_id": i, "published": DAY("2023-01-01").date(),
                      "published_basis": "stated", "text": "Text"} for i, _, _ in sources],
        "sentences": [{"sentence_id": f"s-{i}", "article_id": f"of-{i}", "position": 0, "start": 0, "end": 4} for i, _, _ in sources],
        "claims": [
            _claim("a", "drones", "post", "asserted", quantity_low=300, quantity_high=300, quantity_counts="delivered"),
            _claim("b", "drones", "daily", "denied"),
            _claim("c", "shaheds", "post", "asserted", quantity_low=1000, quantity_high=None, quantity_counts="delivered"),
            _claim("d", "shaheds", "daily", "asserted", quantity_low=50, quantity_high=60, quantity_counts="delivered"),
            _claim("e", "unsaid", "post", "asserted"), _claim("f", "other", "daily", "hedged"),
            _claim("g", "any", "wire", "denied"), _claim("h", "drones", "wire", "hedged", stance="new"),
        ],
        "framings": [{"stance": "new", "label": "New", "question_id": "q", "question": "New?", "position": 0},
                     {"stance": "old", "label": "Old", "question_id": "q", "question": "New?", "position": 1}],
        "source_groups": [{"group_id": "far", "name": "Far", "countries": ["US"], "kinds": ["outlet"], "position": 0},
                          {"group_id": "none", "name": "None", "countries": ["US"], "kinds": ["agency"], "position": 1}],
    }  # fmt: skip
    folder = tmp_path_factory.mktemp("small") / "tables"
    publish(tables, [], {"build_id": "small"}, folder)
    return open_store(folder)


def test_a_topic_knows_what_is_wider_narrower_and_what_leaves_a_party_unsaid(store: Store) -> None:
    found = relatives_in(store, ALL, "drones")
    assert list(zip(found["relation"], found["topic_id"], strict=True)) == [("kin", "unsaid"), ("narrower", "shaheds"), ("wider", "any")]
    assert reached(store, "drones", "own") == ("drones",)
    assert reached(store, "any", "members") == ("any", "drones", "shaheds")
    assert reached(store, "drones", "kin") == ("drones", "shaheds", "unsaid")
    assert reached(store, "unsaid", "kin") == ("unsaid", "drones", "other", "shaheds")
    assert relatives_in(store, ALL, "nothing").empty and reached(store, "nothing", "members") == ("nothing",)


def test_topics_without_selected_claims_are_no_relatives(store: Store) -> None:
    assert set(relatives_in(store, Selection(sources=("daily",)), "drones")["topic_id"]) == {"shaheds"}


def test_two_sides_conflict_agree_or_speak_alone(store: Store) -> None:
    rows = compared_in(store, ALL, "country:US", "group:state-affiliated-iran").rows.set_index("topic_id")
    assert rows.loc["drones", "conflict"] == "asserted against denied"
    assert rows.loc["shaheds", "conflict"] == "different number"
    assert rows.loc["unsaid", "relation"] == "left" and rows.loc["other", "relation"] == "right"
    assert rows.loc["drones", "left_ids"] == ["a"] and rows.loc["drones", "right_ids"] == ["b"]
    assert list(rows["conflict"] != "") == sorted(rows["conflict"] != "", reverse=True)


def test_every_claim_of_the_two_sides_stands_in_one_row(store: Store) -> None:
    for wide in (False, True):
        found = compared_in(store, ALL, "post", "group:state-affiliated", wide).rows
        assert sorted(i for key in ("left_ids", "right_ids") for ids in found[key] for i in ids) == list("abcdefgh")


def test_whole_classes_set_a_system_against_its_class(store: Store) -> None:
    rows = compared_in(store, Selection(weapons=()), "post", "wire", wide=True).rows.set_index("topic_id")
    assert rows.loc["drones", "left_ids"] == ["a", "c"] and rows.loc["drones", "right_ids"] == ["h"]
    assert "any" in rows.index and rows.loc["any", "relation"] == "right"


def test_sides_are_groups_countries_kinds_and_single_sources_with_claims(store: Store) -> None:
    values = [side.value for side in sides(store)]
    assert {"group:far", "group:state-affiliated-iran", "country:US", "kind:outlet", "post"} <= set(values)
    assert "group:none" not in values and len(values) == len(set(values))
    assert side_named(store, "country:XX") is None
    assert compared_in(store, ALL, "country:XX", "nobody").rows.empty
    assert compared_in(store, ALL, "country:US", "kind:outlet").shared == ("post",)


def test_framings_give_each_voice_its_stance(store: Store) -> None:
    found = framings_in(store, ALL)
    assert list(found["claim_id"]) == ["h"] and list(found["stance_label"]) == ["New"] and list(found["voice"]) == ["Wire"]
    assert stances_of(store, "q") == [("new", "New"), ("old", "Old")]


def _statements(rows: list[dict[str, Any]]) -> pd.DataFrame:
    base = {"said_on": None, "speaker": None, "speaker_text": None, "speaker_id": None, "speaker_country": None, "cited_source_id": None,
            "topic_id": "t", "quantity_text": "some", "quantity_low": None, "quantity_high": None, "quantity_unit": None,
            "quantity_counts": None, "published_basis": "stated"}  # fmt: skip
    full = [{**base, "claim_id": f"c{at}", "article_id": f"a{at}", "source_id": f"s{at}", "source": f"S{at}", "origin_id": f"o{at}", **row}
            for at, row in enumerate(rows)]
    frame = pd.DataFrame(full)
    return frame.assign(published=pd.to_datetime(frame["published"]), said_on=pd.to_datetime(frame["said_on"]),
                        quantity_low=frame["quantity_low"].astype(float), quantity_high=frame["quantity_high"].astype(float))


def test_a_denial_stands_against_what_came_before_and_names_what_came_after() -> None:
    found = denials_of(_statements([
        {"status": "asserted", "published": "2022-07-01"},
        {"status": "denied", "published": "2022-07-10", "speaker_id": "iran", "speaker": "Iran", "speaker_country": "IR", "origin_id": "o"},
        {"status": "denied", "published": "2022-07-12", "speaker_id": "iran", "speaker": "Iran", "speaker_country": "IR", "origin_id": "o"},
        {"status": "asserted", "published": "2022-09-01"},
        {"status": "asserted", "published": "2022-11-05", "speaker_id": "minister", "speaker": "Minister", "speaker_country": "IR"},
        {"status": "hypothetical", "published": "2022-12-05"},
        {"status": "disputed", "published": None},
    ]))
    first = found.iloc[0]
    assert (first["who"], first["claim_ids"], first["sources"]) == ("Iran", ["c1", "c2"], "S1, S2")
    assert first["against_ids"] == ["c0"] and first["after_ids"] == ["c3", "c4"] and first["conceded_ids"] == ["c4"]
    undated = found.iloc[1]
    assert undated["who"] == "S6" and undated["after_ids"] == [] and len(undated["against_ids"]) == 3


def test_a_hedge_is_lost_where_who_depends_on_it_states_it_flatly() -> None:
    found = hedges_lost_of(_statements([
        {"status": "hedged", "published": "2024-02-21", "origin_id": "x"},
        {"status": "asserted", "published": "2024-02-22", "cited_source_id": "s0"},
        {"status": "asserted", "published": "2024-02-23", "origin_id": "x"},
        {"status": "asserted", "published": "2024-02-20", "origin_id": "x"},
        {"status": "asserted", "published": "2024-02-25"},
        {"status": "asserted", "published": "2024-02-25", "origin_id": "x", "topic_id": "u"},
        {"status": "asserted", "published": "2024-02-25", "origin_id": "x", "source_id": "s0"},
        {"status": "hedged", "published": "2024-02-26", "origin_id": "x"},
    ]))
    assert list(found["flat_id"]) == ["c1", "c2"]
    assert list(found["link"]) == ["names S0 as its source", "rests on the same origin"]


def test_numbers_keep_what_they_count_apart() -> None:
    found = numbers_of(_statements([
        {"status": "asserted", "published": "2022-08-26", "quantity_low": 300, "quantity_counts": "delivered"},
        {"status": "asserted", "published": "2022-08-01", "quantity_low": 46, "quantity_high": 46, "quantity_counts": "delivered"},
        {"status": "asserted", "published": "2022-08-01", "quantity_high": 9, "quantity_unit": "containers"},
        {"status": "asserted", "published": "2022-08-01"},
    ]))
    assert list(found["claim_id"]) == ["c2", "c1", "c0"] and list(found["kind"]) == ["containers", "delivered", "delivered"]


def test_no_statements_have_no_history() -> None:
    none = _statements([{"status": "planned", "published": "2022-08-01"}])
    assert denials_of(none).empty and hedges_lost_of(none).empty and numbers_of(none).empty

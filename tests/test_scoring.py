"""Scores: what counts as the same as a gold claim, and what does not."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from preprocessing.gold import GoldClaim, place_of, read_gold
from preprocessing.judgements import FIELDS, read_judgements, reading_figures
from preprocessing.knowledge import load_knowledge
from preprocessing.lexicon import read_lexicon
from preprocessing.scoring import Answer, Names, best_verdict, read_names, verdict_on

ROOT = Path(__file__).parent.parent
GOLD = GoldClaim("a.txt", "Iran sent drones", "transfer", ("Iran",), ("Russia",), ("drones",), "at least 24",
                 "2022-08", ("John Kirby",), "asserted", "Reuters 2022-10-18")  # fmt: skip
ANSWER = Answer(0, 20, "transfer", ("iran",), ("russia",), ("drone",), "at least 24", date(2022, 8, 1), "asserted",
                None, "John Kirby", "reuters")  # fmt: skip


@pytest.fixture(scope="module")
def names() -> Names:
    folder = ROOT / "data/knowledge"
    discovered = [{"entity_id": "zerkalov", "name": "Zerkalov Aerosystems", "parent_id": None}]
    return read_names(load_knowledge(folder), read_lexicon(folder), discovered)


def test_a_claim_with_everything_right_is_fully_right(names: Names) -> None:
    verdict = verdict_on(GOLD, ANSWER, names)
    assert verdict.fully
    assert all((verdict.right or {}).values()) and len(verdict.right or {}) == 8


@pytest.mark.parametrize(("field", "change"), [
    ("agent", {"agents": ("russia",)}), ("recipient", {"recipients": ()}), ("items", {"items": ("su-35",)}),
    ("quantity", {"quantity": "46"}), ("date", {"day": date(2022, 9, 1)}), ("date", {"day": None}),
    ("status", {"status": "hedged"}), ("speaker", {"speaker": "Antony Blinken"}), ("speaker", {"speaker": None}),
    ("cited", {"cited": "bbc-news"}),
])  # fmt: skip
def test_each_field_is_judged_by_itself(field: str, change: dict[str, Any], names: Names) -> None:
    right = verdict_on(GOLD, replace(ANSWER, **change), names).right or {}
    assert [name for name, ok in right.items() if not ok] == [field]


@pytest.mark.parametrize("change", [
    {"agent": ("Tehran",)}, {"agent": ("Iranian forces", "the Islamic Republic of Iran")}, {"recipient": ("Moscow",)},
    {"items": ("Shahed-136", "drones")}, {"items": ("UAVs",)}, {"quantity": "24"}, {"date": "2022-08-01"},
    {"speaker": ("Kirby",)}, {"cited": "Reuters"},
])  # fmt: skip
def test_other_words_for_the_same_are_right(change: dict[str, Any], names: Names) -> None:
    assert verdict_on(replace(GOLD, **change), ANSWER, names).fully


def test_a_system_stands_for_its_class_but_not_for_its_sister(names: Names) -> None:
    named = replace(ANSWER, items=("shahed-136",))
    assert verdict_on(GOLD, named, names).fully
    assert not verdict_on(replace(GOLD, items=("Mohajer-6",)), named, names).fully


def test_a_discovered_name_can_be_right(names: Names) -> None:
    gold = replace(GOLD, agent=("Zerkalov Aerosystems",))
    assert verdict_on(gold, replace(ANSWER, agents=("zerkalov",)), names).fully


def test_what_the_text_does_not_say_is_not_scored(names: Names) -> None:
    gold = replace(GOLD, recipient=(), quantity=None, date=None, speaker=(), cited=None)
    assert set(verdict_on(gold, ANSWER, names).right or {}) == {"agent", "items", "status"}


def test_another_type_is_not_found_and_the_best_answer_counts(names: Names) -> None:
    wrong = replace(ANSWER, event_type="use")
    assert not verdict_on(GOLD, wrong, names).found
    assert best_verdict(GOLD, [wrong, ANSWER], names).answer == ANSWER
    assert not best_verdict(GOLD, [], names).found


def test_an_unnamed_denial_is_found_in_a_denied_act(names: Names) -> None:
    gold = replace(GOLD, event_type="deny", agent=("Iran",), status="denied")
    assert verdict_on(gold, replace(ANSWER, agents=(), speaker_id="iran", status="denied"), names).found


def test_a_piece_of_a_sentence_is_found_whatever_marks_and_breaks() -> None:
    text = "First.\n\nThe minister’s aide\nsaid “drones – many of them” went east."
    start, end = place_of("minister's aide said \"drones - many", text) or (0, 0)
    assert text[start:end] == "minister’s aide\nsaid “drones – many"
    assert place_of("no such words", text) is None


def test_halves_are_kept_apart() -> None:
    names_of = {half: {each.name for each in read_gold(ROOT / "tests/gold", half)} for half in ("dev", "test", "all")}
    assert names_of["dev"] & names_of["test"] == set()
    assert names_of["dev"] | names_of["test"] == names_of["all"]


def test_a_broken_gold_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "shipped-dev.jsonl").write_text('{"article": "a.txt"}\n', "utf-8")
    with pytest.raises(ValueError, match=r"shipped-dev\.jsonl, line 1"):
        read_gold(tmp_path)


def test_a_judged_claim_is_right_only_as_a_whole(tmp_path: Path) -> None:
    good = dict.fromkeys(FIELDS, True)
    rows = [good, {**good, "speaker": False}, {**good, "date": False}, dict.fromkeys(FIELDS)]
    path = tmp_path / "judgements.jsonl"
    path.write_text("".join(json.dumps({"judgement": row}) + "\n" for row in rows), "utf-8")
    figures = reading_figures(read_judgements(path))["figures"]
    assert figures["fully right"] == round(2 / 3, 3)
    assert (figures["type"], figures["speaker"], figures["date"]) == (1.0, 0.667, 0.667)
    assert read_judgements(tmp_path / "none.jsonl") == []

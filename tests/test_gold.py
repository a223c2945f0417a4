"""The gold files are whole: known vocabulary, complete rows, and every sentence stands in its text."""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tables.schema import STATUSES

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
TEXTS = {"genres": GOLD / "genres", "shipped": ROOT / "data" / "articles"}
SETS = sorted(p.name for p in GOLD.glob("*-dev.jsonl")) + sorted(p.name for p in GOLD.glob("*-test.jsonl"))
EVENT_TYPES = {
    "transfer", "request", "offer", "negotiate", "agree", "produce", "train", "assist", "deploy", "withdraw",
    "use", "intercept", "inspect", "launch", "test", "exercise", "sanction", "accuse", "deny", "warn", "meet",
    "mediate", "assess",
}  # fmt: skip
FIELDS = {
    "article", "sentence", "event_type", "agent", "recipient", "items", "quantity", "event_date",
    "speaker", "status", "cited", "location",
}  # fmt: skip


def rows_of(name: str) -> list[dict[str, Any]]:
    lines = (GOLD / name).read_text("utf8").splitlines()
    return [json.loads(line) for line in lines]


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


@cache
def text_of(path: Path) -> str:
    return plain(path.read_text("utf8", errors="replace"))


@pytest.mark.parametrize("name", SETS)
def test_rows_use_the_vocabulary_and_are_complete(name: str) -> None:
    for row in rows_of(name):
        assert set(row) == FIELDS, row["sentence"]
        assert row["event_type"] in EVENT_TYPES, row["sentence"]
        assert row["status"] in STATUSES, row["sentence"]
        assert isinstance(row["items"], list), row["sentence"]
        assert row["event_date"] is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", row["event_date"]), row


@pytest.mark.parametrize("name", SETS)
def test_every_sentence_stands_in_its_article(name: str) -> None:
    folder = TEXTS[name.split("-")[0]]
    missing = [r["sentence"] for r in rows_of(name) if plain(r["sentence"]) not in text_of(folder / r["article"])]
    assert not missing


@pytest.mark.parametrize("name", SETS)
def test_no_claim_is_listed_twice(name: str) -> None:
    rows = [json.dumps(row, sort_keys=True) for row in rows_of(name)]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_no_article_is_in_both_halves(kind: str) -> None:
    halves = [{r["article"] for r in rows_of(name)} for name in SETS if name.startswith(kind)]
    assert len(halves) < 2 or not halves[0] & halves[1]

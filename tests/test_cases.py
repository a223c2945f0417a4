"""Linguistic cases: what is claimed in short texts, and what is not.

A case in tests/cases/*.json has a `label`, at times a `comment`, a `text`, the day it was `published`, the `claims` to
be found and what must `not` be. A claim lists only the fields that matter; entities are given by name, an
empty list or null means that the text gives nothing. `count` is the number of all claims. A case with
`known_failure` fails for now; the day it passes, the test says so.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from preprocessing.claims import find_claims, row
from preprocessing.extraction import Extractor, analyse, load_extractor
from preprocessing.knowledge import load_knowledge

ROOT = Path(__file__).parent.parent
OTHERS = {"reading", "grouping"}  # cases of a shape of their own
FILES = tuple(sorted(path.stem for path in (ROOT / "tests/cases").glob("*.json") if path.stem not in OTHERS))
ROLES = ("agents", "recipients", "items", "places")
FIELDS = {"type", *ROLES, "quantity", "low", "high", "counts", "date", "precision", "speaker", "said_on", "status",
          "cue", "cited"}  # fmt: skip


def read_cases() -> list[Any]:
    found = []
    for name in FILES:
        for case in json.loads((ROOT / f"tests/cases/{name}.json").read_text("utf-8")):
            failing = pytest.mark.xfail(strict=True, reason=case.get("comment", case["label"]))
            marks = [failing] if case.get("known_failure") else []
            found.append(pytest.param(case, id=f"{name}: {case['label']}", marks=marks))
    return found


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load_extractor(ROOT / "data/model", load_knowledge(ROOT / "data/knowledge"))


def claims_in(case: Mapping[str, Any], extractor: Extractor) -> list[dict[str, Any]]:
    """The claims of a case's text in the words in which cases are written."""
    published = date.fromisoformat(case["published"]) if case.get("published") else None
    analysis = analyse(case["text"], published, extractor)
    rows = [row(claim, "case", "case", None, analysis) for claim in find_claims(analysis)]
    return [as_case(found, case["text"], lambda i: analysis.entity(i).name) for found in rows]


def as_case(found: Mapping[str, Any], text: str, name_of: Any) -> dict[str, Any]:
    cue = text[found["cue_start"] : found["cue_end"]] if found["cue_start"] is not None else None
    days = [str(found[key]) if found[key] else "" for key in ("event_from", "event_to")]
    speaker = found["speaker_id"]
    return {
        "type": found["event_type"], **{role: sorted(map(name_of, found[role])) for role in ROLES},
        "quantity": found.get("quantity_text"), "low": found.get("quantity_low"),
        "high": found.get("quantity_high"), "counts": found.get("quantity_counts"),
        "date": "/".join(days) if any(days) else None, "precision": found["date_precision"],
        "speaker": {s for s in (speaker and name_of(speaker), found["speaker_text"]) if s} or None,
        "said_on": str(found["said_on"]) if found["said_on"] else None, "status": found["status"], "cue": cue,
        "cited": found["cited_source_id"],
    }  # fmt: skip


def fits(expected: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether a claim has every field that is expected of it."""
    assert set(expected) <= FIELDS, f"unknown fields: {set(expected) - FIELDS}"
    return all(same(name, value, found[name]) for name, value in expected.items())


def same(name: str, expected: Any, found: Any) -> bool:
    if name in ROLES:
        return sorted(expected) == found
    if name == "speaker" and expected is not None:
        return any(expected.casefold() in said.casefold() for said in found or ())
    if name == "date" and expected is not None:
        return found is not None and found.startswith(expected)
    return bool(expected == found)


@pytest.mark.parametrize("case", read_cases())
def test_case(case: dict[str, Any], extractor: Extractor) -> None:
    found = claims_in(case, extractor)
    missing = [each for each in case.get("claims", []) if not any(fits(each, one) for one in found)]
    wrong = [one for each in case.get("not", []) for one in found if fits(each, one)]
    assert not missing, found
    assert not wrong
    assert len(found) == case.get("count", len(found)), found


def test_every_case_has_a_label_of_its_own_in_its_file_and_says_something() -> None:
    cases = read_cases()
    assert len({case.id for case in cases}) == len(cases)
    assert all({"claims", "not", "count"} & set(case.values[0]) for case in cases)

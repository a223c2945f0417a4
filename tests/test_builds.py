"""A link that remembers its build: what was added, changed or went since, also when that build is long gone."""

from pathlib import Path
from typing import Any

import pytest

from tables.builds import FOOTPRINTS, Changes, changes_since
from tables.selection import Selection
from tables.store import open_store, publish
from tests import tables_fixture


def _publish(out: Path, build: str, claims: list[dict[str, Any]]) -> None:
    publish({**tables_fixture.full_tables(), "claims": claims}, [], {"build_id": build}, out)


def _since(out: Path, build: str, selection: Selection | None = None) -> Changes:
    store = open_store(out)
    found = changes_since(store, selection or Selection(), build)
    store.connection.close()
    assert found is not None
    return found


@pytest.fixture
def claims() -> list[dict[str, Any]]:
    """The claims of the invented tables, each on a word of its own."""
    rows = tables_fixture.full_tables()["claims"][:20]
    return [{**row, "trigger_start": 100 * number} for number, row in enumerate(rows)]


def test_what_differs_is_told_apart(tmp_path: Path, claims: list[dict[str, Any]]) -> None:
    out = tmp_path / "tables"
    _publish(out, "aaa1", claims[:-2])
    reworded = {**claims[1], "claim_id": "new-id", "status": "denied" if claims[1]["status"] != "denied" else "asserted"}
    refilled = {**claims[2], "quantity_text": "now 12"}
    regrouped = {**claims[3], "topic_id": claims[4]["topic_id"], "event_id": None}
    _publish(out, "bbb2", [reworded, refilled, regrouped, *claims[4:]])
    found = _since(out, "aaa1")
    assert sorted(found.added) == sorted(row["claim_id"] for row in claims[-2:])
    assert sorted(found.changed) == sorted(["new-id", claims[2]["claim_id"]])
    assert [each["status"] for each in found.gone] == [claims[0]["status"]]
    assert found.here == frozenset([*found.added, *found.changed])


def test_it_is_told_what_of_it_the_view_holds(tmp_path: Path, claims: list[dict[str, Any]]) -> None:
    out = tmp_path / "tables"
    _publish(out, "aaa1", claims[:-6])
    _publish(out, "bbb2", claims)
    source = claims[-1]["source_id"]
    found = _since(out, "aaa1", Selection(sources=(source,)))
    assert found.here == {row["claim_id"] for row in claims[-6:] if row["source_id"] == source}


def test_a_build_is_remembered_when_its_tables_are_gone(tmp_path: Path, claims: list[dict[str, Any]]) -> None:
    out = tmp_path / "tables"
    for number in range(4):
        _publish(out, f"b{number}", claims[: 10 + number])
    assert len(_since(out, "b0").added) == 3
    assert len(list((tmp_path / ".tables" / "builds").glob("*/manifest.json"))) == 2


def test_only_the_last_twenty_are_kept(tmp_path: Path) -> None:
    for number in range(23):
        publish({}, [], {"build_id": f"b{number:02}"}, tmp_path / "tables")
    assert len(list((tmp_path / ".tables" / FOOTPRINTS).glob("*.parquet"))) == 20


@pytest.mark.parametrize("build", ["", "zzz", "../../secret", "*"])
def test_a_build_that_is_not_on_record(tmp_path: Path, build: str) -> None:
    publish({}, [], {"build_id": "b1"}, tmp_path / "tables")
    assert changes_since(open_store(tmp_path / "tables"), Selection(), build) is None

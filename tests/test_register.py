"""The register of transfers: what stands in which column, what stands in brackets, and what lies behind it."""

from pathlib import Path

import pandas as pd
import pytest

from tables.register import COLUMNS, entry_claims, register_in, register_table
from tables.selection import Selection
from tables.store import Store, open_store, publish

PLACE = {"article_id": "a1", "sentence_id": "s1", "start": 0, "end": 10, "source_id": "gazette", "origin_id": "o1"}


def _claim(number: int, **values: object) -> dict[str, object]:
    return {"claim_id": f"c{number}", "event_type": "transfer", "agents": ["iran"], "recipients": ["russia"],
            "items": ["drone"], "status": "asserted", "date_precision": "none", **PLACE, **values}  # fmt: skip


def _store(folder: Path, claims: list[dict[str, object]]) -> Store:
    states = [("iran", "Iran", "state", "IR"), ("russia", "Russia", "state", "RU"), ("drone", "drones", "weapon", None),
              ("guard", "Guard", "organisation", "IR"), ("a-person", "A Person", "person", None)]
    publish({
        "entities": [dict(zip(("entity_id", "name", "kind", "country"), row, strict=True), basis="listed") for row in states],
        "articles": [{"article_id": "a1", "title": "T", "text": "x" * 20, "published": pd.Timestamp("2023-05-01").date(), "captures": []}],
        "sentences": [{"sentence_id": "s1", "article_id": "a1", "position": 0, "start": 0, "end": 10}],
        "sources": [{"source_id": "gazette", "name": "Gazette"}],
        "event_types": [{"event_type": "transfer", "label": "Transfer", "rung": "delivered", "family": "supply"},
                        {"event_type": "request", "label": "Request", "rung": "requested", "family": "supply"}],
        "claims": claims,
    }, [], {"build_id": "b1"}, folder / "tables")  # fmt: skip
    return open_store(folder / "tables")


def _row(store: Store) -> pd.Series:
    found = register_in(store, Selection())
    assert len(found) == 1
    return found.iloc[0]


def test_what_is_stated_flatly_stands_bare(tmp_path: Path) -> None:
    day = pd.Timestamp("2022-08-19").date()
    row = _row(_store(tmp_path, [_claim(1, quantity_text="24", quantity_low=24, quantity_high=24, quantity_counts="delivered",
                                        event_from=day, event_to=day, date_precision="day")]))  # fmt: skip
    assert (row["supplier"], row["recipient"], row["designation"]) == ("Iran", "Russia", "drones")
    assert (row["delivered"], row["delivery_years"], row["ordered"]) == ("24", "2022", "")


@pytest.mark.parametrize(("changes", "delivered", "years"), [
    ({"quantity_text": "some 400", "quantity_low": 400, "quantity_high": 400}, "(some 400)", "(2023)"),
    ({"quantity_text": "hundreds", "quantity_low": 200}, "(hundreds)", "(2023)"),
    ({"quantity_text": "24", "quantity_low": 24, "quantity_high": 24, "status": "hedged"}, "(24)", "(2023)"),
    ({"quantity_text": "6", "quantity_low": 6, "quantity_high": 6, "quantity_counts": "shot down"}, "", "(2023)"),
])  # fmt: skip
def test_what_is_uncertain_stands_in_brackets(tmp_path: Path, changes: dict, delivered: str, years: str) -> None:
    row = _row(_store(tmp_path, [_claim(1, **changes)]))
    assert (row["delivered"], row["delivery_years"]) == (delivered, years)


def test_what_is_only_expected_is_an_order_and_not_a_delivery(tmp_path: Path) -> None:
    planned = _claim(1, status="planned", quantity_text="24", quantity_low=24, quantity_high=24, quantity_counts="planned")
    asked = _claim(2, event_type="request", agents=["russia"], recipients=["iran"])
    row = _row(_store(tmp_path, [planned, asked]))
    assert (row["ordered"], row["delivered"], row["delivery_years"]) == ("(24)", "", "")
    assert "no delivery claimed" in row["comments"]


def test_a_body_stands_with_its_state_and_a_person_is_no_party(tmp_path: Path) -> None:
    row = _row(_store(tmp_path, [_claim(1, agents=["guard"]), _claim(2, agents=["a-person"])]))
    assert row["supplier"] == "Iran"
    assert list(row["comments_ids"]) == ["c1"]


def test_a_transfer_that_is_only_denied_says_so(tmp_path: Path) -> None:
    row = _row(_store(tmp_path, [_claim(1, status="denied")]))
    assert "only rejected" in row["comments"]
    assert not any(row[name] for name in COLUMNS[3:-1])


def test_every_cell_leads_to_its_claims(full_tables: Path) -> None:
    store = open_store(full_tables)
    register = register_in(store, Selection())
    for row in register.to_dict("records"):
        for field in COLUMNS[3:]:
            assert bool(row[field]) <= bool(entry_claims(register, row["entry"], field))
    assert entry_claims(register, "no~such~entry", "ordered") == []
    assert set(register_table(store, Selection())["build_id"]) == {store.build_id}

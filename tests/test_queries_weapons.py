"""What the weapon systems ask of the tables, and how claims climb the transfer ladder."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tables.schema import LADDER
from tables.selection import Selection
from tables.store import Store, open_store
from tables.weapons import (
    ladder_of,
    ladders_of,
    pairs_of,
    quantities_of,
    roles_of,
    rung_claims,
    rung_of,
    system_claims_in,
    systems_in,
)

ALL = Selection()


@pytest.fixture(scope="module")
def store(full_tables: Path) -> Store:
    return open_store(full_tables)


@pytest.mark.parametrize(
    ("rung", "status", "held"),
    [
        ("delivered", "asserted", "delivered"), ("delivered", "hedged", "delivered"), ("delivered", "planned", "agreed"),
        ("delivered", "hypothetical", "rumoured"), ("delivered", "denied", None), ("used", "planned", "rumoured"),
        ("agreed", "planned", "negotiated"), ("used", "asserted", "used"), ("delivered", "disputed", None),
        (None, "asserted", None), ("requested", "asserted", "requested"),
    ],
)  # fmt: skip
def test_expected_to_supply_is_not_a_delivery(rung: str | None, status: str, held: str | None) -> None:
    assert rung_of(rung, status) == held


def _claims(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {"agents": ["iran"], "recipients": ["russia"], "event_type": "transfer", "rung": "delivered",
            "status": "asserted", "published_basis": "stated", "quantity_text": None, "quantity_counts": None,
            "quantity_low": None, "quantity_high": None}
    return pd.DataFrame([
        base | {"claim_id": f"c{at}", "source_id": f"s{at}", "source": f"Source {at}",
                "published": pd.Timestamp(2022, 10, at + 1)} | row for at, row in enumerate(rows)])


def test_the_ladder_names_the_first_claim_of_a_rung_and_what_stands_against_it() -> None:
    ladder = ladder_of(_claims({"status": "planned"}, {}, {"status": "denied"}, {})).set_index("rung")
    assert list(ladder.index) == list(LADDER)
    assert ladder.loc["agreed", "claim_id"] == "c0" and ladder.loc["agreed", "n_against"] == 0
    assert ladder.loc["delivered", "claim_id"] == "c1" and ladder.loc["delivered", "n_claims"] == 2
    assert ladder.loc["delivered", "against_id"] == "c2" and ladder.loc["used", "n_claims"] == 0


def test_who_asks_is_who_would_receive() -> None:
    claims = _claims({"event_type": "request", "rung": "requested", "agents": ["russia"], "recipients": ["iran"]})
    assert pairs_of(roles_of(claims)) == [("iran", "russia")]


def test_the_recipients_use_stands_on_the_ladder_of_the_pair() -> None:
    claims = _claims({}, {"event_type": "use", "rung": "used", "agents": ["russia"], "recipients": ["ukraine"]})
    ladders = ladders_of(claims)
    assert [pair for pair, _ in ladders] == ["", "iran~russia"]
    assert rung_claims(ladders, "used", "iran~russia") == ["c1"]


def test_a_system_takes_in_its_members_and_every_claim_can_be_reached(store: Store) -> None:
    systems = systems_in(store, ALL).set_index("entity_id")
    assert systems.loc["drone", "n_with_members"] > systems.loc["drone", "n_claims"]
    for system in ("drone", "shahed-136"):
        assert len(system_claims_in(store, ALL, system)) == systems.loc[system, "n_with_members"]
    assert system_claims_in(store, ALL, "no-such-system").empty


def test_figures_are_kept_apart_by_what_they_count() -> None:
    number = {"quantity_text": "300", "quantity_low": 300.0, "quantity_high": 300.0}
    figures = quantities_of(_claims({**number, "quantity_counts": "ordered"}, {**number, "quantity_counts": "delivered"}, {}))
    assert list(figures["counts"]) == ["delivered", "ordered"]


def test_empty_tables_have_no_systems_and_a_ladder_without_claims(empty_tables: Path) -> None:
    empty = open_store(empty_tables)
    assert systems_in(empty, ALL).empty
    about = system_claims_in(empty, ALL, "drone")
    assert ladder_of(about)["n_claims"].sum() == 0 and quantities_of(about).empty

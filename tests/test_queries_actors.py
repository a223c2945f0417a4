"""What the network, the map and the flow ask of the tables."""

from pathlib import Path

import pytest

from components.network_chart import positions
from tables.actors import (
    ONE_SIDED,
    edge_claims_in,
    edges_in,
    flow_claims_in,
    flows_in,
    one_sided_in,
    places_in,
    within,
)
from tables.selection import Selection
from tables.store import Store, open_store

ALL = Selection()


@pytest.fixture(scope="module")
def store(full_tables: Path) -> Store:
    return open_store(full_tables)


def test_an_arrow_opens_exactly_the_claims_that_it_counts(store: Store) -> None:
    for fold in ("state", "none"):
        edges = edges_in(store, ALL, fold)
        for pair, part in edges.groupby(["agent", "recipient"]):
            assert len(edge_claims_in(store, ALL, "~".join(pair), fold)) == part["n_claims"].sum()
        for edge in edges.itertuples():
            key = f"{edge.agent}~{edge.recipient}~{edge.family}"
            assert len(edge_claims_in(store, ALL, key, fold)) == edge.n_claims


def test_every_claim_is_on_an_arrow_or_among_the_one_sided(store: Store) -> None:
    edges = edges_in(store, ALL, "none")
    on_arrows = {claim for pair in {f"{e.agent}~{e.recipient}" for e in edges.itertuples()}
                 for claim in edge_claims_in(store, ALL, pair, "none")}
    alone = one_sided_in(store, ALL)
    assert edge_claims_in(store, ALL, ONE_SIDED) == alone
    assert not on_arrows & set(alone)
    assert on_arrows | set(alone) == set(store.frame("SELECT claim_id FROM claims")["claim_id"])


def test_organisations_stand_under_their_state_only_when_folded(store: Store) -> None:
    assert "irgc" in set(edges_in(store, ALL, "none")["agent"])
    assert "irgc" not in set(edges_in(store, ALL, "state")["agent"])


def test_a_minimum_of_origins_leaves_out_weaker_arrows(store: Store) -> None:
    strong = edges_in(store, ALL, "state", 4)
    assert 0 < len(strong) < len(edges_in(store, ALL, "state", 1))
    assert strong["n_origins"].min() >= 4


def test_the_neighbourhood_of_an_actor_leaves_out_what_is_far(store: Store) -> None:
    near = within(store, ALL, actor="ukraine", steps=1)
    assert all("ukraine" in (edge.agent, edge.recipient) for edge in near.itertuples())
    assert len(within(store, ALL, actor="nobody")) == len(edges_in(store, ALL))


def test_a_band_of_the_flow_opens_its_claims(store: Store) -> None:
    for flow in flows_in(store, ALL).itertuples():
        key = f"{flow.supplier}~{flow.item}~{flow.recipient}"
        assert len(flow_claims_in(store, ALL, key)) == flow.n_claims


def test_malformed_marks_open_nothing(store: Store) -> None:
    assert edge_claims_in(store, ALL, "iran") == edge_claims_in(store, ALL, "iran~")
    assert edge_claims_in(store, ALL, "x~y") == [] and flow_claims_in(store, ALL, "iran") == []
    place = places_in(store, ALL)["entity_id"].iloc[0]
    assert edge_claims_in(store, ALL, f"at~{place}") and edge_claims_in(store, ALL, "at~nowhere") == []


def test_the_same_data_give_the_same_picture(store: Store) -> None:
    edges = edges_in(store, ALL)
    assert positions(edges) == positions(edges.sample(frac=1, random_state=3))


def test_empty_tables_give_no_arrows(empty_tables: Path) -> None:
    empty = open_store(empty_tables)
    assert edges_in(empty, ALL).empty and flows_in(empty, ALL).empty and places_in(empty, ALL).empty

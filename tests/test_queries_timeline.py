"""What the timeline asks of the tables."""

import datetime as dt
from pathlib import Path

import pytest

from tables.selection import Selection
from tables.store import Store, open_store
from tables.timeline import (
    Lanes,
    event_claims_in,
    event_named,
    events_in,
    in_lanes,
    reported_in,
    undated_claims_in,
    undated_in,
)

ALL = Selection()


@pytest.fixture(scope="module")
def store(full_tables: Path) -> Store:
    return open_store(full_tables)


@pytest.mark.parametrize("lanes", ["weapon", "pair", "type"])
def test_no_claim_is_lost_between_the_picture_and_the_list_beside_it(store: Store, lanes: Lanes) -> None:
    events = events_in(store, ALL, lanes).drop_duplicates("event_id")
    claims = int(store.frame("SELECT count(*) AS n FROM claims")["n"].iloc[0])
    assert events["n_claims"].sum() + undated_in(store, ALL)["n_claims"].sum() == claims


def test_an_event_opens_exactly_the_claims_that_it_counts(store: Store) -> None:
    for event in events_in(store, ALL).head(5).itertuples():
        assert len(event_claims_in(store, ALL, event.event_id)) == event.n_claims
    for topic in undated_in(store, ALL).itertuples():
        assert len(undated_claims_in(store, ALL, topic.topic_id)) == topic.n_claims


def test_the_filters_narrow_events_and_counts(store: Store) -> None:
    denied = events_in(store, Selection(statuses=("denied",)))
    assert set(denied["status"]) == {"denied"}
    early = Selection(date_to=dt.date(2022, 12, 31))
    assert len(events_in(store, early)) < len(events_in(store, ALL))
    assert undated_in(store, early).empty


def test_small_lanes_are_folded_and_no_event_is_dropped(store: Store) -> None:
    events = events_in(store, ALL)
    shown, names = in_lanes(events, 3)
    assert len(names) == 4 and names[-1].endswith("smaller lanes")
    assert set(shown["event_id"]) == set(events["event_id"])
    sizes = [int(events.loc[events["lane"] == name, "n_claims"].sum()) for name in names[:3]]
    assert sizes == sorted(sizes, reverse=True)


def test_unknown_events_and_empty_tables_give_nothing(store: Store, empty_tables: Path) -> None:
    assert event_claims_in(store, ALL, "no-such-event") == []
    assert event_named(store, "no-such-event") == ""
    empty = open_store(empty_tables)
    assert events_in(empty, ALL).empty and undated_in(empty, ALL).empty


def test_on_the_clock_of_reports_undated_claims_have_a_place(store: Store) -> None:
    marks = reported_in(store, ALL, "type").drop_duplicates("event_id")
    undated = marks[marks["event_id"].str.startswith("undated~")]
    assert set(undated["topic_id"]) == set(undated_in(store, ALL)["topic_id"]) and undated["first_report"].notna().all()
    mark = undated.iloc[0]
    assert len(event_claims_in(store, ALL, mark["event_id"])) >= mark["n_claims"]
    assert event_named(store, mark["event_id"]).endswith(", undated")

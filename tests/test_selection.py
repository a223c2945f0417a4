"""What a selection takes in, and what the options of a filter count."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tables import facets
from tables.selection import Selection, where
from tables.store import Store, open_store

Options = Callable[[Store, Selection], list[facets.Option]]


@pytest.fixture(scope="module")
def store(full_tables: Path) -> Store:
    return open_store(full_tables)


def claims(store: Store, selection: Selection, omit: str | None = None) -> list[dict]:
    condition, parameters = where(selection, omit)
    frame = store.frame(f"SELECT * FROM claims WHERE {condition} ORDER BY claim_id", parameters)
    return frame.to_dict("records")


def test_nothing_set_takes_in_everything(store: Store) -> None:
    assert len(claims(store, Selection())) == store.manifest["rows"]["claims"]


def test_a_class_takes_in_its_members_at_any_depth(store: Store) -> None:
    found = {item for row in claims(store, Selection(weapons=("drone",))) for item in row["items"]}
    assert {"shahed-136", "shahed-131", "drone", "mohajer-6"} <= found
    assert "su-35" not in found


def test_a_member_does_not_take_in_its_class(store: Store) -> None:
    assert {i for row in claims(store, Selection(weapons=("shahed",))) for i in row["items"]} == {
        "shahed-136", "shahed-131"}  # fmt: skip


def test_an_actor_is_found_as_agent_recipient_and_speaker(store: Store) -> None:
    rows = claims(store, Selection(actors=("west",)))
    assert rows and all(row["speaker_id"] == "west" for row in rows)
    rows = claims(store, Selection(actors=("ukraine",)))
    assert any("ukraine" in row["recipients"] for row in rows)


def test_a_state_takes_in_its_organisations_and_people(store: Store) -> None:
    rows = claims(store, Selection(actors=("iran",)))
    assert any("irgc" in row["agents"] for row in rows)
    assert any(row["speaker_id"] == "arman-rostami" for row in rows)
    assert not any("iran" in row["agents"] for row in claims(store, Selection(actors=("irgc",))))


def test_a_date_range_takes_every_claim_that_overlaps_it(store: Store) -> None:
    day = dt.date(2023, 6, 1)
    for row in claims(store, Selection(date_from=day, date_to=day)):
        assert row["event_from"].date() <= day
        assert row["event_to"] != row["event_to"] or row["event_to"].date() >= day


def test_an_open_end_reaches_as_far_as_one_asks(store: Store) -> None:
    later = claims(store, Selection(date_from=dt.date(2090, 1, 1)))
    assert later and all(row["date_precision"] == "open" for row in later)


def test_undated_claims_are_not_in_a_range_but_counted(store: Store) -> None:
    wide = Selection(date_from=dt.date(1900, 1, 1), date_to=dt.date(2100, 1, 1))
    everything, dated = claims(store, Selection()), claims(store, wide)
    assert len(everything) == len(dated) + facets.undated_count(store, wide)
    assert facets.undated_count(store, wide) > 0


def test_all_words_of_a_search_must_occur_in_the_sentence_or_title(store: Store) -> None:
    rows = claims(store, Selection(q="RUSSIA  delivered"))
    assert rows
    assert claims(store, Selection(q="russia zeppelin")) == []
    assert claims(store, Selection(q="%' OR 1=1 --")) == []


def test_filters_restrict_together_and_values_widen(store: Store) -> None:
    one = Selection(sources=("harbour-news",))
    two = replace(one, sources=("harbour-news", "volga-daily"))
    assert len(claims(store, two)) > len(claims(store, one))
    assert len(claims(store, replace(two, statuses=("denied",)))) < len(claims(store, two))


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (facets.weapon_options, "weapons"),
        (facets.actor_options, "actors"),
        (facets.source_options, "sources"),
        (facets.type_options, "types"),
        (facets.status_options, "statuses"),
    ],
)
def test_an_option_counts_what_choosing_it_would_show(store: Store, options: Options, field: str) -> None:
    selection = Selection(weapons=("drone",), statuses=("asserted", "hedged"), date_from=dt.date(2022, 9, 1))
    found = options(store, selection)
    assert found
    for option in found:
        chosen = selection.holding(field, [option.value])
        assert option.count == len(claims(store, chosen)), option


def test_an_option_that_is_set_stays_even_where_nothing_is_left(store: Store) -> None:
    selection = Selection(weapons=("fath-360",), types=("use",))
    assert claims(store, selection) == []
    option = {each.value: each for each in facets.weapon_options(store, selection)}["fath-360"]
    assert option.count == 0


def test_members_follow_their_class(store: Store) -> None:
    options = facets.weapon_options(store, Selection())
    order = [option.value for option in options]
    depth = {option.value: option.depth for option in options}
    assert order.index("drone") < order.index("shahed") < order.index("shahed-136")
    assert depth["weapon"] == 0 and depth["shahed-136"] == 3

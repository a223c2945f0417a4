"""The pictures: hostile names stay inert, and marks carry what a click needs."""

import itertools
import math
from pathlib import Path

import pandas as pd
import pytest

from components.chart import plain, sentence
from components.flow_chart import draw_flow
from components.map_chart import draw_map, outside
from components.network_chart import draw_network, positions, strongest
from components.timeline_chart import Clock, draw_timeline, shown_days
from tables.actors import edges_in, flows_in, places_in
from tables.selection import Selection
from tables.store import Store, open_store
from tables.timeline import events_in, in_lanes

ALL = Selection()
HOSTILE = "<b>x</b> <a href='https://evil.example'>y</a> &lt;i&gt;"


@pytest.fixture(scope="module")
def store(full_tables: Path) -> Store:
    return open_store(full_tables)


def test_markup_in_names_is_shown_not_obeyed() -> None:
    for text in (plain(HOSTILE), sentence(HOSTILE).replace("<br>", " ")):
        assert "<" not in text and "&amp;lt;" in text
    assert plain("a\nb\x00c\u202e") == "a b c "
    assert plain("abcdef", 4) == "abc…"


def test_a_hostile_actor_puts_no_markup_into_network_map_or_flow(store: Store) -> None:
    edges, flows = edges_in(store, ALL), flows_in(store, ALL)
    edges["agent_name"], flows["supplier_name"] = HOSTILE, HOSTILE
    for made in (draw_network(edges), draw_map(edges, places_in(store, ALL)), draw_flow(flows)):
        assert "<a href" not in made.to_json().replace("\\u003c", "<")


@pytest.mark.parametrize("clock", ["event", "report", "both"])
def test_every_event_has_a_mark_that_carries_its_id(store: Store, clock: Clock) -> None:
    events, lanes = in_lanes(events_in(store, ALL), 5)
    made = draw_timeline(events, lanes, 900, clock, everything=True)
    carried = {each for trace in made.data for each in (trace.customdata if trace.customdata is not None else ())}
    assert carried == set(events["event_id"])


def test_a_few_far_older_events_do_not_squeeze_the_rest(store: Store) -> None:
    events = events_in(store, ALL)
    events.loc[events.index[0], ["event_from", "event_to"]] = "1979-02-11"
    first, _, before = shown_days(events, "event", everything=False)
    assert before == 1 and first.year > 2000
    assert shown_days(events, "event", everything=True)[2] == 0


def test_every_arrow_can_be_clicked(store: Store) -> None:
    edges = edges_in(store, ALL)
    pairs = {f"{edge.agent}~{edge.recipient}~{edge.family}" for edge in edges.itertuples()}
    for made in (draw_network(strongest(edges)), draw_map(edges, places_in(store, ALL))):
        carried = {each for trace in made.data for each in trace.customdata}
        assert pairs <= carried


def test_what_the_map_leaves_out_is_named(store: Store) -> None:
    edges, places = edges_in(store, ALL), places_in(store, ALL)
    edges.loc[edges.index[-1], ["recipient_lat", "recipient_lon", "recipient_name"]] = [-35.0, 149.0, "Australia"]
    edges.loc[edges.index[-1], "recipient"] = "australia"
    assert "Australia" in outside(edges, places)


def test_no_actor_stands_on_an_arrow_between_others() -> None:
    names = ["a", "b", "c", "d"]
    rows = [(one, other, family) for one, other in itertools.permutations(names[:3], 2) for family in ("supply", "force")]
    rows += [("c", "d", "supply")]
    edges = pd.DataFrame(rows, columns=["agent", "recipient", "family"])
    places = positions(edges)
    assert places == positions(edges.sample(frac=1, random_state=3))
    for (one, two), three in itertools.product(itertools.combinations(names[:3], 2), names):
        if three not in (one, two):
            bent = math.dist(places[one], places[three]) + math.dist(places[three], places[two])
            assert bent > math.dist(places[one], places[two]) * 1.02

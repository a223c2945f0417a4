"""The marks of places on the map: none lies on another, and what is opened is what was counted."""

import itertools
import random

import pandas as pd
import pytest

from components.map_chart import close_places, draw_map, marks_on
from components.map_marks import GAP, Zoom, marks_of

PARTIES = pd.DataFrame([("iran", "Iran", 32.4, 53.7, 9), ("ukraine", "Ukraine", 48.4, 31.2, 9)], columns=["id", "name", "lat", "lon", "n_claims"])
EDGES = pd.DataFrame([{
    "agent": "iran", "recipient": "ukraine", "family": "supply", "agent_name": "Iran", "recipient_name": "Ukraine", "agent_lat": 32.4,
    "agent_lon": 53.7, "recipient_lat": 48.4, "recipient_lon": 31.2, "n_claims": 9, "n_sources": 2, "n_origins": 2, "n_against": 0,
    "types": "transfer (9)",
}])  # fmt: skip


def places_of(number: int) -> pd.DataFrame:
    """Invented places, most of them in one region, some at the same spot."""
    chance = random.Random(5)
    rows = [(f"p{at}", f"Place {at}", round(chance.uniform(46, 49), 1), round(chance.uniform(29, 37), 1), 1 + at % 4, 1, 1) for at in range(number)]
    rows += [("q", "Iran's works", 32.4, 53.7, 3, 1, 1), ("iran", "Iran", 32.4, 53.7, 5, 2, 2)]
    return pd.DataFrame(rows, columns=["entity_id", "name", "lat", "lon", "n_claims", "n_sources", "n_origins"])


@pytest.mark.parametrize(("span", "width"), [(120.0, 1000), (40.0, 1000), (60.0, 350), (3.0, 350)])
def test_no_two_marks_overlap_and_every_place_is_in_one(span: float, width: int) -> None:
    places, zoom = places_of(60), Zoom((20.0, 20.0 + span), width)
    marks = marks_of(places, PARTIES, zoom)
    assert sorted(spot.entity_id for mark in marks for spot in mark.spots) == sorted(places["entity_id"])
    for one, other in itertools.combinations(marks, 2):
        (x, y), (u, v) = (zoom.pixels(mark.first.lon, mark.first.lat) for mark in (one, other))
        assert max(abs(x - u), abs(y - v)) >= (one.size + other.size) / 2 + GAP - 1e-9


def test_the_order_of_the_places_does_not_matter() -> None:
    places, zoom = places_of(60), Zoom((20.0, 80.0), 1000)
    assert marks_of(places, PARTIES, zoom) == marks_of(places.sample(frac=1, random_state=2), PARTIES, zoom)


@pytest.mark.parametrize("small", [False, True])
def test_every_shared_mark_opens_the_places_that_it_counts(small: bool) -> None:
    places = places_of(60)
    made = draw_map(EDGES, places, everything=True, small=small)
    carried = {each for trace in made.data for each in trace.customdata if each.startswith("near:")}
    assert carried
    for each in carried:
        near = each.removeprefix("near:")
        inside = close_places(EDGES, places, True, near)
        assert len(inside) > 1 and near.endswith(inside.sort_values(["n_claims", "entity_id"], ascending=[False, True])["entity_id"].iloc[0])
        marks = marks_on(EDGES, places, True, near)
        assert sorted(spot.entity_id for mark in marks for spot in mark.spots) == sorted(inside["entity_id"])
        within = {each for trace in draw_map(EDGES, places, everything=True, small=small, near=near).data for each in trace.customdata}
        for deeper in (each.removeprefix("near:") for each in within if each.startswith("near:")):
            assert 1 < len(close_places(EDGES, places, True, deeper)) <= len(inside)


def test_places_at_one_spot_open_no_deeper_than_their_list() -> None:
    places = places_of(0).assign(lat=47.0, lon=35.0)
    [near] = {each for trace in draw_map(EDGES, places, everything=True).data for each in trace.customdata if each.startswith("near:")}
    assert near == "near:wide~iran" and len(close_places(EDGES, places, True, "wide~iran")) == 2
    inner = draw_map(EDGES, places, everything=True, near="wide~iran")
    assert near in {each for trace in inner.data for each in trace.customdata}


@pytest.mark.parametrize("near", ["wide", "wide~", "wide~nowhere", "huge~p1", "~", "wide~iran~small~nowhere", "x" * 150])
def test_what_names_no_mark_opens_nothing(near: str) -> None:
    places = places_of(60)
    assert close_places(EDGES, places, True, near).empty and marks_on(EDGES, places, True, near) == []
    assert draw_map(EDGES, places, everything=True, near=near).data

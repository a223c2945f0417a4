"""Where things lie on the map in pixels, and the places that lie so close together that they share one mark."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

SHARED = 20.0  # pixels of a mark for several places
PARTY = 9.0  # pixels of the circle of a party
GAP = 2.0  # pixels that two marks are apart at least
BELOW = 20.0  # pixels by which a place stands below a party that would hide it


def high(latitude: float) -> float:
    """How far up Mercator's projection a latitude lies, in degrees of longitude at the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def latitude(up: float) -> float:
    """The latitude that lies so far up: the inverse of ``high``."""
    return math.degrees(math.atan(math.sinh(math.radians(up))))


@dataclass(frozen=True)
class Zoom:
    """A part of the map: the longitudes that it shows, and how many pixels it is wide."""

    longitudes: tuple[float, float]
    width: int

    @property
    def scale(self) -> float:
        """Pixels of a degree of longitude."""
        return self.width / (self.longitudes[1] - self.longitudes[0])

    def pixels(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position lies, to the right and up, from a fixed point."""
        return lon * self.scale, high(lat) * self.scale


@dataclass(frozen=True)
class Spot:
    """A place as it is drawn: its position (moved aside where a party's circle would hide it) and its counts."""

    entity_id: str
    name: str
    lon: float
    lat: float
    n_claims: int
    n_sources: int
    n_origins: int
    is_party: bool

    @property
    def size(self) -> float:
        """Pixels of its square."""
        return min(6 + 1.6 * math.sqrt(self.n_claims), 18)


@dataclass(frozen=True)
class Mark:
    """One square of the map: a place, or several places whose squares would lie on one another, most claims first."""

    spots: tuple[Spot, ...]

    @property
    def first(self) -> Spot:
        """The place with most claims, at whose position the mark stands."""
        return self.spots[0]

    @property
    def is_shared(self) -> bool:
        """Whether several places share the mark."""
        return len(self.spots) > 1

    @property
    def size(self) -> float:
        """Pixels of the square."""
        return SHARED if self.is_shared else self.first.size


def marks_of(places: pd.DataFrame, parties: pd.DataFrame, zoom: Zoom) -> list[Mark]:
    """The marks of the places (rows of ``actors.places_in`` with a position) beside those of the parties, at this zoom;
    no two of them overlap. The same places give the same marks, in whatever order they come."""
    circles = [zoom.pixels(row.lon, row.lat) for row in parties.itertuples()]
    own = set(parties["id"])
    spots = [_spot(row, own, circles, zoom) for row in places.itertuples()]
    marks = [Mark((spot,)) for spot in sorted(spots, key=lambda spot: (-spot.n_claims, spot.entity_id))]
    while len(fewer := _gathered(marks, zoom)) < len(marks):
        marks = fewer
    return marks


def _spot(row: object, parties: set[str], circles: Iterable[tuple[float, float]], zoom: Zoom) -> Spot:
    values = {name: getattr(row, name) for name in ("entity_id", "name", "lon", "lat", "n_claims", "n_sources", "n_origins")}
    spot = Spot(**values, is_party=values["entity_id"] in parties)
    here = zoom.pixels(spot.lon, spot.lat)
    if any(_apart(here, circle) < (PARTY + spot.size) / 2 + GAP for circle in circles):
        moved = latitude(high(spot.lat) - BELOW / zoom.scale)
        return Spot(**{**values, "lat": moved}, is_party=spot.is_party)
    return spot


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far apart the middles of two squares are, along the axis on which they are further apart."""
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _gathered(marks: list[Mark], zoom: Zoom) -> list[Mark]:
    """The marks, those that overlap one before them taken into it."""
    kept: list[Mark] = []
    for mark in marks:
        here = zoom.pixels(mark.first.lon, mark.first.lat)
        for at, other in enumerate(kept):
            if _apart(here, zoom.pixels(other.first.lon, other.first.lat)) < (mark.size + other.size) / 2 + GAP:
                kept[at] = Mark(tuple(sorted((*other.spots, *mark.spots), key=lambda spot: (-spot.n_claims, spot.entity_id))))
                break
        else:
            kept.append(mark)
    return kept

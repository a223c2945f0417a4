"""What the parameters of a link mean: the same for the dashboard and for the data beside it."""

import datetime as dt
import re
from collections.abc import Callable

from tables.selection import Selection

# key in a link → field of the selection, for the filters that hold slugs
LISTS = {"weapon": "weapons", "source": "sources", "actor": "actors", "type": "types", "status": "statuses"}
FILTER_KEYS = (*LISTS, "date", "q")
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~:+-]{0,199}")  # a topic of two parties joins them by a plus
LONGEST_SEARCH = 200

Known = Callable[[str, str], bool]
Drop = Callable[[str, str, str], None]


def _day(value: str, drop: Drop) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        drop("date", value, "not a date like 2022-11-05")
        return None


def _dates(values: list[str], drop: Drop) -> tuple[dt.date | None, dt.date | None]:
    for extra in values[2:]:
        drop("date", extra, "a range has two dates")
    first, last = ([_day(value, drop) for value in values[:2]] + [None, None])[:2]
    if first and last and first > last:
        drop("date", f"{first} to {last}", "the range ends before it begins")
        return None, None
    return first, last


def _slugs(key: str, values: list[str], known: Known, drop: Drop) -> tuple[str, ...]:
    kept = []
    for value in dict.fromkeys(values):
        if SLUG.fullmatch(value) and known(key, value):
            kept.append(value)
        else:
            drop(key, value, f"no such {key}")
    return tuple(kept)


def _search(values: list[str], drop: Drop) -> str:
    for extra in values[1:]:
        drop("q", extra, "one search at a time")
    text = " ".join("".join(c if c.isprintable() else " " for c in (values or [""])[0]).split())
    if len(text) > LONGEST_SEARCH:
        drop("q", text, "too long")
        return ""
    return text


def selection_from(values_of: Callable[[str], list[str]], known: Known, drop: Drop) -> Selection:
    """The filters in the parameters that ``values_of(key)`` gives. ``known(key, value)`` says whether a
    slug exists; ``drop(key, value, why)`` is told of everything that is left out."""
    lists = {field: _slugs(key, values_of(key), known, drop) for key, field in LISTS.items()}
    first, last = _dates(values_of("date"), drop)
    return Selection(date_from=first, date_to=last, q=_search(values_of("q"), drop), **lists)

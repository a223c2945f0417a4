"""How dates, numbers and names are written on screen, in one place."""

import datetime as dt
import math
from typing import Any

import pandas as pd
import pycountry

SEASONS = {12: "winter", 3: "spring", 6: "summer", 9: "autumn"}


def is_missing(value: Any) -> bool:
    """Whether a cell of a frame is empty: None, NaN or NaT."""
    return value is None or bool(pd.isna(value))


def as_day(value: Any) -> dt.date | None:
    """The day in a cell of a frame, None where it is empty."""
    if is_missing(value):
        return None
    return value.date() if isinstance(value, dt.datetime) else value


def day(value: Any) -> str:
    """``5 Nov 2022``; empty where there is none."""
    found = as_day(value)
    return f"{found.day} {found:%b %Y}" if found else ""


def month(value: Any) -> str:
    """``Nov 2022``; empty where there is none."""
    found = as_day(value)
    return f"{found:%b %Y}" if found else ""


def published(value: Any, basis: str | None) -> str:
    """The date of an article: ``5 Nov 2022``, ``c. Nov 2022`` where it is estimated, ``undated``."""
    if is_missing(value):
        return "undated"
    return f"c. {month(value)}" if basis == "estimated" else day(value)


def _span(start: dt.date, end: dt.date) -> str:
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    return f"{day(start)} – {day(end)}"


def happened(start: Any, end: Any, precision: str | None) -> str:
    """When something happened, no finer than it is known: ``5 Nov 2022``, ``Nov 2022``,
    ``autumn 2022``, ``2022``, ``since Nov 2022``, ``undated``."""
    first, last = as_day(start), as_day(end)
    known = first or last
    if known is None or precision == "none":
        return "undated"
    if precision == "open" or first is None or last is None:
        return f"since {month(first)}" if first else f"until {month(last)}"
    if precision == "year":
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if precision == "month":
        same = (first.year, first.month) == (last.year, last.month)
        return month(first) if same else f"{month(first)} – {month(last)}"
    if precision == "season":
        season = SEASONS.get(first.month)
        year = f"{first.year}" if first.year == last.year else f"{first.year}–{last:%y}"
        return f"{season} {year}" if season else f"{month(first)} – {month(last)}"
    return _span(first, last)


def number(value: Any) -> str:
    """``1,700``, ``2.5``; empty where there is none."""
    if is_missing(value) or (isinstance(value, float) and math.isinf(value)):
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def quantity(low: Any, high: Any, unit: str | None = None) -> str:
    """``1,700``, ``1,000–2,400``, ``at least 300``, ``up to 50``, each with its unit."""
    below, above = number(low), number(high)
    text = f"at least {below}" if below else f"up to {above}" if above else ""
    if below and above:
        text = below if below == above else f"{below}–{above}"
    return f"{text} {unit}" if text and not is_missing(unit) and unit else text


def counted(amount: int, one: str, many: str | None = None) -> str:
    """``1 claim``, ``1,200 claims``; ``many`` where the plural is not the singular plus s."""
    return f"{number(amount)} {one if amount == 1 else many or one + 's'}"


def titled(text: Any) -> str:
    """A name as it begins a line: ``Drones``, ``Su-35``; its own capitals stay."""
    said = str(text)
    return said[:1].upper() + said[1:]


def listed(names: list[str], most: int = 0) -> str:
    """``A``, ``A and B``, ``A, B and C``; beyond ``most`` (0: no limit) ``A, B and 3 more``."""
    if most and len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def country(code: str) -> str:
    """The everyday name of a country by its two letters (ISO 3166-1 alpha-2); what is no such code is given back."""
    found = pycountry.countries.get(alpha_2=code) if len(code) == 2 else None
    return code if found is None else str(getattr(found, "common_name", found.name))

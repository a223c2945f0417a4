"""Intervals of days, what relative dates are counted from, and how weeks, months and years make intervals."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from preprocessing.dates import DateWords

Groups = Mapping[str, str]


@dataclass(frozen=True)
class Interval:
    """Days from ``first`` to ``last``, both included; an open end is None. ``precision`` and ``basis`` are the tables'."""

    first: date | None
    last: date | None
    precision: str
    basis: str


@dataclass(frozen=True)
class Anchor:
    """What relative dates are counted from: the article's day and, for "a day earlier", the time named last."""

    published: date | None
    named: Interval | None = None
    future: bool = False

    @property
    def base(self) -> date | None:
        """The day named last, where one is known."""
        return self.named.first if self.named is not None else None


def month_interval(year: int, month: int, basis: str) -> Interval:
    """A month; months beyond December run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", basis)


def whole_year(year: int, basis: str) -> Interval:
    """A year."""
    return Interval(date(year, 1, 1), date(year, 12, 31), "year", basis)


def span(first: date, last: date, basis: str) -> Interval:
    """From a day to another; the precision is that of the unit that is about as long."""
    days = (last - first).days
    return Interval(first, last, "day" if days == 0 else "month" if days <= 45 else "season" if days <= 200 else "year", basis)


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def around(day: date, unit: str, basis: str = "relative") -> Interval:
    """The day, week, month or year that a day lies in."""
    if unit in ("day", "night"):
        return Interval(day, day, "day", basis)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return span(monday, monday + timedelta(days=6), basis)
    return month_interval(day.year, day.month, basis) if unit == "month" else whole_year(day.year, basis)


def year_of(groups: Groups, anchor: Anchor) -> int | None:
    """The year that "last year", "that year" and the like mean, None where nothing tells."""
    of = groups["of"]
    if "same" in of or "that" in of:
        return anchor.base.year if anchor.base is not None else None
    if anchor.published is None:
        return None
    return anchor.published.year + (-1 if "last" in of or "previous" in of else 1 if "next" in of else 0)


PHASES = {"early": (0, 1), "late": (2, 3), "mid": (1, 2), "beginning": (0, 1), "start": (0, 1), "end": (2, 3), "close": (2, 3), "middle": (1, 2),
          "first": (0, 1), "opening": (0, 1), "last": (2, 3), "final": (2, 3), "closing": (2, 3)}


def part_of(whole: Interval | None, part: str) -> Interval | None:
    """The early, middle or late days of a month."""
    if whole is None or whole.first is None or whole.last is None:
        return None
    first, last = PHASES[next(word for word in PHASES if word in part)]
    starts = (1, 11, 21, whole.last.day + 1)
    return replace(whole, first=whole.first.replace(day=starts[first]), last=whole.first.replace(day=starts[last] - 1))


def part_of_year(part: str, year: int, basis: str, words: DateWords) -> Interval:
    """"Early 2023", "the second half of 2024", "the first five months of 2025": the months that the words name."""
    counted = re.fullmatch(r"(first|opening|last|final|closing) (\w+) months of", part)
    if counted is not None:
        number = words.numbers[counted[2]]
        opens = counted[1] in ("first", "opening")
        from_day = date(year, 1 if opens else 13 - number, 1)
        return span(from_day, month_interval(year, number if opens else 12, basis).last or from_day, basis)
    first, last_month = next((span for word, span in words.parts.items() if word in part), [1, 12])
    last = month_interval(year, last_month, basis).last
    return Interval(date(year, first, 1), last, "season", basis)

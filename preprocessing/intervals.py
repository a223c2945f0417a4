"""What date expressions mean: intervals of days, decided against an anchor and a direction.

The anchor is usually the day on which the article was published; in a sentence about the future "on Tuesday"
is the next one, else the last.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from preprocessing.dates import DateWords, Expression
from preprocessing.reckoning import RELATIVE
from preprocessing.spans import (
    Anchor,
    Groups,
    Interval,
    around,
    month_interval,
    part_of,
    part_of_year,
    span,
    valid,
    year_of,
)
from preprocessing.years import YEARS, decade_of


def resolve(expression: Expression, anchor: Anchor, words: DateWords) -> Interval | None:
    """The interval that an expression means, or None where the text does not say enough."""
    try:
        return _resolved(expression, anchor, words)
    except (ValueError, OverflowError):  # beyond the calendar
        return None


def is_finer(expression: Expression, told: Interval) -> bool:
    """Whether an expression is counted in shorter units than the time it is counted from: "said in May … on Monday"."""
    unit = expression.groups.get("unit", "day" if expression.kind in ("weekday", "weekdays", "today", "overnight", "dawn", "day_of_month") else "year").lower()
    coarse = {"day": 0, "month": 1, "season": 1}.get(told.precision, 2)
    fine = 2 if unit in ("year", "decade") else 1 if unit == "month" else 0
    return expression.groups.get("year") is None and fine < coarse


def _resolved(expression: Expression, anchor: Anchor, words: DateWords) -> Interval | None:
    if expression.kind == "range":
        return _range(expression, anchor, words)
    if expression.kind == "counted":
        base = _resolved(expression.parts[0], replace(anchor, future=False), words)
        return RESOLVERS["ago"](_lower(expression.groups), replace(anchor, named=base), words) if base is not None else None
    interval = RESOLVERS[expression.kind](_lower(expression.groups), anchor, words)
    if interval is None or interval.first is None:
        return interval
    if expression.kind in ("years", "days", "months") and expression.lead == "from":
        return interval  # "from 2015 to 2019"
    return _led(interval, expression.lead, anchor.future, words)


def _lower(groups: Groups) -> dict[str, str]:
    return {key: " ".join(value.lower().split()) for key, value in groups.items()}


def _led(interval: Interval, lead: str, future: bool, words: DateWords) -> Interval:
    """"Since September" has no end, "until 2025" no beginning; a time limit ("by", what will be "before") stands
    for itself."""
    if lead in words.since:
        return replace(interval, last=None, precision="open")
    if lead in words.until and not (future and lead in ("before", "ahead of")):
        return replace(interval, first=None, precision="open")
    return interval


def _range(expression: Expression, anchor: Anchor, words: DateWords) -> Interval | None:
    """From the first day of one end to the last of the other; the year of the second holds for both."""
    first, second = expression.parts
    end = RESOLVERS[second.kind](_lower(second.groups), anchor, words)
    if end is None or end.last is None:
        return None
    start_anchor = replace(anchor, published=end.last, future=False)
    start = RESOLVERS[first.kind](_lower(first.groups), start_anchor, words)
    if start is None or start.first is None or start.first > end.last:
        return None
    days = start.precision == end.precision == "day"
    whole = span(start.first, end.last, end.basis)
    return replace(whole, precision="day") if days else whole


def _nearest_year(month: int, day: int, anchor: Anchor) -> int | None:
    """The year of a day without one: the last such day before the anchor, or the next where the future is meant."""
    if anchor.published is None:
        return anchor.base.year if anchor.base is not None else None
    base = anchor.published
    candidate = valid(base.year, month, min(day, 28))
    if candidate is None:
        return None
    if anchor.future and (candidate < base - timedelta(days=31) or candidate.month == base.month and candidate.day < base.day > 28):
        return base.year + 1
    if not anchor.future and candidate > base + timedelta(days=3):
        return base.year - 1
    return base.year


def _iso(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    year, month, day = (int(part) for part in groups["iso"].split("-"))
    found = valid(year, month, day)
    return Interval(found, found, "day", "stated") if found else None


def _month_number(name: str, words: DateWords) -> int:
    return words.months[name.rstrip(".")]


def _dated_year(groups: Groups, month: int, day: int, anchor: Anchor) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    return year_of(groups, anchor) if "of" in groups else _nearest_year(month, day, anchor)


def _day(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    month = _month_number(groups["month"], words)
    year = _dated_year(groups, month, int(groups["day"]), anchor)
    found = valid(year, month, int(groups["day"])) if year else None
    return Interval(found, found, "day", "stated" if "year" in groups else "relative") if found else None


def _week_to(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"The week to 9 June"."""
    day = _day(groups, anchor, words)
    return span(day.first - timedelta(days=6), day.first, day.basis) if day is not None and day.first is not None else None


def _days(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    first = _day(groups, anchor, words)
    if first is None or first.first is None:
        return None
    last = valid(first.first.year, first.first.month, int(groups["until"]))
    if last is None or last < first.first:
        return None
    return replace(span(first.first, last, first.basis), precision="day")


def _month(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    month = _month_number(groups["month"], words)
    year = _dated_year(groups, month, 1, anchor)
    return month_interval(year, month, "stated" if "year" in groups else "relative") if year else None


def _months(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    last_month = _month_number(groups["until_month"], words)
    last = _month({**groups, "month": groups["until_month"]}, anchor, words)
    first_month = _month_number(groups["month"], words)
    if last is None or last.first is None or last.last is None:
        return None
    year = last.first.year - (first_month > last_month)
    return span(date(year, first_month, 1), last.last, last.basis)


def _month_relative(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Last June", "June of last year", "the following June"."""
    month, base = _month_number(groups["month"], words), anchor.published
    if "of" in groups:
        said = year_of(groups, anchor)
        return month_interval(said, month, "relative") if said else None
    which = groups["which"]
    if _is_told(which):
        told = _told_year(which, month, month, anchor)
        return month_interval(told, month, "relative") if told else None
    if base is None:
        return None
    later = month >= base.month if which == "last" else month > base.month
    year = base.year
    if which in ("last", "this past") and later:
        year -= 1
    elif which == "next" and month <= base.month:
        year += 1
    return month_interval(year, month, "relative")


def _is_told(which: str) -> bool:
    """Whether a time is counted from the one named before it: "the following spring", "that June"."""
    return which.startswith(("the ", "that"))


def _told_year(which: str, first: int, last: int, anchor: Anchor) -> int | None:
    """The year of the months nearest to the time named before; backwards from the article where none was named."""
    named = anchor.named
    if named is None or named.first is None or named.last is None:
        base = anchor.published
        return None if base is None or "following" in which else base.year - (first >= base.month)
    if "following" in which:
        return named.last.year + (first <= named.last.month)
    if "previous" in which or "preceding" in which:
        return named.first.year - (last >= named.first.month)
    return named.first.year


def _part_month(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Early in May", "the end of last March"."""
    whole = _month_relative(groups, anchor, words) if "which" in groups else _month(groups, anchor, words)
    return part_of(whole, groups["part"])


def _part_year(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Early 2023", "the end of the month", "the first half of last year"."""
    if "year" in groups:
        return part_of_year(groups["part"], int(groups["year"]), "stated", words)
    if anchor.published is None:
        return None
    relative, base = groups["relative"], anchor.published
    shift = -1 if "last" in relative else 1 if "next" in relative else 0
    if "week" in relative:
        return around(base + timedelta(days=7 * shift), "week")
    if "month" in relative:
        whole = month_interval(base.year, base.month + shift, "relative")
        return part_of(whole, groups["part"]) if not any(w in groups["part"] for w in ("half", "quarter")) else whole
    if "decade" in relative:
        return decade_of({**groups, "decade": str((base.year // 10 + shift) * 10)}, anchor, words)
    return part_of_year(groups["part"], base.year + shift, "relative", words)


def _season(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    first, last = words.seasons[groups["season"]]
    basis = "stated" if "year" in groups else "relative"
    if "year" in groups:
        year = int(groups["year"])
    elif anchor.published is None:
        return None
    elif "of" in groups:
        year = year_of(groups, anchor) or anchor.published.year
    elif _is_told(which := groups.get("which", "")):
        told = _told_year(which, first, last, anchor)
        if told is None:
            return None
        year = told
    else:
        year = _season_year(which, first, last, anchor.published, anchor.future)
    return Interval(date(year, first, 1), month_interval(year, last, basis).last, "season", basis)


def _season_year(which: str, first: int, last: int, base: date, future: bool) -> int:
    if which == "this":
        return base.year - (last > 12 and base.month <= last - 12)
    which = {"coming": "next", "past": "last"}.get(which, which)
    if which == "next" or (future and which != "last"):
        return base.year + (first <= base.month if which == "next" else last < base.month)
    over = last < base.month if which == "last" else first <= base.month
    return base.year - (not over)


def _calendar(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """The month in which the year of another calendar ends, as near as the tense has it."""
    month = words.calendars[groups["calendar"]]
    year = _nearest_year(month, 1, anchor)
    return month_interval(year, month, "relative") if year else None


def _year_to(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"The year to March", "the six months to June 2023"; "the year to date" is the article's."""
    if "now" in groups:
        return span(date(anchor.published.year, 1, 1), anchor.published, "relative") if anchor.published else None
    last = _month(groups, anchor, words)
    if last is None or last.first is None or last.last is None or ("unit" in groups and "number" not in groups):
        return None
    number = (words.numbers.get(groups["number"]) or int(groups["number"])) if "number" in groups else 12
    first = month_interval(last.first.year - number // 12 - 1, last.first.month + 12 - number % 12 + 1, last.basis).first
    return span(first, last.last, last.basis) if first is not None else None


def _day_of_month(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"The 5th of this month", "the 12th of last month"."""
    if anchor.published is None:
        return None
    shift = {"last": -1, "previous": -1, "next": 1}.get(groups["which"].split()[-1], 0)
    month = month_interval(anchor.published.year, anchor.published.month + shift, "relative").first
    found = valid(month.year, month.month, int(groups["day"])) if month else None
    return Interval(found, found, "day", "relative") if found else None


RESOLVERS: Mapping[str, Callable[[Groups, Anchor, DateWords], Interval | None]] = {
    "iso": _iso, "day": _day, "days": _days, "month": _month, "months": _months, "part_month": _part_month,
    "month_relative": _month_relative, "part_year": _part_year, "season": _season,
    "calendar": _calendar, "year_to": _year_to, "week_to": _week_to, "day_of_month": _day_of_month, **YEARS, **RELATIVE,
}

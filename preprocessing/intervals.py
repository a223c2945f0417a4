"""What date expressions mean: intervals of days, decided against an anchor and a direction.

The anchor is usually the day on which the article was published; in a sentence about the future "on Tuesday"
is the next one, else the last.
"""

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

from preprocessing.dates import DateWords, Expression


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


Groups = Mapping[str, str]


def resolve(expression: Expression, anchor: Anchor, words: DateWords) -> Interval | None:
    """The interval that an expression means, or None where the text does not say enough."""
    if expression.kind == "range":
        return _range(expression, anchor, words)
    interval = RESOLVERS[expression.kind](_lower(expression.groups), anchor, words)
    if interval is None or interval.first is None:
        return interval
    return _led(interval, expression.lead, words)


def _lower(groups: Groups) -> dict[str, str]:
    return {key: " ".join(value.lower().split()) for key, value in groups.items()}


def _led(interval: Interval, lead: str, words: DateWords) -> Interval:
    """"Since September" has no end, "until 2025" no beginning; "by" is any day until then."""
    if lead in words.since:
        return replace(interval, last=None, precision="open")
    if lead in words.until:
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
    whole = _span(start.first, end.last, end.basis)
    return replace(whole, precision="day") if days else whole


def _month_interval(year: int, month: int, basis: str) -> Interval:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", basis)


def _whole_year(year: int, basis: str) -> Interval:
    return Interval(date(year, 1, 1), date(year, 12, 31), "year", basis)


def _span(first: date, last: date, basis: str) -> Interval:
    days = (last - first).days
    return Interval(first, last, "day" if days == 0 else "month" if days <= 45 else "season" if days <= 200 else "year", basis)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest_year(month: int, day: int, anchor: Anchor) -> int | None:
    """The year of a day without one: the last such day before the anchor, or the next where the future is meant."""
    if anchor.published is None:
        return anchor.base.year if anchor.base is not None else None
    base = anchor.published
    candidate = _valid(base.year, month, min(day, 28))
    if candidate is None:
        return None
    if anchor.future and (candidate < base - timedelta(days=31) or candidate.month == base.month and candidate.day < base.day > 28):
        return base.year + 1
    if not anchor.future and candidate > base + timedelta(days=3):
        return base.year - 1
    return base.year


def _year_of(groups: Groups, anchor: Anchor) -> int | None:
    """The year that "last year", "that year" and the like mean, None where nothing tells."""
    of = groups["of"]
    if "same" in of or "that" in of:
        return anchor.base.year if anchor.base is not None else None
    if anchor.published is None:
        return None
    return anchor.published.year + (-1 if "last" in of or "previous" in of else 1 if "next" in of else 0)


def _iso(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    year, month, day = (int(part) for part in groups["iso"].split("-"))
    found = _valid(year, month, day)
    return Interval(found, found, "day", "stated") if found else None


def _month_number(name: str, words: DateWords) -> int:
    return words.months[name.rstrip(".")]


def _dated_year(groups: Groups, month: int, day: int, anchor: Anchor) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    return _year_of(groups, anchor) if "of" in groups else _nearest_year(month, day, anchor)


def _day(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    month = _month_number(groups["month"], words)
    year = _dated_year(groups, month, int(groups["day"]), anchor)
    found = _valid(year, month, int(groups["day"])) if year else None
    return Interval(found, found, "day", "stated" if "year" in groups else "relative") if found else None


def _days(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    first = _day(groups, anchor, words)
    if first is None or first.first is None:
        return None
    last = _valid(first.first.year, first.first.month, int(groups["until"]))
    if last is None or last < first.first:
        return None
    return replace(_span(first.first, last, first.basis), precision="day")


def _month(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    month = _month_number(groups["month"], words)
    year = _dated_year(groups, month, 1, anchor)
    return _month_interval(year, month, "stated" if "year" in groups else "relative") if year else None


def _months(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    last_month = _month_number(groups["until_month"], words)
    last = _month({**groups, "month": groups["until_month"]}, anchor, words)
    first_month = _month_number(groups["month"], words)
    if last is None or last.first is None or last.last is None:
        return None
    year = last.first.year - (first_month > last_month)
    return _span(date(year, first_month, 1), last.last, last.basis)


def _month_relative(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Last June", "June of last year"."""
    month, base = _month_number(groups["month"], words), anchor.published
    if "of" in groups:
        said = _year_of(groups, anchor)
        return _month_interval(said, month, "relative") if said else None
    if base is None:
        return None
    which = groups["which"]
    later = month >= base.month if which == "last" else month > base.month
    year = base.year
    if which in ("last", "this past") and later:
        year -= 1
    elif which == "next" and month <= base.month:
        year += 1
    return _month_interval(year, month, "relative")


PHASES = {"early": (0, 1), "late": (2, 3), "mid": (1, 2), "beginning": (0, 1), "start": (0, 1), "end": (2, 3), "close": (2, 3), "middle": (1, 2)}


def _part_of(whole: Interval | None, part: str) -> Interval | None:
    """The early, middle or late days of a month."""
    if whole is None or whole.first is None or whole.last is None:
        return None
    first, last = PHASES[next(word for word in PHASES if word in part)]
    starts = (1, 11, 21, whole.last.day + 1)
    return replace(whole, first=whole.first.replace(day=starts[first]), last=whole.first.replace(day=starts[last] - 1))


def _part_month(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    return _part_of(_month(groups, anchor, words), groups["part"])


def _part_year(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Early 2023", "the end of the month", "the first half of last year"."""
    if "year" in groups:
        return _part_of_year(groups["part"], int(groups["year"]), "stated", words)
    if anchor.published is None:
        return None
    relative, base = groups["relative"], anchor.published
    shift = -1 if "last" in relative else 1 if "next" in relative else 0
    if "week" in relative:
        return _around(base + timedelta(days=7 * shift), "week")
    if "month" in relative:
        whole = _month_interval(base.year, base.month + shift, "relative")
        return _part_of(whole, groups["part"]) if not any(w in groups["part"] for w in ("half", "quarter")) else whole
    if "decade" in relative:
        decade = base.year // 10 * 10
        return Interval(date(decade, 1, 1), date(decade + 9, 12, 31), "year", "relative")
    return _part_of_year(groups["part"], base.year + shift, "relative", words)


def _part_of_year(part: str, year: int, basis: str, words: DateWords) -> Interval:
    first, last_month = next((span for word, span in words.parts.items() if word in part), [1, 12])
    last = _month_interval(year, last_month, basis).last
    return Interval(date(year, first, 1), last, "season", basis)


def _season(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    first, last = words.seasons[groups["season"]]
    basis = "stated" if "year" in groups else "relative"
    if "year" in groups:
        year = int(groups["year"])
    elif anchor.published is None:
        return None
    elif "of" in groups:
        year = _year_of(groups, anchor) or anchor.published.year
    else:
        year = _season_year(groups.get("which", ""), first, last, anchor.published, anchor.future)
    return Interval(date(year, first, 1), _month_interval(year, last, basis).last, "season", basis)


def _season_year(which: str, first: int, last: int, base: date, future: bool) -> int:
    if which == "this":
        return base.year - (last > 12 and base.month <= last - 12)
    if which == "next" or (future and which != "last"):
        return base.year + (first <= base.month if which == "next" else last < base.month)
    over = last < base.month if which == "last" else first <= base.month
    return base.year - (not over)


def _quarter(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    year, first = int(groups["year"]), 3 * int(groups["quarter"]) - 2
    return Interval(date(year, first, 1), _month_interval(year, first + 2, "stated").last, "season", "stated")


def _years(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    first = int(groups["year"])
    until = groups["until_year"]
    last = int(until) if len(until) == 4 else first // 100 * 100 + int(until)
    return Interval(date(first, 1, 1), date(last, 12, 31), "year", "stated") if last >= first else None


def _year(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    return _whole_year(int(groups["year"]), "stated")


@lru_cache(maxsize=4096)
def _reckoned(text: str, base: date) -> date | None:
    """dateparser's arithmetic for "3 weeks ago" and the like."""
    moment = datetime(base.year, base.month, base.day)
    found = dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": moment})
    return found.date() if found else None


def _count(text: str, words: DateWords) -> int:
    return int(text) if text.isdigit() else words.numbers[text]


def _around(day: date, unit: str, basis: str = "relative") -> Interval:
    if unit in ("day", "night"):
        return Interval(day, day, "day", basis)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return _span(monday, monday + timedelta(days=6), basis)
    return _month_interval(day.year, day.month, basis) if unit == "month" else _whole_year(day.year, basis)


def _ago(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    base = anchor.published if groups["ago"] == "ago" else anchor.base
    if base is None:
        return None
    number, unit = _count(groups["number"], words), groups["unit"]
    if unit == "decade":
        number, unit = 10 * number, "year"
    ahead = groups["ago"] in ("later", "after")
    found = _reckoned(f"in {number} {unit}s" if ahead else f"{number} {unit}s ago", base)
    return _around(found, unit) if found else None


def _sequence(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"A day earlier", "the same month", "the following week", counted from the time named last."""
    text = groups["sequence"]
    unit = next(word for word in ("day", "night", "week", "month", "year") if word in text)
    same = "same" in text or "that" in text
    back = not same and any(word in text for word in ("earlier", "before", "previous", "preceding"))
    base = anchor.base or (anchor.published if back else None)
    if base is None:
        return None
    if same:
        return anchor.named if unit in ("day", "night") else _around(base, unit)
    shift = 1 if unit == "night" and back else 0
    counted = "day" if unit == "night" else unit
    found = base - timedelta(days=shift) if shift else _reckoned(f"1 {counted} ago" if back else f"in 1 {counted}", base)
    return _around(found, unit) if found else None


def _span_back(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, unit = anchor.published, groups["unit"]
    number = _count(groups["number"], words) if "number" in groups else (3 if groups["which"] == "recent" else 1)
    if unit == "decade":
        number, unit = 10 * number, "year"
    ahead = groups["which"] in ("coming", "next")
    other = _reckoned(f"in {number} {unit}s" if ahead else f"{number} {unit}s ago", base)
    if other is None:
        return None
    return _span(base, other, "relative") if ahead else _span(other, base, "relative")


def _unit(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, unit, which = anchor.published, groups["unit"], groups["which"]
    if unit == "night":
        return _around(base - timedelta(days=which == "last"), "day")
    if unit == "weekend":
        return _weekend(base, which)
    number = {"last": -1, "this": 0, "next": 1}[which]
    found = base if not number else _reckoned(f"1 {unit} ago" if number < 0 else f"in 1 {unit}", base)
    if found is None:
        return None
    phase = groups.get("phase", "").strip()
    if unit == "year" and phase in ("late", "early"):
        return _part_of_year(phase, found.year, "relative", words)
    if unit == "month" and phase in ("late", "early"):
        return _part_of(_around(found, unit), phase)
    whole = _around(found, unit)
    return replace(whole, last=base) if phase == "earlier" and which == "this" else whole


def _weekend(base: date, which: str) -> Interval:
    saturday = base + timedelta(days=(5 - base.weekday()) % 7)
    if which == "last" or (base.weekday() < 5 and which != "next"):
        saturday -= timedelta(days=7)
    return _span(saturday, saturday + timedelta(days=1), "relative")


def _weekday(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, wanted = anchor.published, words.weekdays[groups["weekday"]]
    which, of = groups.get("which", ""), groups.get("of", "")
    if of:
        monday = base - timedelta(days=base.weekday()) + timedelta(days=-7 if "last" in of else 7 if "next" in of else 0)
        return _around(monday + timedelta(days=wanted), "day")
    if which == "next" or (anchor.future and which != "last"):
        return _around(base + timedelta(days=(wanted - base.weekday()) % 7 or 7), "day")
    back = (base.weekday() - wanted) % 7
    return _around(base - timedelta(days=7 if which == "last" and not back else back), "day")


def _today(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    return _around(anchor.published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(groups["today"], 0)), "day")


RESOLVERS: Mapping[str, Callable[[Groups, Anchor, DateWords], Interval | None]] = {
    "iso": _iso, "day": _day, "days": _days, "month": _month, "months": _months, "part_month": _part_month,
    "month_relative": _month_relative, "part_year": _part_year, "season": _season, "quarter": _quarter, "years": _years,
    "year": _year, "ago": _ago, "sequence": _sequence, "span": _span_back, "unit": _unit, "weekday": _weekday, "today": _today,
}

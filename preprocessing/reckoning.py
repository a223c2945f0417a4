"""What relative dates mean: "two weeks ago", "a day earlier", "last month", "on Tuesday", "overnight"."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

import dateparser

from preprocessing.dates import DateWords
from preprocessing.spans import Anchor, Groups, Interval, around, part_of, part_of_year, span, whole_year


@lru_cache(maxsize=4096)
def _reckoned(text: str, base: date) -> date | None:
    """dateparser's arithmetic for "3 weeks ago" and the like."""
    moment = datetime(base.year, base.month, base.day)
    found = dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": moment})
    return found.date() if found else None


# units that are so many of another
MULTIPLES = {"decade": (10, "year"), "fortnight": (2, "week"), "night": (1, "day")}
LENGTHS = {"day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 31}


def _count(text: str, words: DateWords) -> int:
    return int(text) if text.isdigit() else words.numbers[text]


def _ago(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    return _shifted(groups, anchor, groups["ago"] in ("later", "after", "on"), words)


def _offset(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """What happened before a time that is "three months after" it; ``anchor.base`` is that time."""
    return _shifted(groups, anchor, groups["ago"] == "before", words)


def _is_finer(unit: str, anchor: Anchor) -> bool:
    """Whether the time that was named is too long to be counted from: "in 2021 … two weeks later" tells no week."""
    named = anchor.named
    if named is None or named.first is None or named.last is None:
        return False
    return (named.last - named.first).days >= 2 * LENGTHS.get(unit, 366)


def _shifted(groups: Groups, anchor: Anchor, ahead: bool, words: DateWords) -> Interval | None:
    """The day, week, month or year that lies so many units before or behind a day."""
    base = anchor.published if groups["ago"] == "ago" else anchor.base
    number, unit = _count(groups["number"], words), groups["unit"]
    if base is None:
        return None
    if groups["ago"] != "ago" and _is_finer(unit, anchor):
        return _shifted_span(number * LENGTHS.get(unit, 0), anchor, ahead)
    if "half" in groups:
        halves = {"year": (6, "month"), "decade": (5, "year")}
        if number != 1 or unit not in halves:
            return None
        number, unit = halves[unit]
    if "more" in groups:
        if unit != "year":
            return None
        number, unit = 12 * number + 6, "month"
    scale, unit = MULTIPLES.get(unit, (1, unit))
    number *= scale
    found = _reckoned(f"in {number} {unit}s" if ahead else f"{number} {unit}s ago", base)
    unit = {"today": "day"}.get(groups.get("exact", ""), groups.get("exact", unit))  # "a year ago this week"
    if unit == "year" and number == 1 and groups["ago"] != "ago" and anchor.named is not None and anchor.named.precision == "month":
        unit = "month"  # "in May 2021 … a year later"
    return around(found, unit) if found else None


def _shifted_span(days: int, anchor: Anchor, ahead: bool) -> Interval | None:
    """"In September … ten weeks later": between ten weeks behind the first day of what was named and behind its last, where
    so many are counted that this says something."""
    named = anchor.named
    if named is None or named.first is None or named.last is None or days < 2 * (named.last - named.first).days:
        return None
    away = timedelta(days=days if ahead else -days)
    return span(named.first + away, named.last + away, "relative")


def _sequence(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"A day earlier", "the same month", "the following week", counted from the time named last."""
    text = groups["sequence"]
    unit = next(word for word in ("day", "night", "week", "month", "year") if word in text)
    same = "same" in text or "that" in text
    back = not same and any(word in text for word in ("earlier", "before", "previous", "preceding"))
    base = anchor.base or (anchor.published if back else None)
    if base is None or (not same and anchor.base is not None and _is_finer(unit, anchor)):
        return None
    if same and unit == "week" and anchor.named is not None and anchor.named.precision != "day":
        return replace(anchor.named, basis="relative")  # "in March … that week": no nearer than the month
    if same:
        return anchor.named if unit in ("day", "night") else around(base, unit)
    shift = 1 if unit == "night" and back else 0
    counted = "day" if unit == "night" else unit
    found = base - timedelta(days=shift) if shift else _reckoned(f"1 {counted} ago" if back else f"in 1 {counted}", base)
    return around(found, unit) if found else None


def _meanwhile(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"At the time": about when what was told right before happened; of a day, its month."""
    named = anchor.named
    if named is None or named.first is None or named.last is None:
        return None
    return around(named.first, "month") if named.precision == "day" else replace(named, basis="relative")


VAGUE = {"hours": (0, 0, 1), "days": (1, 10, 31), "weeks": (7, 45, 62)}  # from, to, the longest time to be counted from


def _vague(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Days later": soon behind the time named last, where that is short enough."""
    named = anchor.named
    if named is None or named.first is None or named.last is None:
        return None
    near, far, longest = VAGUE[groups["vague"]]
    if (named.last - named.first).days >= longest:
        return None
    near = near if named.precision == "day" else 0
    if groups["ago"] in ("earlier", "before"):
        return span(named.first - timedelta(days=far), named.last - timedelta(days=near), "relative")
    return span(named.first + timedelta(days=near), named.last + timedelta(days=far), "relative")


def _span_back(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, unit = anchor.published, groups["unit"]
    number = _count(groups["number"], words) if "number" in groups else (3 if groups["which"] == "recent" or "plural" in groups else 1)
    if unit == "decade":
        number, unit = 10 * number, "year"
    ahead = groups["which"] in ("coming", "next")
    other = _reckoned(f"in {number} {unit}s" if ahead else f"{number} {unit}s ago", base)
    if other is None:
        return None
    if ahead:
        return span(base, other, "relative")
    today = timedelta(days=unit in LENGTHS and unit != "month")  # the past week ends today
    return span(other + today, base, "relative")


def _unit(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, unit, which = anchor.published, groups["unit"], groups["which"]
    if which == "the" and unit != "weekend" and anchor.base is not None and anchor.base.year != base.year:
        return None  # "later in the year" may be that of what was told
    if which == "the" and unit == "year" and "phase" not in groups and base.month == 1 and not anchor.future:
        return whole_year(base.year - 1, "relative")  # "over the year" is not of one that has just begun
    if unit == "night" and which != "before last":
        return around(base - timedelta(days=which == "last"), "day")
    if unit == "weekend":
        return _weekend(base, "next" if which == "the" and anchor.future else which)
    if unit == "decade":  # of the calendar, unlike "over the last decade"
        start = (base.year // 10 + {"last": -1, "next": 1}.get(which, 0)) * 10
        return Interval(date(start, 1, 1), date(start + 9, 12, 31), "year", "relative")
    number = {"before last": -2, "last": -1, "this": 0, "the": 0, "current": 0, "next": 1}[which]
    counted = MULTIPLES.get(unit, (1, unit))[1] if unit == "night" else unit
    found = base if not number else _reckoned(f"{-number} {counted}s ago" if number < 0 else f"in 1 {counted}", base)
    if found is None:
        return None
    phase = groups.get("phase", "").strip()
    if unit == "year" and phase in ("late", "early"):
        return part_of_year(phase, found.year, "relative", words)
    if unit == "month" and phase in ("late", "early"):
        return part_of(around(found, unit), phase)
    whole = around(found, unit)
    return replace(whole, last=base) if phase == "earlier" and which in ("this", "the") else whole


def _weekend(base: date, which: str) -> Interval:
    saturday = base + timedelta(days=(5 - base.weekday()) % 7)
    if which == "last" or (base.weekday() < 5 and which != "next"):
        saturday -= timedelta(days=7)
    return span(saturday, saturday + timedelta(days=1), "relative")


def _weekday(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, wanted = anchor.published, words.weekdays[groups["weekday"]]
    which, of = groups.get("which", ""), groups.get("of", "")
    if of:
        monday = base - timedelta(days=base.weekday()) + timedelta(days=-7 if "last" in of else 7 if "next" in of else 0)
        return around(monday + timedelta(days=wanted), "day")
    if which == "next" or (anchor.future and which != "last"):
        return around(base + timedelta(days=(wanted - base.weekday()) % 7 or 7), "day")
    back = (base.weekday() - wanted) % 7
    return around(base - timedelta(days=7 if which == "last" and not back else back), "day")


def _weekdays(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Two Fridays ago"."""
    if anchor.published is None:
        return None
    back = (anchor.published.weekday() - words.weekdays[groups["weekday"]]) % 7 or 7
    return around(anchor.published - timedelta(days=back + 7 * (_count(groups["number"], words) - 1)), "day")


def _then(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Since then": the time that was named last."""
    return replace(anchor.named, basis="relative") if anchor.named is not None and groups.get("lead", "").endswith("since") else None


def _today(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    return around(anchor.published + timedelta(days={"the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2}.get(groups["today"], 0)), "day")


HALF_DAY = 12


def _hours(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"An hour ago", "in the past few hours": the day of the article; more than half a day reaches back to the one before."""
    if anchor.published is None:
        return None
    number = _count(groups["number"], words) if "number" in groups else 1
    if groups["unit"] == "minute" or number <= HALF_DAY:
        return around(anchor.published, "day")
    back = timedelta(days=-(-number // 24))
    return replace(span(anchor.published - back, anchor.published, "relative"), precision="day")


def _overnight(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"In the night" is the one before the article, unless a day was just named, which it may be that of."""
    named = anchor.named
    if anchor.published is None or (named is not None and named.precision == "day" and named.first != anchor.published):
        return None
    return around(anchor.published, "day")


def _dawn(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Before dawn" is that of the article's day, where none but this was named before."""
    named = anchor.named
    if anchor.published is None or (named is not None and named.first != anchor.published):
        return None
    return around(anchor.published, "day")


RELATIVE: Mapping[str, Callable[[Groups, Anchor, DateWords], Interval | None]] = {
    "ago": _ago, "offset": _offset, "sequence": _sequence, "span": _span_back, "unit": _unit, "weekday": _weekday, "weekdays": _weekdays, "today": _today,
    "then": _then, "meanwhile": _meanwhile, "vague": _vague, "hours": _hours, "overnight": _overnight, "dawn": _dawn,
}

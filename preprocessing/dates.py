"""Date expressions and the intervals of days that they mean.

An expression is found once; what it means is decided against an anchor (usually the day the article was
published) and a direction: in a sentence about the future "on Tuesday" is the next one, else the last.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

import dateparser
from pydantic import BaseModel, ConfigDict

from preprocessing.vocabularies import checked, read_yaml


class DateWords(BaseModel):
    """The file dates.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, list[int]]
    numbers: dict[str, int]


@dataclass(frozen=True)
class Interval:
    """Days from ``first`` to ``last``, both included; an open end is None. ``precision`` and ``basis`` are the tables'."""

    first: date | None
    last: date | None
    precision: str
    basis: str


@dataclass(frozen=True)
class Expression:
    """A date expression at character offsets [start, end), and the text that says it."""

    start: int
    end: int
    text: str
    kind: str
    match: re.Match[str]


@dataclass(frozen=True)
class Anchor:
    """What relative dates are counted from: the article's day and, for "a day earlier", the date named last."""

    published: date | None
    named: date | None = None
    future: bool = False


DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
PART = r"(?P<part>early|late|mid|the beginning of|the start of|the end of|the close of|end of|start of|beginning of|the middle of|the first half of|the second half of|first half of|second half of|the first quarter of|the second quarter of|the third quarter of|the fourth quarter of)"
LEAD = r"(?P<lead>since|from|by|until|till|before|after|between|starting in|starting from|as of|no later than|ahead of|as early as|from as early as)"


@cache
def read_date_words(folder: Path) -> DateWords:
    """The words of date expressions. Raises KnowledgeError naming file and key."""
    return checked(folder / "dates.yaml", "", read_yaml(folder / "dates.yaml"), DateWords)


def _patterns(words: DateWords) -> list[tuple[str, str]]:
    month = rf"(?P<month>{'|'.join(sorted((m.capitalize() for m in words.months), key=len, reverse=True))})\b\.?"
    weekday = rf"(?P<weekday>{'|'.join(d.capitalize() for d in words.weekdays)})"
    season = rf"(?P<season>{'|'.join(words.seasons)})"
    number = rf"(?P<number>\d+|{'|'.join(words.numbers)})"
    unit = r"(?P<unit>day|week|month|year|decade)s?"
    return [
        ("iso", r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"),
        ("days", rf"{DAY}(?: ?[-–] ?| and | to |/)(?P<until>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{month}(?:,? {YEAR})?"),
        ("days", rf"{month} {DAY}(?: ?[-–] ?| and | to )(?P<until>\d{{1,2}})(?:st|nd|rd|th)?\b(?:, {YEAR})?"),
        ("day", rf"{DAY} (?:of )?{month}(?:,? {YEAR})?"),
        ("day", rf"{month} {DAY}\b(?:,? {YEAR})?(?!\d)"),
        ("months", rf"{month}(?: ?[-–] ?| and | to | or )(?P<until_month>{'|'.join(m.capitalize() for m in words.months)})\b(?:,? (?:of )?{YEAR})?"),
        ("part_month", rf"(?P<part>early|late|mid|the beginning of|the start of|the end of|the middle of)[- ]{month}(?: (?:of )?{YEAR})?"),
        ("month", rf"{month} (?:of )?{YEAR}"),
        ("month_relative", rf"(?:(?P<which>last|this past|this|next) )?{month}(?: (?P<of>of last year|last year|of this year|this year|next year|of the same year))?"),
        ("part_year", rf"{PART}[- ]{YEAR}"),
        ("part_year", rf"{PART}[- ](?P<relative>last year|this year|next year|the year|the decade|the month|this month|next month|last month)"),
        ("season", rf"(?:(?P<which>last|this|next) )?(?:the )?{season} (?:of )?(?:{YEAR}|(?P<of>last year|this year))"),
        ("season", rf"(?P<which>last|this|next) {season}"),
        ("quarter", rf"Q(?P<quarter>[1-4]) (?:of )?{YEAR}"),
        ("years", rf"{YEAR}(?: ?[-–] ?| to | and )(?P<until_year>(?:19|20)\d\d|\d\d)\b(?! ?(?:drones|missiles|rounds|troops))"),
        ("ago", rf"(?:about |around |roughly |some |nearly |almost |more than |just |over )?{number} (?:of )?{unit} (?P<ago>ago|earlier|before|later|after)\b"),
        ("sequence", r"(?P<sequence>(?:a|one|the) (?:day|week|month|year) (?:earlier|before|later)|the (?:same|previous|following|next|preceding) (?:day|week|month|year)|the day before|(?:earlier|later) (?:that|the same) (?:day|week|month|year)|that (?:same )?(?:day|month|year))"),
        ("span", rf"(?:in|over|during|within|for) (?:the )?(?P<which>past|last|coming|next|recent)(?: {number})? {unit}\b"),
        ("span", rf"(?P<which>recent) {unit}"),
        ("unit", r"(?P<phase>earlier |later |late |early )?(?P<which>last|this|next) (?P<unit>week|month|year|decade|night|weekend)\b"),
        ("weekday", rf"(?:(?P<which>last|this|next|this past) )?{weekday}(?: (?P<of>last week|this week|next week|of last week|of this week))?"),
        ("today", r"(?P<today>today|yesterday|tomorrow|tonight|overnight|on the same day)\b"),
        ("month", rf"{month}"),
        ("year", rf"(?:the year )?{YEAR}(?![\d,.]*\d| (?:drones|missiles|rounds|troops|Geran|Shahed))"),
    ]


@cache
def compiled(words_path: Path) -> list[tuple[str, re.Pattern[str]]]:
    """The patterns of date expressions, in the order in which they win."""
    words = read_date_words(words_path)
    return [(kind, re.compile(rf"(?<![\w-])(?:{LEAD} )?(?:{pattern})(?!\w)")) for kind, pattern in _patterns(words)]


def find_dates(text: str, folder: Path) -> Iterator[Expression]:
    """The date expressions of a text in order, none overlapping another."""
    taken: list[tuple[int, int]] = []
    found: list[Expression] = []
    for kind, pattern in compiled(folder):
        for match in pattern.finditer(text):
            start = match.start()
            if any(start < end and first < match.end() for first, end in taken) or _is_no_date(kind, match, text):
                continue
            taken.append((start, match.end()))
            found.append(Expression(start, match.end(), match.group(), kind, match))
    yield from sorted(found, key=lambda expression: expression.start)


def _is_no_date(kind: str, match: re.Match[str], text: str) -> bool:
    """"may" the verb, "March" the march, a year that is part of a designation or of a resolution's number."""
    if kind == "month_relative" and not (match.group("which") or match.group("of")):
        return True
    if kind == "month" and match.group("month").rstrip(".") in ("May", "March") and not match.groupdict().get("year"):
        before = text[: match.start("month")].rstrip().lower()
        return not before.endswith(("in", "since", "by", "of", "until", "last", "from", "to", "early", "late", "and"))
    if kind == "year":
        before = text[: match.start("year")].rstrip().lower()
        return bool(re.search(r"(?:resolution|no\.|number|[$€£#]|flight|[a-z]-)$", before)) or text[match.end() : match.end() + 1] == "%"
    return False


def resolve(expression: Expression, anchor: Anchor, words: DateWords) -> Interval | None:
    """The interval that an expression means, or None where the text does not say enough."""
    groups = {key: value for key, value in expression.match.groupdict().items() if value is not None}
    interval = RESOLVERS[expression.kind](groups, anchor, words)
    if interval is None or interval.first is None:
        return interval
    return _led(interval, groups.get("lead", ""), anchor)


def _led(interval: Interval, lead: str, anchor: Anchor) -> Interval | None:
    """"Since September" has no end, "by 2025" may be any day until then."""
    if lead in ("since", "from", "starting in", "starting from", "after", "as of"):
        return replace(interval, last=None, precision="open") if lead != "as of" else interval
    if lead in ("until", "till", "before", "ahead of") and interval.first is not None:
        return replace(interval, first=None, last=interval.last, precision="open")
    return interval


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
        return anchor.named.year if anchor.named is not None else None
    base = anchor.published
    year = base.year
    candidate = _valid(year, month, min(day, 28))
    if candidate is None:
        return None
    if anchor.future and candidate < base - timedelta(days=31):
        return year + 1
    if not anchor.future and candidate > base + timedelta(days=3):
        return year - 1
    return year


def _iso(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    found = _valid(*(int(part) for part in groups["iso"].split("-")))  # type: ignore[arg-type]
    return Interval(found, found, "day", "stated") if found else None


def _month_number(name: str, words: DateWords) -> int:
    return words.months[name.rstrip(".").lower()]


def _day(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    month = _month_number(groups["month"], words)
    year = int(groups["year"]) if "year" in groups else _nearest_year(month, int(groups["day"]), anchor)
    found = _valid(year, month, int(groups["day"])) if year else None
    return Interval(found, found, "day", "stated" if "year" in groups else "relative") if found else None


def _days(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    first = _day(groups, anchor, words)
    if first is None or first.first is None:
        return None
    last = _valid(first.first.year, first.first.month, int(groups["until"]))
    if last is None or last < first.first:
        return None
    return replace(_span(first.first, last, first.basis), precision="day")


def _month(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    month = _month_number(groups["month"], words)
    year = int(groups["year"]) if "year" in groups else _nearest_year(month, 1, anchor)
    return _month_interval(year, month, "stated" if "year" in groups else "relative") if year else None


def _months(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    last_month = _month_number(groups["until_month"], words)
    last = _month({**groups, "month": groups["until_month"]}, anchor, words)
    first_month = _month_number(groups["month"], words)
    if last is None or last.first is None or last.last is None:
        return None
    year = last.first.year - (first_month > last_month)
    return _span(date(year, first_month, 1), last.last, last.basis)


def _month_relative(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    month, base = _month_number(groups["month"], words), anchor.published
    if "of" in groups:
        year = base.year + (-1 if "last" in groups["of"] else 1 if "next" in groups["of"] else 0)
        if "same" in groups["of"] and anchor.named:
            year = anchor.named.year
    else:
        later = month >= base.month if groups["which"] == "last" else month < base.month
        year = base.year + (-1 if groups["which"].startswith(("last", "this past")) and later else 1 if groups["which"] == "next" and month <= base.month else 0)
    return _month_interval(year, month, "relative")


PARTS = {"early": (0, 1), "late": (2, 3), "mid": (1, 2), "beginning": (0, 1), "start": (0, 1), "end": (2, 3), "close": (2, 3), "middle": (1, 2)}


def _part_month(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    whole = _month(groups, anchor, words)
    if whole is None or whole.first is None or whole.last is None:
        return None
    key = next((word for word in PARTS if word in groups["part"]), "early")
    first, last = PARTS[key]
    starts = (1, 11, 21, whole.last.day + 1)
    return replace(whole, first=whole.first.replace(day=starts[first]), last=whole.first.replace(day=starts[last] - 1))


def _part_year(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    if "year" in groups:
        year, basis = int(groups["year"]), "stated"
    else:
        if anchor.published is None:
            return None
        relative = groups["relative"]
        shift = -1 if "last" in relative else 1 if "next" in relative else 0
        if "month" in relative:
            return replace(_month_interval(anchor.published.year, anchor.published.month + shift, "relative"))
        if "decade" in relative:
            decade = anchor.published.year // 10 * 10
            return Interval(date(decade, 1, 1), date(decade + 9, 12, 31), "year", "relative")
        year, basis = anchor.published.year + shift, "relative"
    return _part_of_year(groups["part"], year, basis)


def _part_of_year(part: str, year: int, basis: str) -> Interval:
    months = next((span for word, span in (
        ("first half", (1, 6)), ("second half", (7, 12)), ("first quarter", (1, 3)), ("second quarter", (4, 6)), ("third quarter", (7, 9)),
        ("fourth quarter", (10, 12)), ("mid", (5, 8)), ("early", (1, 4)), ("beginning", (1, 3)), ("start", (1, 3)), ("end", (10, 12)), ("late", (9, 12)),
        ("close", (10, 12)),
    ) if word in part), (1, 12))
    last = _month_interval(year, months[1], basis).last
    assert last is not None
    return Interval(date(year, months[0], 1), last, "season", basis)


def _season(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    first, last = words.seasons[groups["season"]]
    if "year" in groups:
        year, basis = int(groups["year"]), "stated"
    elif anchor.published is None:
        return None
    else:
        base, basis = anchor.published, "relative"
        which = groups.get("which") or groups.get("of", "this")
        year = base.year
        if "last" in which and (which == "last year" or first >= base.month or last > 12):
            year -= 1
        if which == "next" and first <= base.month:
            year += 1
    until = _month_interval(year, last, basis).last
    return Interval(date(year, first, 1), until, "season", basis)


def _quarter(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    first = 3 * int(groups["quarter"]) - 2
    return Interval(date(int(groups["year"]), first, 1), _month_interval(int(groups["year"]), first + 2, "stated").last, "season", "stated")


def _years(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    first = int(groups["year"])
    until = groups["until_year"]
    last = int(until) if len(until) == 4 else first // 100 * 100 + int(until)
    return Interval(date(first, 1, 1), date(last, 12, 31), "year", "stated") if last >= first else None


def _year(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
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
    if unit == "day":
        return Interval(day, day, "day", basis)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return _span(monday, monday + timedelta(days=6), basis)
    return _month_interval(day.year, day.month, basis) if unit == "month" else _whole_year(day.year, basis)


def _ago(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    base = anchor.published if groups["ago"] == "ago" else anchor.named
    if base is None:
        return None
    number, unit = _count(groups["number"], words), groups["unit"]
    direction = "in" if groups["ago"] in ("later", "after") else "ago"
    if unit == "decade":
        number, unit = 10 * number, "year"
    phrase = f"in {number} {unit}s" if direction == "in" else f"{number} {unit}s ago"
    found = _reckoned(phrase, base)
    return _around(found, unit) if found else None


def _sequence(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    text = groups["sequence"]
    base = anchor.named
    if base is None:
        base = anchor.published if text.endswith(("earlier", "before")) else None
    if base is None:
        return None
    unit = next(word for word in ("day", "week", "month", "year") if word in text)
    back = any(word in text for word in (" earlier", " before", "previous", "preceding")) and "that" not in text
    ahead = any(word in text for word in (" later", "following", "next")) and "that" not in text
    found = _reckoned(f"1 {unit} ago", base) if back else _reckoned(f"in 1 {unit}", base) if ahead else base
    return _around(found, unit) if found else None


def _span_back(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
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


def _unit(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, unit, which = anchor.published, groups["unit"], groups["which"]
    if unit == "night":
        day = base - timedelta(days=which == "last")
        return Interval(day, day, "day", "relative")
    if unit == "weekend":
        saturday = base + timedelta(days=(5 - base.weekday()) % 7) - timedelta(days=7 if which == "last" or base.weekday() < 5 and which != "next" else 0)
        return _span(saturday, saturday + timedelta(days=1), "relative")
    number = {"last": -1, "this": 0, "next": 1}[which]
    found = base if not number else _reckoned(f"1 {unit} ago" if number < 0 else f"in 1 {unit}", base)
    if found is None:
        return None
    whole = _around(found, unit)
    if unit == "year" and "phase" in groups and groups["phase"].strip() in ("late", "early"):
        return _part_of_year(groups["phase"].strip(), found.year, "relative")
    earlier = groups.get("phase", "").strip() == "earlier" and which == "this" and whole.first is not None
    return replace(whole, last=base) if earlier else whole


def _weekday(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    if anchor.published is None:
        return None
    base, wanted = anchor.published, words.weekdays[groups["weekday"].lower()]
    which, of = groups.get("which", ""), groups.get("of", "")
    if of:
        monday = base - timedelta(days=base.weekday()) + timedelta(days=-7 if "last" in of else 7 if "next" in of else 0)
        day = monday + timedelta(days=wanted)
    elif which == "next" or (anchor.future and which != "last"):
        day = base + timedelta(days=(wanted - base.weekday()) % 7 or 7)
    else:
        day = base - timedelta(days=(base.weekday() - wanted) % 7)
        if which == "last" and day == base:
            day -= timedelta(days=7)
    return Interval(day, day, "day", "relative")


def _today(groups: Mapping[str, str], anchor: Anchor, words: DateWords) -> Interval | None:
    base = anchor.named if "same day" in groups["today"] else anchor.published
    if base is None:
        return None
    day = base + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(groups["today"], 0))
    return Interval(day, day, "day", "relative")


RESOLVERS: Mapping[str, Callable[[Mapping[str, str], Anchor, DateWords], Interval | None]] = {
    "iso": _iso, "day": _day, "days": _days, "month": _month, "months": _months, "part_month": _part_month,
    "month_relative": _month_relative, "part_year": _part_year, "season": _season, "quarter": _quarter, "years": _years,
    "year": _year, "ago": _ago, "sequence": _sequence, "span": _span_back, "unit": _unit, "weekday": _weekday, "today": _today,
}

"""When an article was published, where it does not say so: volumes, anniversaries, sources cited, days
named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from preprocessing.boilerplate import Yield
from preprocessing.days import MONTHS, NAME, Day, find_days, part_of_month, said
from preprocessing.imprints import Imprints, Milestone

NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
ORDINALS = (
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
ANNIVERSARY = re.compile(
    r"\b(?P<n>[a-z]+|\d{1,2}(?:st|nd|rd|th))(?:[\s-]years?)?\s+anniversary\s+of\s+(?P<what>.{0,90})", re.I
)
ITS_ANNIVERSARY = re.compile(r"['’]s\s+(?P<n>[a-z]+|\d{1,2}(?:st|nd|rd|th))\s+anniversary", re.I)
COUNT = r"(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}(?:,\d{3})?|\d{3,4})"
AGO = re.compile(rf"\b{COUNT}[\s-](?P<unit>year|month|week|day)s?\s+ago", re.I)
INTO = re.compile(rf"\b{COUNT}[\s-](?P<unit>year|month|week|day)s?\s+into\s+(?P<what>.{{3,80}})", re.I)
DAY_OF = re.compile(r"\b(?:on\s+)?day\s+(?P<n>\d{1,2}(?:,\d{3})?|\d{3,4})\s+of\s+(?P<what>.{3,80})", re.I)
CITED = re.compile(r"\(([^()\n]{3,110})\)")
MONTH_YEAR = re.compile(rf"\b(?P<n>{NAME})\s+(?P<y>(?:19|20)\d\d)\b", re.I)
AHEAD = re.compile(
    r"\b(?:by|until|till|will|would|could|expir\w+|due|scheduled|plan\w*|before|deadline|ends?|sunset\w*|next)\b"
    r"[^.;]{0,45}$",
    re.I,
)
IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)(?P<gap>[/-]?)(0?[1-9]|1[0-2])(?P=gap)([0-2]?\d|3[01])(?=[/\-_.]|$)"
)
IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?P<gap>[-_.]?)(0[1-9]|1[0-2])(?P=gap)([0-2]\d|3[01])(?!\d)")
LONG_AFTER = timedelta(days=30)
SOON_AFTER = timedelta(days=150)


@dataclass(frozen=True)
class Estimate:
    """About when an article was published, and in words why; ``day`` is the earliest likely, None if
    unknown."""

    day: date | None
    note: str


def estimated_date(
    text: str, yields: Sequence[Yield], url: str | None, name: str, imprints: Imprints
) -> Estimate:
    """The best estimate that the address, the lines set aside, the text and the file's name allow."""
    for where, form, place in ((url or "", IN_ADDRESS, "address"), (name, IN_NAME, "file's name")):
        if (found := form.search(where)) and (day := _built(int(found[1]), int(found[3]), int(found[4]))):
            return Estimate(day, f"{said(day)}, from the date in the {place}")
    latest = latest_day_in(text)
    estimates = (
        _from_volume(text, yields, imprints),
        _from_dateline(yields, latest),
        _from_milestones(text, imprints),
    )
    for estimate in estimates:
        if estimate and estimate.day and (not latest or latest - estimate.day <= LONG_AFTER):
            return estimate
    if latest and any(latest == milestone.date for milestone in imprints.milestones.values()):
        # a day that everybody recalls for years says nothing of when an article was written
        return Estimate(None, f"not before {said(latest)}; the article gives no other date")
    if latest:
        return Estimate(latest, f"not before {said(latest)}, the latest day that the text names as past")
    return Estimate(None, _incomplete(yields))


def _built(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _incomplete(yields: Sequence[Yield]) -> str:
    """What is known of a date that is not known."""
    if year := next((y.values["year"] for y in yields if "year" in y.values), None):
        return f"no day is given; the copyright line says {year}"
    days = (day for y in yields for day in find_days(y.values.get("date", "")))
    if day := next(days, None):
        return f"the text gives {day.day} {MONTHS[day.month - 1].capitalize()}, but no year"
    return "the article gives no date"


def _from_volume(text: str, yields: Sequence[Yield], imprints: Imprints) -> Estimate | None:
    """The year from the volume, the time of the year from the issue, the day from the latest source cited."""
    for values in (y.values for y in yields if "volume" in y.values):
        named = values.get("publisher", "").casefold()
        periodical = next((p for p in imprints.periodicals.values() if p.name.casefold() == named), None)
        if periodical is None:
            continue
        year = periodical.volume_1 + int(values["volume"]) - 1
        issue = min(int(values.get("issue", periodical.issues // 2)), periodical.issues)
        about = date(year, 1, 1) + timedelta(days=364 * issue // periodical.issues)
        cited = [day for day in cited_days(text, year, about) if day.year == year]
        month = f"{MONTHS[(max(cited) if cited else about).month - 1].capitalize()} {year}"
        why = f"volume {values['volume']} is that of {year}" + (
            f", and the latest source cited is of {said(max(cited))}" if cited else f"; issue {issue}"
        )
        return Estimate(max(cited) if cited else about, f"{month}: {why}")
    return None


def cited_days(text: str, year: int, about: date) -> Iterator[date]:
    """The days of the sources cited in brackets; one without a year is the last such day by about then."""
    for bracket in CITED.findall(text):
        for day in find_days(bracket):
            years = (day.year,) if day.year else (year, year - 1)
            dates = (day.on(y) for y in years)
            if found := next((d for d in dates if d and d <= about + timedelta(days=45)), None):
                yield found


def _from_dateline(yields: Sequence[Yield], latest: date | None) -> Estimate | None:
    """The day of a dateline that leaves its year out, in the year that the rest of the article implies."""
    stated = [y.values["date"] for y in yields if "date" in y.values]
    day = next((d for value in stated for d in find_days(value) if d.year is None), None)
    years = [int(y.values["year"]) for y in yields if "year" in y.values]
    if day is None or not (years or latest):
        return None
    found = day.on(years[0]) if years else _next_after(day, latest or date.min)
    why = "the year from the copyright line" if years else "the year from the latest date in the text"
    return Estimate(found, f"{said(found)}: the day from the dateline, {why}") if found else None


def _next_after(day: Day, latest: date) -> date | None:
    found = day.on(latest.year)
    return found if found and found >= latest else day.on(latest.year + 1)


def _from_milestones(text: str, imprints: Imprints) -> Estimate | None:
    """From an anniversary, or from the time that the text says has passed since a day that is known."""
    found = list(_counted(text, imprints))
    sure = [estimate for exact, estimate in found if exact]
    best = sure or [estimate for _, estimate in found]
    return max(best, key=lambda estimate: estimate.day or date.min) if best else None


def _counted(text: str, imprints: Imprints) -> Iterator[tuple[bool, Estimate]]:
    """Estimates, and whether each is exact to the day."""
    for form in (ANNIVERSARY, ITS_ANNIVERSARY):
        for found in form.finditer(text):
            count, milestone = _number(found["n"]), _milestone(_what(found), imprints, counted=False)
            if count and milestone and (day := _years_on(milestone.date, count)):
                yield (
                    True,
                    Estimate(
                        day,
                        f"{part_of_month(day)}, from “{ORDINALS[count] if count < 11 else count} "
                        f"anniversary” of the {milestone.name} ({said(milestone.date)})",
                    ),
                )
    for form in (DAY_OF, INTO, AGO):
        for found in form.finditer(text):
            yield from _elapsed(found, imprints)


def _elapsed(found: re.Match[str], imprints: Imprints) -> Iterator[tuple[bool, Estimate]]:
    count, milestone = _number(found["n"]), _milestone(_what(found), imprints, counted=True)
    if not count or not milestone:
        return
    unit = found.groupdict().get("unit") or "day"
    exact = unit.lower() == "day"
    day = _after(milestone.date, count - ("unit" not in found.groupdict()), unit.lower())
    if day:
        yield (
            exact,
            Estimate(
                day,
                f"about {part_of_month(day)}, from the time passed since the {milestone.name} "
                f"({said(milestone.date)})",
            ),
        )


def _what(found: re.Match[str]) -> str:
    """What the count is of: the words that follow it, or those of the sentence that stand before it."""
    groups = found.groupdict()
    before = found.string[max(0, found.start() - 80) : found.start()]
    return groups["what"] if "what" in groups else re.split(r"[.;]", before)[-1]


def _milestone(what: str, imprints: Imprints, counted: bool) -> Milestone | None:
    """The milestone whose alias stands first in the words; the longer alias where two stand together."""
    what = what.lower().replace("’", "'")
    hits = [
        (what.find(alias), -len(alias), key)
        for key, milestone in imprints.milestones.items()
        for alias in (milestone.counted if counted else (*milestone.aliases, *milestone.counted))
        if alias in what
    ]
    return imprints.milestones[min(hits)[2]] if hits else None


def _number(word: str) -> int | None:
    word = word.lower().replace(",", "")
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits.group())
    if word in ("a", "an"):
        return 1
    return next((words.index(word) for words in (ORDINALS, NUMBERS) if word in words), None)


def _years_on(day: date, years: int) -> date | None:
    return _built(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _after(day: date, count: int, unit: str) -> date | None:
    days = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[unit]
    return day + timedelta(days=round(days * count)) if count < 20_000 else None


def latest_day_in(text: str) -> date | None:
    """The latest day, or first of a month, that a text names with its year and as past; days without a year
    count where they follow soon upon it. None where no year is given."""
    dated = [
        d.on() for d in find_days(text) if d.year and not AHEAD.search(text[max(0, d.start - 60) : d.start])
    ]
    dated += [
        date(int(m["y"]), _month_number(m["n"]), 1)
        for m in MONTH_YEAR.finditer(text)
        if not AHEAD.search(text[max(0, m.start() - 60) : m.start()])
    ]
    latest = max((d for d in dated if d), default=None)
    if latest is None:
        return None
    later = [
        d.on(year)
        for d in find_days(text)
        for year in (latest.year, latest.year + 1)
        if d.year is None and not AHEAD.search(text[max(0, d.start - 60) : d.start])
    ]
    return max([latest, *(d for d in later if d and latest <= d <= latest + SOON_AFTER)])


def _month_number(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))

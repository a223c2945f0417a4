"""What years and their regular parts mean: "the late 1990s", "Q3 2024", "2018–22", "H2 2023", "the five years to 2023"."""

from collections.abc import Callable, Mapping
from datetime import date

from preprocessing.dates import DateWords
from preprocessing.spans import Anchor, Groups, Interval, month_interval, part_of_year, whole_year

TENTHS = {"early": (0, 3), "mid": (4, 6), "late": (6, 9), "start": (0, 3), "beginning": (0, 3), "end": (6, 9)}


def decade_of(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"The 1990s", "the late 1990s"."""
    start = int(groups["decade"])
    part = groups.get("part", "")
    first, last = next((years for word, years in TENTHS.items() if word in part), (0, 9))
    return Interval(date(start + first, 1, 1), date(start + last, 12, 31), "year", "relative" if "relative" in groups else "stated")


QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _quarter(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"Q3 2024"; "in the third quarter" is the nearest one of a calendar year that has begun, or is ahead."""
    if "year" in groups:
        year, first, basis = int(groups["year"]), 3 * int(groups["quarter"]) - 2, "stated"
    elif anchor.published is None:
        return None
    else:
        base, first, basis = anchor.published, 3 * QUARTERS[groups["nth"]] - 2, "relative"
        year = base.year + (first + 2 < base.month if anchor.future else -(first > base.month))
    return Interval(date(year, first, 1), month_interval(year, first + 2, basis).last, "season", basis)


def _years(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    first = int(groups["year"])
    until = groups["until_year"]
    last = int(until) if len(until) == 4 else first // 100 * 100 + int(until)
    return Interval(date(first, 1, 1), date(last, 12, 31), "year", "stated") if last >= first else None


def _half(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"H2 2023", "1H 2024"."""
    return part_of_year({"1": "first half", "2": "second half"}[groups["half"]], int(groups["year"]), "stated", words)


def _years_to(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    """"The five years to 2023": with that year they are five."""
    last = int(groups["year"])
    number = 10 if "unit" in groups else words.numbers.get(groups["number"]) or int(groups["number"])
    return Interval(date(last - number + 1, 1, 1), date(last, 12, 31), "year", "stated") if 0 < number <= 100 else None


def _year(groups: Groups, anchor: Anchor, words: DateWords) -> Interval | None:
    return whole_year(int(groups["year"]), "stated")


YEARS: Mapping[str, Callable[[Groups, Anchor, DateWords], Interval | None]] = {
    "decade": decade_of, "quarter": _quarter, "years": _years, "half": _half, "years_to": _years_to, "year": _year,
}

"""Days as articles write them: "21 October 2022", "Feb 3", "2023-02-24T10:00Z"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"(?:19|20)\d\d"
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?<!\d)(?P<y>{YEAR})[-/.](?P<m>0?[1-9]|1[0-2])[-/.](?P<d>[0-2]?\d|3[01])(?!\d)",
        rf"(?<![\d.])(?P<d>[0-2]?\d|3[01])(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<n>{NAME})(?:,?\s+(?P<y>{YEAR}))?(?!\w)",
        rf"\b(?P<n>{NAME})\s+(?P<d>[0-2]?\d|3[01])(?:st|nd|rd|th)?(?:,?\s+(?P<y>{YEAR}))?(?![\w:]|\.\d)",
        rf"(?<![\d.])(?P<d>[0-2]?\d|3[01])\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>{YEAR})(?!\d)",
        rf"(?<![\d./])(?P<d>1[3-9]|2\d|3[01])/(?P<m>0?[1-9]|1[0-2])/(?P<y>{YEAR})(?!\d)",
        rf"(?<![\d.])(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>{YEAR})(?!\d)",
    )
)
COMPACT = re.compile(rf"(?<!\d)({YEAR})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")


@dataclass(frozen=True)
class Day:
    """A day of the calendar where it stands in a text; its year is None where the text gives none."""

    start: int
    end: int
    month: int
    day: int
    year: int | None

    def on(self, year: int | None = None) -> date | None:
        """The date, in the given year where the text gives none; None where there is no such day."""
        try:
            return date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def find_days(text: str) -> Iterator[Day]:
    """The days named in a text, in no order. Forms that could be read in two ways (03/04/2023) are not
    read."""
    for form in FORMS:
        for found in form.finditer(text):
            groups = found.groupdict()
            month = int(groups["m"]) if groups.get("m") else _month(groups["n"])
            day = Day(
                found.start(), found.end(), month, int(groups["d"]), int(groups["y"]) if groups["y"] else None
            )
            if day.on(2024):
                yield day


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def first_date_in(text: str) -> date | None:
    """The first full date in a text, or None."""
    days = sorted((day for day in find_days(text) if day.year), key=lambda day: day.start)
    return next((found for day in days if (found := day.on())), None)


def stated_date(text: str) -> date | None:
    """The date that a piece of metadata states, in any usual form; None where there is none."""
    compact = COMPACT.search(text)
    return first_date_in(text) or _of_machine(text) or (_built(compact) if compact else None)


def _of_machine(text: str) -> date | None:
    try:
        if re.fullmatch(r"\d{10}(?:\d{3})?", text):
            return datetime.fromtimestamp(int(text[:10]), UTC).date()
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _built(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def said(day: date) -> str:
    """The day in words: "24 February 2023"."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def part_of_month(day: date) -> str:
    """About when: "late February 2023"."""
    part = "early" if day.day <= 10 else "mid-" if day.day <= 20 else "late"
    month = f"{MONTHS[day.month - 1].capitalize()} {day.year}"
    return f"{part}{month}" if part == "mid-" else f"{part} {month}"

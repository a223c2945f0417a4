"""Date expressions in a text: what counts as one, where it stands, and which words say it.

What an expression means is decided in `preprocessing.intervals`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from preprocessing.vocabularies import checked, read_yaml


class DateWords(BaseModel):
    """The file dates.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, list[int]]
    numbers: dict[str, int]
    time_words: list[str]
    since: list[str]
    until: list[str]
    leads: list[str]
    parts: dict[str, list[int]]
    calendars: dict[str, int]
    modals: list[str]
    past_auxiliaries: list[str]
    awaited: list[str]
    scheduled: list[str]
    reporting: list[str]
    reported_at_once: list[str]
    tellings: list[str]
    attitudes: list[str]
    unveilings: list[str]
    promises: list[str]
    journeys: list[str]
    visits: list[str]
    phases: list[str]
    enacted: list[str]
    apart: list[str]
    answers: list[str]
    measured: list[str]
    handed: list[str]
    sessions: list[str]
    preceding: list[str]
    fights: list[str]
    one_moment: dict[str, list[str]]

    @cached_property
    def month_pattern(self) -> str:
        """Any month's name, or its short form with its dot, capitalised."""
        short = "|".join(sorted((m.capitalize() for m in self.months if len(m) < 5), key=len, reverse=True))
        return rf"(?:{self.full_months})\b|(?:{short})\b\.?"

    @cached_property
    def full_months(self) -> str:
        """Months written out; a short form without a day or a year may be a name."""
        return "|".join(m.capitalize() for m in self.months if len(m) > 4 or m in ("may", "june", "july"))


@dataclass(frozen=True)
class Expression:
    """A date expression at character offsets [start, end). A range has its two ends as ``parts``."""

    start: int
    end: int
    text: str
    kind: str
    groups: Mapping[str, str]
    parts: tuple["Expression", ...] = ()

    @property
    def lead(self) -> str:
        """The word that opens or closes the time: "since", "by"; "" where there is none."""
        return self.groups.get("lead", "").lower()


DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
UNTIL = r"(?P<until>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
STRETCH = r"(?:first|opening|last|final|closing) (?:(?:few|two|three|four|five|six|seven|eight|nine|ten|eleven) )?(?:days?|weeks?|months) of"
PHASE = rf"(?:the )?(?:very )?(?P<part>early|late|mid|beginning of|start of|end of|close of|middle of|{STRETCH})[- ](?:in )?(?:the )?"
LARGE_PART = (
    r"(?:the )?(?:very )?(?P<part>early|late|mid|beginning of|start of|turn of|end of|close of|middle of|(?:first|second) half of|"
    rf"(?:first|second|third|fourth|last) quarter of|{STRETCH})[- ](?:in )?"
)
OTHER = r"last|this past|this|next|(?:the|that) (?:same|previous|preceding|following)"
OF_YEAR = r"(?P<of>(?:of )?(?:last|this|next|that|the same|the previous) year)"
ENDS_PHRASE = r"(?=\s*(?:[,.;:)–—\"”]|$|and\b|but\b))"


@cache
def read_date_words(folder: Path) -> DateWords:
    """The words of date expressions. Raises KnowledgeError naming file and key."""
    return checked(folder / "dates.yaml", "", read_yaml(folder / "dates.yaml"), DateWords)


def _patterns(words: DateWords) -> list[tuple[str, str]]:
    """(kind, pattern), the stronger first. Words are matched in any case, names of months and days are not."""
    month = rf"(?P<month>(?-i:{words.month_pattern}))"
    full = rf"(?P<month>(?-i:{words.full_months}))\b"
    until_month = rf"(?P<until_month>(?-i:{words.month_pattern}))"
    weekday = rf"(?P<weekday>(?-i:{'|'.join(d.capitalize() for d in words.weekdays)}))"
    plain_weekday = rf"(?-i:(?:{'|'.join(d.capitalize() for d in words.weekdays)}),? (?:the )?)?"
    season = rf"(?P<season>{'|'.join(words.seasons)})"
    night = r"(?: (?:night|morning|afternoon|evening))?"
    number = rf"(?P<number>\d{{1,3}}|{'|'.join(words.numbers)})"
    half = r"(?P<half>half )?"
    more = r"(?P<more> and a half)?"
    unit = r"(?P<unit>day|night|week|fortnight|month|year|decade)(?P<plural>s)?"
    calendar = "|".join(words.calendars)
    return [
        ("iso", r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"),
        ("year_to", rf"(?:in|over|for|during) the (?:(?:{number} )?(?P<unit>month)s|year) (?:to|ending(?: in)?) (?:(?:the )?end of )?{month}(?:,? {YEAR})?"),
        ("year_to", r"(?:in|over|for|during) the year to (?P<now>date)"),
        ("week_to", rf"(?:in|over|for|during) the (?:week|seven days) (?:to|ending(?: on)?) (?:{DAY} {month}"
                    rf"|{month.replace('month', 'month2', 1)} {DAY.replace('day', 'day2', 1)})(?:,? {YEAR})?"),
        ("days", rf"{DAY}(?: ?[-–] ?| and | to |/){UNTIL} (?:of )?{month}(?:,? {YEAR})?"),
        ("days", rf"{month} {DAY}(?: ?[-–] ?| and | to ){UNTIL}\b(?!,\d)(?:,? {YEAR})?"),
        ("day", rf"{plain_weekday}(?:the )?{DAY} (?:of )?{month}(?:,? (?:of )?{YEAR}| {OF_YEAR})?"),
        ("day", rf"{plain_weekday}{month} (?:the )?{DAY}(?![\d%]|,\d| (?:million|billion|thousand|percent))(?:,? {YEAR}(?!\d)| {OF_YEAR})?"),
        ("months", rf"{month}(?: ?[-–] ?| and | to | or ){until_month}(?:,? (?:of )?{YEAR}| {OF_YEAR})?"),
        ("part_month", rf"{PHASE}{month}(?:,? (?:of )?{YEAR}| {OF_YEAR})?"),
        ("part_month", rf"{PHASE}(?P<which>{OTHER}|that) {full}"),
        ("month", rf"{month},? (?:of )?{YEAR}"),
        ("month_relative", rf"(?:(?P<which>{OTHER}|that) {full}|{full.replace('month', 'month2')} {OF_YEAR})"),
        ("day_of_month", rf"(?:the )?{DAY}(?: day)? of (?P<which>(?:this|last|next|(?:the )?(?:current|present|previous)))(?: month)\b"),
        ("part_year", rf"{LARGE_PART}{YEAR}"),
        ("half", rf"(?:(?:the )?H(?P<half>[12])|(?P<half2>[12])H) (?:of )?{YEAR}"),
        ("years_to", rf"(?:the )?(?:last |past )?(?:{number} years|(?P<unit>decade)) (?:to|up to|ending(?: in)?) {YEAR}"),
        ("calendar", rf"(?:the )?(?:end|close) of the (?P<calendar>{calendar})(?: calendar)? year"),
        ("part_year", r"(?:the )?(?P<relative>year)(?:['’]s )?[- ]?(?P<part>end|ends|is out)"),
        ("decade", r"(?:the )?(?:(?P<part>early|late|mid)[- ])?(?P<decade>(?:19|20)\d0)s"),
        ("part_year", rf"{LARGE_PART}(?P<relative>(?:(?:the )?last|this|(?:the )?next|the) (?:year|month|decade|week))"),
        ("season", rf"(?:(?P<which>last|this|next) )?(?:the )?{season} (?:of )?(?:{YEAR}|(?P<of>(?:last|this|next) year))"),
        ("season", rf"(?P<which>{OTHER}) {season}"),
        ("season", rf"(?:the )?(?P<which>coming|past) {season}"),
        ("season", rf"(?(lead)(?<!to )|(?:in|during|over) )(?:the )?(?:early |late )?{season}(?! of| \d)"),
        ("quarter", rf"Q(?P<quarter>[1-4]) (?:of )?{YEAR}"),
        ("quarter", r"(?:in|during|over|for) the (?P<nth>first|second|third|fourth) quarter(?! of| century)"),
        ("years", rf"{YEAR}(?: ?[-–] ?| to | and )(?P<until_year>(?:19|20)\d\d|\d\d)\b"),
        ("ago", rf"{half}{number}{more} (?:of )?{unit}{more.replace('more', 'more2')} (?P<ago>ago|(?:earlier|later)(?! than)|(?:before|after|on){ENDS_PHRASE})\b"
                rf"(?:(?<=ago) (?:this (?P<exact>week|month)|(?P<exact2>today)))?"),
        ("offset", rf"{half}{number} (?:of )?{unit} (?P<ago>before|after)"),
        ("sequence", rf"(?P<sequence>(?:a|one) (?:day|week|month|year) (?:(?:earlier|later)(?! than)|before{ENDS_PHRASE}|after{ENDS_PHRASE})"
                     rf"|(?:on )?the (?:very )?(?:same|previous|following|next|preceding) (?:day|night|week|month|year)|the (?:day|night|week|month|year) before{ENDS_PHRASE}"
                     r"|(?:earlier|later) (?:that|the same) (?:day|week|month|year)|that (?:same )?(?:day|night|week|month|year))"),
        ("meanwhile", r"at (?P<meanwhile>the|that) time(?! of| when| that)"),
        ("span", rf"(?:in|over|during|within|for|through) the (?P<which>past|last|coming|next) (?:{number} )?{unit}"),
        ("span", rf"(?P<which>past|recent|coming) (?:{number} )?{unit}"),
        ("hours", rf"(?:in|over|during|within) the (?:past|last) (?:(?P<number>\d{{1,2}}|{'|'.join(words.numbers)}) (?:of )?)?(?P<unit>hour|minute)s?"),
        ("hours", rf"(?:half )?(?P<number>\d{{1,2}}|{'|'.join(words.numbers)}) (?:of )?(?P<unit>hour|minute)s? ago"),
        ("vague", rf"(?P<vague>hours|days|weeks) (?P<ago>later|earlier|before{ENDS_PHRASE}|after{ENDS_PHRASE}|afterwards)(?! than)"),
        ("weekdays", rf"{number} {weekday}s (?P<ago>ago)"),
        ("unit", r"the (?P<unit>day|night|week|month|year) (?P<which>before last)"),
        ("unit", r"(?P<phase>earlier|later) in (?P<which>the) (?P<unit>week|month|year)(?! of)"),
        ("unit", r"(?:at|over|during) (?P<which>the) (?P<unit>weekend)"),
        ("unit", rf"(?:over|during|throughout|in the course of) (?P<which>the) (?P<unit>year){ENDS_PHRASE}"),
        ("unit", r"(?:the )?(?P<which>current) (?P<unit>week|month|year|decade)(?! of)"),
        ("weekday", rf"(?:the )?(?P<of>(?:last|this|next) week)['’]s {weekday}{night}"),
        ("weekday", rf"{weekday}{night} (?P<of>(?:of )?(?:the )?(?:last|this|next|same) week)"),
        ("unit", r"(?P<phase>earlier |later |late |early )?(?:the )?(?P<which>last|this|next) (?P<unit>week|month|year|decade|night|weekend)(?! of)"),
        ("weekday", rf"(?:(?P<which>last|this|next|this past) )?{weekday}{night}"),
        ("overnight", r"(?:in|during|through|throughout) the (?P<overnight>night)(?! (?:of|from|to|between|on|into|before|after|when|that|sky)\b)"),
        ("dawn", r"(?:(?:shortly|just|well|hours|an hour) before|at|around) (?P<dawn>dawn|daybreak|sunrise|first light)(?! (?:on|of|in)\b)"),
        ("dawn", r"(?P<dawn>before (?:dawn|daybreak|sunrise))(?! (?:on|of|in)\b)"),
        ("dawn", r"(?(lead)(?P<dawn>dawn|daybreak|sunrise|first light|midnight)(?! (?:on|of|in)\b)|(?!))"),
        ("then", r"(?(lead)then|(?!))"),
        ("today", r"(?P<today>the day before yesterday|the day after tomorrow|today|yesterday|tomorrow|tonight|"
                  r"overnight(?! (?:on|into|from|between) )|this (?:morning|afternoon|evening))"),
        ("month", rf"{full}(?!-\w)"),
        ("year", rf"(?:the year |FY ?|(?:the )?(?:fiscal|financial)(?: year)? )?{YEAR}(?![\d,.]*\d|-\w|s\b|%)"),
    ]


def _essentials(words: DateWords) -> dict[str, str]:
    """What stands in every match of a pattern that has a group of this name; of several groups the first counts."""
    return {
        "month": words.month_pattern,
        "weekday": "|".join(day.capitalize() for day in words.weekdays),
        "season": f"(?i:{'|'.join(words.seasons)})",
        "unit": "(?i:day|night|week|month|year|decade|hour|minute)",
        **dict.fromkeys(("year", "decade", "iso"), r"(?:19|20)\d\d"),
    }


@cache
def _compiled(folder: Path) -> list[tuple[str, re.Pattern[str], re.Pattern[str] | None]]:
    """(kind, pattern, what stands in each of its matches, where there is such a thing)."""
    words = read_date_words(folder)
    essentials = {group: re.compile(essential) for group, essential in _essentials(words).items()}
    leads = "|".join(sorted((*words.since, *words.until, *words.leads), key=len, reverse=True))
    frame = rf"(?i)(?<![\w-])(?<!\d[.,])(?:(?P<lead>{leads}) )?(?:%s)(?!\w)"
    return [
        (kind, re.compile(frame % pattern), next((e for group, e in essentials.items() if f"(?P<{group}>" in pattern), None))
        for kind, pattern in _patterns(words)
    ]


@cache
def _prefilter(folder: Path) -> re.Pattern[str]:
    """What every date expression holds: a month, a weekday, a word of time or a year."""
    words = read_date_words(folder)
    names = "|".join(m.capitalize() for m in (*words.months, *words.weekdays))
    others = "|".join((*words.time_words, *words.seasons))
    return re.compile(rf"(?<!\w)(?:(?:{names})s?|(?i:{others})|(?:19|20)\d\ds?|Q[1-4]|FY(?:19|20)\d\d|(?i:since then))(?!\w)")


BEFORE, BEHIND = 50, 45


def _windows(text: str, folder: Path) -> Iterator[tuple[int, int]]:
    """The stretches of a text that may hold date expressions, cut at spaces."""
    open_from = open_to = -1
    for match in _prefilter(folder).finditer(text):
        first = max(0, text.rfind(" ", 0, max(match.start() - BEFORE, 0)))
        last = text.find(" ", match.end() + BEHIND)
        last = len(text) if last < 0 else last
        if open_to >= 0 and first > open_to:
            yield open_from, open_to
            open_from = first
        open_from, open_to = (first if open_to < 0 else open_from), last
    if open_to >= 0:
        yield open_from, open_to


def find_dates(text: str, folder: Path) -> Iterator[Expression]:
    """The date expressions of a text in order, none overlapping another; two that bound a time are one."""
    found = [expression for window in _windows(text, folder) for expression in _in_window(text, *window, folder)]
    for expression in _joined(sorted(found, key=lambda expression: expression.start), text):
        yield _counted(expression, text, folder) if expression.lead in TURNED else expression


TURNED = {"after": "later", "before": "earlier"}


def _counted(expression: Expression, text: str, folder: Path) -> Expression:
    """"Two days after the 3 May raid": with a number of days before it, a date is what they are counted from."""
    numbers = "|".join(read_date_words(folder).numbers)
    before = text[max(0, expression.start - 24) : expression.start]
    count = re.search(rf"(?i)(?<![\w-])(?P<number>\d{{1,3}}|{numbers}) (?P<unit>day|night|week|fortnight|month|year)s? $", before)
    if count is None:
        return expression
    start = expression.start - len(count.group())
    base = replace(expression, groups={key: value for key, value in expression.groups.items() if key != "lead"})
    groups = {**count.groupdict(), "ago": TURNED[expression.lead]}
    return Expression(start, expression.end, text[start : expression.end], "counted", groups, (base,))


def _in_window(text: str, first: int, last: int, folder: Path) -> Iterator[Expression]:
    taken: list[tuple[int, int]] = []
    missing: set[re.Pattern[str]] = set()  # the patterns are slow, and a window mostly holds what one or two of them need
    for kind, pattern, essential in _compiled(folder):
        if essential is not None and essential not in missing and not essential.search(text, first, last):
            missing.add(essential)
        if essential in missing:
            continue
        for match in pattern.finditer(text, first, last):
            if any(match.start() < end and start < match.end() for start, end in taken) or _is_no_date(kind, match, text):
                continue
            taken.append(match.span())
            groups = {key.rstrip("2"): value for key, value in match.groupdict().items() if value is not None}
            yield Expression(match.start(), match.end(), match.group(), kind, groups)


GAP = re.compile(r" (?:and|to|until|till|through) | (?:and )?(?:into|through) (?:the early hours of |early )?|\s?[-–]\s?|")
JOINABLE = frozenset(("iso", "day", "month", "year", "part_month", "part_year", "weekday", "season"))


def _joined(found: list[Expression], text: str) -> Iterator[Expression]:
    """"Between August 2022 and December 2024", "from Monday to Friday": two expressions that are one time."""
    waiting: Expression | None = None
    for expression in found:
        if waiting is not None and _bound(waiting, expression, text):
            whole = text[waiting.start : expression.end]
            waiting = Expression(waiting.start, expression.end, whole, "range", {}, (waiting, expression))
            continue
        if waiting is not None:
            yield waiting
        waiting = expression
    if waiting is not None:
        yield waiting


def _bound(first: Expression, second: Expression, text: str) -> bool:
    gap = text[first.end : second.start]
    if first.kind not in JOINABLE or second.kind not in JOINABLE:
        return False
    if gap == " ":
        night = text[: first.start].lower().endswith("night of ")
        return (night or first.lead in ("from", "between")) and second.lead in ("until", "till", "to", "through")
    joined = first.lead in ("from", "between") or gap.strip() in ("-", "–", "to", "through") or "into " in gap
    return bool(GAP.fullmatch(gap)) and gap != "" and joined


BEFORE_MONTH = ("in", "since", "by", "of", "until", "till", "last", "from", "to", "early", "late", "and", "between",
                "during", "for", "before", "after", "through", "or", "mid", " as", " than")


def _is_no_date(kind: str, match: re.Match[str], text: str) -> bool:
    """"May" the verb, "March" the march, a year that is part of a resolution's number or a price."""
    if kind == "month_relative" and (match.groupdict().get("which") or "").lower() == "that" and match.group("month") in ("May", "March"):
        return True
    if kind == "month" and match.group("month").rstrip(".") in ("May", "March") and not match.groupdict().get("year"):
        return not text[: match.start("month")].rstrip().lower().endswith(BEFORE_MONTH)
    if kind in ("year", "years"):
        before = text[max(0, match.start("year") - 14) : match.start("year")].lower()
        return bool(re.search(r"(?:resolution|no\.|number|[$€£#]|flight) ?$", before))
    return False

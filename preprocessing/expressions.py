"""The date expressions of an article, each found once, with the word that it hangs by and the time named before it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from spacy.tokens import Doc, Span, Token

from preprocessing.asides import Aside
from preprocessing.dates import DateWords, Expression, find_dates, read_date_words
from preprocessing.grammar import relation
from preprocessing.intervals import resolve
from preprocessing.mentions import Mention
from preprocessing.spans import Anchor, Interval

NAMING = frozenset(("day", "iso", "weekday", "days", "today", "month", "part_month", "range", "part_year", "month_relative", "months"))
REACH = 1200
DAY_NAME = re.compile(r"(?:[A-Z][a-z]{2,8},? *)?")
LINE_END = re.compile(r" *,?(?: *(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})? *(?:[AaPp]\.?[Mm]\.?)? *(?:[+-]\d{4}|[A-Z]{2,4})? *)(?=\s|$)|(?=\n|$))")
YEARS = timedelta(days=5 * 365)
NEAR = 300  # "then" is the time named right before


@dataclass(frozen=True)
class Placed:
    """An expression over the tokens [first, last). ``token`` is the word whose head lies outside of it;
    ``named`` is the time that was named last before it, ``published`` the day of the article, or of its own item in a
    digest."""

    expression: Expression
    first: int
    last: int
    token: Token
    named: Interval | None
    published: date | None = None


def find_expressions(
    doc: Doc, mentions: Iterable[Mention], asides: Iterable[Aside], published: date | None, folder: Path
) -> Mapping[int, list[Placed]]:
    """The date expressions of an article by the first token of their sentence, without those in asides and in
    names ("Mirage 2000")."""
    found: dict[int, list[Placed]] = {}
    for placed in _placed(doc, list(mentions), list(asides), published, folder):
        found.setdefault(doc[placed.first].sent.start, []).append(placed)
    return found


def _placed(doc: Doc, mentions: list[Mention], asides: list[Aside], published: date | None, folder: Path) -> Iterator[Placed]:
    names = [(m.first, m.last) for m in mentions]
    words = read_date_words(folder)
    named: Interval | None = None
    named_at = -REACH
    text = doc.text
    expressions = list(find_dates(text, folder))
    items = _items(expressions, text, published, words)
    for expression in expressions:
        if expression.start in items:
            published = items[expression.start]
            continue
        span = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if span is None or any(a.start <= expression.start < a.end for a in asides):
            continue
        if any(_reaches_into(span, first, last) for first, last in names) or _counts(span, expression, names):
            continue
        before = named if expression.start - named_at < (NEAR if expression.kind in ("then", "meanwhile", "overnight") else REACH) else None
        yield Placed(expression, span.start, span.end, _hanging(span), before, published)
        interval = resolve(expression, Anchor(published, before), words) if _names(expression, text) else None
        if interval is not None and interval.first is not None:
            named, named_at = interval, expression.start


def _items(expressions: list[Expression], text: str, published: date | None, words: DateWords) -> Mapping[int, date]:
    """Start of a date → the day from which it dates what follows: the lines of a digest that hold a full date, and a
    time of day at most, above each of its items; none where there is just one."""
    found: dict[int, date] = {}
    for expression in expressions:
        line = text.rfind("\n", 0, expression.start) + 1
        before, behind = text[line : expression.start], text[expression.end : expression.end + 40]
        if expression.kind not in ("day", "iso") or not DAY_NAME.fullmatch(before) or not LINE_END.match(behind):
            continue
        interval = resolve(expression, Anchor(None), words)
        day = interval.first if interval is not None and interval.precision == "day" else None
        if day is not None and (published is None or timedelta(0) <= published - day <= YEARS):
            found[expression.start] = day
    return found if len(found) > 1 else {}


def _names(expression: Expression, text: str) -> bool:
    """Whether what follows may be counted from a time: a year only where it says when, not which ("the 2015 accord")."""
    if expression.kind == "year":
        return not expression.lead and text[: expression.start].endswith(("In ", " in ", "uring "))
    return expression.kind in NAMING


def _reaches_into(span: Span, first: int, last: int) -> bool:
    """Whether a date is part of a longer name; a name within a date ("May") is the date's."""
    return first < span.end and span.start < last and not (span.start <= first and last <= span.end)


def _counts(span: Span, expression: Expression, names: list[tuple[int, int]]) -> bool:
    """Whether a bare year is a number of things: "2000 drones"."""
    if expression.kind != "year" or len(span) > 1 or span.end >= len(span.doc) or span.end == span.sent.end:
        return False
    noun = next((span.doc[last - 1] for first, last in names if span.end <= first <= span.end + 1), span.doc[span.end])
    return noun.tag_ == "NNS" and span[0].head == noun and relation(span[0]) == "nummod"


def _hanging(span: Span) -> Token:
    """The word of an expression whose head lies outside it."""
    outward = [t for t in span if not span.start <= t.head.i < span.end and relation(t) not in ("case", "punct", "mark", "advmod", "det")]
    return outward[0] if outward else span.root

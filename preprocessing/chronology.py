"""When an event is said to have happened, and when it was said.

Which date expression is whose is told in `preprocessing.ownership`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from preprocessing.analysis import Analysis
from preprocessing.dates import DateWords, read_date_words
from preprocessing.expressions import Placed
from preprocessing.fillings import Filling
from preprocessing.grammar import path_up, relation
from preprocessing.intervals import is_finer, resolve
from preprocessing.ownership import owner_of
from preprocessing.placement import (
    begins_with,
    counted_from,
    is_deadline,
    is_hours_from,
    is_not_until,
    is_since,
)
from preprocessing.sharing import EVENT, REPORT, SHARED, SPEECH, Event
from preprocessing.spans import Anchor, Interval, around
from preprocessing.tenses import direction

COUNTED = timedelta(days=31)


@dataclass(frozen=True)
class Dating:
    """When an event is said to have happened, in the text's words, and when it was said."""

    event: Interval | None = None
    text: str | None = None
    said_on: date | None = None


def find_dating(filling: Filling, triggers: frozenset[int], future: bool, analysis: Analysis) -> Dating:
    """The dates of a claim; no date rather than a wrong one."""
    token = filling.trigger.token
    around = analysis.expressions.get(token.sent.start, ())
    if not around:
        return Dating()
    event = _event(filling, triggers, analysis)
    owned = [(placed, owner) for placed in around if (owner := owner_of(placed, event, analysis)) is not None]
    said_on = next(
        (day for placed, owner in owned if owner == SPEECH and (day := _day(placed, analysis, event.words))),
        None,
    )
    telling = _told(around, event, analysis)
    for grade in (EVENT, SHARED, REPORT):
        graded = [placed for placed, owner in owned if owner == grade]
        if filling.denied:  # the trigger is the denial of what was told before
            said_on = said_on or next((day for p in graded if (day := _day(p, analysis, event.words))), None)
            continue
        for placed in sorted(graded, key=lambda placed: abs(placed.token.i - token.i)):
            told = telling[1] if telling is not None and placed != telling[0] else None
            interval = _meaning(placed, grade, future, event, told, analysis)
            if interval is not None and (interval.first or interval.last):
                return Dating(interval, placed.expression.text.strip(), said_on)
    return Dating(said_on=said_on)


def _event(filling: Filling, triggers: frozenset[int], analysis: Analysis) -> Event:
    trigger = filling.trigger
    words = read_date_words(analysis.knowledge.folder)
    light = trigger.light
    told = light is not None and light.lower_ in words.attitudes and light.lower_ not in words.unveilings
    own = frozenset((trigger.token.i, *range(trigger.first, trigger.last), *((light.i,) if light is not None and not told else ())))
    above = {governor.i: kind for governor, kind in path_up(trigger.token) if governor.i not in own}
    return Event(filling, trigger.token, own, above, triggers - own, words)


def _told(around: Sequence[Placed], event: Event, analysis: Analysis) -> tuple[Placed, Interval] | None:
    """When an event was told of, where that is longer ago than the days that a newspaper counts from its own."""
    for placed in around:
        verb = placed.token.head
        kind = event.above.get(verb.i, "conj")
        speaks = kind != "conj" and verb.lower_ in analysis.lexicon.speech_verbs
        clausal = analysis.lexicon.speech_verbs.get(verb.lower_) in analysis.lexicon.cues.speech.clausal
        if speaks and clausal and kind not in ("ccomp", "xcomp"):
            continue  # "put the firm on a list in 2021; …"
        if not speaks and not (verb.lower_ in event.words.tellings and verb.i < event.token.i):
            continue
        told = resolve(placed.expression, Anchor(placed.published, placed.named), event.words)
        if told is not None and told.first is not None and told.last is not None and verb.i not in event.own:
            long_ago = placed.published is None or placed.published - told.last > COUNTED
            return (placed, told) if long_ago else None
    return None


def _meaning(
    placed: Placed, grade: str, future: bool, event: Event, told: Interval | None, analysis: Analysis
) -> Interval | None:
    if told is not None and is_finer(placed.expression, told):
        return None
    published = placed.published if told is None else told.last
    told_ahead = direction(placed.token, event.words)
    ahead = future if told_ahead is None else told_ahead
    named = _beside(placed, analysis, event.words) if placed.expression.kind == "offset" else placed.named
    if told is not None and ahead:
        published = told.first
    expression = placed.expression
    counted = counted_from(placed, analysis) if expression.kind == "offset" else None
    if counted is not None and event.token.i > counted[1]:
        named = resolve(counted[0].expression, Anchor(placed.published, counted[0].named), event.words)
        turned = {"after": "later", "before": "earlier"}[expression.groups["ago"].lower()]
        expression = replace(expression, kind="ago", groups={**expression.groups, "ago": turned})
        if named is None:
            return None
    if not ahead and (followed := _followed(placed, analysis, event.words)) is not None:
        published = followed
    anchor = Anchor(published, named, (ahead or is_deadline(placed)) and grade != REPORT)
    if begins_with(placed, event.token) or is_since(placed, event.words):
        expression = replace(expression, groups={**expression.groups, "lead": "since"})
    limit = ahead and expression.lead in ("until", "till") and event.token.lower_ in event.words.handed
    if limit or (expression.lead in event.words.until and is_not_until(placed)) or is_hours_from(placed, analysis):
        expression = replace(expression, groups={key: said for key, said in expression.groups.items() if key != "lead"})
    interval = resolve(expression, anchor, event.words)
    return replace(interval, basis="relative") if interval is not None and grade == REPORT else interval


def _beside(placed: Placed, analysis: Analysis, words: DateWords) -> Interval | None:
    """The time that the sentence names right before: "in June, a year after the contract was signed"."""
    around = analysis.expressions.get(placed.token.sent.start, ())
    before = next((other for other in reversed(around) if other.last <= placed.first), None)
    if before is None:
        return _now(placed, analysis)
    return resolve(before.expression, Anchor(before.published, before.named), words)


def _now(placed: Placed, analysis: Analysis) -> Interval | None:
    """The article's day, where a sentence says what the news comes after: "the move comes a week after"."""
    first = placed.token.sent.start
    comes = any(token.lower_ in ("comes", "come") for token in analysis.doc[max(first, placed.first - 3) : placed.first])
    return around(placed.published, "day") if comes and placed.published is not None else None


def _followed(placed: Placed, analysis: Analysis, words: DateWords) -> date | None:
    """A year behind the dated act that an act without a year is told to have followed: "ordered them in May 2021 and
    got them in November"; its day is the last such one before."""
    if placed.expression.kind not in ("day", "month", "part_month") or {"year", "of", "which"} & set(placed.expression.groups):
        return None
    verb = placed.token.head
    for other in analysis.expressions.get(placed.token.sent.start, ()):
        if other.last > placed.first or "year" not in other.expression.groups or relation(verb) != "conj" or other.token.head != verb.head:
            continue
        told = resolve(other.expression, Anchor(other.published), words)
        if told is not None and told.first is not None and placed.published is not None:
            return min(told.first + timedelta(days=360), placed.published)
    return None


def _day(placed: Placed, analysis: Analysis, words: DateWords) -> date | None:
    """The day of a telling; it is never ahead."""
    interval = resolve(placed.expression, Anchor(placed.published, placed.named), words)
    return interval.first if interval is not None and interval.precision == "day" else None

"""When an event is said to have happened, and when it was said.

Which date expression is whose is told in `preprocessing.ownership`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.dates import DateWords, read_date_words
from preprocessing.expressions import Placed
from preprocessing.grammar import case_of, is_verbal, path_up, relation
from preprocessing.intervals import is_finer, resolve
from preprocessing.ownership import owner_of
from preprocessing.placement import begins_with, is_hours_from, is_not_until
from preprocessing.roles import Filling
from preprocessing.sharing import EVENT, REPORT, SHARED, SPEECH, Event
from preprocessing.spans import Anchor, Interval
from preprocessing.tenses import direction

COUNTED = timedelta(days=31)
DEFINITE = frozenset(("the", "this", "these", "those", "that"))


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
    light = (trigger.light.i,) if trigger.light is not None else ()
    own = frozenset((trigger.token.i, *range(trigger.first, trigger.last), *light))
    above = {governor.i: kind for governor, kind in path_up(trigger.token) if governor.i not in own}
    return Event(
        filling, trigger.token, own, above, triggers - own, read_date_words(analysis.knowledge.folder)
    )


def _told(around: Sequence[Placed], event: Event, analysis: Analysis) -> tuple[Placed, Interval] | None:
    """When an event was told of, where that is longer ago than the days that a newspaper counts from its own."""
    for placed in around:
        verb = placed.token.head
        speaks = verb.i in event.above and verb.lower_ in analysis.lexicon.speech_verbs
        if not speaks and not (verb.lower_ in event.words.tellings and verb.i < event.token.i):
            continue
        told = resolve(placed.expression, Anchor(analysis.published, placed.named), event.words)
        if told is not None and told.first is not None and told.last is not None and verb.i not in event.own:
            long_ago = analysis.published is None or analysis.published - told.last > COUNTED
            return (placed, told) if long_ago else None
    return None


def _meaning(
    placed: Placed, grade: str, future: bool, event: Event, told: Interval | None, analysis: Analysis
) -> Interval | None:
    if told is not None and is_finer(placed.expression, told):
        return None
    published = analysis.published if told is None else told.last
    told_ahead = direction(placed.token, event.words)
    ahead = future if told_ahead is None else told_ahead
    named = _beside(placed, analysis, event.words) if placed.expression.kind == "offset" else placed.named
    if told is not None and ahead:
        published = told.first
    anchor = Anchor(published, named, ahead and grade != REPORT)
    expression = placed.expression
    if begins_with(placed, event.token):
        expression = replace(expression, groups={**expression.groups, "lead": "since"})
    if (expression.lead in event.words.until and is_not_until(placed)) or is_hours_from(placed, analysis):
        expression = replace(expression, groups={key: said for key, said in expression.groups.items() if key != "lead"})
    interval = resolve(expression, anchor, event.words)
    return replace(interval, basis="relative") if interval is not None and grade == REPORT else interval


def _beside(placed: Placed, analysis: Analysis, words: DateWords) -> Interval | None:
    """The time that the sentence names right before: "in June, a year after the contract was signed"."""
    around = analysis.expressions.get(placed.token.sent.start, ())
    before = next((other for other in reversed(around) if other.last <= placed.first), None)
    if before is None:
        return None
    return resolve(before.expression, Anchor(analysis.published, before.named), words)


def _day(placed: Placed, analysis: Analysis, words: DateWords) -> date | None:
    """The day of a telling; it is never ahead."""
    interval = resolve(placed.expression, Anchor(analysis.published, placed.named), words)
    return interval.first if interval is not None and interval.precision == "day" else None


def carried(
    token: Token, event_type: str, earlier: Sequence[tuple[Token, str, Dating]], analysis: Analysis
) -> Dating | None:
    """The date of what happened in the same moment, told before in the same paragraph: drones are shot down when
    they are launched, and "the attack" is the one just told of. None where nothing dated was."""
    if (host := _host(token, earlier, analysis)) is not None:
        return replace(host, event=replace(host.event, basis="relative")) if host.event is not None else None
    types = set(read_date_words(analysis.knowledge.folder).one_moment.get(event_type, ()))
    paragraph, again = analysis.paragraph_of[token.i], _is_again(token)
    reach = 1 if _is_definite(token) and token.sent.start > 0 else 0
    for other, kind, dating in reversed(earlier):
        apart = paragraph - analysis.paragraph_of[other.i]
        if apart > reach or (apart and analysis.sentence_of[token.i] - analysis.sentence_of[other.i] > 2):
            return None
        if again and kind == event_type and dating.event is None:
            return None
        near = other.sent.start == token.sent.start
        fits = kind in types or (again and kind == event_type and not apart)
        if fits and dating.event is not None and (dating.event.precision == "day" or near):
            return replace(dating, event=replace(dating.event, basis="relative"))
    return None


def _host(verb: Token, earlier: Sequence[tuple[Token, str, Dating]], analysis: Analysis) -> Dating | None:
    """The date of the meeting in which something was done: "during the visit", of the one just told of."""
    nouns = [c for c in verb.children if relation(c) == "obl" and case_of(c) in ("during", "at") and _is_known(c)]
    promised = verb.lower_ in read_date_words(analysis.knowledge.folder).promises
    if promised or not any(frame.event_type == "meet" for noun in nouns for frame in analysis.lexicon.nouns.get(noun.lower_, ())):
        return None
    here = analysis.sentence_of[verb.i]
    near = (d for t, kind, d in reversed(earlier) if kind == "meet" and d.event is not None and here - analysis.sentence_of[t.i] <= 2)
    return next(near, None)


def _is_again(token: Token) -> bool:
    """Whether a word speaks of an act told before: "the attack", "the two missiles, which had been fired"."""
    if is_verbal(token):
        comma = token.dep_ == "acl:relcl" and token.left_edge.i > 0 and "," in (token.left_edge.text, token.left_edge.nbor(-1).text)
        return comma and _is_known(token.head)
    return token.tag_ == "NN" and _is_known(token) and all(c.dep_ in ("det", "case", "punct", "cc", "conj") for c in token.children)


def _is_known(noun: Token) -> bool:
    return any(child.lower_ in DEFINITE for child in noun.children)


def _is_definite(verb: Token) -> bool:
    """Whether a verb's object, or the subject of its passive, is known: "brought down 84 of the drones"."""
    taken = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    return any(_is_known(noun) for child in taken for noun in (child, *(c for c in child.children if relation(c) == "nmod")))

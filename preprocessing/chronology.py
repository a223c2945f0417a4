"""Which date expression dates which event, and which one dates the telling.

An expression belongs to the first event or verb of speech that it hangs on in the parse.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.dates import Anchor, Expression, Interval, find_dates, read_date_words, resolve
from preprocessing.grammar import is_verbal, path_up, relation
from preprocessing.roles import Filling


@dataclass(frozen=True)
class Dating:
    """When an event is said to have happened, in the text's words, and when it was said."""

    event: Interval | None = None
    text: str | None = None
    said_on: date | None = None


def find_dating(filling: Filling, triggers: frozenset[int], future: bool, analysis: Analysis) -> Dating:
    """The dates of a claim; no date rather than a wrong one."""
    trigger = filling.trigger.token
    owned: list[tuple[int, Expression]] = []
    said: Expression | None = None
    for expression, token in _expressions(trigger.sent, analysis):
        owner = _owner(token, filling, triggers, analysis)
        if owner == "event":
            owned.append((abs(token.i - trigger.i), expression))
        elif owner == "speech":
            said = said or expression
    said_on = _first_day(said, analysis, trigger.sent)
    if not owned:
        return Dating(said_on=said_on)
    expression = min(owned, key=lambda pair: pair[0])[1]
    interval = resolve(expression, _anchor(trigger.sent, future, analysis, expression), read_date_words(analysis.knowledge.folder))
    if interval is None or (interval.first is None and interval.last is None):
        return Dating(said_on=said_on)
    return Dating(interval, expression.text.strip(), said_on)


def _expressions(sentence: Span, analysis: Analysis) -> Iterator[tuple[Expression, Token]]:
    """The date expressions of a sentence outside asides, with the word that each hangs by."""
    hidden = [(a.start, a.end) for a in analysis.asides]
    for expression in find_dates(sentence.text, analysis.knowledge.folder):
        start = sentence.start_char + expression.start
        if any(first <= start < last for first, last in hidden):
            continue
        span = analysis.doc.char_span(start, sentence.start_char + expression.end, alignment_mode="expand")
        if span is not None:
            yield expression, _hanging(span)


def _hanging(span: Span) -> Token:
    """The word of an expression whose head lies outside it."""
    inside = set(range(span.start, span.end))
    outward = [t for t in span if t.head.i not in inside and relation(t) not in ("case", "punct", "mark")]
    return outward[0] if outward else span.root


def _owner(token: Token, filling: Filling, triggers: frozenset[int], analysis: Analysis) -> str | None:
    """Whether an expression dates this event, its telling, or something else (None)."""
    trigger = filling.trigger
    own = {trigger.token.i, *(range(trigger.first, trigger.last)), *((trigger.light.i,) if trigger.light is not None else ())}
    above = [governor for governor, _ in path_up(trigger.token)]
    for governor, kind in path_up(token):
        if governor.i in own:
            return "event"
        if governor.i in triggers and governor not in above:
            return None
        if governor in above:
            return _through(governor, trigger.token, analysis)
        if kind in ("acl:relcl", "ccomp", "parataxis", "advcl") and is_verbal(token):
            return None
    return "event" if token in trigger.token.subtree else None


def _through(governor: Token, trigger: Token, analysis: Analysis) -> str | None:
    """What a date beside a word above the trigger dates: the telling, or the event by way of "began to"."""
    if governor.lower_ in analysis.lexicon.speech_verbs and is_verbal(governor):
        return "speech"
    for node, kind in path_up(trigger):
        if kind.partition(":")[0] in ("ccomp", "parataxis", "acl", "advcl") and kind != "advcl":
            return None
        if node == governor:
            return "event"
    return None


def _anchor(sentence: Span, future: bool, analysis: Analysis, expression: Expression | None = None) -> Anchor:
    """The article's day, and the day named last before the expression."""
    named = None
    limit = sentence.start_char + (expression.start if expression is not None else 0)
    words = read_date_words(analysis.knowledge.folder)
    base = Anchor(analysis.published, None, False)
    first = max(0, limit - 600)
    for earlier in find_dates(analysis.doc.text[first:limit], analysis.knowledge.folder):
        if earlier.kind in ("day", "iso", "weekday", "days"):
            interval = resolve(earlier, base, words)
            named = interval.first if interval is not None and interval.first else named
    return Anchor(analysis.published, named, future)


def _first_day(expression: Expression | None, analysis: Analysis, sentence: Span) -> date | None:
    if expression is None:
        return None
    interval = resolve(expression, _anchor(sentence, False, analysis, expression), read_date_words(analysis.knowledge.folder))
    return interval.first if interval is not None and interval.precision == "day" else None

"""Which date expression dates which event, and which one dates the telling.

An expression belongs to the first event or verb of speech that it hangs on in the parse. It does not reach
out of its clause, and where the parse is known to slip (a date behind a verb of speech, a date at the end of
what was said) the order of the words decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.dates import DateWords, read_date_words
from preprocessing.expressions import Placed
from preprocessing.grammar import SUBJECTS, case_of, is_verbal, path_up, relation
from preprocessing.intervals import is_finer, resolve
from preprocessing.placement import (
    NEAR,
    begins_with,
    clause_cleft,
    clause_opened,
    dated_from,
    is_adrift,
    is_fronted,
    is_hours_from,
    is_not_until,
    is_reduced,
    opens_sentence,
    words_above,
)
from preprocessing.roles import Filling
from preprocessing.spans import Anchor, Interval

CLAUSES = frozenset(("acl", "acl:relcl", "ccomp", "parataxis", "advcl", "advcl:relcl", "csubj", "csubj:pass"))
EVENT, SHARED, SPEECH, REPORT = "event", "shared", "speech", "report"
TIMES = frozenset(
    ("night", "morning", "afternoon", "evening", "day", "week", "weekend", "month", "early", "hours")
)
COUNTED = timedelta(days=31)
UNITS = frozenset(("day", "days", "night", "nights", "week", "weeks", "month", "months", "year", "years", "fortnight"))


@dataclass(frozen=True)
class Dating:
    """When an event is said to have happened, in the text's words, and when it was said."""

    event: Interval | None = None
    text: str | None = None
    said_on: date | None = None


@dataclass(frozen=True)
class _Event:
    """A trigger in its sentence: its own words, what is above it, the other triggers."""

    filling: Filling
    token: Token
    own: frozenset[int]
    above: dict[int, str]
    others: frozenset[int]
    words: DateWords


def find_dating(filling: Filling, triggers: frozenset[int], future: bool, analysis: Analysis) -> Dating:
    """The dates of a claim; no date rather than a wrong one."""
    token = filling.trigger.token
    around = analysis.expressions.get(token.sent.start, ())
    if not around:
        return Dating()
    event = _event(filling, triggers, analysis)
    owned = [(placed, owner) for placed in around if (owner := _owner(placed, event, analysis)) is not None]
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


def _event(filling: Filling, triggers: frozenset[int], analysis: Analysis) -> _Event:
    trigger = filling.trigger
    light = (trigger.light.i,) if trigger.light is not None else ()
    own = frozenset((trigger.token.i, *range(trigger.first, trigger.last), *light))
    above = {governor.i: kind for governor, kind in path_up(trigger.token) if governor.i not in own}
    return _Event(
        filling, trigger.token, own, above, triggers - own, read_date_words(analysis.knowledge.folder)
    )


def _told(around: Sequence[Placed], event: _Event, analysis: Analysis) -> tuple[Placed, Interval] | None:
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
    placed: Placed, grade: str, future: bool, event: _Event, told: Interval | None, analysis: Analysis
) -> Interval | None:
    if told is not None and is_finer(placed.expression, told):
        return None
    published = analysis.published if told is None else told.last
    direction = _direction(placed.token, event)
    ahead = future if direction is None else direction
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
    meetings = {form for form, frames in analysis.lexicon.nouns.items() if any(f.event_type == "meet" for f in frames)}
    promised = verb.lower_ in read_date_words(analysis.knowledge.folder).promises
    if promised or not any(noun.lower_ in meetings for noun in nouns):
        return None
    here = analysis.sentence_of[verb.i]
    near = (d for t, kind, d in reversed(earlier) if kind == "meet" and d.event is not None and here - analysis.sentence_of[t.i] <= 2)
    return next(near, None)


DEFINITE = frozenset(("the", "this", "these", "those", "that"))


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


# ---- tense -------------------------------------------------------------------------------------------------


def _direction(token: Token, event: _Event) -> bool | None:
    """Whether the verb that a date hangs on speaks of the future, by its tense; None where it does not tell."""
    if any(governor.lower_ in event.words.awaited for governor, _ in list(path_up(token))[:1]):
        return True
    verb: Token | None = next((governor for governor, _ in path_up(token) if is_verbal(governor)), None)
    for _ in range(4):
        told = _tense(verb, event.words) if verb is not None else None
        infinitive = verb is not None and any(c.lower_ == "to" and relation(c) == "mark" for c in verb.children)
        if verb is None or (infinitive and told is not False):  # "to have sent" is past
            return None
        if told is not None or relation(verb) not in ("xcomp", "conj"):
            return told
        verb = verb.head if is_verbal(verb.head) else None
    return None


def _tense(verb: Token, words: DateWords) -> bool | None:
    auxiliaries = {child.lower_ for child in verb.children if relation(child) == "aux"}
    auxiliaries |= {verb.lower_} if verb.lower_ in words.modals else set()
    if auxiliaries & set(words.past_auxiliaries) or (verb.tag_ == "VBD" and not auxiliaries):
        return False
    if any(child.dep_ == "aux:pass" and child.lower_ in ("was", "were") for child in verb.children):
        return False
    if verb.tag_ in ("VBZ", "VBP") and verb.lower_ in words.scheduled:
        return True
    return True if auxiliaries & set(words.modals) else None


# ---- what a date hangs on ----------------------------------------------------------------------------------


def _owner(placed: Placed, event: _Event, analysis: Analysis) -> str | None:
    """Whether an expression dates this event, its telling, or something else (None)."""
    if placed.expression.kind == "offset":
        return _introduced(placed, event, analysis)
    if (clause := clause_opened(placed, analysis) or clause_cleft(placed)) is not None and (found := _of_clause(clause, event)):
        return found
    if (dated := dated_from(placed, analysis)) is not None:
        return EVENT if dated.i in event.own else None
    if any(opens_sentence(placed, analysis.doc[index]) for index in event.own):
        return EVENT
    if is_fronted(placed, analysis):
        return _introduced(placed, event, analysis)
    if is_adrift(placed, analysis) and (found := _introduced(placed, event, analysis)) is not None:
        return found
    if placed.expression.lead in ("after", "before") and analysis.doc[max(placed.first - 1, 0)].lower_ in UNITS:
        return None
    speech = _speech_before(placed, event, analysis)
    if speech is not None and speech.i not in event.own:
        return _telling(placed, speech, event)
    found = _by_parse(placed, event, analysis)
    if found in (None, SPEECH) and _closes(placed, event, analysis):
        return EVENT
    return found


def _speech_before(placed: Placed, event: _Event, analysis: Analysis) -> Token | None:
    """The verb of speech that a date stands right behind: "told reporters on Tuesday"."""
    doc = analysis.doc
    if doc[max(placed.first - 1, 0)].tag_ in ("POS", "PRP$", "DT", "JJ") or _is_attribute(
        placed, placed.token.head, placed.token.dep_, analysis
    ):
        return None
    for index in range(placed.first - 1, max(placed.first - NEAR, doc[placed.first].sent.start) - 1, -1):
        token = doc[index]
        if is_verbal(token) and token.lower_ in analysis.lexicon.speech_verbs and token.dep_ != "amod":
            return token
        if (
            is_verbal(token)
            or token.is_punct
            or token.i in event.others
            or token.i in event.own
            or token.lower_ in ("that", "who", "which")
        ):
            return None
        if any(relation(token) == kind.partition(":")[0] for kind in SUBJECTS):
            return None
    return None


def _telling(placed: Placed, speech: Token, event: _Event) -> str | None:
    """A launch or a strike is news at once: "reported in August that" tells the month of both. Deliveries and deals
    come to light later."""
    if speech.i in event.above and any(_is_infinitive(child) for child in speech.children):
        return EVENT
    month = placed.expression.kind in ("month", "part_month", "month_relative", "months")
    at_once = event.filling.frame.event_type in event.words.reported_at_once
    return REPORT if month and at_once and speech.lower_ in event.words.reporting and speech.i in event.above else SPEECH


def _is_infinitive_mark(verb: Token) -> bool:
    return any(c.lower_ == "to" and relation(c) == "mark" for c in verb.children)


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb is what another one undertakes: "agreed in August to send"."""
    return (
        relation(verb) in ("xcomp", "ccomp", "advcl")
        and verb.tag_ == "VB"
        and any(c.lower_ == "to" and relation(c) == "mark" for c in verb.children)
    )


def _by_parse(placed: Placed, event: _Event, analysis: Analysis) -> str | None:
    node, kind = placed.token, placed.token.dep_
    raised = False
    for governor, kind in words_above(placed, analysis):
        inside = node.i != placed.token.i
        raised = raised or kind == "xcomp"
        if (
            inside
            and (kind in CLAUSES or (kind == "conj" and _heads_clause(node)))
            and node.i not in event.own
        ):
            opened = governor.i in event.own and begins_with(placed, governor)
            return EVENT if opened or _same_moment(node, event, analysis) or _is_phase(node, event) else None
        if inside and kind == "appos" and node.i not in event.own:
            return None
        if governor.i in event.own:
            return None if _is_promise(governor, event) else EVENT
        if not inside and _is_attribute(placed, governor, kind, analysis):
            named = _compounded(governor, event)
            return EVENT if named.i in event.own or _same_moment(named, event, analysis) else None
        if governor.i in event.above:
            return _through(placed, governor, raised, event, analysis)
        if governor.i in event.others:
            shared = _same_moment(governor, event, analysis) or _is_phase(governor, event) or _frames(governor, event)
            return EVENT if shared else None
        node = governor
    return EVENT if node.i in event.own else None


def _heads_clause(token: Token) -> bool:
    """Whether a word is a predicate: a verb, or what has a subject ("were due")."""
    return is_verbal(token) or any(relation(child) in ("cop", "nsubj") for child in token.children)


def _is_attribute(placed: Placed, noun: Token, kind: str, analysis: Analysis) -> bool:
    """Whether a date only names a thing: "the 2015 accord", "the accord of 2015". Names have no dates."""
    if is_verbal(noun) or noun.pos_ in ("ADV", "PROPN") or placed.expression.lead:
        return False
    before = analysis.doc[max(placed.first - 1, 0)]
    if before.lower_ == "of":
        return kind.partition(":")[0] == "nmod" and noun.lower_ not in TIMES
    return (
        before.pos_ not in ("ADP", "SCONJ")
        and kind.partition(":")[0] in ("compound", "nummod", "amod", "nmod")
        and placed.token.i < noun.i
    )


def _compounded(noun: Token, event: _Event) -> Token:
    """The noun that a compound names in the end: "the September 2019 drone and missile attack"."""
    own = event.token
    if own.head == noun and relation(own) == "conj" and not any(c.dep_ == "det" for c in own.children):
        return own
    while relation(noun) in ("compound", "conj") and not is_verbal(noun) and noun.head != noun:
        noun = noun.head
    return noun


def _is_phase(node: Token, event: _Event) -> bool:
    """Whether a clause only says that the act itself took place: "the raids on Aden, which began in May"."""
    if node.lower_ not in event.words.phases or relation(node) != "acl" or is_verbal(event.token):
        return False
    if any(relation(child) == "nsubj" and child.lower_ not in ("which", "that") for child in node.children):
        return False
    act = node.head
    while act.i not in event.own:
        if act.i in event.others or relation(act) not in ("nmod", "compound", "obl") or act.head == act:
            return False
        act = act.head
    return True


def _frames(noun: Token, event: _Event) -> bool:
    """Whether an event takes place in the one that a noun names: "agreed at talks in May", "brokered the swap in May"."""
    if is_verbal(noun) or noun.head.i not in event.own or not is_verbal(noun.head):
        return False
    if relation(noun) == "obj":
        return event.filling.frame.event_type in event.words.enacted
    return relation(noun) == "obl" and case_of(noun) in ("during", "at")


def _of_clause(clause: Token, event: _Event) -> str | None:
    """Whether an event happens in a clause that a date opens, or in the one before it."""
    if clause.i in event.own:
        return EVENT
    below = event.token
    for node, kind in path_up(event.token):
        if node == clause:
            return SHARED if _step(below, node, kind, True, event.words) else None
        if node.i not in event.own and _step(below, node, kind, True, event.words) is None:
            return None
        below = node
    return None


def _is_promise(verb: Token, event: _Event) -> bool:
    """Whether a date dates a promise, not what is promised."""
    return verb.lower_ in event.words.promises and _tense(verb, event.words) is False


def _same_moment(node: Token, event: _Event, analysis: Analysis) -> bool:
    """Whether a clause about the event's items happens when it does: what is shot down was fired then."""
    types = {*event.words.one_moment.get(event.filling.frame.event_type, ())}
    perfect = any(child.lower_ in ("has", "have") for child in event.token.children)
    if not perfect and node.lower_ not in event.words.preceding:
        types.add(event.filling.frame.event_type)
    uses = analysis.lexicon.verbs.get(node.lower_, ())
    named = analysis.by_token.get(node.head.i)
    roles = ("agent", "recipient") if event.filling.frame.event_type == "meet" else ("item",)
    named_by = node.head.head if relation(node.head) == "appos" else node.head
    held = {token.i for role in roles for _, token in event.filling.roles.get(role, ())}
    held |= event.own if "agent" in roles and named_by != node.head else frozenset()
    ours = bool({node.head.i, named_by.i} & held) or (
        named is not None and named.entity_id in event.filling.ids("item")
    )
    return relation(node) == "acl" and ours and any(use.frame.event_type in types for use in uses)


def _through(placed: Placed, governor: Token, raised: bool, event: _Event, analysis: Analysis) -> str | None:
    """What a date beside a word above the event dates: the telling, or the event by way of "began to"."""
    fronted = placed.token.i < governor.i and not any(
        relation(c) == "nsubj" and c.i < placed.token.i for c in governor.children
    )
    below = event.token
    for node, kind in path_up(event.token):
        verdict = _step(below, node, kind, fronted, event.words)
        if verdict is None and _is_meanwhile(below, node, event, analysis):
            verdict = SHARED
        if node == governor and relation(below) == "conj" and not is_verbal(node) and placed.token.i > node.i:
            return None  # "the decision in 2022 and a sale": behind the first noun it is the first one's
        if node == governor and _is_means(below, kind):
            return verdict
        if node == governor:
            return _at(placed, governor, kind, verdict, raised, event, analysis)
        if verdict is None and node.i not in event.own:
            return None
        below = node
    return None


def _is_meanwhile(verb: Token, noun: Token, event: _Event, analysis: Analysis) -> bool:
    """Whether a clause tells what a thing was doing when something befell it, or what is shot down was fired: "hit
    trucks that were carrying rockets", "brought down the drones that Chad had launched"."""
    if relation(verb) != "acl" or is_verbal(noun):
        return False
    taker = next((governor for governor, _ in path_up(noun) if is_verbal(governor)), None)
    uses = analysis.lexicon.verbs.get(taker.lower_, ()) if taker is not None else ()
    if verb.tag_ == "VBG" and any(c.lower_ in ("was", "were") and relation(c) == "aux" for c in verb.children):
        return any(use.frame.event_type in ("use", "intercept") for use in uses)
    fired = {kind for use in uses for kind in event.words.one_moment.get(use.frame.event_type, ())}
    return verb.i in event.own and event.filling.frame.event_type in fired


def _is_means(below: Token, kind: str) -> bool:
    """"Answered on Friday with strikes", "put the port out of action with a raid": the verb's act is this one."""
    return kind.partition(":")[0] == "obl" and not is_verbal(below) and case_of(below) == "with"


def _step(below: Token, node: Token, kind: str, fronted: bool, words: DateWords) -> str | None:
    """Whether what is below shares the time of its governor."""
    base = kind.partition(":")[0]
    if (
        kind == "xcomp"
        or _is_infinitive(below)
        or (base in ("nsubj", "obj") and not is_verbal(below) and _heads_clause(node))
    ):
        return EVENT
    if base == "conj" and is_verbal(below):
        return SHARED if fronted or _shares_auxiliary(below, node) else None
    if base == "acl" and node.head.lower_ in words.journeys and relation(node) == "obl":
        return SHARED if _is_infinitive_mark(below) and below.i > node.i else None  # "was flown to a base to be shown drones"
    if base == "acl" and below.tag_ == "VB" and node.lower_ not in words.promises:
        return SHARED if any(c.lower_ == "to" and relation(c) == "mark" for c in below.children) else None
    if base == "conj" or base in ("compound", "flat", "appos"):
        return EVENT
    if base == "advcl":
        marks = {c.lower_ for c in below.children if relation(c) in ("mark", "case")}
        return (
            SHARED
            if (below.tag_ == "VBG" and not marks) or (below.tag_ == "VB" and marks == {"to"})
            else None
        )
    if base == "obl" and not is_verbal(below):
        purpose = node.lower_ in words.journeys and any(relation(c) == "acl" and _is_infinitive_mark(c) for c in below.children)
        return SHARED if purpose or case_of(below) in ("in", "during", "by", "with", "through") else None
    if base == "nmod" and case_of(below) == "of" and node.pos_ in ("NOUN", "DET", "NUM", "PRON"):
        return EVENT
    return None


def _at(
    placed: Placed,
    governor: Token,
    kind: str,
    verdict: str | None,
    raised: bool,
    event: _Event,
    analysis: Analysis,
) -> str | None:
    speaks = is_verbal(governor) and governor.lower_ in analysis.lexicon.speech_verbs
    if verdict == EVENT and (kind in ("xcomp", "ccomp", "advcl") or (raised and kind in SUBJECTS)):
        return EVENT
    if verdict == EVENT and placed.token.dep_ in SUBJECTS and placed.token.head == governor:
        return EVENT
    if speaks:
        return SPEECH
    if kind.partition(":")[0] in ("nsubj", "obj", "obl") and governor.lower_ in event.words.attitudes:
        return None
    return verdict


def _shares_auxiliary(below: Token, node: Token) -> bool:
    """"Were bought in May and taken to Kyiv": two participles of one auxiliary."""
    own = any(relation(child) in ("aux", "nsubj", "obj") for child in below.children)
    passive = any(child.dep_ == "aux:pass" for child in node.children)
    return below.tag_ in ("VBN", "VBD") and passive and not own


def _introduced(placed: Placed, event: _Event, analysis: Analysis) -> str | None:
    """Whether "three months after" opens the event's own clause or phrase."""
    start = placed.last + (analysis.doc[placed.last].text == "," if placed.last < len(analysis.doc) else 0)
    for token in analysis.doc[start : start + 2 * NEAR]:
        if token.is_punct or token.tag_ in ("WDT", "WP", "WP$"):
            return None
        if is_reduced(token) or (token.i in event.own and relation(token) == "compound"):
            continue  # "drones supplied by Iran struck": the finite verb is the clause's
        if token.i in event.own:
            return EVENT if is_verbal(token) or not case_of(token) else None
        if is_verbal(token) and not (relation(token) == "aux" or token.dep_ == "cop"):
            return _of_clause(token, event)
        if token.pos_ in ("ADP", "SCONJ") and not is_verbal(event.token):
            return None
    return None


# ---- the order of words ------------------------------------------------------------------------------------


def _closes(placed: Placed, event: _Event, analysis: Analysis) -> bool:
    """Whether a date closes the event's own phrase: nothing that could have it stands between them.

    Of a noun only where it is not what a verb tells of: "by the strike on a tanker on Monday".
    """
    last = max(event.own)
    if not last < placed.first <= last + 2 * NEAR or _is_promise(event.token, event):
        return False
    if placed.expression.kind == "year" and _is_attribute(placed, placed.token.head, placed.token.dep_, analysis):
        return False
    if event.filling.trigger.path != "verb" and (
        relation(event.token) == "obj" or event.token.i in event.others
    ):
        return False
    between = analysis.doc[last + 1 : placed.first]
    return not any(_parts(token, event) for token in between)


def _parts(token: Token, event: _Event) -> bool:
    return (
        token.i in event.others
        or is_verbal(token)
        or relation(token) in ("mark", "cc", "appos")
        or token.lower_ in ("that", "which", "who")
        or (token.is_punct and token.text not in ('"', "“", "”", "'", "-", "’", "‘"))
        or token.text.startswith("\n\n")
    )

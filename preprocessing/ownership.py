"""Which event, or which telling, a date expression belongs to.

It belongs to the first event or verb of speech that it hangs on in the parse. It does not reach out of its clause,
and where the parse is known to slip (a date behind a verb of speech, a date at the end of what was said) the order
of the words decides.
"""

from dataclasses import replace

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.expressions import Placed
from preprocessing.grammar import SUBJECTS, case_of, is_verbal, path_up, relation
from preprocessing.placement import (
    NEAR,
    TIMES,
    begins_with,
    clause_cleft,
    clause_of_occasion,
    clause_opened,
    counted_from,
    dated_from,
    is_adrift,
    is_apart,
    is_fronted,
    is_reduced,
    is_unmatched,
    opens,
    opens_sentence,
    words_above,
)
from preprocessing.sharing import (
    EVENT,
    REPORT,
    SHARED,
    SPEECH,
    Event,
    compounded,
    heads_clause,
    is_fought_in,
    is_infinitive,
    is_journey,
    is_means,
    is_meanwhile,
    is_phase,
    is_same_moment,
    is_within,
    share_of,
    takes_place_in,
)
from preprocessing.stoppages import resumption
from preprocessing.tenses import tense_of

CLAUSES = frozenset(("acl", "acl:relcl", "ccomp", "parataxis", "advcl", "advcl:relcl", "csubj", "csubj:pass"))
UNITS = frozenset(("day", "days", "night", "nights", "week", "weeks", "month", "months", "year", "years", "fortnight"))


def owner_of(placed: Placed, event: Event, analysis: Analysis) -> str | None:
    """Whether an expression dates this event, its telling, or something else (None)."""
    if is_unmatched(placed, event.words):
        return None
    if (over := resumption(event.token, analysis)) is not None and over[0].i < placed.first:
        return EVENT if over[1].i < placed.first and not any(t.text == "," for t in analysis.doc[over[1].i : placed.first]) else None
    if placed.expression.kind == "offset":
        counted = counted_from(placed, analysis)
        main = replace(placed, last=counted[1]) if counted is not None and event.token.i > counted[1] else placed
        return _introduced(main, event, analysis)
    if placed.expression.kind == "counted":
        return _counted(placed, event, analysis)
    if (clause := clause_opened(placed, analysis) or clause_cleft(placed)) is not None and (found := _of_clause(clause, event)):
        return found
    if (dated := dated_from(placed, analysis)) is not None:
        return EVENT if dated.i in event.own else None
    if any(opens_sentence(placed, analysis.doc[index]) for index in event.own):
        return EVENT
    if (occasion := clause_of_occasion(placed, analysis)) is not None and (found := _of_clause(occasion, event)):
        return SHARED if found == EVENT else found
    if is_fronted(placed, analysis):
        return _introduced(placed, event, analysis)
    if is_adrift(placed, analysis) and (found := _introduced(placed, event, analysis)) is not None:
        return found
    if placed.expression.lead in ("after", "before") and analysis.doc[max(placed.first - 1, 0)].lower_ in UNITS:
        return None
    if event.token.head == placed.token and case_of(event.token) in ("with", "by", "in", "during"):
        return EVENT  # "put the port out of action on 2 May with a raid": the parse hangs the means by the day
    if _loses_verb(placed, event) or _is_told_out(placed, event, analysis):
        return EVENT
    speech = _speech_before(placed, event, analysis)
    if speech is not None and speech.i not in event.own:
        return _telling(placed, speech, event)
    if is_apart(placed, event.words) and not _befell(placed, event):
        return None
    found = _by_parse(placed, event, analysis)
    if found in (None, SPEECH) and _closes(placed, event, analysis):
        return EVENT
    return found


def _loses_verb(placed: Placed, event: Event) -> bool:
    """"In May, soldiers drilled in the hills, for which Oslo summoned the envoy": a time at the head of a sentence is that of
    its first verb, and not of one behind a relative pronoun, which the parse takes for the sentence's."""
    verb, verb_own = placed.token.head, event.token
    pronoun = next((c for c in verb.children if c.tag_ in ("WDT", "WP") and placed.last < c.i < verb.i), None)
    if pronoun is None or not opens(placed) or not is_verbal(verb_own) or not placed.last <= verb_own.i < pronoun.i or verb_own.tag_ not in ("VBN", "VBD"):
        return False
    return not any(is_verbal(t) and relation(t) not in ("aux", "amod") for t in verb.doc[placed.last : verb_own.i])


def _is_told_out(placed: Placed, event: Event, analysis: Analysis) -> bool:
    """"Sunday's raid was the heaviest yet: Oslo fired 80 drones": what stands behind a colon tells out the dated act, where
    it is of its kind and past."""
    noun, verb = placed.token.head, event.token
    colon = next((t.i for t in verb.doc[placed.last : verb.i] if t.text == ":"), None)
    if colon is None or not placed.token.i < noun.i < colon or relation(placed.token) not in ("nmod", "compound"):
        return False
    if verb.tag_ != "VBD" or any(other.first > colon for other in analysis.expressions.get(verb.sent.start, ())):
        return False
    return any(frame.event_type == event.filling.frame.event_type for frame in analysis.lexicon.nouns.get(noun.lower_, ()))


def _counted(placed: Placed, event: Event, analysis: Analysis) -> str | None:
    """Whether a time counted from another one dates an event: the clause behind its comma, or that of the verb above it."""
    if placed.first <= placed.token.sent.start + 1:
        comma = next((t.i for t in analysis.doc[placed.last : placed.token.sent.end] if t.text == ","), placed.last)
        return _introduced(replace(placed, last=comma), event, analysis)
    taker = next((governor for governor, _ in path_up(placed.token) if is_verbal(governor) and governor.i < placed.first), None)
    if taker is None:
        return None
    return EVENT if taker.i in event.own else SPEECH if taker.lower_ in analysis.lexicon.speech_verbs else _of_clause(taker, event)


def _speech_before(placed: Placed, event: Event, analysis: Analysis) -> Token | None:
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


def _telling(placed: Placed, speech: Token, event: Event) -> str | None:
    """A launch or a strike is news at once: "reported in August that" tells the month of both. Deliveries and deals
    come to light later."""
    if speech.i in event.above and any(is_infinitive(child) or _is_way(child, event) for child in speech.children):
        return EVENT
    month = placed.expression.kind in ("month", "part_month", "month_relative", "months")
    at_once = event.filling.frame.event_type in event.words.reported_at_once
    return REPORT if month and at_once and speech.lower_ in event.words.reporting and speech.i in event.above else SPEECH


def _is_way(clause: Token, event: Event) -> bool:
    """Whether an event is what an answer consists in: "responded on Monday by striking a port"."""
    by = clause.tag_ == "VBG" and any(c.lower_ == "by" and relation(c) == "mark" for c in clause.children)
    return by and (clause.i in event.own or clause.i in event.above)


def _by_parse(placed: Placed, event: Event, analysis: Analysis) -> str | None:
    node, kind = placed.token, placed.token.dep_
    raised = False
    for governor, kind in words_above(placed, analysis):
        inside = node.i != placed.token.i
        raised = raised or kind == "xcomp"
        if (
            inside
            and node.lower_ not in TIMES
            and (kind in CLAUSES or (kind == "conj" and heads_clause(node)))
            and node.i not in event.own
        ):
            opened = governor.i in event.own and begins_with(placed, governor)
            return EVENT if opened or is_same_moment(node, event, analysis) or is_phase(node, event) else None
        if inside and kind == "appos" and node.i not in event.own:
            return None
        if governor.i in event.own:
            return None if _is_promise(governor, event) else EVENT
        if not inside and _is_attribute(placed, governor, kind, analysis):
            named = compounded(governor, event)
            fought = placed.expression.kind != "decade" and is_fought_in(named, event)
            return EVENT if named.i in event.own or fought or is_same_moment(named, event, analysis) else None
        if governor.i in event.above:
            return _through(placed, governor, raised, event, analysis)
        if governor.i in event.others:
            shared = is_same_moment(governor, event, analysis) or is_phase(governor, event) or takes_place_in(governor, event)
            return EVENT if shared else None
        node = governor
    return EVENT if node.i in event.own else None


def _befell(placed: Placed, event: Event) -> bool:
    """Whether an event is the dated thing itself, or is told of it: "in response to Tuesday's strike, in which …"."""
    return any(noun.i in event.own or noun.i in event.above for noun, kind in path_up(placed.token) if noun.pos_ == "NOUN")


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


def _of_clause(clause: Token, event: Event) -> str | None:
    """Whether an event happens in a clause that a date opens, or in the one before it."""
    if clause.i in event.own:
        return EVENT
    below = event.token
    for node, kind in path_up(event.token):
        if node == clause:
            return SHARED if share_of(below, node, kind, True, event.words) else None
        if node.i not in event.own and share_of(below, node, kind, True, event.words) is None:
            return None
        below = node
    return None


def _is_promise(verb: Token, event: Event) -> bool:
    """Whether a date dates a promise, not what is promised."""
    return verb.lower_ in event.words.promises and tense_of(verb, event.words) is False


def _through(placed: Placed, governor: Token, raised: bool, event: Event, analysis: Analysis) -> str | None:
    """What a date beside a word above the event dates: the telling, or the event by way of "began to"."""
    fronted = placed.token.i < governor.i and not any(
        relation(c) == "nsubj" and c.i < placed.token.i for c in governor.children
    )
    below = event.token
    for node, kind in path_up(event.token):
        verdict = share_of(below, node, kind, fronted, event.words)
        if verdict is None and node == governor and _ends_in(below, placed):
            return SHARED if fronted else None
        if verdict is None and relation(below) == "acl" and relation(node) == "obl" and is_journey(node.head, event.words) and any(c.lower_ == "where" for c in below.children):
            return SHARED if node.head == governor else None  # "flew to Oslo on Monday, where he was received"
        if verdict is None and (is_meanwhile(below, node, event, analysis) or (node == governor and is_within(below)) or _is_same_day(below, node, placed, event)):
            verdict = SHARED
        stays = verdict == SHARED and is_journey(node, event.words)
        if node == governor and relation(below) == "conj" and not is_verbal(node) and placed.token.i > node.i and not stays:
            return None  # "the decision in 2022 and a sale": behind the first noun it is the first one's
        if node == governor and is_means(below, kind):
            return verdict
        if node == governor:
            return _at(placed, governor, kind, verdict, raised, event, analysis)
        if verdict is None and node.i not in event.own:
            return None
        below = node
    return None


def _ends_in(clause: Token, placed: Placed) -> bool:
    """"On 2 May a plane flew a thousand miles before hitting a plant": how what was done on a day came out."""
    before = any(c.lower_ == "before" and relation(c) == "mark" for c in clause.children)
    return relation(clause) == "advcl" and clause.tag_ == "VBG" and before and placed.expression.kind in ("day", "weekday", "today", "iso")


def _is_same_day(below: Token, node: Token, placed: Placed, event: Event) -> bool:
    """Whether the day behind a verb is also that of the next one, told of the same subject in the same past tense:
    "summoned the envoy on Monday and warned him"."""
    joined = relation(below) == "conj" and below.head == node and below.tag_ == node.tag_ == "VBD"
    if (joined or below.tag_ == "VBD") and is_journey(node, event.words) and placed.expression.kind not in ("year", "years", "season", "decade", "span"):
        other = any(relation(c) in ("nsubj", "aux") or c.text == "," for c in below.children)
        joining = any(relation(c) == "cc" for c in below.children)
        return joining and not other and placed.last <= below.i and placed.expression.lead in ("", "from", "between")
    own = any(relation(c) in ("nsubj", "aux", "advmod") or c.text in (",", ";") for c in below.children)
    own = own or below.lower_ in event.words.promises or not any(relation(c) in ("obj", "iobj") and c.pos_ == "PRON" for c in below.children)
    behind = placed.token.head == node or (relation(placed.token.head) == "obj" and placed.token.head.head == node)
    return joined and behind and not own and placed.expression.kind in ("day", "weekday", "today")


def _at(
    placed: Placed,
    governor: Token,
    kind: str,
    verdict: str | None,
    raised: bool,
    event: Event,
    analysis: Analysis,
) -> str | None:
    speaks = is_verbal(governor) and governor.lower_ in analysis.lexicon.speech_verbs
    if verdict == EVENT and (kind in ("xcomp", "ccomp", "advcl") or (raised and kind in SUBJECTS)):
        return EVENT
    if verdict == EVENT and placed.token.dep_ in SUBJECTS and placed.token.head == governor:
        return EVENT
    if speaks:
        return EVENT if any(_is_way(child, event) for child in governor.children) else SPEECH
    if kind.partition(":")[0] in ("nsubj", "obj", "obl") and governor.lower_ in event.words.attitudes:
        return None
    return verdict


def _introduced(placed: Placed, event: Event, analysis: Analysis) -> str | None:
    """Whether "three months after" opens the event's own clause or phrase."""
    start = _past_insertion(placed.last + (analysis.doc[placed.last].text in (",", ":") if placed.last < len(analysis.doc) else 0), event, analysis)
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


def _past_insertion(start: int, event: Event, analysis: Analysis) -> int:
    """Where a clause goes on behind what a date was parted from it by: "ten weeks later, after two failures, …"."""
    doc = analysis.doc
    if start < 1 or start >= len(doc) or doc[start - 1].text != "," or doc[start].lower_ not in (*event.words.apart, "according", "amid", "with"):
        return start
    comma = next((t.i for t in doc[start : start + 2 * NEAR] if t.is_punct and t.text not in ("'", "-", "’")), None)
    if comma is None or doc[comma].text != "," or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[start:comma]):
        return start
    return comma + 1


def _closes(placed: Placed, event: Event, analysis: Analysis) -> bool:
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


def _parts(token: Token, event: Event) -> bool:
    return (
        token.i in event.others
        or is_verbal(token)
        or relation(token) in ("mark", "cc", "appos")
        or token.lower_ in ("that", "which", "who")
        or (token.is_punct and token.text not in ('"', "“", "”", "'", "-", "’", "‘"))
        or token.text.startswith("\n\n")
    )

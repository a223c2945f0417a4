"""How the time of one word is that of another: clauses, phases, purposes and what happens in the same moment."""

from dataclasses import dataclass

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.dates import DateWords
from preprocessing.fillings import Filling
from preprocessing.grammar import case_of, is_verbal, path_up, relation

EVENT, SHARED, SPEECH, REPORT = "event", "shared", "speech", "report"


@dataclass(frozen=True)
class Event:
    """A trigger in its sentence: its own words, what is above it, the other triggers."""

    filling: Filling
    token: Token
    own: frozenset[int]
    above: dict[int, str]
    others: frozenset[int]
    words: DateWords


def _is_infinitive_mark(verb: Token) -> bool:
    return any(c.lower_ == "to" and relation(c) == "mark" for c in verb.children)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is what another one undertakes: "agreed in August to send"."""
    return (
        relation(verb) in ("xcomp", "ccomp", "advcl")
        and verb.tag_ == "VB"
        and any(c.lower_ == "to" and relation(c) == "mark" for c in verb.children)
    )


def is_journey(verb: Token, words: DateWords) -> bool:
    """Whether a verb tells of a visit: what is told next of the same subject was done on it: "flew to Oslo on Monday and
    asked for tanks"."""
    if not is_verbal(verb):  # "was in Oslo on Monday and asked for tanks"
        return case_of(verb) in ("in", "at") and any(c.dep_ == "cop" and c.lower_ in ("was", "were") for c in verb.children)
    if verb.lower_ not in (*words.journeys, *words.visits) or any(c.dep_ == "aux:pass" for c in verb.children):
        return False
    return verb.lower_ in words.visits or any(relation(c) == "obl" and case_of(c) in ("to", "in", "at") for c in verb.children)


def heads_clause(token: Token) -> bool:
    """Whether a word is a predicate: a verb, or what has a subject ("were due")."""
    return is_verbal(token) or any(relation(child) in ("cop", "nsubj") for child in token.children)


def compounded(noun: Token, event: Event) -> Token:
    """The noun that a compound names in the end: "the September 2019 drone and missile attack"."""
    own = event.token
    if own.head == noun and relation(own) == "conj" and not any(c.dep_ == "det" for c in own.children):
        return own
    while relation(noun) in ("compound", "conj") and not is_verbal(noun) and noun.head != noun:
        noun = noun.head
    return noun


def is_phase(node: Token, event: Event) -> bool:
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


def takes_place_in(noun: Token, event: Event) -> bool:
    """Whether an event takes place in the one that a noun names: "agreed at talks in May", "brokered the swap in May"."""
    if is_verbal(noun) or noun.head.i not in event.own or not is_verbal(noun.head):
        return False
    if relation(noun) == "obj":
        return event.filling.frame.event_type in event.words.enacted
    return relation(noun) == "obl" and case_of(noun) in ("during", "at")


def is_fought_in(war: Token, event: Event) -> bool:
    """Whether an event is part of what a year or a day names: "used drones in the 2020 war", "during the 2 May raid"."""
    if war.lower_ not in event.words.fights or case_of(war) not in ("in", "during", "since") or relation(war) not in ("obl", "nmod"):
        return False
    holder = war.head
    while holder.i not in event.own and relation(holder) == "obl" and not is_verbal(holder):
        holder = holder.head  # "used them to great effect in the 2020 war"
    return holder.i in event.own


def is_same_moment(node: Token, event: Event, analysis: Analysis) -> bool:
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


def is_meanwhile(verb: Token, noun: Token, event: Event, analysis: Analysis) -> bool:
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


def is_within(verb: Token) -> bool:
    """Whether a relative clause tells what happened in the act that its noun names: "the raid in which it used rockets"."""
    if verb.dep_ != "acl:relcl":
        return False
    within = any(c.lower_ == "which" and case_of(c) in ("in", "during") for c in verb.children)
    return within or any(c.lower_ in ("where", "when") and c.i < verb.i for c in verb.children)


def is_means(below: Token, kind: str) -> bool:
    """"Answered on Friday with strikes", "put the port out of action with a raid": the verb's act is this one."""
    return kind.partition(":")[0] == "obl" and not is_verbal(below) and case_of(below) == "with"


def share_of(below: Token, node: Token, kind: str, fronted: bool, words: DateWords) -> str | None:
    """Whether what is below shares the time of its governor."""
    base = kind.partition(":")[0]
    if (
        kind == "xcomp"
        or is_infinitive(below)
        or (base in ("nsubj", "obj") and not is_verbal(below) and heads_clause(node))
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
            if (below.tag_ == "VBG" and marks <= {"by"}) or (below.tag_ == "VB" and marks == {"to"})
            else None
        )
    if base == "obl" and not is_verbal(below):
        purpose = node.lower_ in words.journeys and any(relation(c) == "acl" and _is_infinitive_mark(c) for c in below.children)
        return SHARED if purpose or case_of(below) in ("in", "during", "by", "with", "through") else None
    if base == "nmod" and case_of(below) == "of" and node.pos_ in ("NOUN", "DET", "NUM", "PRON"):
        return EVENT
    return None


def _shares_auxiliary(below: Token, node: Token) -> bool:
    """"Were bought in May and taken to Kyiv": two participles of one auxiliary."""
    own = any(relation(child) in ("aux", "nsubj", "obj") for child in below.children)
    passive = any(child.dep_ == "aux:pass" for child in node.children)
    return below.tag_ in ("VBN", "VBD") and passive and not own

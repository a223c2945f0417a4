"""What somebody was asked to do, or planned, and did not: "resisted pressure to send tanks", "dropped the plan to"."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.fillings import Filling
from preprocessing.grammar import case_of, is_passive, is_verbal, relation, subject
from preprocessing.references import referents
from preprocessing.stoppages import NEGATIONS, keeps_back


def refusal(trigger: Token, analysis: Analysis) -> tuple[Token, Token | None] | None:
    """The verb by which a demand that the trigger's act be done is turned away, and its negation where it is not turned
    away; None where nothing of the kind is told."""
    demand = _demand_for(trigger, analysis)
    if demand is None or not is_verbal(demand.head):
        return None
    verb, words = demand.head, analysis.lexicon.cues.status
    held = relation(demand) in ("obj", "obl") or demand.dep_ == "nsubj:pass" or (relation(demand) == "nsubj" and is_passive(verb))
    if not held or not (verb.lemma_ in words.rebuffing or keeps_back(verb, analysis, words.turning_down)):
        return None
    return verb, next((c for c in verb.children if c.lower_ in NEGATIONS), None)


def seat_refuser(filling: Filling, analysis: Analysis) -> None:
    """"Oslo rejected a request from Chad to send tanks": who refuses is who was to do it, and who asked was to get it."""
    token = filling.trigger.token
    demand = _demand_for(token, analysis) if token.tag_ == "VB" and filling.trigger.path == "verb" else None
    found = refusal(token, analysis) if demand is not None else None
    refuser = subject(found[0]) if found is not None and not is_passive(found[0]) else None
    if demand is None or refuser is None or filling.frame.event_type not in ("transfer", "deploy", "train", "assist"):
        return
    actors = referents(refuser, analysis, analysis.is_actor)
    named = [c for c in demand.children if relation(c) in ("nmod", "amod", "compound", "obl") and case_of(c) in ("", "from", "by", "of")]
    askers = {asker for c in named for asker in referents(c, analysis, analysis.is_actor)}
    if len(actors) != 1 or not set(filling.ids("agent")) <= askers | set(actors) or actors[0] in askers:
        return
    filling.roles["agent"] = [(actors[0], refuser)]
    if actors[0] in filling.ids("recipient"):
        filling.roles.pop("recipient")  # "a request to sell it tanks": whose who asked
    if not filling.ids("recipient") and filling.frame.event_type == "transfer" and len(askers) == 1:
        filling.roles["recipient"] = [(next(iter(askers)), demand)]


def _demand_for(trigger: Token, analysis: Analysis) -> Token | None:
    """The noun of demanding above a trigger, or right before its infinitive: "pressure to send", "calls for a delivery"."""
    below = trigger
    for noun in trigger.ancestors:
        before = _before(below) if relation(below) in ("advcl", "xcomp", "ccomp") and below.tag_ == "VB" else noun
        before = before.head if case_of(before) in ("by", "from") and _is_demand(before.head, analysis) else before  # "a plea by Oslo to"
        if before != noun and before.head == noun and _is_demand(before, analysis):
            return before
        asked = relation(below) == "acl" and below.tag_ in ("VB", "VBG") or relation(below) == "nmod" and case_of(below) in ("for", "to")
        asked = asked or relation(below) == "nmod" and below == trigger.head and case_of(below) in ("by", "from")  # "a plea by Oslo to"
        if asked and _is_demand(noun, analysis):
            return noun
        if relation(below) not in ("xcomp", "acl", "obj", "nmod"):
            return None
        below = noun
    return None


def _before(verb: Token) -> Token:
    """The word before the "to" of an infinitive; the verb itself where there is none."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.i < verb.i), None)
    return to.nbor(-1) if to is not None and to.i else verb


def _is_demand(noun: Token, analysis: Analysis) -> bool:
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in analysis.lexicon.cues.status.demands

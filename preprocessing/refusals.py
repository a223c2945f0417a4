"""What somebody was asked to do, or planned, and did not: "resisted pressure to send tanks", "dropped the plan to"."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, is_passive, is_verbal, relation
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


def _demand_for(trigger: Token, analysis: Analysis) -> Token | None:
    """The noun of demanding above a trigger, or right before its infinitive: "pressure to send", "calls for a delivery"."""
    below = trigger
    for noun in trigger.ancestors:
        if relation(below) in ("advcl", "xcomp") and below.tag_ == "VB" and (before := _before(below)).head == noun and _is_demand(before, analysis):
            return before
        asked = relation(below) == "acl" and below.tag_ in ("VB", "VBG") or relation(below) == "nmod" and case_of(below) in ("for", "to")
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

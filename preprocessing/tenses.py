"""Whether a verb speaks of the past or of the future, as dates ask: "in May" is the last one or the next."""

from spacy.tokens import Token

from preprocessing.dates import DateWords
from preprocessing.grammar import is_verbal, path_up, relation


def direction(token: Token, words: DateWords) -> bool | None:
    """Whether the verb that a date hangs on speaks of the future, by its tense; None where it does not tell."""
    if any(governor.lower_ in words.awaited for governor, _ in list(path_up(token))[:1]):
        return True
    verb: Token | None = next((governor for governor, _ in path_up(token) if is_verbal(governor) or _is_said_to_be(governor)), None)
    for _ in range(4):
        told = tense_of(verb, words) if verb is not None else None
        infinitive = verb is not None and any(c.lower_ == "to" and relation(c) == "mark" for c in verb.children)
        if verb is None or (infinitive and told is not False):  # "to have sent" is past
            return None
        if told is not None or relation(verb) not in ("xcomp", "conj"):
            return told
        verb = verb.head if is_verbal(verb.head) else None
    return None


def _is_said_to_be(noun: Token) -> bool:
    """"Was in Oslo on Monday": a noun with a verb of being."""
    return any(child.dep_ == "cop" for child in noun.children)


def tense_of(verb: Token, words: DateWords) -> bool | None:
    """Whether a verb's own form and auxiliaries speak of the future; None where they do not tell."""
    auxiliaries = {child.lower_ for child in verb.children if relation(child) == "aux"}
    auxiliaries |= {verb.lower_} if verb.lower_ in words.modals else set()
    if auxiliaries & set(words.past_auxiliaries) or (verb.tag_ == "VBD" and not auxiliaries):
        return False
    if any(child.dep_ in ("aux:pass", "cop") and child.lower_ in ("was", "were") for child in verb.children):
        return False
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(relation(c) in ("aux", "mark") for c in verb.children):
        return False  # "the jets ordered in May"
    if verb.tag_ in ("VBZ", "VBP") and verb.lower_ in words.scheduled:
        return True
    return True if auxiliaries & set(words.modals) else None

"""Where a sentence says that somebody contests what it tells: ", which Tehran denies", "claims of a sale are false"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import children, is_verbal, relation
from preprocessing.scope import Cue, undenied
from preprocessing.set_phrases import BREAKS

CONCEDING = frozenset(("although", "though", "while", "even"))

def contested(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "…, which Tehran denies", "…, a charge that Tehran rejects": both versions in one sentence."""
    doc = trigger.doc
    for token in doc[trigger.i + 1 : trigger.sent.end]:
        if token.text in BREAKS:
            return
        contests = any(
            status in ("denied", "disputed")
            for status, _ in analysis.lexicon.status_verbs.get(token.lower_, ())
        )
        untrue = analysis.lexicon.predicates.get(token.lower_) == "denied"  # "which they described as untrue"
        if not (contests or untrue) or any(relation(c) in ("obj", "ccomp") and c.i > token.i for c in token.children):
            continue
        taken_up = [
            t for t in doc[max(trigger.i, token.i - (10 if untrue else 8)) : token.i]
            if t.lower_ in analysis.lexicon.taken_up or _names_the_act(t, trigger, analysis)
        ]
        set_off = taken_up and any(t.text == "," for t in doc[max(trigger.i, taken_up[0].i - 2) : taken_up[0].i])
        if set_off and not _parts_clauses(doc[trigger.i + 1 : taken_up[0].i]):
            yield Cue("disputed", token.i, token.i + 1)


def contested_amid(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Chad, which denies this, has sold tanks", "has sold tanks, though it denies the charge": who does it denies it, in
    words that say nothing else, in a clause of its own."""
    way = [trigger, *trigger.ancestors]
    for word in trigger.sent:
        if word in way or not _denies_it(word, analysis):
            continue
        noun = word.head if relation(word) == "acl" else None
        noun = noun.head if noun is not None and noun.dep_ == "appos" and noun.lower_ in analysis.lexicon.taken_up else noun
        of_doer = noun is not None and noun.i < trigger.i and relation(noun) == "nsubj" and noun.head in way and word.right_edge.i < trigger.i
        conceded = relation(word) == "advcl" and word.head in way and any(c.lower_ in CONCEDING for c in children(word, "mark"))
        if of_doer or conceded:
            yield Cue("disputed", word.i, word.i + 1)


def _denies_it(word: Token, analysis: Analysis) -> bool:
    """Whether a verb denies what has been told or is to be told: "denies this", "has rejected the charge", "denies doing so"."""
    if not is_verbal(word) or not any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(word.lower_, ())) or undenied(word) is not None:
        return False
    things = [c for c in word.children if relation(c) in ("obj", "xcomp", "ccomp")]
    taken_up = word.head if relation(word) == "acl" and word.head.lower_ in analysis.lexicon.taken_up else None
    vague = [c for c in things if c.lower_ in analysis.discourse.vague and not any(relation(d) in ("acl", "nmod") for d in c.children)]
    done_so = [c for c in things if c.lower_ in ("doing", "done") and any(d.lower_ in ("so", "it", "this") for d in c.children)]
    return len(things) == len(vague) + len(done_so) and bool(things or taken_up is not None)


def _names_the_act(noun: Token, trigger: Token, analysis: Analysis) -> bool:
    """"Asked for tanks, a request that Oslo denied": a noun that takes up the act of a verb in apposition."""
    told = {use.frame.event_type for use in analysis.lexicon.verbs.get(trigger.lower_, ())}
    apart = noun.i > 1 and noun.nbor(-1).lower_ in ("a", "an") and noun.nbor(-2).text == ","
    return is_verbal(trigger) and apart and any(frame.event_type in told for frame in analysis.lexicon.nouns.get(noun.lower_, ()))


def _parts_clauses(words: Span) -> bool:
    """Whether another coordinated clause with a subject of its own stands between: then that one is contested."""
    return any(t.dep_ == "conj" and is_verbal(t) and any(c.dep_ == "nsubj" and c.i >= words.start for c in t.children) for t in words)


def called_untrue(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Claims that Oslo sent tanks are false": what is said of the statement that tells the act."""
    statements = analysis.lexicon.speech_nouns | analysis.lexicon.taken_up
    noun = next((t for t in trigger.ancestors if t.pos_ == "NOUN" and t.i < trigger.i and t.lower_ in statements), None)
    if noun is None:
        return
    for word in trigger.doc[trigger.i + 1 : trigger.sent.end]:
        status = analysis.lexicon.predicates.get(word.lower_)
        copula = next((c for c in word.children if relation(c) in ("cop", "aux") and c.i > trigger.i), None)
        held = next((c for c in word.children if relation(c) == "nsubj"), noun)
        negated = any(c.lower_ in ("not", "n't", "n’t", "never") for c in word.children)
        if word.text in BREAKS or (status in ("denied", "disputed") and copula is not None and negated):
            return
        if status in ("denied", "disputed") and copula is not None and held == noun:
            yield Cue(status, word.i, word.i + 1)
            return

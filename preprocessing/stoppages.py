"""What is kept from taking place: a shipment that somebody paused or holds back, exports on which a ban lies."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, children, is_passive, is_verbal, relation

NEGATIONS = frozenset(("not", "n't", "n’t", "never"))


def hinders(verb: Token, analysis: Analysis) -> bool:
    """Whether a verb keeps the act below it from taking place: "stop", "prevent", "refuse", "hold back"."""
    return any(status == "negated" for status, _ in analysis.lexicon.status_verbs.get(verb.lower_, ())) or keeps_back(verb, analysis)


def keeps_back(verb: Token, analysis: Analysis, phrases: Sequence[str] | None = None) -> bool:
    """Whether a verb hinders, or does what other phrases say, by the particle behind it or behind its object: "held
    back", "put the sale off"."""
    behind = verb.doc[verb.i + 1].lower_ if phrases is not None and verb.i + 1 < len(verb.doc) else ""
    return any(
        base == verb.lemma_
        and (particle == behind or any(c.lower_ == particle and verb.i < c.i < verb.i + 8 and relation(c) in ("compound", "advmod") for c in verb.children))
        for base, _, particle in (phrase.partition(" ") for phrase in phrases or analysis.lexicon.cues.status.stopping)
    )


def stopping_words(trigger: Token, analysis: Analysis) -> Iterator[tuple[int, int]]:
    """The words [first, last) by which the act that a noun names is stopped: "a ban on deliveries", "the sale that
    Oslo has frozen"; none where a stop is over."""
    if is_verbal(trigger):
        held_in = (c for c in trigger.children if c.dep_ == "nsubj" and c.lower_ in analysis.lexicon.nouns)
        yield from (words for noun in held_in if not any(children(trigger, "aux")) for words in stopping_words(noun, analysis))
        return
    yield from _stop_before(trigger, analysis)
    if resumption(trigger, analysis) is not None:
        return
    goes_on = trigger.head.lemma_ in analysis.lexicon.cues.status.going_on and relation(trigger) in ("nsubj", "obj")
    counted = [c for c in children(trigger, "nmod") if case_of(c) == "of"]  # "a batch of tanks that Oslo held back"
    for clause in (c for noun in (trigger, *counted) for c in noun.children):
        if relation(clause) != "acl" or not is_verbal(clause) or goes_on or _is_undone(clause):
            continue
        held = is_passive(clause) or any(relation(c) == "obj" and c.lower_ in ("that", "which") for c in clause.children)
        held = held or not any(relation(c) == "obj" or (c.lower_ in ("that", "which", "who") and relation(c) != "mark") for c in clause.children)
        if held and hinders(clause, analysis):
            yield clause.i, clause.i + 1


def resumption(noun: Token, analysis: Analysis) -> tuple[Token, Token] | None:
    """"Deliveries, suspended in May, resumed in June": the verbs of a stop and of its end in one sentence, by the order of
    words, since the parse takes either for the sentence's; None where the stop is not told to be over."""
    if is_verbal(noun):
        return None
    doc, sentence = noun.doc, noun.sent
    again = next((t for t in doc[noun.i + 1 : sentence.end] if t.pos_ == "VERB" and t.lemma_ in analysis.lexicon.cues.status.resuming), None)
    if again is None:
        return None
    between = doc[noun.i + 1 : again.i]
    stop = next((t for t in between if t.tag_ in ("VBN", "VBD") and hinders(t, analysis)), None)
    commas = [t.i for t in between if t.text == ","]
    if stop is None or len(commas) < 2 or not commas[0] < stop.i < commas[-1] or any(t.text in (";", ":") for t in between):
        return None
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t != stop and relation(t) != "aux" for t in doc[noun.i + 1 : commas[0]])
    return None if finite or any(relation(c) == "obj" and c.i > again.i for c in again.children) else (stop, again)


def _is_undone(verb: Token) -> bool:
    """"Was never suspended", "had been suspended": not, or no longer, stopped."""
    return any(c.lower_ in NEGATIONS or c.lower_ == "had" for c in verb.children)


def _stop_before(noun: Token, analysis: Analysis) -> Iterator[tuple[int, int]]:
    """A noun that names a stop, right before a preposition and the noun's own words, whatever the parse hung where."""
    doc, index = noun.doc, noun.i - 1
    while index > noun.sent.start and doc[index].pos_ in ("DET", "ADJ", "NOUN", "NUM", "PROPN") and doc[index].lower_ not in analysis.lexicon.status_nouns:
        index -= 1
    stop = doc[index - 1]
    if index <= noun.sent.start or doc[index].lower_ not in ("on", "in", "to", "of") or stop.lemma_ not in analysis.lexicon.cues.status.stops:
        return
    over = stop.head.lemma_ in analysis.lexicon.cues.status.going_on or stop.head.lower_ in analysis.lexicon.reacting
    if not over and not any(c.lower_ == "no" for c in stop.children):
        yield stop.i, stop.i + 1

"""How firmly a claim is put: the cue that governs it, and the status that the cue gives.

After ConText (Harkema et al. 2009): each verdict points at the words that caused it. Scope is the parse's:
a cue counts where it stands on the way from the claim's trigger up to the sentence's root, or beside a word
on that way; a hedge in another clause does not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.attribution import Voice
from preprocessing.grammar import case_of, is_passive, is_verbal, path_up, relation
from preprocessing.lexicon import STATUS_LEVELS

REACH = 12  # tokens between a fixed phrase and the trigger that it governs
BREAKS = frozenset((";", ":", "—", "–", ".", "?", "!"))
ADVERSATIVES = frozenset(("but", "although", "though", "while", "whereas", "yet", "however"))
NEGATIONS = frozenset(("not", "no", "n't", "n’t", "never", "only", "without", "neither", "nor"))


@dataclass(frozen=True)
class Cue:
    """The words [first, last), by token, that give a claim its status."""

    status: str
    first: int
    last: int


def find_cue(trigger: Token, analysis: Analysis, voice: Voice | None = None) -> Cue | None:
    """The cue that decides the status of what ``trigger`` says, or None where it is flatly asserted.

    Of several the strongest counts (denied, negated, disputed, hypothetical, planned, hedged), of equally
    strong ones the nearest.
    """
    exempt = set(_exempted(trigger, analysis))
    cues = [cue for cue in (*_phrases(trigger, analysis), *_on_the_way(trigger, analysis))
            if cue.first not in exempt]
    cues = _without_undone(cues, trigger)
    if not cues:
        return None
    return min(cues, key=lambda cue: (STATUS_LEVELS.index(cue.status), abs(cue.first - trigger.i)))


def _without_undone(cues: list[Cue], trigger: Token) -> list[Cue]:
    """A negation under a denial is what is denied, not said: "denied that it had not paid" stays denied."""
    return cues


def _exempted(trigger: Token, analysis: Analysis) -> Iterator[int]:
    """Tokens of phrases that only look like cues: "there is no doubt", "not only"."""
    for status, first, last in _phrase_spans(trigger, analysis):
        if status == "asserted":
            yield from range(first, last)


def _phrase_spans(trigger: Token, analysis: Analysis) -> Iterator[tuple[str, int, int]]:
    sentence = trigger.sent
    words = [token.lower_.replace("’", "'") for token in sentence]
    for phrase, status in analysis.lexicon.phrases:
        for index in range(len(words) - len(phrase) + 1):
            if tuple(words[index : index + len(phrase)]) == phrase:
                yield status, sentence.start + index, sentence.start + index + len(phrase)


def _phrases(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """Fixed phrases close to the trigger, in its own clause or right above it."""
    for status, first, last in _phrase_spans(trigger, analysis):
        if status != "asserted" and _reaches(first, last, trigger, analysis):
            yield Cue(status, first, last)


def _reaches(first: int, last: int, trigger: Token, analysis: Analysis) -> bool:
    doc = trigger.doc
    if first <= trigger.i < last:
        return True
    before = last <= trigger.i
    between = doc[last : trigger.i] if before else doc[trigger.i + 1 : first]
    if len(between) > REACH or any(t.text in BREAKS or t.lower_ in ADVERSATIVES for t in between):
        return False
    way = {trigger, *(governor for governor, _ in path_up(trigger))}
    words = doc[first:last]
    if before:
        return any(word in way or word.head in way for word in words)
    # behind the trigger: the phrase is the predicate of the clause whose subject holds the trigger
    return any(word.head in way or word in way for word in words) and not any(relation(t) == "mark" or t.lower_ in ("who", "which") for t in between)


def _on_the_way(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """Cues beside the trigger and beside every word above it, and those words themselves."""
    yield from _beside(trigger, trigger, analysis)
    below, kind = trigger, trigger.dep_
    for governor, kind in path_up(trigger):
        if kind == "conj":
            if _shares(below, governor):
                yield from _shared(governor, below, analysis)
        elif relation(below) in ("acl", "advcl", "parataxis") and not _transparent(below, governor, analysis):
            if relation(below) == "acl" or below.dep_ == "acl:relcl":
                yield from _above(governor, below, kind, analysis)
                return
            if not _complement(below):
                return
            yield from _above(governor, below, kind, analysis)
        else:
            yield from _above(governor, below, kind, analysis)
        below = governor


def _complement(clause: Token) -> bool:
    """"Accused of supplying", "before shipping", "to deliver": adverbial clauses that stay in the scope above."""
    marks = {c.lower_ for c in clause.children if relation(c) in ("mark", "case")}
    return bool(marks & {"of", "as", "that", "for", "from", "with"}) or clause.tag_ == "VB"


def _transparent(below: Token, governor: Token, analysis: Analysis) -> bool:
    """Clauses below nouns and adjectives that carry a cue: "plans to build", "is ready to deliver"."""
    return governor.lower_ in analysis.lexicon.status_nouns or governor.lower_ in analysis.lexicon.status_words("adjectives")


def _shares(below: Token, governor: Token) -> bool:
    """Whether a coordinated verb leans on the auxiliaries of the first: "could strike and destroy"."""
    own = any(relation(child) in ("nsubj", "aux", "cop") for child in below.children)
    return is_verbal(below) == is_verbal(governor) and not own


def _shared(governor: Token, below: Token, analysis: Analysis) -> Iterator[Cue]:
    but = any(c.lower_ in ADVERSATIVES for c in below.children if relation(c) == "cc")
    for cue in _beside(governor, below, analysis):
        if not (but and cue.status == "negated"):
            yield cue


def _beside(word: Token, below: Token, analysis: Analysis) -> Iterator[Cue]:
    """Modals, adverbs, negations and subordinators that depend on a word."""
    lexicon = analysis.lexicon
    for child in word.children:
        kind, form = relation(child), child.lower_
        if kind == "aux" and (status := lexicon.status_words("modals").get(form)):
            yield Cue(_perfect(status, form, word), child.i, child.i + 1)
        elif kind in ("advmod", "det", "cc", "amod", "case", "obl") and child != below and (status := _adverb(child, word, analysis)):
            yield Cue(status, child.i, child.i + 1)
        elif kind == "mark" and (status := lexicon.status_words("marks").get(form)):
            yield Cue(status, child.i, child.i + 1)
        elif kind == "advmod" and form == "yet" and any(c.lower_ == "to" for c in word.children):
            yield Cue("negated", child.i, child.i + 1)


def _perfect(status: str, form: str, word: Token) -> str:
    """"Might have shipped" looks back: a hedge, not a condition. "Would" of reported speech stays hypothetical."""
    back = any(relation(c) == "aux" and c.lower_ == "have" for c in word.children)
    return "hedged" if back and form in ("might", "may", "must") else status


def _adverb(child: Token, word: Token, analysis: Analysis) -> str | None:
    form = child.lower_
    status = analysis.lexicon.status_words("adverbs").get(form)
    if status == "negated" and form in ("no", "without", "nor") and relation(child) == "advmod" and form == "no":
        return None
    if relation(child) == "amod":
        return analysis.lexicon.status_words("adjectives").get(form) if not is_verbal(word) else None
    if relation(child) == "obl":
        return None
    if status is not None and relation(child) == "det" and form != "no":
        return None
    return status


def _above(governor: Token, below: Token, kind: str, analysis: Analysis) -> Iterator[Cue]:
    """The cue that a governing word is, and those beside it."""
    lexicon, form = analysis.lexicon, governor.lower_
    base = kind.partition(":")[0]
    if governor.lower_ == "without" or (case_of(below) == "without"):
        yield Cue("negated", governor.i, governor.i + 1)
    if is_verbal(governor) and base in ("ccomp", "xcomp", "advcl", "csubj", "obj", "obl", "nsubj", "nmod", "iobj"):
        yield from _verb_cue(governor, below, base, analysis)
    elif (status := lexicon.status_nouns.get(form)) and base in ("acl", "nmod", "ccomp", "advcl", "compound", "obl"):
        if base != "nmod" or case_of(below) in ("of", "for", "about", "over", "on", "that"):
            yield Cue(status, governor.i, governor.i + 1)
    elif (status := lexicon.status_words("adjectives").get(form)) and base in ("xcomp", "ccomp", "csubj", "advcl", "nsubj", "acl", "obl"):
        yield Cue(status, governor.i, governor.i + 1)
    if base in ("ccomp", "xcomp", "csubj", "nsubj", "obj", "acl", "nmod", "advcl", "obl", "compound", "amod", "flat", "appos", "iobj", "cop"):
        yield from (cue for cue in _beside(governor, below, analysis) if _carries(cue, governor, below, analysis))


def _carries(cue: Cue, governor: Token, below: Token, analysis: Analysis) -> bool:
    """Whether a cue beside a governing word reaches what is below it.

    "Could not confirm that X shipped" does not negate the shipping; "did not begin deliveries" does.
    """
    if relation(below) in ("ccomp",) and cue.status in ("negated",):
        return False
    if relation(below) == "ccomp" and analysis.lexicon.speech_verbs.get(governor.lower_) and cue.status in ("planned", "hypothetical"):
        return False
    if relation(below) == "nmod" and not is_verbal(governor):
        return cue.status in ("hedged", "negated") and case_of(below) in ("of", "to", "")
    return True


def _verb_cue(verb: Token, below: Token, base: str, analysis: Analysis) -> Iterator[Cue]:
    """The status that a governing verb gives to its clause or, where it is a denial, to its object."""
    for status, voice in analysis.lexicon.status_verbs.get(verb.lower_, ()):
        if voice == "passive" and not (is_passive(verb) and base in ("xcomp", "ccomp", "csubj", "nsubj")):
            continue
        nominal = base in ("obj", "obl", "nsubj", "nmod", "iobj")
        if nominal and status in ("hedged",) and not is_passive(verb):
            continue
        if nominal and base in ("nsubj", "iobj") and not is_passive(verb):
            continue
        if base == "nsubj" and status == "planned" and verb.lower_ not in ("expected", "planned", "scheduled", "agreed", "promised", "pledged", "approved", "authorised", "authorized"):
            continue
        if base == "obl" and case_of(below) not in ("of", "about", "as", "from", "on", "for", "over", "to"):
            continue
        if status == "hypothetical" and base == "advcl":
            continue
        yield Cue(status, verb.i, verb.i + 1)

"""Fixed phrases that give a claim its status by themselves: "no evidence that", "is yet to", "ruled out"."""

from collections.abc import Iterator

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import is_verbal, path_up, relation
from preprocessing.scope import ADVERSATIVES, Cue, is_complement, is_left_open

REACH = 12  # tokens between a fixed phrase and the trigger that it governs
BREAKS = frozenset((";", ":", "—", "–", ".", "?", "!"))


def phrase_spans_near(trigger: Token, analysis: Analysis) -> list[tuple[str, int, int]]:
    """(status, first, last) of the fixed phrases of a trigger's sentence, longer ones first."""
    return analysis.phrase_spans.get(analysis.sentence_of[trigger.i], [])


def fixed_cues(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """Fixed phrases close to the trigger, in its own clause or right above it."""
    for status, first, last in phrase_spans_near(trigger, analysis):
        if status != "asserted" and _reaches(first, last, trigger, analysis) and not _has_set_out(trigger.doc[last - 1]):
            left_open = status == "negated" and any(is_left_open(word, analysis) for word in trigger.doc[first:last])
            yield Cue("hypothetical" if left_open else status, first, last)


def _has_set_out(way: Token) -> bool:
    """"Were on their way to Chad", "passed the port on their way": what has set out, or had, is no plan."""
    copula = next((c for c in way.children if relation(c) == "cop"), None)
    return way.lower_ == "way" and (copula.tag_ in ("VBD", "VBN") if copula is not None else is_verbal(way.head))


def _reaches(first: int, last: int, trigger: Token, analysis: Analysis) -> bool:
    doc = trigger.doc
    if first <= trigger.i < last:
        return True
    before = last <= trigger.i
    if before and _introduces(last, trigger):
        return True
    if any(word == trigger.head and trigger.dep_ in ("nsubj", "nsubj:pass") for word in doc[first:last]):
        return True
    between = doc[last : trigger.i] if before else doc[trigger.i + 1 : first]
    if len(between) > REACH or any(t.text in BREAKS or t.lower_ in ADVERSATIVES for t in between):
        return False
    way = _way(trigger)
    words = doc[first:last]
    if before and relation(words[0]) in ("advmod", "cc", "case") and relation(words[-1]) == "case":
        return words[-1].head in way  # "short of shells, they fired rockets": it governs what follows it alone
    if before:
        return any(word in way or word.head in way for word in words)
    if any(kind in ("csubj", "csubj:pass") for _, kind in path_up(trigger)) or trigger.dep_ == "csubj":
        return doc[first].lower_ not in ("no", "yet")
    # behind the trigger: the phrase is the predicate of the clause whose subject holds the trigger
    return any(word.head in way or word in way for word in words) and not any(
        relation(t) == "mark" or t.lower_ in ("who", "which") for t in between
    )


def _way(trigger: Token) -> set[Token]:
    """A trigger and the words above it up to where its clause is one of its own: a relative clause, or one of time or
    cause, is not governed by what stands outside of it."""
    way, below = {trigger}, trigger
    for governor, _ in path_up(trigger):
        marked = any(relation(c) == "mark" for c in below.children)
        if (below.dep_ in ("acl:relcl", "advcl:relcl") and not _is_of_plan(below)) or (relation(below) == "advcl" and marked and not is_complement(below)):
            break
        way.add(governor)
        below = governor
    return way


def _is_of_plan(clause: Token) -> bool:
    """Whether a relative clause tells what its noun is about, in the time of the clause above: "is to fulfil the
    contract under which Chad receives tanks"."""
    first = clause.left_edge
    set_off = "," in (first.text, first.nbor(-1).text if first.i else "")
    return clause.tag_ in ("VBZ", "VBP", "VB") and not set_off and not any(relation(c) == "aux" for c in clause.children)


def _introduces(last: int, trigger: Token) -> bool:
    """Whether a phrase ends in "that" or goes on with it, and the trigger follows in that clause: "no evidence, however,
    that"; or the trigger's own subject follows: "no sign it was sent"."""
    doc = trigger.doc
    if doc[last - 2].lower_ in ("no", "any") and any(relation(c) == "nsubj" and c.left_edge.i == last for c in trigger.children):
        return True
    opening = next((t.i for t in doc[last - 1 : last + 4] if t.lower_ == "that"), None)
    if opening is None or not opening < trigger.i < trigger.sent.end:
        return False
    return not any(t.text in BREAKS or t.lower_ in ADVERSATIVES for t in doc[opening : trigger.i])

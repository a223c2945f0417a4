"""The gates of a frame: words around a trigger that let it stand, or forbid it."""

from collections.abc import Iterator

from spacy.tokens import Token

from preprocessing.grammar import (
    case_of,
    clause_arguments,
    is_passive,
    is_verbal,
    nested_phrases,
    path_up,
    relation,
    subject,
)
from preprocessing.lexicon import Frame, FrameEntry

FAR = 8  # words from a verb beyond which a phrase that the parser hangs on it may be another verb's


def is_open(token: Token, frame: Frame, last: int = 0) -> bool:
    """Whether the words around a trigger that ends at ``last`` let its frame stand: its gates are data of the frame."""
    entry = frame.entry
    if entry.unless and not entry.unless.isdisjoint(_beside(token)):
        return False
    if entry.near and entry.near.isdisjoint(_clause_words(token)):
        return False
    if entry.active and is_passive(token) and not any(child.dep_ == "obl:agent" for child in token.children):
        return False
    if entry.clauseless and _has_clause(token):
        return False
    if entry.cases and entry.cases.isdisjoint(_cases(token)):
        return False
    return not entry.objects or not is_verbal(token) or not entry.objects.isdisjoint(_objects(token, last, entry))


def _clause_words(token: Token) -> Iterator[str]:
    """The words below a trigger, and those of its subject where that is another verb's too: "the package came and
    included", "experts came to look at it"; or the noun of which it tells, "a package that includes"."""
    yield from (t.lower_ for t in token.subtree)
    if token.dep_ == "acl:relcl" and any(t.lower_ in ("that", "which", "who") and relation(t) == "nsubj" for t in token.children):
        yield token.head.lower_
    purpose = relation(token) in ("advcl", "xcomp") and token.tag_ == "VB"
    shared = subject(token) if (relation(token) == "conj" or purpose) and is_verbal(token) else None
    if shared is not None and shared.i < token.i:
        yield from (t.lower_ for t in shared.lefts)
        yield shared.lower_


def _has_clause(token: Token) -> bool:
    """Whether a verb's complement is a clause, be it parsed below its object: "expects them to leave"."""
    things = [child for child in token.children if relation(child) in ("obj", "nsubj")]
    return any(relation(child) in ("ccomp", "xcomp", "csubj") for child in token.children) or any(
        relation(below) == "acl" and any(c.lower_ == "to" for c in below.children) for thing in things for below in thing.children
    )


def _beside(token: Token) -> Iterator[str]:
    """The trigger's dependents that bear on what it states, what it is done to and the two words behind it, lower case."""
    if is_verbal(token):
        yield from (head.lower_ for slot, head in clause_arguments(token) if slot == "object" and not _is_titled(head))
    yield from (child.lower_ for child in token.children if _bears_on(child, token) and not _is_titled(child))
    yield from (word.lower_ for word in token.doc[token.i + 1 : token.i + 3] if not (word.lower_ == "about" and word.nbor().pos_ == "NUM"))


def _is_titled(word: Token) -> bool:
    """Whether a word ends a name of several words, in which it means nothing: "hit the Steadfast Confidence"."""
    before = word.nbor(-1) if word.i else word
    return word.is_title and before.is_title and before.head == word and not any(t.is_title for t in word.sent if t.pos_ == "VERB")


def _bears_on(child: Token, verb: Token) -> bool:
    """Whether a dependent tells what kind of act a trigger states: no auxiliary, no subject of a verb, no clause or infinitive of its
    own, no phrase in front or from afar, and none that names a source ("by its account", "in his view")."""
    kind = relation(child)
    if kind in ("aux", "cop", "mark", "conj", "advcl", "parataxis") or (kind in ("nsubj", "advmod") and child.i < verb.i):
        return False
    if (kind == "xcomp" and child.tag_ == "VB") or (child.lower_ == "way" and case_of(child) == "by"):
        return False  # "offered to help", "shipped by way of Oslo"
    if kind != "obl":
        return True
    owned = any(below.dep_ == "nmod:poss" for below in child.children)
    sourced = case_of(child) == "according to" or (owned and case_of(child) in ("by", "in"))
    return not sourced and 0 < child.i - verb.i <= FAR


def _cases(token: Token) -> Iterator[str]:
    """The prepositions of a verb's phrases and of those below its object, subject or names set behind it."""
    for child in token.children:
        if case := case_of(child):
            yield case.split()[-1] if case.endswith(("against", "to")) else case
        yield from (case for case, _ in nested_phrases(child))
    if relation(token) in ("compound", "amod"):  # "accused of flying weapons to", a gerund inside its object
        yield from (case for case, _ in nested_phrases(token.head))
        yield from (case_of(child) for governor, _ in path_up(token.head) for child in governor.children if child.i > token.head.i)


def _objects(token: Token, last: int, entry: FrameEntry) -> Iterator[str]:
    """What a verb is done to, lower case: its object, or its subject where it is passive; a particle of its own
    may be parsed as the object's preposition ("shrugged off the claim")."""
    if last > token.i + 1:
        yield from (t.head.lower_ for t in token.doc[token.i + 1 : last] if relation(t) == "case" and t.head.i >= last)
    slots = ("object", "from", "of", "out", "out of", "through", *(("with",) if "with" in entry.cases else ()))
    yield from (head.lower_ for slot, head in clause_arguments(token) if slot in slots)

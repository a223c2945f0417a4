"""When an act without a date happened, where it is the act just told of, or a part of it: the attack in which the
drones were used, the missiles that were shot down, the strike that its author gives an account of, the delivery that
is denied. What is only told next has no date of what was told before.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.chronology import Dating
from preprocessing.dates import read_date_words
from preprocessing.fillings import Filling
from preprocessing.grammar import case_of, children, is_verbal, path_up, relation
from preprocessing.sharing import is_within

Told = tuple[Filling, str, Dating]

DEFINITE = frozenset(("the", "this", "these", "those", "that"))
PRONOUNS = frozenset(("them", "they", "these", "those"))
STRUCK = frozenset(("use", "launch"))
DENIED_WITHIN = 3


def carried(filling: Filling, event_type: str, earlier: Sequence[Told], analysis: Analysis) -> Dating | None:
    """The date of the act told before that an act is, or is a part of. None where nothing dated was."""
    verb = filling.trigger.token
    found = _host(verb, earlier, analysis) or _denied(filling, event_type, earlier, analysis)
    found = found or _enclosing(verb, earlier) or _occasion(verb, earlier) or _moment(filling, event_type, earlier, analysis)
    found = found or _of_shots(filling, event_type, earlier, analysis) or _account(filling, event_type, earlier, analysis)
    if found is None or found.event is None:
        return None
    return replace(found, event=replace(found.event, basis="relative"))


def _moment(filling: Filling, event_type: str, earlier: Sequence[Told], analysis: Analysis) -> Dating | None:
    """That of what happens in the same moment: drones are shot down when they are launched, and "the attack" is the
    one just told of."""
    token = filling.trigger.token
    types = set(read_date_words(analysis.knowledge.folder).one_moment.get(event_type, ()))
    paragraph, again = analysis.paragraph_of[token.i], _is_again(token)
    reach = 1 if _takes_known(token) and token.sent.start > 0 else 0
    for told, kind, dating in reversed(earlier):
        other = told.trigger.token
        apart = paragraph - analysis.paragraph_of[other.i]
        if apart > reach or (apart and _sentences_to(token, other, analysis) > 2):
            return None
        if again and kind == event_type and dating.event is None:
            return None
        near = other.sent.start == token.sent.start
        same = again and kind == event_type and not apart
        exact = dating.event is not None and (dating.event.precision == "day" or near or (same and dating.event.precision == "month"))
        if exact and (kind in types or same):
            return dating
    return None


def _sentences_to(token: Token, other: Token, analysis: Analysis) -> int:
    return analysis.sentence_of[token.i] - analysis.sentence_of[other.i]


def _host(verb: Token, earlier: Sequence[Told], analysis: Analysis) -> Dating | None:
    """The date of the meeting in which something was done: "during the visit", of the one just told of."""
    nouns = [c for c in verb.children if relation(c) == "obl" and case_of(c) in ("during", "at") and _is_known(c)]
    promised = verb.lower_ in read_date_words(analysis.knowledge.folder).promises
    if promised or not any(frame.event_type == "meet" for noun in nouns for frame in analysis.lexicon.nouns.get(noun.lower_, ())):
        return None
    near = (d for f, kind, d in reversed(earlier) if kind == "meet" and d.event is not None and _sentences_to(verb, f.trigger.token, analysis) <= 2)
    return next(near, None)


def _denied(filling: Filling, event_type: str, earlier: Sequence[Told], analysis: Analysis) -> Dating | None:
    """The date of the very act that somebody denies: "Tehran rejected the claim"."""
    if not filling.denied:
        return None
    for told, kind, dating in reversed(earlier):
        if _sentences_to(filling.trigger.token, told.trigger.token, analysis) > DENIED_WITHIN:
            return None
        if kind == event_type and told.ids("item") == filling.ids("item") and told.ids("recipient") == filling.ids("recipient"):
            return dating
    return None


def _enclosing(verb: Token, earlier: Sequence[Told]) -> Dating | None:
    """The date of the attack in which weapons were used: "Monday's raid, in which it fired ten rockets"."""
    if not is_within(verb):
        return None
    return next((dating for told, _, dating in reversed(earlier) if told.trigger.token == verb.head), None)


def _occasion(verb: Token, earlier: Sequence[Told]) -> Dating | None:
    """The date of what opens the sentence as the occasion of an act: "when the general came in June, Oslo asked for
    tanks"."""
    if verb.tag_ != "VBD" or any(relation(c) == "aux" for c in verb.children):
        return None
    clauses = {c.i for c in children(verb, "advcl") if c.i < verb.i and c.tag_ == "VBD" and any(w.lower_ == "when" for w in c.children)}
    return next((dating for told, _, dating in reversed(earlier) if told.trigger.token.i in clauses), None)


def _of_shots(filling: Filling, event_type: str, earlier: Sequence[Told], analysis: Analysis) -> Dating | None:
    """The date of the salvo that weapons were part of: "one of the drones hit a school", "the missiles were fired from
    the sea"."""
    verb = filling.trigger.token
    items = {token.i for _, token in filling.roles.get("item", ())}
    subjects = [c for c in children(verb, "nsubj") if _is_known_of(c)] if is_verbal(verb) else []
    if event_type not in STRUCK or _is_perfect(verb) or not any(t.i in items for s in subjects for t in s.subtree):
        return None
    for told, kind, dating in reversed(earlier):
        if not _is_close(verb, told.trigger.token, analysis):
            return None
        if kind in STRUCK and set(told.ids("item")) & set(filling.ids("item")):
            return dating if dating.event is not None and dating.event.precision == "day" else None
    return None


def _account(filling: Filling, event_type: str, earlier: Sequence[Told], analysis: Analysis) -> Dating | None:
    """The date of the strike that its author gives an account of in the next sentence: "the army said it had aimed at
    rebels"."""
    verb = filling.trigger.token
    had = any(c.lower_ in ("had", "'d", "’d") and relation(c) == "aux" for c in verb.children)
    told_of = next((g for g, _ in path_up(verb) if is_verbal(g) and relation(verb) == "ccomp"), None)
    if event_type != "use" or not had or told_of is None or told_of.lower_ not in analysis.lexicon.speech_verbs:
        return None
    if not any(c.tag_ == "PRP" for c in children(verb, "nsubj")):
        return None
    told, kind, dating = earlier[-1] if earlier else (None, "", Dating())
    if told is None or kind != "use" or not _is_close(verb, told.trigger.token, analysis):
        return None
    same = set(told.ids("agent")) & set(filling.ids("agent"))
    return dating if same and dating.event is not None and dating.event.precision == "day" else None


def _is_close(token: Token, other: Token, analysis: Analysis) -> bool:
    """Whether something is told in the sentence of another, or in the next one of its paragraph."""
    return analysis.paragraph_of[token.i] == analysis.paragraph_of[other.i] and _sentences_to(token, other, analysis) <= 1


def _is_perfect(verb: Token) -> bool:
    return any(c.lower_ in ("has", "have", "'ve", "’ve") and relation(c) == "aux" for c in verb.children)


def _is_again(token: Token) -> bool:
    """Whether a word speaks of an act told before: "the attack", "the two missiles, which had been fired"."""
    if is_verbal(token):
        comma = token.dep_ == "acl:relcl" and token.left_edge.i > 0 and "," in (token.left_edge.text, token.left_edge.nbor(-1).text)
        return comma and _is_known(token.head)
    return token.tag_ == "NN" and _is_known(token) and all(c.dep_ in ("det", "case", "punct", "cc", "conj") for c in token.children)


def _is_known(noun: Token) -> bool:
    return any(child.lower_ in DEFINITE for child in noun.children)


def _is_known_of(noun: Token) -> bool:
    """Whether a noun is known, or what it is some of: "84 of the drones", "most of them"."""
    parts = [noun, *(c for c in noun.children if relation(c) == "nmod")]
    return any(_is_known(part) or part.lower_ in PRONOUNS for part in parts)


def _takes_known(verb: Token) -> bool:
    """Whether a verb's object, or the subject of its passive, is known: "brought down 84 of the drones"."""
    return any(_is_known_of(child) for child in verb.children if child.dep_ in ("obj", "nsubj:pass"))

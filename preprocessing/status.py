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
NOTHINGS = frozenset(("no", "nothing", "nobody", "none", "neither", "not", "zero"))


@dataclass(frozen=True)
class Cue:
    """The words [first, last), by token, that give a claim its status."""

    status: str
    first: int
    last: int


def hinders(verb: Token, analysis: Analysis) -> bool:
    """Whether a verb keeps the act below it from taking place: "stop", "prevent", "refuse"."""
    return any(status == "negated" for status, _ in analysis.lexicon.status_verbs.get(verb.lower_, ()))


def find_cue(trigger: Token, analysis: Analysis, voice: Voice | None = None) -> Cue | None:
    """The cue that decides the status of what ``trigger`` says, or None where it is flatly asserted.

    Of several the strongest counts (denied, negated, disputed, hypothetical, planned, hedged), of equally
    strong ones the nearest.
    """
    own = _own(trigger, analysis)
    given = _is_given(trigger, analysis)
    phrases = [] if given else list(_phrases(trigger, analysis))
    inside = {
        i
        for status, first, last in _phrase_spans(trigger, analysis)
        for i in range(first, last)
        if status == "asserted" or Cue(status, first, last) in phrases
    }
    words = (
        *_on_the_way(trigger, analysis),
        *_no_such(trigger, analysis),
        *_headline(trigger),
        *_adjacent(trigger, analysis),
        *_contested(trigger, analysis),
        *_unconfirmed(trigger, analysis),
    )
    cues = [*phrases, *(cue for cue in words if cue.first not in inside)]
    cues = [
        _looked_at_again(cue, trigger, analysis, voice)
        for cue in cues
        if not _attempts(cue, trigger, analysis)
    ]
    said = None if given else _of_voice(trigger, analysis, voice)
    cues = [
        *([own] if own is not None else []),
        *([said] if said is not None and (said.status == "denied" or not cues) else []),
        *cues,
    ]
    if not cues:
        return _asked(trigger)
    return min(cues, key=lambda cue: (_level(cue, trigger), abs(cue.first - trigger.i)))


def _level(cue: Cue, trigger: Token) -> int:
    """The rank of a cue: a condition over everything but a denial, then as the levels have it."""
    conditional = cue.status == "hypothetical" and trigger.doc[cue.first].lower_ in (
        "if",
        "unless",
        "supposing",
        "suppose",
        "should",
    )
    return 1 if conditional else 2 * STATUS_LEVELS.index(cue.status)


def _own(trigger: Token, analysis: Analysis) -> Cue | None:
    """A trigger that itself denies or promises: "promised a system", "despite its denials"."""
    form = trigger.lower_
    held = any(c.dep_ == "nmod:poss" or relation(c) in ("nmod", "acl") for c in trigger.children)
    denies = (held and analysis.lexicon.status_nouns.get(form) == "denied") or any(
        status == "denied" for status, _ in analysis.lexicon.status_verbs.get(form, ())
    )
    if denies:
        return Cue("denied", trigger.i, trigger.i + 1)
    return Cue("planned", trigger.i, trigger.i + 1) if form in analysis.lexicon.pledges else None


def _of_voice(trigger: Token, analysis: Analysis, voice: Voice | None) -> Cue | None:
    """The status that the word of speech itself gives, wherever it stands: "…, the agency believes"."""
    if voice is None or voice.speech.i == trigger.i:
        return None
    form = voice.speech.lower_
    denies = any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(form, ()))
    if (
        not denies
        and voice.speech.lower_ in analysis.lexicon.performed
        and (word := _denying_word(voice.speech, trigger, analysis)) is not None
    ):
        return Cue("denied", word.i, word.i + 1)
    given = {status for status, passive in analysis.lexicon.status_verbs.get(form, ()) if not passive}
    if form in ("right", "correct", "accurate"):
        given = {"hedged"}
    if noun := analysis.lexicon.status_nouns.get(form):
        given.add(noun)
    status = next(
        (s for s in ("denied", "disputed", "hedged") if s in given),
        "hypothetical" if noun == "hypothetical" else None,
    )
    return Cue(status, voice.speech.i, voice.speech.i + 1) if status is not None else None


def _denying_word(speech: Token, trigger: Token, analysis: Analysis) -> Token | None:
    """The word by which what is told is called untrue: "called the allegations baseless"."""
    return next(
        (
            t
            for t in speech.sent
            if t.i > speech.i and t.i != trigger.i and analysis.lexicon.predicates.get(t.lower_) == "denied"
        ),
        None,
    )


def _looked_at_again(cue: Cue, trigger: Token, analysis: Analysis, voice: Voice | None) -> Cue:
    """ "Said it would": a future told in the past is a plan, where no condition goes with it. "Argued that it should":
    what somebody thinks right is nobody's plan."""
    word = trigger.doc[cue.first]
    past = voice is not None and _is_past(voice.speech) and word.sent.start == voice.speech.sent.start
    conditional = any(t.lower_ in ("if", "unless") for t in trigger.sent)
    if cue.status == "hypothetical" and word.lower_ in ("would", "’d", "'d") and past and not conditional:
        return Cue("planned", cue.first, cue.last)
    if word.lower_ in ("should", "ought") and voice is not None and voice.speech.lemma_ in analysis.lexicon.cues.status.advising:
        return Cue("hypothetical", cue.first, cue.last)
    return cue


def _is_past(speech: Token) -> bool:
    """Whether something was said, in a past tense or in a participle beside one: "confirmed it, adding that"."""
    beside = speech.tag_ == "VBG" and relation(speech) in ("advcl", "conj") and speech.head.tag_ in ("VBD", "VBN")
    return speech.tag_ in ("VBD", "VBN") or beside


def _attempts(cue: Cue, trigger: Token, analysis: Analysis) -> bool:
    """Whether a cue only says that somebody tries what is itself an attempt: "is trying to mediate"."""
    if trigger.doc[cue.first].lower_ not in analysis.lexicon.attempts:
        return False
    frames = [use.frame.event_type for use in analysis.lexicon.verbs.get(trigger.lower_, ())]
    return bool(frames) and all(kind in ("mediate", "negotiate", "request") for kind in frames)


def _no_such(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "No such weapons were delivered", "nothing was signed", "not one of them fired", "nor did it send"."""
    if not is_verbal(trigger):
        return
    for child in trigger.children:
        if relation(child) not in ("nsubj", "obj") or child.dep_ == "nsubj:outer":
            continue
        words = [
            child,
            *(c for c in child.children if relation(c) in ("det", "advmod", "nummod") or c.dep_ == "cc:preconj"),
        ]
        words += [g for c in words[1:] for g in c.children]
        negative = next((w for w in words if w.lower_ in NOTHINGS and w.i <= child.i), None)
        if negative is not None and not _only_numbers(negative) and not _is_corrected(negative, trigger):
            yield Cue("negated", negative.i, negative.i + 1)
    first = trigger.sent[0] if trigger.sent[0].is_alpha else trigger.sent[min(1, len(trigger.sent) - 1)]
    if (
        first.lower_ in ("nor", "neither")
        and trigger.i - first.i < 14
        and (trigger.dep_ == "ROOT" or trigger.head.dep_ == "ROOT")
        and trigger.tag_ == "VB"
    ):
        yield Cue("negated", first.i, first.i + 1)


def _is_corrected(negation: Token, trigger: Token) -> bool:
    """ "Sent not missiles but drones": what is negated is an argument, which another takes the place of."""
    after = trigger.doc[negation.i + 1 : min(negation.i + 8, trigger.sent.end)]
    return negation.lower_ == "not" and negation.i > trigger.i and any(t.lower_ == "but" for t in after)


def _asked(trigger: Token) -> Cue | None:
    """ "Has Iran delivered missiles?": a question states nothing."""
    last = next(
        (t for t in reversed(trigger.sent) if not t.is_space and t.text not in ('"', "”", ")")), trigger
    )
    way = [trigger, *trigger.ancestors]
    inverted = any(
        c.tag_ in ("VBZ", "VBD", "VBP", "MD") and c.i <= word.sent.start + 3 and relation(c) in ("aux", "cop")
        for word in way
        for c in word.children
    )
    return (
        Cue("hypothetical", last.i, last.i + 1)
        if last.text == "?" and inverted and is_verbal(trigger)
        else None
    )


def _unconfirmed(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Neither has confirmed the delivery", "has not acknowledged that": neither said nor denied."""
    for governor, kind in path_up(trigger):
        if kind in ("acl:relcl", "conj") or governor.lower_ not in analysis.lexicon.confirming:
            continue
        held = next((c for c in governor.children if relation(c) == "nsubj"), None)
        near = [*governor.children, *(held.children if held is not None else ())]
        negation = next(
            (c for c in near if c.lower_ in ("not", "n't", "n’t", "never", "neither", "no")), None
        )
        if negation is not None:
            yield Cue("disputed", negation.i, negation.i + 1)


def _contested(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
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
        taken = any(relation(c) in ("obj", "ccomp") and c.i > token.i for c in token.children)
        if not (contests or untrue) or taken:
            continue
        taken_up = [
            t for t in doc[max(trigger.i, token.i - 8) : token.i] if t.lower_ in analysis.lexicon.taken_up
        ]
        if taken_up and any(t.text == "," for t in doc[max(trigger.i, taken_up[0].i - 2) : taken_up[0].i]):
            yield Cue("disputed", token.i, token.i + 1)


def _only_numbers(word: Token) -> bool:
    """ "No fewer than", "no more than", "not only": numbers and focus, no negation."""
    following = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return following in ("fewer", "less", "more", "later", "only", "just", "doubt", "sooner")


def _adjacent(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Plans to deliver": the word right before an infinitive, whatever the parser took it for."""
    doc, index = trigger.doc, trigger.i - 1
    while index > trigger.sent.start and doc[index].pos_ == "ADV":
        index -= 1
    if trigger.tag_ == "VBG" and index > trigger.sent.start:  # "denies arming", whatever the tagger took "denies" for
        given = {s for s, passive in analysis.lexicon.status_verbs.get(doc[index].lower_, ()) if not passive}
        if _is_left_open(doc[index], analysis):
            yield Cue("hypothetical", index, index + 1)
        elif not _not_prevented(doc[index], "xcomp", analysis):
            yield from (Cue(status, index, index + 1) for status in ("denied", "negated") if status in given)
    if trigger.tag_ not in ("VB", "VBP") or index <= trigger.sent.start or doc[index].lower_ != "to":
        return
    word = doc[index - 1].lower_
    lexicon = analysis.lexicon
    statuses = [status for status, passive in lexicon.status_verbs.get(word, ()) if not passive]
    statuses += [
        status
        for status in (lexicon.status_nouns.get(word), lexicon.status_words("adjectives").get(word))
        if status
    ]
    yield from (Cue(status, index - 1, index) for status in statuses if status in ("planned", "negated"))


def _headline(trigger: Token) -> Iterator[Cue]:
    """ "Norway to hand over launchers": the infinitive of a headline without a finite verb is what is to come."""
    to = next((c for c in trigger.children if c.lower_ == "to" and c.i < trigger.i), None)
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in trigger.sent)
    if trigger.tag_ == "VB" and to is not None and not finite and to.i > trigger.sent.start:
        yield Cue("planned", to.i, to.i + 1)


def _phrase_spans(trigger: Token, analysis: Analysis) -> list[tuple[str, int, int]]:
    """(status, first, last) of the fixed phrases of a trigger's sentence, longer ones first."""
    return analysis.phrase_spans.get(analysis.sentence_of[trigger.i], [])


def _phrases(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """Fixed phrases close to the trigger, in its own clause or right above it."""
    for status, first, last in _phrase_spans(trigger, analysis):
        if status != "asserted" and _reaches(first, last, trigger, analysis):
            left_open = status == "negated" and any(_is_left_open(word, analysis) for word in trigger.doc[first:last])
            yield Cue("hypothetical" if left_open else status, first, last)


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
        if (below.dep_ in ("acl:relcl", "advcl:relcl") and not _is_of_plan(below)) or (relation(below) == "advcl" and marked and not _complement(below)):
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
    """Whether a phrase ends in "that" or goes on with it, and the trigger follows in that clause: "no evidence, however, that"."""
    doc = trigger.doc
    opening = next((t.i for t in doc[last - 1 : last + 4] if t.lower_ == "that"), None)
    if opening is None or not opening < trigger.i < trigger.sent.end:
        return False
    return not any(t.text in BREAKS or t.lower_ in ADVERSATIVES for t in doc[opening : trigger.i])


def _on_the_way(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """Cues beside the trigger and beside every word above it, and those words themselves."""
    yield from _beside(trigger, trigger, analysis)
    below, kind = trigger, trigger.dep_
    nominal = not is_verbal(trigger)
    for governor, kind in path_up(trigger):
        if kind in ("acl:relcl", "advcl:relcl"):
            return
        if nominal and _presupposed(below, governor, kind, analysis):
            return
        nominal = nominal and not is_verbal(governor)
        if _is_absolute(below):
            return
        if kind == "conj":
            if _is_slipped(below, governor):
                return
            if _shares(below, governor):
                yield from _shared(governor, below, analysis)
        elif relation(below) in ("acl", "advcl", "parataxis") and not _transparent(below, governor, analysis):
            if relation(below) == "acl" or below.dep_ == "acl:relcl":
                yield from _above(governor, below, kind, analysis)
                return
            if _is_manner(below):
                yield from (cue for cue in _beside(governor, below, analysis) if cue.status != "negated")
            elif not _complement(below):
                return
            else:
                yield from _above(governor, below, kind, analysis)
        else:
            yield from _above(governor, below, kind, analysis)
        below = governor


def _is_absolute(clause: Token) -> bool:
    """"With Moscow sharing its secrets, …": a clause with a subject of its own behind "with" states a fact."""
    first = next((t for t in clause.subtree if not t.is_punct), clause)
    return first.lower_ == "with" and clause.tag_ in ("VBG", "VBN") and any(relation(c) == "nsubj" for c in clause.children)


def _is_manner(clause: Token) -> bool:
    """"Could answer by sending drones": what is done by doing something is as firm as it."""
    return clause.tag_ == "VBG" and any(c.lower_ == "by" and relation(c) in ("mark", "case") for c in clause.children)


def _is_slipped(below: Token, governor: Token) -> bool:
    """Whether a coordination joins a finite verb to an infinitive or a participle; it belongs to a verb above then,
    as one of its equals: "rejected the claim that it is arming them, and warned"."""
    aided = any(relation(child) in ("aux", "mark", "nsubj") for child in below.children)
    return below.tag_ in ("VBD", "VBZ") and governor.tag_ in ("VBG", "VB") and not aided


def _presupposed(noun: Token, governor: Token, kind: str, analysis: Analysis) -> bool:
    """Whether what stands above a noun says nothing of whether its event took place: "refused to respond to
    the attack", "after the delivery", "as suggested by the strike"."""
    lexicon, base, case = analysis.lexicon, kind.partition(":")[0], case_of(noun)
    carries = (
        governor.lower_ in lexicon.light_verbs
        or governor.lower_ in lexicon.status_verbs
        or governor.lower_ in lexicon.status_nouns
    )
    if kind == "obl:agent" or (base in ("obl", "nmod") and case in lexicon.cues.status.presupposing):
        stated = governor.lower_ in lexicon.status_verbs or governor.lower_ in lexicon.status_nouns
        if case == "over" and is_verbal(governor) and any(relation(c) == "obj" for c in governor.children):
            return True  # "cancelled the treaty over the deliveries"
        return not (case in ("for", "from", "over", "on") and stated)
    if is_verbal(governor):
        if base == "obj":
            return governor.lower_ in lexicon.reacting
        carries = carries and case != "into"
        return base == "obl" and case in ("to", "against", "in", "into", "with", "by", "at") and not carries
    return base == "nmod" and case in ("to", "against", "into") and not carries


def _is_given(trigger: Token, analysis: Analysis) -> bool:
    """Whether a noun's event is presupposed by what stands above it."""
    if is_verbal(trigger):
        return False
    below = trigger
    for governor, kind in path_up(trigger):
        if _presupposed(below, governor, kind, analysis):
            return True
        if is_verbal(governor):
            return False
        below = governor
    return False


def _complement(clause: Token) -> bool:
    """ "Accused of supplying", "before shipping", "to deliver": adverbial clauses that stay in the scope above."""
    marks = {c.lower_ for c in clause.children if relation(c) in ("mark", "case")}
    return bool(marks & {"of", "as", "that", "for", "from", "with", "against"}) or clause.tag_ == "VB"


def _transparent(below: Token, governor: Token, analysis: Analysis) -> bool:
    """Clauses below nouns and adjectives that carry a cue: "plans to build", "is ready to deliver"."""
    return (
        governor.lower_ in analysis.lexicon.status_nouns
        or governor.lower_ in analysis.lexicon.status_words("adjectives")
    )


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
            yield Cue(_modal(status, child, word), child.i, child.i + 1)
        elif (
            kind in ("advmod", "det", "cc", "amod", "case", "obl")
            and child != below
            and (status := _adverb(child, word, analysis))
        ):
            yield Cue(status, child.i, child.i + 1)
        elif kind == "mark" and (status := lexicon.status_words("marks").get(form)):
            yield Cue(status, child.i, child.i + 1)
        elif kind == "advmod" and form == "yet" and any(c.lower_ == "to" for c in word.children):
            yield Cue("negated", child.i, child.i + 1)


def _is_until(verb: Token) -> bool:
    """ "Was not delivered until 2016", "will not arrive before May": what comes late comes all the same."""
    late = {"until", "till", *(("before",) if any(c.lower_ in ("will", "would", "wo") for c in verb.children) else ())}
    return is_verbal(verb) and any(
        relation(child) == "obl" and case_of(child) in late and (child.like_num or child.ent_type_ == "DATE" or child.tag_ in ("CD", "NNP"))
        for child in verb.children
    )


def _modal(status: str, modal: Token, word: Token) -> str:
    """ "Might have shipped" looks back: a hedge, not a condition. "Should it ship" sets a condition.

    "Would" of reported speech stays hypothetical.
    """
    form = modal.lower_
    subject = next((c for c in word.children if relation(c) == "nsubj"), None)
    if form == "should" and subject is not None and modal.i < subject.i and modal.sent[-1].text != "?":
        return "hypothetical"
    back = any(relation(c) == "aux" and c.lower_ == "have" for c in word.children)
    return "hedged" if back and form in ("might", "may", "must") else status


def _adverb(child: Token, word: Token, analysis: Analysis) -> str | None:
    form = child.lower_
    status = analysis.lexicon.status_words("adverbs").get(form)
    if form in ("hardly", "scarcely") and any(c.lower_ in ("would", "could") for c in word.children):
        return None
    if status == "negated" and (_only_numbers(child) or _is_corrected(child, word) or _is_until(word)):
        return None
    if (
        status == "negated"
        and form in ("no", "without", "nor")
        and relation(child) == "advmod"
        and form == "no"
    ):
        return None
    if relation(child) == "amod":
        if form in analysis.lexicon.cues.status.complemented:
            return None
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
    if _not_prevented(governor, base, analysis):
        if _is_left_open(governor, analysis):
            yield Cue("hypothetical", governor.i, governor.i + 1)
        return
    if any(c.lower_ == "against" for c in below.children if relation(c) in ("mark", "case")) and is_verbal(
        below
    ):
        yield Cue("hypothetical", governor.i, governor.i + 1)
    if governor.lower_ == "without" or (case_of(below) == "without"):
        yield Cue("negated", governor.i, governor.i + 1)
    if is_verbal(governor) and base in (
        "ccomp",
        "xcomp",
        "advcl",
        "csubj",
        "obj",
        "obl",
        "nsubj",
        "nmod",
        "iobj",
    ):
        yield from _verb_cue(governor, below, base, analysis)
    elif (status := lexicon.status_nouns.get(form)) and base in (
        "acl",
        "nmod",
        "ccomp",
        "advcl",
        "compound",
        "obl",
        "xcomp",
    ):
        if base == "acl" and below.tag_ in ("VBN", "VBD") and not any(relation(c) in ("mark", "nsubj") for c in below.children):
            return  # "the offer made in May": the offer was made
        if base != "nmod" or case_of(below) in ("of", "for", "about", "over", "on", "that"):
            yield Cue(status, governor.i, governor.i + 1)
    elif base in ("nsubj", "csubj") and (status := lexicon.predicates.get(form)):
        yield Cue(status, governor.i, governor.i + 1)
    elif (status := lexicon.status_words("adjectives").get(form)) and base in (
        "xcomp",
        "ccomp",
        "csubj",
        "advcl",
        "nsubj",
        "acl",
        "obl",
    ):
        yield Cue(status, governor.i, governor.i + 1)
    if base in (
        "ccomp",
        "xcomp",
        "csubj",
        "nsubj",
        "obj",
        "acl",
        "nmod",
        "advcl",
        "obl",
        "compound",
        "amod",
        "flat",
        "appos",
        "iobj",
        "cop",
    ):
        yield from (
            cue for cue in _beside(governor, below, analysis) if _carries(cue, governor, below, analysis)
        )


def _not_prevented(governor: Token, base: str, analysis: Analysis) -> bool:
    """ "Have not prevented the purchase", "did not stop it from buying": what goes on in spite of a negation."""
    held = base in ("obj", "obl", "advcl", "xcomp")
    return hinders(governor, analysis) and held and any(c.lower_ in ("not", "n't", "n’t", "never") for c in governor.children)


def _is_left_open(verb: Token, analysis: Analysis) -> bool:
    """ "Has not ruled out sending tanks": what is not excluded may come."""
    excludes = is_verbal(verb) and verb.lemma_ in analysis.lexicon.cues.status.excluding
    return excludes and any(c.lower_ in ("not", "n't", "n’t", "never") or c.lower_ == "cannot" for c in verb.children)


def _carries(cue: Cue, governor: Token, below: Token, analysis: Analysis) -> bool:
    """Whether a cue beside a governing word reaches what is below it.

    "Could not confirm that X shipped" does not negate the shipping; "did not begin deliveries" does.
    """
    if cue.status == "negated" and (relation(below) == "ccomp" or _is_left_open(governor, analysis)):
        return False
    if cue.status == "negated" and relation(below) == "nsubj" and not is_verbal(below) and is_verbal(governor):
        # "the sanctions have not kept it from": what the act does not bring about says nothing against the act
        effect = any(relation(c) in ("obj", "ccomp", "xcomp") for c in governor.children)
        held = governor.lower_ in analysis.lexicon.light_verbs or governor.lower_ in analysis.lexicon.happening
        if effect and not held:
            return False
    if (
        relation(below) == "ccomp"
        and below.tag_ != "VB"
        and analysis.lexicon.speech_verbs.get(governor.lower_)
        and cue.status in ("planned", "hypothetical")
    ):
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
        if (
            base == "nsubj"
            and status == "planned"
            and verb.lower_ not in analysis.lexicon.cues.status.planned_of
        ):
            continue
        if base == "obl" and case_of(below) not in ("of", "about", "as", "from", "on", "for", "over", "to"):
            continue
        if status == "hypothetical" and base == "advcl":
            continue
        yield Cue(status, verb.i, verb.i + 1)

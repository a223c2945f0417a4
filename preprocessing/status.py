"""How firmly a claim is put: the cue that governs it, and the status that the cue gives.

After ConText (Harkema et al. 2009): each verdict points at the words that caused it. What governs a claim by the
parse is told in `preprocessing.scope`, what fixed phrases do in `preprocessing.set_phrases`.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.attribution import Voice
from preprocessing.clauses import FINITE
from preprocessing.grammar import case_of, children, is_verbal, path_up, relation
from preprocessing.lexicon import STATUS_LEVELS
from preprocessing.rebuttals import called_untrue, contested, contested_amid
from preprocessing.refusals import refusal
from preprocessing.scope import Cue as Cue
from preprocessing.scope import (
    cues_above,
    is_corrected,
    is_given,
    is_left_open,
    is_slipped,
    not_prevented,
    only_numbers,
    undenied,
)
from preprocessing.set_phrases import fixed_cues, phrase_spans_near
from preprocessing.stoppages import hinders as hinders
from preprocessing.stoppages import keeps_back, stopping_words

NOTHINGS = frozenset(("no", "nothing", "nobody", "none", "neither", "not", "zero"))


def find_cue(trigger: Token, analysis: Analysis, voice: Voice | None = None) -> Cue | None:
    """The cue that decides the status of what ``trigger`` says, or None where it is flatly asserted.

    Of several the strongest counts (denied, negated, disputed, hypothetical, planned, hedged), of equally
    strong ones the nearest.
    """
    own = _own(trigger, analysis)
    given = is_given(trigger, analysis)
    phrases = [cue for cue in fixed_cues(trigger, analysis) if (not given or _leads_to(cue, trigger)) and not _came_of_it(cue, trigger)]
    inside = {
        i
        for status, first, last in phrase_spans_near(trigger, analysis)
        for i in range(first, last)
        if status == "asserted" or Cue(status, first, last) in phrases
    }
    rebutted = (*contested(trigger, analysis), *contested_amid(trigger, analysis))
    both = {cue.first for cue in rebutted}  # "a charge it denies": what is told stands beside its denial, and not below it
    words = (
        *cues_above(trigger, analysis),
        *_no_such(trigger, analysis),
        *_headline(trigger),
        *_adjacent(trigger, analysis),
        *rebutted,
        *_unconfirmed(trigger, analysis),
        *_inverted(trigger),
        *_unseen(trigger, analysis),
        *called_untrue(trigger, analysis),
        *_planned_before(trigger, analysis),
        *_feared(trigger, analysis),
        *_proposed(trigger),
        *(Cue("negated", first, last) for first, last in stopping_words(trigger, analysis)),
    )
    refused, turned = _turned_away(trigger, analysis)
    words = tuple(cue for cue in words if cue.status != "denied" or cue.first not in both)
    cues = [*phrases, *refused, *(cue for cue in words if cue.first not in inside and cue.first not in turned)]
    cues = [
        _looked_at_again(cue, trigger, analysis, voice)
        for cue in cues
        if not _attempts(cue, trigger, analysis) and not _told_anew(cue, trigger, analysis)
    ]
    said = None if given or (voice is not None and voice.speech.i in turned) else _of_voice(trigger, analysis, voice)
    flat = {i for status, first, last in phrase_spans_near(trigger, analysis) if status == "asserted" for i in range(first, last)}
    if said is not None and (said.first in both or said.first in flat or said.first in inside and phrases):  # "has neither confirmed nor denied the sale"
        said = None
    cues = [
        *([own] if own is not None else []),
        *([said] if said is not None and (said.status == "denied" or not cues) else []),
        *cues,
    ]
    if not cues:
        return _asked(trigger) or _to_come(trigger)
    return min(cues, key=lambda cue: (_level(cue, trigger), abs(cue.first - trigger.i)))


def _leads_to(cue: Cue, trigger: Token) -> bool:
    """"Cleared the way for the sale": whether a fixed phrase ends in the preposition of the act's own noun."""
    return any(c.i == cue.last - 1 and relation(c) == "case" for c in trigger.children)


def _came_of_it(cue: Cue, trigger: Token) -> bool:
    """"Signed a letter that came to nothing": what came of a thing that was done does not undo the doing."""
    index = cue.first - 1
    while index > trigger.i and trigger.doc[index].pos_ in ("ADV", "AUX", "PART"):
        index -= 1
    if cue.status != "negated" or index <= trigger.i or trigger.doc[index].tag_ not in ("WDT", "WP"):
        return False
    done = next((t for t in (trigger, *trigger.ancestors) if is_verbal(t)), None)
    return done is not None and done.tag_ == "VBD" and done.i <= trigger.i


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
    follows = analysis.lexicon.pledges.get(form)
    if follows is None or follows and not trigger.doc[trigger.i + 1 : trigger.i + 3].text.lower().startswith(follows):
        return None  # "look at", not "look forward to"
    return Cue("planned", trigger.i, trigger.i + 1)


def _told_anew(cue: Cue, trigger: Token, analysis: Analysis) -> bool:
    """"Ruled out a purchase, and said that Chad might sell": what a verb of speech behind a joint tells is not under the
    verb before the joint; "did not meet the envoy and say" is, being no finite verb of its own."""
    for verb in trigger.ancestors:
        joint = next((c for c in verb.children if relation(c) == "cc" and c.i < verb.i), None)
        told = verb.lower_ in analysis.lexicon.speech_verbs and verb.tag_ in ("VBD", "VBZ", "VBP") and verb.dep_ == "conj"
        if told and joint is not None and joint.lower_ in ("and", "but") and cue.last <= joint.i and verb.i < trigger.i:
            return True
    return False


def _of_voice(trigger: Token, analysis: Analysis, voice: Voice | None) -> Cue | None:
    """The status that the word of speech itself gives, wherever it stands: "…, the agency believes"."""
    if voice is None or voice.speech.i == trigger.i or _goes_on(voice.speech, trigger, analysis) or _in_passing(trigger, voice.speech, analysis):
        return None
    if _is_circumstance(trigger, voice.speech):
        return None
    form = voice.speech.lower_
    denies = any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(form, ()))
    if keeps_back(voice.speech, analysis, analysis.lexicon.cues.status.denying):
        return Cue("denied", voice.speech.i, voice.speech.i + 1)
    if denies and (undenied(voice.speech) is not None or _is_quoted(trigger, voice.speech, analysis)):
        return None  # the cue above says so; what is quoted behind a denial is what is said instead
    if (
        not denies
        and voice.speech.lower_ in analysis.lexicon.performed
        and analysis.lexicon.speech_verbs.get(voice.speech.lower_) != "claim"
        and (word := _denying_word(voice.speech, trigger, analysis)) is not None
    ):
        return Cue("denied", word.i, word.i + 1)
    given = {status for status, passive in analysis.lexicon.status_verbs.get(form, ()) if not passive}
    if form in ("right", "correct", "accurate"):
        given = {"hedged"}
    noun = analysis.lexicon.status_nouns.get(form) if voice.speech.tag_ not in FINITE else None  # "the navy reports"
    if noun:
        given.add(noun)
    status = next(
        (s for s in ("denied", "disputed", "hedged") if s in given),
        "hypothetical" if noun == "hypothetical" else None,
    )
    return Cue(status, voice.speech.i, voice.speech.i + 1) if status is not None else None


def _is_circumstance(trigger: Token, speech: Token) -> bool:
    """"Is believed to have paid before being barred by Oslo", "denied that it paid after Oslo had barred it": when a thing
    is said to have happened is no part of what is believed; nor is a verb that the parse joins to what is denied."""
    for word in (trigger, *trigger.ancestors):
        if word.i <= speech.i or word == speech:
            return False
        timed = relation(word) == "advcl" and any(c.lower_ in ("before", "after") and relation(c) in ("mark", "case") and c.i > speech.i for c in word.children)
        if timed or word.dep_ == "conj" and is_slipped(word, word.head):
            return True
    return False


def _is_quoted(trigger: Token, speech: Token, analysis: Analysis) -> bool:
    """ "Shrugged: "We bought them from Chad"": whether an act stands in a quotation that a colon or comma parts from the
    word of speech before it."""
    quotation = analysis.quotation_at(trigger)
    return quotation is not None and speech.i < quotation[0] - 1 and trigger.doc[quotation[0] - 1].text in (":", ",")


def _in_passing(trigger: Token, speech: Token, analysis: Analysis) -> bool:
    """ "Denied that the tanks it sold to Chad were used": what tells of which thing something is said is no part of it."""
    statements = analysis.lexicon.speech_nouns | analysis.lexicon.taken_up | analysis.lexicon.status_nouns.keys()
    for word in (trigger, *trigger.ancestors):
        noun = word.head
        reduced = word.dep_ == "acl" and word.tag_ == "VBN" and not any(relation(c) in ("mark", "nsubj", "aux") for c in word.children)
        told = noun.lower_ in statements or noun.head == speech or noun == speech
        if (word.dep_ == "acl:relcl" or reduced) and noun.i > speech.i and not told and is_verbal(noun.head):
            return True
    return False


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
    if cue.status == "negated" and analysis.lexicon.speech_verbs.get(trigger.lower_) == "claim":
        return Cue("disputed", cue.first, cue.last)  # "has not claimed the attack": nobody says that it is not his
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
        supplied = relation(child) == "obl" and case_of(child) == "with" and child.i in analysis.by_token  # "supplied Oslo with no drones"
        if (relation(child) not in ("nsubj", "obj") and not supplied) or child.dep_ == "nsubj:outer":
            continue
        words = [
            child,
            *(c for c in child.children if relation(c) in ("det", "advmod", "nummod") or c.dep_ == "cc:preconj"),
        ]
        words += [g for c in words[1:] for g in c.children]
        negative = next((w for w in words if w.lower_ in NOTHINGS and w.i <= child.i), None)
        if negative is not None and not only_numbers(negative) and not is_corrected(negative, trigger):
            yield Cue("negated", negative.i, negative.i + 1)
    first = trigger.sent[0] if trigger.sent[0].is_alpha else trigger.sent[min(1, len(trigger.sent) - 1)]
    if (
        first.lower_ in ("nor", "neither")
        and trigger.i - first.i < 14
        and (trigger.dep_ == "ROOT" or trigger.head.dep_ == "ROOT")
        and trigger.tag_ == "VB"
    ):
        yield Cue("negated", first.i, first.i + 1)


def _asked(trigger: Token) -> Cue | None:
    """ "Has Iran delivered missiles?": a question states nothing."""
    last = next(
        (t for t in reversed(trigger.sent) if not t.is_space and t.text not in ('"', "”", ")")), trigger
    )
    if last.text != "?" or not is_verbal(trigger):
        return None
    way = [trigger, *trigger.ancestors]
    inverted = any(
        c.tag_ in FINITE and c.i <= word.sent.start + 3 and relation(c) in ("aux", "cop")
        for word in way
        for c in word.children
    )
    first = next((t for t in trigger.sent if t.is_alpha and t.pos_ not in ("X", "CCONJ") and t.lower_ != "so"), trigger)
    opened = first in way and first.lower_ in ("has", "have", "had", "did", "does", "do", "is", "are", "was", "were")  # "have the Serbs paid?"
    return Cue("hypothetical", last.i, last.i + 1) if inverted or opened or _is_tagged(last) else None


def _is_tagged(mark: Token) -> bool:
    """"Oslo has paid, hasn't it?": a question behind a comma of an auxiliary and a pronoun alone."""
    words = [t.lower_ for t in mark.doc[max(mark.sent.start, mark.i - 4) : mark.i]]
    behind = words[words.index(",") + 1 :] if "," in words else []
    return len(behind) > 1 and any(w in ("it", "they", "he", "she", "you", "we") for w in behind) and behind[0] in (
        "has", "have", "had", "did", "does", "do", "is", "are", "was", "were", "has", "hasn", "haven", "didn", "isn", "doesn", "won", "wo", "ca")


def _turned_away(trigger: Token, analysis: Analysis) -> tuple[list[Cue], set[int]]:
    """ "Rejected calls to send tanks": the cue of a refusal, and the words that are no cues of their own then: it is no
    denial, and "did not resist calls" no negation."""
    found = refusal(trigger, analysis)
    if found is None:
        return [], set()
    verb, negation = found
    return [] if negation is not None else [Cue("negated", verb.i, verb.i + 1)], {verb.i, (negation or verb).i}


def _to_come(trigger: Token) -> Cue | None:
    """ "A contract for Oslo to deliver tanks": an infinitive with a subject of its own tells what is to be; but not what
    it took."""
    mark = next((c for c in trigger.children if c.lower_ == "for" and relation(c) == "mark" and c.i < trigger.i), None)
    held = trigger.head.pos_ in ("VERB", "NOUN") and trigger.head.lemma_ != "take"
    subject = any(relation(c) == "nsubj" and mark is not None and mark.i < c.i < trigger.i for c in trigger.children)
    return Cue("planned", mark.i, mark.i + 1) if mark is not None and subject and held and trigger.tag_ == "VB" else None


def _unconfirmed(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Neither has confirmed the delivery", "has not acknowledged that": neither said nor denied."""
    behind = [(c, "acl") for c in trigger.children if relation(c) == "acl" and c.tag_ == "VBN"]  # "deliveries, never confirmed,"
    for governor, kind in (*path_up(trigger), *behind):
        owned = governor.lemma_ == "claim" and any(c.lower_ == "responsibility" for c in children(governor, "obj"))
        if kind in ("acl:relcl", "conj") or not (owned or governor.lower_ in analysis.lexicon.confirming):
            continue
        held = next((c for c in governor.children if relation(c) == "nsubj"), None)
        near = [*governor.children, *(held.children if held is not None else ())]
        negation = next(
            (c for c in near if c.lower_ in ("not", "n't", "n’t", "never", "neither", "no")), None
        )
        if negation is not None:
            yield Cue("disputed", negation.i, negation.i + 1)


def _adjacent(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Plans to deliver": the word right before an infinitive, whatever the parser took it for."""
    doc, index = trigger.doc, trigger.i - 1
    while index > trigger.sent.start and doc[index].pos_ == "ADV":
        index -= 1
    if trigger.tag_ == "VBG" and index > trigger.sent.start:  # "denies arming", whatever the tagger took "denies" for
        given = {s for s, passive in analysis.lexicon.status_verbs.get(doc[index].lower_, ()) if not passive}
        if is_left_open(doc[index], analysis):
            yield Cue("hypothetical", index, index + 1)
        elif not not_prevented(doc[index], "xcomp", analysis):
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


def _feared(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "The fear is that Oslo will send tanks": the noun whose predicate tells the act."""
    noun = next((c for c in trigger.children if c.dep_ == "nsubj:outer" and c.i < trigger.i), None)
    status = analysis.lexicon.status_nouns.get(noun.lower_) if noun is not None else None
    if noun is not None and status in ("hypothetical", "hedged"):
        yield Cue(status, noun.i, noun.i + 1)


def _proposed(trigger: Token) -> Iterator[Cue]:
    """ "Recommended that Oslo deliver tanks": a bare verb behind "that" is what somebody wants."""
    words = {relation(c): c for c in trigger.children if c.i < trigger.i}
    that, held = words.get("mark"), words.get("nsubj")
    if trigger.tag_ == "VB" and that is not None and that.lower_ == "that" and held is not None and held.tag_ in ("NN", "NNP") and "aux" not in words:
        yield Cue("hypothetical", trigger.head.i, trigger.head.i + 1)


def _planned_before(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Finalised the arrangements for the purchase of tanks": the noun of a plan right before the preposition of an act,
    which the parser hung on the verb."""
    index = trigger.i - 1
    while index > trigger.sent.start and trigger.doc[index].pos_ in ("DET", "ADJ", "NUM"):
        index -= 1
    noun, leading = trigger.doc[index - 1], trigger.doc[index]
    if is_verbal(trigger) or relation(trigger) != "obl" or leading.lower_ != "for" or leading.head != trigger or index <= trigger.sent.start:
        return
    if noun.head == trigger.head and analysis.lexicon.status_nouns.get(noun.lower_) == "planned":
        yield Cue("planned", noun.i, noun.i + 1)


def _headline(trigger: Token) -> Iterator[Cue]:
    """ "Norway to hand over launchers": the infinitive of a headline without a finite verb is what is to come."""
    to = next((c for c in trigger.children if c.lower_ == "to" and c.i < trigger.i), None)
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in trigger.sent)
    if trigger.tag_ == "VB" and to is not None and not finite and to.i > trigger.sent.start:
        yield Cue("planned", to.i, to.i + 1)


def _inverted(trigger: Token) -> Iterator[Cue]:
    """ "Should Norway decide one day to hand over tanks, …": the condition that a sentence opens with runs to its
    comma, wherever the parse hangs its infinitives."""
    first = next((t for t in trigger.sent if t.is_alpha), trigger)
    opens = first.lower_ in ("should", "were") and first.i < trigger.i and trigger.tag_ == "VB"
    ended = next((t for t in trigger.sent if t.i > trigger.i and t.text in (",", "?")), None)
    told = any(t.text in (",", ";", ":") for t in trigger.doc[first.i : trigger.i])
    if opens and not told and ended is not None and ended.text == ",":
        yield Cue("hypothetical", first.i, first.i + 1)


def _unseen(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """ "Has not seen any tanks sent there", "have not seen Oslo send tanks": what nobody has noticed is said not to be."""
    thing = trigger.head
    bare = trigger.tag_ == "VB" and not any(c.tag_ in ("TO", "MD") or relation(c) == "aux" for c in trigger.children)
    if not (trigger.tag_ in ("VBN", "VBG") or bare) or relation(trigger) not in ("acl", "xcomp", "ccomp"):
        return
    verb = thing.head if relation(trigger) == "acl" else thing
    things = [thing] if verb != thing else [c for c in (*verb.children, *trigger.children) if relation(c) in ("obj", "nsubj")]
    if verb.lemma_ not in analysis.lexicon.cues.status.witnessing or not is_verbal(verb):
        return
    negation = next((c for c in verb.children if c.lower_ in ("not", "n't", "n’t", "never")), None)
    if negation is not None and (bare or any(c.lower_ in ("any", "a", "single") for noun in things for c in noun.children)):
        yield Cue("negated", negation.i, negation.i + 1)


def _goes_on(speech: Token, trigger: Token, analysis: Analysis) -> bool:
    """ "Rejected the charge, retorting that Norway armed them": what a denial goes on to say is not what it denies."""
    return any(
        word.tag_ == "VBG"
        and word.i > speech.i
        and word.nbor(-1).text == ","
        and word.lower_ in analysis.lexicon.speech_verbs
        and not any(status == "denied" for status, _ in analysis.lexicon.status_verbs.get(word.lower_, ()))
        for word in trigger.ancestors
    )

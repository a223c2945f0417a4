"""The cues that govern a claim by the parse: beside its trigger, beside the words above it, and those words themselves.

A clause of its own (a relative clause, one behind "before", an absolute one) is not governed from outside of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, children, is_passive, is_verbal, path_up, relation
from preprocessing.stoppages import hinders, keeps_back

ADVERSATIVES = frozenset(("but", "although", "though", "while", "whereas", "yet", "however"))


@dataclass(frozen=True)
class Cue:
    """The words [first, last), by token, that give a claim its status."""

    status: str
    first: int
    last: int


def cues_above(trigger: Token, analysis: Analysis) -> Iterator[Cue]:
    """Cues beside the trigger and beside every word above it, and those words themselves."""
    yield from _beside(trigger, trigger, analysis)
    below, kind = trigger, trigger.dep_
    nominal = not is_verbal(trigger)
    for governor, kind in path_up(trigger):
        if kind in ("acl:relcl", "advcl:relcl"):
            if _is_complement_read(below, governor, analysis):
                yield from _above(governor, below, "acl", analysis)
            elif _is_expletive(governor) and governor.lower_ in analysis.lexicon.predicates:
                yield from _above(governor, below, "csubj", analysis)
            yield from _of_first_time(governor)
            return
        if _is_taken_as_fact(below, governor, analysis) or kind == "nsubj:outer":  # "the fear is that Oslo will pay"
            return
        if nominal and not _is_from_doing(below) and _presupposed(below, governor, kind, analysis):
            return
        nominal = nominal and not is_verbal(governor)
        if _is_absolute(below) or not is_verbal(governor) and is_verbal(below) and any(t.text == ":" for t in trigger.doc[governor.i : below.i]):
            return
        if kind == "conj":
            if is_slipped(below, governor):
                return
            if _shares(below, governor):
                yield from _shared(governor, below, analysis)
        elif relation(below) in ("acl", "advcl", "parataxis") and not _transparent(below, governor, analysis):
            if relation(below) == "acl" or below.dep_ == "acl:relcl":
                yield from _of_first_time(governor)
                yield from _above(governor, below, kind, analysis)
                yield from _in_prospect(below, governor, analysis)
                if not _is_expected(below, governor, analysis):
                    return
            elif _is_manner(below):
                yield from (cue for cue in _beside(governor, below, analysis) if cue.status != "negated")
            elif not is_complement(below):
                return
            else:
                yield from _above(governor, below, kind, analysis)
        else:
            yield from _above(governor, below, kind, analysis)
        below = governor


def _in_prospect(clause: Token, noun: Token, analysis: Analysis) -> Iterator[Cue]:
    """"The prospect of tanks being sold": what a noun tells of goods that something is done to."""
    done = clause.tag_ == "VBG" or any(c.lower_ == "being" for c in clause.children)
    held = noun.head
    status = analysis.lexicon.status_nouns.get(held.lower_)
    if done and clause.dep_ == "acl" and relation(noun) == "nmod" and case_of(noun) in ("of", "about") and status is not None:
        yield Cue(status, held.i, held.i + 1)


def _is_expected(clause: Token, noun: Token, analysis: Analysis) -> bool:
    """"Expects the first jets to be delivered": a clause of the verb's that the parse hangs below its object."""
    infinitive = any(c.lower_ == "to" and relation(c) in ("mark", "aux") for c in clause.children)
    planned = any(status == "planned" for status, _ in analysis.lexicon.status_verbs.get(noun.head.lower_, ()))
    return infinitive and relation(noun) == "obj" and planned


def _is_taken_as_fact(clause: Token, governor: Token, analysis: Analysis) -> bool:
    """"Wants to know why Oslo sold tanks", "could be punished for selling tanks": clauses that presuppose their act."""
    asked = relation(clause) in ("ccomp", "xcomp") and any(
        c.lower_ in ("why", "how", "when", "where") and c.i < clause.i and relation(c) in ("advmod", "mark") for c in clause.children
    )
    finite = clause.tag_ in ("VBD", "VBZ", "VBP", "VBN") and not any(c.lower_ == "to" for c in clause.children)
    reason = relation(clause) in ("advcl", "acl") and clause.tag_ in ("VBG", "VBN") and any(c.lower_ == "for" and relation(c) in ("mark", "case") for c in clause.children)
    carries = governor.lower_ in analysis.lexicon.status_verbs or governor.lower_ in analysis.lexicon.status_nouns
    return (asked and finite) or (reason and not carries and governor.pos_ != "ADJ")


def _is_helped_with(act: Token, verb: Token, analysis: Analysis) -> bool:
    """"Are thought to have helped prepare the launch": what somebody helped with took place, whoever helped."""
    helped = verb.head.lemma_ == "help" and (verb.head.tag_ == "VBD" or any(c.lower_ in ("have", "has", "had") for c in children(verb.head, "aux")))
    return helped and relation(verb) in ("xcomp", "ccomp") and relation(act) == "obj" and not is_verbal(act) and not hinders(verb, analysis)


def _of_first_time(noun: Token) -> Iterator[Cue]:
    """"It would be the first time that Oslo has sold tanks": what is supposed of the time is supposed of the act."""
    if noun.lower_ == "time" and any(c.lower_ == "first" for c in noun.children):
        yield from (Cue("hypothetical", c.i, c.i + 1) for w in (noun, noun.head) for c in w.children if c.lower_ in ("would", "could", "might"))


def _is_complement_read(clause: Token, noun: Token, analysis: Analysis) -> bool:
    """"Signs that Oslo has sent tanks": what a noun tells, which the parser took for a relative clause in spite of its "that"."""
    that = next((c for c in clause.children if c.lower_ == "that" and relation(c) in ("mark", "obj")), None)
    joins = that is not None and (relation(that) == "mark" or any(c != that and c.dep_ == "obj" for c in clause.children))
    return joins and noun.lower_ in analysis.lexicon.status_nouns


def is_corrected(negation: Token, trigger: Token) -> bool:
    """ "Sent not missiles but drones": what is negated is an argument, which another takes the place of."""
    after = trigger.doc[negation.i + 1 : min(negation.i + 8, trigger.sent.end)]
    return negation.lower_ == "not" and negation.i > trigger.i and any(t.lower_ == "but" for t in after)


def only_numbers(word: Token) -> bool:
    """ "No fewer than", "no more than", "not only": numbers and focus, no negation."""
    following = word.doc[word.i + 1].lower_ if word.i + 1 < len(word.doc) else ""
    return following in ("fewer", "less", "more", "later", "only", "just", "doubt", "sooner")


def _is_absolute(clause: Token) -> bool:
    """"With Moscow sharing its secrets, …": a clause with a subject of its own behind "with" states a fact."""
    first = next((t for t in clause.subtree if not t.is_punct), clause)
    return first.lower_ == "with" and clause.tag_ in ("VBG", "VBN") and any(relation(c) == "nsubj" for c in clause.children)


def _is_manner(clause: Token) -> bool:
    """"Could answer by sending drones": what is done by doing something is as firm as it."""
    return clause.tag_ == "VBG" and any(c.lower_ == "by" and relation(c) in ("mark", "case") for c in clause.children)


def is_slipped(below: Token, governor: Token) -> bool:
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
            return governor.lower_ in lexicon.reacting or _is_helped_with(noun, governor, analysis)
        carries = carries and case != "into"
        return base == "obl" and case in ("to", "against", "in", "into", "with", "by", "at") and not carries
    return base == "nmod" and case in ("to", "against", "into") and not carries


def is_given(trigger: Token, analysis: Analysis) -> bool:
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


def is_complement(clause: Token) -> bool:
    """ "Accused of supplying", "before shipping", "to deliver": adverbial clauses that stay in the scope above."""
    marks = {c.lower_ for c in clause.children if relation(c) in ("mark", "case")}
    return bool(marks & {"of", "as", "that", "for", "from", "with", "against", "on", "about"}) or clause.tag_ == "VB"


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
        if kind == "aux" and _is_able(child, word, analysis):
            continue
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


def _is_able(modal: Token, verb: Token, analysis: Analysis) -> bool:
    """ "Can now build 200 a month": what a producer is able to turn out by now is told as a fact."""
    by_now = any(c.lower_ in ("now", "already", "currently", "today") and relation(c) == "advmod" for c in verb.children)
    types = {use.frame.event_type for use in analysis.lexicon.verbs.get(verb.lower_, ())}
    return modal.lower_ == "can" and by_now and "produce" in types


def _is_until(verb: Token) -> bool:
    """ "Was not delivered until 2016", "will not arrive before May": what comes late comes all the same."""
    late = {"until", "till", *(("before",) if verb.lower_ == "expected" or any(c.lower_ in ("will", "would", "wo") for c in verb.children) else ())}
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
    if status == "negated" and (only_numbers(child) or is_corrected(child, word) or _is_until(word)):
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
    if not_prevented(governor, base, analysis):
        if is_left_open(governor, analysis):
            yield Cue("hypothetical", governor.i, governor.i + 1)
        return
    if any(c.lower_ == "against" for c in below.children if relation(c) in ("mark", "case")) and is_verbal(
        below
    ):
        yield Cue("hypothetical", governor.i, governor.i + 1)
    if governor.lemma_ in analysis.lexicon.cues.status.deterring and _is_from_doing(below) and undenied(governor) is None:
        yield Cue("negated", governor.i, governor.i + 1)
    if governor.lower_ == "without" or (case_of(below) == "without"):
        yield Cue("negated", governor.i, governor.i + 1)
    if (is_verbal(governor) or _is_clause(governor)) and base in (
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
    elif (base in ("nsubj", "csubj") or _is_expletive(governor)) and (status := lexicon.predicates.get(form)):
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


def _is_expletive(predicate: Token) -> bool:
    """"It is a myth that Oslo paid": what the clause behind is said to be."""
    held = next((c for c in predicate.children if relation(c) in ("nsubj", "expl")), None)
    return held is not None and held.lower_ == "it" and any(relation(c) == "cop" for c in predicate.children)


def _is_from_doing(clause: Token) -> bool:
    """"Kept Oslo from shipping tanks", also where the parser took the gerund for a part of the goods' name."""
    mark = next((c for c in clause.children if c.lower_ == "from" and relation(c) in ("mark", "case")), None)
    return mark is not None and (clause.tag_ == "VBG" or mark.nbor(1).lower_.endswith("ing") and mark.nbor(1).head == clause)


def not_prevented(governor: Token, base: str, analysis: Analysis) -> bool:
    """ "Have not prevented the purchase", "did not stop it from buying": what goes on in spite of a negation."""
    held = base in ("obj", "obl", "advcl", "xcomp")
    return hinders(governor, analysis) and held and any(c.lower_ in ("not", "n't", "n’t", "never") for c in governor.children)


def is_left_open(verb: Token, analysis: Analysis) -> bool:
    """ "Has not ruled out sending tanks": what is not excluded may come."""
    excludes = is_verbal(verb) and verb.lemma_ in analysis.lexicon.cues.status.excluding
    return excludes and any(c.lower_ in ("not", "n't", "n’t", "never") or c.lower_ == "cannot" for c in verb.children)


def _carries(cue: Cue, governor: Token, below: Token, analysis: Analysis) -> bool:
    """Whether a cue beside a governing word reaches what is below it.

    "Could not confirm that X shipped" does not negate the shipping; "did not begin deliveries" does.
    """
    if cue.status == "negated" and (relation(below) == "ccomp" or is_left_open(governor, analysis) or _is_asked(below)):
        return False
    if cue.status == "negated" and governor.lower_ in analysis.lexicon.confirming:
        return False  # "has never acknowledged buying tanks": bought or not
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


def _is_asked(clause: Token) -> bool:
    """"It is not clear whether Oslo paid": a question, which no negation answers."""
    return any(c.lower_ in ("whether", "if") and relation(c) == "mark" for c in clause.children)


def _judged(verb: Token) -> Token | None:
    """"Considers it plausible that", "thinks it quite likely": the adjective that tells how firmly a thing is held to be so."""
    doc = verb.doc
    if verb.i + 3 >= verb.sent.end or doc[verb.i + 1].lower_ != "it":
        return None
    return next((t for t in doc[verb.i + 2 : verb.i + 4] if t.pos_ == "ADJ" and t.head == verb), None)


def _lies_before(verb: Token, noun: Token, analysis: Analysis) -> bool:
    """ "Is weighing a request": what somebody is still to answer has been asked or offered."""
    types = {use.event_type for use in analysis.lexicon.nouns.get(noun.lower_, ())}
    kept = any(c.lower_ in ("a", "an", "the", "his", "her", "its", "their", "this") or c.dep_ == "nmod:poss" for c in noun.children)
    answered = verb.lemma_ in analysis.lexicon.cues.status.pondering or verb.lemma_ in analysis.discourse.answering
    return answered and kept and bool(types) and types <= {"request", "offer"}


def _no_proof(verb: Token) -> Token | None:
    """The word by which nothing is proven: "nobody has shown that", "it has never been proved that"."""
    return next((c for c in verb.children if c.i < verb.i and c.lower_ in ("not", "n't", "n’t", "never", "nobody", "none", "neither")), None) or next(
        (c for s in children(verb, "nsubj") for c in s.children if c.lower_ == "no" and c.i < verb.i), None
    )


def undenied(verb: Token) -> Token | None:
    """The negation of a denial: "did not deny that", "nobody denies"; None where there is none."""
    beside = next((c for c in verb.children if c.i < verb.i and c.lower_ in ("not", "n't", "n’t", "never", "longer", "cannot", "nobody", "none", "neither")), None)
    return beside or next((c for s in children(verb, "nsubj") for c in s.children if c.lower_ in ("no", "neither", "few") and c.i < verb.i), None)


def _is_clause(word: Token) -> bool:
    """"Said it would halt exports": a verb that the tagger took for a noun, behind a modal and with a subject."""
    return any(c.tag_ == "MD" for c in word.children) and any(c.dep_ == "nsubj" for c in word.children)


def _verb_cue(verb: Token, below: Token, base: str, analysis: Analysis) -> Iterator[Cue]:
    """The status that a governing verb gives to its clause or, where it is a denial, to its object."""
    for status, voice in analysis.lexicon.status_verbs.get(verb.lower_, ()):
        if status == "negated" and base == "xcomp" and below.lower_ in analysis.lexicon.speech_verbs:
            if not any(t.lower_ in ("whether", "if") for t in below.subtree):
                yield Cue("disputed", verb.i, verb.i + 1)
            continue  # "refused to say whether Oslo paid"
        if voice == "passive" and not (is_passive(verb) and base in ("xcomp", "ccomp", "csubj", "nsubj")):
            continue
        if base == "nsubj" and voice == "passive" and any(case_of(c) == "as" for c in children(verb, "obl", "xcomp", "advcl")):
            continue  # "its deliveries are seen as a breach": that they are made nobody doubts
        if status == "planned" and verb.lemma_ == "call" and not any(t.lower_ in ("for", "on", "upon") for t in verb.doc[verb.i + 1 : below.i]):
            continue  # "called the report of a sale a lie"
        if status == "negated" and base in ("ccomp", "csubj") and below.i < verb.i and below.tag_ in ("VBD", "VBZ", "VBP"):
            continue  # "the crews left in May, after Oslo had cancelled the accord": nobody cancels a sentence
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
        negation = next((c for c in verb.children if c.lower_ in ("not", "n't", "n’t")), None)
        if (opinion := _judged(verb)) is not None and status != "denied":
            held = analysis.lexicon.status_words("adjectives").get(opinion.lower_)
            yield from [Cue(held, opinion.i, opinion.i + 1)] if held is not None else []
            continue
        if status == "hedged" and negation is not None and base == "ccomp" and verb.lemma_ in analysis.lexicon.cues.status.raising:
            yield Cue("negated", negation.i, negation.i + 1)
        if base == "obl" and case_of(below) not in ("of", "about", "as", "from", "on", "for", "over", "to"):
            continue
        if status == "denied" and (not_denied := undenied(verb)) is not None:
            yield Cue("hedged", not_denied.i, not_denied.i + 1)
            continue
        if status == "hypothetical" and base == "advcl":
            continue
        if base in ("obj", "nsubj") and _lies_before(verb, below, analysis):  # refused or not, it was asked
            continue
        yield Cue(status, verb.i, verb.i + 1)
    if base in ("ccomp", "csubj") and verb.lemma_ in analysis.lexicon.cues.status.proving and (unproven := _no_proof(verb)) is not None:
        yield Cue("negated", unproven.i, unproven.i + 1)
    if keeps_back(verb, analysis) and base in ("obj", "obl", "xcomp", "advcl", "nsubj") and (base != "nsubj" or is_passive(verb)):
        yield Cue("negated", verb.i, verb.i + 1)

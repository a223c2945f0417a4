"""What stands around a trigger: its grammatical slots and the phrases that fill them, put right where the parse errs."""

from collections.abc import Iterator

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import (
    case_of,
    children,
    clause_arguments,
    is_verbal,
    nested_phrases,
    noun_arguments,
    partaker,
    relation,
    subject,
)
from preprocessing.references import is_joined
from preprocessing.triggers import HELPING, Trigger, gerund_object, light_subject, verb_of_gerund

# what stands behind these tells how it came about, not who took part: "under pressure from Washington"
CIRCUMSTANCES = ("under", "after", "amid", "despite", "because of", "due to", "following", "during", "since")
VOWING = frozenset(f"{verb}{end}" for verb in ("vow", "threaten") for end in ("", "s", "ed", "ing"))
PREPOSITIONS = {
    "out of": "from",
    "on to": "to",
    "onto": "on",
    "as well as": "with",
    "alongside": "with",
    "together with": "with",
    "along with": "with",
    "targeting": "against",
    "upon": "on",
    "inside": "in",
    "within": "in",
    "across": "in",
    "throughout": "in",
    "towards": "toward",
    "on behalf of": "for",
    "through": "via",
    "concerning": "about",
    "regarding": "about",
    "such as": "including",
}


def slots_of(trigger: Trigger, analysis: Analysis) -> Iterator[tuple[str, Token]]:
    """(slot, head of the filler), grammatical ones first, then those repaired from deeper phrases."""
    if trigger.path == "verb":
        first = [*_within_phrase(trigger), *_helped(trigger), *_around_verb(trigger.token)]
        if (thing := gerund_object(trigger.token, analysis)) is not None:
            first.append(("object", thing))
            if (above := verb_of_gerund(trigger.token, analysis)) is not None:
                first += [(slot, head) for slot, head in clause_arguments(above) if slot != "object"]
    elif trigger.path == "participle":
        first = [("subject", trigger.token), ("object", trigger.token.head)]
    else:
        first = list(_noun_slots(trigger, analysis))
    first += _contents(trigger)
    fixed = {word for use in analysis.lexicon.verbs.get(trigger.token.lower_, ()) for word in use.rest}
    particles = {head.i for _, head in first if _stands_behind_particle(head, trigger)}
    for slot, head in first:
        if trigger.path == "verb" and trigger.first < head.i < trigger.last and head.lower_ in fixed:
            continue  # "got its hands on"
        if head.i in particles or (slot == "with" and is_joined(head)):
            yield "object", head
        elif particles and slot == "object" and head == trigger.token.head and trigger.token.dep_ == "acl":
            yield "subject", head  # "envoys combed through the ruins", taken for envoys that were combed
        else:
            yield PREPOSITIONS.get(slot, slot), head
    for slot, head in first:
        helping = slot == "object" and any(f.rule_id == "assist.help" for f in analysis.lexicon.nouns.get(head.lower_, ()))
        returned = slot == "in" and head.lower_ in analysis.discourse.exchanging  # "offered ships in return for a base"
        if slot not in ("subject", "possessive", "by", "owner", "partner", "asked", *CIRCUMSTANCES) and not returned:
            for case, below in nested_phrases(head):
                if case != "of" and not (helping and case == "with"):
                    yield PREPOSITIONS.get(case, case), below


def _stands_behind_particle(head: Token, trigger: Trigger) -> bool:
    """Whether a word of the trigger itself is parsed as the preposition of a phrase: "comb through the ruins"."""
    return any(trigger.first < c.i < trigger.last for c in head.children if relation(c) == "case")


def _within_phrase(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """The object of a verb of several words, "took delivery of MiG-29s": what hangs on its noun by its preposition."""
    for index in range(trigger.first + 1, trigger.last):
        for child in children(trigger.token.doc[index], "nmod", "obl"):
            if any(trigger.first < c.i < trigger.last for c in child.children if relation(c) == "case"):
                yield "object", child


def _helped(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """A verb's arguments; who "helps X make drones" makes them, for X."""
    verb, helper = trigger.token, trigger.token.head
    helping = (
        relation(verb) == "xcomp" and helper.lower_ in HELPING and trigger.frames[0].event_type == "produce"
    )
    helped = next(children(helper, "obj", "iobj"), None) if helping else None
    for slot, head in clause_arguments(verb):
        if slot == "subject" and helping:
            maker = subject(helper)
            if maker is not None:
                yield "subject", maker
        else:
            yield slot, head
    if helped is not None:
        yield "for", helped


def _around_verb(verb: Token) -> Iterator[tuple[str, Token]]:
    """``owner``: whose the object is ("sought Russia's help"); ``partner``: with whom the verb above is done
    ("cooperate with Iran to obtain")."""
    if verb.lower_ in VOWING:  # "vowed to punish Israel", "threatened to strike Iran"
        for below in children(verb, "xcomp"):
            yield from (("against", c) for c in children(below, "obj") if c.pos_ == "PROPN")
    for thing in children(verb, "obj"):
        yield from (("owner", child) for child in thing.children if child.dep_ == "nmod:poss")
    yield from _asked(verb)
    infinitive = verb.tag_ == "VB" or any(c.lower_ == "be" for c in children(verb, "aux"))  # "went to Oslo to be taught"
    if relation(verb) in ("advcl", "xcomp") and infinitive and is_verbal(verb.head):
        yield from (
            ("partner", child) for child in children(verb.head, "obl") if case_of(child) in ("with", "to")
        )


def _asked(word: Token) -> Iterator[tuple[str, Token]]:
    """"Demanded that Oslo halt the sales", "its request that Oslo let it": of whom something is asked."""
    for below in children(word, "ccomp", "acl"):
        marked = any(relation(c) == "mark" and c.lower_ == "that" for c in below.children)
        if marked and below.tag_ in ("VB", "VBP") and not any(relation(c) == "aux" for c in below.children):
            yield from (("asked", c) for c in below.children if c.dep_ == "nsubj" and c.pos_ in ("PROPN", "NOUN"))


def _characterised(noun: Token) -> Iterator[tuple[str, Token]]:
    """ "Seen by London as a breach": who sees it so, and what is seen."""
    verb = noun.head
    if relation(noun) in ("obl", "xcomp", "advcl") and is_verbal(verb) and case_of(noun) in ("as", ""):
        for slot, head in clause_arguments(verb):
            if slot in ("subject", "object"):
                yield {"subject": "by", "object": "possessive"}[slot], head


def _contents(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """What is done with in the clause that a trigger leads to: "an agreement to build drones", "help Iran make missiles"."""
    within = [trigger.token.doc[index] for index in range(trigger.token.i + 1, trigger.last)]
    for above in (trigger.token, trigger.light, *within):
        for clause in children(above, "acl", "xcomp") if above is not None else ():
            if clause.i > trigger.token.i and clause.tag_ in ("VB", "VBG") and clause.dep_ != "acl:relcl":
                yield from (("content", thing) for slot, thing in clause_arguments(clause) if slot == "object")


def answered_by(trigger: Trigger, analysis: Analysis) -> Token | None:
    """Who answers a request or an offer: "refused a German request", "the offer was rejected by Oslo"."""
    noun, verb = trigger.token, trigger.token.head
    if trigger.frames[0].event_type not in ("request", "offer") or not is_verbal(verb) or relation(noun) not in ("obj", "nsubj"):
        return None
    if verb.lemma_ not in analysis.discourse.answering:
        return None
    return next((head for slot, head in clause_arguments(verb) if slot == "subject" and head != noun), None)


def _noun_slots(trigger: Trigger, analysis: Analysis) -> Iterator[tuple[str, Token]]:
    yield from noun_arguments(trigger.token)
    if (blamed := partaker(trigger.token)) is not None:
        yield "possessive", blamed
    if (asked := answered_by(trigger, analysis)) is not None:
        yield "to", asked
        return
    for index in range(trigger.first, trigger.token.i):
        yield from noun_arguments(analysis.doc[index])
    yield from _asked(trigger.token)
    if trigger.frames[0].entry.characterised:
        yield from _characterised(trigger.token)
    lent = light_subject(trigger)
    if lent is not None:
        yield "light", lent
    yield from _harmed(trigger, analysis)
    if trigger.light is not None:
        helper = trigger.light.head
        if relation(trigger.light) == "xcomp" and helper.lower_ in HELPING:
            yield from (("for", helped) for helped in children(helper, "obj", "iobj"))
        yield from (
            (slot, head)
            for slot, head in clause_arguments(trigger.light)
            if slot not in ("subject", "object")
        )
    elif relation(trigger.token) == "obj" and trigger.token.head.lower_ in analysis.lexicon.happening:
        # "puts output at fifty tanks": who says so does not do it
        yield from (("at", head) for slot, head in clause_arguments(trigger.token.head) if slot == "at")


def _harmed(trigger: Trigger, analysis: Analysis) -> Iterator[tuple[str, Token]]:
    """What is hit where a noun is the subject: "the strike damaged a radar near Isfahan", "the raid killed three"."""
    noun, verb = trigger.token, trigger.token.head
    harms = any(use.frame.event_type in ("use", "intercept") for use in analysis.lexicon.verbs.get(verb.lower_, ()))
    if trigger.frames[0].event_type != "use" or relation(noun) != "nsubj" or not is_verbal(verb):
        return
    if harms or verb.lower_ in analysis.discourse.harming:
        for slot, head in clause_arguments(verb):
            if slot == "object":
                yield "on", head
            elif slot in ("in", "near", "at", "outside"):
                yield "in", head

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
from preprocessing.phrases import is_joined
from preprocessing.triggers import ANY, HELPING, Trigger, gerund_object, light_subject, verb_of_gerund

# what stands behind these tells how it came about, not who took part: "under pressure from Washington"
CIRCUMSTANCES = ("under", "after", "amid", "despite", "because of", "due to", "following", "during", "since")
ANSWERABLE = ("responsible", "accountable")
BLAMING = ("for", "of", "over", "with")
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
    if trigger.path != "verb" and trigger.frames[0].event_type == "use" and {"from", "to"} <= {slot for slot, _ in first}:
        first = [(slot, head) for slot, head in first if slot not in ("from", "to")]  # "came under attack, from Oslo to Bergen"
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
    """Whether a word of the trigger itself is parsed as the preposition of a phrase: "comb through the ruins"; "shot
    down over Oslo" has a preposition besides."""
    cases = [c.i for c in head.children if relation(c) == "case"]
    return any(trigger.first < i < trigger.last for i in cases) and not any(trigger.last <= i < head.i for i in cases)


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
    yield from _blamed(verb)
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


def _blamed(verb: Token) -> Iterator[tuple[str, Token]]:
    """"Charged that Oslo was stirring up a war": who is said to do something, in a clause with "that"."""
    for clause in children(verb, "ccomp"):
        told = any(relation(c) == "mark" and c.lower_ == "that" for c in clause.children)
        if told and clause.i > verb.i and is_verbal(clause):
            yield from (("blamed", c) for c in clause.children if c.dep_ == "nsubj" and c.pos_ in ("PROPN", "NOUN"))


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
    guilty = _blamed_for(trigger, analysis)
    if guilty is not None:
        yield "possessive", guilty
    yield from ((slot, head) for slot, head in noun_arguments(trigger.token) if head != guilty)
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
    if trigger.light is None:
        yield from _come_for(trigger)
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
    yield from _amounts(trigger, analysis)


def _blamed_for(trigger: Trigger, analysis: Analysis) -> Token | None:
    """Whom somebody blames for what a noun names: "held Iran responsible for the attack", "pinned the strike on Oslo"."""
    noun, verb = trigger.token, trigger.token.head
    if trigger.frames[0].event_type not in ("use", "transfer", "assist"):
        return None
    if case_of(noun) in BLAMING and (verb.lower_ in ANSWERABLE or (relation(noun) == "nmod" and relation(verb) == "obj")):
        if (named := next((c for c in verb.children if c.dep_ == "nsubj"), None)) is not None:
            return named  # "Oslo is responsible for the attack"
        verb = verb.head
    words = {word.lower_ for word in verb.sent}
    uses = [use for use in analysis.lexicon.verbs.get(verb.lower_, ()) if use.frame.event_type == "accuse" and words.issuperset({*use.rest} - {ANY})]
    if not is_verbal(verb) or not uses:
        return None
    if relation(noun) in ("obl", "nmod") and case_of(noun) in BLAMING:
        return next((head for slot, head in clause_arguments(verb) if slot == "object" and head != noun), None)
    if relation(noun) not in ("obj", "nsubj") or not any(use.frame.name in ("blame", "attribute") for use in uses):
        return None
    on = next((head for slot, head in clause_arguments(verb) if slot in ("on", "to") and head.i > verb.i), None)
    below = [head for case, head in nested_phrases(noun) if case == "on"]
    return on or (below[0] if len(below) == 1 and relation(noun) == "obj" else None)


def _amounts(trigger: Trigger, analysis: Analysis) -> Iterator[tuple[str, Token]]:
    """How much is made: "output will reach 90 drones a day", "production stands at 50 missiles a month"."""
    noun, verb = trigger.token, trigger.token.head
    if trigger.frames[0].event_type != "produce" or relation(noun) != "nsubj" or verb.lower_ not in analysis.lexicon.amounting:
        return
    yield from (("of", head) for slot, head in clause_arguments(verb) if slot in ("object", "at", "to"))


def _come_for(trigger: Trigger) -> Iterator[tuple[str, Token]]:
    """Who is somewhere for what a noun names: "was in Oslo for talks with Petrov", "is in Ankara for a meeting"."""
    noun, head = trigger.token, trigger.token.head
    if trigger.frames[0].event_type not in ("meet", "negotiate") or case_of(noun) != "for":
        return
    spot = next((word for word in (head, head.head) if any(relation(c) == "cop" for c in word.children)), None)
    if spot is None or case_of(spot) not in ("in", "at") or relation(noun) not in ("nmod", "obl"):
        return
    come = next((c for c in spot.children if c.dep_ == "nsubj"), None)
    if come is not None:
        yield "possessive", come


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

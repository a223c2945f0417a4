"""Who did what with what to whom: the roles of a trigger's frame, filled from its grammatical slots.

A slot's filler takes the first role that accepts its kind. What the grammar leaves open is repaired from the
phrases below an argument ("sending drones to Moscow" with the parser's low attachment); what stays open is
left empty, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import (
    case_of,
    children,
    clause_arguments,
    conjuncts,
    is_passive,
    is_verbal,
    nested_phrases,
    noun_arguments,
    partaker,
    relation,
    subject,
)
from preprocessing.lexicon import Frame
from preprocessing.mentions import OUTLET, Mention
from preprocessing.references import Wanted, is_joined, is_platform, owning_state, referents
from preprocessing.triggers import HELPING, Trigger, gerund_object, light_subject, verb_of_gerund

RECEIVING = ("receive", "course")
WORKING = ("produce", "transfer", "request", "agree", "sanction", "test")  # what a plant, named by its place, may do
# what stands behind these tells how it came about, not who took part: "under pressure from Washington"
CIRCUMSTANCES = ("under", "after", "amid", "despite", "because of", "due to", "following", "during", "since")
NEARBY = frozenset(
    ("at", "near", "outside", "beside", "around", "next to", "close to", "north of", "south of", "east of", "west of")
)
CARRYING = ("carry", "transport", "smuggle", "bring", "haul", "move")
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


@dataclass
class Filling:
    """A frame with its roles filled: role → (entity id, token of the phrase that names it)."""

    trigger: Trigger
    frame: Frame
    roles: dict[str, list[tuple[str, Token]]] = field(default_factory=dict)
    complement: bool = False
    people: bool = False
    closed: bool = False
    unnamed: set[str] = field(default_factory=set)
    repaired: bool = False
    completed: bool = False
    first_person: Token | None = None
    denied: str | None = None

    def ids(self, role: str) -> list[str]:
        """The entities of a role, each once."""
        named = self.roles.get(role)
        return list(dict.fromkeys(entity_id for entity_id, _ in named)) if named else []

    def has(self, need: str) -> bool:
        """Whether a need of the frame is met."""
        if need in ("complement", "people"):
            return bool(getattr(self, need))
        if need == "agents":
            return len(self.ids("agent")) > 1
        return bool(self.roles.get(need))

    @property
    def weight(self) -> tuple[int, int]:
        """How well a frame fits: its rank, then how many roles it fills."""
        return self.frame.entry.rank, sum(
            1 for role in ("agent", "recipient", "item", "place") if self.roles.get(role)
        )


def fillings_of(trigger: Trigger, analysis: Analysis) -> list[Filling]:
    """Every frame of a trigger with the roles that its slots fill, the best fitting first."""
    slots = list(_slots(trigger, analysis))
    if trigger.frames[0].event_type == "use":  # whom it is used against comes before where: "against targets in Syria"
        slots.sort(key=lambda pair: pair[0] in ("in", "over", "near", "around"))
    found = [
        _filled(trigger, frame, slots, analysis)
        for frame in trigger.frames
        if not (frame.entry.bare and any(slot in ("object", "with", "indirect") for slot, _ in slots))
    ]
    return sorted(
        (f for f in found if not (f.frame.entry.light and not _held(trigger, f))),
        key=lambda f: f.weight,
        reverse=True,
    )


def is_met(filling: Filling) -> bool:
    """Whether a filling has what its frame needs to be a claim."""
    return not filling.closed and all(
        any(filling.has(need) for need in group) for group in filling.frame.entry.needs
    )


def _held(trigger: Trigger, filling: Filling) -> bool:
    """Whether a noun such as "deal" states an event: a light verb holds it, or it names both parties."""
    return trigger.light is not None or len(filling.ids("agent")) > 1


def _slots(trigger: Trigger, analysis: Analysis) -> Iterator[tuple[str, Token]]:
    """(slot, head of the filler), grammatical ones first, then those repaired from deeper phrases."""
    if trigger.path == "verb":
        first = [*_within_phrase(trigger), *_helped(trigger), *_around_verb(trigger.token)]
        if (thing := gerund_object(trigger.token, analysis)) is not None:
            first.append(("object", thing))
            if (above := verb_of_gerund(trigger.token, analysis)) is not None:
                first += [(slot, head) for slot, head in clause_arguments(above) if slot != "object"]
            elif relation(thing.head) == "obj":  # "accused Oslo of flying weapons to Chad"
                first.append(("subject", thing.head))
                first += [(slot, head) for slot, head in clause_arguments(thing.head.head) if head.i > thing.i]
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
        if slot not in ("subject", "possessive", "by", "owner", "partner", "asked", *CIRCUMSTANCES):
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
    if relation(verb) in ("advcl", "xcomp") and verb.tag_ == "VB" and is_verbal(verb.head):
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


def _filled(trigger: Trigger, frame: Frame, slots: list[tuple[str, Token]], analysis: Analysis) -> Filling:
    filling = Filling(trigger, frame)
    taken: set[int] = set()
    for slot, head in slots:
        if head.i in taken:
            continue
        for role in _roles_of(slot, trigger, frame, analysis):
            if _closed(role, slot, filling) or (role == "item" and _is_supplied(slot, head, slots)):
                continue
            if role == "item" and slot == "subject" and head.pos_ == "PRON" and any(other == "object" for other, _ in slots):
                continue  # "they gave Kyiv a radar": who gives
            if role == "matter":
                if _is_matter(head, analysis):
                    filling.roles["matter"] = [("", head)]
                    taken.add(head.i)
                    break
                continue
            found = referents(head, analysis, _wanted(role, frame, slot, analysis))
            if not found and slot in ("light", "possessive", "for") and role == "recipient":
                owner = next((c for c in head.children if c.dep_ == "nmod:poss"), None)
                found = referents(owner, analysis, analysis.is_actor) if owner is not None else []
            if not found and role == "recipient" and frame.event_type == "sanction" and head.pos_ == "NOUN":
                found = _whose(head, filling.ids("agent"), analysis)
            if not found and slot == "subject" and role == "agent" and frame.event_type in ("request", "accuse", "warn"):
                found = _author(head, analysis)
            if slot == "between" and len(found) == 1:
                found += _other_side(head, found, analysis)
            if found:
                if role in ("agent", "recipient"):
                    homes = (analysis.state_of_place(e) for e in found if analysis.kind(e) == "place")
                    found += [home for home in homes if home is not None and home not in found]
                filling.roles.setdefault(role, []).extend((entity_id, head) for entity_id in found)
                taken.add(head.i)
                if role == "agent" and frame.event_type == "use" and head.i in analysis.by_token:
                    flown = referents(head, analysis, _wanted("item", frame, slot, analysis))
                    if flown and head.pos_ != "PRON":  # "Israeli jets bombed": who bombs, and with what
                        filling.roles.setdefault("item", []).extend((entity_id, head) for entity_id in flown)
                break
        else:
            _note_unnamed(slot, head, trigger, frame, filling, analysis)
    _drop_struck(filling, slots, analysis)
    _take_cargo(filling, analysis)
    _turn_carrier(filling, slots, analysis)
    _seat_buyer(filling, analysis)
    _seat_owner(filling, analysis)
    _seat_friend(filling, slots, analysis)
    _add_joined(filling, analysis)
    _add_neighbours(filling, analysis)
    _drop_self(filling)
    _people(filling, slots, analysis)
    if (
        _is_reflexive(trigger.token)
        or any(
            slot in ("subject", "by", "in") and head.lower_ in analysis.lexicon.cues.reference.mishaps
            for slot, head in slots
        )
        or _only_asks(trigger.token, slots)
        or (frame.event_type == "meet" and _hosts_a_thing(trigger.token, analysis))
        or not _are_persons(filling, analysis)
    ):
        filling.closed = True
    filling.complement = any(
        relation(c) == "xcomp"
        or (frame.event_type == "request" and (relation(c) == "ccomp" or (relation(c) == "acl" and any(m.lower_ == "that" for m in children(c, "mark")))))
        or (relation(c) in ("obl", "nmod") and (case_of(c) == "for" or _is_infinitive(c, analysis)))
        or (relation(c) in ("acl", "advcl") and c.tag_ in ("VBG", "VB") and c.i > trigger.token.i and bool(frame.entry.absorbs))
        for c in trigger.token.children
    ) or any(slot == "owner" or (slot == "object" and _is_act(head, frame, analysis)) for slot, head in slots)
    return filling


def _is_act(noun: Token, frame: Frame, analysis: Analysis) -> bool:
    """Whether what is discussed or sought is an act that the frame takes in: "discussed missile sales with Oslo"."""
    uses = analysis.lexicon.nouns.get(noun.lower_, ())
    return any(use.event_type in frame.entry.absorbs for use in uses)


def _is_infinitive(token: Token, analysis: Analysis) -> bool:
    """"Called on Oslo to blacklist ten firms": a verb that the parse takes for a noun behind a preposition."""
    plain = not any(relation(c) in ("det", "amod", "compound", "nmod") for c in token.children)
    uses = analysis.lexicon.verbs.get(token.lower_, ())
    return plain and case_of(token) == "to" and any(use.tag == "base" for use in uses)


def _is_supplied(slot: str, head: Token, slots: list[tuple[str, Token]]) -> bool:
    """"Supplied it with steel": a pronoun before "with" is who gets something, not what is given."""
    return slot == "object" and head.pos_ == "PRON" and any(other == "with" for other, _ in slots)


def _is_awarded(trigger: Trigger, analysis: Analysis) -> bool:
    """"Won an order from Romania": the order's maker is behind "from", and the subject has got it."""
    return trigger.light is not None and trigger.light.lower_ in analysis.lexicon.awarded


def _note_unnamed(
    slot: str, head: Token, trigger: Trigger, frame: Frame, filling: Filling, analysis: Analysis
) -> None:
    """A party that the sentence does give, in words that name nobody known ("to third countries"), stays empty."""
    roles = _roles_of(slot, trigger, frame, analysis)
    if not roles or roles[0] not in ("agent", "recipient") or head.tag_ not in ("NNS", "NN", "NNP"):
        return
    speech = analysis.lexicon.cues.speech
    acts = head.lower_ in analysis.lexicon.spoken_for or head.lower_ in speech.bodies  # "the federal government"
    doing = slot in ("subject", "light") and acts and frame.event_type in analysis.discourse.dealings
    if (slot in ("to", "from", "by") and head.lower_ not in analysis.discourse.spots) or doing:
        filling.unnamed.add(roles[0])


def _seat_buyer(filling: Filling, analysis: Analysis) -> None:
    """"Weapons for which Yerevan has paid", "the jets that Cairo ordered": who bought goods is who gets them."""
    if filling.frame.event_type != "transfer" or filling.roles.get("recipient"):
        return
    for _, item in filling.roles.get("item", ()):
        for clause in item.children:
            if clause.dep_ not in ("acl:relcl", "acl") or clause.lemma_ not in analysis.discourse.buying:
                continue
            buyer = next((head for slot, head in clause_arguments(clause) if slot == "subject" and head != item), None)
            found = referents(buyer, analysis, analysis.is_actor) if buyer is not None else []
            if found and buyer is not None and not set(found) & set(filling.ids("agent")):
                filling.roles["recipient"] = [(party, buyer) for party in found]
                return


def _whose(body: Token, others: list[str], analysis: Analysis) -> list[str]:
    """The state whose a punished body without a name is: "the Turkish agency", "its procurement agency"."""
    if (state := owning_state(body, analysis)) is not None:
        return [state]
    owner = next((c for c in body.children if c.dep_ == "nmod:poss" and c.pos_ == "PRON"), None)
    return referents(owner, analysis, lambda e: analysis.is_actor(e) and e not in others) if owner is not None else []


def _may_own(entity_id: str, analysis: Analysis) -> bool:
    """Whether arms can be somebody's to use: a state's or an armed group's, not a maker's."""
    return analysis.is_actor(entity_id) and analysis.kind(entity_id) != "person" and analysis.entity(entity_id).class_ not in ("company", OUTLET)


def _seat_owner(filling: Filling, analysis: Analysis) -> None:
    """"Deliver Germany's first Arrow battery", "Hezbollah's rockets, most of them supplied by Iran": goods of which a
    supplier is named are given to whose they are said to be."""
    if filling.frame.event_type != "transfer" or filling.roles.get("recipient") or not filling.ids("agent"):
        return
    clause = filling.trigger.token if filling.trigger.token.dep_ == "acl" else None
    given = clause is not None or is_passive(filling.trigger.token) or all(analysis.kind(a) == "organisation" for a in filling.ids("agent"))
    nouns = [clause.head] if clause is not None else [t.head if t.dep_ == "appos" else t for _, t in filling.roles.get("item", ())]
    for noun in nouns:
        owner = next((c for c in noun.children if c.dep_ == "nmod:poss" and c.pos_ == "PROPN"), None)
        found = referents(owner, analysis, lambda e: _may_own(e, analysis)) if owner is not None else []
        first = any(c.lower_ in ("first", "last", "next", "second", "new") for c in noun.children)
        if found and owner is not None and (given or first) and set(found).isdisjoint(filling.ids("agent")):
            filling.roles["recipient"] = [(party, owner) for party in found]
            return


def _seat_friend(filling: Filling, slots: list[tuple[str, Token]], analysis: Analysis) -> None:
    """"Ukraine's allies have pledged fifty tanks": to whom they are allies."""
    if filling.frame.event_type not in ("transfer", "assist") or filling.roles.get("recipient"):
        return
    for slot, head in slots:
        owner = next((c for c in head.children if c.dep_ == "nmod:poss"), None)
        if slot in ("subject", "by") and head.lower_ in analysis.discourse.friends and owner is not None:
            found = [party for party in referents(owner, analysis, analysis.is_actor) if party not in filling.ids("agent")]
            filling.roles["recipient"] = [(party, owner) for party in found]


def _drop_struck(filling: Filling, slots: list[tuple[str, Token]], analysis: Analysis) -> None:
    """"The missile destroyed a radar": the item of a use is what strikes, where it is named, and not what is struck; what
    is counted stays, since the number is of it."""
    if filling.frame.rule_id != "use.attack" or filling.trigger.path != "verb":
        return
    struck = {head.i for slot, head in slots if slot == "object" and not any(t.like_num for t in head.lefts)}
    striking = [(entity_id, token) for entity_id, token in filling.roles.get("item", ()) if token.i not in struck]
    if any(not is_platform(token, analysis) for _, token in striking):  # "Israeli jets destroyed a radar" says more of the radar
        filling.roles["item"] = striking


def _take_cargo(filling: Filling, analysis: Analysis) -> None:
    """"Intercepted a speedboat carrying rifles": what is stopped is what is aboard, where it is said."""
    if filling.frame.event_type not in ("intercept", "inspect"):
        return
    for number, (_, token) in enumerate(filling.roles.get("item", ())):
        if not is_platform(token, analysis):
            continue
        for clause in children(token, "acl"):
            cargo = next(children(clause, "obj"), None) if clause.lemma_.lower() in CARRYING else None
            found = referents(cargo, analysis, lambda e: analysis.kind(e) == "weapon") if cargo is not None else []
            if found and cargo is not None:
                filling.roles["item"][number : number + 1] = [(item, cargo) for item in found]
                return


def _turn_carrier(filling: Filling, slots: list[tuple[str, Token]], analysis: Analysis) -> None:
    """"Russian ships carried shells from Iran": who fetches goods abroad gets them from there."""
    carriers = filling.roles.get("agent", [])
    if filling.frame.event_type != "transfer" or not carriers or not all(
        t.lower_ in analysis.discourse.carriers or is_platform(t, analysis) for _, t in carriers
    ):
        return
    parties = filling.ids("agent")
    givers = [
        (party, head)
        for slot, head in slots
        if slot == "from"
        for party in referents(head, analysis, lambda e: analysis.kind(e) == "state")
        if party not in parties
    ]
    if givers:
        filling.roles["agent"] = givers
        filling.roles.setdefault("recipient", carriers)


def _add_joined(filling: Filling, analysis: Analysis) -> None:
    """ "Bought Su-35s from Russia, along with Yak-130 trainers": what a phrase further on sets beside the items."""
    items = [token for _, token in filling.roles.get("item", ()) if token.sent == filling.trigger.token.sent]
    if not items or filling.frame.entry.items:
        return
    doc, end = analysis.doc, filling.trigger.token.sent.end
    for index in range(items[-1].i + 1, min(items[-1].i + 12, end - 2)):
        if doc[index].lower_ in ("along", "together") and doc[index + 1].lower_ == "with":
            last = index + 2
            while last + 1 < end and doc[last + 1].pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
                last += 1
            known = set(filling.ids("item"))
            found = referents(doc[last], analysis, lambda e: analysis.kind(e) == "weapon")
            filling.roles["item"] += [(e, doc[last]) for e in found if e not in known]
            return
        if doc[index].pos_ in ("VERB", "AUX") or doc[index].text in (";", ":"):
            return


def _add_neighbours(filling: Filling, analysis: Analysis) -> None:
    """ "Nuclear materials and fuel fabrication": goods listed side by side are items together, however parsed."""
    items = [(e, t) for e, t in filling.roles.get("item", ()) if t.i in analysis.by_token]
    if not items or filling.frame.entry.items:
        return
    found = dict.fromkeys(filling.ids("item"))
    order = [m for m in analysis.mentions if analysis.kind(m.entity_id) == "weapon"]
    positions = {m.first: n for n, m in enumerate(order)}
    for _, token in items:
        at = positions.get(analysis.by_token[token.i].first)
        for step in (-1, 1):
            here = at
            while (
                here is not None
                and 0 <= here + step < len(order)
                and _side_by_side(order[min(here, here + step)], order[max(here, here + step)], analysis)
            ):
                here += step
                other = order[here]
                if other.entity_id not in found and not any(
                    analysis.descends(k, other.entity_id) or analysis.descends(other.entity_id, k)
                    for k in found
                ):
                    found[other.entity_id] = None
                    filling.roles["item"].append((other.entity_id, analysis.doc[other.last - 1]))


def _side_by_side(one: Mention, other: Mention, analysis: Analysis) -> bool:
    """Whether just a coordinator, and what modifies the second, stands between two mentions of one sentence."""
    between = analysis.doc[one.last : other.first]
    if not 1 <= len(between) <= 5 or analysis.sentence_of[one.first] != analysis.sentence_of[other.first]:
        return False
    coordinated = any(t.pos_ == "CCONJ" or t.lower_ == "well" for t in between)
    return coordinated and all(
        t.pos_ in ("CCONJ", "DET", "NUM", "ADJ", "PUNCT", "ADV", "ADP")
        and t.text not in (";", ".", ":")
        and t.lower_ not in ("to", "from", "for", "with", "of", "in", "against", "by", "on")
        for t in between
    )


def _author(document: Token, analysis: Analysis) -> list[str]:
    """Who speaks in a letter: "a letter from the Serbian ministry asks", "NATO's declaration described"."""
    speech = analysis.lexicon.cues.speech
    if document.lemma_ not in (*speech.documents, *speech.unnamed, *speech.nouns):
        return []
    for child in document.children:
        if child.dep_ == "nmod:poss" or case_of(child) in ("from", "by"):
            return referents(child, analysis, analysis.is_actor)
    return []


def _other_side(head: Token, found: list[str], analysis: Analysis) -> list[str]:
    """The second of "between Russia and Iran", where the parser hangs it elsewhere."""
    mention = analysis.by_token.get(head.i)
    if mention is None or mention.last + 1 >= len(analysis.doc) or analysis.doc[mention.last].lower_ != "and":
        return []
    other = analysis.by_token.get(mention.last + 1)
    return (
        [other.entity_id]
        if other is not None and analysis.is_actor(other.entity_id) and other.entity_id not in found
        else []
    )


def _wanted(role: str, frame: Frame, slot: str, analysis: Analysis) -> Wanted:
    return lambda entity_id: accepts(role, entity_id, frame, slot, analysis)


def _is_matter(head: Token, analysis: Analysis) -> bool:
    """Whether a phrase names what can be characterised: a relationship, a deal, a step, or a pronoun for it."""
    return head.lower_ in analysis.lexicon.matters or (
        head.pos_ == "PRON" and head.lower_ in ("it", "this", "that", "which")
    )


def _roles_of(slot: str, trigger: Trigger, frame: Frame, analysis: Analysis) -> list[str]:
    if slot == "light":
        assert trigger.light is not None
        receiving = any(
            use.frame.name in RECEIVING for use in analysis.lexicon.verbs.get(trigger.light.lower_, ())
        )
        receiving = receiving and (frame.event_type == "train" or not _only_learns(trigger.light, analysis))
        receiving = receiving or frame.name in RECEIVING  # who approves or makes a purchase receives
        incurring = trigger.light.lower_ in analysis.lexicon.incurring
        return (
            ["recipient"]
            if (receiving and frame.event_type in ("transfer", "assist", "train"))
            or (incurring and frame.event_type in ("sanction", "accuse", "warn", "use"))
            or (_is_awarded(trigger, analysis) and frame.event_type == "request")
            else ["agent", "item"]
            if frame.event_type == "test"  # "the jet made its first flight"
            else ["agent"]
        )
    if slot == "from" and frame.event_type == "request" and _is_awarded(trigger, analysis):
        return ["agent"]
    roles = list(frame.entry.slots.get(slot, ()))  # type: ignore[call-overload]
    if slot == "asked" and frame.event_type == "request":
        return ["recipient"]
    if slot == "indirect" and not roles and "recipient" in frame.entry.slots.get("object", ()):
        return ["recipient"]
    if slot == "including" and not roles:
        return list(frame.entry.slots.get("object", ()))
    if slot in NEARBY and not roles and "place" in frame.entry.slots.get("in", ()):
        return ["place"]
    return roles


def _only_learns(verb: Token, analysis: Analysis) -> bool:
    """Whether a verb makes its subject a receiver of nothing but training: who "completed deliveries" received none."""
    return all(use.frame.name != "receive" for use in analysis.lexicon.verbs.get(verb.lower_, ()))


def _closed(role: str, slot: str, filling: Filling) -> bool:
    """Whether a role is settled: agents and recipients come from one slot, unless parties are listed."""
    if slot == "including":
        return False
    if role == "agent":
        return bool(filling.roles.get("agent")) and slot not in (
            "with",
            "between",
            "involving",
            "object",
            "light",
        )
    return role == "recipient" and bool(filling.roles.get("recipient"))


def accepts(role: str, entity_id: str, frame: Frame, slot: str, analysis: Analysis) -> bool:
    """Whether an entity may fill a role of a frame, from a slot."""
    kind = analysis.kind(entity_id)
    if role in ("agent", "recipient"):
        # who is told something is no party to it
        actor = analysis.is_actor(entity_id) or (frame.event_type in WORKING and _is_works(entity_id, analysis))
        return actor and analysis.entity(entity_id).class_ != OUTLET
    if role == "place":
        roles = frame.entry.slots.get(slot, ())  # type: ignore[call-overload]
        if slot == "outside" and kind == "state":
            return False
        return kind == "place" or (kind == "state" and "recipient" not in roles and "agent" not in roles)
    return role == "item" and _accepts_item(entity_id, kind, frame, analysis)


def _is_works(entity_id: str, analysis: Analysis) -> bool:
    """Whether a place is a plant, whose name stands for who runs it: "Alabuga builds decoys"."""
    return analysis.entity(entity_id).class_ in ("plant", "zone")


def _accepts_item(entity_id: str, kind: str, frame: Frame, analysis: Analysis) -> bool:
    allowed = frame.entry.items
    if not allowed:
        return kind == "weapon"
    return any(kind == a or analysis.descends(entity_id, a) for a in allowed)


def _drop_self(filling: Filling) -> None:
    """Nobody supplies himself: a recipient that is the agent is dropped."""
    agents = set(filling.ids("agent"))
    pointed = all(t.pos_ == "PRON" for _, t in filling.roles.get("agent", ()))
    if len(agents) > 1 and pointed and agents & set(filling.ids("recipient")):
        filling.roles.pop("agent")  # "they came to terms with Iran": "they" are others
        return
    kept = [(e, t) for e, t in filling.roles.get("recipient", ()) if e not in agents]
    if kept:
        filling.roles["recipient"] = kept
    else:
        filling.roles.pop("recipient", None)


def _is_reflexive(verb: Token) -> bool:
    """ "Provides itself with": nothing passes between parties."""
    return any(c.lower_.endswith(("self", "selves")) for c in children(verb, "obj", "iobj"))


def _only_asks(verb: Token, slots: list[tuple[str, Token]]) -> bool:
    """ "Asked whether", "asked about", "asked how": a question, no request."""
    if not verb.lower_.startswith("ask") or any(slot == "for" for slot, _ in slots):
        return False
    wanted = any(
        (relation(c) in ("xcomp", "ccomp", "advcl") and c.tag_ == "VB")
        or (relation(c) in ("obl", "nmod") and case_of(c) == "for")
        for c in verb.children
    )
    behind = verb.doc[verb.i + 1 : min(verb.i + 14, verb.sent.end)]
    asked = any(t.lower_ == "to" and t.nbor().tag_ == "VB" and t.nbor().lower_ != "be" for t in behind if t.i + 1 < len(verb.doc))
    return not wanted and not asked


def _hosts_a_thing(verb: Token, analysis: Analysis) -> bool:
    """ "Hosts an air base": who is met is a party itself, not something of a party's."""
    met = next(children(verb, "obj"), None)
    if met is None or met.pos_ == "PRON" or met.lower_ in analysis.lexicon.nouns:  # "paid a visit to", "held talks with"
        return False
    named = [analysis.by_token[t.i] for t in met.subtree if t.i in analysis.by_token and t.i <= met.i]
    people = (
        met.lower_ in analysis.lexicon.people
        or met.lower_ in analysis.lexicon.cues.speech.people
        or met.lower_.rstrip("s") in analysis.lexicon.cues.speech.people
    )
    return not people and not any(
        m.first <= met.i < m.last or analysis.kind(m.entity_id) == "person" for m in named
    )


def _people(filling: Filling, slots: list[tuple[str, Token]], analysis: Analysis) -> None:
    """Frames about people need some: "sent troops", "instructors deployed"; who sends them is whose they are."""
    if not filling.frame.entry.people or filling.frame.event_type != "deploy":
        return
    moved = next(
        (
            head
            for slot, head in slots
            if slot in ("object", "subject", "of") and any(t.lower_ in analysis.lexicon.people for t in _counted(head, analysis))
        ),
        None,
    )
    filling.people = moved is not None
    weapons = filling.roles.get("item")
    if moved is None and not (
        weapons and filling.trigger.token.lower_ in analysis.lexicon.verbs and _stationing(filling)
    ):
        filling.roles.clear()
        filling.closed = True


def _counted(head: Token, analysis: Analysis) -> Iterator[Token]:
    """A noun, and behind a measure what it counts: "a handful of instructors"."""
    yield head
    if head.lower_ in analysis.lexicon.measures:
        yield from (one for below in children(head, "nmod") if case_of(below) == "of" for one in conjuncts(below))


def _are_persons(filling: Filling, analysis: Analysis) -> bool:
    """Whether the roles of which the frame wants persons hold some, abroad: "Petrov flew to Oslo", "a Serbian
    delegation was received"; who flies home meets nobody."""
    for role in filling.frame.entry.persons:
        named = filling.roles.get(role, [])
        if not any(analysis.kind(e) == "person" or t.lower_ in analysis.lexicon.envoys for e, t in named):
            return False
        countries = {analysis.entity(e).country for e, _ in named}
        abroad = [e for other in ("recipient", "place") for e, _ in filling.roles.get(other, ()) if other != role]
        if role == "agent" and abroad and all(_country_of(e, analysis) in countries for e in abroad):
            return False
    return True


def _country_of(entity_id: str, analysis: Analysis) -> str | None:
    return analysis.entity(entity_id).country or "of nobody"


def _stationing(filling: Filling) -> bool:
    """ "Deploy" and its like move weapons too; "send" and "bring" move them as transfers."""
    return filling.trigger.token.lower_.startswith(
        ("deploy", "redeploy", "station", "base", "position", "rotat", "mass", "relocat", "amass")
    )

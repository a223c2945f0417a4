"""Who did what with what to whom: the roles of a trigger's frame, filled from its grammatical slots.

A slot's filler takes the first role that accepts its kind. What the grammar leaves open is repaired from the
phrases below an argument ("sending drones to Moscow" with the parser's low attachment); what stays open is
left empty, never guessed.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.fillings import Filling
from preprocessing.grammar import (
    case_of,
    children,
    conjuncts,
    relation,
)
from preprocessing.lexicon import Frame
from preprocessing.mentions import OUTLET
from preprocessing.phrases import Wanted
from preprocessing.references import referents
from preprocessing.seating import (
    add_joined,
    add_neighbours,
    drop_carrier,
    drop_struck,
    seat_buyer,
    seat_friend,
    seat_owner,
    take_cargo,
    turn_carrier,
    whose,
)
from preprocessing.slots import slots_of
from preprocessing.triggers import Trigger

RECEIVING = ("receive", "course")
WORKING = ("produce", "transfer", "request", "agree", "sanction", "test")  # what a plant, named by its place, may do
NEARBY = frozenset(
    ("at", "near", "outside", "beside", "around", "next to", "close to", "north of", "south of", "east of", "west of")
)


def fillings_of(trigger: Trigger, analysis: Analysis) -> list[Filling]:
    """Every frame of a trigger with the roles that its slots fill, the best fitting first."""
    slots = list(slots_of(trigger, analysis))
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
                found = whose(head, filling.ids("agent"), analysis)
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
    if frame.name == "arm_anyone":
        filling.unnamed.add("recipient")  # "arms neither side": nobody in particular
    drop_struck(filling, slots, analysis)
    take_cargo(filling, analysis)
    drop_carrier(filling, analysis)
    turn_carrier(filling, slots, analysis)
    seat_buyer(filling, analysis)
    seat_owner(filling, analysis)
    seat_friend(filling, slots, analysis)
    add_joined(filling, analysis)
    add_neighbours(filling, analysis)
    _drop_self(filling)
    _people(filling, slots, analysis)
    if (
        _is_reflexive(trigger.token)
        or any(
            slot in ("subject", "by", "in") and head.lower_ in analysis.lexicon.cues.reference.mishaps
            for slot, head in slots
        )
        or _only_asks(trigger.token, slots)
        or (
            frame.event_type == "meet"
            and not (frame.name == "tour" and any(slot == "owner" for slot, _ in slots))
            and _hosts_a_thing(trigger.token, analysis)
        )
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
        receiving = receiving and trigger.light.nbor().lower_ != "over"  # who "takes over the training" trains
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

"""Claims: each trigger's frame with its voice, status, date and number, as rows of the table ``claims``."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.attribution import Voice, carrier_of, find_voice, teller_of
from preprocessing.chronology import Dating, find_dating
from preprocessing.citations import Citation, citation_above, citation_after, source_id_of
from preprocessing.counting import count_of
from preprocessing.dealings import (
    exchanged,
    fill_doer,
    fill_dominant,
    fill_joint,
    fill_maker,
    fill_meeting,
    fill_pair,
    fill_supplier,
    seat_defenders,
)
from preprocessing.discourse import complete, denied_act, elliptic_object, is_generic, may_be_completed
from preprocessing.fillings import Filling
from preprocessing.grammar import is_passive, is_verbal, path_up
from preprocessing.moments import Told, carried
from preprocessing.parties import (
    acting,
    drop_implausible,
    fill_parties,
    host_of,
    seat,
    seat_first_person,
    sides,
    state_of,
)
from preprocessing.portions import portions_of
from preprocessing.quantities import Quantity, read_quantity_words
from preprocessing.refusals import seat_refuser
from preprocessing.roles import fillings_of, is_met
from preprocessing.scope import is_given
from preprocessing.slots import answered_by
from preprocessing.status import Cue, find_cue, hinders
from preprocessing.triggers import Trigger, find_triggers, lending_verb, verb_of_gerund
from preprocessing.windows import repair

ARRIVING = frozenset(("arrive", "reach"))  # frames without a doer
TIMING = frozenset(("after", "before", "when", "while", "since", "as", "because", "although", "though", "once", "amid"))
COMPLEMENTS = frozenset(("xcomp", "ccomp", "obj", "obl", "nmod", "acl", "advcl", "csubj"))


@dataclass(frozen=True)
class Claim:
    """One claim with everything that was found of it; ``row`` makes the table's row of it."""

    filling: Filling
    event_type: str
    voice: Voice | None
    cue: Cue | None
    status: str
    dating: Dating
    quantity: Quantity | None
    citation: Citation | None

    @property
    def token(self) -> Token:
        """The trigger's head word."""
        return self.filling.trigger.token


def find_claims(analysis: Analysis) -> Iterator[Claim]:
    """The claims of an article in the order of their triggers; the same claim is made once per sentence."""
    fillings = _absorbed(_fillings(analysis), analysis)
    triggers = frozenset(filling.trigger.token.i for filling in fillings)
    receivers = frozenset(r for f in fillings if f.frame.event_type == "transfer" for r in sides(f, "recipient", analysis))
    made: set[tuple[Any, ...]] = set()
    dated: list[Told] = []
    for filling in fillings:
        claim = _claim(filling, triggers, receivers, analysis)
        if (
            claim.dating.event is None
            and (moment := carried(filling, claim.event_type, dated, analysis)) is not None
        ):
            claim = replace(claim, dating=replace(moment, said_on=claim.dating.said_on))
        dated.append((filling, claim.event_type, claim.dating if claim.status != "negated" else Dating()))  # what never was lends no date
        for portion, quantity in portions_of(filling, claim.quantity, analysis):
            part = replace(claim, filling=portion, quantity=quantity)
            key = _identity(part)
            idle = part.filling.frame.name == "arm_anyone" and part.status not in ("negated", "denied")
            if key not in made and not _is_empty(part) and not idle:
                made.add(key)
                yield part


def _fillings(analysis: Analysis) -> list[Filling]:
    """The best filling of each trigger: by the parse, by the order of words, or by what was told before."""
    triggers = list(find_triggers(analysis))
    tokens = frozenset(trigger.token.i for trigger in triggers if trigger.path == "verb")
    found: list[Filling] = []
    every: list[list[Filling]] = []
    for trigger in triggers:
        every.append(fillings_of(trigger, analysis))
        for option in every[-1]:
            repair(option, tokens, analysis)
            drop_implausible(option, analysis)
            fill_parties(option, analysis)
            seat_refuser(option, analysis)
            _seat_teller(option, analysis)
    lent = _lent(triggers, every, analysis)
    for trigger, options in zip(triggers, every, strict=True):
        if trigger.path == "verb":
            options = [o for o in options if (trigger.token.i, o.frame.event_type) not in lent]
        chosen = max((o for o in options if is_met(o)), key=lambda o: o.weight, default=None)
        if chosen is None:
            chosen = next(
                (o for o in options if may_be_completed(o, analysis) and complete(o, found, analysis)), None
            )
        if chosen is not None:
            counted = chosen.trigger.path == "verb" and elliptic_object(chosen.trigger.token, analysis) is not None
            bare = not chosen.ids("item") and (counted or chosen.frame.name == "bare_noun") and may_be_completed(chosen, analysis)
            if bare or (_is_open(chosen) and not is_generic(chosen, analysis)):
                complete(chosen, found, analysis)
            found.append(chosen)
    fill_dominant(found, analysis)
    fill_supplier(found, analysis)
    fill_maker(found, analysis)
    fill_pair(found, analysis)
    fill_joint(found, analysis)
    fill_meeting(found, analysis)
    fill_doer(found, analysis)
    seat_defenders(found, analysis)
    acts = [filling for filling in found if filling.frame.name != "arm_anyone"]
    found = [denied_act(filling, [f for f in acts if f.trigger.token.i < filling.trigger.token.i], analysis) or filling for filling in found]
    return [*found, *(back for filling in found if (back := exchanged(filling, analysis)) is not None)]


def _seat_teller(filling: Filling, analysis: Analysis) -> None:
    """Who warns or accuses is who is heard to do so: "nobody will be safe, he cautioned"."""
    verb = filling.trigger.token
    if filling.frame.entry.speaker != "agent" or filling.trigger.path != "verb" or filling.ids("agent") or filling.closed or is_passive(verb):
        return
    teller = teller_of(verb, analysis)
    if teller is not None and analysis.is_actor(teller) and teller not in filling.ids("recipient"):
        filling.roles["agent"] = [(teller, verb)]


def _lent(triggers: list[Trigger], every: list[list[Filling]], analysis: Analysis) -> set[tuple[int, str]]:
    """(verb, type) of the acts that a noun states for its verb: "signed a contract" is one agreement, not two."""
    found: set[tuple[int, str]] = set()
    for trigger, options in zip(triggers, every, strict=True):
        verb = lending_verb(trigger)
        if verb is not None and any(is_met(o) or may_be_completed(o, analysis) for o in options):
            found.update((verb.i, frame.event_type) for frame in trigger.frames)
    return found


def _is_open(filling: Filling) -> bool:
    """Whether a claim about weapons lacks a party."""
    return bool(filling.ids("item")) and not (filling.ids("agent") and filling.ids("recipient"))


def _claim(filling: Filling, triggers: frozenset[int], receivers: frozenset[str], analysis: Analysis) -> Claim:
    token = filling.trigger.token
    voice = find_voice(token, analysis)
    answered = answered_by(filling.trigger, analysis) is not None
    if voice is not None and answered and voice.speech == token.head:
        voice = None  # who rejects a request does not tell of it
    speaker = filling.denied or next(iter(filling.ids("agent")), None)
    # "a Serbian official called it untrue", but not "both countries denied it"
    told = voice is not None and voice.speech == token and voice.text is not None and any(c.isupper() for c in voice.text)
    # "while Tehran denies it, officials say": a denial is told by who denies, whoever tells the rest
    others = voice is not None and filling.frame.event_type == "deny" and filling.trigger.path == "verb" and voice.speech.i != token.i
    if ((filling.denied and not told) or (others and not filling.denied) or (filling.frame.entry.speaker == "agent" and voice is None)) and speaker is not None:
        voice = Voice(speaker, analysis.entity(speaker).name, token)
    own = (state_of(voice.entity_id, analysis, analysis.states_by_country) or host_of(voice.text, analysis)) if voice is not None else None
    if voice is not None:
        seat_first_person(filling, own)
        mutual = filling.frame.event_type in ("agree", "negotiate") or filling.frame.name == "cooperate"
        if mutual and filling.ids("recipient") and own is not None:
            seat(filling, "agent", own, voice.speech)  # "a contract with Moscow is ready, the Iranian minister said"
    cue = find_cue(token, analysis, voice)
    light = filling.trigger.light
    if cue is None and light is not None and not answered and not hinders(light, analysis) and not is_given(token, analysis):
        cue = find_cue(light, analysis, voice)
    if filling.denied or (cue is None and filling.frame.event_type == "deny"):
        cue = Cue("denied", filling.trigger.first, filling.trigger.last)
    if filling.frame.entry.status is not None and (cue is None or cue.status == filling.frame.entry.status):
        cue = Cue(filling.frame.entry.status, filling.trigger.first, filling.trigger.last) if cue is None else None
    if cue is not None and cue.status == "planned" and _is_the_act(cue, filling):
        cue = None
    if cue is None and filling.frame.name == "package" and filling.trigger.light is not None:
        cue = Cue("planned", filling.trigger.light.i, filling.trigger.light.i + 1)  # announced, not yet there
    if cue is None and (promise := _promise(filling, analysis)) is not None:
        cue = Cue("planned", promise.i, promise.i + 1)
    predicate = any(child.dep_ == "cop" for child in token.children)
    if cue is None and predicate and filling.frame.name != "bound" and analysis.lexicon.status_words("adjectives").get(token.lower_) == "planned":
        cue = Cue("planned", token.i, token.i + 1)  # "is due in Oslo"
    status = cue.status if cue is not None else "asserted"
    undone = filling.trigger.path == "verb" and (is_passive(token) or filling.frame.name in ARRIVING)  # by nobody named
    gerund = filling.trigger.path == "verb" and (token.tag_ == "VBG" or any(c.lower_ == "having" for c in token.children))
    supplied = filling.frame.event_type in ("transfer", "use") and (undone or gerund) and not filling.denied
    if status == "denied" and supplied and voice is not None and own is not None and own not in receivers:
        if all(t.sent.start != token.sent.start for _, t in filling.roles.get("agent", ())):
            filling.roles.pop("agent", None)  # one from other sentences
        seat(filling, "agent", own, voice.speech)  # "denied that any weapons had been supplied", "denied having sold any": by his own state
    if undone and voice is not None and own is not None and _announces_own(filling, voice, own, analysis):
        seat(filling, "agent", own, voice.speech)
    if filling.frame.name in ARRIVING and filling.ids("agent") and not filling.roles.get("place") and voice is not None and own is not None:
        if own in receivers or (not receivers and voice.speech.lemma_ in analysis.discourse.owning_up):
            seat(filling, "recipient", own, voice.speech)  # "the first tanks have arrived from Oslo, Chad's minister announced"
    dating = find_dating(filling, triggers, status in ("planned", "hypothetical"), analysis)
    citation = citation_after(token, analysis)
    event_type = _event_type(filling, analysis)
    return Claim(
        filling, event_type, voice, cue, status, dating, count_of(filling, event_type, analysis), citation
    )


def _promise(filling: Filling, analysis: Analysis) -> Token | None:
    """The verb of what is done with a package of which a claim tells what it holds, "approved a package that includes";
    what was sent or received is no promise."""
    package = filling.trigger.token.head
    if filling.frame.name != "contents" or filling.trigger.token.dep_ != "acl:relcl":
        return None
    packed = any(frame.name == "package" for frame in analysis.lexicon.nouns.get(package.lower_, ()))
    handed = any(use.frame.event_type == "transfer" for use in analysis.lexicon.verbs.get(package.head.lower_, ()))
    return package.head if packed and is_verbal(package.head) and not handed else None


def _announces_own(filling: Filling, voice: Voice, own: str, analysis: Analysis) -> bool:
    """Whether what a state or an office of it announces, naming no doer, is its own act: "ten tanks will be sent, Oslo
    announced"."""
    announced = voice.speech.lemma_ in analysis.discourse.owning_up
    theirs = {analysis.entity(r).country for r in filling.ids("recipient")}
    return announced and filling.frame.event_type != "use" and analysis.entity(own).country not in theirs


def _is_the_act(cue: Cue, filling: Filling) -> bool:
    """Whether a cue of plans is the dealing itself: what "was agreed on" or "is on order" is no plan of it."""
    own = {filling.trigger.token.i, *range(filling.trigger.first, filling.trigger.last)}
    if filling.trigger.light is not None:
        own.add(filling.trigger.light.i)
    return filling.frame.event_type in ("agree", "request", "offer", "negotiate") and not own.isdisjoint(
        range(cue.first, cue.last)
    )


def _event_type(filling: Filling, analysis: Analysis) -> str:
    """The frame's type, or the one that its items make it: handing over know-how is assistance."""
    items = filling.ids("item")
    for event_type, classes in filling.frame.entry.becomes.items():
        if items and all(item in classes for item in items):
            return event_type
    return filling.frame.event_type


def _identity(claim: Claim) -> tuple[Any, ...]:
    filling = claim.filling
    return (
        claim.token.sent.start,
        claim.event_type,
        *(tuple(sorted(filling.ids(role))) for role in ("agent", "recipient", "item")),
        claim.status,
    )


def _is_empty(claim: Claim) -> bool:
    if claim.filling.frame.event_type == "assess":
        return claim.voice is None or claim.voice.text is None
    return not any(claim.filling.ids(role) for role in ("agent", "recipient", "item"))


# ---- one event told by two words ---------------------------------------------------------------------------


def _absorbed(fillings: list[Filling], analysis: Analysis) -> list[Filling]:
    """What is only the content of another claim is taken into it: "asked Russia to supply Su-35s" is a request
    for Su-35s; an accusation or a denial of a stated act is that act, said or denied."""
    by_token = {filling.trigger.token.i: filling for filling in fillings}
    dropped: set[int] = set()
    for filling in fillings:
        for outer in _outer(filling, by_token, analysis):
            if filling.frame.event_type in outer.frame.entry.absorbs:
                _merge(outer, filling, analysis)
                dropped.add(filling.trigger.token.i)
                break
            if outer.frame.event_type == "agree":
                _share(outer, filling)
            if outer.frame.event_type == "warn" and not outer.ids("item") and filling.ids("item") and not _is_circumstance(filling):
                outer.roles["item"] = filling.roles["item"]  # "cautioned Oslo against selling the radars"
            if outer.frame.event_type in ("accuse", "deny") and filling.frame.event_type not in (
                "accuse",
                "deny",
                "meet",
                "warn",
                "assess",
            ):
                dropped.add(outer.trigger.token.i)
            further = filling.trigger.path == "verb" and elliptic_object(filling.trigger.token, analysis) is not None
            if outer.frame.event_type == filling.frame.event_type and not further and _same_act(outer, filling):
                dropped.add(
                    filling.trigger.token.i
                    if len(outer.roles) >= len(filling.roles)
                    else outer.trigger.token.i
                )
    return [f for f in fillings if f.trigger.token.i not in dropped and not _says_nothing(f, analysis)]


def _says_nothing(filling: Filling, analysis: Analysis) -> bool:
    """ "Seeks to pursue its goals", "can hit targets", "fly only once", "supply it with steel": no request of
    anything, no act of anybody."""
    if filling.frame.event_type == "request":
        return not filling.ids("item") and not filling.ids("recipient")
    items = filling.ids("item")
    if filling.frame.event_type == "use" and items and any(analysis.descends(item, "launch-vehicle") for item in items):
        return True  # a satellite launched "using a Soyuz rocket"
    told_before = filling.frame.event_type == "transfer" and filling.completed
    active = not is_passive(filling.trigger.token)
    idle = filling.frame.name == "pass_over" or (active and (filling.frame.name == "attack" or told_before))
    return idle and filling.trigger.path == "verb" and not any(filling.ids(role) for role in ("agent", "recipient", "place"))


def _outer(filling: Filling, by_token: dict[int, Filling], analysis: Analysis) -> Iterator[Filling]:
    """The claims whose complement a claim is, nearest first."""
    token = below = filling.trigger.token
    for governor, kind in path_up(token):
        hidden = verb_of_gerund(token, analysis) is not None and kind in ("compound", "amod")  # "denied supplying missiles"
        if kind.partition(":")[0] not in COMPLEMENTS and kind != "conj" and not hidden:
            return
        if kind in ("acl:relcl", "advcl:relcl"):
            told = any(c.dep_ == "mark" and c.lower_ == "that" for c in below.children)
            if governor.i in by_token and told:
                yield by_token[governor.i]  # "its request that Oslo let it buy jets"
            if not told or governor.lower_ not in analysis.lexicon.taken_up:  # "rejected a report that"
                return
        below = governor
        if governor.i in by_token and kind != "conj":
            yield by_token[governor.i]


def _same_act(outer: Filling, inner: Filling) -> bool:
    """ "Used drones in attacks": two words for one act, one as the other's object or circumstance."""
    shared = [role for role in ("agent", "recipient", "item") if outer.ids(role) and inner.ids(role)]
    if any(set(outer.ids(role)).isdisjoint(inner.ids(role)) for role in shared):
        return False
    for role in ("agent", "recipient", "item", "place"):
        if not outer.ids(role) and inner.roles.get(role):
            outer.roles[role] = inner.roles[role]
    return True


def _is_circumstance(filling: Filling) -> bool:
    """Whether a clause tells when or why something is said, not what: "warned Oslo after it had sold the radars"."""
    verb = filling.trigger.token
    return verb.left_edge.lower_ in TIMING or any(c.dep_ in ("mark", "advmod") and c.lower_ in TIMING for c in verb.children)


def _share(outer: Filling, inner: Filling) -> None:
    """"Agreed to sell the system to Oslo": what is agreed, and with whom, is told of the act alone."""
    if outer.ids("agent") != inner.ids("agent") or len(outer.ids("agent")) != 1:
        return
    for role in ("item", "recipient"):
        if not outer.ids(role) and inner.roles.get(role):
            outer.roles[role] = inner.roles[role]


def _merge(outer: Filling, inner: Filling, analysis: Analysis) -> None:
    """The request's or offer's content: its items, and the other party where the outer verb names none."""
    outer.complement = True
    if not outer.ids("item") and inner.ids("item"):
        outer.roles["item"] = inner.roles["item"]
    receiver = [(e, t) for e, t in inner.roles.get("recipient", ()) if e in outer.ids("agent")]
    if receiver and len(outer.ids("agent")) > 1 and not outer.ids("recipient"):
        outer.roles["recipient"] = receiver
        outer.roles["agent"] = [(e, t) for e, t in outer.roles["agent"] if e not in {r for r, _ in receiver}]
    agents = outer.ids("agent")
    for role in ("agent", "recipient"):
        others = [(e, t) for e, t in inner.roles.get(role, ()) if e not in agents]
        if not outer.ids("recipient") and others:
            outer.roles["recipient"] = others
    if not outer.ids("place") and inner.ids("place"):
        outer.roles["place"] = inner.roles["place"]
    if outer.frame.event_type == "train":
        fill_parties(outer, analysis)


# ---- rows --------------------------------------------------------------------------------------------------


def row(
    claim: Claim, article_id: str, sentence_id: str, source_id: str | None, analysis: Analysis
) -> dict[str, Any]:
    """The claim as a row of the table ``claims``, without topic, event and origin."""
    start, end = span(claim, analysis)
    trigger = analysis.doc[claim.filling.trigger.first : claim.filling.trigger.last]
    cue = analysis.doc[claim.cue.first : claim.cue.last] if claim.cue is not None else None
    cited = claim.citation
    carrier = carrier_of(claim.voice, analysis)
    if cited is None and not carrier:
        cited = citation_above(claim.token, analysis)
    cited_source = (
        cited.source_id if cited is not None else source_id_of(carrier, analysis) if carrier else None
    )
    return {
        "claim_id": _id(
            article_id, claim.event_type, str(trigger.start_char), *claim.filling.ids("item"), claim.status
        ),
        "article_id": article_id,
        "sentence_id": sentence_id,
        "start": start,
        "end": end,
        "trigger_start": trigger.start_char,
        "trigger_end": trigger.end_char,
        "event_type": claim.event_type,
        "agents": acting(claim.filling, "agent", analysis),
        "recipients": acting(claim.filling, "recipient", analysis),
        "items": claim.filling.ids("item"),
        "places": claim.filling.ids("place"),
        **_quantity_columns(claim, analysis),
        **_date_columns(claim),
        "source_id": source_id,
        "speaker_id": claim.voice.entity_id if claim.voice else None,
        "speaker_text": claim.voice.text if claim.voice else None,
        "cited_source_id": cited_source,
        "cited_date": cited.day if cited is not None else None,
        "status": claim.status,
        "cue_start": cue.start_char if cue is not None else None,
        "cue_end": cue.end_char if cue is not None else None,
        "stance": None,
        "rule_id": rule_id(claim),
    }


def _quantity_columns(claim: Claim, analysis: Analysis) -> dict[str, Any]:
    quantity = claim.quantity
    if quantity is None:
        return dict.fromkeys(
            ("quantity_text", "quantity_low", "quantity_high", "quantity_unit", "quantity_counts")
        )
    counts = read_quantity_words(analysis.knowledge.folder).counts.get(claim.event_type)
    if counts == "delivered" and claim.status in ("planned", "hypothetical"):
        counts = "planned"
    return {
        "quantity_text": quantity.text,
        "quantity_low": quantity.low,
        "quantity_high": quantity.high,
        "quantity_unit": quantity.unit,
        "quantity_counts": counts,
    }


def _date_columns(claim: Claim) -> dict[str, Any]:
    dating = claim.dating
    interval = dating.event
    return {
        "event_from": interval.first if interval else None,
        "event_to": interval.last if interval else None,
        "date_precision": interval.precision if interval else "none",
        "date_text": dating.text,
        "date_basis": interval.basis if interval else "unknown",
        "said_on": dating.said_on,
    }


def rule_id(claim: Claim) -> str:
    """Which path found a claim: the frame and the kind of trigger, "transfer.give/noun"."""
    filling = claim.filling
    return f"{filling.frame.rule_id}/{filling.trigger.path}{'+order' * filling.repaired}{'+context' * filling.completed}"


def span(claim: Claim, analysis: Analysis) -> tuple[int, int]:
    """Character offsets of the words that a claim rests on, within its sentence."""
    sentence = claim.token.sent
    tokens = [claim.filling.trigger.first, claim.filling.trigger.last - 1]
    for filled in claim.filling.roles.values():
        tokens += [token.i for _, token in filled if sentence.start <= token.i < sentence.end]
    if claim.cue is not None:
        tokens += [claim.cue.first, claim.cue.last - 1]
    doc = analysis.doc
    return doc[min(tokens)].idx, doc[max(tokens)].idx + len(doc[max(tokens)])


def _id(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]

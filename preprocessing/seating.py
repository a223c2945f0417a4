"""Parties and goods that the words around an argument tell: who ordered the goods, whose they are, what a ship has aboard,
what is listed beside them."""


from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.fillings import Filling
from preprocessing.grammar import (
    case_of,
    children,
    clause_arguments,
    is_passive,
)
from preprocessing.mentions import OUTLET, Mention
from preprocessing.phrases import is_platform, owning_state
from preprocessing.references import referents
from preprocessing.specifics import ORDINALS


def seat_buyer(filling: Filling, analysis: Analysis) -> None:
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


def whose(body: Token, others: list[str], analysis: Analysis) -> list[str]:
    """The state whose a punished body without a name is: "the Turkish agency", "its procurement agency"."""
    if (state := owning_state(body, analysis)) is not None:
        return [state]
    owner = next((c for c in body.children if c.dep_ == "nmod:poss" and c.pos_ == "PRON"), None)
    return referents(owner, analysis, lambda e: analysis.is_actor(e) and e not in others) if owner is not None else []


def _may_own(entity_id: str, analysis: Analysis) -> bool:
    """Whether arms can be somebody's to use: a state's or an armed group's, not a maker's."""
    return analysis.is_actor(entity_id) and analysis.kind(entity_id) != "person" and analysis.entity(entity_id).class_ not in ("company", OUTLET)


def seat_owner(filling: Filling, analysis: Analysis) -> None:
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
        first = any(c.lower_ in ORDINALS or c.lower_ == "new" for c in noun.children)
        if found and owner is not None and (given or first) and set(found).isdisjoint(filling.ids("agent")):
            filling.roles["recipient"] = [(party, owner) for party in found]
            return


def seat_friend(filling: Filling, slots: list[tuple[str, Token]], analysis: Analysis) -> None:
    """"Ukraine's allies have pledged fifty tanks": to whom they are allies."""
    if filling.frame.event_type not in ("transfer", "assist") or filling.roles.get("recipient"):
        return
    for slot, head in slots:
        owner = next((c for c in head.children if c.dep_ == "nmod:poss"), None)
        if slot in ("subject", "by") and head.lower_ in analysis.discourse.friends and owner is not None:
            found = [party for party in referents(owner, analysis, analysis.is_actor) if party not in filling.ids("agent")]
            filling.roles["recipient"] = [(party, owner) for party in found]


def drop_struck(filling: Filling, slots: list[tuple[str, Token]], analysis: Analysis) -> None:
    """"The missile destroyed a radar": the item of a use is what strikes, where it is named, and not what is struck; what
    is counted stays, since the number is of it."""
    if filling.frame.rule_id != "use.attack" or filling.trigger.path != "verb":
        return
    struck = {head.i for slot, head in slots if slot == "object" and not any(t.like_num for t in head.lefts)}
    striking = [(entity_id, token) for entity_id, token in filling.roles.get("item", ()) if token.i not in struck]
    if any(not is_platform(token, analysis) for _, token in striking):  # "Israeli jets destroyed a radar" says more of the radar
        filling.roles["item"] = striking


def take_cargo(filling: Filling, analysis: Analysis) -> None:
    """"Intercepted a speedboat carrying rifles": what is stopped is what is aboard, where it is said."""
    if filling.frame.event_type not in ("intercept", "inspect"):
        return
    for number, (_, token) in enumerate(filling.roles.get("item", ())):
        if not is_platform(token, analysis):
            continue
        for clause in children(token, "acl"):
            cargo = next(children(clause, "obj"), None) if clause.lemma_.lower() in analysis.discourse.carrying else None
            found = referents(cargo, analysis, lambda e: analysis.kind(e) == "weapon") if cargo is not None else []
            if found and cargo is not None:
                filling.roles["item"][number : number + 1] = [(item, cargo) for item in found]
                return


def drop_carrier(filling: Filling, analysis: Analysis) -> None:
    """"Two radars were delivered by six Y-20 aircraft", "a freighter flew the missiles out": what brings goods is none."""
    items = filling.roles.get("item", [])
    if filling.frame.event_type != "transfer" or filling.trigger.path != "verb" or len({t.i for _, t in items}) < 2:
        return
    verb, passive = filling.trigger.token, is_passive(filling.trigger.token)
    bringing = {
        token.i
        for entity_id, token in items
        if token.head == verb and any(analysis.descends(entity_id, platform) for platform in analysis.discourse.platforms)
        and (case_of(token) == "by" if passive else token.dep_ == "nsubj")
    }
    kept = [(entity_id, token) for entity_id, token in items if token.i not in bringing]
    if kept:
        filling.roles["item"] = kept


def turn_carrier(filling: Filling, slots: list[tuple[str, Token]], analysis: Analysis) -> None:
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


def add_joined(filling: Filling, analysis: Analysis) -> None:
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


def add_neighbours(filling: Filling, analysis: Analysis) -> None:
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

"""Parties that a claim leaves to the article as a whole: whom its supplies go to, who supplies whom, who defends.

Each step counts what the article's claims say outright and fills only what they leave open, where one party
clearly stands out; a claim completed so says it in its rule ("+context").
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeVar

from preprocessing.analysis import Analysis
from preprocessing.conflicts import read_conflicts
from preprocessing.fillings import Filling
from preprocessing.grammar import children, is_passive, subject
from preprocessing.parties import mentioned_in, origin, seat, sides
from preprocessing.precedence import is_teller
from preprocessing.references import referents

Counted = TypeVar("Counted")
THROUGHOUT = 4  # supplies to one party that make it the one an article has weapons going to


def _dyads(fillings: Sequence[Filling], analysis: Analysis) -> Counter[tuple[str, str]]:
    """How often two parties deal with one another in an article, each pair in one order."""
    counted: Counter[tuple[str, str]] = Counter()
    for filling in fillings:
        if filling.frame.event_type in analysis.discourse.dealings and not filling.completed and not _is_of_stop(filling, analysis):
            counted.update(
                (min(a, r), max(a, r)) for a in sides(filling, "agent", analysis) for r in sides(filling, "recipient", analysis)
            )
    return counted


def _is_of_stop(filling: Filling, analysis: Analysis) -> bool:
    """Whether what is asked for is that something end: who "demands that Oslo halt the sales" does not buy there."""
    stopping = analysis.lexicon.cues.status.verbs["negated"]
    asked = children(filling.trigger.token, "ccomp", "xcomp", "acl") if filling.frame.event_type == "request" else ()
    return any(clause.lemma_ in stopping for clause in asked)


def fill_dominant(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """Supplies and requests without a recipient go to the party that their agent deals with throughout.

    The party must be the one of at least three of four of the agent's dealings in the article, or, for
    supplies, of all the article's supplies, or named nearby and the only one that the agent supplies.
    """
    dyads, supplies = _dyads(fillings, analysis), _supplied(fillings, analysis)
    supplied = Counter(
        r
        for f in fillings
        if f.frame.event_type in analysis.discourse.supply and not f.completed
        for r in f.ids("recipient")
    )
    for number, filling in enumerate(fillings):
        dealing = filling.frame.event_type in analysis.discourse.dealings or (
            filling.frame.event_type == "deploy" and filling.people
        )
        if not dealing or not filling.ids("agent") or filling.ids("recipient"):
            continue
        agents = sides(filling, "agent", analysis)
        found = {party for agent in agents if (party := _partner(agent, number, fillings, dyads, supplies, supplied, analysis)) is not None}
        party = found.pop() if len(found) == 1 else None
        if party is not None and all(_may_deal(agent, party, analysis) for agent in agents):
            seat(filling, "recipient", party, filling.trigger.token)


def _partner(
    agent: str,
    number: int,
    fillings: Sequence[Filling],
    dyads: Counter[tuple[str, str]],
    supplies: Mapping[str, Counter[str]],
    supplied: Counter[str],
    analysis: Analysis,
) -> str | None:
    """With whom an agent of a claim without a recipient deals there, by what the whole article says."""
    filling = fillings[number]
    participle = filling.trigger.path == "participle"  # "Iranian-supplied drones": whom the whole text has them go to
    partners = Counter({a if b == agent else b: n for (a, b), n in dyads.items() if agent in (a, b)})
    party = _clear(partners, THROUGHOUT if participle else 1 if filling.frame.event_type == "request" else 2)
    if participle and party is None:
        return None
    if party is None and filling.frame.event_type in analysis.discourse.supply:
        party = _clear(supplied, 2)  # a supplier that the text has not dealt with yet
        throughout = party is not None and supplied[party] >= THROUGHOUT and not _arms_both(party, supplied, filling, analysis)
        if party is not None and not throughout and not _is_meant(party, filling, analysis):
            party = None
    directed = _clear(supplies.get(agent, Counter()), 1)
    if party is None and directed is not None and _is_near(directed, filling, analysis):
        party = directed
    if party is None and filling.frame.event_type in ("transfer", "assist"):
        party = _last_supplied(agent, fillings[:number], filling, analysis)
    if party is None and filling.frame.event_type in ("transfer", "assist"):
        party = _backed(agent, supplied, supplies.get(agent, Counter()), filling, analysis)
    return party


def _last_supplied(agent: str, before: Sequence[Filling], filling: Filling, analysis: Analysis) -> str | None:
    """Whom the supplier was said to supply last, in the three sentences before, where it is one party and no other state
    has been named since."""
    number = analysis.sentence_of[filling.trigger.token.i]
    for earlier in reversed(before):
        if number - analysis.sentence_of[earlier.trigger.token.i] > 3:
            return None
        receivers = sides(earlier, "recipient", analysis)
        if earlier.frame.event_type not in ("transfer", "assist") or not receivers:
            continue
        first, last = earlier.trigger.token.sent.end, filling.trigger.token.sent.end
        named = {m.entity_id for m in analysis.mentions if first <= m.first < last and analysis.kind(m.entity_id) in ("state", "group") and not is_teller(m, analysis)}
        alone = sides(earlier, "agent", analysis) == [agent] and len(receivers) == 1 and named <= {agent, receivers[0]}
        return receivers[0] if alone else None
    return None


def _backed(agent: str, supplied: Counter[str], partners: Counter[str], filling: Filling, analysis: Analysis) -> str | None:
    """The one party that a supplier openly arms in a war and that the article has armed, often or nearby; None where
    the supplier also supplies somebody else there."""
    armed = [p for p in read_conflicts(analysis.knowledge.folder).backed_by(agent) if supplied[p]]
    if len(armed) != 1 or set(partners) - {armed[0]}:
        return None
    return armed[0] if supplied[armed[0]] > 1 or _is_near(armed[0], filling, analysis) else None


def fill_supplier(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """What a party received came from the one that supplies it throughout the article.

    Only where that party has no other supplier there, and the system is not another country's make.
    """
    suppliers: dict[str, Counter[str]] = {}
    for filling in fillings:
        if filling.frame.event_type == "transfer" and not filling.completed:
            for receiver in filling.ids("recipient"):
                suppliers.setdefault(receiver, Counter()).update(
                    a for a in filling.ids("agent") if analysis.kind(a) == "state"
                )
    for filling in fillings:
        receivers = filling.ids("recipient")
        if (
            filling.frame.event_type == "transfer"
            and len(receivers) == 1
            and not filling.ids("agent")
            and receivers[0] in suppliers
        ):
            supplier = _only(suppliers[receivers[0]], 1)
            often = suppliers[receivers[0]].total() > 1
            if supplier is not None and not often and not _is_near(supplier, filling, analysis):
                continue
            if (
                supplier is not None
                and _may_deal(supplier, receivers[0], analysis)
                and _has_supplied(supplier, filling, fillings, analysis)
                and _may_come_from(supplier, filling, analysis)
            ):
                seat(filling, "agent", supplier, filling.trigger.token)


def fill_maker(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """Systems of a country's own make, handed to a party that the country deals with in the article, came from it.

    So "not one Su-35 has been delivered" between Russia and Iran, where the article has Russia deal with Iran. Who is
    told to get, order or contract for such goods deals with the maker, where the article names it. A receiver is filled
    where the maker is said to supply one party and hardly any other, more than once or with that party named nearby, or
    has just been said to supply it; an agent only where nobody else supplies that party such goods.
    """
    dyads, supplied = _dyads(fillings, analysis), _supplied(fillings, analysis)
    mentioned = mentioned_in(analysis)
    for number, filling in enumerate(fillings):
        if filling.frame.event_type in ("request", "agree") and not filling.ids("recipient"):
            asked = _maker(filling, analysis)
            askers = sides(filling, "agent", analysis)
            if asked in mentioned and len(askers) == 1 and _may_deal(asked, askers[0], analysis):
                seat(filling, "recipient", asked, filling.trigger.token)
            continue
        if filling.frame.event_type != "transfer" or filling.ids("agent") or filling.trigger.path == "participle":
            continue
        maker = _maker(filling, analysis)
        receivers = filling.ids("recipient")
        if maker is None or maker in receivers:
            continue
        if not receivers:
            party = _clear(supplied.get(maker, Counter()), 1)
            often = party is not None and supplied[maker][party] > 1
            if not often and (party is None or not _is_near(party, filling, analysis)):
                party = _just_supplied(maker, filling, fillings[:number], analysis)
            receivers = [party] if party is not None else []
        dealing = len(receivers) == 1 and dyads[(min(maker, receivers[0]), max(maker, receivers[0]))]
        told = len(receivers) == 1 and bool(filling.ids("recipient")) and _may_deal(maker, receivers[0], analysis)
        selling = told and (maker in mentioned or _has_supplied(maker, filling, fillings, analysis))
        if not dealing and not selling:
            continue
        rivals = {
            agent
            for other in fillings
            if other.frame.event_type == "transfer"
            and receivers[0] in other.ids("recipient")
            and _alike(other.ids("item"), filling.ids("item"), analysis)
            for agent in other.ids("agent")
        }
        if all(analysis.entity(rival).country == analysis.entity(maker).country for rival in rivals):
            seat(filling, "agent", maker, filling.trigger.token)
            seat(filling, "recipient", receivers[0], filling.trigger.token)


def _supplied(fillings: Sequence[Filling], analysis: Analysis) -> dict[str, Counter[str]]:
    """Supplier → whom it is said to supply, or who asks it for supplies, and how often."""
    found: dict[str, Counter[str]] = {}
    for filling in fillings:
        kind = filling.frame.event_type
        if filling.completed or kind not in analysis.discourse.dealings or _is_of_stop(filling, analysis):
            continue
        roles = ("recipient", "agent") if kind == "request" else ("agent", "recipient")
        for supplier in sides(filling, roles[0], analysis):
            found.setdefault(supplier, Counter()).update(sides(filling, roles[1], analysis))
    return found


def _may_deal(one: str, other: str, analysis: Analysis) -> bool:
    """Whether two parties are of two countries that do not fight one another."""
    at_war = other in read_conflicts(analysis.knowledge.folder).enemies(one)
    return not at_war and not _one_house(one, other, analysis)


def _one_house(one: str, other: str, analysis: Analysis) -> bool:
    """Whether two parties belong to one country: Iran does not supply Iran Air."""
    country = analysis.entity(one).country
    return country is not None and country == analysis.entity(other).country


def _arms_both(party: str, supplied: Counter[str], filling: Filling, analysis: Analysis) -> bool:
    """Whether whom a party fights gets weapons in the article too, or gives these."""
    enemies = read_conflicts(analysis.knowledge.folder).enemies(party)
    return any(enemy in supplied or enemy in filling.ids("agent") for enemy in enemies)


def _may_go_to(party: str, filling: Filling, analysis: Analysis) -> bool:
    """Whether nobody whom a party fights is named nearby or gives the goods."""
    enemies = read_conflicts(analysis.knowledge.folder).enemies(party)
    return enemies.isdisjoint(filling.ids("agent")) and not any(_is_near(enemy, filling, analysis) for enemy in enemies)


def _is_meant(party: str, filling: Filling, analysis: Analysis) -> bool:
    """Whether a party is named nearby, and none of those whom it fights."""
    return _is_near(party, filling, analysis) and _may_go_to(party, filling, analysis)


def _is_near(party: str, filling: Filling, analysis: Analysis) -> bool:
    """Whether a party is named in a claim's sentence or in the two before."""
    number = analysis.sentence_of[filling.trigger.token.i]
    return any(m.entity_id == party and 0 <= number - analysis.sentence_of[m.first] <= 2 for m in analysis.mentions)


def _just_supplied(
    supplier: str, filling: Filling, before: Sequence[Filling], analysis: Analysis
) -> str | None:
    """The party that the last transfer told, in the same sentence or the one before, has from the supplier."""
    number = analysis.sentence_of[filling.trigger.token.i]
    for earlier in reversed(before):
        if number - analysis.sentence_of[earlier.trigger.token.i] > 1:
            return None
        if earlier.frame.event_type == "transfer":
            receivers = earlier.ids("recipient")
            return receivers[0] if earlier.ids("agent") == [supplier] and len(receivers) == 1 else None
    return None


def _maker(filling: Filling, analysis: Analysis) -> str | None:
    """The state whose make all of a claim's items are known to be."""
    countries = {analysis.entity(item).country for item in filling.ids("item")}
    country = countries.pop() if len(countries) == 1 else None
    return analysis.states_by_country.get(country) if country is not None else None


def _alike(mine: Sequence[str], theirs: Sequence[str], analysis: Analysis) -> bool:
    return any(analysis.descends(one, other) or analysis.descends(other, one) for one in mine for other in theirs)


def _has_supplied(supplier: str, filling: Filling, fillings: Sequence[Filling], analysis: Analysis) -> bool:
    """Whether the supplier's other transfers in the article are of such goods."""
    goods = [
        item
        for f in fillings
        if f is not filling and f.frame.event_type == "transfer" and supplier in f.ids("agent")
        for item in f.ids("item")
    ]
    return _alike(filling.ids("item"), goods, analysis)


def fill_pair(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """Transfers that name no party at all are between the two whose transfers the article is about.

    Those two must stand in at least three of its transfers, and in three of four of all that name both sides.
    """
    counted = Counter(
        (a, r)
        for f in fillings
        if f.frame.event_type == "transfer" and not f.completed
        for a in f.ids("agent")
        for r in f.ids("recipient")
    )
    if not counted:
        return
    (agent, recipient), number = counted.most_common(1)[0]
    if number < 3 or number < 0.75 * counted.total():
        return
    for filling in fillings:
        bare = (
            filling.frame.event_type == "transfer"
            and not filling.ids("agent")
            and not filling.ids("recipient")
        )
        if bare and filling.trigger.path == "verb" and _may_come_from(agent, filling, analysis):
            seat(filling, "agent", agent, filling.trigger.token)
            seat(filling, "recipient", recipient, filling.trigger.token)


def fill_joint(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """What is done jointly, nobody being named, the two do whose dealings make up most of the article's; so is a
    contract theirs that names goods of one of them, "the contract for the system was signed in 2007"."""
    dyads = _dyads(fillings, analysis)
    pair = _clear(dyads, 3)
    if pair is None:
        return
    for filling in fillings:
        token = filling.trigger.token
        words = {c.lower_ for c in token.children} | {token.doc[i].lower_ for i in range(filling.trigger.first, filling.trigger.last)}
        joint = not filling.ids("recipient") and not words.isdisjoint(analysis.discourse.joint)
        if not filling.ids("agent") and (joint or _of_pair(filling, pair, analysis)):
            filling.roles["agent"] = [(party, token) for party in pair]
            filling.completed = True


def fill_doer(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """Weapons are used, built or tested by the one that does so with such weapons throughout the article.

    Only where a claim names no doer, and three of four claims about such weapons, two at least or one nearby, have him.
    """
    done: dict[str, list[Filling]] = {}
    for filling in fillings:
        if filling.frame.event_type in analysis.discourse.doing and filling.ids("agent") and filling.ids("item") and not filling.completed:
            done.setdefault(filling.frame.event_type, []).append(filling)
    for number, filling in enumerate(fillings):
        if filling.ids("agent") or not filling.ids("item") or "agent" in filling.unnamed:
            continue
        if (builder := _builder(filling, fillings[:number], analysis)) is not None:
            seat(filling, "agent", builder, filling.trigger.token)
            continue
        alike = [f for f in done.get(filling.frame.event_type, ()) if _alike(f.ids("item"), filling.ids("item"), analysis)]
        doer = _clear(Counter(a for f in alike for a in sides(f, "agent", analysis)), 1)
        if doer is None or (len(alike) < 2 and not _is_near(doer, filling, analysis)):
            continue
        others = {r for f in alike for r in f.ids("recipient")}
        if others and filling.ids("recipient") and others.isdisjoint(filling.ids("recipient")):
            continue  # an attack on somebody else
        if filling.frame.event_type in ("use", "produce") or _may_come_from(doer, filling, analysis):
            seat(filling, "agent", doer, filling.trigger.token)


def _builder(filling: Filling, before: Sequence[Filling], analysis: Analysis) -> str | None:
    """Who was just said to set up the plant that is told to make something: "Baykar will open a factory. The plant would make"."""
    verb, number = filling.trigger.token, analysis.sentence_of[filling.trigger.token.i]
    maker = subject(verb) if filling.trigger.path == "verb" and not is_passive(verb) else None
    if filling.frame.event_type != "produce" or maker is None or maker.lower_ not in analysis.discourse.sites:
        return None
    for earlier in reversed(before):
        if number - analysis.sentence_of[earlier.trigger.token.i] > 3:
            return None
        if earlier.frame.event_type == "produce" and len(earlier.ids("agent")) == 1:
            return earlier.ids("agent")[0]
    return None


def fill_meeting(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """"No deal was announced", right after two have met or talked, is of a deal between them."""
    for number, filling in enumerate(fillings):
        token = filling.trigger.token
        if filling.frame.event_type != "agree" or filling.ids("agent") or filling.ids("recipient") or filling.unnamed:
            continue
        for earlier in reversed(fillings[:number]):
            if analysis.sentence_of[token.i] - analysis.sentence_of[earlier.trigger.token.i] > 1:
                break
            parties = list(dict.fromkeys((*sides(earlier, "agent", analysis), *sides(earlier, "recipient", analysis))))
            if earlier.frame.event_type in ("meet", "negotiate", "agree") and len(parties) == 2:
                filling.roles["agent"] = [(party, token) for party in parties]
                filling.completed = True
                break


def _of_pair(filling: Filling, pair: tuple[str, str], analysis: Analysis) -> bool:
    """Whether a claim is of a contract for goods of the make of one of two parties, with one of them, if a party is told."""
    maker = _maker(filling, analysis) if filling.frame.name == "pact" else None
    return maker in pair and set(filling.ids("recipient")) <= set(pair)


def exchanged(filling: Filling, analysis: Analysis) -> Filling | None:
    """What a transfer is made "in exchange for", "in return for": goods that go the other way; None where none are named."""
    token = filling.trigger.token
    if filling.frame.event_type != "transfer" or filling.trigger.path == "participle" or filling.denied:
        return None
    if not filling.ids("agent") or not filling.ids("recipient"):
        return None
    for index in range(token.i + 1, token.sent.end - 2):
        words = [t.lower_ for t in analysis.doc[index : index + 3]]
        if words[0] != "in" or words[1] not in analysis.discourse.exchanging or words[2] != "for":
            continue
        mention = next((m for m in analysis.mentions if index + 3 <= m.first < min(index + 10, token.sent.end)), None)
        between = analysis.doc[index + 3 : mention.first] if mention is not None else ()
        if mention is None or analysis.kind(mention.entity_id) != "weapon" or any(t.pos_ in ("VERB", "AUX") for t in between):
            return None
        head = analysis.doc[mention.last - 1]
        items = referents(head, analysis, lambda e: analysis.kind(e) == "weapon")
        roles = {
            "agent": list(filling.roles["recipient"]),
            "recipient": list(filling.roles["agent"]),
            "item": [(item, head) for item in items],
        }
        return Filling(filling.trigger, filling.frame, roles, completed=True) if items else None
    return None


def _only(counted: Counter[str], least: int) -> str | None:
    return next(iter(counted)) if len(counted) == 1 and counted.total() >= least else None


def _may_come_from(supplier: str, filling: Filling, analysis: Analysis) -> bool:
    countries = {analysis.entity(item).country for item in filling.ids("item")} - {None}
    return not countries or countries == {analysis.entity(supplier).country}


def _clear(counted: Counter[Counted], least: int) -> Counted | None:
    """What is counted at least so often and makes up three of four."""
    if not counted:
        return None
    party, number = counted.most_common(1)[0]
    return party if number >= least and number >= 0.75 * sum(counted.values()) else None


def seat_defenders(fillings: Sequence[Filling], analysis: Analysis) -> None:
    """Nobody shoots down his own missiles: what one side was just said to use, the other side intercepts."""
    conflicts = read_conflicts(analysis.knowledge.folder)
    mentioned = mentioned_in(analysis)
    users: list[str] = []
    struck: list[str] = []
    for filling in fillings:
        if filling.frame.event_type == "use":
            if filling.ids("agent") or filling.ids("recipient"):  # "the missiles were fired at dawn" is of the same raid
                users, struck = filling.ids("agent"), filling.ids("recipient")
        elif filling.frame.event_type == "intercept" and not (set(filling.ids("agent")) - set(users)):
            launched = origin(filling, analysis)
            if launched is not None and launched[0] not in users and (users or launched[0] in struck):
                continue  # "Ukrainian drones were destroyed": the other side's, this time
            enemies = {o for user in users for o in conflicts.opponents(user, mentioned)}
            if len(enemies) == 1:
                filling.roles.pop("agent", None)
                seat(filling, "agent", enemies.pop(), filling.trigger.token)
            elif len(struck) == 1 and filling.frame.name == "stop":
                seat(filling, "agent", struck[0], filling.trigger.token)

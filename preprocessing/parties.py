"""Parties that a claim leaves to what everyone knows: whose town was struck, whose missiles they are, who
fights whom, who "we" are, whom the whole article has weapons going to.

Each step fills only a role that is still open, only where one party fits, and marks the claim as completed.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.conflicts import read_conflicts
from preprocessing.fillings import Filling
from preprocessing.grammar import (
    case_of,
    children,
    clause_arguments,
    is_passive,
    is_verbal,
    nested_phrases,
    relation,
    subject,
)
from preprocessing.phrases import owning_state
from preprocessing.references import referents

FIRST_PERSON = frozenset(("we", "our", "us", "i", "ours", "ourselves"))


def fill_parties(filling: Filling, analysis: Analysis) -> None:
    """Fills open parties from places, from the items' origin and from who fights whom."""
    _from_first_person(filling, analysis)
    if filling.frame.event_type in ("use", "intercept", "deploy", "transfer", "train"):
        _from_places(filling, analysis)
    elif filling.frame.event_type == "produce":
        _from_site(filling, analysis)
    _from_origin(filling, analysis)
    if filling.frame.event_type == "launch":
        _from_rocket(filling, analysis)
    if filling.frame.event_type == "use":
        _from_launch(filling, analysis)
    if filling.frame.event_type in ("use", "intercept") and filling.frame.name not in ("fling", "operate"):
        _from_conflict(filling, analysis)
    if filling.frame.event_type == "use":
        _add_fought_there(filling, analysis)


def drop_implausible(filling: Filling, analysis: Analysis) -> None:
    """A pronoun or a name taken by the order of words is no supplier of whom it fights, or whose enemies it arms."""
    if filling.frame.event_type not in analysis.discourse.supply:
        return
    conflicts = read_conflicts(analysis.knowledge.folder)
    enemies = {enemy for party in filling.ids("recipient") for enemy in conflicts.enemies(party)}
    against = {agent for agent in filling.ids("agent") if agent in enemies or not enemies.isdisjoint(conflicts.backed_by(agent))}
    tokens = [token for agent, token in filling.roles.get("agent", ()) if agent in against]
    if tokens and (filling.repaired or all(token.pos_ == "PRON" for token in tokens)):
        filling.roles["agent"] = [(agent, token) for agent, token in filling.roles["agent"] if agent not in against]


def seat(filling: Filling, role: str, party: str, token: Token) -> None:
    """Gives an open role a party, unless it has the other role, and marks the filling as completed."""
    other = "recipient" if role == "agent" else "agent"
    if not filling.ids(role) and role not in filling.unnamed and party not in filling.ids(other):
        filling.roles[role] = [(party, token)]
        filling.completed = True


def _from_places(filling: Filling, analysis: Analysis) -> None:
    """ "Struck Odesa" strikes Ukraine; a drone shot down over Saratov was shot down by Russia."""
    places = filling.roles.get("place", [])
    if filling.frame.event_type == "transfer":
        places = [(place, token) for place, token in places if _is_goal(token, filling, analysis)]
    states = {
        state: token for place, token in places if (state := analysis.state_of_place(place)) is not None
    }
    if len(states) != 1:
        return
    state, token = next(iter(states.items()))
    kind = filling.frame.event_type
    if kind == "use" and _is_target(token, filling):
        source = origin(filling, analysis)
        at_home = source is not None and source[0] == state and not _is_struck(filling) and not filling.ids("agent")
        seat(filling, "agent" if at_home else "recipient", state, token)  # "an Ethiopian drone struck a camp in Tigray"
    elif kind == "intercept" and _fights_over(state, filling, analysis):
        seat(filling, "agent", state, token)
    elif kind == "train" and filling.ids("recipient") and not _of_one_country(state, filling.ids("recipient"), analysis):
        seat(filling, "agent", state, token)  # who is trained abroad is trained by his hosts
    elif kind == "deploy" or (kind == "transfer" and _is_goal(token, filling, analysis)):
        seat(filling, "recipient", state, token)


def _add_fought_there(filling: Filling, analysis: Analysis) -> None:
    """Whom an attacker fights on the soil of a state that is no party to it, if the article names him: in Yemen the Houthis."""
    struck = filling.roles.get("recipient", [])
    if len(struck) != 1 or analysis.kind(struck[0][0]) != "state":
        return
    (state, token), conflicts = struck[0], read_conflicts(analysis.knowledge.folder)
    enemies = {enemy for agent in sides(filling, "agent", analysis) for enemy in conflicts.opponents(agent, mentioned_in(analysis))}
    home = analysis.entity(state).country
    if state not in enemies:
        struck += [(e, token) for e in sorted(enemies) if analysis.entity(e).country == home and home is not None]


def _from_launch(filling: Filling, analysis: Analysis) -> None:
    """Missiles "fired from Belgorod" Russia fired, and rockets "fired from Lebanon" the movement there that the article names
    and that fights who is struck; no state where such a movement exists."""
    fired = [t for _, t in filling.roles.get("place", ()) if case_of(t) == "from"]
    clauses = [clause for _, token in filling.roles.get("item", ()) for clause in children(token, "acl")]
    fired += [head for clause in clauses for slot, head in clause_arguments(clause) if slot == "from" and head.i in analysis.by_token]
    homes = {analysis.entity(s).country: t for t in fired if (s := _state_at(t, analysis)) is not None}
    senders = [head for clause in clauses for slot, head in clause_arguments(clause) if slot in ("subject", "by") and clause.lower_ in analysis.discourse.sending]
    if senders and not filling.ids("agent"):  # "drones launched by the SBU hit a refinery"
        for party in referents(senders[0], analysis, analysis.is_actor):
            filling.roles.setdefault("agent", []).append((party, senders[0]))
    if len(homes) != 1 or filling.ids("agent"):
        return
    home, token = next(iter(homes.items()))
    conflicts, mentioned = read_conflicts(analysis.knowledge.folder), mentioned_in(analysis)
    struck = sides(filling, "recipient", analysis)
    fighting = {one for one, other in conflicts.pairs if analysis.entity(one).country == home and (other in struck or (not struck and other in mentioned))}
    movements = {party for party in fighting if analysis.kind(party) != "state"}
    fighting = movements & mentioned if movements else fighting
    if len(fighting) == 1:
        seat(filling, "agent", fighting.pop(), token)


def _state_at(token: Token, analysis: Analysis) -> str | None:
    """The state that a word names, or in which the place lies that it names."""
    mention = analysis.by_token.get(token.i)
    if mention is None:
        return None
    return mention.entity_id if analysis.kind(mention.entity_id) == "state" else analysis.state_of_place(mention.entity_id)


def _of_one_country(state: str, parties: Sequence[str], analysis: Analysis) -> bool:
    return any(analysis.entity(party).country in (None, analysis.entity(state).country) for party in parties)


def _from_site(filling: Filling, analysis: Analysis) -> None:
    """What "is built in Russia", with no builder named, Russia builds; so does a plant there what it turns out."""
    verb = filling.trigger.token
    named = [(p, t) for p, t in filling.roles.get("place", ()) if not _is_excluded(t)]
    places = {analysis.state_of_place(p) or p: t for p, t in named}
    states = {p: t for p, t in places.items() if analysis.kind(p) == "state"}
    maker = subject(verb) if filling.trigger.path == "verb" and not is_passive(verb) else None
    if maker is not None and not filling.ids("agent") and maker.lower_ in analysis.discourse.sites:
        home = _home_of_site(maker, analysis)
        builders = _builders(maker, analysis)
        for party in builders:
            filling.roles.setdefault("agent", []).append((party, maker))
            filling.completed = True
        if home is not None and not (builders and _of_one_country(home, builders, analysis)):
            seat(filling, "recipient" if builders else "agent", home, maker)
        return
    if len(states) != 1:
        return
    state, token = next(iter(states.items()))
    homes = {analysis.states_by_country.get(analysis.entity(a).country or "") for a in filling.ids("agent")}
    made_there = filling.trigger.path in ("noun", "light") or is_passive(verb)
    if filling.ids("agent") and state not in homes and None not in homes:
        seat(filling, "recipient", state, token)
    elif made_there and origin(filling, analysis) is None:
        seat(filling, "agent", state, token)


def _builders(site: Token, analysis: Analysis) -> list[str]:
    """Who is said to set up a plant of which a relative clause tells what it makes: "opened a plant that makes drones",
    "began work on a plant that will turn out drones"; who helps build it is one of them."""
    work = site.head if relation(site) in ("obj", "nmod", "obl") else site
    verb = work.head if work.pos_ == "NOUN" and case_of(site) == "on" else work
    builds = any(use.frame.event_type == "produce" for use in analysis.lexicon.verbs.get(verb.lower_, ()))
    if not builds and verb.lower_ not in analysis.lexicon.light_verbs:
        return []
    for _ in range(2):
        if not is_verbal(verb) or is_passive(verb):
            return []
        doer = subject(verb)
        if doer is not None:
            return referents(doer, analysis, analysis.is_actor)
        verb = verb.head
    return []


def _is_excluded(token: Token) -> bool:
    """ "In Russia and not in Iran": a place that is named to be ruled out."""
    return any(token.doc[i].lower_ == "not" for i in range(max(0, token.left_edge.i - 2), token.i))


def _home_of_site(site: Token, analysis: Analysis) -> str | None:
    """The state of a plant: by its own modifiers and phrases, else by the place named last in the sentences before."""
    own = {i for i in range(site.left_edge.i, site.right_edge.i + 1) if analysis.sentence_of[i] == analysis.sentence_of[site.i]}
    number = analysis.sentence_of[site.i]
    near = [m for m in analysis.mentions if m.last <= site.i and 0 <= number - analysis.sentence_of[m.first] <= 4]
    near = [*(m for m in analysis.mentions if m.last <= site.i and analysis.entity(m.entity_id).class_ in ("plant", "zone")), *near]
    of_its_own = [m for m in analysis.mentions if m.first in own]
    for mention in (*of_its_own, *(m for m in reversed(near) if analysis.kind(m.entity_id) == "place")):
        state = mention.entity_id if analysis.kind(mention.entity_id) == "state" else analysis.state_of_place(mention.entity_id)
        if state is not None and analysis.kind(state) == "state":
            return state
    return None


def _is_goal(token: Token, filling: Filling, analysis: Analysis) -> bool:
    """Whether a place is where a transfer ends: "shipped to Bandar Abbas", "arrived in Makhachkala"."""
    case = case_of(token)
    if case in ("to", "into", "onto"):
        return True
    # where things are handed over or unloaded, they stay, unless the giver is at home there
    ending = filling.frame.name in ("reach", "arrive", "land") or filling.trigger.token.lower_ in analysis.discourse.ending
    return ending and case in ("in", "at", "near", "outside", "inside")


def _is_target(token: Token, filling: Filling) -> bool:
    case = next((c.lower_ for c in token.children if relation(c) == "case"), "")
    return case != "from"


def _fights_over(state: str, filling: Filling, analysis: Analysis) -> bool:
    conflicts = read_conflicts(analysis.knowledge.folder)
    return any(one == state for one, _ in conflicts.pairs)


def origin(filling: Filling, analysis: Analysis) -> tuple[str, Token] | None:
    """The one state whose the items are said to be: "Iranian drones", "missiles from Iran"."""
    found: dict[str, Token] = {}
    for item, named in filling.roles.get("item", ()):
        token = _named_before(item, named, analysis) if named.pos_ == "PRON" else named
        counted = [t for case, t in nested_phrases(token) if case == "of" and t.i in analysis.by_token]
        named_by = [part for t in (token, *counted) for part in (t, *children(t, "compound"))]
        for child in (c for part in named_by for c in part.children):
            if child.dep_ == "nmod:poss" and child.lower_ == "its" and filling.frame.name == "attack":
                found.update((owner, child) for owner in referents(child, analysis, lambda e: analysis.kind(e) == "state"))
            mention = analysis.by_token.get(child.i)
            if mention is None or analysis.kind(mention.entity_id) not in ("state", "group", "organisation"):
                continue
            if (
                relation(child) in ("amod", "compound") and child.i < child.head.i and "-" not in child.text
            ) or child.dep_ == "nmod:poss":
                found[mention.entity_id] = child
        for case, below in nested_phrases(token):
            mention = analysis.by_token.get(below.i)
            if case == "from" and mention is not None and analysis.kind(mention.entity_id) == "state":
                found[mention.entity_id] = below
        for clause in children(token, "acl"):  # "missiles made in North Korea"
            if clause.lower_ in analysis.discourse.made and clause.i < filling.trigger.token.i:
                found.update((s, t) for slot, t in clause_arguments(clause) if slot == "in" and (s := _state_at(t, analysis)) is not None)
    return next(iter(found.items())) if len(found) == 1 else None


def _named_before(item: str, pronoun: Token, analysis: Analysis) -> Token:
    """The noun that a pronoun for an item stands for; of an apposition the noun that it explains."""
    before = [m for m in analysis.mentions if m.entity_id == item and m.last <= pronoun.i]
    if not before:
        return pronoun
    noun = analysis.doc[before[-1].last - 1]
    return noun.head if noun.dep_ == "appos" else noun


def _from_origin(filling: Filling, analysis: Analysis) -> None:
    """Iranian drones that Russia received came from Iran; Russian missiles that struck were fired by Russia."""
    source = origin(filling, analysis)
    if source is None:
        return
    kind = filling.frame.event_type
    by_state = analysis.kind(source[0]) == "state" and filling.trigger.path == "verb"
    passed_on = filling.ids("recipient") or (by_state and is_passive(filling.trigger.token))
    if kind == "transfer" and passed_on and filling.trigger.path != "participle":
        seat(filling, "agent", *source)
    elif kind == "request":
        seat(filling, "recipient", *source)
    elif kind == "produce" and filling.frame.name == "establish":
        seat(filling, "agent", *source)
    elif kind == "use" and filling.frame.name == "attack" and _is_struck(filling):
        seat(filling, "recipient", *source)
    elif (
        kind == "use"
        and filling.frame.name == "attack"
        and any(analysis.descends(i, p) for i in filling.ids("item") for p in analysis.discourse.platforms)
    ):
        seat(filling, "agent", *source)
    elif kind == "use" and (
        _opposed(source[0], filling.ids("recipient"), analysis)
        or (
            filling.frame.name == "attack"
            and not filling.ids("recipient")
            and _fights_over(source[0], filling, analysis)
        )
    ):
        seat(filling, "agent", *source)
    elif kind == "withdraw" or (kind == "deploy" and filling.frame.name == "host"):
        seat(filling, "agent", *source)


def _from_rocket(filling: Filling, analysis: Analysis) -> None:
    """What "was put into orbit by a Soyuz" the rocket's country has launched."""
    for item, token in filling.roles.get("item", ()):
        entity = analysis.entity(item)
        if analysis.descends(item, "launch-vehicle"):
            named = owning_state(token, analysis) or analysis.states_by_country.get(entity.country or "")
            if named is not None:
                seat(filling, "agent", named, token)


def _is_struck(filling: Filling) -> bool:
    """"Destroyed Syrian batteries": the items are what an attacker hit, not what he hit with."""
    verb = filling.trigger.token
    objects = {c.i for c in verb.children if c.dep_ in ("obj", "nsubj:pass")}
    struck = any(token.i in objects or token.head.i in objects for _, token in filling.roles.get("item", ()))
    return bool(filling.ids("agent")) and filling.trigger.path == "verb" and struck


def _opposed(party: str, others: Sequence[str], analysis: Analysis) -> bool:
    pairs = read_conflicts(analysis.knowledge.folder).pairs
    return any((party, other) in pairs for other in others)


def mentioned_in(analysis: Analysis) -> set[str]:
    """Every entity that the article names, and the states whose bodies it names."""
    named = {m.entity_id for m in analysis.mentions}
    bodies = (analysis.entity(e) for e in named if analysis.kind(e) == "organisation")
    owners = {analysis.states_by_country.get(body.country or "") for body in bodies if (body.class_ or "") in analysis.discourse.state_bodies}
    return named | {state for state in owners if state is not None}


def _from_conflict(filling: Filling, analysis: Analysis) -> None:
    """The other side, where the article names just one enemy of the side that a claim names."""
    conflicts = read_conflicts(analysis.knowledge.folder)
    mentioned = mentioned_in(analysis)
    token = filling.trigger.token
    if filling.frame.event_type == "use":
        armed = not filling.ids("item") or any(analysis.descends(item, "weapon") for item in filling.ids("item"))
        for known, open_role in (("agent", "recipient"), ("recipient", "agent")) if armed else ():
            if (
                filling.ids(known)
                and not filling.ids(open_role)
                and (filling.ids("item") or filling.frame.name == "attack")
            ):
                enemies = {o for party in filling.ids(known) for o in conflicts.opponents(party, mentioned)}
                enemies = _spoken_of_most(enemies, analysis) if open_role == "recipient" else enemies
                if len(enemies) == 1 and (known == "agent" or conflicts.has_one_enemy(filling.ids(known))):
                    seat(filling, open_role, enemies.pop(), token)
    else:
        owner = origin(filling, analysis)
        if owner is not None and not filling.ids("agent"):
            enemies = set(conflicts.opponents(owner[0], mentioned))
            if len(enemies) == 1:
                seat(filling, "agent", enemies.pop(), token)


def _spoken_of_most(parties: set[str], analysis: Analysis) -> set[str]:
    """Of several parties the one that has at least five of six of their mentions in the article, and five at least."""
    often = Counter(m.entity_id for m in analysis.mentions if m.entity_id in parties)
    if len(parties) < 2 or not often:
        return parties
    party, number = often.most_common(1)[0]
    return {party} if number >= 5 and number >= 5 / 6 * often.total() else parties


def _from_first_person(filling: Filling, analysis: Analysis) -> None:
    """ "We", "our country": the speaker's state, where the transcript or the quotation names the speaker."""
    if filling.frame.event_type in ("meet", "assess", "warn", "accuse", "deny"):
        return
    verb = filling.trigger.light or filling.trigger.token
    for child in children(verb, "nsubj"):
        own = child.lower_ in FIRST_PERSON or (
            child.lower_ in analysis.discourse.own_side and any(c.lower_ == "our" for c in child.children)
        )
        if own and not is_passive(verb):
            filling.first_person = child


def seat_first_person(filling: Filling, speaker_state: str | None) -> None:
    """Gives "we" the speaker's state, in the role that the frame gives to its subject."""
    if filling.first_person is None or speaker_state is None:
        return
    role = next(
        (r for r in filling.frame.entry.slots.get("subject", ()) if r in ("agent", "recipient")), None
    )
    if role is not None:
        seat(filling, role, speaker_state, filling.first_person)


def sides(filling: Filling, role: str, analysis: Analysis) -> list[str]:
    """The parties of a role, the state in place of those who hold its offices or are bodies of it."""
    found = []
    for party in filling.ids(role):
        entity = analysis.entity(party)
        body = entity.kind == "organisation" and (entity.class_ or "") in analysis.discourse.state_bodies
        stood_for = analysis.states_by_country.get(entity.country or "") if body else _served(party, analysis)
        found.append(stood_for or party)
    return list(dict.fromkeys(found))


def _served(person: str, analysis: Analysis) -> str | None:
    """For whom an office-holder acts on the article's day: his state, or a body of many states such as NATO."""
    offices = analysis.knowledge.offices_of(person, analysis.published) or analysis.knowledge.offices_of(person)
    if not offices:
        return None
    body = analysis.knowledge.entities.get(offices[-1].of or "")
    if body is not None and body.kind == "organisation" and body.country is None:
        return body.entity_id
    return analysis.states_by_country.get(analysis.entity(person).country or "")


def state_of(entity_id: str | None, analysis: Analysis, states: Mapping[str, str]) -> str | None:
    """The state of a speaker: his own country's, or the state itself."""
    if entity_id is None:
        return None
    entity = analysis.entity(entity_id)
    return (
        entity_id
        if entity.kind == "state"
        else states.get(entity.country or "") or _introduced_with(entity_id, analysis)
    )


def host_of(speaker: str | None, analysis: Analysis) -> str | None:
    """The state for which a transcript's speaker says "we": the only one named above the first turn, "Washington, 3 May";
    None for who bears no speaker label."""
    labels = [aside for aside in analysis.asides if aside.kind == "label" and aside.speaker]
    if len(labels) < 2 or speaker is None:
        return None
    if not any((aside.speaker or "").lower().endswith(speaker.lower().split()[-1]) for aside in labels):
        return None
    head = [m for m in analysis.mentions if m.end <= labels[0].start]
    states = {m.entity_id if analysis.kind(m.entity_id) == "state" else analysis.states_by_country.get(analysis.entity(m.entity_id).country or "") for m in head}
    states.discard(None)
    return states.pop() if len(states) == 1 else None


def _introduced_with(entity_id: str, analysis: Analysis) -> str | None:
    """The one state named in the six words around a person's first mention: "Russian envoy Ivan Petrov"."""
    first = next((m for m in analysis.mentions if m.entity_id == entity_id), None)
    if first is None:
        return None
    near = {
        m.entity_id
        for m in analysis.mentions
        if m.last > first.first - 7
        and m.first < first.last + 7
        and analysis.kind(m.entity_id) == "state"
        and analysis.sentence_of[m.first] == analysis.sentence_of[first.first]
    }
    return near.pop() if len(near) == 1 else None


def acting(filling: Filling, role: str, analysis: Analysis) -> list[str]:
    """The parties of a role; beside an office-holder or a body of a state stands the state, for which it acts."""
    found: list[str] = []
    for party, token in filling.roles.get(role, ()):
        found.append(party)
        entity = analysis.entity(party)
        body = entity.kind == "organisation" and (entity.class_ or "") in analysis.discourse.state_bodies
        state = analysis.states_by_country.get(entity.country or "") if body else None
        if filling.frame.event_type not in analysis.discourse.personal:
            state = state or _served(party, analysis)
        if entity.kind == "organisation" and entity.basis == "discovered":
            state = owning_state(token, analysis) or analysis.states_by_country.get(entity.country or "")
        if state is not None:
            found.append(state)
    return list(dict.fromkeys(found))

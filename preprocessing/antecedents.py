"""States, bodies and persons that a phrase points back to: "the ministry", "the two countries", "either side", "his
country"."""

from collections import Counter

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.conflicts import read_conflicts
from preprocessing.grammar import case_of, children, relation
from preprocessing.mentions import Mention
from preprocessing.phrases import Wanted, is_within_phrase
from preprocessing.precedence import first_wanted, in_same_clause, is_office, is_subject, mentions_before

PERSONAL = frozenset(("he", "she", "him", "her", "his", "himself", "herself"))
LOOK_BACK = 4  # sentences


def organ_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "The government", "the defence ministry", with nothing to say whose: of the state that was the subject last, in
    the sentence or the one before."""
    governs = token.lower_ in analysis.discourse.governing
    article = any(c.lower_ == "the" for c in children(token, "det")) or token.lower_ in analysis.discourse.articleless
    if not governs or not article or any(_tells_whose(c, analysis) for c in token.children):
        return []
    subjects = [
        m.entity_id
        for m in mentions_before(token, analysis, 1)
        if analysis.kind(m.entity_id) in ("state", "person") and is_subject(analysis.doc[m.last - 1]) and not in_same_clause(analysis.doc[m.last - 1], token)
    ]
    here = [m.entity_id for m in mentions_before(token, analysis, 0) if analysis.kind(m.entity_id) == "state" and _opens_with(m, analysis)]
    subjects = here or subjects
    states = (e if analysis.kind(e) == "state" else analysis.states_by_country.get(analysis.entity(e).country or "") for e in subjects)
    return first_wanted((state for state in states if state is not None), wanted)


def _opens_with(mention: Mention, analysis: Analysis) -> bool:
    """Whether a sentence opens by saying where: "In Sudan, the army"."""
    doc, first = analysis.doc, mention.first
    start = doc[first].sent.start
    return first - start <= 2 and doc[start].lower_ == "in" and mention.last < len(doc) and doc[mention.last].text == ","


def _tells_whose(child: Token, analysis: Analysis) -> bool:
    """Whether a modifier of an organ says whose it is: "of Chad", "regional", but not "defence", and not what it is accused of."""
    if relation(child) == "acl" and any(c.lower_ == "of" for c in children(child, "mark")):
        return False
    return relation(child) in ("nmod", "acl", "flat") or (relation(child) in ("amod", "compound") and child.lower_ not in analysis.discourse.plain_offices)


def body_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "The group", "the company", "the kingdom": the body or state of that kind named last."""
    kinds = analysis.lexicon.cues.reference.bodies.get(token.lower_)
    definite = any(c.lower_ in ("the", "this") for c in children(token, "det"))
    if (
        kinds is None
        or not definite
        or any(relation(c) in ("nmod", "amod", "compound") for c in token.children)
    ):
        return []
    realms, sorts = analysis.discourse.realms.get(token.lower_), analysis.discourse.sorts.get(token.lower_)
    before = [
        m
        for m in mentions_before(token, analysis, LOOK_BACK)
        if analysis.kind(m.entity_id) in kinds
        and (m.sense != "demonym" or realms)
        and (realms is None or m.entity_id in realms)
        and (sorts is None or analysis.entity(m.entity_id).class_ in (None, *sorts))
    ]
    beside = {m.entity_id for m in before if in_same_clause(analysis.doc[m.last - 1], token)}
    return first_wanted((m.entity_id for m in before if m.entity_id not in beside), wanted)


def members_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "Member states", "its members": the bloc or alliance named last, which they make up."""
    member = token.lower_ in analysis.discourse.members or any(c.lower_ == "member" for c in children(token, "compound", "amod"))
    if not member or token.tag_ != "NNS" or any(relation(c) in ("nmod", "acl") for c in token.children if c.dep_ != "nmod:poss"):
        return []
    blocs = (m.entity_id for m in mentions_before(token, analysis, LOOK_BACK) if analysis.entity(m.entity_id).class_ == "bloc")
    return first_wanted(blocs, wanted)


def role_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "The governor", "the minister": the person named last, where nothing says whose governor is meant."""
    definite = any(c.lower_ in ("the", "this") for c in children(token, "det"))
    modified = any(relation(c) in ("nmod", "amod", "compound", "acl") for c in token.children)
    if (
        not definite
        or modified
        or token.tag_ != "NN"
        or token.lower_ not in analysis.lexicon.cues.speech.people
        or token.lower_ in analysis.lexicon.organs
    ):
        return []
    return first_wanted(last_person(token, analysis), wanted)


def belligerents_meant(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """"Either side", "neither party to the conflict", "both sides of the Ukraine war": the two who fight one another, in the
    war that is named, else in the one that the article speaks of most."""
    words = analysis.lexicon.cues.reference
    if token.lower_ not in words.belligerents:
        return []
    wars = [c for c in children(token, "nmod", "obl") if c.lower_ in words.wars]
    which = {c.lower_ for c in token.lefts if relation(c) in ("det", "amod", "cc", "compound")}
    if not (wars and which & {"either", "neither", "both", "the", "any"}) and not which & {"either", "warring"}:
        return []
    named = {analysis.by_token[t.i].entity_id for war in wars for t in war.subtree if t.i in analysis.by_token}
    often = Counter(m.entity_id for m in mentions_before(token, analysis, LOOK_BACK))
    if not any(often[one] and often[other] for one, other in read_conflicts(analysis.knowledge.folder).pairs):
        often = Counter(m.entity_id for m in analysis.mentions)
    pairs = [
        (one, other)
        for one, other in read_conflicts(analysis.knowledge.folder).pairs
        if one < other and wanted(one) and wanted(other) and ({one, other} & named or (often[one] and often[other]))
    ]
    meant = [pair for pair in pairs if named & set(pair)] or pairs
    if not meant:
        return []
    return list(max(meant, key=lambda pair: (min(often[e] for e in pair), sum(often[e] for e in pair), pair)))


def pair_meant(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "The two countries", "each of the two": the two states named last."""
    each = token.lower_ == "each" and any(case_of(c) == "of" and c.lower_ == "two" for c in children(token, "nmod", "obl"))
    if not each and token.lower_ not in analysis.lexicon.pair_ends:
        return []
    words = f"{' '.join(c.lower_ for c in token.lefts if relation(c) in ('det', 'nummod'))} {token.lower_}".strip()
    if not each and not any(words.endswith(pair) for pair in analysis.lexicon.cues.reference.pairs):
        return []
    near: list[str] = []
    for mention in mentions_before(token, analysis, LOOK_BACK):
        if (
            analysis.kind(mention.entity_id) in ("state", "group")
            and wanted(mention.entity_id)
            and mention.entity_id not in near
        ):
            near.append(mention.entity_id)
    here = [m.entity_id for m in mentions_before(token, analysis, 0) if m.entity_id in near]
    if len(set(here)) == 2:
        return list(dict.fromkeys(here))[::-1]
    if len(near) < 2:
        return []
    often = Counter(m.entity_id for m in analysis.mentions)
    # of the parties just named, the two that the article is about
    return sorted(sorted(near, key=lambda entity_id: -often[entity_id])[:2], key=near.index, reverse=True)


def named_within(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The person in "Foreign Minister Abbas Araqchi" or the body in "the company Kupol", by title; of "the government of
    Yair Lapid" his state."""
    if token.lower_ in analysis.discourse.governing:
        led = (analysis.by_token.get(c.i) for c in children(token, "nmod") if case_of(c) in ("of", "under", ""))
        people = [m.entity_id for m in led if m is not None and analysis.kind(m.entity_id) == "person"]
        states = [analysis.states_by_country.get(analysis.entity(person).country or "") for person in people]
        if ruled := [state for state in states if state is not None and wanted(state)]:
            return ruled
    first = min((c.i for c in token.subtree if is_within_phrase(c, token)), default=token.i)
    for index in range(token.i, first - 1, -1):
        mention = analysis.by_token.get(index)
        if (
            mention is not None
            and analysis.kind(mention.entity_id) in ("person", "organisation")
            and wanted(mention.entity_id)
        ):
            if (
                relation(analysis.doc[index]) in ("flat", "appos", "compound")
                or analysis.kind(mention.entity_id) == "person"
            ):
                return [mention.entity_id]
    return []


def own_country(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "His country", "her nation": the state of the person meant, or that the phrase for him names."""
    owner = next((c for c in token.children if c.dep_ == "nmod:poss" and c.lower_ in PERSONAL), None)
    if owner is None or token.lower_ not in analysis.lexicon.cues.reference.homelands:
        return []
    for mention in mentions_before(token, analysis, 2):
        if analysis.kind(mention.entity_id) == "person":
            state = analysis.states_by_country.get(analysis.entity(mention.entity_id).country or "")
        else:
            # "Iran's foreign minister": an office-holder named by his state only
            office = is_office(mention, analysis)
            state = mention.entity_id if office and analysis.kind(mention.entity_id) == "state" else None
        if state is not None and wanted(state):
            return [state]
    return []


def own_body(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "His movement", "her group": the body named beside the person meant where he is introduced."""
    owner = next((c for c in token.children if c.dep_ == "nmod:poss" and c.lower_ in PERSONAL), None)
    kinds = analysis.lexicon.cues.reference.bodies.get(token.lower_, ())
    if owner is None or not {"group", "organisation"} & {*kinds}:
        return []
    person = next(iter(last_person(token, analysis)), None)
    leads = analysis.entity(person).parent_id if person is not None else None
    if leads is not None and wanted(leads):
        return [leads]
    first = next((m for m in analysis.mentions if m.entity_id == person), None)
    if first is None:
        return []
    number = analysis.sentence_of[first.first]
    near = {
        m.entity_id
        for m in analysis.mentions
        if analysis.kind(m.entity_id) in kinds and first.first - 7 < m.last and m.first < first.last + 7 and analysis.sentence_of[m.first] == number
    }
    return [e for e in near if wanted(e)] if len(near) == 1 else []


def last_person(token: Token, analysis: Analysis) -> list[str]:
    """The persons named before a token, the likeliest first: subjects before others, later before earlier."""
    people = [m for m in mentions_before(token, analysis, LOOK_BACK) if analysis.kind(m.entity_id) == "person"]
    current = analysis.sentence_of[token.i]

    def rank(mention: Mention) -> tuple[int, int, int]:
        distance = current - analysis.sentence_of[mention.first]
        return (max(0, distance - 1), not is_subject(analysis.doc[mention.first]), -mention.first)

    return list(dict.fromkeys(m.entity_id for m in sorted(people, key=rank)))

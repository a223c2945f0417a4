"""Which entities a phrase stands for: by name, by organ ("the Iranian military"), by measure ("hundreds of
drones"), by pronoun or by a phrase that points back ("these drones", "the two countries")."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.conflicts import read_conflicts
from preprocessing.grammar import (
    DATED,
    RELATIVES,
    SUBJECTS,
    antecedent_of_relative,
    case_of,
    children,
    conjuncts,
    relation,
    subject,
)
from preprocessing.mentions import Mention

Wanted = Callable[[str], bool]
PERSONAL = frozenset(("he", "she", "him", "her", "his", "himself", "herself"))
NEUTRAL = frozenset(("it", "its", "itself"))
PLURAL = frozenset(("they", "them", "their", "themselves", "both", "these", "those"))
POINTERS = frozenset(("these", "those", "this", "such", "that"))
ORDINALS = frozenset(("first", "second", "third", "last", "final", "initial", "remaining", "next", "latest"))  # of the same things
PROJECTILES = ("missile", "rocket", "ammunition", "bomb", "loitering-munition")
EXAMPLES = frozenset(
    ("including", "such as", "like", "as well as", "and", "plus", "along with", "together with")
)
CURRENCIES = frozenset(("$", "€", "£", "¥", "₽", "dollars", "euros", "pounds", "roubles", "rubles"))
EXPLAINED = frozenset(("organisation", "person", "group", "agreement"))
VESSELS = frozenset(("container", "containers", "crate", "crates", "boxes", "pallets", "truck", "trucks", "lorries", "wagon", "wagons"))
LOOK_BACK = 4  # sentences
# prepositions of phrases that say where, how and when something is done with a thing, not which thing it is
BESIDE = frozenset(("in", "by", "at", "on", "over", "under", "to", "into", "onto", "via", "through", "across", "during", "until", "since", "within", "near", "outside", "against"))
# prepositions before systems that another one is on or against, or likened to
PASSING = frozenset(("aboard", "unlike", "against", "than", "near"))


def referents(head: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The ids of the entities of a wanted kind that a noun phrase stands for, in order, each once.

    Empty where the text does not say: an argument is never guessed.
    """
    found: list[str] = []
    for token in _coordinated(head):
        found += _of_token(token, analysis, wanted, 0)
    if relation(head) in ("amod", "compound") and (here := analysis.by_token.get(head.i)) is not None:
        found = [e for e in found if e != here.entity_id] + [e for e in _series(here, analysis) if wanted(e)]
    return list(dict.fromkeys(found))


def _series(mention: Mention, analysis: Analysis) -> list[str]:
    """The states of a run of modifiers, by the order of words: "U.S. and British strikes", "the Russian, Iranian and
    Chinese navies"; the mention's own entity alone where no run stands around it."""
    doc, run = analysis.doc, [mention]
    for step in (-1, 1):
        while True:
            edge = run[0].first - 1 if step < 0 else run[-1].last
            while 0 <= edge < len(doc) and (doc[edge].lower_ in ("and", "or") or doc[edge].text in (",", "-", "–")):
                edge += step
            other = analysis.by_token.get(edge)
            apart = abs(edge - (run[0].first - 1 if step < 0 else run[-1].last))
            if other is None or not 1 <= apart <= 2 or not _modifies_alone(other, analysis):
                break
            run = [other, *run] if step < 0 else [*run, other]
    return [m.entity_id for m in run]


def _modifies_alone(mention: Mention, analysis: Analysis) -> bool:
    """Whether a mention of a state can only modify a noun to come: a demonym, or "U.S."."""
    adjective = mention.sense == "demonym" or analysis.doc[mention.last - 1].text in ("U.S.", "US", "UK", "U.K.", "EU")
    return adjective and analysis.kind(mention.entity_id) in ("state", "group")


def _coordinated(head: Token) -> Iterator[Token]:
    """The head, its conjuncts and what "as well as" or "including" adds to it."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.i > head.i and child.pos_ != "VERB" and not _begins_a_clause(child, head):
            yield from _coordinated(child)
        elif relation(child) in ("nmod", "obl") and (case_of(child) in EXAMPLES or is_joined(child)):
            yield from _coordinated(child)
        elif child.dep_ == "appos" and head.pos_ == child.pos_ == "PROPN" and child.i - head.i <= 4:
            yield from _listed_beside(head, child)
        elif child.lower_ == "them" and case_of(child) == "among":  # "two firms, among them Kupol"
            yield from (c for c in (*head.children, *child.children) if c.i > child.i and c.pos_ == "PROPN" and not case_of(c))
    if (beside := _joined_behind(head)) is not None:
        yield from _coordinated(beside)


def _begins_a_clause(conjunct: Token, head: Token) -> bool:
    """Whether a parser's conjunct is the subject of what follows: "in October and Moscow has not replaced them"."""
    behind = conjunct.right_edge.i + 1
    if head.text in DATED:
        return True
    if behind >= len(conjunct.doc) or conjunct.doc[behind].tag_ not in ("VBD", "VBZ", "VBP", "MD"):
        return False
    verb = conjunct.doc[behind]
    verb = verb.head if relation(verb) in ("aux", "cop") else verb
    alone = not any(relation(c) in ("nsubj", "csubj", "expl") for c in verb.children)
    return alone and relation(verb) in ("ROOT", "conj") and relation(head) not in ("nsubj", "csubj")


def _joined_behind(head: Token) -> Token | None:
    """The noun of ", along with trainers" right behind a noun that the parser did not hang it on."""
    doc, index = head.doc, head.i + 1
    if index < len(doc) and doc[index].text == ",":
        index += 1
    if index + 1 >= len(doc) or doc[index].lower_ not in ("along", "together") or doc[index + 1].lower_ != "with":
        return None
    noun = doc[index].head if doc[index].head.pos_ in ("NOUN", "PROPN") else doc[index + 1].head
    joined = noun.pos_ in ("NOUN", "PROPN") and noun.i > index + 1 and noun.head != head
    return noun if joined else None


def is_joined(token: Token) -> bool:
    """ "Together with missiles", "along with radars": what stands beside what is named before."""
    words = {c.lower_ for c in token.lefts}
    return "with" in words and bool(words & {"together", "along"})


def _listed_beside(head: Token, child: Token) -> Iterator[Token]:
    """The second of two names with just a comma between, as headlines coordinate: "Germany, Ukraine agree"."""
    between = head.doc[head.i + 1 : child.left_edge.i]
    if (
        len(between) == 1
        and between.text == ","
        and child.right_edge.i + 1 < len(head.doc)
        and head.doc[child.right_edge.i + 1].text != ","
    ):
        yield child


def _of_token(token: Token, analysis: Analysis, wanted: Wanted, depth: int) -> list[str]:
    if depth > 4:
        return []
    if token.lower_ == "what" and (called := _called(token, analysis)) is not None:
        return _of_token(called, analysis, wanted, depth + 1)
    if token.lower_ in RELATIVES and (noun := antecedent_of_relative(token, _verb_above(token))) != token:
        return _of_token(noun, analysis, wanted, depth + 1)
    if token.lower_ == "which" and case_of(token) == "of" and token.head.pos_ in ("NUM", "DET", "ADJ", "NOUN"):
        named = (m.entity_id for m in _before(token, analysis, 0) if analysis.kind(m.entity_id) == "weapon")
        return _first(named, wanted)  # "ordered five tanks in May, two of which have arrived"
    counted = any(case_of(c) == "of" for c in children(token, "nmod", "obl"))
    if (token.pos_ == "PRON" or (token.pos_ == "DET" and relation(token) != "det")) and not counted:
        return pointed_back(token, analysis, wanted)
    mention = analysis.by_token.get(token.i)
    if mention is not None and wanted(mention.entity_id):
        if analysis.kind(mention.entity_id) == "state" and (person := _named_beside(token, analysis, wanted)) is not None:
            return [person]
        if (system := _system_explained(token, analysis, wanted)) is not None and analysis.descends(system, mention.entity_id):
            return [system]
        specific = _more_specific(token, mention, analysis, wanted) or _narrowed(token, mention, analysis)
        return [*(e for e in _sharing(mention, analysis) if wanted(e) and e not in specific), *specific]
    return _indirect(token, mention, analysis, wanted, depth)


def _sharing(mention: Mention, analysis: Analysis) -> list[str]:
    """The systems before a name that share the noun behind it: "Patriot and THAAD systems" are two."""
    found: list[str] = []
    doc, edge = analysis.doc, mention
    while analysis.kind(mention.entity_id) == "weapon" and edge.first >= 2 and doc[edge.first - 1].text in ("and", "or", ",", "/"):
        before = analysis.by_token.get(edge.first - 2)
        if before is None or before.sense != "name" or analysis.kind(before.entity_id) != "weapon":
            break
        last = doc[before.last - 1]
        if relation(last) not in ("compound", "amod") or last.head.i < mention.first or last.head.i >= mention.last:
            break
        found, edge = [before.entity_id, *found], before
    return found


def _called(what: Token, analysis: Analysis) -> Token | None:
    """The noun in "launched what it called a hypersonic missile", "showed what he described as a new drone"."""
    for clause in children(what, "acl"):
        if clause.lemma_.lower() in analysis.discourse.calling:
            return next((c for c in children(clause, "xcomp", "obj", "obl") if c != what and c.pos_ in ("NOUN", "PROPN")), None)
    return None


def _named_beside(token: Token, analysis: Analysis, wanted: Wanted) -> str | None:
    """The person in "North Korea's foreign minister, Choe Son-hui, met", whom his office does not hide."""
    if token.lower_ not in analysis.lexicon.cues.speech.people:
        return None
    for child in token.children:
        named = analysis.by_token.get(child.i)
        if child.dep_ in ("appos", "flat") and named is not None and analysis.kind(named.entity_id) == "person" and wanted(named.entity_id):
            return named.entity_id
    return None


def _indirect(
    token: Token, mention: Mention | None, analysis: Analysis, wanted: Wanted, depth: int
) -> list[str]:
    """A phrase whose head names nothing wanted: an apposition, what it measures, whose organ it is."""
    explained = analysis.by_token.get(_explained_at(token))
    # "Qods Aviation, the Iranian firm that": who is explained, not whose he is
    if explained is not None and analysis.kind(explained.entity_id) in EXPLAINED and wanted(explained.entity_id):
        return [explained.entity_id]
    if (system := _system_explained(token, analysis, wanted)) is not None and mention is None:
        return [system]
    for child in token.children:
        if child.dep_ in ("appos", "flat") and (found := _of_token(child, analysis, wanted, depth + 1)):
            return found
    if (runner := _runner(token, analysis)) is not None and (found := _of_token(runner, analysis, wanted, depth + 1)):
        return found
    money = token.text in CURRENCIES
    if money or token.lower_ in analysis.lexicon.measures or token.pos_ in ("NUM", "SYM") or token.tag_ in ("JJR", "RBR", "JJ"):
        for child in children(token, "nmod", "obl"):
            if (case_of(child) in ("of", "than") or (money and case_of(child) == "in")) and (found := referents(child, analysis, wanted)):
                return found
    if token.lower_ in analysis.lexicon.measures and (held := _held_within(token, analysis)) is not None:
        return referents(held, analysis, wanted)
    if token.lower_ in analysis.lexicon.measures:
        inner = (analysis.by_token.get(c.i) for c in token.subtree if c.i < token.i and relation(c) in ("compound", "amod", "flat"))
        if found := [
            m.entity_id
            for m in inner
            if m is not None and analysis.kind(m.entity_id) == "weapon" and wanted(m.entity_id)
        ]:
            return found
    if mention is None or not analysis.is_actor(mention.entity_id):
        if (flag := _flag(token, analysis)) is not None and wanted(flag):
            return [flag]
        pair = _belligerents(token, analysis, wanted) or _pair(token, analysis, wanted)
        if pair:
            return pair
        named = _named_within(token, analysis, wanted) or _named_next(token, analysis, wanted)
        if named:
            return named
        return (
            _system_pointed_back(token, analysis, wanted)
            or _own_country(token, analysis, wanted)
            or _own_body(token, analysis, wanted)
            or _owner(token, analysis, wanted)
            or _organ_pointed_back(token, analysis, wanted)
            or _body_pointed_back(token, analysis, wanted)
            or _members_pointed_back(token, analysis, wanted)
            or _role_pointed_back(token, analysis, wanted)
        )
    return []


def _system_explained(token: Token, analysis: Analysis, wanted: Wanted) -> str | None:
    """The system that is explained by what something was done with: "the Fattah, a missile that Chad bought"."""
    named = analysis.by_token.get(token.head.i) if token.dep_ == "appos" and token.pos_ == "NOUN" else None
    told = any(c.dep_ == "acl:relcl" for c in token.children)
    if named is None or not told or named.sense == "class" or analysis.kind(named.entity_id) != "weapon":
        return None
    return named.entity_id if wanted(named.entity_id) else None


def _held_within(measure: Token, analysis: Analysis) -> Token | None:
    """What a vessel is said to hold: "containers that could hold three million shells", "crates with shells"."""
    if measure.lower_ in VESSELS and (inside := next((c for c in children(measure, "nmod") if case_of(c) == "with"), None)) is not None:
        return inside
    clauses = (c for c in measure.children if relation(c) == "acl" and c.lower_ in analysis.lexicon.holding)
    return next((thing for clause in clauses for thing in children(clause, "obj") if thing.i > clause.i), None)


def _runner(token: Token, analysis: Analysis) -> Token | None:
    """Who runs a body without a name: "a network led by a Syrian trader, Sami Haddad"."""
    for clause in children(token, "acl"):
        if clause.lemma_.lower() in analysis.discourse.running and clause.dep_ == "acl":
            return next((c for c in children(clause, "obl") if case_of(c) == "by"), None)
    return None


def _explained_at(token: Token) -> int:
    """The index of the word that a noun phrase explains, by the parse or right before its comma; -1 for none."""
    if token.dep_ == "appos":
        return token.head.i
    first = token.left_edge
    beside = first.i >= 2 and first.lower_ in ("the", "a", "an") and token.doc[first.i - 1].text == ","
    return first.i - 2 if beside and token.pos_ == "NOUN" and first.i - 2 >= token.sent.start else -1


def owning_state(token: Token, analysis: Analysis) -> str | None:
    """The state that a phrase says its head belongs to: "China's Defence Ministry", "the Turkish firm", "the Foreign
    Ministry in Tehran"."""
    for child in token.children:
        mention = analysis.by_token.get(child.i)
        if (
            mention is not None
            and analysis.kind(mention.entity_id) == "state"
            and (child.dep_ == "nmod:poss" or relation(child) in ("amod", "compound") or case_of(child) in ("in", "of"))
        ):
            return mention.entity_id
    return None


def _organ_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "The government", "the defence ministry", with nothing to say whose: of the state that was the subject last, in
    the sentence or the one before."""
    governs = token.lower_ in analysis.discourse.governing
    article = any(c.lower_ == "the" for c in children(token, "det")) or token.lower_ in analysis.discourse.articleless
    if not governs or not article or any(_tells_whose(c, analysis) for c in token.children):
        return []
    subjects = [
        m.entity_id
        for m in _before(token, analysis, 1)
        if analysis.kind(m.entity_id) in ("state", "person") and _is_subject(analysis.doc[m.last - 1]) and not _same_clause(analysis.doc[m.last - 1], token)
    ]
    here = [m.entity_id for m in _before(token, analysis, 0) if analysis.kind(m.entity_id) == "state" and _opens_with(m, analysis)]
    subjects = here or subjects
    states = (e if analysis.kind(e) == "state" else analysis.states_by_country.get(analysis.entity(e).country or "") for e in subjects)
    return _first((state for state in states if state is not None), wanted)


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


def _body_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
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
        for m in _before(token, analysis, LOOK_BACK)
        if analysis.kind(m.entity_id) in kinds
        and (m.sense != "demonym" or realms)
        and (realms is None or m.entity_id in realms)
        and (sorts is None or analysis.entity(m.entity_id).class_ in (None, *sorts))
    ]
    beside = {m.entity_id for m in before if _same_clause(analysis.doc[m.last - 1], token)}
    return _first((m.entity_id for m in before if m.entity_id not in beside), wanted)


def _members_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "Member states", "its members": the bloc or alliance named last, which they make up."""
    member = token.lower_ in analysis.discourse.members or any(c.lower_ == "member" for c in children(token, "compound", "amod"))
    if not member or token.tag_ != "NNS" or any(relation(c) in ("nmod", "acl") for c in token.children if c.dep_ != "nmod:poss"):
        return []
    blocs = (m.entity_id for m in _before(token, analysis, LOOK_BACK) if analysis.entity(m.entity_id).class_ == "bloc")
    return _first(blocs, wanted)


def _system_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "This system", "the complexes": the system named last, in the sentence or the two before."""
    pointing = any(c.lower_ == "the" or c.lower_ in POINTERS for c in children(token, "det"))
    if token.lower_ not in analysis.lexicon.cues.reference.systems or not pointing or any(_tells_apart(c, token) for c in token.children):
        return []
    weapons = [m for m in _before(token, analysis, 2) if analysis.kind(m.entity_id) == "weapon" and not _in_passing(m, analysis)]
    # what fires is a system rather than what is fired: "the Patriot battery shot down a missile … the system"
    weapons.sort(key=lambda m: any(analysis.descends(m.entity_id, shot) for shot in PROJECTILES))
    named = [m.entity_id for m in weapons if m.sense == "name"]
    classes = [m.entity_id for m in weapons if analysis.entity(m.entity_id).parent_id is not None]
    return _first(named, wanted) or _first(classes, wanted)


def _named_next(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The body in "the Turkish company Baykar", which stands right behind what it is."""
    mention = analysis.by_token.get(token.i + 1)
    if (
        mention is None
        or mention.first != token.i + 1
        or analysis.kind(mention.entity_id) not in ("organisation", "group")
    ):
        return []
    return [mention.entity_id] if token.tag_ == "NN" and wanted(mention.entity_id) else []


def _role_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
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
    return _first(last_person(token, analysis), wanted)


def _more_specific(token: Token, mention: Mention, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The system in "Su-35 fighter jets" or "the loitering munition Shahed-136", where the head names its class."""
    if analysis.kind(mention.entity_id) != "weapon":
        return []
    beside = named_behind(mention, analysis, wanted)
    if beside is not None:
        return [beside]
    found = []
    before = analysis.by_token.get(mention.first - 1)
    related = before is not None and (before.sense == "name" or analysis.descends(before.entity_id, mention.entity_id))
    if before is not None and mention.sense == "class" and related and analysis.kind(before.entity_id) == "weapon":
        found += [before.entity_id] if wanted(before.entity_id) else []
    nearby = [*token.subtree] if len(list(token.subtree)) < 40 else [*token.lefts, *token.rights]
    for child in nearby:
        other = analysis.by_token.get(child.i)
        if (
            other is None
            or other is mention
            or not wanted(other.entity_id)
            or not _within_phrase(child, token)
            or _is_further(child, token)
        ):
            continue
        if analysis.descends(other.entity_id, mention.entity_id) and other.entity_id != mention.entity_id:
            found.append(other.entity_id)
        elif child.i < token.i and mention.sense == "class" and other.sense == "name" and child.head == token:
            found.append(other.entity_id)
    return list(dict.fromkeys(found))


def _is_further(word: Token, noun: Token) -> bool:
    """Whether a word belongs to what is coordinated with a noun: "drones and decoys" are not decoys alone."""
    while word.head not in (noun, word):
        word = word.head
    return word.dep_ == "conj" and word.i > noun.i


def named_behind(mention: Mention, analysis: Analysis, wanted: Wanted) -> str | None:
    """The system named right behind its class: missiles "Fateh-313", a missile called the Palestine-4."""
    if mention.sense != "class":
        return None
    doc, index = analysis.doc, mention.last
    while (
        index < len(doc)
        and index - mention.last < 4
        and (doc[index].is_punct or doc[index].lower_ in ("the", "called", "dubbed", "named", "type"))
        and doc[index].text not in (".", ";", "(")
    ):
        index += 1
    other = analysis.by_token.get(index) if index < len(doc) else None
    named = (
        other is not None
        and other.sense == "name"
        and analysis.kind(other.entity_id) == "weapon"
        and wanted(other.entity_id)
    )
    if other is None or not named or (index > mention.last and doc[index - 1].text == ","):
        return None
    return other.entity_id


def _within_phrase(child: Token, head: Token) -> bool:
    """Whether a word modifies a noun as part of its own phrase, not of a clause or phrase below it."""
    steps = 0
    while child != head and steps < 6:
        kind = relation(child)
        if kind not in ("compound", "amod", "flat", "appos", "nmod", "conj", "nummod"):
            return False
        if (
            kind == "nmod"
            and case_of(child) not in ("", "of", "such as", "including", "like")
            and child.i > head.i
        ):
            return False
        child = child.head
        steps += 1
    return child == head


def _narrowed(token: Token, mention: Mention, analysis: Analysis) -> list[str]:
    """ "These drones", "the satellite": the one system named just before, where there is just one."""
    entity = mention.entity_id
    if analysis.kind(entity) != "weapon" or mention.sense != "class":
        return [entity]
    words = {c.lower_ for c in token.lefts}
    determiner = next(iter(words & POINTERS), "the" if "the" in words else "")
    back = 4 if determiner in POINTERS or determiner == "the" else 0
    if not back or any(_tells_apart(c, token) for c in token.children if not mention.first <= c.i < mention.last):
        return [entity]
    before = [
        m
        for m in _before(token, analysis, back)
        # nothing acts on itself: "an interceptor destroyed the missile"
        if m.entity_id != entity and not _in_passing(m, analysis) and not _same_clause(analysis.doc[m.last - 1], token)
    ]
    kinds = ((entity,), analysis.discourse.stands_for.get(entity, ()))  # "the fighters": rather fighters than trainers
    meant = next((m for classes in kinds if (m := [o for o in before if any(analysis.descends(o.entity_id, c) for c in classes)])), [])
    latest = max((analysis.sentence_of[m.first] for m in meant), default=None)
    candidates = {m.entity_id for m in meant if analysis.sentence_of[m.first] == latest}
    if len(candidates) > 1:  # "boarded a vessel and found rifles … these weapons": not what carried them
        candidates = {c for c in candidates if not analysis.descends(c, "warship")} or candidates
    leaves = {c for c in candidates if not any(o != c and analysis.descends(o, c) for o in candidates)}
    if len(leaves) > 1 and determiner in ("this", "that"):
        return [next(m.entity_id for m in meant if m.entity_id in leaves)]  # one, the last
    if len(leaves) == 1 or (determiner in POINTERS and leaves):
        return sorted(leaves)
    return [entity]


def _in_passing(mention: Mention, analysis: Analysis) -> bool:
    """Whether a system is named only to say something of another: what it carries or is part of ("engines for missiles",
    "sailors from the destroyer"), what it is like or stands against ("unlike the F-35", "resembles the Scud")."""
    last = analysis.doc[mention.last - 1]
    while last.head != last and (relation(last) in ("compound", "flat") or last.dep_ in ("amod", "nmod:desc")) and mention.first <= last.head.i <= mention.last + 3:
        last = last.head
    phrase = case_of(last).split()
    if relation(last) == "nmod" and phrase[:1] in (["for"], ["from"]):  # "engines for missiles", "sailors from the destroyer"
        holder = analysis.by_token.get(last.head.i)
        fitted = holder is not None and holder.sense == "class" and analysis.kind(holder.entity_id) == "weapon"
        return fitted if phrase == ["for"] else last.head.lower_ in analysis.lexicon.people
    if relation(last) in ("nmod", "obl") and last.dep_ != "nmod:poss" and phrase:
        return phrase[0] in PASSING and not is_joined(last)
    return relation(last) == "obj" and last.head.lower_ in analysis.lexicon.comparing


def _tells_apart(child: Token, noun: Token) -> bool:
    """Whether a modifier says which things are meant, so that a noun does not point back; what is added behind a
    comma says nothing of that: "the missiles, with a range of 300 km, …"."""
    if relation(child) not in ("amod", "nmod", "compound", "acl") or child.lower_ in POINTERS or child.lower_ in ORDINALS:
        return False
    if relation(child) == "nmod" and child.i > noun.i and case_of(child) in BESIDE:
        return False  # "deliver the aircraft in disassembled form", "assembled the jets under licence"
    if child.lower_ == "new" and relation(child) == "amod":
        return False  # "train on the new aircraft"
    first = child.left_edge
    return child.i < noun.i or "," not in (first.text, noun.doc[first.i - 1].text)


def _before(token: Token, analysis: Analysis, sentences: int) -> list[Mention]:
    """The mentions before a token within so many sentences back, nearest first."""
    number = analysis.sentence_of[token.i]
    first = analysis.sentences[max(0, number - sentences)].start
    return [m for m in reversed(analysis.mentions) if first <= m.first and m.last <= token.i]


def _flag(token: Token, analysis: Analysis) -> str | None:
    """The state whose a warship with a name is, or the crew of one: "HMS Lancaster", "sailors from the destroyer USS Farnham"."""
    crew = token.lower_ in analysis.lexicon.organs
    aboard = next((c for c in children(token, "nmod") if crew and case_of(c) in ("from", "of", "aboard")), None)
    ship = aboard if aboard is not None else token
    beside = ship.doc[ship.i + 1 : ship.i + 2]  # however the parse hangs the name on its noun
    for part in (ship, *children(ship, "appos", "flat", "compound"), *beside):
        mention = analysis.by_token.get(part.i)
        if mention is not None and mention.sense == "name" and analysis.descends(mention.entity_id, "warship"):
            return analysis.states_by_country.get(analysis.entity(mention.entity_id).country or "")
    return None


def _belligerents(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
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
    often = Counter(m.entity_id for m in _before(token, analysis, LOOK_BACK))
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


def _pair(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "The two countries", "each of the two": the two states named last."""
    each = token.lower_ == "each" and any(case_of(c) == "of" and c.lower_ == "two" for c in children(token, "nmod", "obl"))
    if not each and token.lower_ not in analysis.lexicon.pair_ends:
        return []
    words = f"{' '.join(c.lower_ for c in token.lefts if relation(c) in ('det', 'nummod'))} {token.lower_}".strip()
    if not each and not any(words.endswith(pair) for pair in analysis.lexicon.cues.reference.pairs):
        return []
    near: list[str] = []
    for mention in _before(token, analysis, LOOK_BACK):
        if (
            analysis.kind(mention.entity_id) in ("state", "group")
            and wanted(mention.entity_id)
            and mention.entity_id not in near
        ):
            near.append(mention.entity_id)
    here = [m.entity_id for m in _before(token, analysis, 0) if m.entity_id in near]
    if len(set(here)) == 2:
        return list(dict.fromkeys(here))[::-1]
    if len(near) < 2:
        return []
    often = Counter(m.entity_id for m in analysis.mentions)
    # of the parties just named, the two that the article is about
    return sorted(sorted(near, key=lambda entity_id: -often[entity_id])[:2], key=near.index, reverse=True)


def _named_within(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The person in "Foreign Minister Abbas Araqchi" or the body in "the company Kupol", by title; of "the government of
    Yair Lapid" his state."""
    if token.lower_ in analysis.discourse.governing:
        led = (analysis.by_token.get(c.i) for c in children(token, "nmod") if case_of(c) in ("of", "under", ""))
        people = [m.entity_id for m in led if m is not None and analysis.kind(m.entity_id) == "person"]
        states = [analysis.states_by_country.get(analysis.entity(person).country or "") for person in people]
        if ruled := [state for state in states if state is not None and wanted(state)]:
            return ruled
    first = min((c.i for c in token.subtree if _within_phrase(c, token)), default=token.i)
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


def _named_together(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """What a modifier and what is coordinated with it name: "Su-35 and Su-30 fighters", "the Iranian and
    Russian navies", "Iran's and Russia's ministers"."""
    owners = [c for c in token.head.children if c.dep_ == token.dep_ == "nmod:poss"] or [token]
    named = (analysis.by_token.get(word.i) for owner in owners for word in conjuncts(owner))
    return list(dict.fromkeys(m.entity_id for m in named if m is not None and wanted(m.entity_id)))


def _own_country(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "His country", "her nation": the state of the person meant, or that the phrase for him names."""
    owner = next((c for c in token.children if c.dep_ == "nmod:poss" and c.lower_ in PERSONAL), None)
    if owner is None or token.lower_ not in analysis.lexicon.cues.reference.homelands:
        return []
    for mention in _before(token, analysis, 2):
        if analysis.kind(mention.entity_id) == "person":
            state = analysis.states_by_country.get(analysis.entity(mention.entity_id).country or "")
        else:
            # "Iran's foreign minister": an office-holder named by his state only
            office = _office(mention, analysis)
            state = mention.entity_id if office and analysis.kind(mention.entity_id) == "state" else None
        if state is not None and wanted(state):
            return [state]
    return []


def _own_body(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
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


def _office(mention: Mention, analysis: Analysis) -> bool:
    """Whether a mention of a state stands in a phrase for one of its office-holders."""
    last = analysis.doc[mention.last - 1]
    people = analysis.lexicon.cues.speech.people
    return last.lower_ in people or (last.dep_ in ("nmod:poss", "amod", "compound") and last.head.lower_ in people)


def is_platform(token: Token, analysis: Analysis) -> bool:
    """Whether a word names what acts for its state with a crew aboard: "a German frigate", "Israeli jets"."""
    mention = analysis.by_token.get(token.i)
    return (
        mention is not None
        and mention.sense == "class"
        and any(analysis.descends(mention.entity_id, platform) for platform in analysis.discourse.platforms)
    )


def _owner(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The state whose organ a noun names: "the Iranian military", "Iran's air force", "the army of Mali"."""
    if token.lower_ not in analysis.lexicon.organs and not is_platform(token, analysis):
        return []
    # "Iranian trainers from the IRGC" are the IRGC's, "Iranian targets in Syria" are Iran's
    def rank(child: Token) -> tuple[bool, bool, bool, int]:
        mention = analysis.by_token.get(child.i)
        body = mention is not None and analysis.kind(mention.entity_id) in ("organisation", "group") and mention.sense == "name"
        return not (body and case_of(child) in ("from", "of")), child.i > token.i, relation(child) != "nmod", -child.i

    for child in sorted(token.children, key=rank):
        mention = analysis.by_token.get(child.i)
        kind = relation(child)
        if child.lower_.rpartition("-")[2] in analysis.discourse.backing:
            return []  # "an Iran-backed militia" is none of Iran's own
        if kind in ("amod", "compound", "nmod") and (
            case_of(child) in ("", "of", "in", "from") or child.dep_ == "nmod:poss"
        ):
            if mention is not None and wanted(mention.entity_id):
                together = _named_together(child, analysis, wanted)
                series = _series(mention, analysis) if kind != "nmod" else []
                return list(dict.fromkeys((*(e for e in series if wanted(e)), *together)))
            if (
                child.dep_ == "nmod:poss"
                and child.pos_ == "PRON"
                and token.lower_ not in analysis.discourse.mirrored  # "his Japanese counterpart" is not his
                and (found := pointed_back(child, analysis, wanted))
            ):
                return found
            if mention is None and (found := _pair(child, analysis, wanted) or _owner(child, analysis, wanted)):
                return found
            place = analysis.state_of_place(mention.entity_id) if mention is not None else None
            if place is not None and wanted(place) and case_of(child) in ("", "in", "of"):
                return [place]
    behind = analysis.by_token.get(token.i + 2) if token.i + 2 < len(analysis.doc) else None
    if behind is not None and behind.first == token.i + 2 and analysis.doc[token.i + 1].lower_ == "in":
        state = analysis.state_of_place(behind.entity_id) or behind.entity_id  # "the government in Tripoli"
        return [state] if wanted(state) else []
    return []


def pointed_back(pronoun: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The antecedent of a pronoun among the wanted entities: the last fitting subject, else the last fitting name."""
    word = pronoun.lower_
    if word in PERSONAL:
        people = last_person(pronoun, analysis)
        return _first(people, wanted) if people or relation(pronoun) not in ("obj", "iobj") else _envoy(pronoun, analysis, wanted)
    if word in NEUTRAL and (teller := _teller_of(pronoun, analysis)) is not None and (found := referents(teller, analysis, wanted)):
        return found
    if word in NEUTRAL and (speaker := _unnamed_speaker(pronoun, analysis)) is not None:
        return referents(speaker, analysis, wanted)
    if word in NEUTRAL and _tells(pronoun, analysis):
        spoken = [m for m in _before(pronoun, analysis, 1) if is_teller(m, analysis) and analysis.kind(m.entity_id) != "person"]
        if spoken and (found := _first((m.entity_id for m in spoken), wanted)):
            return found
    if word in NEUTRAL:
        return _nearest(pronoun, analysis, wanted, plural=False)
    if word in PLURAL:
        return _nearest(pronoun, analysis, wanted, plural=True)
    return []


def _envoy(pronoun: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "Summoned the Serbian envoy and warned him": one who stands for his state, named by it alone in the sentence."""
    states = (m.entity_id for m in _before(pronoun, analysis, 0) if analysis.kind(m.entity_id) == "state" and _office(m, analysis))
    return _first(states, wanted)


def _tells(pronoun: Token, analysis: Analysis) -> bool:
    """Whether "it" is the subject of a telling of the text's own: "…; it claimed to have shot down most of them"."""
    verb = _verb_above(pronoun)
    base = analysis.lexicon.speech_verbs.get(verb.lower_)
    plain = base is not None and base not in analysis.lexicon.cues.speech.clausal
    return plain and pronoun.dep_ == "nsubj" and relation(verb) not in ("advcl", "ccomp", "acl", "xcomp")


def is_teller(mention: Mention, analysis: Analysis) -> bool:
    """Whether a mention stands in the subject of a verb of speech."""
    token = analysis.doc[mention.last - 1]
    while token.head != token and relation(token) in ("appos", "flat", "compound", "amod", "nmod", "conj"):
        token = token.head
    return relation(token) == "nsubj" and token.head.lower_ in analysis.lexicon.speech_verbs


def _teller_of(pronoun: Token, analysis: Analysis) -> Token | None:
    """ "The mission rejected this, insisting that it had": a body that tells of "it" in a clause of its own tells of itself."""
    clause = _verb_above(pronoun)
    if relation(clause) != "ccomp" or pronoun.dep_ != "nsubj" or relation(clause.head) != "advcl" or clause.head.lower_ not in analysis.lexicon.speech_verbs:
        return None
    teller = subject(clause.head)
    return teller if teller is not None and teller.tag_ in ("NN", "NNP") else None


def _unnamed_speaker(pronoun: Token, analysis: Analysis) -> Token | None:
    """ "The militia said it attacked": "it" is who speaks, and nobody else, also where no entity is known for him."""
    clause = _verb_above(pronoun)
    if relation(clause) != "ccomp" or pronoun.dep_ != "nsubj":
        return None
    speaker = next(children(clause.head, "nsubj"), None)
    unnamed = speaker is not None and speaker.i < pronoun.i and speaker.pos_ in ("NOUN", "PROPN") and speaker.i not in analysis.by_token
    return speaker if unnamed else None


def _first(candidates: Iterable[str], wanted: Wanted) -> list[str]:
    return next(([c] for c in candidates if wanted(c)), [])


def last_person(token: Token, analysis: Analysis) -> list[str]:
    """The persons named before a token, the likeliest first: subjects before others, later before earlier."""
    people = [m for m in _before(token, analysis, LOOK_BACK) if analysis.kind(m.entity_id) == "person"]
    current = analysis.sentence_of[token.i]

    def rank(mention: Mention) -> tuple[int, int, int]:
        distance = current - analysis.sentence_of[mention.first]
        return (max(0, distance - 1), not _is_subject(analysis.doc[mention.first]), -mention.first)

    return list(dict.fromkeys(m.entity_id for m in sorted(people, key=rank)))


def _is_subject(token: Token) -> bool:
    while token.dep_ in ("flat", "compound", "appos", "nmod:desc") and token.head != token:
        token = token.head
    if token.dep_ == "nmod:poss" and relation(token.head) == "nsubj":
        return True  # "Iran's crackdown has …": Iran is what the sentence is about
    return relation(token) == "nsubj" or token.dep_ == "obl:agent"


def _nearest(pronoun: Token, analysis: Analysis, wanted: Wanted, plural: bool) -> list[str]:
    """The last fitting mention before a pronoun, subjects of the same or the last sentence first."""
    fitting = [
        m
        for m in _before(pronoun, analysis, 2)
        if wanted(m.entity_id) and analysis.kind(m.entity_id) != "person"
    ]
    if pronoun.dep_ != "nmod:poss":
        others = {m for m in fitting if _is_friend_of(analysis.doc[m.last - 1], analysis)}
        fitting = [m for m in fitting if m in others or not _same_clause(analysis.doc[m.last - 1], pronoun)]
        doer = subject(_verb_above(pronoun)) if relation(pronoun) not in SUBJECTS else None
        if doer is not None and doer != pronoun:  # nobody acts on himself without saying so
            fitting = [m for m in fitting if m in others or (not m.first <= doer.i < m.last and analysis.doc[m.last - 1].head != doer)]
    here = analysis.sentence_of[pronoun.i]
    near = [m for m in fitting if analysis.sentence_of[m.first] == here] or fitting
    weapons = [m for m in near if analysis.kind(m.entity_id) == "weapon" and not _only_modifies(m, analysis)]
    if weapons:
        same = (m for m in weapons if analysis.sentence_of[m.first] == analysis.sentence_of[weapons[0].first])
        main = (m for m in same if _fits(m, plural, analysis) and not _is_side_note(m, pronoun, analysis))
        meant = next(main, weapons[0])
        last = analysis.doc[meant.last - 1]
        if plural and (listed := _listed_with(last, analysis, wanted)):
            return listed
        specific = _more_specific(last, meant, analysis, wanted)  # "two L-39 jets … handed them over"
        return (specific or [meant.entity_id]) if _fits(meant, plural, analysis) else []
    if plural:
        return _several(pronoun, analysis, wanted)
    subjects = [
        m
        for m in fitting
        if _is_subject(analysis.doc[m.last - 1])
        and m.sense != "demonym"
        and not _is_coordinated(analysis.doc[m.last - 1])
        and not _only_tells_whose(m, analysis)
    ]
    own = [m for m in subjects if analysis.sentence_of[m.first] == here]
    if not own:
        subjects.sort(key=lambda m: (-analysis.sentence_of[m.first], _depth(analysis.doc[m.last - 1])))
    # a subject goes on with a subject, be it of the sentence before, rather than with a name in passing; an object
    # goes on with what was named last
    near = [m for m in near if m.sense != "demonym" and not _is_coordinated(analysis.doc[m.last - 1])]
    goes_on = relation(pronoun) == "nsubj" or not near or analysis.sentence_of[near[0].first] != here
    beside = [m for m in near if analysis.sentence_of[m.first] == here] if relation(pronoun) in ("obj", "iobj", "obl") else []
    chosen = beside or own or (subjects if goes_on else []) or near
    return [chosen[0].entity_id] if chosen else []


def _fits(mention: Mention, plural: bool, analysis: Analysis) -> bool:
    """Whether a pronoun's number is that of a system; a type stands for many: "the Mohajer-6 … one of these"."""
    last = analysis.doc[mention.last - 1]
    return _number_fits(last, plural) or (plural and mention.sense == "name" and any(c.lower_ == "the" for c in last.lefts))


def _is_side_note(mention: Mention, pronoun: Token, analysis: Analysis) -> bool:
    """Whether a system is named only in what is added to another noun, which a pronoun elsewhere passes over: "the
    Mohajer-6, a craft able to drop bombs", "boats armed with missiles"."""
    token = analysis.doc[mention.last - 1]
    while token.head != token:
        added = token.dep_ in ("appos", "acl", "acl:relcl") and token.i > token.head.i
        if added or token.lower_ in ("able", "capable"):
            return not token.left_edge.i <= pronoun.i <= token.right_edge.i
        token = token.head
    return False


def taken_up(number: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """What a bare number counts: the system named last before it in its sentence, "has built 20 of the jets and ordered
    12"; none that is a means, or named in passing."""
    main: list[str] = []
    aside: list[str] = []
    for mention in _before(number, analysis, 0):
        last = analysis.doc[mention.last - 1]
        part_of_name = mention.sense == "class" and last.text[:1].isupper() and last.i > last.sent.start  # "Airbus Helicopters"
        if analysis.kind(mention.entity_id) != "weapon" or part_of_name or _same_clause(last, number):
            continue
        means = last.dep_ == "nmod:poss" or (relation(last) in ("obl", "nmod") and case_of(last) in ("with", "by", "using", "from"))
        if means or _in_passing(mention, analysis) or _only_modifies(mention, analysis):
            continue
        found = _of_token(last, analysis, wanted, 0)
        if main and found and all(analysis.descends(e, main[0]) for e in found):
            return found  # "bought 24 Rafales, its first contract for such aircraft, and ordered 30"
        if _is_side_note(mention, number, analysis):
            aside = aside or found
        else:
            main = main or found
    return main or aside


def _listed_with(last: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The systems of a series whose last one ends in a token, for "they": "two launchers and 60 missiles"."""
    first = last
    while first.dep_ == "conj" and first.head.i < first.i:
        first = first.head
    named = referents(first, analysis, wanted) if first != last else []
    return named if len(named) > 1 and all(analysis.kind(e) == "weapon" for e in named) else []


def _is_friend_of(token: Token, analysis: Analysis) -> bool:
    """"Kyiv's partners have promised it jets": whose friends act is not who acts."""
    return token.dep_ == "nmod:poss" and token.head.lower_ in analysis.discourse.friends


def _only_modifies(mention: Mention, analysis: Analysis) -> bool:
    """Whether a mention just says what kind of thing another noun is: "intelligence official", "drone operators"."""
    last = analysis.doc[mention.last - 1]
    return relation(last) in ("compound", "amod") and last.head.i >= mention.last and last.head.i not in analysis.by_token


def _only_tells_whose(mention: Mention, analysis: Analysis) -> bool:
    """Whether a state is named only for its people, whom "it" cannot mean: "US officials said its crews had left"."""
    last = analysis.doc[mention.last - 1]
    people = last.head if relation(last) in ("compound", "amod") else last
    return people.tag_ == "NNS" and people.lower_ in analysis.lexicon.spoken_for


def _several(pronoun: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """Whom "they" stands for: the coordinated subject of the sentence or of the one before, or a plural such as "the
    Houthis"."""
    number = analysis.sentence_of[pronoun.i]
    for other in (number, number - 1):
        if other < 0:
            continue
        tokens = (t for t in analysis.sentences[other] if t.i < pronoun.i and relation(t) == "nsubj" and t.pos_ in ("PROPN", "NOUN"))
        several = 0
        for token in sorted(tokens, key=lambda t: (_depth(t), -t.i)):
            plural = token.tag_ in ("NNS", "NNPS") or (token.text.endswith("s") and any(c.lower_ == "the" for c in token.lefts))
            several += plural
            mention = analysis.by_token.get(token.i)
            if _is_coordinated(token) and token.dep_ != "conj":
                named = [m for t in conjuncts(token) if (m := analysis.by_token.get(t.i)) is not None and wanted(m.entity_id)]
                if len(named) > 1:
                    return list(dict.fromkeys(m.entity_id for m in named))
            elif mention is not None and plural and wanted(mention.entity_id):
                return [mention.entity_id]
            elif mention is None and plural and several == 1 and (found := _owner(token, analysis, wanted)):
                return found
    peoples = (m for m in _before(pronoun, analysis, 1) if analysis.doc[m.last - 1].tag_ == "NNPS")
    return _first((m.entity_id for m in peoples), wanted)


def _is_coordinated(token: Token) -> bool:
    """Whether a noun is one of several joined by "and", which no singular pronoun takes up."""
    return token.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN") for c in token.children)


def _depth(token: Token) -> int:
    """How many words stand above a token: the subject of the main clause has the fewest."""
    steps = 0
    while token.head != token and steps < 30:
        token = token.head
        steps += 1
    return steps


def _same_clause(token: Token, pronoun: Token) -> bool:
    """Whether a noun is an argument of the verb above the pronoun, which rules it out as antecedent."""
    return token.sent.start == pronoun.sent.start and _verb_above(token) == _verb_above(pronoun)


def _verb_above(token: Token) -> Token:
    while token.head != token and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _number_fits(token: Token, plural: bool) -> bool:
    if token.text[-1:] == "s" and token.text[-2:-1].isdigit():  # "Shahed-136s"
        return plural
    if token.i and token.nbor(-1).tag_ == "NNS" and token.tag_ == "NNP":
        return plural  # "fighters Su-35S"
    return token.tag_ in ("NNS", "NNPS") if plural else token.tag_ in ("NN", "NNP", "JJ", "CD")

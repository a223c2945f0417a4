"""Phrases of several words and names: what is coordinated, joined, explained or counted in one."""

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import DATED, case_of, children, conjuncts, relation
from preprocessing.mentions import Mention

Wanted = Callable[[str], bool]
EXAMPLES = frozenset(
    ("including", "such as", "like", "as well as", "and", "plus", "along with", "together with")
)
VESSELS = frozenset(("container", "containers", "crate", "crates", "boxes", "pallets", "truck", "trucks", "lorries", "wagon", "wagons"))


def states_in_series(mention: Mention, analysis: Analysis) -> list[str]:
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


def coordinated_with(head: Token) -> Iterator[Token]:
    """The head, its conjuncts and what "as well as" or "including" adds to it."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.i > head.i and child.pos_ != "VERB" and not _begins_a_clause(child, head):
            yield from coordinated_with(child)
        elif relation(child) in ("nmod", "obl") and (case_of(child) in EXAMPLES or is_joined(child)):
            yield from coordinated_with(child)
        elif child.dep_ == "appos" and head.pos_ == child.pos_ == "PROPN" and child.i - head.i <= 4:
            yield from _listed_beside(head, child)
        elif child.lower_ == "them" and case_of(child) == "among":  # "two firms, among them Kupol"
            yield from (c for c in (*head.children, *child.children) if c.i > child.i and c.pos_ == "PROPN" and not case_of(c))
    if (beside := _joined_behind(head)) is not None:
        yield from coordinated_with(beside)


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


def sharing_noun(mention: Mention, analysis: Analysis) -> list[str]:
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


def called_noun(what: Token, analysis: Analysis) -> Token | None:
    """The noun in "launched what it called a hypersonic missile", "showed what he described as a new drone"."""
    for clause in children(what, "acl"):
        if clause.lemma_.lower() in analysis.discourse.calling:
            return next((c for c in children(clause, "xcomp", "obj", "obl") if c != what and c.pos_ in ("NOUN", "PROPN")), None)
    return None


def person_beside(token: Token, analysis: Analysis, wanted: Wanted) -> str | None:
    """The person in "North Korea's foreign minister, Choe Son-hui, met", whom his office does not hide."""
    if token.lower_ not in analysis.lexicon.cues.speech.people:
        return None
    for child in token.children:
        named = analysis.by_token.get(child.i)
        if child.dep_ in ("appos", "flat") and named is not None and analysis.kind(named.entity_id) == "person" and wanted(named.entity_id):
            return named.entity_id
    return None


def system_explained(token: Token, analysis: Analysis, wanted: Wanted) -> str | None:
    """The system that is explained by what something was done with: "the Fattah, a missile that Chad bought"."""
    named = analysis.by_token.get(token.head.i) if token.dep_ == "appos" and token.pos_ == "NOUN" else None
    told = any(c.dep_ == "acl:relcl" for c in token.children)
    if named is None or not told or named.sense == "class" or analysis.kind(named.entity_id) != "weapon":
        return None
    return named.entity_id if wanted(named.entity_id) else None


def held_within(measure: Token, analysis: Analysis) -> Token | None:
    """What a vessel is said to hold: "containers that could hold three million shells", "crates with shells"."""
    if measure.lower_ in VESSELS and (inside := next((c for c in children(measure, "nmod") if case_of(c) == "with"), None)) is not None:
        return inside
    clauses = (c for c in measure.children if relation(c) == "acl" and c.lower_ in analysis.lexicon.holding)
    return next((thing for clause in clauses for thing in children(clause, "obj") if thing.i > clause.i), None)


def runner_of(token: Token, analysis: Analysis) -> Token | None:
    """Who runs a body without a name: "a network led by a Syrian trader, Sami Haddad"."""
    for clause in children(token, "acl"):
        if clause.lemma_.lower() in analysis.discourse.running and clause.dep_ == "acl":
            return next((c for c in children(clause, "obl") if case_of(c) == "by"), None)
    return None


def explained_at(token: Token) -> int:
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


def is_within_phrase(child: Token, head: Token) -> bool:
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


def flag_of(token: Token, analysis: Analysis) -> str | None:
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


def named_together(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """What a modifier and what is coordinated with it name: "Su-35 and Su-30 fighters", "the Iranian and
    Russian navies", "Iran's and Russia's ministers"."""
    owners = [c for c in token.head.children if c.dep_ == token.dep_ == "nmod:poss"] or [token]
    named = (analysis.by_token.get(word.i) for owner in owners for word in conjuncts(owner))
    return list(dict.fromkeys(m.entity_id for m in named if m is not None and wanted(m.entity_id)))


def is_platform(token: Token, analysis: Analysis) -> bool:
    """Whether a word names what acts for its state with a crew aboard: "a German frigate", "Israeli jets"."""
    mention = analysis.by_token.get(token.i)
    return (
        mention is not None
        and mention.sense == "class"
        and any(analysis.descends(mention.entity_id, platform) for platform in analysis.discourse.platforms)
    )

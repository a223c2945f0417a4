"""Which system a class or a short name stands for, by what stands around it or was named before."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, children, relation
from preprocessing.mentions import Mention
from preprocessing.phrases import Wanted, is_joined, is_within_phrase
from preprocessing.precedence import first_wanted, in_same_clause, mentions_before

POINTERS = frozenset(("these", "those", "this", "such", "that"))
ORDINALS = frozenset(("first", "second", "third", "last", "final", "initial", "remaining", "next", "latest"))  # of the same things
PROJECTILES = ("missile", "rocket", "ammunition", "bomb", "loitering-munition")
# prepositions of phrases that say where, how and when something is done with a thing, not which thing it is
BESIDE = frozenset(("in", "by", "at", "on", "over", "under", "to", "into", "onto", "via", "through", "across", "during", "until", "since", "within", "near", "outside", "against"))
# prepositions before systems that another one is on or against, or likened to
PASSING = frozenset(("aboard", "unlike", "against", "than", "near"))


def system_pointed_back(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """ "This system", "the complexes": the system named last, in the sentence or the two before."""
    pointing = any(c.lower_ == "the" or c.lower_ in POINTERS for c in children(token, "det"))
    if token.lower_ not in analysis.lexicon.cues.reference.systems or not pointing or any(_tells_apart(c, token) for c in token.children):
        return []
    weapons = [m for m in mentions_before(token, analysis, 2) if analysis.kind(m.entity_id) == "weapon" and not is_in_passing(m, analysis)]
    # what fires is a system rather than what is fired: "the Patriot battery shot down a missile … the system"
    weapons.sort(key=lambda m: any(analysis.descends(m.entity_id, shot) for shot in PROJECTILES))
    named = [m.entity_id for m in weapons if m.sense == "name"]
    classes = [m.entity_id for m in weapons if analysis.entity(m.entity_id).parent_id is not None]
    return first_wanted(named, wanted) or first_wanted(classes, wanted)


def named_next(token: Token, analysis: Analysis, wanted: Wanted) -> list[str]:
    """The body in "the Turkish company Baykar", which stands right behind what it is."""
    mention = analysis.by_token.get(token.i + 1)
    if (
        mention is None
        or mention.first != token.i + 1
        or analysis.kind(mention.entity_id) not in ("organisation", "group")
    ):
        return []
    return [mention.entity_id] if token.tag_ == "NN" and wanted(mention.entity_id) else []


def more_specific(token: Token, mention: Mention, analysis: Analysis, wanted: Wanted) -> list[str]:
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
            or not is_within_phrase(child, token)
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


def narrowed_to(token: Token, mention: Mention, analysis: Analysis) -> list[str]:
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
        for m in mentions_before(token, analysis, back)
        # nothing acts on itself: "an interceptor destroyed the missile"
        if m.entity_id != entity and not is_in_passing(m, analysis) and not in_same_clause(analysis.doc[m.last - 1], token)
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


def is_in_passing(mention: Mention, analysis: Analysis) -> bool:
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

"""Words that take up what a text names elsewhere: "the North", "K2s", "the fighters", "a drone called the Strizh"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from preprocessing.designations import Designations, Mention, mention_of
from preprocessing.gazetteer import Entity

SHORT = re.compile(r"[A-Z]{1,4}-?\d{1,3}[A-Z]{0,2}")
ECHO = 3  # sentences back
OPENING = frozenset("\"“'‘«")
FIRING = frozenset(("system", "systems", "complexes", "regiment", "regiments", "battalion", "battalions"))
PROJECTILES = ("missile", "rocket", "ammunition", "bomb", "loitering-munition")
LOOSE = ("weapon", "ammunition", "missile", "drone")  # what explains names whose own class is another
COUNTING = frozenset(("several", "more", "additional", "another", "few"))  # how many of the same things


def with_class(found: list[Mention], doc: Doc, entities: Mapping[str, Entity]) -> list[Mention]:
    """A system with the word of its class behind it names one thing: "the Pantsir-S1 air defence system"."""
    joined: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.first):
        name = joined[-1] if joined else None
        if (
            name is not None and name.last == mention.first and (name.sense, mention.sense) == ("name", "class")
            and entities[name.entity_id].kind == "weapon" and name.entity_id != mention.entity_id
            and descends(name.entity_id, mention.entity_id, entities)
            and doc[name.last - 1].head.i >= mention.first and doc[mention.last - 1].head.i not in range(name.first, name.last)
        ):
            joined[-1] = replace(name, last=mention.last, end=mention.end)
        else:
            joined.append(mention)
    return joined


def called(found: list[Mention], doc: Doc, entities: Mapping[str, Entity], designations: Designations) -> list[Mention]:
    """The noun before a name that it is called by is that system: "a drone dubbed the Strizh-7", "decoys, known as Korshun"."""
    by_last = {m.last - 1: m for m in found}
    meant: dict[int, str] = {}
    for mention in found:
        noun = _called_noun(mention, doc, designations) if mention.sense == "name" and entities[mention.entity_id].kind == "weapon" else None
        before = by_last.get(noun) if noun is not None else None
        if noun is None or (before is not None and (before.sense != "class" or entities[before.entity_id].kind != "weapon")):
            continue
        if before is not None or doc[noun].lower_ in designations.head_forms:
            meant[noun] = mention.entity_id
    free = [mention_of(doc[i : i + 1], e, "class") for i, e in meant.items() if i not in by_last]
    return [*(replace(m, entity_id=meant.get(m.last - 1, m.entity_id)) for m in found), *free]


def _called_noun(mention: Mention, doc: Doc, designations: Designations) -> int | None:
    """The index of the noun that "called the", "known as" or "believed to be a" puts before a name."""
    index = mention.first - 1
    while index > 0 and (doc[index].text in OPENING or doc[index].lower_ in ("the", "a", "an", "as", "to", "be", "been", "have")):
        index -= 1
    if index < 1 or doc[index].lower_ not in designations.calling:
        return None
    index -= 1
    while index > 0 and (doc[index].text == "," or doc[index].pos_ in ("ADV", "AUX") or doc[index].lower_ in ("that", "which")):
        index -= 1
    return index if doc[index].pos_ == "NOUN" and doc[index].sent.start <= index else None


def explained(found: list[Mention], doc: Doc, entities: Mapping[str, Entity]) -> list[Mention]:
    """The noun by which a name is explained is that system: "fired a Strizh-7, a drone made in Perm"."""
    ordered = sorted(found, key=lambda m: m.first)
    return [
        replace(mention, entity_id=name.entity_id) if (name := _explains(mention, ordered[:number], doc, entities)) is not None else mention
        for number, mention in enumerate(ordered)
    ]


def _explains(mention: Mention, before: list[Mention], doc: Doc, entities: Mapping[str, Entity]) -> Mention | None:
    """The system before the comma of ", a drone", ", an old tank", where the noun says what it is and is no further item."""
    if mention.sense != "class" or entities[mention.entity_id].kind != "weapon":
        return None
    article = mention.first - 1
    while article > 0 and doc[article].pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "ADV", "PUNCT") and doc[article].text != "," and mention.first - article < 6:
        article -= 1
    if article < 2 or doc[article].lower_ not in ("a", "an") or doc[article - 1].text not in (",", "—", "–", "("):
        return None
    behind = doc[mention.last] if mention.last < len(doc) else None
    if behind is None or behind.lower_ in ("and", "or") or behind.pos_ in ("NOUN", "PROPN"):
        return None  # one more of a series, or "a drone maker"
    names = [m for m in before if m.last < article and entities[m.entity_id].kind == "weapon" and article - m.last < 7]
    name = names[-1] if names else None
    if name is not None and name.sense == "class" and len(names) > 1 and names[-2].last == name.first:
        name = names[-2]  # "a Strizh-7 gliding bomb, a weapon made in"
    if name is None or name.sense != "name" or doc[name.first].sent.start != doc[article].sent.start:
        return None
    between = doc[name.last : article - 1]
    if any(t.pos_ in ("VERB", "AUX", "CCONJ") or t.text in (",", ";", ":") for t in between):
        return None
    fits = descends(name.entity_id, mention.entity_id, entities) or mention.entity_id in LOOSE
    return name if fits or entities[name.entity_id].parent_id in (None, *LOOSE) else None


def nicknamed(found: list[Mention], doc: Doc, entities: Mapping[str, Entity], designations: Designations) -> list[Mention]:
    """ "The Sukhois", "a MiG fighter": a maker's name for aircraft of his, the type named last or else their class."""
    nouns = designations.head_forms | designations.echoes.keys() | designations.flown
    meant: dict[int, Mention] = {}
    for token in doc:
        singular = token.text in designations.makers
        family = designations.makers.get(token.text if singular else token.text.removesuffix("s"))
        behind = token.i + 1 < len(doc) and doc[token.i + 1].lower_ in nouns
        if family is None or (singular and not behind):
            continue
        types = [m for m in found if m.sense == "name" and m.entity_id.startswith(f"{family.begins}-") and entities[m.entity_id].kind == "weapon"]
        earlier = [m for m in types if m.last <= token.i]
        if any(m.first <= token.i < m.last for m in types) or family.class_ not in entities:
            continue
        known = max(earlier, key=lambda m: m.first) if earlier else min(types, key=lambda m: m.first, default=None)
        span = doc[token.i : token.i + 1 + behind]
        meant[token.i] = mention_of(span, known.entity_id if known else family.class_, "name" if known else "class")
    taken = {i for m in meant.values() for i in range(m.first, m.last)}
    return [*(m for m in found if taken.isdisjoint(range(m.first, m.last))), *meant.values()]


def halves(doc: Doc, found: list[Mention], wholes: Mapping[str, str]) -> Iterator[Mention]:
    """ "The North" where the text names one of the Koreas: half a country's name for the whole, with its article."""
    named = {m.entity_id for m in found}
    named |= set(wholes.values()) if named & set(wholes.values()) else set()
    taken = {i for m in found for i in range(m.first, m.last)}
    for token in doc[1:]:
        entity_id = wholes.get(token.text)
        if entity_id is None:
            continue
        following = doc[token.i + 1].text[:1] if token.i + 1 < len(doc) else ""
        if entity_id in named and token.i not in taken and doc[token.i - 1].lower_ == "the" and not following.isupper():
            yield mention_of(doc[token.i : token.i + 1], entity_id, "name")


def shortened(doc: Doc, found: list[Mention], entities: Mapping[str, Entity]) -> Iterator[Mention]:
    """ "K2s" where the text names K2 tanks: a designation without the rest of its name, too short to be listed alone."""
    short: dict[str, set[str]] = {}
    for mention in found:
        first = doc[mention.first].text
        if mention.last - mention.first > 1 and mention.sense == "name" and entities[mention.entity_id].kind == "weapon" and SHORT.fullmatch(first):
            short.setdefault(first, set()).add(mention.entity_id)
    taken = {i for m in found for i in range(m.first, m.last)}
    for token in doc if short else ():
        meant = short.get(token.text.removesuffix("s"), set())
        if len(meant) == 1 and token.i not in taken:
            yield mention_of(doc[token.i : token.i + 1], next(iter(meant)), "name")


def bare_names(doc: Doc, listed: list[Mention], bare: Mapping[str, frozenset[str]], designations: Designations) -> list[Mention]:
    """ "The Kaan", "two Noors": a system's name without the common noun with which it is listed, behind an article or a
    number, or wherever the text names it in full."""
    named = {m.entity_id for m in listed}
    taken = {i for m in listed for i in range(m.first, m.last)}
    found = []
    for token in doc:
        systems = bare.get(token.text) or bare.get(token.text.removesuffix("s"), frozenset())
        if not systems or token.i in taken:
            continue
        known = systems & named
        meant = known or systems
        if len(meant) == 1 and not _is_within_name(token, designations) and (known or (token.text not in designations.everyday and _is_counted_or_definite(token))):
            found.append(mention_of(doc[token.i : token.i + 1], next(iter(meant)), "name"))
    return found


def _is_within_name(token: Token, designations: Designations) -> bool:
    """Whether a capitalised word is part of a longer name, or says what another noun is: "Kaan Yilmaz", "the Hawk spokesman"."""
    before = token.nbor(-1) if token.i else None
    behind = token.nbor() if token.i + 1 < len(token.doc) else None
    if before is not None and not token.is_sent_start and (before.tag_ == "NNP" or before.text in ("-", "–")) and before.lower_ != "the":
        return True
    if behind is None or behind.lower_ in designations.head_forms:
        return False
    return behind.tag_ in ("NNP", "NNPS", "NN", "NNS", "CD") or behind.text in ("-", "–")


def _is_counted_or_definite(token: Token) -> bool:
    """Whether an article or a number stands before a word, be it with an adjective between: "the Turkish Kaan"."""
    index = token.i - 1
    if index > 0 and token.doc[index].pos_ == "ADJ" and not token.doc[index].like_num:
        index -= 1
    before = token.doc[index] if index >= 0 else None
    return before is not None and (before.lower_ in ("the", "a", "an", "this", "that", "these", "those", "its", "their") or before.like_num)


def echoes(
    doc: Doc, found: list[Mention], entities: Mapping[str, Entity], designations: Designations
) -> Iterator[Mention]:
    """ "The fighters", "two of the batteries": a word of many uses that takes up the weapon of its class named in
    the same sentence or in the three before; it names the class, or that weapon where the word says no class."""
    taken = {i for m in found for i in range(m.first, m.last)}
    unnamed = {m.first for m in found if m.entity_id == "weapon" and m.last - m.first == 1}
    order = list(doc.sents)
    sentence_of = [number for number, sentence in enumerate(order) for _ in sentence]
    for token in doc:
        class_id = designations.echoes.get(token.lower_)
        bare = token.i in unnamed and class_id is not None  # "two complexes", which named no more than that
        if class_id is None or (token.i in taken and not bare):
            continue
        if token.tag_ == "NNS" and _is_beside_kin(token, class_id, found, entities):
            yield mention_of(doc[token.i : token.i + 1], class_id, "class")
            continue
        if token.i - 1 in taken or not _takes_up(token):
            continue
        first = order[max(0, sentence_of[token.i] - ECHO)].start
        before = [m for m in found if first <= m.first and m.last <= token.i and entities[m.entity_id].kind == "weapon"]
        general = entities[class_id].parent_id is None  # "the machines" may be any named system
        # a system is what fires rather than what is fired: "the battery shot down a missile … the system"
        shot = {m.entity_id for m in before if any(descends(m.entity_id, kind, entities) for kind in PROJECTILES)}
        beside = sentence_of[before[-1].first] if before and token.lower_ in FIRING else None
        fires = [m for m in before if m.entity_id not in shot and m.sense == "name" and sentence_of[m.first] == beside]
        kin = next(
            (m for m in reversed(fires or before) if descends(m.entity_id, class_id, entities) and (m.sense == "name" or not general)), None
        )
        if kin is not None:
            meant = kin.entity_id if general else class_id
            yield mention_of(doc[token.i : token.i + 1], meant, "class")


def _is_beside_kin(token: Token, class_id: str, found: list[Mention], entities: Mapping[str, Entity]) -> bool:
    """Whether a word of many uses is coordinated with what is of its class: "fighters and a surveillance aircraft"."""
    family = entities[class_id].parent_id
    family = class_id if family in (None, "weapon", "military-equipment") else family
    beside = {t.i for t in (token.head, *token.children) if "conj" in (t.dep_, token.dep_) and (t.head == token or token.dep_ == "conj")}
    kin = (m for m in found if m.last - 1 in beside and entities[m.entity_id].kind == "weapon")
    return family is not None and class_id != "weapon" and any(descends(m.entity_id, family, entities) for m in kin)


def _takes_up(token: Token) -> bool:
    """Whether a noun points back by its determiner or number, and is neither part nor owner of another name."""
    if token.pos_ not in ("NOUN", "PROPN") or (token.dep_ in ("compound", "nmod:poss", "amod", "flat") and token.head.i > token.i):
        return False
    words = [c for c in token.lefts if c.dep_ in ("det", "nmod:poss", "nummod", "det:predet")]
    if any(c.dep_ == "nmod" and c.i > token.i and any(g.lower_ == "of" for g in c.children) for c in token.children):
        return False  # "four battalions of the S-300" say themselves of what
    named = any(c.pos_ == "PROPN" or c.tag_ == "JJ" and c.text[:1].isupper() for c in token.lefts)
    words += [c for c in token.lefts if c.lower_ in COUNTING]
    pointed = any(c.lower_ in COUNTING or c.lower_ in ("the", "this", "that", "these", "those", "such", "both", "its", "their", "no", "any") or c.like_num for c in words)
    return pointed and not named


def descends(entity_id: str, ancestor: str, entities: Mapping[str, Entity]) -> bool:
    current: str | None = entity_id
    for _ in range(12):
        if current == ancestor or current is None:
            break
        entity = entities.get(current)
        current = entity.parent_id if entity is not None else None
    return current == ancestor

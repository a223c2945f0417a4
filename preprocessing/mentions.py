"""Where a text names an entity: listed ones by their aliases, unlisted ones by shape and by the pipeline."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from preprocessing.collectives import CollectiveWords, find_collectives
from preprocessing.designations import Designations, Mention, mention_of
from preprocessing.echoes import (
    bare_names,
    called,
    echoes,
    explained,
    halves,
    nicknamed,
    shortened,
    with_class,
)
from preprocessing.gazetteer import Alias, Entity, Knowledge
from preprocessing.grammar import DATED
from preprocessing.naming import find_names
from preprocessing.vocabularies import checked, read_yaml

OUTLET = "outlet"
COLLECTIVE = "company"  # also the class of firms that only a description names
WARSHIP = "warship"
PART = "component"  # the class of the parts of any system
NUMBERED = re.compile(r"[0-9]{1,4}[A-Z]{0,2}")
FAMILY_FIRST = frozenset(("KP", "KR", "CN", "TW", "VN"))  # countries where the family's name stands first
COORDINATORS = frozenset(("and", "or", "&", ",", "/"))


@dataclass
class Gazetteer:
    """The aliases of the knowledge, ready to be found in Docs of one vocabulary."""

    knowledge: Knowledge
    designations: Designations
    cased: PhraseMatcher
    uncased: PhraseMatcher
    aliases: Mapping[str, Alias]
    by_lower: Mapping[str, Alias] = field(default_factory=dict)
    outlets: PhraseMatcher | None = None
    outlet_names: Mapping[str, Entity] = field(default_factory=dict)

    @cached_property
    def bare(self) -> Mapping[str, frozenset[str]]:
        """Capitalised words → the systems that are listed with a common noun behind them: "Kaan" of "Kaan fighter"."""
        found: dict[str, set[str]] = {}
        for alias in self.knowledge.aliases:
            word, *rest = alias.text.split()
            system = alias.sense == "name" and self.knowledge.entities[alias.entity_id].kind == "weapon"
            same = self.by_lower.get(word.lower())  # "KAAN", which other texts write as "Kaan"
            free = word not in self.aliases and (same is None or same.entity_id == alias.entity_id)
            if system and word[:1].isupper() and word.isalpha() and free:
                if rest and all(noun.islower() for noun in rest) and self._is_noun_of_systems(rest):
                    found.setdefault(word, set()).add(alias.entity_id)
        return {word: frozenset(systems) for word, systems in found.items()}

    def _is_noun_of_systems(self, words: list[str]) -> bool:
        alias = self.by_lower.get(" ".join(words))
        return words[-1] in self.designations.head_forms or (alias is not None and alias.sense == "class")


def read_gazetteer(knowledge: Knowledge, vocab: Vocab, make_doc: object) -> Gazetteer:
    """The knowledge's aliases, tokenised as texts are. ``make_doc`` is the pipeline's tokeniser."""
    cased, uncased = PhraseMatcher(vocab, attr="ORTH"), PhraseMatcher(vocab, attr="LOWER")
    for alias in knowledge.aliases:
        (cased if alias.cased else uncased).add(alias.text, [make_doc(alias.text)])  # type: ignore[operator]
    outlets, names = PhraseMatcher(vocab, attr="ORTH"), {}
    for name, entity in _outlets(knowledge):
        outlets.add(name, [make_doc(name)])  # type: ignore[operator]
        names[name] = entity
    path = knowledge.folder / "designations.yaml"
    return Gazetteer(
        knowledge, checked(path, "", read_yaml(path), Designations), cased, uncased,
        {alias.text: alias for alias in knowledge.aliases}, {alias.text.lower(): alias for alias in knowledge.aliases},
        outlets, names,
    )


def _outlets(knowledge: Knowledge) -> Iterator[tuple[str, Entity]]:
    """The sources' names of several words, so that "The Washington Post" is no mention of Washington."""
    taken = {alias.text for alias in knowledge.aliases}
    for source in knowledge.sources.values():
        key = re.sub(r"[^a-z0-9]+", "-", source.name.lower()).strip("-")
        if key in knowledge.entities:
            continue
        entity = Entity(key, source.name, "organisation", class_=OUTLET, basis="discovered")
        for name in {source.name, source.name.removeprefix("The "), *source.aliases}:
            if " " in name and name[:1].isupper() and name not in taken:
                yield name, entity


def find_mentions(doc: Doc, gazetteer: Gazetteer) -> tuple[list[Mention], dict[str, Entity]]:
    """The mentions of a Doc in order, none overlapping, and the entities discovered in it.

    Listed names win over discovered ones, longer ones over shorter ones.
    """
    named = list(_named_outlets(doc, gazetteer))
    outlets = {(m.first, m.last): e for m, e in named}
    listed = _longest((*_listed(doc, gazetteer), *(m for m, _ in named)))
    listed += _shared_heads(doc, listed, gazetteer)
    listed += _series(doc, listed, gazetteer)
    listed += bare_names(doc, listed, gazetteer.bare, gazetteer.designations)
    listed = _parted(doc, listed, gazetteer)
    taken = {i for mention in listed for i in range(mention.first, mention.last)}
    discovered: dict[str, Entity] = {}
    found = list(listed)
    for mention in listed:
        outlet = outlets.get((mention.first, mention.last))
        if outlet is not None and outlet.entity_id == mention.entity_id:
            discovered[outlet.entity_id] = outlet
    unlisted = (*_ships(doc, gazetteer, taken), *_designated(doc, gazetteer, taken), *_recognised(doc, gazetteer, taken, listed), *_goods(doc, gazetteer))
    for mention, entity in (_told_apart(m, e, gazetteer.knowledge) for m, e in unlisted):
        if not taken & set(range(mention.first, mention.last)):
            taken |= set(range(mention.first, mention.last))
            if entity.entity_id not in gazetteer.knowledge.entities:
                known = discovered.setdefault(entity.entity_id, entity)
                if known.country is None and entity.country is not None:
                    discovered[entity.entity_id] = replace(known, country=entity.country)
            found.append(mention)
    entities = {**gazetteer.knowledge.entities, **discovered}
    found = _people_by_surname(found, doc, entities)
    found = with_class(found, doc, entities)
    found = called(found, doc, entities, gazetteer.designations)
    found = nicknamed(found, doc, entities, gazetteer.designations)
    found = explained(found, doc, entities)
    found += halves(doc, found, gazetteer.designations.halves)
    found += shortened(doc, found, entities)
    echoed = list(echoes(doc, sorted(found, key=lambda m: m.first), entities, gazetteer.designations))
    said = {m.first for m in echoed}
    found = [m for m in found if m.entity_id != "weapon" or m.first not in said or m.last - m.first > 1] + echoed
    found = _with_collectives(doc, found, entities, discovered, gazetteer.designations.collectives)
    return sorted(found, key=lambda m: (m.start, m.end)), discovered


def _with_collectives(
    doc: Doc, found: list[Mention], entities: Mapping[str, Entity], discovered: dict[str, Entity], words: CollectiveWords
) -> list[Mention]:
    """The mentions with the firms that only a description names, in place of what stands in it."""
    for first, last, name, country in find_collectives(doc, found, entities, words):
        mention, entity = _discovered(doc[first:last], "organisation", None, name)
        if entity.entity_id not in entities:
            discovered.setdefault(entity.entity_id, replace(entity, class_=COLLECTIVE, country=country))
            found = [m for m in found if m.last <= first or m.first >= last] + [mention]
    return found


def _listed(doc: Doc, gazetteer: Gazetteer) -> Iterator[Mention]:
    strings = doc.vocab.strings
    for matcher in (gazetteer.cased, gazetteer.uncased):
        for key, first, last in matcher(doc):
            alias = gazetteer.aliases[strings[key]]
            yield mention_of(doc[first:last], alias.entity_id, alias.sense)
    yield from _compounds(doc, gazetteer)


def _named_outlets(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Mention, Entity]]:
    if gazetteer.outlets is not None:
        for key, first, last in gazetteer.outlets(doc):
            entity = gazetteer.outlet_names[doc.vocab.strings[key]]
            yield mention_of(doc[first:last], entity.entity_id, "name"), entity


def _compounds(doc: Doc, gazetteer: Gazetteer) -> Iterator[Mention]:
    """The name in "Iranian-supplied" and "Shahed-type", which the tokeniser keeps whole."""
    for token in doc:
        name, hyphen, rest = token.text.rpartition("-")
        alias = gazetteer.aliases.get(name) if hyphen and rest.islower() and name[:1].isupper() else None
        if alias is not None:
            yield Mention(token.i, token.i + 1, token.idx, token.idx + len(name), alias.entity_id, alias.sense)


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Of overlapping mentions the longest; of equally long ones the first that is cased."""
    taken: set[int] = set()
    found = []
    for mention in sorted(mentions, key=lambda m: (m.first - m.last, m.first)):
        tokens = set(range(mention.first, mention.last))
        if not tokens & taken:
            taken |= tokens
            found.append(mention)
    return found


def _shared_heads(doc: Doc, listed: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """"artillery" in "artillery and tank rounds": a class whose head noun stands further on."""
    found = []
    for mention in listed:
        if mention.sense != "class" or mention.last - mention.first < 2 or mention.first < 2:
            continue
        if doc[mention.first - 1].lower_ not in COORDINATORS:
            continue
        head = doc[mention.last - 1].lower_
        for length in (3, 2, 1):
            first = mention.first - 1 - length
            words = doc[max(first, 0) : mention.first - 1]
            alias = gazetteer.by_lower.get(f"{words.text.lower()} {head}")
            free = all(words.start <= m.first and m.last <= words.end for m in listed if m.first < words.end and m.last > words.start)
            if first >= 0 and alias is not None and alias.sense == "class" and free:
                listed[:] = [m for m in listed if m.last <= words.start or m.first >= words.end]
                found.append(mention_of(words, alias.entity_id, "class"))
                break
    return found


def _series(doc: Doc, listed: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The listed system that "-136" names in "Shahed-131 and -136" and "Shahed-131, -136"."""
    found = []
    taken = {i for m in listed for i in range(m.first, m.last)}
    for mention in listed:
        stem, hyphen, _ = doc[mention.first : mention.last].text.rpartition("-")
        index = mention.last
        while hyphen and index + 1 < len(doc) and doc[index].lower_ in (",", "and", "or", "/"):
            first = last = index + 1
            while last < len(doc) and last < first + 2 and not doc[last].text[-1].isdigit():
                last += 1
            words = doc[first : last + 1]
            alias = gazetteer.by_lower.get(f"{stem}{words.text}".lower()) if words.text[:1] == "-" else None
            if alias is None or taken & set(range(words.start, words.end)):
                break
            found.append(mention_of(words, alias.entity_id, alias.sense))
            index = words.end
    return found


def _parted(doc: Doc, listed: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """What "radar parts" and "cruise missile components" name is no radar and no missile: the parts, as one mention."""
    entities = gazetteer.knowledge.entities
    joined: list[Mention] = []
    shared = set()  # where compounds for parts begin, which may be shared by what is before an "and"
    for mention in sorted(listed, key=lambda m: -m.first):
        last = doc[mention.last - 1]
        behind = doc[mention.last] if mention.last < len(doc) else last
        whole = mention.sense == "class" and entities[mention.entity_id].kind == "weapon" and PART in entities
        if whole and behind.lower_ in gazetteer.designations.parts and last.head == behind:
            joined.append(mention_of(doc[mention.first : mention.last + 1], PART, "class"))
            shared.add(mention.first)
        elif whole and behind.lower_ in COORDINATORS and mention.last + 1 in shared and last.tag_ != "NNS":
            joined.append(replace(mention, entity_id=PART))  # "drone and missile parts"
        else:
            joined.append(mention)
    return joined[::-1]


def _designated(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> Iterator[tuple[Mention, Entity]]:
    """Unlisted designations, by shape: "Kh-101"; the class is that of the noun behind them."""
    designations, knowledge = gazetteer.designations, gazetteer.knowledge
    for token in doc[1:]:
        if token.i not in taken and token.tag_ == "NNP" and token.text[:1].isupper() and token.text[-1:].isalpha():
            last = token.i + 1
            while last < len(doc) and last - token.i < 3 and last not in taken and doc[last].tag_ == "NNP" and doc[last].text not in DATED and doc[last].text[-1:].isalpha():
                last += 1  # "the corvette Admiral Sula"
            named = doc[token.i : last]
            joined = doc[token.i - 1].dep_ != "compound" or doc[token.i - 1].head == token
            if joined and token.text not in DATED and (kind := _class_before(named, gazetteer)) is not None:
                yield _discovered(named, "weapon", kind)
    for token in doc:
        if token.i in taken or not designations.shape.match(token.text) or designations.exclusion.match(token.text):
            continue
        parent = _class_behind(token, gazetteer)
        if parent is None and "-" not in token.text:
            continue
        yield _discovered(doc[token.i : token.i + 1], "weapon", parent or _root(knowledge))
    for token in doc[:-1]:  # "the Type 88 tank", "Mark 48 torpedoes"
        number = token.nbor()
        if token.text in designations.numbered and number.i not in taken and NUMBERED.fullmatch(number.text):
            if (parent := _class_behind(number, gazetteer)) is not None:
                yield _discovered(doc[token.i : token.i + 2], "weapon", parent)


def _ships(doc: Doc, gazetteer: Gazetteer, taken: set[int]) -> Iterator[tuple[Mention, Entity]]:
    """Ships by the word that their navy sets before their names: "a second destroyer, HMS Ardent"."""
    for token in doc[:-1]:
        state = gazetteer.knowledge.entities.get(gazetteer.designations.ships.get(token.text, ""))
        last = token.i + 1
        while last < len(doc) and last - token.i < 4 and last not in taken and doc[last].text[:1].isupper() and doc[last].text.isalpha():
            last += 1
        if state is None or last == token.i + 1 or token.i in taken:
            continue
        noun = token.i - 2 if token.i > 1 and doc[token.i - 1].text == "," else token.i - 1
        classes = (gazetteer.by_lower.get(doc[max(noun - length, 0) : noun + 1].text.lower()) for length in (2, 1, 0)) if noun >= 0 else ()
        parent = next((alias.entity_id for alias in classes if alias is not None and alias.sense == "class"), WARSHIP)
        ship = parent if WARSHIP in (parent, *gazetteer.knowledge.ancestors(parent)) else WARSHIP
        mention, entity = _discovered(doc[token.i : last], "weapon", ship)
        yield mention, replace(entity, country=state.country)


def _goods(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Mention, Entity]]:
    """Unlisted goods by their head noun: counted rounds, "testing equipment"; bare "systems" name nothing."""
    entities = gazetteer.knowledge.entities
    for token in doc:
        counted = gazetteer.designations.counted.get(token.lower_)
        if counted is not None and counted in entities and any(child.pos_ == "NUM" for child in token.children):
            yield mention_of(doc[token.i : token.i + 1], counted, "class"), entities[counted]
        fitted = gazetteer.designations.fitted.get(token.lower_)
        if fitted is not None and fitted in entities and _is_for_system(token, gazetteer):
            yield mention_of(doc[token.i : token.i + 1], fitted, "class"), entities[fitted]
            continue
        parent = gazetteer.designations.goods.get(token.lower_)
        if parent is None:
            continue
        first = token.i
        while first > 0 and doc[first - 1].head == token and doc[first - 1].dep_ in ("compound", "amod") and doc[first - 1].is_lower:
            first -= 1
        if parent in entities and first < token.i and doc[token.i - 1].dep_ == "compound":
            yield _discovered(doc[first : token.i + 1], "weapon", parent)


def _is_for_system(token: Token, gazetteer: Gazetteer) -> bool:
    """Whether "for" and a listed system follow a noun: "parts for ballistic missiles"."""
    doc = token.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "for":
        return False
    for first in range(token.i + 2, min(token.i + 6, len(doc))):
        for length in (3, 2, 1):
            alias = gazetteer.by_lower.get(doc[first : first + length].text.lower())
            entity = gazetteer.knowledge.entities.get(alias.entity_id) if alias is not None else None
            if entity is not None and entity.kind == "weapon":
                return True
    return False


def _root(knowledge: Knowledge) -> str | None:
    return "weapon" if "weapon" in knowledge.entities else None


def _class_behind(token: Token, gazetteer: Gazetteer) -> str | None:
    """The listed class named within three words after a designation, in the same phrase."""
    doc = token.doc
    for length in (3, 2, 1):
        words = doc[token.i + 1 : token.i + 1 + length]
        alias = gazetteer.by_lower.get(words.text.lower()) if len(words) == length else None
        if alias is not None and alias.sense == "class":
            return alias.entity_id
    return None


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "unnamed"


def _discovered(span: Span, kind: str, parent: str | None = None, name: str = "") -> tuple[Mention, Entity]:
    name = name or " ".join(span.text.split())
    key = _slug(name)
    return mention_of(span, key, "name"), Entity(key, name, kind, parent_id=parent, basis="discovered")


def _told_apart(mention: Mention, entity: Entity, knowledge: Knowledge) -> tuple[Mention, Entity]:
    """An unlisted entity with a key of its own: "Gabriel said" is not the missile listed under that key."""
    listed = knowledge.entities.get(entity.entity_id)
    if listed is None or listed.kind == entity.kind:
        return mention, entity
    key = f"{entity.entity_id}-{entity.kind}"
    return replace(mention, entity_id=key), replace(entity, entity_id=key)


def _recognised(doc: Doc, gazetteer: Gazetteer, taken: set[int], listed: Iterable[Mention]) -> Iterator[tuple[Mention, Entity]]:
    """Unlisted persons, organisations, places and systems; a body that its words place in a state is of that state."""
    entities = gazetteer.knowledge.entities
    states = {i: m.entity_id for m in listed for i in range(m.first, m.last)
              if m.sense in ("name", "demonym") and m.entity_id in entities and entities[m.entity_id].kind == "state"}
    for name in find_names(doc, taken, states, gazetteer.designations.names):
        before = _class_before(name.span, gazetteer) or _class_explaining(name.span, gazetteer)
        kind = "weapon" if before or (name.kind != "weapon" and _heads_a_system(name.span, gazetteer)) else name.kind
        parent = before or _class_behind(name.span[-1], gazetteer) or _root(gazetteer.knowledge)
        parent = parent if kind == "weapon" else None
        if kind == "weapon" and gazetteer.designations.exclusion.match(name.text):
            continue
        mention, entity = _discovered(name.span, kind, parent, name.text)
        state = entities[name.state] if name.state is not None and kind == "organisation" else None
        yield mention, replace(entity, country=state.country) if state is not None else entity


def _class_before(span: Span, gazetteer: Gazetteer) -> str | None:
    """The class in "the frigate Tushil", whose singular stands right before a name; goods and parts name nothing."""
    doc = span.doc
    if not span.start or doc[span.start - 1].tag_ != "NN" or doc[span.start - 1].lower_ not in gazetteer.designations.heads:
        return None
    for length in (3, 2, 1):
        words = doc[max(0, span.start - length) : span.start]
        alias = gazetteer.by_lower.get(words.text.lower()) if len(words) == length else None
        if alias is not None and alias.sense == "class":
            return alias.entity_id
    return None


def _class_explaining(span: Span, gazetteer: Gazetteer) -> str | None:
    """The class in ", an attack drone developed with" right behind a name, where it says what the name is."""
    doc, article = span.doc, span.end + 1
    if article + 1 >= len(doc) or doc[span.end].text != "," or doc[article].lower_ not in ("a", "an"):
        return None
    for first in range(article + 1, min(article + 6, len(doc))):
        for length in (4, 3, 2, 1):
            words = doc[first : first + length]
            alias = gazetteer.by_lower.get(words.text.lower()) if len(words) == length else None
            if alias is None or alias.sense != "class" or gazetteer.knowledge.entities[alias.entity_id].kind != "weapon":
                continue
            behind = doc[words.end] if words.end < len(doc) else None
            further = behind is not None and (behind.pos_ in ("NOUN", "PROPN") or behind.lower_ in ("and", "or"))
            return None if further or words[-1].tag_ != "NN" else alias.entity_id
        if doc[first].pos_ not in ("ADJ", "NOUN", "PROPN", "NUM", "ADV"):
            return None
    return None


def _heads_a_system(span: Span, gazetteer: Gazetteer) -> bool:
    return span.end < len(span.doc) and span.doc[span.end].lower_ in gazetteer.designations.head_forms


def _people_by_surname(mentions: list[Mention], doc: Doc, entities: Mapping[str, Entity]) -> list[Mention]:
    """Discovered surnames as the full name that the document has: "Orton" is Kyle Orton.

    A name that the document's NER calls a person once is a person throughout.
    """
    full: dict[str, str] = {}
    for mention in sorted(mentions, key=lambda m: m.start):
        entity = entities.get(mention.entity_id)
        words = entity.name.split() if entity is not None and entity.kind == "person" else []
        if len(words) > 1:
            first = entity is not None and entity.country in FAMILY_FIRST  # "Kim Jong Un" is "Kim"
            full.setdefault(words[0 if first else -1], mention.entity_id)
            full.setdefault(" ".join(words[-2:]), mention.entity_id)
    found = []
    for mention in mentions:
        entity = entities[mention.entity_id]
        alone = entity.basis == "discovered" and entity.name in full and mention.entity_id != full[entity.name]
        found.append(replace(mention, entity_id=full[entity.name]) if alone else mention)
    covered = {i for mention in found for i in range(mention.first, mention.last)}
    for token in doc:
        if token.text in full and token.i not in covered and token.pos_ == "PROPN":
            found.append(mention_of(doc[token.i : token.i + 1], full[token.text], "name"))
    return found

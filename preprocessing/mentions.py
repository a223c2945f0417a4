"""Where a text names an entity: listed ones by their aliases, unlisted ones by shape and by the pipeline."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pydantic import BaseModel, ConfigDict
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from preprocessing.collectives import CollectiveWords, find_collectives
from preprocessing.gazetteer import Alias, Entity, Knowledge
from preprocessing.grammar import DATED
from preprocessing.inflections import plural
from preprocessing.naming import NamingEntry, find_names
from preprocessing.vocabularies import checked, read_yaml

OUTLET = "outlet"
COLLECTIVE = "company"  # also the class of firms that only a description names
PART = "component"  # the class of the parts of any system
SHORT = re.compile(r"[A-Z]{1,4}-?\d{1,3}[A-Z]{0,2}")
NUMBERED = re.compile(r"[0-9]{1,4}[A-Z]{0,2}")
ECHO = 3  # sentences back
FAMILY_FIRST = frozenset(("KP", "KR", "CN", "TW", "VN"))  # countries where the family's name stands first
OPENING = frozenset("\"“'‘«")
FIRING = frozenset(("system", "systems", "complexes", "regiment", "regiments", "battalion", "battalions"))
PROJECTILES = ("missile", "rocket", "ammunition", "bomb", "loitering-munition")
COUNTING = frozenset(("several", "more", "additional", "another", "few"))  # how many of the same things
COORDINATORS = frozenset(("and", "or", "&", ",", "/"))


class Designations(BaseModel):
    """The file designations.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    shapes: list[str]
    excluded: list[str]
    heads: list[str]
    counted: dict[str, str]
    goods: dict[str, str]
    parts: frozenset[str]
    fitted: dict[str, str]
    numbered: frozenset[str]
    echoes: dict[str, str]
    halves: dict[str, str]
    calling: frozenset[str]
    names: NamingEntry
    collectives: CollectiveWords

    @cached_property
    def shape(self) -> re.Pattern[str]:
        """What a designation looks like."""
        return re.compile("(?:" + "|".join(self.shapes) + ")$")

    @cached_property
    def exclusion(self) -> re.Pattern[str]:
        """What only looks like one."""
        return re.compile("(?:" + "|".join(self.excluded) + ")$")

    @cached_property
    def head_forms(self) -> frozenset[str]:
        """Nouns, singular and plural, that a system's name stands before."""
        return frozenset(form for noun in self.heads for form in (noun, plural(noun)))


@dataclass(frozen=True)
class Mention:
    """A run of tokens [first, last) that names an entity. ``start`` and ``end`` are character offsets."""

    first: int
    last: int
    start: int
    end: int
    entity_id: str
    sense: str


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
    listed = _parted(doc, listed, gazetteer)
    taken = {i for mention in listed for i in range(mention.first, mention.last)}
    discovered: dict[str, Entity] = {}
    found = list(listed)
    for mention in listed:
        outlet = outlets.get((mention.first, mention.last))
        if outlet is not None and outlet.entity_id == mention.entity_id:
            discovered[outlet.entity_id] = outlet
    unlisted = (*_designated(doc, gazetteer, taken), *_recognised(doc, gazetteer, taken, listed), *_goods(doc, gazetteer))
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
    found = _with_class(found, doc, entities)
    found = _called(found, doc, entities, gazetteer.designations)
    found += _halves(doc, found, gazetteer.designations.halves)
    found += _shortened(doc, found, entities)
    found += _echoes(doc, sorted(found, key=lambda m: m.first), entities, gazetteer.designations)
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


def _mention(span: Span, entity_id: str, sense: str) -> Mention:
    return Mention(span.start, span.end, span.start_char, span.end_char, entity_id, sense)


def _listed(doc: Doc, gazetteer: Gazetteer) -> Iterator[Mention]:
    strings = doc.vocab.strings
    for matcher in (gazetteer.cased, gazetteer.uncased):
        for key, first, last in matcher(doc):
            alias = gazetteer.aliases[strings[key]]
            yield _mention(doc[first:last], alias.entity_id, alias.sense)
    yield from _compounds(doc, gazetteer)


def _named_outlets(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Mention, Entity]]:
    if gazetteer.outlets is not None:
        for key, first, last in gazetteer.outlets(doc):
            entity = gazetteer.outlet_names[doc.vocab.strings[key]]
            yield _mention(doc[first:last], entity.entity_id, "name"), entity


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
                found.append(_mention(words, alias.entity_id, "class"))
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
            found.append(_mention(words, alias.entity_id, alias.sense))
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
            joined.append(_mention(doc[mention.first : mention.last + 1], PART, "class"))
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
            named = doc[token.i : token.i + 1]
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


def _goods(doc: Doc, gazetteer: Gazetteer) -> Iterator[tuple[Mention, Entity]]:
    """Unlisted goods by their head noun: counted rounds, "testing equipment"; bare "systems" name nothing."""
    entities = gazetteer.knowledge.entities
    for token in doc:
        counted = gazetteer.designations.counted.get(token.lower_)
        if counted is not None and counted in entities and any(child.pos_ == "NUM" for child in token.children):
            yield _mention(doc[token.i : token.i + 1], counted, "class"), entities[counted]
        fitted = gazetteer.designations.fitted.get(token.lower_)
        if fitted is not None and fitted in entities and _is_for_system(token, gazetteer):
            yield _mention(doc[token.i : token.i + 1], fitted, "class"), entities[fitted]
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


def _with_class(found: list[Mention], doc: Doc, entities: Mapping[str, Entity]) -> list[Mention]:
    """A system with the word of its class behind it names one thing: "the Pantsir-S1 air defence system"."""
    joined: list[Mention] = []
    for mention in sorted(found, key=lambda m: m.first):
        name = joined[-1] if joined else None
        if (
            name is not None and name.last == mention.first and (name.sense, mention.sense) == ("name", "class")
            and entities[name.entity_id].kind == "weapon" and name.entity_id != mention.entity_id
            and _descends(name.entity_id, mention.entity_id, entities)
            and doc[name.last - 1].head.i >= mention.first and doc[mention.last - 1].head.i not in range(name.first, name.last)
        ):
            joined[-1] = replace(name, last=mention.last, end=mention.end)
        else:
            joined.append(mention)
    return joined


def _called(found: list[Mention], doc: Doc, entities: Mapping[str, Entity], designations: Designations) -> list[Mention]:
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
    free = [_mention(doc[i : i + 1], e, "class") for i, e in meant.items() if i not in by_last]
    return [*(replace(m, entity_id=meant.get(m.last - 1, m.entity_id)) for m in found), *free]


def _called_noun(mention: Mention, doc: Doc, designations: Designations) -> int | None:
    """The index of the noun that "called the" or "known as" puts before a name."""
    index = mention.first - 1
    while index > 0 and (doc[index].text in OPENING or doc[index].lower_ in ("the", "a", "as")):
        index -= 1
    if index < 1 or doc[index].lower_ not in designations.calling:
        return None
    index -= 1
    while index > 0 and (doc[index].text == "," or doc[index].pos_ == "ADV" or doc[index].lower_ in ("is", "are", "was", "were", "that", "which")):
        index -= 1
    return index if doc[index].pos_ == "NOUN" and doc[index].sent.start <= index else None


def _halves(doc: Doc, found: list[Mention], halves: Mapping[str, str]) -> Iterator[Mention]:
    """ "The North" where the text names one of the Koreas: half a country's name for the whole, with its article."""
    named = {m.entity_id for m in found}
    named |= set(halves.values()) if named & set(halves.values()) else set()
    taken = {i for m in found for i in range(m.first, m.last)}
    for token in doc[1:]:
        entity_id = halves.get(token.text)
        if entity_id is None:
            continue
        following = doc[token.i + 1].text[:1] if token.i + 1 < len(doc) else ""
        if entity_id in named and token.i not in taken and doc[token.i - 1].lower_ == "the" and not following.isupper():
            yield _mention(doc[token.i : token.i + 1], entity_id, "name")


def _shortened(doc: Doc, found: list[Mention], entities: Mapping[str, Entity]) -> Iterator[Mention]:
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
            yield _mention(doc[token.i : token.i + 1], next(iter(meant)), "name")


def _echoes(
    doc: Doc, found: list[Mention], entities: Mapping[str, Entity], designations: Designations
) -> Iterator[Mention]:
    """ "The fighters", "two of the batteries": a word of many uses that takes up the weapon of its class named in
    the same sentence or in the three before; it names the class, or that weapon where the word says no class."""
    taken = {i for m in found for i in range(m.first, m.last)}
    order = list(doc.sents)
    sentence_of = [number for number, sentence in enumerate(order) for _ in sentence]
    for token in doc:
        class_id = designations.echoes.get(token.lower_)
        if class_id is None or {token.i - 1, token.i} & taken or not _takes_up(token):
            continue
        first = order[max(0, sentence_of[token.i] - ECHO)].start
        before = [m for m in found if first <= m.first and m.last <= token.i and entities[m.entity_id].kind == "weapon"]
        general = entities[class_id].parent_id is None  # "the machines" may be any named system
        # a system is what fires rather than what is fired: "the battery shot down a missile … the system"
        shot = {m.entity_id for m in before if any(_descends(m.entity_id, kind, entities) for kind in PROJECTILES)}
        beside = sentence_of[before[-1].first] if before and token.lower_ in FIRING else None
        fires = [m for m in before if m.entity_id not in shot and m.sense == "name" and sentence_of[m.first] == beside]
        kin = next(
            (m for m in reversed(fires or before) if _descends(m.entity_id, class_id, entities) and (m.sense == "name" or not general)), None
        )
        if kin is not None:
            meant = kin.entity_id if general else class_id
            yield _mention(doc[token.i : token.i + 1], meant, "class")


def _takes_up(token: Token) -> bool:
    """Whether a noun points back by its determiner or number, and is neither part nor owner of another name."""
    if token.pos_ not in ("NOUN", "PROPN") or (token.dep_ in ("compound", "nmod:poss", "amod", "flat") and token.head.i > token.i):
        return False
    words = [c for c in token.lefts if c.dep_ in ("det", "nmod:poss", "nummod", "det:predet")]
    if any(c.dep_ == "nmod" and c.i > token.i and any(g.lower_ == "of" for g in c.children) for c in token.children):
        return False  # "four battalions of the S-300" say themselves of what
    named = any(c.pos_ == "PROPN" or c.tag_ == "JJ" and c.text[:1].isupper() for c in token.lefts)
    words += [c for c in token.lefts if c.lower_ in COUNTING]
    pointed = any(c.lower_ in COUNTING or c.lower_ in ("the", "these", "those", "such", "both", "its", "their", "no", "any") or c.like_num for c in words)
    return pointed and not named


def _descends(entity_id: str, ancestor: str, entities: Mapping[str, Entity]) -> bool:
    current: str | None = entity_id
    for _ in range(12):
        if current == ancestor or current is None:
            break
        entity = entities.get(current)
        current = entity.parent_id if entity is not None else None
    return current == ancestor


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
    return _mention(span, key, "name"), Entity(key, name, kind, parent_id=parent, basis="discovered")


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
        before = _class_before(name.span, gazetteer)
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
            found.append(_mention(doc[token.i : token.i + 1], full[token.text], "name"))
    return found

"""Firms without a name that a text tells by where they are or what they do: "three Kyrgyz trading companies"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Doc, Token

from preprocessing.gazetteer import Entity
from preprocessing.grammar import case_of, children, relation

if TYPE_CHECKING:
    from preprocessing.designations import Mention


class CollectiveWords(BaseModel):
    """The part of designations.yaml with the words for firms, what says nothing of which firms, where they are and how they
    are called."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    heads: frozenset[str]
    vague: frozenset[str]
    based: frozenset[str]
    named: frozenset[str]


def find_collectives(
    doc: Doc, mentions: Sequence["Mention"], entities: Mapping[str, Entity], words: CollectiveWords
) -> Iterator[tuple[int, int, str, str | None]]:
    """(first token, last token + 1, name, country) of each phrase for several firms, or for one introduced by "a", that
    says where they are or what they do; its country where the phrase names one alone."""
    covering = {i: mention for mention in mentions for i in range(mention.first, mention.last)}
    for token in doc:
        if token.lower_ not in words.heads or token.i in covering or not _is_indefinite(token, words):
            continue
        first = token.i
        while first > token.sent.start and _modifies(doc[first - 1], token, words):
            first -= 1
        places, last = _places(token, first, covering, entities, words)
        if places is None or (doc[first - 1].lower_ in ("and", "or", "'s", "’s") and first > token.sent.start):
            continue
        if first == token.i and last == token.i + 1:
            continue
        name = " ".join(doc[first:last].text.split())
        yield first, last, name, next(iter(places)) if len(places) == 1 else None


def _is_indefinite(noun: Token, words: CollectiveWords) -> bool:
    """"Firms", "seven firms", "a firm", and no "the firm", which points back, or one whose name follows."""
    articles = {c.lower_ for c in noun.children}
    named = any(c.dep_ in ("appos", "flat") for c in noun.children) or any(c.lower_ in words.named for c in children(noun, "acl"))
    if any(c.dep_ == "nmod:poss" for c in noun.children) or named:
        return False
    return noun.tag_ == "NNS" or (noun.tag_ == "NN" and bool(articles & {"a", "an", "another"}))


def _modifies(token: Token, noun: Token, words: CollectiveWords) -> bool:
    """Whether a word before a noun tells more of it than how many or how big."""
    within = token.head.i in range(token.i + 1, noun.i + 1) or token.text == "-"
    if relation(token) == "flat":  # "Hong Kong firms"
        return token.head.i == token.i - 1 and token.head.head.i in range(token.i + 1, noun.i + 1)
    tells = relation(token) in ("amod", "compound", "nmod") and token.pos_ in ("ADJ", "NOUN", "PROPN", "VERB") and not case_of(token)
    return within and token.lower_ not in words.vague and (tells or token.text == "-")


def _places(
    noun: Token, first: int, covering: Mapping[int, "Mention"], entities: Mapping[str, Entity], words: CollectiveWords
) -> tuple[set[str] | None, int]:
    """The countries that a phrase names, and where it ends; None where another name reaches beyond it or stands in it."""
    found: set[str] = set()
    for index in range(first, noun.i):
        mention = covering.get(index)
        if mention is None:
            continue
        entity = entities[mention.entity_id]
        if mention.first < first or mention.last > noun.i or entity.kind in ("organisation", "person", "group"):
            return None, noun.i
        if (country := _country(entity, entities)) is not None:
            found.add(country)
    behind = noun.i + 1
    if behind < len(noun.doc) and noun.doc[behind].lower_ in words.based:
        behind += 1
    mention = covering.get(behind + 1) if noun.doc[behind : behind + 1].text == "in" else None
    if mention is not None and mention.first == behind + 1:
        country = _country(entities[mention.entity_id], entities)
        joined = any(c.dep_ == "conj" for index in range(mention.first, mention.last) for c in noun.doc[index].children)
        if country is not None and not joined and noun.i in (noun.doc[mention.last - 1].head.i, noun.doc[mention.first].head.i, noun.doc[mention.first].head.head.i):
            return found | {country}, mention.last
    return found, noun.i + 1


def _country(entity: Entity, entities: Mapping[str, Entity]) -> str | None:
    """The country of a state or a place; None for anything else."""
    wider: Entity | None = entity
    while wider is not None and wider.kind == "place" and wider.parent_id:
        wider = entities.get(wider.parent_id)
    return wider.country if wider is not None and wider.kind == "state" else None

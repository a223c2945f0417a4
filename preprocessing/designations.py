"""How unlisted designations look and which words take systems up: the file designations.yaml; and where a name stands."""

import re
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field
from spacy.tokens import Span

from preprocessing.collectives import CollectiveWords
from preprocessing.inflections import plural
from preprocessing.naming import NamingEntry


class Maker(BaseModel):
    """How the ids of a maker's aircraft begin, and their class where the text names no type."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    begins: str
    class_: str = Field(alias="class")


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
    everyday: frozenset[str]
    ships: dict[str, str]
    makers: dict[str, Maker]
    flown: frozenset[str]
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


def mention_of(span: Span, entity_id: str, sense: str) -> Mention:
    """The mention of an entity by a span of words."""
    return Mention(span.start, span.end, span.start_char, span.end_char, entity_id, sense)

"""What is known of one article while its claims are found: the Doc, its mentions, its asides, the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from preprocessing.asides import Aside
from preprocessing.discourse_words import DiscourseWords, read_discourse_words
from preprocessing.expressions import Placed, find_expressions
from preprocessing.gazetteer import Entity, Knowledge
from preprocessing.lexicon import Lexicon
from preprocessing.mentions import Mention

ACTOR_KINDS = frozenset(("state", "organisation", "person", "group"))


@dataclass(frozen=True, eq=False)
class Analysis:
    """One article in analysis. ``published`` anchors relative dates; entities hold the discovered ones too."""

    doc: Doc
    mentions: list[Mention]
    entities: Mapping[str, Entity]
    discovered: Mapping[str, Entity]
    asides: list[Aside]
    knowledge: Knowledge
    lexicon: Lexicon
    published: date | None

    @cached_property
    def by_token(self) -> Mapping[int, Mention]:
        """Token index → the mention that covers it."""
        return {i: mention for mention in self.mentions for i in range(mention.first, mention.last)}

    @cached_property
    def discourse(self) -> DiscourseWords:
        """The words by which claims lean on one another."""
        return read_discourse_words(self.knowledge.folder)

    @property
    def states_by_country(self) -> Mapping[str, str]:
        """Country code → the state's entity id."""
        return self.knowledge.states_by_country

    @cached_property
    def text(self) -> str:
        """The text, joined once: a Doc joins its own anew each time."""
        return self.doc.text

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences in order."""
        return list(self.doc.sents)

    @cached_property
    def phrase_spans(self) -> Mapping[int, list[tuple[str, int, int]]]:
        """Position of a sentence → (status, first token, last) of the fixed cue phrases in it, longer ones first."""
        found: dict[int, list[tuple[str, int, int]]] = {}
        for number, sentence in enumerate(self.sentences):
            words = [token.lower_.replace("’", "'") for token in sentence]
            for index, word in enumerate(words):
                for phrase, status in self.lexicon.phrases_by_word.get(word, ()):
                    if tuple(words[index : index + len(phrase)]) == phrase:
                        start = sentence.start + index
                        found.setdefault(number, []).append((status, start, start + len(phrase)))
        return {
            number: sorted(spans, key=lambda span: (span[1] - span[2], span[1]))
            for number, spans in found.items()
        }

    @cached_property
    def sentence_of(self) -> list[int]:
        """Token index → position of its sentence."""
        return [number for number, sentence in enumerate(self.sentences) for _ in sentence]

    @cached_property
    def paragraph_of(self) -> list[int]:
        """Token index → number of its paragraph."""
        found, number = [], 0
        for token in self.doc:
            found.append(number)
            number += token.text.startswith("\n\n")
        return found

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """[first, last) token spans between quotation marks, one per sentence that they cover."""
        found: list[tuple[int, int]] = []
        opened: int | None = None
        for token in self.doc:
            if token.text.startswith("\n\n"):
                if opened is not None:
                    found.append((opened, token.i))
                opened = None
            elif token.text in ("“", "„", "«") or (token.text == '"' and opened is None):
                opened = token.i if opened is None else opened
            elif token.text in ("”", "»", '"') and opened is not None:
                found.append((opened, token.i + 1))
                opened = None
        if opened is not None:
            found.append((opened, len(self.doc)))
        return found

    @cached_property
    def expressions(self) -> Mapping[int, list[Placed]]:
        """First token of a sentence → its date expressions."""
        return find_expressions(self.doc, self.mentions, self.asides, self.published, self.knowledge.folder)

    def quotation_at(self, token: Token) -> tuple[int, int] | None:
        """The quotation that a token stands in."""
        return next(((first, last) for first, last in self.quotations if first < token.i < last), None)

    def entity(self, entity_id: str) -> Entity:
        """The entity of an id, listed or discovered."""
        return self.entities[entity_id]

    def kind(self, entity_id: str) -> str:
        """The kind of an entity."""
        return self.entities[entity_id].kind

    def is_actor(self, entity_id: str) -> bool:
        """Whether the entity can act: a state, an organisation, a person, a group."""
        return self.entities[entity_id].kind in ACTOR_KINDS

    def descends(self, entity_id: str, ancestor: str) -> bool:
        """Whether an entity is another one or one of its members, at any depth."""
        seen = 0
        current: str | None = entity_id
        while current is not None and seen < 12:
            if current == ancestor:
                return True
            entity = self.entities.get(current)
            current = entity.parent_id if entity is not None else None
            seen += 1
        return False

    def state_of_place(self, entity_id: str) -> str | None:
        """The state that a place lies in; a region of several states has none."""
        entity = self.entities.get(entity_id)
        while entity is not None and entity.kind == "place" and entity.parent_id:
            entity = self.entities.get(entity.parent_id)
        return entity.entity_id if entity is not None and entity.kind == "state" else None

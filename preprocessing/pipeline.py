"""From an article's text to one spaCy Doc whose text is the article's, to the letter."""

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import spacy
from pydantic import BaseModel, ConfigDict
from spacy.language import Language
from spacy.tokens import Doc, Token

from preprocessing.asides import find_asides, read_asides, turns_in
from preprocessing.reparsing import Parse, SlipWords, put_right
from preprocessing.vocabularies import checked, read_yaml

PARAGRAPH_BREAK = "\n\n"
CLOSERS = frozenset("\"'”’»)]")
OPENERS = frozenset("\"'“‘«([—–-")
ENDERS = frozenset((".", "!", "?", "…", "?!", "!?", "..."))
INITIAL = re.compile(r"^[A-Z]\.$")
NOTES = r"""[.!?,;:”’"')](?=[”’"')]*\[\d{1,3}(?:\]|$))|\[\d{1,3}(?:\]|$)"""  # a suffix rule has cut off the last bracket
VARIANT = r"(?<=[0-9][A-Z])\.$"  # the full stop behind "F-35A", which is no abbreviation
DOTTED = re.compile(r"^([A-Za-z]\.){2,}$")


class SentenceWords(BaseModel):
    """The file sentences.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    titles: frozenset[str]
    ambiguous: frozenset[str]
    starters: frozenset[str]
    slips: SlipWords


@dataclass(frozen=True)
class Pipeline:
    """A spaCy pipeline with Universal Dependencies labels, and the words that its sentences end by."""

    nlp: Language
    words: SentenceWords
    asides: Mapping[str, re.Pattern[str]]

    @property
    def name(self) -> str:
        """Name and version of the pipeline, as its meta.json has them."""
        return f"{self.nlp.meta['name']} {self.nlp.meta['version']}"

    def docs(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One Doc per text, in order; ``doc.text == text``.

        Paragraphs are parsed by themselves, so that no sentence crosses one; those of all texts go through the pipeline
        in one stream, since it parses in batches.
        """
        begun: deque[list[tuple[Doc, list[bool]]]] = deque()  # texts of which paragraphs are on their way

        def seen() -> Iterator[Doc]:
            for text in texts:
                paragraphs = text.split(PARAGRAPH_BREAK)
                turns = turns_in(paragraphs, self.asides)
                tokens = [self.nlp.make_doc(paragraph) for paragraph in paragraphs]
                parsed = [_without_asides(doc, self, turns) for doc in tokens]
                begun.append([(doc, kept) for doc, (_, kept) in zip(tokens, parsed, strict=True)])
                yield from (split_sentences(doc, self.words) for doc, _ in parsed)

        parses = self.nlp.pipe(seen())
        for first in parses:
            text = begun.popleft()
            rest = islice(parses, len(text) - 1)
            paragraphs = [_Paragraph(doc, kept, parse) for (doc, kept), parse in zip(text, (first, *rest), strict=True)]
            yield _joined(paragraphs, self.nlp, self.words.slips)


@cache
def load_pipeline(model: Path, knowledge: Path) -> Pipeline:
    """The pipeline in a folder, or the one that the environment variable CLAIMLINE_PIPELINE names.

    Raises OSError where there is none.
    """
    name = os.environ.get("CLAIMLINE_PIPELINE") or str(model)
    words = read_yaml(knowledge / "sentences.yaml")
    checked_words = checked(knowledge / "sentences.yaml", "", words, SentenceWords)
    nlp = spacy.load(name)
    _part_notes(nlp)
    _part_variants(nlp)
    return Pipeline(nlp, checked_words, read_asides(knowledge))


def _part_notes(nlp: Language) -> None:
    """Lets the tokeniser cut numbers of notes off the words that they stand against: "fell.[1]"."""
    finditer = getattr(nlp.tokenizer, "infix_finditer", None)
    pattern = getattr(getattr(finditer, "__self__", None), "pattern", None)
    if pattern is not None:
        nlp.tokenizer.infix_finditer = re.compile(f"{NOTES}|{pattern}").finditer  # type: ignore[union-attr]


def _part_variants(nlp: Language) -> None:
    """Lets the tokeniser cut a full stop off a designation that ends in a letter: "the F-35A."."""
    search = getattr(nlp.tokenizer, "suffix_search", None)
    pattern = getattr(getattr(search, "__self__", None), "pattern", None)
    if pattern is not None:
        nlp.tokenizer.suffix_search = re.compile(f"{VARIANT}|{pattern}").search  # type: ignore[union-attr]


def split_sentences(doc: Doc, words: SentenceWords) -> Doc:
    """The Doc with every sentence start set by rule; the parser keeps to it."""
    starts = {0, *(after for end, after in _ends(doc, words) if after < len(doc))}
    for token in doc:
        token.is_sent_start = token.i in starts
    return doc


def _ends(doc: Doc, words: SentenceWords) -> Iterator[tuple[int, int]]:
    """(end mark, first token of the next sentence) for every sentence but the last."""
    for token in doc:
        if not _may_end(token, words):
            continue
        after = token.i + 1
        while (
            after < len(doc)
            and (doc[after].text in CLOSERS or doc[after].text in ENDERS)
            and _closes(doc, after)
        ):
            after += 1
        if after < len(doc) and _may_start(doc, token, after, words):
            yield token.i, after


def _closes(doc: Doc, index: int) -> bool:
    """Whether a straight quotation mark belongs to what stands before it."""
    return doc[index].text not in "\"'" or not doc[index - 1].whitespace_


def _may_end(token: Token, words: SentenceWords) -> bool:
    text = token.text
    if text in ENDERS:
        return True
    return (
        text.endswith(".") and len(text) > 2 and text.lower() not in words.titles and not INITIAL.match(text)
    )


def _may_start(doc: Doc, end: Token, after: int, words: SentenceWords) -> bool:
    first = doc[after]
    while first.text in OPENERS and first.i + 1 < len(doc):
        first = doc[first.i + 1]
    if end.text == "." and end.i and _abbreviates(doc[end.i - 1], words):
        return False
    if end.text.lower() in words.ambiguous or DOTTED.match(end.text):
        return first.text[:1].isupper() and first.lower_ in words.starters
    if end.text in ("?", "!", "…", "...") and first.text[:1].islower():
        return False
    return first.text[:1].isupper() or first.text[:1].isdigit() or not first.text[:1].isalpha()


def _abbreviates(token: Token, words: SentenceWords) -> bool:
    return (
        f"{token.lower_}." in words.titles
        and not token.whitespace_
        and token.lower_ not in ("no", "sat", "sun", "art")
    )


def _without_asides(doc: Doc, pipeline: Pipeline, turns: Set[str]) -> tuple[Doc, list[bool]]:
    """The paragraph's Doc as the parser sees it, and which of its tokens that keeps."""
    asides = [(aside.start, aside.end) for aside in find_asides(doc.text, pipeline.asides, turns)]
    kept = [not any(start <= token.idx < end for start, end in asides) for token in doc]
    if not asides or not any(kept):
        return doc, [True] * len(doc)
    words = [token.text for token, keep in zip(doc, kept, strict=True) if keep]
    spaces = [bool(token.whitespace_) for token, keep in zip(doc, kept, strict=True) if keep]
    return Doc(doc.vocab, words=words, spaces=spaces), kept


@dataclass
class _Paragraph:
    """A paragraph's tokens, and its parse over those that the parser saw."""

    tokens: Doc
    kept: list[bool]
    parse: Doc

    def rows(self, offset: int) -> Iterator[tuple[Token, Token | None, int]]:
        """(token, its parse or None, index of its head in the article) per token."""
        positions = [index for index, keep in enumerate(self.kept) if keep]
        parsed = iter(self.parse)
        for index, token in enumerate(self.tokens):
            row = next(parsed) if self.kept[index] else None
            yield (
                token,
                row,
                offset + (positions[row.head.i] if row is not None else _beside(index, self.kept)),
            )


def _beside(index: int, kept: list[bool]) -> int:
    """The token that an aside hangs on: the nearest parsed one before it, else after it."""
    before = next((i for i in range(index - 1, -1, -1) if kept[i]), None)
    after = next((i for i in range(index + 1, len(kept)) if kept[i]), index)
    return before if before is not None else after


def _joined(paragraphs: list[_Paragraph], nlp: Language, slips: SlipWords) -> Doc:
    """The paragraphs as one Doc, with a whitespace token for each paragraph break."""
    words: list[str] = []
    spaces: list[bool] = []
    rows: list[Token | None] = []
    heads: list[int] = []
    for paragraph in paragraphs:
        if words:
            rows.append(None)
            heads.append(len(words) - 1)
            words.append(PARAGRAPH_BREAK)
            spaces.append(False)
        for token, row, head in paragraph.rows(len(words)):
            rows.append(row)
            heads.append(head)
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    parse = Parse(
        words, heads,
        deps=[row.dep_ if row is not None else "dep" for row in rows],
        tags=[row.tag_ if row is not None else "_SP" for row in rows],
        pos=[row.pos_ if row is not None else "X" for row in rows],
    )
    put_right(parse, slips)
    doc = Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        heads=heads,
        tags=parse.tags,
        pos=parse.pos,
        morphs=[str(row.morph) if row is not None else "" for row in rows],
        lemmas=[row.lemma_ if row is not None else word for row, word in zip(rows, words, strict=True)],
        deps=parse.deps,
        ents=[_bio(row) if row is not None else "O" for row in rows],
    )
    # asked for at every turn, and searched for anew each time if spaCy is left to it
    sentence_of = [sentence for sentence in doc.sents for _ in range(len(sentence))]
    doc.user_token_hooks["sent"] = lambda token: sentence_of[token.i]
    return doc


def _bio(token: Token) -> str:
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_iob_ in ("B", "I") else "O"

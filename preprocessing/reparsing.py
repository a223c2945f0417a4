"""Slips of the parser that the order of words shows, put right before anything reads the parse."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class SlipWords(BaseModel):
    """The part of sentences.yaml with the words by which slips are known."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    participles: frozenset[str]
    spans: frozenset[str]
    passing: frozenset[str]


@dataclass
class Parse:
    """The parse of an article, token by token; heads are indices."""

    words: list[str]
    heads: list[int]
    deps: list[str]
    tags: list[str]
    pos: list[str]

    def children(self, index: int) -> Iterator[int]:
        """The dependents of a token, in order, within the reach of a sentence."""
        near = range(max(0, index - 80), min(len(self.words), index + 80))
        return (i for i in near if self.heads[i] == index and i != index)


def put_right(parse: Parse, slips: SlipWords) -> None:
    """Corrects a parse in place."""
    for index, word in enumerate(parse.words):
        lower = word.lower()
        if lower in slips.participles:
            _behind_noun(parse, index)
        elif lower in slips.spans and index and parse.words[index - 1].lower() in ("last", "this", "next"):
            _dated(parse, index, slips)
        elif lower == "worth":
            _worth(parse, index)


def _behind_noun(parse: Parse, index: int) -> None:
    """"Weapons bound for the rebels": what stands behind its noun with a phrase of its own is no adjective."""
    if parse.deps[index] == "amod" and parse.heads[index] < index and any(parse.deps[c] == "obl" for c in parse.children(index)):
        parse.deps[index], parse.tags[index], parse.pos[index] = "acl", "VBN", "VERB"


def _dated(parse: Parse, index: int, slips: SlipWords) -> None:
    """"Asked Oslo last spring for radars": a time has no phrase of its own for what is asked, sent or bought."""
    verb = next((v for v in (parse.heads[index], parse.heads[parse.heads[index]]) if parse.pos[v] == "VERB"), index)
    for child in [c for c in parse.children(index) if c > index and parse.deps[c] == "nmod" and verb != index]:
        if any(parse.deps[c] == "case" and parse.words[c].lower() in slips.passing for c in parse.children(child)):
            parse.heads[child], parse.deps[child] = verb, "obl"


def _worth(parse: Parse, index: int) -> None:
    """"A contract worth $80 million for six radars": "worth" is said of the noun, and is no thing itself; what the
    contract is for hangs on it."""
    noun = index - 1
    if noun < 0 or parse.pos[noun] not in ("NOUN", "PROPN"):
        return
    if parse.heads[noun] == index and parse.deps[noun] == "compound":
        parse.heads[noun], parse.deps[noun] = (parse.heads[index] if parse.heads[index] != index else noun), parse.deps[index]
        for child in [c for c in parse.children(index) if c < noun or parse.deps[c] in ("nmod", "acl:relcl", "acl")]:
            parse.heads[child] = noun
        parse.heads[index], parse.deps[index] = noun, "amod"
    for holder in (index, noun):
        for worth in [c for c in parse.children(holder) if c > index and parse.pos[c] in ("SYM", "NUM")]:
            for child in [c for c in parse.children(worth) if parse.deps[c] == "nmod"]:
                parse.heads[child] = noun

"""Entity data: one JSON object per line, {"source", "id", "text", "entities": [[begin, end, label], …]}."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

Entity = tuple[int, int, str]
SHARED_LABELS = frozenset(["PERSON", "ORG", "LOC", "NORP"])
# "F-16", "T-72": most of the data marks no weapons, so that such a token says nothing, for or against.
DESIGNATION = re.compile(r"(?<!\w)[A-Z][A-Za-z]{0,3}-\d{1,3}[A-Za-z]{0,2}(?!\w)")
WIKIGOLD_RUN = 4


@dataclass(frozen=True)
class Text:
    """A text with its entities as character spans, end exclusive."""

    source: str
    id: str
    text: str
    entities: tuple[Entity, ...]

    @property
    def draw(self) -> int:
        """A fixed number from 0 to 99 that splits are made by."""
        return int(md5((self.source + self.id).encode()).hexdigest(), 16) % 100


def read_texts(path: Path) -> Iterator[Text]:
    """Every text of the file with the labels that all sources share; weapon mentions of re3d are left out,
    since they are common nouns ("mortar", "strikes") and not named systems."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        spans = (tuple(span) for span in row["entities"] if span[2] in SHARED_LABELS)
        yield Text(row["source"], row["id"], row["text"], tuple(spans))


def split_texts(folder: Path, part: str) -> list[Text]:
    """The texts of the part ("train" or "dev") of the data folder; no test text is among them."""
    files = {path.stem: list(read_texts(path)) for path in sorted((folder / "ner").glob("*.jsonl"))}
    wikigold = list(runs(files["wikigold"], WIKIGOLD_RUN))
    if part == "dev":
        held_out = [run for run in wikigold if run.draw < 12]
        return [*files["redocred-test"][:60], *held_out, *files["uner-ewt-dev"][:900], *files["gum-dev"]]
    return [
        *files["redocred-dev"],
        *files["redocred-test"][60:],
        *(run for run in wikigold if run.draw >= 12),
        *files["crossner-politics"],
        *(text for text in files["re3d"] if text.draw >= 25),
        *files["uner-ewt-test"],
        *files["gum-train"],
    ]


def runs(texts: Iterable[Text], size: int) -> Iterator[Text]:
    """Neighbouring texts joined `size` at a time by blanks; the id of a run is that of its first text."""
    held = list(texts)
    for first in range(0, len(held), size):
        joined, spans = "", []
        for text in held[first : first + size]:
            joined += " " * bool(joined)
            spans += [(begin + len(joined), end + len(joined), label) for begin, end, label in text.entities]
            joined += text.text
        yield Text(held[first].source, held[first].id, joined, tuple(spans))


def entity_doc(nlp: Language, text: str, entities: Iterable[Entity], *, doubts: bool = True) -> Doc:
    """The text as a document with those entities that begin and end where tokens do.

    With `doubts`, tokens that look like unmarked weapon designations count as unknown, not as outside."""
    doc = nlp.make_doc(text)
    found = [doc.char_span(begin, end, label=label) for begin, end, label in entities]
    spans = filter_spans(span for span in found if span is not None)
    taken = {index for span in spans for index in range(span.start, span.end)}
    unknown = [token.i for token in doc if doubts and token.i not in taken and DESIGNATION.match(token.text)]
    doc.set_ents(spans, missing=[doc[index : index + 1] for index in unknown], default="outside")
    return doc

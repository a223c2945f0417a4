"""Reading, writing and checking CoNLL-U: sentences of syntactic words with their trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

UPOS = frozenset([
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
    "SCONJ", "SYM", "VERB", "X",
])  # fmt: skip
# The relations of UD English, with the subtypes that EWT and GUM use.
DEPRELS = frozenset([
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case",
    "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer",
    "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat",
    "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj",
    "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan",
    "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
])  # fmt: skip
LABELS = frozenset(["PERSON", "ORG", "LOC", "NORP", "WEAPON"])
LEAVES = frozenset(["punct", "case", "det", "aux", "cc"])


@dataclass
class Word:
    """One syntactic word; `head` is its governor's id, 0 for the root; `space` says if a blank follows."""

    id: int
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    misc: list[str] = field(default_factory=list)
    space: bool = True

    @property
    def ner(self) -> str:
        """The BIO tag kept in MISC, "O" where none is written."""
        return next((item[4:] for item in self.misc if item.startswith("NER=")), "O")

    def changed(self, **values: Any) -> Word:
        """A copy of the word with other values."""
        return replace(self, **{"misc": list(self.misc), **values})

    def set_ner(self, tag: str) -> None:
        """Write a BIO tag into MISC; "O" removes it."""
        self.misc = [item for item in self.misc if not item.startswith("NER=")]
        if tag != "O":
            self.misc.append(f"NER={tag}")


@dataclass
class Sentence:
    """A sentence of a treebank; `document` is the id given by the last `# newdoc`, "" if there was none."""

    sent_id: str
    words: list[Word]
    document: str = ""
    entities_marked: bool = False

    @property
    def text(self) -> str:
        """The surface text, rebuilt from the words and their spacing."""
        return "".join(word.form + " " * word.space for word in self.words).rstrip()

    def changed(self, words: list[Word] | None = None) -> Sentence:
        """A copy of the sentence, with other words if any are given."""
        return replace(self, words=[word.changed() for word in self.words] if words is None else words)


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Every sentence of the file in order; empty nodes are left out, multiword tokens are their words."""
    document, comments, rows = "", {}, []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            document = comments.get("newdoc id", document)
            yield Sentence(comments.get("sent_id", ""), _words(rows), document, "entities" in comments)
            comments, rows = {}, []


def _words(rows: list[list[str]]) -> list[Word]:
    """The words of one sentence; within a multiword token no blank follows but after its last part."""
    words: list[Word] = []
    inside: dict[int, bool] = {}
    for row in rows:
        if "." in row[0]:
            continue
        misc = [] if row[9] == "_" else row[9].split("|")
        space = "SpaceAfter=No" not in misc
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            inside |= {number: number == last and space for number in range(first, last + 1)}
            continue
        misc = [item for item in misc if item != "SpaceAfter=No"]
        number, head = int(row[0]), int(row[6])
        form, lemma, upos, xpos = row[1:5]
        feats = "|".join(sorted(row[5].split("|"), key=str.lower))
        space = inside.get(number, space)
        words.append(Word(number, form, lemma, upos, xpos, feats, head, row[7], misc, space))
    return words


def format_sentence(sentence: Sentence) -> str:
    """The sentence as CoNLL-U, with the blank line that ends it."""
    lines = [f"# newdoc id = {sentence.document}"] if sentence.document else []
    lines += [f"# sent_id = {sentence.sent_id}", f"# text = {sentence.text}"]
    if sentence.entities_marked:
        lines.append("# entities = yes")
    for word in sentence.words:
        misc = [*word.misc, *([] if word.space else ["SpaceAfter=No"])]
        cells = [word.form, word.lemma, word.upos, word.xpos, word.feats, str(word.head), word.deprel, "_"]
        lines.append("\t".join([str(word.id), *cells, "|".join(misc) or "_"]))
    return "\n".join(lines) + "\n\n"


def write_conllu(sentences: Iterable[Sentence], path: Path) -> None:
    """Write the sentences to `path`, replacing it."""
    path.write_text("".join(format_sentence(sentence) for sentence in sentences), encoding="utf-8")


def find_faults(sentence: Sentence) -> list[str]:
    """What makes the tree or the entity tags unusable; an empty list means that the sentence is sound."""
    faults = [f"{word.id} {word.form}: {fault}" for word in sentence.words for fault in _word_faults(word)]
    roots = [word.id for word in sentence.words if word.head == 0]
    if len(roots) != 1:
        faults.append(f"{len(roots)} roots: {roots}")
    faults += [
        f"{word.id}: head {word.head} out of range"
        for word in sentence.words
        if not 0 <= word.head <= len(sentence.words)
    ]
    return faults or [*_cycles(sentence), *_broken_entities(sentence)]


def _word_faults(word: Word) -> Iterator[str]:
    if word.deprel not in DEPRELS:
        yield f"unknown relation {word.deprel}"
    if (word.deprel == "root") != (word.head == 0):
        yield f"head {word.head} with relation {word.deprel}"
    if word.upos not in UPOS:
        yield f"unknown part of speech {word.upos}"
    if word.ner != "O" and (word.ner[:2] not in ("B-", "I-") or word.ner[2:] not in LABELS):
        yield f"unknown entity tag {word.ner}"


def _cycles(sentence: Sentence) -> list[str]:
    for word in sentence.words:
        seen, number = set(), word.id
        while number:
            if number in seen:
                return [f"cycle through {number}"]
            seen.add(number)
            number = sentence.words[number - 1].head
    return []


def _broken_entities(sentence: Sentence) -> list[str]:
    tags = ["O", *(word.ner for word in sentence.words)]
    return [
        f"{number}: {tag} after {tags[number - 1]}"
        for number, tag in enumerate(tags)
        if tag.startswith("I-") and tags[number - 1][2:] != tag[2:]
    ]


def find_doubts(sentence: Sentence) -> list[str]:
    """What is allowed but seldom right: function words with dependants, crossing arcs, two subjects."""
    doubts = []
    for word in sentence.words:
        kids = [kid for kid in sentence.words if kid.head == word.id]
        odd = [
            kid.id for kid in kids if kid.deprel not in ("fixed", "punct", "conj", "cc", "advmod", "goeswith")
        ]
        if word.deprel in LEAVES and odd:
            doubts.append(f"{word.id} {word.form} ({word.deprel}) governs {odd}")
        for kind in ("nsubj", "obj"):
            same = [kid.id for kid in kids if kid.deprel in (kind, f"{kind}:pass")]
            if len(same) > 1:
                doubts.append(f"{word.id} {word.form} has {kind} {same}")
    return [*doubts, *_crossings(sentence)]


def _crossings(sentence: Sentence) -> list[str]:
    arcs = [sorted((word.id, word.head)) for word in sentence.words if word.head]
    return [f"arc {a}-{b} crosses {c}-{d}" for a, b in arcs for c, d in arcs if a < c < b < d]

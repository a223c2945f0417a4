"""Making the field treebank: parse sentences with the present pipeline, show, correct and check them.

python -m training.treebank parse SENTENCES.txt OUT.conllu
python -m training.treebank show FILE.conllu [SENT_ID …]
python -m training.treebank patch FILE.conllu EDITS.txt
python -m training.treebank check FILE.conllu
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import spacy
import typer
from spacy.language import Language
from spacy.tokens import Doc

from training.conllu import (
    LABELS,
    Sentence,
    Word,
    find_doubts,
    find_faults,
    read_conllu,
    write_conllu,
)

MODEL = Path(__file__).parents[1] / "data" / "model"
MARKUP = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")
# The tag that a word gets when its part of speech is changed and no other tag is named.
DEFAULT_XPOS = {
    "ADJ": "JJ", "ADP": "IN", "ADV": "RB", "AUX": "MD", "CCONJ": "CC", "DET": "DT", "INTJ": "UH",
    "NOUN": "NN",
    "NUM": "CD", "PART": "RP", "PRON": "PRP", "PROPN": "NNP", "PUNCT": ",", "SCONJ": "IN", "SYM": "SYM",
    "VERB": "VB", "X": "FW",
}  # fmt: skip
app = typer.Typer(add_completion=False, help=__doc__)


class EditError(ValueError):
    """An edit that cannot be applied; the message names the edit."""


def read_markup(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Plain text and spans (begin, end, label) of `[Iran|LOC] supplied …`; ValueError on unknown labels."""
    text, spans, end = "", [], 0
    for match in MARKUP.finditer(line):
        text += line[end : match.start()]
        if match[2] not in LABELS:
            raise ValueError(f"unknown label {match[2]} in: {line}")
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text, end = text + match[1], match.end()
    return text + line[end:], spans


def parse_sentence(nlp: Language, sent_id: str, line: str) -> tuple[Sentence, list[str]]:
    """The marked-up line as one parsed sentence, and notes on entities that do not end where a token ends."""
    text, spans = read_markup(line.strip())
    doc = nlp.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    sentence = _sentence_of(nlp(doc), sent_id)
    notes = []
    for begin, end, label in spans:
        span = doc.char_span(begin, end, alignment_mode="expand")
        assert span is not None  # "expand" always finds one
        if (span.start_char, span.end_char) != (begin, end):
            notes.append(f"{sent_id}: {text[begin:end]!r} widened to {span.text!r}")
        for token in span:
            sentence.words[token.i].set_ner(("B-" if token.i == span.start else "I-") + label)
    return sentence, notes


def _sentence_of(doc: Doc, sent_id: str) -> Sentence:
    words = [
        Word(
            token.i + 1, token.text, token.lemma_ or "_", token.pos_ or "X", token.tag_ or "_",
            str(token.morph) or "_",
            0 if token.head is token or token.head.i == token.i else token.head.i + 1,
            "root" if token.head.i == token.i else token.dep_,
            space=bool(token.whitespace_),
        )
        for token in doc
    ]  # fmt: skip
    return Sentence(sent_id, words, entities_marked=True)


def apply_edits(sentence: Sentence, edits: list[str]) -> None:
    """Apply edit lines `sent_id tokid head deprel [upos] [key=value …]`; else EditError."""
    for edit in edits:
        fields = edit.split()
        try:
            word = sentence.words[int(fields[1]) - 1]
            assert int(fields[1]) > 0
            _change(word, fields[2:])
        except (AssertionError, IndexError, ValueError) as fault:
            raise EditError(f"cannot apply {edit!r} ({fault})") from fault


def _change(word: Word, fields: list[str]) -> None:
    """Change one word; `_` leaves head or relation alone; keys are upos, xpos, lemma, feats and ner."""
    plain = [item for item in fields if "=" not in item]
    named = dict(item.split("=", 1) for item in fields if "=" in item)
    head, deprel, upos = [*plain, "_", "_", "_"][:3]
    word.head = word.head if head == "_" else int(head)
    word.deprel = word.deprel if deprel == "_" else deprel
    upos = named.pop("upos", word.upos if upos == "_" else upos)
    if upos != word.upos:
        word.upos, word.xpos, word.feats = upos, DEFAULT_XPOS.get(upos, "_"), "_"
    if "ner" in named:
        word.set_ner(named.pop("ner"))
    for key, value in named.items():
        if key not in ("xpos", "lemma", "feats"):
            raise ValueError(f"unknown key {key}")
        setattr(word, key, value)


def patch_sentence(sentence: Sentence, edits: list[str]) -> tuple[Sentence, list[str]]:
    """The sentence with its edits, and no faults; or the sentence as it was, and what was wrong."""
    changed = sentence.changed()
    try:
        apply_edits(changed, edits)
    except EditError as fault:
        return sentence, [str(fault)]
    faults = find_faults(changed)
    return (sentence, faults) if faults else (changed, [])


@app.command()
def parse(
    source: Path, out: Path, model: Annotated[Path, typer.Option(help="the pipeline to parse with")] = MODEL
) -> None:
    """Parse one sentence per line; sentences that OUT already holds keep their trees, new ones are added."""
    nlp = spacy.load(model, disable=["ner"])
    sentences = list(read_conllu(out)) if out.exists() else []
    known, numbers = {each.text for each in sentences}, [0]
    numbers += [int(each.sent_id.rsplit("-", 1)[-1]) for each in sentences]
    lines = [
        line for line in source.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"
    ]
    for line in lines:
        if read_markup(line.strip())[0] in known:
            continue
        numbers.append(max(numbers) + 1)
        sentence, notes = parse_sentence(nlp, f"{out.stem}-{numbers[-1]:03}", line)
        sentences.append(sentence)
        known.add(sentence.text)
        for note in notes:
            typer.echo(f"note: {note}")
    write_conllu(sentences, out)
    typer.echo(f"{out}: {len(sentences)} sentences")


@app.command()
def show(file: Path, sent_ids: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Print the sentences compactly, one word per line: id, form, part of speech, head, relation, entity."""
    for sentence in read_conllu(file):
        if sent_ids and sentence.sent_id not in sent_ids:
            continue
        typer.echo(f"# {sentence.sent_id}: {sentence.text}")
        for word in sentence.words:
            governor = sentence.words[word.head - 1].form if word.head else "-"
            entity = "" if word.ner == "O" else f" {word.ner}"
            typer.echo(
                f"{word.id} {word.form} {word.upos}/{word.xpos} {word.head}:{governor} {word.deprel}{entity}"
            )
        typer.echo("")


@app.command()
def patch(file: Path, edits: Path) -> None:
    """Apply the edit lines in place; a sentence whose edits break its tree is left alone and reported."""
    by_id: dict[str, list[str]] = {}
    for line in edits.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            by_id.setdefault(line.split()[0], []).append(line.split("#")[0] if " #" in line else line)
    sentences, failed = [], 0
    for sentence in read_conllu(file):
        changed, faults = patch_sentence(sentence, by_id.pop(sentence.sent_id, []))
        sentences.append(changed)
        failed += bool(faults)
        for fault in faults:
            typer.echo(f"{sentence.sent_id}: NOT applied: {fault}")
    for unknown in by_id:
        typer.echo(f"{unknown}: no such sentence")
    write_conllu(sentences, file)
    raise typer.Exit(1 if failed or by_id else 0)


@app.command()
def check(file: Path) -> None:
    """Report faults (exit code 1) and doubts (worth a second look) of every sentence."""
    failed = 0
    for sentence in read_conllu(file):
        faults = find_faults(sentence)
        failed += bool(faults)
        for kind, notes in (("FAULT", faults), ("doubt", [] if faults else find_doubts(sentence))):
            for note in notes:
                typer.echo(f"{sentence.sent_id}: {kind}: {note}")
    raise typer.Exit(1 if failed else 0)


if __name__ == "__main__":
    app()

"""How good a pipeline is: tagging, parsing and sentences on treebanks, entities by label, speed and size."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from training.conllu import Sentence
from training.corpora import field_sentences, sentences_of, tree_docs
from training.entities import entity_doc, read_texts

# GUM's news documents that no training file holds.
GUM_NEWS = ("GUM_news_homeopathic", "GUM_news_iodine", "GUM_news_nasa", "GUM_news_sensitive")
RE3D_HELD_OUT = 25
Scores = dict[str, Any]


def tree_sets(data: Path, field: Path) -> dict[str, list[Sentence]]:
    """The test sentences by the name of their set; the field's only if its test file is there."""
    gum = [*sentences_of(data, "gum-dev"), *sentences_of(data, "gum-test")]
    sets = {
        "EWT test": list(sentences_of(data, "ewt-test")),
        "GUM test": list(sentences_of(data, "gum-test")),
        "GUM news": [each for each in gum if each.sent_id.rsplit("-", 1)[0] in GUM_NEWS],
        "PUD news": [each for each in sentences_of(data, "pud") if each.sent_id.startswith("n")],
    }
    test = field_sentences(field, "test")
    return sets | ({"field test": test} if test else {})


def entity_sets(nlp: Language, data: Path, field: Path) -> dict[str, list[Doc]]:
    """Documents with gold entities by the name of their set."""
    files = {"PUD": "uner-pud", "re3d": "re3d", "GUM test": "gum-test"}
    sets = {}
    for name, stem in files.items():
        texts = read_texts(data / "ner" / f"{stem}.jsonl")
        held_out = [text for text in texts if stem != "re3d" or text.draw < RE3D_HELD_OUT]
        sets[name] = [entity_doc(nlp, text.text, text.entities, doubts=False) for text in held_out]
    test = tree_docs(nlp, field_sentences(field, "test"))
    return sets | ({"field test": test} if test else {})


def predicted(nlp: Language, docs: Iterable[Doc]) -> list[Example]:
    """The pipeline's analysis of each document's text beside the gold one."""
    return [Example(nlp(doc.text), doc) for doc in docs]


def tree_scores(nlp: Language, docs: Sequence[Doc]) -> Scores:
    """UPOS, UAS, LAS (both without punctuation) and sentence F, in per cent."""
    examples = predicted(nlp, docs)
    scores: Scores = {}
    for name in ("morphologizer", "parser"):
        scorer: Callable[..., Scores] = nlp.get_pipe(name).score  # type: ignore[attr-defined]
        scores |= scorer(examples)
    keys = {"upos": "pos_acc", "uas": "dep_uas", "las": "dep_las", "sentence_f": "sents_f"}
    return {key: round(100 * scores[name], 1) for key, name in keys.items()}


def entity_scores(nlp: Language, docs: Sequence[Doc]) -> Scores:
    """Precision, recall and F in per cent, of all and by label; labels that the gold lacks are left out."""
    gold = {span.label_ for doc in docs for span in doc.ents}
    examples = predicted(nlp, docs)
    for example in examples:
        example.predicted.ents = tuple(span for span in example.predicted.ents if span.label_ in gold)
    scores = Scorer.score_spans(examples, "ents")
    rows = {"all": {letter: scores[f"ents_{letter}"] for letter in "prf"}, **scores["ents_per_type"]}
    return {label: {key: round(100 * value, 1) for key, value in row.items()} for label, row in rows.items()}


def words_per_second(nlp: Language, docs: Sequence[Doc]) -> int:
    """The speed of `nlp.pipe` over the documents' texts, best of two runs."""
    texts, best = [doc.text for doc in docs], 0.0
    for _ in range(2):
        begin = time.perf_counter()
        words = sum(len(doc) for doc in nlp.pipe(texts))
        best = max(best, words / (time.perf_counter() - begin))
    return round(best)


def size_of(folder: Path) -> float:
    """The size of all files below the folder, in megabytes."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)


def evaluate(nlp: Language, data: Path, field: Path) -> Scores:
    """All scores: {"trees": {set: …}, "entities": {set: {label: …}}, "words_per_second": …}."""
    trees = {name: tree_docs(nlp, sentences) for name, sentences in tree_sets(data, field).items()}
    with nlp.select_pipes(disable=["ner", "lemmatizer"]):
        scores: Scores = {"trees": {name: tree_scores(nlp, docs) for name, docs in trees.items()}}
    with nlp.select_pipes(enable=["ner"]):
        scores["entities"] = {
            name: entity_scores(nlp, docs) for name, docs in entity_sets(nlp, data, field).items()
        }
    return scores | {"words_per_second": words_per_second(nlp, trees["GUM test"])}


def format_scores(scores: Scores) -> str:
    """The scores as two plain tables."""
    lines = [f"{'':12}{'UPOS':>7}{'UAS':>7}{'LAS':>7}{'sent F':>8}"]
    for name, row in scores["trees"].items():
        lines.append(f"{name:12}{row['upos']:7}{row['uas']:7}{row['las']:7}{row['sentence_f']:8}")
    lines += ["", f"{'':12}{'label':8}{'P':>7}{'R':>7}{'F':>7}"]
    for name, labels in scores["entities"].items():
        for label, row in labels.items():
            lines.append(f"{name:12}{label:8}{row['p']:7}{row['r']:7}{row['f']:7}")
    return "\n".join([*lines, "", f"words per second {scores['words_per_second']}"])

"""Training the parts, putting them together into one pipeline, and its papers: meta.json and LICENSE."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy
import yaml
from spacy.cli.train import train
from spacy.language import Language
from spacy.util import registry

from training.conllu import LABELS
from training.evaluation import size_of
from training.tokenizer import hyphen_infix

FOLDER = Path(__file__).parent
CONFIGS = FOLDER / "configs"
NAME = "claimline_news_sm"
LAST = "model-last"
# Of the weights trained on the field, in the blend with those from before.
FIELD_SHARE = {"syntax": 0.6, "ner": 0.9}


def blank() -> Language:
    """An English pipeline without parts, whose tokenizer treats hyphens as the trained one does."""
    return hyphen_infix()(spacy.blank("en"))


@registry.callbacks("field_labels.v1")
def field_labels() -> Callable[[Language], Language]:
    """The callback by which `ner_field.cfg` adds the labels that only the field treebank has."""

    def change(nlp: Language) -> Language:
        for label in sorted(LABELS):
            nlp.get_pipe("ner").add_label(label)  # type: ignore[attr-defined]
        return nlp

    return change


def train_part(config: str, out: Path, corpus: Path) -> None:
    """Train by `configs/<config>.cfg` on the corpora in `corpus`; what ends in "_field" starts from the part before.

    The last model is taken, not the best on the development set: the number of steps is fixed."""
    base = config.removesuffix("_field")
    paths = {"paths.base": str(out.parent / base / LAST)} if base != config else {}
    paths |= {
        "paths.train": str(corpus / f"{config}-train.spacy"),
        "paths.dev": str(corpus / f"{config}-dev.spacy"),
    }
    train(CONFIGS / f"{config}.cfg", out, overrides=paths)


def blended(base: Path, tuned: Path, share: float) -> Language:
    """The tuned pipeline with weights between those of the two: `share` of the tuned, the rest of the base.

    What was learned on the field stays, and what was forgotten of the general treebanks comes back."""
    nlp, before = spacy.load(tuned), spacy.load(base)
    if "ner" in before.pipe_names:
        field_labels()(before)
    for name in nlp.pipe_names:
        pairs = zip(nlp.get_pipe(name).model.walk(), before.get_pipe(name).model.walk(), strict=True)  # type: ignore[attr-defined]
        for node, old in pairs:
            for key in node.param_names:
                if node.has_param(key):
                    node.set_param(key, share * node.get_param(key) + (1 - share) * old.get_param(key))
    return nlp


def assembled(nlp: Language, entities: Language) -> Language:
    """The tagger, morphologizer and parser of `nlp` with a rule lemmatizer and the entities of another one."""
    nlp.add_pipe("lemmatizer", config={"mode": "rule"}, after="morphologizer")
    nlp.get_pipe("lemmatizer").initialize(list, nlp=nlp)  # type: ignore[attr-defined]
    nlp.add_pipe("ner", source=entities)
    # The tokenizer's rules are saved as they are: plain spaCy must not look for the callback that set them.
    nlp.config["initialize"]["before_init"] = None
    return nlp


def write_pipeline(nlp: Language, out: Path) -> None:
    """Save the pipeline with its data and licences in meta.json and the licence's text beside it; no words of the
    training texts are saved with it."""
    papers = yaml.safe_load((FOLDER / "papers.yaml").read_text(encoding="utf-8"))
    nlp.meta |= {"name": NAME, **papers["meta"], "sources": papers["sources"]}
    nlp.to_disk(out)
    (out / "LICENSE").write_text(papers["licence"], encoding="utf-8")
    strings = out / "vocab" / "strings.json"
    kept = set(blank().vocab.strings) | set(_label_strings(nlp))
    strings.write_text(
        json.dumps(sorted(kept & set(nlp.vocab.strings)), ensure_ascii=False), encoding="utf-8"
    )


def _label_strings(nlp: Language) -> Iterator[str]:
    for name in nlp.pipe_names:
        for label in nlp.pipe_labels.get(name, []):
            yield from (label, *label.split("|"), *(part.partition("=")[2] for part in label.split("|")))


def write_scores(out: Path, scores: dict[str, Any]) -> None:
    """Add the scores, and the size of what is saved, to meta.json."""
    meta = json.loads((out / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = scores | {"size_mb": size_of(out)}
    (out / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

"""python -m training all --data FOLDER --out FOLDER: the pipeline from the data sets, at once or in steps."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import spacy
import typer

from training.corpora import write_corpora
from training.evaluation import evaluate, format_scores, size_of
from training.pipeline import (
    FIELD_SHARE,
    LAST,
    assembled,
    blank,
    blended,
    train_part,
    write_pipeline,
    write_scores,
)

HERE = Path(__file__).parent
FIELD, CORPUS = HERE / "field", HERE / "corpus"
Data = Annotated[Path, typer.Option(help="folder with syntax/*.conllu and ner/*.jsonl (see README.md)")]
app = typer.Typer(add_completion=False, help=__doc__)


@app.command()
def convert(
    data: Data,
    hold_out: Annotated[bool, typer.Option(help="keep some field sentences from training")] = False,
) -> None:
    """Write the training corpora to training/corpus."""
    write_corpora(blank(), data, FIELD, CORPUS, hold_out=hold_out)


@app.command()
def train() -> None:
    """Train on the converted corpora: syntax, then syntax on the field; entities, then entities on the field."""
    for config in ("syntax", "syntax_field", "ner", "ner_field"):
        train_part(config, CORPUS / "models" / config, CORPUS)


@app.command()
def assemble(data: Data, out: Path) -> None:
    """Put the trained parts together, measure the whole and save it to OUT with its scores and licence."""
    models = CORPUS / "models"
    syntax, entities = (
        blended(models / part / LAST, models / f"{part}_field" / LAST, share)
        for part, share in FIELD_SHARE.items()
    )
    nlp = assembled(syntax, entities)
    write_pipeline(nlp, out)
    scores = evaluate(spacy.load(out), data, FIELD)
    write_scores(out, scores)
    typer.echo(format_scores(scores))
    typer.echo(f"size {size_of(out)} MB")


@app.command("evaluate")
def evaluate_model(data: Data, model: Path = HERE.parent / "data" / "model") -> None:
    """Print the scores of a saved pipeline on the test sets."""
    typer.echo(format_scores(evaluate(spacy.load(model), data, FIELD)))
    typer.echo(f"size {size_of(model)} MB")


@app.command("all")
def run_all(data: Data, out: Path = CORPUS / "pipeline") -> None:
    """Convert, train, assemble and measure."""
    convert(data)
    train()
    assemble(data, out)


if __name__ == "__main__":
    app()

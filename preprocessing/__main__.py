"""The command line: `python -m preprocessing --help`."""

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from preprocessing.build import Inputs, Report, build, is_current
from preprocessing.terminal import inert
from preprocessing.vocabularies import KnowledgeError
from tables.store import FolderRefused, TablesMissing, open_store

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"

GOLD = ROOT / "tests" / "gold"

ArticlesOption = Annotated[Path, typer.Option("--articles", help="Folder of articles, subfolders included.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder for the tables; it is replaced in one step.")]
KnowledgeOption = Annotated[Path, typer.Option("--knowledge", help="Folder of vocabularies.")]
ModelOption = Annotated[Path, typer.Option("--model", help="spaCy pipeline with UD labels.")]
IfNeededOption = Annotated[bool, typer.Option("--if-needed", help="Do nothing where the tables are current.")]

COUNTED = ("articles", "sentences", "entities", "mentions", "claims", "topics", "events", "sources", "origins")

app = typer.Typer(
    help="Reads articles about arms transfers and makes tables of who is said to have done what.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip
console = Console()


class Half(StrEnum):
    """Which half of the gold claims: rules may be read off ``dev`` only."""

    dev = "dev"
    test = "test"
    all = "all"


def fail(sentence: str) -> NoReturn:
    """Ends the command with exit code 1 and a sentence on what is wrong."""
    Console(stderr=True).print(inert(sentence), style="red", soft_wrap=True)
    raise typer.Exit(1)


@app.command("build")
def build_tables(
    articles: ArticlesOption = DATA / "articles",
    out: OutOption = DATA / "tables",
    knowledge: KnowledgeOption = DATA / "knowledge",
    model: ModelOption = DATA / "model",
    if_needed: IfNeededOption = False,
) -> None:
    """Builds the tables from a folder of articles.

    Only articles that are new or changed are read again. Inputs that cannot be taken are listed with the
    reason in discarded.jsonl beside the tables; they never stop a build.
    """
    inputs = Inputs(_folder(articles, "articles"), _folder(knowledge, "vocabularies"), model, out)
    if if_needed and is_current(inputs):
        console.print(inert(f"The tables in {out} are up to date."), soft_wrap=True)
        return
    try:
        report = _with_progress(inputs)
    except (KnowledgeError, FolderRefused) as error:
        fail(str(error))
    except OSError as error:
        fail(f"The tables could not be built: {error}")
    _print_report(report, out)


@app.command("inspect")
def inspect_file(
    file: Annotated[Path, typer.Argument(help="A file in any format that a build takes.")],
    knowledge: KnowledgeOption = DATA / "knowledge",
    model: ModelOption = DATA / "model",
) -> None:
    """Shows how one file is read.

    Prints its metadata with their basis, the repairs made, the names found in each sentence, and every
    claim with its rule, roles, status and cue, voice and date. Nothing is written.
    """
    from preprocessing.inspection import print_file

    if not file.is_file():
        fail(f"There is no file {file}.")
    try:
        print_file(file, _folder(knowledge, "vocabularies"), model, console)
    except (ValueError, OSError) as error:
        fail(f"{file}: {error}")


@app.command("evaluate")
def evaluate_claims(
    gold: Annotated[Path, typer.Option("--gold", help="Folder of gold claims.")] = GOLD,
    half: Annotated[Half, typer.Option("--half", help="Which halves of the gold claims to score.")] = Half.all,
    baseline: Annotated[bool, typer.Option(help="Score textacy's triples and quotations as well.")] = True,
    worst: Annotated[int, typer.Option("--worst", help="Show this many claims of each set that went wrong.")] = 0,
    write: Annotated[Path | None, typer.Option("--write", help="JSON file for the figures.")] = None,
    articles: ArticlesOption = DATA / "articles",
    knowledge: KnowledgeOption = DATA / "knowledge",
    model: ModelOption = DATA / "model",
) -> None:
    """Scores the extraction against claims that were read out of the texts by hand.

    Builds into a temporary folder and prints, for each set, the share of gold claims found with the right
    type, of those found how often each field is right, the share that is right throughout, and which status
    was taken for which. Precision by reading is added where claims were judged (see `sample`).
    """
    from preprocessing.evaluation import Material, as_report, evaluate, write_report
    from preprocessing.pipeline import load_pipeline
    from preprocessing.scoreboard import print_report, print_worst

    material = Material(_folder(gold, "gold claims"), _folder(articles, "articles"), knowledge, model)
    try:
        with console.status("Loading") as status:
            own, others = evaluate(material, half, baseline, status.update)
        today = datetime.now(UTC).date()
        report = as_report(own, others, load_pipeline(model, knowledge).name, gold, today)
    except (ImportError, OSError, ValueError) as error:
        fail(f"Nothing was scored: {error}")
    print_report(report, console)
    for scores in own if worst else ():
        print_worst(scores, worst, console)
    if write is not None:
        write_report(report, write)
        console.print(inert(f"The figures are in {write}."), soft_wrap=True)


@app.command("sample")
def sample_claims(
    out: Annotated[Path, typer.Option("--out", help="JSON Lines file to write, one claim a line.")],
    tables: Annotated[Path, typer.Option("--tables", help="Folder of built tables.")] = DATA / "tables",
    n: Annotated[int, typer.Option("--n", min=1, help="How many claims.")] = 100,
    seed: Annotated[int, typer.Option("--seed", help="The same seed draws the same claims.")] = 1,
) -> None:
    """Draws claims at random to be judged by reading.

    Each line holds a claim with its sentence and an empty judgement by field, to be set to true or false:
    type, agent, recipient, items, speaker, status, date, quantity. An empty field is right where the text
    gives nothing for it. Judged lines in tests/gold/judgements.jsonl are counted by `evaluate`.
    """
    from preprocessing.judgements import draw, write_sample

    try:
        rows = draw(open_store(tables), n, seed)
        write_sample(rows, out)
    except (TablesMissing, OSError) as error:
        fail(str(error))
    console.print(inert(f"{len(rows)} claims are in {out}."), soft_wrap=True)


def _folder(path: Path, what: str) -> Path:
    if not path.is_dir():
        fail(f"There is no folder of {what} at {path}.")
    return path


def _with_progress(inputs: Inputs) -> Report:
    """The build, with a bar that says what is being done."""
    step = TextColumn("{task.description}", markup=False)
    with Progress(SpinnerColumn(), step, BarColumn(), MofNCompleteColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Loading", total=None)

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=f"{inert(step).plain[:60]:60}", completed=done, total=total or None)

        return build(inputs, tell)


def _print_report(report: Report, out: Path) -> None:
    table = Table(title=f"Build {report.build_id}", title_justify="left", show_header=False)
    for name in COUNTED:
        table.add_row(name, f"{report.counts[name]:,}")
    table.add_row("articles read anew", f"{report.anew:,}")
    table.add_row("inputs not taken", f"{report.discarded:,}")
    console.print(table)
    if report.discarded:
        console.print(Text("The reasons are in ") + inert(str(out / "discarded.jsonl")) + ".", soft_wrap=True)


if __name__ == "__main__":
    app(prog_name="python -m preprocessing")

"""The command line: `python -m preprocessing --help`."""

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
from tables.store import FolderRefused

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"

ArticlesOption = Annotated[Path, typer.Option("--articles", help="Folder of articles; its subfolders are read too.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder for the tables; it is replaced in one step.")]
KnowledgeOption = Annotated[Path, typer.Option("--knowledge", help="Folder of vocabularies.")]
ModelOption = Annotated[Path, typer.Option("--model", help="spaCy pipeline with Universal Dependencies labels.")]

app = typer.Typer(
    help="Reads articles about arms transfers and makes tables of who is said to have done what.",
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip
console = Console()


def fail(sentence: str) -> NoReturn:
    """Ends the command with exit code 1 and a sentence on what is wrong."""
    Console(stderr=True).print(inert(sentence), style="red")
    raise typer.Exit(1)


@app.command("build")
def build_tables(
    articles: ArticlesOption = DATA / "articles",
    out: OutOption = DATA / "tables",
    knowledge: KnowledgeOption = DATA / "knowledge",
    model: ModelOption = DATA / "model",
    if_needed: Annotated[bool, typer.Option("--if-needed", help="Do nothing where the tables are up to date.")] = False,
) -> None:
    """Builds the tables from a folder of articles.

    Only articles that are new or changed are read again. Inputs that cannot be taken are listed with the
    reason in discarded.jsonl beside the tables; they never stop a build.
    """
    inputs = Inputs(_folder(articles, "articles"), _folder(knowledge, "vocabularies"), model, out)
    if if_needed and is_current(inputs):
        console.print(inert(f"The tables in {out} are up to date."))
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


def _folder(path: Path, what: str) -> Path:
    if not path.is_dir():
        fail(f"There is no folder of {what} at {path}.")
    return path


def _with_progress(inputs: Inputs) -> Report:
    """The build, with a bar that says what is being done."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Loading", total=None)

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=f"{inert(step).plain[:60]:60}", completed=done, total=total or None)

        return build(inputs, tell)


def _print_report(report: Report, out: Path) -> None:
    table = Table(title=f"Build {report.build_id}", title_justify="left", show_header=False)
    for name in ("articles", "sentences", "entities", "mentions", "claims", "topics", "events", "sources", "origins"):
        table.add_row(name, f"{report.counts[name]:,}")
    table.add_row("articles read anew", f"{report.anew:,}")
    table.add_row("inputs not taken", f"{report.discarded:,}")
    console.print(table)
    if report.discarded:
        console.print(Text("The reasons are in ") + inert(str(out / "discarded.jsonl")) + ".")


if __name__ == "__main__":
    app(prog_name="python -m preprocessing")

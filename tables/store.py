"""The tables on disk: published in one step, opened as one fixed build, queried with DuckDB."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from tables.builds import FOOTPRINTS, named, remember
from tables.schema import SCHEMA_VERSION, TABLES, arrow_table

MANIFEST = "manifest.json"

# What every query may use beside the tables: who belongs to what, and the sentence of each claim.
VIEWS = """
CREATE TABLE lineage AS
WITH RECURSIVE up(entity_id, ancestor) AS (
    SELECT entity_id, entity_id FROM entities
    UNION
    SELECT up.entity_id, e.parent_id FROM up JOIN entities e ON e.entity_id = up.ancestor
    WHERE e.parent_id IS NOT NULL
)
SELECT * FROM up;
CREATE TABLE actor_lineage AS
SELECT entity_id, ancestor FROM lineage
UNION
SELECT l.entity_id, s.entity_id FROM lineage l
JOIN entities e ON e.entity_id = l.ancestor
JOIN entities s ON s.kind = 'state' AND s.country = e.country
WHERE e.kind IN ('organisation', 'person', 'group');
CREATE VIEW passages AS
SELECT c.claim_id, a.title, substring(a.text, s.start + 1, s."end" - s.start) AS passage
FROM claims c JOIN sentences s ON s.sentence_id = c.sentence_id
JOIN articles a ON a.article_id = c.article_id;
"""


class TablesMissing(Exception):
    """There is nothing to show; the message says in one sentence what to do."""


class FolderRefused(Exception):
    """The folder to publish into holds something else; nothing in it was touched."""


@dataclass(frozen=True)
class Store:
    """One published build, fixed: a build published later does not change what this one answers."""

    folder: Path
    manifest: Mapping[str, Any]
    connection: duckdb.DuckDBPyConnection = field(repr=False, compare=False)

    @property
    def build_id(self) -> str:
        """The hash of everything that the build was made from."""
        return str(self.manifest["build_id"])

    def frame(self, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
        """The rows of a query over the tables by name, plus ``lineage``, ``actor_lineage`` and
        ``passages``. Lists come as numpy arrays, days as datetime64; safe to call from any thread."""
        with self.connection.cursor() as cursor:
            return cursor.execute(sql, list(parameters)).df()

    def discarded(self) -> list[dict[str, str]]:
        """The inputs that were not taken, each with ``file`` and ``reason``."""
        path = self.folder / "discarded.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]


def published_build(path: Path) -> str | None:
    """A name that changes with every publication at ``path``; None where nothing is published. Cheap."""
    folder = Path(path).resolve()
    return str(folder) if (folder / MANIFEST).is_file() else None


def _read_manifest(path: Path, folder: Path) -> dict[str, Any]:
    if not (folder / MANIFEST).is_file():
        raise TablesMissing(f"There are no tables at {path} yet: run `make build`, then reload this page.")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version, _ = manifest["schema_version"], manifest["build_id"]
    except (ValueError, KeyError, TypeError) as error:
        raise TablesMissing(f"The manifest of the tables at {path} cannot be read: run `make build`.") from error
    if version != SCHEMA_VERSION:
        raise TablesMissing(f"The tables at {path} were made by another version: run `make build`.")
    return dict(manifest)


def open_store(path: Path) -> Store:
    """The build published at ``path``; raises ``TablesMissing`` where there is none or it is damaged."""
    folder = Path(path).resolve()
    manifest = _read_manifest(Path(path), folder)
    connection = duckdb.connect(":memory:")
    try:
        for name in TABLES:
            file = str(folder / f"{name}.parquet").replace("'", "''")
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{file}')")
        connection.execute(VIEWS)
    except duckdb.Error as error:
        raise TablesMissing(f"The tables at {path} are incomplete: run `make build`.") from error
    return Store(folder, manifest, connection)


def _check(out: Path) -> None:
    if out.is_symlink() or not out.exists():
        return
    if not out.is_dir():
        raise FolderRefused(f"{out} is a file; name a folder for the tables.")
    if any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise FolderRefused(f"{out} holds other files; name an empty or new folder for the tables.")


def _write(build: Path, tables: Mapping[str, list[dict]], discarded: list[dict], manifest: dict) -> None:
    rows = {}
    for name in TABLES:
        table = arrow_table(name, tables.get(name, []))
        pq.write_table(table, build / f"{name}.parquet", compression="zstd")
        rows[name] = table.num_rows
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in discarded]
    (build / "discarded.jsonl").write_text("".join(lines), encoding="utf-8")
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    full = {"schema_version": SCHEMA_VERSION, "built_at": stamp, **manifest, "rows": rows}
    (build / MANIFEST).write_text(json.dumps(full, indent=1, ensure_ascii=False), encoding="utf-8")


def _swap(out: Path, build: Path, builds: Path) -> Path | None:
    """Point ``out`` at the build; returns the build that it showed before."""
    before = out.resolve() if out.exists() else None
    if out.is_dir() and not out.is_symlink():
        if any(out.iterdir()):
            before = out.rename(Path(tempfile.mkdtemp(prefix="earlier-", dir=builds)) / "build").parent
        else:
            out.rmdir()
    link = build.with_name(build.name + ".link")
    link.symlink_to(os.path.relpath(build, out.parent.resolve()), target_is_directory=True)
    os.replace(link, out)
    return before


def _prune(builds: Path, keep: set[Path | None]) -> None:
    for old in builds.iterdir():
        finished = (old / MANIFEST).is_file() or (old / "build" / MANIFEST).is_file()
        if old.is_dir() and finished and old.resolve() not in keep:
            shutil.rmtree(old, ignore_errors=True)


def _note(build: Path, folder: Path) -> None:
    store = open_store(build)
    with store.connection:
        remember(store, folder)


def publish(tables: Mapping[str, list[dict]], discarded: list[dict], manifest: dict, out: Path) -> None:
    """Write the build and show it at ``out`` in one step: a reader sees the old tables or the new.

    ``manifest`` must hold ``build_id``; the row counts are added, tables not given are written empty.
    ``out`` becomes a link into the hidden folder beside it; the build shown before is kept, older ones
    are removed; what their claims were is kept for links made from them. Raises ``FolderRefused``, having touched nothing, where ``out`` holds anything else.
    """
    out = Path(os.path.abspath(out))
    _check(out)
    builds = out.parent / f".{out.name}" / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    build = Path(tempfile.mkdtemp(prefix=named(str(manifest["build_id"])) + "-", dir=builds))
    build.chmod(0o755)
    _write(build, tables, discarded, manifest)
    _note(build, builds.parent / FOOTPRINTS)
    before = _swap(out, build, builds)
    _prune(builds, {build.resolve(), before.resolve() if before else None})

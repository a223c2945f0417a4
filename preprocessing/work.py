"""Work kept between builds: what was made of each article, by the hash of all that it was made from."""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

KEY = re.compile(r"[A-Za-z0-9_-]{1,128}")


class Work:
    """A folder of results, one JSON file each. ``digest`` stands for the code, model and knowledge that
    made them:
    results of another digest are not found. A result that cannot be read counts as missing."""

    def __init__(self, folder: Path, digest: str) -> None:
        self.folder = folder / _safe(digest)

    def get(self, key: str) -> dict[str, Any] | None:
        """The result kept under a key, or None. Raises ValueError for a key that cannot be a file's name."""
        path = self._path(key)
        try:
            found = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def put(self, key: str, result: Mapping[str, Any]) -> None:
        """Keeps a result: the whole of it, or, if the process dies meanwhile, nothing."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(result, file, ensure_ascii=True, separators=(",", ":"))
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def prune(self, used: Iterable[str]) -> int:
        """Removes the results of this and of every other digest that are not used; how many files went."""
        keep = {self._path(key) for key in used}
        gone = 0
        for path in sorted(self.folder.parent.glob("*/*/*")):
            if path not in keep and path.suffix in (".json", ".part"):
                path.unlink(missing_ok=True)
                gone += 1
        _remove_empty(self.folder.parent)
        return gone

    def _path(self, key: str) -> Path:
        return self.folder / _safe(key)[:2] / f"{_safe(key)}.json"


def _safe(key: str) -> str:
    """The key, if it can be part of a path. Raises ValueError otherwise."""
    if not KEY.fullmatch(key):
        raise ValueError(f"not a key of kept work: {key!r}")
    return key


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.glob("*/*"), reverse=True) + sorted(folder.glob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()

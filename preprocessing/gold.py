"""Gold claims: what readers found that texts claim, and where in the texts it stands."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# One character for one, so that offsets stay true.
PLAIN = str.maketrans("’‘“”„«»–—‐‑\u00a0", "''\"\"\"\"\"---- ")
# Set → the folder that its texts lie in, below the gold folder or beside the shipped articles.
GENRES, SHIPPED = "genres", "shipped"


@dataclass(frozen=True)
class GoldClaim:
    """One row of a gold file. None and empty mean that the text does not say; such a field is not scored."""

    article: str
    sentence: str
    event_type: str
    agent: tuple[str, ...]
    recipient: tuple[str, ...]
    items: tuple[str, ...]
    quantity: str | None
    date: str | None
    speaker: tuple[str, ...]
    status: str
    cited: str | None


@dataclass(frozen=True)
class GoldSet:
    """The gold claims of one file, by the name of the file: ``shipped-dev``."""

    name: str
    claims: tuple[GoldClaim, ...]

    @property
    def texts(self) -> str:
        """Which texts the set is about: ``shipped`` or ``genres``."""
        return self.name.partition("-")[0]


def read_gold(folder: Path, half: str = "all") -> list[GoldSet]:
    """The gold sets of a folder; ``half`` is ``dev``, ``test`` or ``all``.

    Raises ValueError, naming file and line, where a row cannot be read.
    """
    paths = sorted(p for kind in (SHIPPED, GENRES) for p in folder.glob(f"{kind}-*.jsonl"))
    wanted = [p for p in paths if half in ("all", p.stem.rpartition("-")[2])]
    order = {SHIPPED: 0, GENRES: 1}
    return sorted((GoldSet(p.stem, tuple(_claims(p))) for p in wanted), key=lambda s: (order[s.texts], s.name))


def _claims(path: Path) -> Iterator[GoldClaim]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield _claim(json.loads(line))
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                raise ValueError(f"{path.name}, line {number}: {error}") from error


def _claim(row: Mapping[str, Any]) -> GoldClaim:
    return GoldClaim(
        row["article"], row["sentence"], row["event_type"], _names(row["agent"]), _names(row["recipient"]),
        tuple(row["items"] or ()), row["quantity"], row["event_date"], _names(row["speaker"]), row["status"],
        row["cited"],
    )  # fmt: skip


def _names(text: str | None) -> tuple[str, ...]:
    """The names of a field, any one of which is right."""
    return tuple(name.strip() for name in (text or "").split(";") if name.strip())


def plain(text: str) -> str:
    """The text with typographic marks as typed ones; as long as the text."""
    return text.translate(PLAIN)


def place_of(sentence: str, text: str) -> tuple[int, int] | None:
    """Where a piece of a sentence stands in a text, whatever the white space and the marks; or None."""
    words = map(re.escape, plain(sentence).split())
    found = re.search(r"\s+".join(words), plain(text))
    return found.span() if found else None

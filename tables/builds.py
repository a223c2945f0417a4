"""What the claims of earlier builds were, kept beside the builds so that it outlives them: for links that
remember the build which they were made from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from tables.selection import Selection, where

if TYPE_CHECKING:
    from tables.store import Store

FOOTPRINTS = "footprints"  # the folder beside the builds

# what makes a claim another one where it stands in the same place; groups may shift without its changing
CONTENT = (
    "c.status", "c.agents", "c.recipients", "c.items", "c.places", "c.quantity_text", "c.event_from", "c.event_to",
    "c.speaker_id", "c.speaker_text", "c.cited_source_id", "c.stance",
)  # fmt: skip


@dataclass(frozen=True)
class Changes:
    """What differs from an earlier build. Ids of claims of this build that were added or changed, those ``here``
    that the selection holds, and what the claims were that are gone: source, type, status, sentence."""

    added: list[str]
    changed: list[str]
    here: frozenset[str]
    gone: list[dict[str, str]]


_FOOTPRINT = f"""
SELECT c.claim_id, concat_ws(':', c.article_id, c.trigger_start, c.event_type) AS place,
       md5(CAST(row({", ".join(CONTENT)}) AS VARCHAR))[:12] AS digest, coalesce(s.name, 'unknown source') AS source,
       coalesce(y.label, c.event_type) AS type, c.status, p.passage[:240] AS sentence
FROM claims c LEFT JOIN sources s ON s.source_id = c.source_id LEFT JOIN event_types y ON y.event_type = c.event_type
LEFT JOIN passages p ON p.claim_id = c.claim_id ORDER BY c.claim_id
"""


def footprint(store: "Store") -> pd.DataFrame:
    """One row per claim of a build: claim_id, ``place`` (article, word and type, which stay when the rest of a
    claim changes), ``digest`` of its content, and source, type, status and sentence to show it once it is gone."""
    return store.frame(_FOOTPRINT)


def named(build: str) -> str:
    """The id of a build as part of a file's name."""
    return re.sub(r"[^A-Za-z0-9]", "", build)[:40]


def remember(store: "Store", folder: Path, most: int = 20) -> None:
    """Keep the footprint of a build in ``folder``, and the last ``most`` in all."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{named(store.build_id)}.parquet"
    footprint(store).to_parquet(file.with_suffix(".new"), index=False, compression="zstd")
    file.with_suffix(".new").replace(file)
    for old in sorted(folder.glob("*.parquet"), key=lambda path: path.stat().st_mtime, reverse=True)[most:]:
        old.unlink(missing_ok=True)


def _earlier(store: "Store", build: str) -> pd.DataFrame | None:
    """The footprint of an earlier build by the beginning of its id, None where it is not on record."""
    folder = store.folder.parent.parent / FOOTPRINTS
    found = sorted(path for path in folder.glob("*.parquet") if path.stem.startswith(named(build))) if folder.is_dir() else []
    return pd.read_parquet(found[0]) if named(build) and found else None


def _chosen(store: "Store", selection: Selection, ids: Iterable[str]) -> frozenset[str]:
    condition, values = where(selection)
    sql = f"SELECT claim_id FROM claims WHERE ({condition}) AND list_contains(?, claim_id)"
    return frozenset(store.frame(sql, [*values, list(ids)])["claim_id"])


def changes_since(store: "Store", selection: Selection, build: str) -> Changes | None:
    """What was added, changed or went since an earlier build; None where that build is not on record.

    A claim on the same word of the same article is the same claim; it is changed where what it says differs.
    """
    before = _earlier(store, build)
    if before is None:
        return None
    now = footprint(store)
    new, lost = now[~now["claim_id"].isin(before["claim_id"])], before[~before["claim_id"].isin(now["claim_id"])]
    both = now.merge(before[["claim_id", "digest"]], on="claim_id", suffixes=("", "_before"))
    changed = [*new.loc[new["place"].isin(lost["place"]), "claim_id"], *both.loc[both["digest"] != both["digest_before"], "claim_id"]]
    added = list(new.loc[~new["place"].isin(lost["place"]), "claim_id"])
    gone = lost.loc[~lost["place"].isin(new["place"]), ["source", "type", "status", "sentence"]].fillna("")
    told = [{str(key): str(value) for key, value in row.items()} for row in gone.to_dict("records")]
    return Changes(added, changed, _chosen(store, selection, [*added, *changed]), told)

"""Precision by reading: claims drawn at random to be judged against their sentence, and what came of it."""

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tables.store import Store

FIELDS = ("type", "agent", "recipient", "items", "speaker", "status", "date", "quantity")
# A claim is fully right where all of these are.
CORE = ("type", "agent", "recipient", "items", "speaker", "status")

QUERY = """
SELECT c.claim_id, a.captures[1] AS article, p.passage AS sentence,
       substring(a.text, c.trigger_start + 1, c.trigger_end - c.trigger_start) AS trigger,
       c.event_type, list_sort(c.agents) AS agents, list_sort(c.recipients) AS recipients, list_sort(c.items) AS items,
       c.quantity_text AS quantity, CAST(c.event_from AS VARCHAR) AS event_from,
       CAST(c.event_to AS VARCHAR) AS event_to, c.date_text, c.speaker_text AS speaker, c.status,
       CAST(a.published AS VARCHAR) AS published
FROM claims c JOIN articles a USING (article_id) JOIN passages p USING (claim_id) ORDER BY c.claim_id
"""


def draw(store: Store, n: int, seed: int) -> list[dict[str, Any]]:
    """``n`` claims at random, or all if there are fewer, each with its sentence and fields to be judged.

    The same tables, number and seed draw the same claims.
    """
    frame = store.frame(QUERY)
    called = dict(store.frame("SELECT entity_id, name FROM entities").itertuples(index=False))
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row in rows:
        for role in ("agents", "recipients", "items"):
            row[role] = [called[key] for key in row[role]]
    drawn = random.Random(seed).sample(rows, min(n, len(rows)))
    return [{**row, "judgement": dict.fromkeys(FIELDS)} for row in drawn]


def write_sample(rows: Sequence[Mapping[str, Any]], path: Path) -> None:
    """The claims as JSON Lines; every field of ``judgement`` waits for true or false. An empty field is right
    where the text gives nothing for it."""
    lines = [json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")


def read_judgements(path: Path) -> list[dict[str, Any]]:
    """The claims that were judged; none where there is no such file. Raises ValueError for a broken line."""
    if not path.is_file():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["judgement"]["type"] is not None]


def reading_figures(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Share of right ones by field, over the claims where the field was judged, and of fully right claims."""
    judged = {name: [r["judgement"].get(name) for r in rows if r["judgement"].get(name) is not None] for name in FIELDS}
    figures = {name: round(sum(values) / len(values), 3) for name, values in judged.items() if values}
    whole = [all(row["judgement"].get(name) is True for name in CORE) for row in rows]
    figures["fully right"] = round(sum(whole) / len(whole), 3)
    return {"figures": figures, "sizes": {**{k: len(v) for k, v in judged.items()}, "fully right": len(rows)}}

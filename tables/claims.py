"""Claims as a reader is shown them: the passage, what in it counted, and whose words they are."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from tables.selection import Selection, where
from tables.store import Store


@dataclass(frozen=True)
class Mark:
    """A stretch of ``articles.text`` and what it is: ``cue``, ``trigger``, ``entity`` or ``claim``."""

    start: int
    end: int
    kind: str
    target: str = ""


@dataclass(frozen=True)
class Card:
    """One claim with all that is needed to show and to judge it. ``row`` holds the columns of ``claims``
    and of its article; names are spelled out. ``marks`` index the article's text, as ``start`` does."""

    claim_id: str
    row: dict[str, Any]
    sentence: str
    start: int
    marks: tuple[Mark, ...]
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    items: tuple[str, ...]
    places: tuple[str, ...]


CARDS = """
SELECT c.*, a.title, a.url, a.kind AS article_kind, a.published, a.published_basis, a.copy_of,
       s.start AS sentence_start, substring(a.text, s.start + 1, s."end" - s.start) AS sentence,
       src.name AS source_name, src.state_affiliated, cited.name AS cited_name,
       coalesce(speaker.name, c.speaker_text) AS speaker_name, t.label AS type_label, o.reason AS origin_reason
FROM claims c
JOIN articles a ON a.article_id = c.article_id
JOIN sentences s ON s.sentence_id = c.sentence_id
LEFT JOIN sources src ON src.source_id = c.source_id
LEFT JOIN sources cited ON cited.source_id = c.cited_source_id
LEFT JOIN entities speaker ON speaker.entity_id = c.speaker_id
LEFT JOIN event_types t ON t.event_type = c.event_type
LEFT JOIN origins o ON o.origin_id = c.origin_id
WHERE list_contains(?, c.claim_id)
"""


def _names(store: Store, ids: set[str]) -> dict[str, str]:
    frame = store.frame("SELECT entity_id, name FROM entities WHERE list_contains(?, entity_id)", [sorted(ids)])
    return dict(zip(frame["entity_id"], frame["name"], strict=True))


def _listed(value: Any) -> list[str]:
    return [] if value is None or isinstance(value, float) else [str(each) for each in value]


def _entity_marks(store: Store, sentence_ids: list[str]) -> dict[str, list[Mark]]:
    frame = store.frame(
        'SELECT sentence_id, start, "end", entity_id FROM mentions WHERE list_contains(?, sentence_id)'
        " ORDER BY start",
        [sentence_ids],
    )
    marks: dict[str, list[Mark]] = {}
    for sentence, start, end, entity in frame.itertuples(index=False, name=None):
        marks.setdefault(sentence, []).append(Mark(int(start), int(end), "entity", entity))
    return marks


def _own_marks(row: dict[str, Any]) -> list[Mark]:
    pairs = (("cue", "cue_start", "cue_end"), ("trigger", "trigger_start", "trigger_end"))
    return [Mark(int(row[a]), int(row[b]), kind) for kind, a, b in pairs if not pd.isna(row[a])]


def _card(row: dict[str, Any], entities: list[Mark], names: dict[str, str]) -> Card:
    parties = {
        column: tuple(names.get(each, each) for each in _listed(row[column]))
        for column in ("agents", "recipients", "items", "places")
    }
    marks = (*entities, *_own_marks(row))
    return Card(row["claim_id"], row, row["sentence"], int(row["sentence_start"]), marks, **parties)


def claim_cards(store: Store, claim_ids: tuple[str, ...]) -> list[Card]:
    """The claims with these ids, in the order given; ids that do not exist are left out."""
    frame = store.frame(CARDS, [list(claim_ids)])
    rows = {row["claim_id"]: row for row in frame.astype(object).where(frame.notna(), None).to_dict("records")}
    columns = ("agents", "recipients", "items", "places")
    ids = {each for row in rows.values() for column in columns for each in _listed(row[column])}
    names, entities = _names(store, ids), _entity_marks(store, [row["sentence_id"] for row in rows.values()])
    found = [rows[claim_id] for claim_id in dict.fromkeys(claim_ids) if claim_id in rows]
    return [_card(row, entities.get(row["sentence_id"], []), names) for row in found]


def claims_table(store: Store, selection: Selection) -> pd.DataFrame:
    """The selected claims with names spelled out, as they are downloaded; lists are joined by "; "."""
    condition, parameters = where(selection)

    def spelled(column: str) -> str:
        inner = f"SELECT string_agg(e.name, '; ') FROM entities e WHERE list_contains(claims.{column}, e.entity_id)"
        return f"({inner}) AS {column}"

    lists = ", ".join(spelled(column) for column in ("agents", "recipients", "items", "places"))
    return store.frame(
        f"""
        SELECT claim_id, event_type, {lists}, quantity_text, quantity_low, quantity_high, event_from, event_to,
               date_precision, date_basis, status, p.passage AS sentence, coalesce(speaker.name, speaker_text)
               AS speaker, src.name AS source, cited.name AS cited_source, p.title AS article, a.url,
               a.published, a.published_basis, a.kind AS article_kind, rule_id, origin_id, topic_id, event_id,
               claims.article_id
        FROM claims JOIN passages p USING (claim_id) JOIN articles a ON a.article_id = claims.article_id
        LEFT JOIN sources src ON src.source_id = claims.source_id
        LEFT JOIN sources cited ON cited.source_id = claims.cited_source_id
        LEFT JOIN entities speaker ON speaker.entity_id = claims.speaker_id
        WHERE {condition} ORDER BY event_from NULLS LAST, claim_id
        """,
        parameters,
    )

"""Articles: the list of those that a selection touches, and one of them whole."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from tables.claims import Mark
from tables.selection import Selection, where
from tables.store import Store


@dataclass(frozen=True)
class Passage:
    """One claim's place in an article: what it says in a word, and where its sentence stands."""

    claim_id: str
    start: int
    end: int
    status: str
    label: str


@dataclass(frozen=True)
class Whole:
    """An article as the reader shows it. ``row`` holds its columns with the source's; ``findings`` have
    ``kind``, ``text`` and ``note``; ``copies`` are (article_id, title, source) of its near copies."""

    row: dict[str, Any]
    marks: tuple[Mark, ...]
    passages: tuple[Passage, ...]
    findings: tuple[dict[str, Any], ...]
    original: tuple[str, str, str] | None
    copies: tuple[tuple[str, str, str], ...]


def articles_in(store: Store, selection: Selection) -> pd.DataFrame:
    """The articles with selected claims, newest first: article_id, title, source, published,
    published_basis, kind, words, claims (how many are selected), copy_of, captures. Without any
    filter all articles are listed, those without claims too."""
    condition, parameters = where(selection)
    kept = "" if selection.is_empty else "WHERE n > 0"
    return store.frame(
        f"""
        WITH counted AS (SELECT article_id, count(*) AS n FROM claims WHERE {condition} GROUP BY 1)
        SELECT a.article_id, a.title, coalesce(s.name, 'unknown source') AS source, a.published,
               a.published_basis, a.kind, a.words, coalesce(n, 0) AS claims, a.copy_of, len(a.captures) AS captures
        FROM articles a LEFT JOIN sources s USING (source_id) LEFT JOIN counted USING (article_id)
        {kept} ORDER BY a.published DESC NULLS LAST, a.title, a.article_id
        """,
        parameters,
    )


def _rows(store: Store, sql: str, article_id: str) -> list[dict[str, Any]]:
    frame = store.frame(sql, [article_id])
    return frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[return-value]


def _passages(store: Store, article_id: str) -> tuple[Passage, ...]:
    rows = _rows(
        store,
        """
        SELECT c.claim_id, s.start, s."end", c.status, coalesce(t.label, c.event_type) AS label
        FROM claims c JOIN sentences s USING (sentence_id) LEFT JOIN event_types t USING (event_type)
        WHERE c.article_id = ? ORDER BY c.start, c.claim_id
        """,
        article_id,
    )
    return tuple(Passage(r["claim_id"], int(r["start"]), int(r["end"]), r["status"], r["label"]) for r in rows)


def _marks(store: Store, article_id: str) -> tuple[Mark, ...]:
    claims = _rows(store, "SELECT * FROM claims WHERE article_id = ?", article_id)
    mentions = _rows(store, 'SELECT start, "end", entity_id FROM mentions WHERE article_id = ?', article_id)
    marks = [Mark(int(row["start"]), int(row["end"]), "entity", row["entity_id"]) for row in mentions]
    for kind in ("cue", "trigger"):
        found = [row for row in claims if row[f"{kind}_start"] is not None]
        marks += [Mark(int(row[f"{kind}_start"]), int(row[f"{kind}_end"]), kind, row["claim_id"]) for row in found]
    return tuple(marks)


def _relatives(store: Store, condition: str, article_id: str) -> tuple[tuple[str, str, str], ...]:
    sql = f"""
        SELECT a.article_id, a.title, coalesce(s.name, 'unknown source') AS source
        FROM articles a LEFT JOIN sources s USING (source_id) WHERE {condition} ORDER BY 1
        """
    return tuple((r["article_id"], r["title"], r["source"]) for r in _rows(store, sql, article_id))


def whole_article(store: Store, article_id: str) -> Whole | None:
    """Everything about one article; None where there is no such article."""
    sql = """
        SELECT a.*, coalesce(s.name, 'unknown source') AS source_name, s.kind AS source_kind,
               s.country AS source_country, s.state_affiliated
        FROM articles a LEFT JOIN sources s USING (source_id) WHERE a.article_id = ?
        """
    rows = _rows(store, sql, article_id)
    if not rows:
        return None
    findings = _rows(store, "SELECT kind, text, note FROM findings WHERE article_id = ?", article_id)
    above = _relatives(store, "a.article_id = (SELECT copy_of FROM articles WHERE article_id = ?)", article_id)
    copies = _relatives(store, "a.copy_of = ?", article_id)
    marks, passages = _marks(store, article_id), _passages(store, article_id)
    return Whole(rows[0], marks, passages, tuple(findings), above[0] if above else None, copies)

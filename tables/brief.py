"""A view to hand on: its matters, what each source says of them, and numbered citations of every passage."""

from dataclasses import dataclass
from typing import Any

from tables.claims import Card, claim_cards
from tables.overview import Counts, counts_in
from tables.selection import Selection, where
from tables.store import Store

MOST = 120  # claims that a brief quotes

# the matters with most sources first; of each, what was published first stands first
_CHOSEN = """
WITH chosen AS (SELECT claim_id, claims.source_id, topic_id, published FROM claims JOIN articles USING (article_id)
                WHERE {where}),
sizes AS (SELECT topic_id, count(DISTINCT source_id) AS n_sources, count(*) AS n FROM chosen GROUP BY topic_id)
SELECT c.claim_id, c.topic_id, coalesce(t.label, 'Other claims') AS label
FROM chosen c JOIN sizes s ON s.topic_id IS NOT DISTINCT FROM c.topic_id LEFT JOIN topics t ON t.topic_id = c.topic_id
ORDER BY s.n_sources DESC, s.n DESC, c.topic_id, c.published NULLS LAST, c.claim_id
LIMIT {most}
"""


@dataclass(frozen=True)
class Citation:
    """A passage that the brief rests on: its number, the article with its source, and the words themselves."""

    number: int
    row: dict[str, Any]
    passage: str


@dataclass(frozen=True)
class Matter:
    """One topic: its id and label, and its claims, each with the number of its citation."""

    topic_id: str
    label: str
    claims: tuple[tuple[Card, int], ...]


@dataclass(frozen=True)
class Brief:
    """A selection to hand on. ``left_out`` counts the selected claims that it has no room for."""

    build_id: str
    counts: Counts
    matters: tuple[Matter, ...]
    citations: tuple[Citation, ...]
    left_out: int


def _numbered(cards: list[Card]) -> dict[str, Citation]:
    """A citation for each passage, numbered in the order of the cards; claims of one passage share it."""
    found: dict[str, Citation] = {}
    for card in cards:
        found.setdefault(card.row["sentence_id"], Citation(len(found) + 1, card.row, card.sentence))
    return found


def brief_in(store: Store, selection: Selection, most: int = MOST) -> Brief:
    """The brief of a selection: its matters, those with most sources first, with at most ``most`` claims."""
    condition, values = where(selection)
    chosen = store.frame(_CHOSEN.format(where=condition, most=int(most)), values)
    cards = {card.claim_id: card for card in claim_cards(store, tuple(chosen["claim_id"]))}
    citations = _numbered([cards[claim] for claim in chosen["claim_id"]])
    matters = [
        Matter(str(topic), str(label), tuple((cards[claim], citations[cards[claim].row["sentence_id"]].number)
                                             for claim in part["claim_id"]))
        for (topic, label), part in chosen.groupby(["topic_id", "label"], sort=False, dropna=False)
    ]  # fmt: skip
    counts = counts_in(store, selection)
    return Brief(store.build_id, counts, tuple(matters), tuple(citations.values()), counts.claims - len(chosen))

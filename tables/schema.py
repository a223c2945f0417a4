"""The tables and their columns: the one place that says what a build holds.

Other programs read these columns; columns may be added, never renamed. Ids are short content
hashes, except those of entities, sources, topics and event types, which are readable slugs.
All offsets index ``articles.text`` and are half open.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

SCHEMA_VERSION = 1

TEXT = pa.string()
WHOLE = pa.int64()
REAL = pa.float64()
DAY = pa.date32()
FLAG = pa.bool_()
IDS = pa.list_(pa.string())


def _table(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind) for name, kind in columns.items()])


TABLES: dict[str, pa.Schema] = {
    "articles": _table(
        article_id=TEXT, title=TEXT, source_id=TEXT, author=TEXT, published=DAY,
        published_basis=TEXT, url=TEXT, kind=TEXT, language=TEXT, words=WHOLE,
        captures=IDS, text=TEXT, copy_of=TEXT, published_note=TEXT,
    ),
    # what was noticed while an article was read: repairs, bytes that cannot be decoded, text set aside
    "findings": _table(article_id=TEXT, kind=TEXT, text=TEXT, note=TEXT),
    "sentences": _table(sentence_id=TEXT, article_id=TEXT, position=WHOLE, start=WHOLE, end=WHOLE),
    "entities": _table(
        entity_id=TEXT, name=TEXT, kind=TEXT, **{"class": TEXT}, country=TEXT, parent_id=TEXT,
        basis=TEXT, wikidata=TEXT, lat=REAL, lon=REAL,
    ),
    "mentions": _table(
        mention_id=TEXT, article_id=TEXT, sentence_id=TEXT, start=WHOLE, end=WHOLE, entity_id=TEXT,
    ),
    "sources": _table(
        source_id=TEXT, name=TEXT, country=TEXT, kind=TEXT, domain=TEXT, state_affiliated=FLAG,
        basis=TEXT,
    ),
    "claims": _table(
        claim_id=TEXT, article_id=TEXT, sentence_id=TEXT, start=WHOLE, end=WHOLE,
        trigger_start=WHOLE, trigger_end=WHOLE, event_type=TEXT,
        agents=IDS, recipients=IDS, items=IDS, places=IDS,
        quantity_text=TEXT, quantity_low=REAL, quantity_high=REAL, quantity_unit=TEXT,
        quantity_counts=TEXT, event_from=DAY, event_to=DAY, date_precision=TEXT, date_text=TEXT,
        date_basis=TEXT, source_id=TEXT, speaker_id=TEXT, speaker_text=TEXT, said_on=DAY,
        cited_source_id=TEXT, cited_date=DAY, status=TEXT, cue_start=WHOLE, cue_end=WHOLE,
        stance=TEXT, rule_id=TEXT, topic_id=TEXT, event_id=TEXT, origin_id=TEXT,
    ),
    "topics": _table(
        topic_id=TEXT, label=TEXT, event_type=TEXT, agents=IDS, recipients=IDS, items=IDS,
        parent_id=TEXT,
    ),
    "events": _table(
        event_id=TEXT, topic_id=TEXT, label=TEXT, event_from=DAY, event_to=DAY,
        date_precision=TEXT, stage=TEXT, n_claims=WHOLE, n_sources=WHOLE, n_origins=WHOLE,
        contested=FLAG,
    ),
    # why claims share an origin, in words
    "origins": _table(origin_id=TEXT, kind=TEXT, label=TEXT, reason=TEXT),
    # the event types of the knowledge, for labels, families and the transfer ladder
    "event_types": _table(
        event_type=TEXT, label=TEXT, family=TEXT, plover=TEXT, rung=TEXT, position=WHOLE,
    ),
    # the questions on which voices differ, one row for each answer; ``claims.stance`` names the answer
    "framings": _table(stance=TEXT, label=TEXT, question_id=TEXT, question=TEXT, position=WHOLE),
    # days to measure others by, such as the start of a war
    "milestones": _table(milestone_id=TEXT, name=TEXT, day=DAY),
    # what the people among the entities were, from a day to a day; an open end means still, or unknown
    "offices": _table(office_id=TEXT, entity_id=TEXT, title=TEXT, body_id=TEXT, since=DAY, until=DAY),
    # groups of sources to compare: of these countries and, where there are any, of these kinds
    "source_groups": _table(group_id=TEXT, name=TEXT, countries=IDS, kinds=IDS, position=WHOLE),
}

# column of a table → the table whose first column it points at
REFERENCES: dict[tuple[str, str], str] = {
    ("articles", "source_id"): "sources",
    ("articles", "copy_of"): "articles",
    ("findings", "article_id"): "articles",
    ("sentences", "article_id"): "articles",
    ("entities", "parent_id"): "entities",
    ("mentions", "article_id"): "articles",
    ("mentions", "sentence_id"): "sentences",
    ("mentions", "entity_id"): "entities",
    ("offices", "entity_id"): "entities",
    ("claims", "article_id"): "articles",
    ("claims", "sentence_id"): "sentences",
    ("claims", "event_type"): "event_types",
    ("claims", "agents"): "entities",
    ("claims", "recipients"): "entities",
    ("claims", "items"): "entities",
    ("claims", "places"): "entities",
    ("claims", "source_id"): "sources",
    ("claims", "speaker_id"): "entities",
    ("claims", "cited_source_id"): "sources",
    ("claims", "topic_id"): "topics",
    ("claims", "event_id"): "events",
    ("claims", "origin_id"): "origins",
    ("claims", "stance"): "framings",
    ("topics", "event_type"): "event_types",
    ("topics", "agents"): "entities",
    ("topics", "recipients"): "entities",
    ("topics", "items"): "entities",
    ("topics", "parent_id"): "topics",
    ("events", "topic_id"): "topics",
}

STATUSES = ("asserted", "hedged", "planned", "hypothetical", "disputed", "denied", "negated")
PUBLISHED_BASES = ("stated", "sidecar", "estimated", "unknown")
PRECISIONS = ("day", "month", "season", "year", "open", "none")
DATE_BASES = ("stated", "relative", "cited", "published", "unknown")
LADDER = ("rumoured", "requested", "negotiated", "agreed", "produced", "delivered", "used")


def arrow_table(name: str, rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> pa.Table:
    """The rows as an Arrow table with exactly the columns of table ``name``; what is missing is null.

    Raises ``pyarrow.ArrowInvalid`` or ``ArrowTypeError`` where a value does not fit its column.
    """
    if isinstance(rows, pd.DataFrame):
        rows = rows.to_dict("records")
    schema = TABLES[name]
    rows = list(rows)
    columns = [pa.array([row.get(f.name) for row in rows], f.type) for f in schema]
    return pa.Table.from_arrays(columns, schema=schema)

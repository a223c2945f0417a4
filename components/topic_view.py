"""One topic opened: its statements side by side, what they rest on, and where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from components import formats
from components.chart import draw_data
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.palette import load_palette
from tables.conflicts import CONFLICTS
from tables.selection import Selection

OWN = ("topic", "by", "claim")
LONGEST = 260
RELATIONS = {
    "wider": "Wider", "narrower": "Narrower", "kin": "Same act, a party not named",
}


@dataclass(frozen=True)
class Opened:
    """The topic that is open, the filters, and what else its links keep."""

    topic: str
    selection: Selection
    keep: dict[str, str] = field(default_factory=dict)


def draw_relatives(relatives: pd.DataFrame, opened: Opened) -> None:
    """The topics around this one (rows of ``topics.relatives_in``) as links; nothing where there are none."""
    if relatives.empty:
        return
    rows = []
    for row in relatives.head(40).itertuples():
        head = cell_to("claims", opened.selection, {"topic": row.topic_id}, text=str(row.label), title=f"Go to {row.label}")
        rows.append(Row(head, [Cell(text=RELATIONS[row.relation]), Cell(text=formats.number(row.n_claims), tone="number"),
                               Cell(text=formats.number(row.n_sources), tone="number")]))
    columns = [Cell(text="How it is related"), Cell(text="Claims", tone="number"), Cell(text="Sources", tone="number")]
    said = ", ".join(f"{sum(relatives['relation'] == key)} {word.lower()}" for key, word in RELATIONS.items()
                     if (relatives["relation"] == key).any())
    with st.expander(f"Matters around this one: {said}", icon=":material/account_tree:"):
        draw_grid("relatives", Grid("Wider and narrower matters", "Matter", columns, rows, height=360 if len(rows) > 8 else 0,
                                    finder="Find a matter by its words"), OWN)


def _said(row: Any) -> str:
    text = " ".join(str(row.passage if not formats.is_missing(row.passage) else "").split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _speaker(row: Any) -> Cell:
    name = row.speaker if not formats.is_missing(row.speaker) else row.speaker_text
    on = f"on {formats.day(row.said_on)}" if not formats.is_missing(row.said_on) else ""
    return Cell(text="in its own words" if formats.is_missing(name) else str(name), note=on)


def _office(row: Any) -> Cell | None:
    """What the speaker was on the day; where that is not known, what the text calls him, in quotation marks."""
    if not formats.is_missing(row.office):
        return Cell(text=formats.titled(row.office))
    called = office_said(row)
    return Cell(text=f"“{called}”", title="What the text calls the speaker") if called else None


def office_said(row: Any) -> str:
    """The words by which the text introduces whoever speaks for a state or a group; empty where it only names it."""
    if row.speaker_kind not in ("state", "group") or formats.is_missing(row.speaker_text):
        return ""
    words = str(row.speaker_text).split()
    # "US officials", "senior official in Tehran"; not "Kremlin", nor "Britain and France"
    return " ".join(words) if any(word.islower() and len(word) > 3 for word in words) else ""


def _cited(row: Any) -> Cell | None:
    if formats.is_missing(row.cited):
        return None
    return Cell(text=str(row.cited), note=formats.day(row.cited_date))


def _number(row: Any) -> Cell | None:
    if formats.is_missing(row.quantity_text):
        return None
    counts = "" if formats.is_missing(row.quantity_counts) else str(row.quantity_counts).replace("-", " ")
    return Cell(text=str(row.quantity_text).strip(), note=counts, tone="number")


def _status(row: Any, opened: Opened, picked: str) -> Cell:
    look = load_palette().status[row.status]
    cue = "" if formats.is_missing(row.cue) else f"“{' '.join(str(row.cue).split())}”"
    return cell_to("claims", opened.selection, {"topic": opened.topic, "claim": row.claim_id}, keep=opened.keep, glyph=look.glyph,
                   colour=look.colour, text=look.label, note=cue, title=f"{look.label}: {look.meaning}. Open this claim.", picked=row.claim_id == picked)


def _statement(row: Any, opened: Opened, picked: str) -> Row:
    owned = ", state-affiliated" if row.state_affiliated else ""
    name = "unknown source" if formats.is_missing(row.source) else str(row.source)
    when = formats.published(row.published, row.published_basis)
    head = cell_to("claims", opened.selection, {"topic": opened.topic, "claim": row.claim_id}, keep=opened.keep, text=name, note=f"{when}{owned}",
                   title=f"Open the claim of {name}, {when}")
    happened = formats.happened(row.event_from, row.event_to, row.date_precision)
    return Row(head, [
        _status(row, opened, picked), Cell(text=_said(row), tone="long"), _speaker(row), _office(row), _cited(row),
        _number(row), Cell(text=happened),
    ])


def draw_statements(statements: pd.DataFrame, opened: Opened, picked: str) -> None:
    """The statements (rows of ``comparison.statements_in``) one below the other, newest report first."""
    st.html('<h2 class="cl-subtitle">What each source says <span class="cl-quiet">newest first</span></h2>')
    columns = [Cell(text=name, tone="bare" if name in ("Status", "Its words") else "") for name in (
        "Status", "Its words", "Said by", "Office", "Citing", "Number", "When it happened")]
    rows = [_statement(row, opened, picked) for row in statements.head(200).itertuples()]
    grid = Grid("The statements on this topic, newest first", "Source, report", columns, rows,
                height=620 if len(rows) > 7 else 0, finder="Find a statement by its words", cards=True)
    draw_grid("statements", grid, OWN)
    columns_kept = ["source", "published", "status", "speaker", "office", "cited", "said_on", "quantity_text", "event_from",
                    "event_to", "passage"]  # fmt: skip
    draw_data("statements", statements.assign(office=statements["office"].fillna("").where(
        statements["office"].notna(), [office_said(row) for row in statements.itertuples()]))[columns_kept])


def _value(row: Any) -> Cell:
    looks = load_palette().status
    if row.field == "status" and row.value in looks:
        look = looks[row.value]
        return Cell(text=look.label, glyph=look.glyph, colour=look.colour)
    return Cell(text=row.value, tone="long")


def draw_ledger(ledger: pd.DataFrame, opened: Opened) -> None:
    """The conflict ledger (``conflicts.ledger_of``): every field on which the statements differ."""
    st.html('<h2 class="cl-subtitle">Where they differ</h2>')
    if ledger.empty:
        st.html('<p class="cl-quiet">The statements agree in every field that more than one of them gives.</p>')
        return
    rows = []
    before = ""
    for row in ledger.itertuples():
        again = row.field == before
        mark = "⚡ " if row.conflict in CONFLICTS else ""
        head = Cell(text="" if again else row.field.capitalize(), note="" if again else mark + row.conflict)
        rows.append(Row(head, [_value(row), _claims_cell(row, opened), Cell(text=row.sources, tone="long")],
                        card=row.field.capitalize()))
        before = row.field
    columns = [Cell(text="Said", tone="bare"), Cell(text="Claims"), Cell(text="By")]
    draw_grid("ledger", Grid("Where the statements differ, field by field", "Field", columns, rows, cards=True), OWN)
    draw_data("conflicts", ledger.drop(columns="claim_ids"))


def _claims_cell(row: Any, opened: Opened) -> Cell:
    own = {"topic": opened.topic, "claim": row.claim_ids}
    return cell_to("claims", opened.selection, own, keep=opened.keep, text=str(row.n_claims), title=f"Open the claims that say {row.value}")


def chosen_claims(statements: pd.DataFrame, by: str, claims: Iterable[str]) -> list[str]:
    """The ids of the claims to open: those named, else those of the source ``by``, else none."""
    wanted = set(claims)
    if wanted:
        return [claim for claim in statements["claim_id"] if claim in wanted]
    return [row.claim_id for row in statements.itertuples() if by and row.source_id == by]

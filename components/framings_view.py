"""Framings: how voices characterise a matter, question by question, their words side by side."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components import formats, look
from components.answers import ask
from components.chart import draw_data
from components.choices import draw_close, draw_opened
from components.evidence import draw_claims
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from tables.framings import framings_in, stances_of
from tables.selection import Selection

KEYS = ("claim",)
LONGEST = 320


def draw_framings(selection: Selection, claims: list[str]) -> None:
    """Every question with its stances as columns and the voices that take them as rows; a row opens its claim."""
    voices = ask(framings_in, selection)
    if voices.empty:
        look.draw_nothing("No characterisation fits these filters: remove one of them above.")
        return
    if claims:
        draw_opened("".join(claims))
        draw_claims(claims, key="framings", title="In its own words")
        draw_close("claim", label="Close this claim")
    asked = voices[voices["question_id"].notna()]
    for question, part in asked.groupby("question_id", sort=False):
        _draw_question(str(question), part, selection)
    rest = voices[voices["question_id"].isna()]
    if len(rest):
        _draw_rest(rest, selection)
    draw_data("framings", voices[["question", "stance_label", "voice", "status", "source", "published", "passage"]])


def _draw_question(question: str, part: pd.DataFrame, selection: Selection) -> None:
    known = ask(stances_of, question)
    stances = [(stance, label) for stance, label in known if (part["stance"] == stance).any()]
    unsaid = [label for stance, label in known if (stance, label) not in stances]
    st.html(f'<h2 class="cl-subtitle">{escape(str(part["question"].iloc[0]))} <span class="cl-quiet">'
            f"{formats.counted(part['voice'].nunique(), 'voice')}{_nobody(unsaid)}</span></h2>")  # fmt: skip
    rows = [Row(_voice(row, selection), [_words(row) if row.stance == stance else None for stance, _ in stances])
            for row in part.itertuples()]
    counts = part["stance"].value_counts()
    columns = [Cell(text=label, note=formats.counted(int(counts.get(stance, 0)), "claim")) for stance, label in stances]
    draw_grid(f"framing-{question}", Grid(f"{part['question'].iloc[0]} Voices by stance", "Voice", columns, rows), KEYS)


def _nobody(labels: list[str]) -> str:
    said = formats.listed([f"“{escape(label)}”" for label in labels])
    return f"; nobody here says {said}" if labels else ""


def _draw_rest(rest: pd.DataFrame, selection: Selection) -> None:
    st.html(f'<h2 class="cl-subtitle">Other characterisations <span class="cl-quiet">{formats.counted(len(rest), "claim")}'
            "</span></h2>")  # fmt: skip
    rows = [Row(_voice(row, selection), [_words(row)]) for row in rest.head(100).itertuples()]
    draw_grid("framing-rest", Grid("Characterisations that answer none of the questions", "Voice", [Cell(text="Its words")], rows,
                                   height=460 if len(rows) > 7 else 0, finder="Find a voice or a word"), KEYS)


def _voice(row: Any, selection: Selection) -> Cell:
    when = formats.published(row.published, row.published_basis)
    told = "in its own voice" if row.own_voice else f"in {row.source}"
    return cell_to("claims", selection, {"claim": row.claim_id}, keep={"view": "framings"}, text=str(row.voice), note=f"{told}, {when}",
                   title=f"Open what {row.voice} says")


def _words(row: Any) -> Cell:
    text = " ".join(str(row.passage).split())
    return Cell(text=text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…", tone="long")

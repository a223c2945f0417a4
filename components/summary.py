"""The pieces of the first page: figures, lists of what is new and contested, how to read a status."""

from dataclasses import replace
from html import escape

import pandas as pd
import streamlit as st

from components import formats, links, look
from components.palette import load_palette
from tables.overview import Counts, Example
from tables.schema import STATUSES
from tables.selection import Selection

ASKS = {
    "weapons": "Follow one system",
    "claims": "Compare what sources say",
    "articles": "Read one article",
}
OWN = {"weapons": "weapon", "claims": "topic", "articles": "article"}


def draw_counts(counts: Counts) -> None:
    """One line of figures, each with its word."""
    figures = (
        (counts.claims, "claim", "claims"), (counts.articles, "article", "articles"),
        (counts.sources, "source", "sources"), (counts.events, "dated event", "dated events"),
        (counts.systems, "weapon system", "weapon systems"), (counts.origins, "origin", "origins"),
    )  # fmt: skip
    parts = [
        f"<div><b>{formats.number(n)}</b><span>{one if n == 1 else many}</span></div>" for n, one, many in figures
    ]
    st.html(f'<div class="cl-counts">{"".join(parts)}</div>')


def draw_newest(events: pd.DataFrame, selection: Selection) -> None:
    """The latest happenings, each leading to its place on the timeline."""
    st.html('<h2 class="cl-subtitle">Latest happenings</h2>')
    if events.empty:
        look.draw_nothing("Nothing dated fits these filters: remove one of them above.")
    for row in events.to_dict("records"):
        when = formats.happened(row["event_from"], row["event_to"], row["date_precision"])
        note = f"{formats.counted(row['sources'], 'source')}{', contested' if row['contested'] else ''}"
        _draw_row(when, "timeline", row["label"], note, selection, event=row["event_id"])


def _draw_row(lead: str, place: str, label: str, note: str, selection: Selection, **own: str) -> None:
    name = "-".join(own.values())
    with st.container(horizontal=True, gap="small", vertical_alignment="top", key=f"row-{place}-{name}"):
        if lead:
            st.html(f'<span class="cl-rowlead">{escape(lead)}</span>', width=118)
        with st.container(gap=None, width="stretch"):
            links.page_link(place, label, selection, None, **own)
            st.html(f'<span class="cl-rownote">{escape(note)}</span>')


def _balance(row: dict) -> str:
    looks = load_palette().status
    parts = [f"{looks[status].glyph}\u00a0{row[status]}\u00a0{looks[status].label}" for status in STATUSES if row[status]]
    return " · ".join(parts)


def draw_contested(topics: pd.DataFrame, selection: Selection) -> None:
    """The topics that sources differ on, each leading to their statements side by side."""
    st.html('<h2 class="cl-subtitle">Most contested</h2>')
    if topics.empty:
        look.draw_nothing("No topic here is both affirmed and denied.")
    for row in topics.to_dict("records"):
        note = f"{formats.counted(row['sources'], 'source')} · {_balance(row)}"
        _draw_row("", "claims", row["label"], note, selection, topic=row["topic_id"])


def draw_examples(examples: list[Example]) -> None:
    """Three links to begin with; they set aside whatever filters are set."""
    st.html('<h2 class="cl-subtitle">Where to begin</h2>')
    for example in examples:
        unit = "source" if example.place == "claims" else "claim"
        note = f"{formats.counted(example.count, unit)} · {links.PLACES[example.place].title}"
        chosen = Selection(weapons=(example.value,)) if example.place == "weapons" else Selection()
        own = {} if example.place == "weapons" else {OWN[example.place]: example.value}
        _draw_example(example, note, chosen, own)


def _draw_example(example: Example, note: str, selection: Selection, own: dict[str, str]) -> None:
    with st.container(gap=None, key=f"example-{example.place}"):
        st.html(f'<span class="cl-rowlead">{ASKS[example.place]}</span>')
        links.page_link(example.place, example.name, selection, None, **own)
        st.html(f'<span class="cl-rownote">{escape(note)}</span>')


def draw_statuses(counts: dict[str, int], selection: Selection) -> None:
    """How to read a status: its shape, its word, what it means, how often it occurs and where."""
    st.html('<h2 class="cl-subtitle">How to read a status</h2>')
    palette = load_palette()
    rows = [
        f'<li>{look.status_mark(palette, status)} {escape(palette.status[status].meaning)} '
        f'<a class="cl-out" href="{escape(_status_link(status, selection))}" target="_self" '
        f'title="{formats.counted(count, "claim")}">{formats.number(count)}</a></li>' for status, count in counts.items()
    ]  # fmt: skip
    st.html(f'<ul class="cl-legend">{"".join(rows)}</ul>')


def _status_link(status: str, selection: Selection) -> str:
    return links.link_to("claims", replace(selection, statuses=(status,)))

"""The pieces of the first page: figures, lists of what is new and contested, how to read a status."""

from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from components import formats, links, look
from components.palette import load_palette
from tables.overview import AFFIRMING, REJECTING, Counts, Example
from tables.selection import Selection

# page of an example → the question that it answers, and what the page does about it
ASKS = {
    "claims": ("Where do sources clash?", "Who says so, who rejects it, side by side"),
    "weapons": ("How far has one system come?", "From rumour to use, step by step"),
    "actors": ("Who deals with whom?", "The network around them, with the claims behind every arrow"),
}
SQUARE = 26  # marks of a topic that are drawn one by one


def draw_counts(counts: Counts, newest: dict[str, Any], selection: Selection) -> None:
    """One line of figures, each with its word and the page that shows it, and the time that they span."""
    figures = (
        (counts.claims, "claim", "claims", "claims"), (counts.sources, "source", "sources", "claims"),
        (counts.articles, "article", "articles", "articles"), (counts.origins, "independent origin", "independent origins", "actors"),
        (counts.systems, "weapon system", "weapon systems", "weapons"), (counts.events, "dated event", "dated events", "timeline"),
    )  # fmt: skip
    parts = [
        f'<a href="{escape(links.link_to(place, selection))}" target="_self"><b>{formats.number(n)}</b>'
        f"<span>{one if n == 1 else many}</span></a>" for n, one, many, place in figures
    ]
    span = f"<div><span>published</span><span>{escape(_span(newest))}</span></div>" if newest else ""
    st.html(f'<div class="cl-counts">{"".join(parts)}{span}</div>')


def _span(newest: dict[str, Any]) -> str:
    first, last = formats.month(newest["first"]), formats.month(newest["published"])
    return first if first == last else f"{first} – {last}"


def draw_newest(events: pd.DataFrame, newest: dict[str, Any], selection: Selection) -> None:
    """The latest happenings, each leading to its place on the timeline, and the newest article."""
    _draw_title("What is new", "latest happenings")
    if events.empty:
        look.draw_nothing("Nothing dated fits these filters: remove one of them above.")
    for row in events.to_dict("records"):
        when = formats.happened(row["event_from"], row["event_to"], row["date_precision"])
        note = f"{formats.counted(row['sources'], 'source')}{', contested' if row['contested'] else ''}"
        _draw_row(when, "timeline", row["label"], note, selection, event=row["event_id"])
    if newest:
        when = formats.published(newest["published"], newest["published_basis"])
        _draw_row(when, "articles", newest["title"] or "Untitled", f"newest article, {newest['source']}", selection,
                  article=newest["article_id"])


def _draw_title(title: str, note: str) -> None:
    st.html(f'<h2 class="cl-subtitle">{escape(title)} <span class="cl-quiet">{escape(note)}</span></h2>')


def _draw_row(lead: str, place: str, label: str, note: str, selection: Selection, **own: str) -> None:
    name = "-".join(own.values())
    with st.container(horizontal=True, gap="small", vertical_alignment="top", key=f"row-{place}-{name}"):
        if lead:
            st.html(f'<span class="cl-rowlead">{escape(lead)}</span>', width=118)
        with st.container(gap=None, width="stretch"):
            links.page_link(place, label, selection, None, **own)
            st.html(f'<span class="cl-rownote">{escape(note)}</span>')


def _strip(row: dict) -> str:
    """The claims on a topic as shapes, one each: on the left what affirms it, on the right what rejects it."""
    looks = load_palette().status
    sides = []
    for statuses in (AFFIRMING, REJECTING):
        shapes = [f'<span style="color:var(--cl-status-{status})" title="{looks[status].label}">{looks[status].glyph}</span>'
                  for status in statuses for _ in range(min(int(row[status]), SQUARE))]
        sides.append("".join(shapes))
    said = ", ".join(f"{row[status]} {looks[status].label}" for status in (*AFFIRMING, *REJECTING) if row[status])
    return f'<span class="cl-strip" role="img" aria-label="{escape(said)}"><span>{sides[0]}</span><span>{sides[1]}</span></span>'


def _balance(row: dict) -> str:
    said = sum(row[status] for status in AFFIRMING)
    against = sum(row[status] for status in REJECTING)
    return f"{said} for · {against} against · {formats.counted(row['sources'], 'source')}"


def draw_contested(topics: pd.DataFrame, selection: Selection) -> None:
    """The topics that sources differ on, each leading to their statements side by side."""
    _draw_title("Most contested", "each shape is a claim, for | against")
    if topics.empty:
        look.draw_nothing("No topic here is both affirmed and denied.")
    for row in topics.to_dict("records"):
        with st.container(gap=None, key=f"row-claims-{row['topic_id']}"):
            links.page_link("claims", row["label"], selection, None, topic=row["topic_id"])
            st.html(f'<div class="cl-clash">{_strip(row)}<span class="cl-rownote">{_balance(row)}</span></div>')


def draw_examples(examples: list[Example]) -> None:
    """Links to begin with, each a question; they set aside whatever filters are set."""
    with st.container(key="examples"):
        for column, example in zip(st.columns(len(examples), gap="medium"), examples, strict=True):
            with column:
                _draw_example(example)


def _draw_example(example: Example) -> None:
    question, answer = ASKS[example.place]
    note = f"{answer}. {formats.counted(example.sources, 'source')}."
    with st.container(gap=None, key=f"example-{example.place}"):
        st.html(f'<span class="cl-asked">{question}</span>')
        links.page_link(example.place, formats.titled(example.name), Selection(), None, **example.own)
        st.html(f'<span class="cl-rownote">{escape(note)}</span>')


def draw_statuses(counts: dict[str, int], selection: Selection) -> None:
    """How firmly it is said: one bar of all claims by status, and below it what each status means. Every
    part of it leads to the claims of that status."""
    _draw_title("How firmly it is said", "the status of each claim; open one to read them")
    palette = load_palette()
    parts = [
        f'<a href="{escape(_status_link(status, selection))}" target="_self" aria-label="{formats.counted(n, "claim")} {status}" '
        f'style="flex-grow:{n};background:var(--cl-status-{status})" title="{formats.counted(n, "claim")} {status}"></a>'
        for status, n in counts.items() if n
    ]  # fmt: skip
    rows = [
        f'<li>{look.status_mark(palette, status)} <a class="cl-out" href="{escape(_status_link(status, selection))}" '
        f'target="_self">{formats.number(count)}</a><br><span class="cl-quiet">{escape(palette.status[status].meaning)}</span></li>'
        for status, count in counts.items()
    ]  # fmt: skip
    st.html(f'<div class="cl-share">{"".join(parts)}</div><ul class="cl-legend">{"".join(rows)}</ul>')


def _status_link(status: str, selection: Selection) -> str:
    return links.link_to("claims", replace(selection, statuses=(status,)))

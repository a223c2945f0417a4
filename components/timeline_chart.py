"""The timeline: swim lanes of events, bars where a date is not known to the day, shape and colour for status."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import formats
from components.chart import faded, figure, ink, plain, sentence
from components.grid import Cell, Row, cell_to
from components.milestone_marks import draw_milestones, shown_milestones, strip_height
from components.palette import load_palette
from tables.selection import Selection

Clock = Literal["event", "report", "both"]

ROW, HEAD, DEPTH = 24, 26, 6  # pixels of a row and of a lane's heading; rows of a lane before they share
OPEN_DAYS = 75  # how far the bar of "since …" reaches
LETTER = 7.0  # pixels of a letter, for what fits beside a mark


@dataclass(frozen=True)
class Frame:
    """What is drawn where: the first and last day shown and the width of the picture in pixels."""

    first: dt.date
    last: dt.date
    width: int

    @property
    def days_per_pixel(self) -> float:
        """How many days a pixel stands for."""
        return max((self.last - self.first).days, 1) / self.width


@dataclass
class Mark:
    """One event in its lane: the days that it covers, the row that it stands on, and what is written beside it."""

    event: Any
    start: dt.date
    end: dt.date
    first: dt.date  # with the line to the report, where it is drawn
    last: dt.date
    row: int = 0
    label: str = ""
    left: bool = False

    @property
    def middle(self) -> dt.date:
        """The day at which the mark's shape stands."""
        return self.start + (self.end - self.start) / 2


def shown_days(events: pd.DataFrame, clock: Clock, everything: bool) -> tuple[dt.date, dt.date, int]:
    """The first and last day to show, and how many events lie before: a few far older ones are left out
    unless ``everything``, so that they do not squeeze all others into a corner."""
    marks = _marks(events, clock)
    starts = sorted(mark.start for mark in marks)
    last = max(max(mark.end for mark in marks), starts[-1])
    if clock == "both":
        reports = [day for day in map(formats.as_day, events["first_report"]) if day]
        last = max([last, *reports])
    first = starts[0]
    early = starts[: len(starts) // 8]
    for day, following in reversed(list(pairwise([*early, *starts[len(early) : len(early) + 1]]))):
        if not everything and (following - day).days > max(365, (last - following).days // 3):
            first = following
            break
    pad = max((last - first).days // 40, 5)
    return first - dt.timedelta(pad), last + dt.timedelta(pad), sum(1 for mark in marks if mark.end < first)


def _marks(events: pd.DataFrame, clock: Clock) -> list[Mark]:
    marks = []
    for event in events.itertuples():
        start, end = formats.as_day(event.event_from), formats.as_day(event.event_to)
        report = formats.as_day(event.first_report)
        if clock == "report" and report:
            start = end = report
        elif start and not end:
            end = start + dt.timedelta(OPEN_DAYS)
        elif end and not start:
            start = end - dt.timedelta(OPEN_DAYS)
        if start and end:
            drawn = [start, end, *([report] if clock == "both" and report else [])]
            marks.append(Mark(event, min(start, end), max(start, end), min(drawn), max(drawn)))
    return marks


@dataclass
class Line:
    """One row of a lane while it fills: its last mark, and the day from which it is free again."""

    last: Mark
    free_from: dt.date


def _line_for(mark: Mark, lines: list[Line], most: int, gap: dt.timedelta) -> int:
    """The row that a mark goes to: one that is free, a new one, or the one whose last mark gives up its label."""
    free = next((row for row, line in enumerate(lines) if line.free_from <= mark.first), None)
    if free is not None:
        return free
    if len(lines) < most:
        lines.append(Line(mark, dt.date.min))
        return len(lines) - 1
    row = min(range(len(lines)), key=lambda at: lines[at].last.last)
    lines[row].last.label = lines[row].last.label if lines[row].last.left else ""
    lines[row].free_from = lines[row].last.last + gap
    return row


def _label(mark: Mark, frame: Frame, free_from: dt.date) -> tuple[str, bool]:
    """What is written beside a mark, and whether to its left: what fits, nothing rather than a stump."""
    lane, said = mark.event.lane, str(mark.event.topic)
    said = said.removesuffix(f", {lane}").removeprefix(f"{lane}: ").replace(f" {lane}, ", " ", 1)
    most = min(int(frame.width / LETTER / 2), len(said))
    right = int((frame.last - mark.last).days / frame.days_per_pixel / LETTER) - 4
    if right >= min(most, 24) or right >= most:
        return plain(said, min(most, right)), False
    left = int((mark.first - max(free_from, frame.first)).days / frame.days_per_pixel / LETTER) - 4
    return (plain(said, min(most, left)), True) if left >= min(most, 24) else ("", False)


def _pack(marks: list[Mark], frame: Frame) -> int:
    """Give each mark a row so that neighbours do not touch, and a label where there is room; returns the rows used."""
    lines: list[Line] = []
    most = min(DEPTH + len(marks) // 8, 2 * DEPTH)
    gap = dt.timedelta(20 * frame.days_per_pixel)
    for mark in sorted(marks, key=lambda m: (m.first, m.last, m.event.event_id)):
        mark.row = _line_for(mark, lines, most, gap)
        line = lines[mark.row]
        mark.label, mark.left = _label(mark, frame, line.free_from)
        letters = 0 if mark.left else len(mark.label)
        reach = dt.timedelta((20 + letters * LETTER) * frame.days_per_pixel)
        line.last, line.free_from = mark, max(line.free_from, mark.last + reach)
    return len(lines)


def _told(event: Any) -> str:
    when = formats.happened(event.event_from, event.event_to, event.date_precision)
    status = load_palette().status[event.status].label
    basis = f"{formats.counted(event.n_claims, 'claim')} from {formats.counted(event.n_sources, 'source')}"
    rest = f", {formats.counted(event.n_origins, 'independent origin')}"
    contested = "Sources contradict one another." if event.contested else ""
    return sentence(f"{event.topic}.", f"{when}: {basis}{rest}; mostly {status}.", contested, "Click to read them.")


def _draw_bars(made: go.Figure, marks: list[Mark], at: dict[int, float]) -> None:
    bars = [mark for mark in marks if mark.start != mark.end]
    colours = [load_palette().status[mark.event.status].colour for mark in bars]
    open_ended = [formats.is_missing(m.event.event_to) or formats.is_missing(m.event.event_from) for m in bars]
    made.add_bar(
        orientation="h", base=[mark.start for mark in bars], y=[at[id(mark)] for mark in bars], width=12,
        x=[(mark.end - mark.start).days * 86_400_000 for mark in bars], hoverinfo="text",
        customdata=[mark.event.event_id for mark in bars], hovertext=[_told(mark.event) for mark in bars],
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
        marker={
            "color": [faded(colour, 0.22) for colour in colours], "cornerradius": 6,
            "line": {"color": [faded(colour, 0.75) for colour in colours], "width": [0 if each else 1 for each in open_ended]},
            "pattern": {"shape": ["/" if each else "" for each in open_ended], "size": 5,
                        "fgcolor": [faded(colour, 0.7) for colour in colours]},
        },
    )


def _draw_marks(made: go.Figure, marks: list[Mark], at: dict[int, float], picked: str) -> None:
    looks = load_palette().status
    ring = [mark for mark in marks if mark.event.contested or mark.event.event_id == picked]
    made.add_scatter(
        x=[mark.middle for mark in ring], y=[at[id(mark)] for mark in ring], mode="markers", hoverinfo="skip",
        marker={"symbol": "circle-open", "size": [24 if m.event.event_id == picked else 19 for m in ring],
                "color": ink(), "line": {"width": [3 if m.event.event_id == picked else 1.2 for m in ring]}},
    )
    made.add_scatter(
        x=[mark.middle for mark in marks], y=[at[id(mark)] for mark in marks], mode="markers",
        customdata=[mark.event.event_id for mark in marks], hovertext=[_told(mark.event) for mark in marks],
        hoverinfo="text",
        marker={"symbol": [looks[m.event.status].symbol for m in marks], "opacity": 1,
                "size": [min(9 + 1.5 * (m.event.n_origins - 1), 15) for m in marks],
                "color": [looks[m.event.status].colour for m in marks],
                "line": {"width": [1.8 if "open" in looks[m.event.status].symbol else 0.8 for m in marks],
                         "color": [looks[m.event.status].colour if "open" in looks[m.event.status].symbol
                                   else ink("page") for m in marks]}},
    )
    named = [mark for mark in marks if mark.label]
    made.add_scatter(
        x=[mark.first if mark.left else mark.last for mark in named], y=[at[id(mark)] for mark in named], mode="text",
        text=[f"{mark.label}\u2003" if mark.left else f"\u2003{mark.label}" for mark in named], hoverinfo="skip",
        textposition=["middle left" if mark.left else "middle right" for mark in named], cliponaxis=False,
        textfont={"size": 12, "color": ink("quiet")},
    )


def _draw_lag(made: go.Figure, marks: list[Mark], at: dict[int, float]) -> None:
    """A thin line from what happened to the first report of it, with a small tick at its end."""
    days: list[Any] = []
    rows: list[Any] = []
    reported = [(mark, report) for mark in marks if (report := formats.as_day(mark.event.first_report))]
    for mark, report in reported:
        days += [mark.middle, report, None]
        rows += [at[id(mark)], at[id(mark)], None]
    made.add_scatter(x=days, y=rows, mode="lines", hoverinfo="skip",
                     line={"color": faded(ink("quiet"), 0.55), "width": 1, "dash": "dot"})
    told = [sentence(f"First reported {formats.day(report)}, {_lag(mark, report)}.") for mark, report in reported]
    made.add_scatter(x=[report for _, report in reported], y=[at[id(mark)] for mark, _ in reported], mode="markers",
                     customdata=[mark.event.event_id for mark, _ in reported], hovertext=told, hoverinfo="text",
                     marker={"symbol": "line-ns-open", "size": 10, "color": ink("quiet"), "line": {"width": 1.6}})


def _lag(mark: Mark, report: dt.date) -> str:
    days = (report - mark.middle).days
    if days == 0:
        return "the same day"
    return f"{formats.counted(abs(days), 'day')} {'after' if days > 0 else 'before'} it happened"


def _draw_axis(made: go.Figure, frame: Frame, height: float) -> None:
    narrow = frame.width < 600
    made.update_xaxes(
        visible=True, type="date", range=[frame.first, frame.last], side="top", showgrid=True, gridcolor=faded(ink("line"), 0.7),
        zeroline=False, ticks="", nticks=4 if narrow else 10, tickfont={"size": 12, "color": ink("quiet")},
        tickformatstops=[{"dtickrange": [None, "M1"], "value": "%-d %b %Y"}, {"dtickrange": ["M1", "M11"], "value": "%b %Y"},
                         {"dtickrange": ["M11", None], "value": "%Y"}],
    )
    made.update_yaxes(range=[height, 0], visible=False)


def draw_timeline(
    events: pd.DataFrame, lanes: list[str], width: int = 1080, clock: Clock = "event", picked: str = "",
    everything: bool = False, milestones: pd.DataFrame | None = None,
) -> go.Figure:
    """The events (rows of ``timeline.events_in``) in ``lanes``, from top to bottom, for about ``width`` pixels.

    A point is a day, a bar a less precise date, a hatched bar an open one; a ring says that sources
    contradict one another, a heavy ring that the event is ``picked``. Marks carry their event's id. ``milestones``
    (rows of ``timeline.milestones_in``) that lie between the days shown are named above the lanes.
    """
    first, last, _ = shown_days(events, clock, everything)
    frame = Frame(first, last, width)
    marks = [mark for mark in _marks(events, clock) if mark.last >= first]
    days = [] if milestones is None else shown_milestones(milestones, first, last, width)
    at, top, headings = {}, 8.0 + strip_height(days), []
    for lane in lanes:
        own = [mark for mark in marks if mark.event.lane == lane]
        if not own:
            continue
        rows = _pack(own, frame)
        headings.append((top, lane, len(own)))
        at.update({id(mark): top + HEAD + ROW * (mark.row + 0.4) for mark in own})
        top += HEAD + ROW * max(rows, 1) + 8
    made = figure(int(top) + 40, barmode="overlay")
    made.update_layout(margin={"l": 4, "r": 4, "t": 32, "b": 4})
    for y, lane, count in headings:
        made.add_hline(y=y - 3, line={"color": ink("line"), "width": 1}, layer="below")
        made.add_annotation(x=0, xref="paper", y=y + 10, text=f"<b>{plain(formats.titled(lane), 60)}</b>  {count}", showarrow=False,
                            xanchor="left", font={"size": 13, "color": ink()}, bgcolor=faded(ink("page"), 0.85))
    draw_milestones(made, days, 4, top)
    if clock == "both":
        _draw_lag(made, marks, at)
    _draw_bars(made, marks, at)
    _draw_marks(made, marks, at, picked)
    _draw_axis(made, frame, top)
    return made


def rows_of(events: pd.DataFrame, selection: Selection) -> list[Row]:
    """Each event as a row of a table that leads where a click on its mark leads, earliest first."""
    rows = []
    for event in events.drop_duplicates("event_id").sort_values(["event_from", "event_id"]).itertuples():
        when = formats.happened(event.event_from, event.event_to, event.date_precision)
        look = load_palette().status[event.status]
        head = cell_to("timeline", selection, {"event": event.event_id}, text=str(event.topic), title=f"Open {event.topic}, {when}")
        rows.append(Row(head, [Cell(text=when), Cell(text=look.label, glyph=look.glyph, colour=look.colour),
                               Cell(text=formats.number(event.n_claims), tone="number"),
                               Cell(text=formats.number(event.n_origins), tone="number")]))
    return rows


def described(events: pd.DataFrame, lanes: list[str]) -> str:
    """The picture in words, for who does not see it."""
    days = pd.concat([events["event_from"], events["event_to"], events["first_report"]]).dropna()
    span = f", from {formats.month(days.min())} to {formats.month(days.max())}" if len(days) else ""
    return (f"Timeline of {formats.counted(events['event_id'].nunique(), 'event')} in {formats.counted(len(lanes), 'lane')}"
            f"{span}. Largest lanes: {formats.listed(lanes[:4])}. The table below holds the same data.")


def left_out(events: pd.DataFrame, clock: Clock, everything: bool) -> None:
    """Lines that say how many events the picture does not show, where there are any: far older ones, and the
    smallest of very many."""
    first, _, before = shown_days(events, clock, everything)
    drawn, total = events["event_id"].nunique(), int(events["n_events"].iloc[0])
    if drawn < total:
        st.caption(f"The {formats.number(drawn)} events with most claims are shown, of {formats.number(total)}: "
                   "narrow the filters to see others.")
    if before:
        st.caption(f"{formats.counted(before, 'older event')} before {formats.month(first)} left out of the picture, "
                   "not of the table: switch on every lane and year to see them.")

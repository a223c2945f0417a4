"""What became of a topic: its denials, hedges that were lost on the way, and the number over time."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components import formats
from components.chart import draw_chart, draw_data, faded, figure, ink, plain, sentence
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.palette import load_palette
from components.topic_view import OWN, Opened
from tables.history import denials_of, hedges_lost_of, numbers_of

PANEL, PANELS = 190, 3  # pixels of a panel; panels of the chart
LETTER = 6.6  # pixels of a letter


def _heading(title: str, note: str) -> None:
    st.html(f'<h2 class="cl-subtitle">{title} <span class="cl-quiet">{note}</span></h2>')


def _opens(ids: Sequence[str], text: str, title: str, opened: Opened) -> Cell | None:
    """A cell that opens these claims; a quiet dash where there are none."""
    if not len(ids):
        return Cell(text="–")
    return cell_to("claims", opened.selection, {"topic": opened.topic, "claim": list(ids)}, keep=opened.keep, text=text, title=title)


def draw_denials(statements: pd.DataFrame, opened: Opened) -> None:
    """Who denied what and when, the claims that it stands against, and what came after; nothing where nobody denies."""
    denials = denials_of(statements)
    if denials.empty:
        return
    _heading("Denials", "who, when, against which claims, and what came later")
    rows = [_denial(row, opened) for row in denials.itertuples()]
    columns = [Cell(text=name, tone="bare" if name == "Status" else "") for name in ("Status", "Against", "Claimed again later", "Of these by the same side")]
    draw_grid("denials", Grid("Denials, earliest first", "Who denied, when", columns, rows, cards=True), OWN)
    counts = denials.assign(**{name.replace("_ids", "_claims"): denials[name].map(len) for name in denials if name.endswith("_ids")})
    draw_data("denials", counts.drop(columns=[name for name in denials if name.endswith("_ids")]))


def _denial(row: Any, opened: Opened) -> Row:
    look = load_palette().status[row.status]
    when = formats.day(row.day) or "undated"
    head = cell_to("claims", opened.selection, {"topic": opened.topic, "claim": row.claim_ids}, keep=opened.keep, text=row.who,
                   note=f"{when}, in {row.sources}", title=f"Open the denial by {row.who}, {when}")
    return Row(head, [
        Cell(text=look.label, glyph=look.glyph, colour=look.colour),
        _opens(row.against_ids, formats.counted(len(row.against_ids), "claim"), "Open the claims made until then", opened),
        _opens(row.after_ids, formats.counted(len(row.after_ids), "claim"), "Open the claims made after it", opened),
        _opens(row.conceded_ids, formats.counted(len(row.conceded_ids), "claim"), "Open the later claims of the same side", opened),
    ])


def draw_hedges(statements: pd.DataFrame, opened: Opened) -> None:
    """Claims that their first source hedges and a later article states flatly; nothing where there are none."""
    hedges = hedges_lost_of(statements)
    if hedges.empty:
        return
    _heading("Hedges lost on the way", "cautious at first, a plain statement later, on the same word")
    rows = []
    for row in hedges.itertuples():
        own = {"topic": opened.topic, "claim": [row.hedged_id, row.flat_id]}
        head = cell_to("claims", opened.selection, own, keep=opened.keep, text=row.hedged_source, note=formats.day(row.hedged_day),
                       title=f"Open both claims: {row.hedged_source} hedges, {row.flat_source} states it flatly")
        rows.append(Row(head, [Cell(text=row.flat_source, note=formats.day(row.flat_day)), Cell(text=f"It {row.link}.", tone="long")]))
    columns = [Cell(text="Stated flatly by"), Cell(text="Which depends on it how")]
    draw_grid("hedges", Grid("Hedged claims that were later stated flatly", "Hedged by", columns, rows), OWN)
    draw_data("hedges", hedges.drop(columns=["hedged_id", "flat_id"]))


def draw_numbers(statements: pd.DataFrame, opened: Opened, picked: str) -> None:
    """The numbers given, by the day of the report, each with its source; nothing where fewer than two are dated."""
    numbers = numbers_of(statements)
    dated = numbers[numbers["published"].notna()]
    if len(dated) < 2:
        return
    sizes = dated["kind"].value_counts()
    kinds = sorted(sizes.index, key=lambda kind: (-sizes[kind], kind))[:PANELS]
    _heading("The number over time", "by the day of the report, one panel for each thing that is counted")
    wide, narrow = (_figure(dated, kinds, width) for width in (1000, 350))
    rows = [_number_row(row, opened) for row in numbers.itertuples()]
    alt = (f"{formats.counted(len(dated), 'number')} by day of the report, from {formats.month(dated['published'].min())} to "
           f"{formats.month(dated['published'].max())}; counted are {formats.listed(kinds)}. The table below holds the same data.")
    draw_chart("numbers", wide, narrow, alt, numbers.drop(columns="claim_id"), key="claim", picked=picked,
               columns=("Source", "Number", "Of what", "Reported"), rows=rows)


def _number_row(row: Any, opened: Opened) -> Row:
    head = cell_to("claims", opened.selection, {"topic": opened.topic, "claim": row.claim_id}, keep=opened.keep, text=row.source,
                   title=f"Open the number that {row.source} gives")
    return Row(head, [Cell(text=formats.quantity(row.low, row.high), tone="number"), Cell(text=row.kind),
                      Cell(text=formats.published(row.published, row.published_basis))])


def _figure(numbers: pd.DataFrame, kinds: list[str], width: int) -> go.Figure:
    made = figure(PANEL * len(kinds) + 40)
    made.update_layout(margin={"l": 8, "r": 8, "t": 26, "b": 26})
    days = pd.to_datetime(numbers["published"])
    pad = max((days.max() - days.min()) * (0.6 if width < 600 else 0.28), pd.Timedelta(days=20))
    made.update_xaxes(visible=True, type="date", range=[days.min() - pad / 3, days.max() + pad], anchor="free", position=0, showgrid=False,
                      nticks=3 if width < 600 else 8, tickfont={"size": 12, "color": ink("quiet")}, tickformat="%b %Y")
    for at, kind in enumerate(kinds):
        top = 1 - at / len(kinds)
        _draw_panel(made, numbers[numbers["kind"] == kind], kind, at + 1, (top - 1 / len(kinds) + 0.06, top - 0.1), width)
    return made


def _draw_panel(made: go.Figure, part: pd.DataFrame, kind: str, at: int, domain: tuple[float, float], width: int) -> None:
    low, high = part["low"].fillna(part["high"]).astype(float), part["high"].fillna(part["low"]).astype(float)
    spread = high.max() / max(low.min(), 1)
    name = "y" if at == 1 else f"y{at}"
    axis = {"domain": list(domain), "visible": True, "showgrid": True, "gridcolor": faded(ink("line"), 0.6), "zeroline": False,
            "nticks": 4, "tickfont": {"size": 12, "color": ink("quiet")}, "tickformat": ",", "fixedrange": True, "anchor": "x",
            "automargin": True}  # fmt: skip
    if spread > 20:
        axis |= {"type": "log", "dtick": 1}
    else:
        axis |= {"range": [0, high.max() * 1.25]}
    made.update_layout({f"yaxis{'' if at == 1 else at}": axis})
    made.add_annotation(x=0, xref="paper", y=domain[1] + 0.02, yref="paper", text=f"<b>{plain(kind[:1].upper() + kind[1:], 60)}</b>", showarrow=False,
                        xanchor="left", yanchor="bottom", font={"size": 13, "color": ink()})
    looks = load_palette().status
    middle = (low + high) / 2
    labels = _labels(part, width)
    made.add_scatter(
        x=part["published"], y=middle, yaxis=name, mode="markers+text", customdata=part["claim_id"], hoverinfo="text",
        hovertext=[_told(row) for row in part.itertuples()], text=[label for label, _ in labels], cliponaxis=False,
        textposition=[place for _, place in labels], textfont={"size": 12, "color": ink("quiet")},
        error_y={"type": "data", "array": high - middle, "arrayminus": middle - low, "color": faded(ink("quiet"), 0.7), "width": 4},
        marker={"symbol": [looks[s].symbol for s in part["status"]], "size": 11, "opacity": 1,
                "color": [looks[s].colour for s in part["status"]],
                "line": {"width": 1.6, "color": [looks[s].colour for s in part["status"]]}},
    )


def _labels(part: pd.DataFrame, width: int) -> list[tuple[str, str]]:
    """What stands beside each mark and on which side, in the order of the marks: nothing where it would cover another."""
    days = pd.to_datetime(part["published"])
    pixels = (days - days.min()) / max(days.max() - days.min(), pd.Timedelta(days=30)) * width * (0.55 if width < 600 else 0.72)
    taken: dict[tuple[float, str], float] = {}
    found = []
    for row, at in zip(part.itertuples(), pixels, strict=True):
        said = plain(f"{row.source}, {_short(row)}", 22 if width < 600 else 44)
        level = round(float(row.high if pd.notna(row.high) else row.low), -1)
        ahead = ((pixels > at) & (pixels < at + len(said) * LETTER)).any()
        places = ("top right", "bottom right") if ahead else ("middle right", "top right", "bottom right")
        place = next((place for place in places if taken.get((level, place), -1.0) < at), "")
        taken[level, place] = at + len(said) * LETTER + 24
        found.append((f"\u2002{said}" if place else "", place or "top right"))
    return found


def _short(row: Any) -> str:
    """``200+`` for at least 200, ``≤ 50`` for up to 50, else as everywhere."""
    if formats.is_missing(row.high):
        return f"{formats.number(row.low)}+"
    return f"≤ {formats.number(row.high)}" if formats.is_missing(row.low) else formats.quantity(row.low, row.high)


def _told(row: Any) -> str:
    when = formats.published(row.published, row.published_basis)
    return sentence(f"{row.source}, {when}: {formats.quantity(row.low, row.high)} ({row.kind}), “{row.text}”.",
                    f"{load_palette().status[row.status].label}.", "Click to read it.")

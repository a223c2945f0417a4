"""Milestones on a timeline: a dotted line through all lanes, named in a strip above them."""

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from components import formats
from components.chart import faded, ink, plain, sentence

STRIP = 20  # pixels of a line of names
LETTER = 6.6  # pixels of a letter


def shown_milestones(milestones: pd.DataFrame, first: dt.date, last: dt.date, width: int) -> list[tuple[dt.date, str, int, bool]]:
    """The milestones between two days: day, name, the line of the strip that it stands on, and whether its name
    stands to the left of its day. Names that would cover one another stand on lines of their own."""
    per_day = width / max((last - first).days, 1)
    free: list[float] = []
    found = []
    for row in milestones.itertuples():
        day = formats.as_day(row.day)
        if day is None or not first <= day <= last:
            continue
        at = (day - first).days * per_day
        name = plain(row.name, int(width / LETTER * 0.6))
        room = len(name) * LETTER + 14
        left = at + room > width and at - room >= 0
        start, end = (at - room, at) if left else (at, at + room)
        line = next((n for n, until in enumerate(free) if until <= start), len(free))
        free[line : line + 1] = [end + 8]
        found.append((day, name, line, left))
    return found


def strip_height(shown: list[tuple[dt.date, str, int, bool]]) -> int:
    """The pixels that the strip of names takes above the lanes."""
    return STRIP * (1 + max(line for _, _, line, _ in shown)) + 6 if shown else 0


def draw_milestones(made: go.Figure, shown: list[tuple[dt.date, str, int, bool]], top: float, bottom: float) -> None:
    """Lines from the strip that begins at ``top`` down to ``bottom``, each with its name."""
    for day, name, line, left in shown:
        y = top + STRIP * (line + 0.5)
        made.add_shape(type="line", x0=day, x1=day, y0=y, y1=bottom, layer="below",
                       line={"color": faded(ink("quiet"), 0.8), "width": 1, "dash": "dot"})  # fmt: skip
        made.add_annotation(x=day, y=y, text=f"{name} \u25be" if left else f"\u25be {name}", showarrow=False,
                            xanchor="right" if left else "left", yanchor="middle", xshift=5 if left else -5,
                            font={"size": 12, "color": ink("quiet")}, hovertext=sentence(f"{formats.day(day)}: {name}."))  # fmt: skip

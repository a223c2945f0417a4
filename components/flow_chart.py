"""The flow from supplier over item to recipient: three columns, bands as wide as their independent origins."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components import formats
from components.chart import faded, figure, ink, plain, sentence
from components.grid import Cell, Row, cell_to
from components.palette import load_palette
from tables.selection import Selection

GAP = 22  # pixels between two nodes of a column, enough for a name
TALL = 620  # pixels that the fullest column takes without its gaps
COLUMNS = ("supplier", "item", "recipient")
BENDS = 14


@dataclass
class Node:
    """A box of one column: where it stands, and how far its two sides are used up by bands."""

    column: int
    name: str
    weight: float
    colour: str
    top: float = 0.0
    left: float = 0.0
    right: float = 0.0


def _nodes(flows: pd.DataFrame) -> dict[tuple[int, str], Node]:
    nodes: dict[tuple[int, str], Node] = {}
    for column, side in enumerate(COLUMNS):
        sizes = flows.groupby([side, f"{side}_name"])["n_origins"].sum().reset_index()
        for row in sizes.sort_values(["n_origins", side], ascending=[False, True]).itertuples(index=False):
            colour = load_palette().series_colour(len([n for n in nodes if n[0] == 0])) if column == 0 else ink("quiet")
            nodes[column, row[0]] = Node(column, row[1], float(row[2]), colour)
    return nodes


def _stack(nodes: dict[tuple[int, str], Node], gap: float) -> float:
    """Stand the nodes of each column below one another, columns centred; returns the height."""
    heights = []
    for column in range(3):
        own = [node for node in nodes.values() if node.column == column]
        heights.append(sum(node.weight for node in own) + gap * (len(own) - 1))
    for column in range(3):
        top = (max(heights) - heights[column]) / 2
        for node in (node for node in nodes.values() if node.column == column):
            node.top = node.left = node.right = top
            top += node.weight + gap
    return max(heights)


def _band(start: tuple[float, float], end: tuple[float, float], weight: float) -> tuple[list[float], list[float]]:
    steps = [step / BENDS for step in range(BENDS + 1)]
    across = [start[0] + (end[0] - start[0]) * t for t in steps]
    down = [start[1] + (end[1] - start[1]) * (3 * t * t - 2 * t**3) for t in steps]
    return across + across[::-1], down + [y + weight for y in down[::-1]]


def _draw_band(made: go.Figure, start: Node, end: Node, weight: float, colour: str, strength: float) -> None:
    xs, ys = _band((start.column + 0.022, start.right), (end.column - 0.022, end.left), weight)
    made.add_scatter(x=xs, y=ys, mode="lines", fill="toself", fillcolor=faded(colour, strength), hoverinfo="skip",
                     line={"width": 0})
    start.right += weight
    end.left += weight


def _draw_handles(made: go.Figure, handles: list[tuple[float, float, str, int, str]], picked: str) -> None:
    made.add_scatter(
        x=[h[0] for h in handles], y=[h[1] for h in handles], mode="markers+text", text=[str(h[3]) for h in handles],
        customdata=[h[2] for h in handles], hovertext=[h[4] for h in handles], hoverinfo="text",
        textfont={"size": 11, "color": ink()},
        marker={"size": 20, "color": ink("page"), "opacity": 1, "line": {
            "color": ink(), "width": [3 if h[2] == picked else 1 for h in handles]}},
    )


def _draw_nodes(made: go.Figure, nodes: dict[tuple[int, str], Node], small: bool) -> None:
    for node in nodes.values():
        made.add_shape(type="rect", x0=node.column - 0.018, x1=node.column + 0.018, y0=node.top,
                       y1=node.top + node.weight, fillcolor=node.colour, line={"width": 0})
        place = {0: ("left", -0.018), 1: ("center", 1), 2: ("right", 2.018)}[node.column]
        made.add_annotation(x=place[1], y=node.top, text=f"<b>{plain(node.name, 17 if small else 34)}</b>", showarrow=False,
                            xanchor=place[0], yanchor="bottom", yshift=-1, font={"size": 11 if small else 13, "color": ink()})


def rows_of(flows: pd.DataFrame, selection: Selection) -> list[Row]:
    """Each band as a row of a table that leads where a click on the band leads."""
    rows = []
    for flow in flows.itertuples():
        own = {"flow": f"{flow.supplier}~{flow.item}~{flow.recipient}"}
        text = f"{flow.supplier_name} → {flow.recipient_name}"
        head = cell_to("actors", selection, own, keep={"view": "flow"}, text=text, title=f"Open {text}: {flow.item_name}")
        rows.append(Row(head, [Cell(text=flow.item_name, tone="long"), Cell(text=formats.number(flow.n_claims), tone="number"),
                               Cell(text=formats.number(flow.n_origins), tone="number")]))
    return rows


def draw_flow(flows: pd.DataFrame, picked: str = "", small: bool = False) -> go.Figure:
    """The flow of ``flows`` (rows of ``actors.flows_in``): bands coloured by supplier, wide by origins.

    The circle on a band holds its number of claims and carries ``supplier~item~recipient``.
    """
    # the thinnest band can still be seen beside the widest
    flows = flows.assign(n_origins=flows["n_origins"].clip(lower=flows["n_origins"].sum() / 150), said=flows["n_origins"])
    nodes = _nodes(flows)
    scale = min(TALL / float(flows["n_origins"].sum()), 26.0)
    height = _stack(nodes, GAP / scale)
    made = figure(int(104 + scale * height))
    handles = []
    order = {name: rank for rank, (_, name) in enumerate(nodes)}
    rows = sorted(flows.itertuples(), key=lambda f: (order[f.item], order[f.supplier], order[f.recipient]))
    for flow in rows:
        supplier, item, recipient = (nodes[0, flow.supplier], nodes[1, flow.item], nodes[2, flow.recipient])
        key, weight = f"{flow.supplier}~{flow.item}~{flow.recipient}", float(flow.n_origins)
        strength = 0.5 if key == picked else 0.3
        middle = item.right + weight / 2
        _draw_band(made, supplier, item, weight, supplier.colour, strength)
        _draw_band(made, item, recipient, weight, supplier.colour, strength)
        against = f"{formats.counted(flow.n_against, 'claim')} against it." if flow.n_against else ""
        told = sentence(f"{flow.supplier_name} to {flow.recipient_name}: {flow.item_name}.",
                        f"{formats.counted(flow.n_claims, 'claim')}, "
                        f"{formats.counted(flow.said, 'independent origin')}.", against, "Click to read them.")
        handles.append((1.1, middle, key, flow.n_claims, told))
    _draw_handles(made, handles, picked)
    _draw_nodes(made, nodes, small)
    for column, (side, anchor) in enumerate(zip(COLUMNS, ("left", "center", "right"), strict=True)):
        made.add_annotation(x=column + (column - 1) * 0.018, y=-50 / scale, text=side.capitalize(), showarrow=False,
                            xanchor=anchor, yanchor="bottom", font={"size": 12, "color": ink("quiet")})
    made.update_xaxes(range=[-0.03, 2.03])
    made.update_yaxes(range=[height + 8 / scale, -70 / scale])
    return made

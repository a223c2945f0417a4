"""The network of who does what to whom, laid out so that the same data always give the same picture."""

import math
from typing import Any

import networkx as nx
import pandas as pd
import plotly.graph_objects as go

from components import formats
from components.chart import faded, figure, ink, plain, sentence
from components.grid import Cell, Row, cell_to
from components.palette import load_palette
from tables.selection import Selection

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
STEPS = 18  # points of a curve
MOST_ACTORS, MOST_EDGES = 36, 60
PLENTY = 14  # independent origins that make an arrow the widest, where none has more

Point = tuple[float, float]


def dash_of(family: str) -> str:
    """The dash pattern that stands for a family of event types beside its colour."""
    names = list(load_palette().family)
    return DASHES[(names.index(family) if family in names else len(names)) % len(DASHES)]


def curve(start: Point, end: Point, bend: float) -> list[Point]:
    """A curve from start to end that leaves the straight line to its left by ``bend`` of its length."""
    (x0, y0), (x1, y1) = start, end
    mid = ((x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend)
    parts = [step / STEPS for step in range(STEPS + 1)]
    return [((1 - t) ** 2 * x0 + 2 * t * (1 - t) * mid[0] + t * t * x1,
             (1 - t) ** 2 * y0 + 2 * t * (1 - t) * mid[1] + t * t * y1) for t in parts]


def width_of(origins: int, largest: int) -> float:
    """The width in pixels of an edge with so many independent origins, where the strongest has ``largest``."""
    return 0.9 + 7.5 * (origins / max(largest, PLENTY)) ** 0.7


def told_of(edge: Any) -> str:
    """The tooltip of an edge, in sentences."""
    basis = f"{formats.counted(edge.n_claims, 'claim')} from {formats.counted(edge.n_sources, 'source')}"
    against = f"{formats.counted(edge.n_against, 'claim')} against it." if edge.n_against else ""
    return sentence(f"{edge.agent_name} towards {edge.recipient_name}: {edge.types}.",
                    f"{basis}, {formats.counted(edge.n_origins, 'independent origin')}.", against, "Click to read them.")


def key_of(edge: Any) -> str:
    """The value of ``edge`` in a link: ``iran~russia~supply``."""
    return f"{edge.agent}~{edge.recipient}~{edge.family}"


def is_faint(edge: Any, picked: str) -> bool:
    """Whether an edge steps back behind the one, the pair or the actor that is ``picked``."""
    agent, recipient, family = [*picked.split("~"), "", ""][:3]
    if agent in ("", "at", "one-sided"):
        return False
    if not recipient:
        return agent not in (edge.agent, edge.recipient)
    return (edge.agent, edge.recipient) != (agent, recipient) or family not in ("", edge.family)


def rows_of(edges: pd.DataFrame, view: str, selection: Selection) -> list[Row]:
    """Each edge as a row of a table that leads where a click on the edge leads."""
    return [Row(cell_to("actors", selection, {"edge": key_of(edge)}, keep={"view": view},
                        text=f"{edge.agent_name} → {edge.recipient_name}", title=f"Open {edge.agent_name} → {edge.recipient_name}"),
                [Cell(text=edge.types, tone="long"), Cell(text=formats.number(edge.n_claims), tone="number"),
                 Cell(text=formats.number(edge.n_origins), tone="number")]) for edge in edges.itertuples()]


def strongest(edges: pd.DataFrame, most: int = MOST_ACTORS) -> pd.DataFrame:
    """The strongest edges among the actors that take part in most claims; all edges where there are few."""
    ends = pd.concat([edges[["agent", "n_claims"]].rename(columns={"agent": "actor"}),
                      edges[["recipient", "n_claims"]].rename(columns={"recipient": "actor"})])
    sizes = ends.groupby("actor")["n_claims"].sum()
    kept = set(sorted(sizes.index, key=lambda actor: (-sizes[actor], actor))[:most])
    return edges[edges["agent"].isin(kept) & edges["recipient"].isin(kept)].head(MOST_EDGES)


def positions(edges: pd.DataFrame, tall: float = 0.62) -> dict[str, Point]:
    """Where each actor stands: within ±1 across and ±``tall`` up; depends on the edges alone."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(set(edges["agent"]) | set(edges["recipient"])))
    for edge in edges.sort_values(["agent", "recipient", "family"]).itertuples():
        weight = graph.get_edge_data(edge.agent, edge.recipient, {"weight": 0})["weight"]
        graph.add_edge(edge.agent, edge.recipient, weight=weight + 1)
    order = sorted(graph, key=lambda node: (-graph.degree(node), node))
    rounds = nx.circular_layout(order)
    start = {node: rounds[node] * (0.2 + index / len(order)) for index, node in enumerate(order)}
    gap = 2.1 / math.sqrt(max(len(order), 1))
    places = nx.spring_layout(graph, pos=start, k=gap, iterations=300, weight=None, seed=11)
    spread = _spread({node: (float(x), float(y)) for node, (x, y) in places.items()}, tall)
    lines = [(one, other, int(graph.edges[one, other]["weight"])) for one, other in sorted(graph.edges)]
    return _aside(spread, lines, room=0.3 * tall)


def _spread(places: dict[str, Point], tall: float) -> dict[str, Point]:
    """The places stretched to fill the picture, so that no corner stays empty; very few stay near its middle."""
    full = min(1.0, 0.25 + 0.15 * len(places))
    spans = []
    for axis in (0, 1):
        values = [place[axis] for place in places.values()]
        spans.append(((max(values) + min(values)) / 2, (max(values) - min(values)) / 2 or 1.0))
    (middle_x, half_x), (middle_y, half_y) = spans
    return {node: (round((x - middle_x) / half_x * full, 4), round((y - middle_y) / half_y * tall * full, 4))
            for node, (x, y) in places.items()}


def _aside(places: dict[str, Point], lines: list[tuple[str, str, int]], room: float) -> dict[str, Point]:
    """The places, with actors moved off the lines between others, so that no arrow seems to pass through one;
    further off where several arrows lie side by side."""
    moved = dict(places)
    for _ in range(12):
        for node in sorted(moved):
            for one, other, arrows in lines:
                if node not in (one, other):
                    wide = room + 0.035 * (arrows - 1) * math.dist(moved[one], moved[other])
                    moved[node] = _off(moved[node], moved[one], moved[other], wide)
    return {node: (round(x, 4), round(y, 4)) for node, (x, y) in moved.items()}


def _off(point: Point, start: Point, end: Point, room: float) -> Point:
    """The point, moved straight away from the middle part of a line until it is ``room`` from it."""
    along, up = end[0] - start[0], end[1] - start[1]
    length = math.hypot(along, up) or 1.0
    share = ((point[0] - start[0]) * along + (point[1] - start[1]) * up) / length**2
    beside = ((point[1] - start[1]) * along - (point[0] - start[0]) * up) / length
    if not 0.08 < share < 0.92 or abs(beside) >= room:
        return point
    push = (room - abs(beside)) * (1 if beside >= 0 else -1) / length / 2
    return point[0] - up * push, point[1] + along * push


def _draw_edge(made: go.Figure, edge: Any, path: list[Point], width: float, faint: bool, gap: float) -> None:
    look = load_palette().family_look(edge.family)
    head = 7 + width * 1.6
    made.add_scatter(
        x=[x for x, _ in path], y=[y for _, y in path], mode="lines+markers", hoverinfo="text",
        hovertext=told_of(edge), customdata=[key_of(edge)] * len(path),
        line={"color": faded(look.colour, 0.25 if faint else 0.8), "width": width,
              "dash": dash_of(edge.family)},
        marker={"symbol": "arrow", "angleref": "previous", "size": [0] * (len(path) - 1) + [head], "opacity": 1,
                "standoff": [0] * (len(path) - 1) + [gap], "color": faded(look.colour, 0.35 if faint else 1)},
    )


def _draw_counts(made: go.Figure, counts: list[tuple[Point, Any]], small: bool) -> None:
    """The number of origins on each edge, which is also what a finger can hit."""
    looks = [load_palette().family_look(edge.family) for _, edge in counts]
    made.add_scatter(
        x=[x for (x, _), _ in counts], y=[y for (_, y), _ in counts], mode="markers+text",
        text=[str(edge.n_origins) for _, edge in counts], textfont={"size": 11, "color": [look.colour for look in looks]},
        hoverinfo="text", hovertext=[told_of(edge) for _, edge in counts], customdata=[key_of(edge) for _, edge in counts],
        marker={"size": 15 if small else 18, "color": ink("page"), "opacity": 1, "line": {"width": 0}},
    )


def _sizes(edges: pd.DataFrame, places: dict[str, Point]) -> dict[str, tuple[int, float]]:
    """Of each actor the number of claims that it takes part in, and the width of its circle in pixels."""
    claims = {node: int(edges.loc[(edges["agent"] == node) | (edges["recipient"] == node), "n_claims"].sum())
              for node in places}
    return {node: (count, min(12 + 2.2 * math.sqrt(count), 30)) for node, count in claims.items()}


def _neighbours_above(node: str, edges: pd.DataFrame, places: dict[str, Point]) -> bool:
    """Whether most edges reach the actor from above, so that its name is better below it."""
    others = [*edges.loc[edges["agent"] == node, "recipient"], *edges.loc[edges["recipient"] == node, "agent"]]
    return sum(places[other][1] - places[node][1] for other in others) > 0


def _draw_actors(
    made: go.Figure, edges: pd.DataFrame, places: dict[str, Point], sizes: dict[str, tuple[int, float]], small: bool
) -> None:
    names = dict(zip(edges["agent"], edges["agent_name"], strict=True))
    names |= dict(zip(edges["recipient"], edges["recipient_name"], strict=True))
    order = sorted(places)
    told = [sentence(f"{names[node]} takes part in {formats.counted(sizes[node][0], 'claim')} shown here.",
                     "Click to read them.") for node in order]
    made.add_scatter(
        x=[places[node][0] for node in order], y=[places[node][1] for node in order], mode="markers", hoverinfo="text",
        hovertext=told, customdata=[f"{node}~" for node in order], cliponaxis=False,
        marker={"size": [sizes[node][1] for node in order], "color": ink("page"), "opacity": 1,
                "line": {"color": ink(), "width": 1.8}},
    )
    for node in order:
        shift = sizes[node][1] / 2 + 9
        made.add_annotation(
            x=places[node][0], y=places[node][1], text=plain(names[node], 16 if small else 28), showarrow=False,
            yshift=-shift if _neighbours_above(node, edges, places) else shift, bgcolor=faded(ink("page"), 0.78),
            font={"size": 11 if small else 13, "color": ink()}, borderpad=1,
        )


def draw_network(edges: pd.DataFrame, picked: str = "", small: bool = False) -> go.Figure:
    """The directed network of the edges (rows of ``actors.edges_in``).

    Colour and dash say the family of event types, width the number of independent origins. Points of an
    edge carry ``agent~recipient~family``, an actor ``actor~``; what is ``picked`` stands out.
    """
    tall = 1.25 if small else 0.6
    places = positions(edges, tall)
    sizes = _sizes(edges, places)
    made = figure(460 if small else 560)
    between: dict[str, int] = {}
    counts, largest = [], int(edges["n_origins"].max())
    for edge in edges.iloc[::-1].itertuples():
        pair = f"{edge.agent}~{edge.recipient}"
        between[pair] = between.get(pair, 0) + 1
        path = curve(places[edge.agent], places[edge.recipient], (0.16 if small else 0.11) + 0.12 * (between[pair] - 1))
        _draw_edge(made, edge, path, width_of(edge.n_origins, largest), faint=is_faint(edge, picked),
                   gap=sizes[edge.recipient][1] / 2 + 2)
        # the counts of edges side by side stand at different points of their curves
        counts.append((path[STEPS // 2 + (0, 3, -3)[(between[pair] - 1) % 3]], edge))
    _draw_counts(made, counts, small)
    _draw_actors(made, edges, places, sizes, small)
    reach = 1.42 if small else 1.18
    made.update_xaxes(range=[-reach, reach])
    made.update_yaxes(range=[-tall * 1.12, tall * 1.18])
    return made

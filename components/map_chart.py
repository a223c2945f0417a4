"""The map: arcs from who acts to whom it concerns, and the places that claims name."""

import math

import pandas as pd
import plotly.graph_objects as go

from components import formats
from components.chart import faded, figure, ink, plain, sentence
from components.network_chart import curve, dash_of, key_of, told_of, width_of
from components.palette import load_palette

SMALLEST = 24.0  # degrees that the map shows at least, so that one place is not a street plan


def unplaced(edges: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """The names of parties and places that have no position and so are not on the map."""
    names = set(edges.loc[edges["agent_lat"].isna(), "agent_name"])
    names |= set(edges.loc[edges["recipient_lat"].isna(), "recipient_name"])
    return sorted(names | set(places.loc[places["lat"].isna(), "name"]))


def _parties(edges: pd.DataFrame) -> pd.DataFrame:
    sides = [edges[[side, f"{side}_name", f"{side}_lat", f"{side}_lon", "n_claims"]].set_axis(
        ["id", "name", "lat", "lon", "n_claims"], axis=1) for side in ("agent", "recipient")]
    return pd.concat(sides).groupby(["id", "name", "lat", "lon"], as_index=False)["n_claims"].sum()


def _window(points: pd.DataFrame, ratio: float) -> tuple[list[float], list[float]]:
    """The longitudes and latitudes that show every point, ``ratio`` as wide as high."""
    west, east = points["lon"].min(), points["lon"].max()
    south, north = points["lat"].min(), points["lat"].max()
    high = max(north - south, SMALLEST) * 1.25
    wide = max(east - west, SMALLEST) * 1.2
    stretch = 1 / max(math.cos(math.radians((south + north) / 2)), 0.3)
    wide = max(wide, high * ratio * stretch) if ratio > 1 else wide
    high = max(high, wide / ratio / stretch)
    middle_lon, middle_lat = (west + east) / 2, (south + north) / 2
    low, top = max(middle_lat - high / 2, -58), min(middle_lat + high / 2, 80)
    return [max(middle_lon - wide / 2, -180), min(middle_lon + wide / 2, 180)], [low, top]


def _draw_arcs(made: go.Figure, edges: pd.DataFrame, picked: str) -> None:
    for edge in edges.iloc[::-1].itertuples():
        look = load_palette().family_look(edge.family)
        path = curve((edge.agent_lon, edge.agent_lat), (edge.recipient_lon, edge.recipient_lat), 0.16)
        faint = bool(picked) and key_of(edge) != picked
        made.add_scattergeo(
            lon=[lon for lon, _ in path], lat=[lat for _, lat in path], mode="lines+markers", hoverinfo="text",
            hovertext=told_of(edge), customdata=[key_of(edge)] * len(path),
            line={"color": faded(look.colour, 0.3 if faint else 0.85), "width": width_of(edge.n_origins),
                  "dash": dash_of(edge.family)},
            marker={"symbol": "arrow", "angleref": "previous", "opacity": 1, "color": look.colour,
                    "size": [0] * (len(path) - 1) + [8 + width_of(edge.n_origins) * 1.5],
                    "standoff": [0] * (len(path) - 1) + [9]},
        )


def _draw_parties(made: go.Figure, parties: pd.DataFrame, small: bool) -> None:
    made.add_scattergeo(
        lon=parties["lon"], lat=parties["lat"], mode="markers+text", textposition="top center",
        text=[plain(name, 18) for name in parties["name"]], hoverinfo="text",
        textfont={"size": 11 if small else 13, "color": ink(), "shadow": "auto"},
        hovertext=[sentence(f"{row.name} takes part in {formats.counted(row.n_claims, 'claim')} shown here.")
                   for row in parties.itertuples(index=False)],
        customdata=[f"{party}~" for party in parties["id"]],
        marker={"size": 9, "color": ink("page"), "line": {"color": ink(), "width": 1.6}, "opacity": 1},
    )


def _draw_places(made: go.Figure, places: pd.DataFrame, small: bool) -> None:
    told = [sentence(f"{formats.counted(row.n_claims, 'claim')} from {formats.counted(row.n_sources, 'source')} "
                     f"name {row.name}.", "Click to read them.") for row in places.itertuples(index=False)]
    made.add_scattergeo(
        lon=places["lon"], lat=places["lat"], mode="markers+text", hoverinfo="text", hovertext=told,
        customdata=[f"at~{place}" for place in places["entity_id"]], textposition="bottom center",
        text=[plain(f"{row.name} {row.n_claims}", 20) if rank < (4 if small else 12) else ""
              for rank, row in enumerate(places.itertuples(index=False))],
        textfont={"size": 11, "color": ink("quiet"), "shadow": "auto"},
        marker={"symbol": "square", "opacity": 1, "color": faded(ink("quiet"), 0.8),
                "size": [min(6 + 1.6 * math.sqrt(n), 18) for n in places["n_claims"]],
                "line": {"color": ink("page"), "width": 1}},
    )


def draw_map(edges: pd.DataFrame, places: pd.DataFrame, picked: str = "", small: bool = False) -> go.Figure:
    """Arcs for the edges (rows of ``actors.edges_in``) and squares for the places (``actors.places_in``).

    Points of an arc carry ``agent~recipient``, a place ``at~place``. What has no position is left out:
    say so with ``unplaced``.
    """
    edges = edges.dropna(subset=["agent_lat", "agent_lon", "recipient_lat", "recipient_lon"])
    places = places.dropna(subset=["lat", "lon"])
    parties = _parties(edges)
    points = pd.concat([parties[["lon", "lat"]], places[["lon", "lat"]]])
    height = 420 if small else 600
    made = figure(height)
    land = {"landcolor": faded(ink("line"), 0.45), "countrycolor": faded(ink("quiet"), 0.45)}
    made.update_geos(
        projection_type="mercator", resolution=110, showland=True, showcountries=True, showcoastlines=True,
        coastlinecolor=faded(ink("quiet"), 0.4), coastlinewidth=0.6, countrywidth=0.6, showocean=False, showlakes=False,
        bgcolor="rgba(0,0,0,0)", showframe=False, **land,
    )
    if not points.empty:
        longitudes, latitudes = _window(points, 0.85 if small else 1.75)
        made.update_geos(lonaxis_range=longitudes, lataxis_range=latitudes)
    _draw_arcs(made, edges, picked)
    _draw_places(made, places, small)
    _draw_parties(made, parties, small)
    return made

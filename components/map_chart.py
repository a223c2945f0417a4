"""The map: arcs from who acts to whom it concerns, and the places that claims name."""

import math

import pandas as pd
import plotly.graph_objects as go

from components import formats
from components.chart import faded, figure, ink, plain, sentence
from components.network_chart import MOST_EDGES, Point, curve, dash_of, is_faint, key_of, told_of, width_of
from components.palette import load_palette

HEAD = 11  # the point of an arc at which its arrowhead stands
ROOM = 9.0  # degrees around where most happens that still count as near
WIDE, NARROW = (0.42, 0.62), (0.62, 1.2)  # how high the map may be for its width
SMALLEST = 24.0  # degrees that the map shows at least, so that one place is not a street plan


def unplaced(edges: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """The names of parties and places that have no position and so are not on the map."""
    names = set(edges.loc[edges["agent_lat"].isna(), "agent_name"])
    names |= set(edges.loc[edges["recipient_lat"].isna(), "recipient_name"])
    return sorted(names | set(places.loc[places["lat"].isna(), "name"]))


def outside(edges: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """The names of parties and places that the wide picture leaves out unless it shows ``everything``."""
    parties, places = _parties(_placed(edges)), places.dropna(subset=["lat", "lon"])
    points = _shown(parties, places, everything=False)
    if points.empty:
        return []
    longitudes, latitudes, _ = _window(points, *WIDE)
    named = pd.concat([parties[["name", "lat", "lon"]], places[["name", "lat", "lon"]]])
    room = (latitudes[1] - latitudes[0]) * 0.06  # the picture reaches a little further than what it must show
    inside = named["lon"].between(*longitudes) & named["lat"].between(latitudes[0] - room, latitudes[1] + room)
    return sorted(set(named.loc[~inside, "name"]))


def _shown(parties: pd.DataFrame, places: pd.DataFrame, everything: bool) -> pd.DataFrame:
    """The positions that the map must show: all, or those near where most happens."""
    points = pd.concat([parties[["lon", "lat"]], places[["lon", "lat"]]])
    if everything or parties.empty:
        return points
    core = _core(parties)
    near = points["lon"].between(core["lon"].min() - ROOM, core["lon"].max() + ROOM)
    near &= points["lat"].between(core["lat"].min() - ROOM, core["lat"].max() + ROOM)
    return points[near]


def _placed(edges: pd.DataFrame) -> pd.DataFrame:
    return edges.dropna(subset=["agent_lat", "agent_lon", "recipient_lat", "recipient_lon"])


def _core(parties: pd.DataFrame) -> pd.DataFrame:
    """The parties that take part in four fifths of what is on the map, most claims first."""
    ordered = parties.sort_values(["n_claims", "id"], ascending=[False, True])
    before = ordered["n_claims"].cumsum() - ordered["n_claims"]
    return ordered[before < 0.8 * ordered["n_claims"].sum()]


def _parties(edges: pd.DataFrame) -> pd.DataFrame:
    sides = [edges[[side, f"{side}_name", f"{side}_lat", f"{side}_lon", "n_claims"]].set_axis(
        ["id", "name", "lat", "lon", "n_claims"], axis=1) for side in ("agent", "recipient")]
    return pd.concat(sides).groupby(["id", "name", "lat", "lon"], as_index=False)["n_claims"].sum()


def _high(latitude: float) -> float:
    """How far up Mercator's projection a latitude lies, in degrees of longitude at the equator."""
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def _latitude(high: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(high))))


def _window(points: pd.DataFrame, flattest: float, steepest: float) -> tuple[list[float], list[float], float]:
    """The longitudes and latitudes that show every point with room around, and how high the map is for its
    width, between ``flattest`` and ``steepest``."""
    west, east = points["lon"].min(), points["lon"].max()
    south, north = _high(points["lat"].min()), _high(points["lat"].max())
    wide, high = max(east - west, SMALLEST) * 1.25, max(north - south, SMALLEST / 2) * 1.45
    ratio = min(max(high / wide, flattest), steepest)
    wide, high = min(max(wide, high / ratio), 359.0), max(high, wide * ratio)
    middle = (west + east) / 2
    centre = min(max((south + north) / 2, _high(-58) + high / 2), _high(80) - high / 2)
    return ([middle - wide / 2, middle + wide / 2], [_latitude(centre - high / 2), _latitude(centre + high / 2)], ratio)


def _bearing(start: Point, end: Point) -> float:
    """The direction of a step on the map, in degrees clockwise from up."""
    return math.degrees(math.atan2(end[0] - start[0], _high(end[1]) - _high(start[1])))


def _draw_arcs(made: go.Figure, edges: pd.DataFrame, picked: str) -> None:
    between: dict[str, int] = {}
    largest = int(edges["n_origins"].max()) if len(edges) else 0
    for edge in edges.iloc[::-1].itertuples():
        width = width_of(edge.n_origins, largest)
        look, pair = load_palette().family_look(edge.family), f"{edge.agent}~{edge.recipient}"
        between[pair] = between.get(pair, 0) + 1
        path = curve((edge.agent_lon, edge.agent_lat), (edge.recipient_lon, edge.recipient_lat), 0.1 + 0.08 * between[pair])
        faint = is_faint(edge, picked)
        sizes = [0.0] * len(path)
        sizes[HEAD] = 9 + width * 1.5
        angle = _bearing(path[HEAD - 1], path[HEAD])
        made.add_scattergeo(
            lon=[lon for lon, _ in path], lat=[lat for _, lat in path], mode="lines+markers", hoverinfo="text",
            hovertext=told_of(edge), customdata=[key_of(edge)] * len(path),
            line={"color": faded(look.colour, 0.3 if faint else 0.85), "width": width,
                  "dash": dash_of(edge.family)},
            marker={"symbol": "arrow", "angleref": "up", "angle": angle, "opacity": 1,
                    "color": look.colour, "size": sizes},
        )


def _beside(longitude: float, window: list[float], place: str) -> str:
    """Where a name stands: away from the edge of the map that it would be cut off by."""
    share = (longitude - window[0]) / (window[1] - window[0])
    return f"{place} {'right' if share < 0.14 else 'left' if share > 0.86 else 'center'}"


def _readable(parties: pd.DataFrame, window: list[float], room: float) -> set[str]:
    """The parties whose names fit: where two would run into each other, the one with more claims has its name."""
    span = window[1] - window[0]
    kept: dict[str, Point] = {}
    for party in parties.sort_values(["n_claims", "id"], ascending=[False, True]).itertuples(index=False):
        if all(abs(party.lon - x) > room * span or abs(_high(party.lat) - _high(y)) > 0.3 * room * span for x, y in kept.values()):
            kept[party.id] = (party.lon, party.lat)
    return set(kept)


def _draw_parties(made: go.Figure, parties: pd.DataFrame, window: list[float], small: bool) -> None:
    named = _readable(parties, window, 0.17 if small else 0.075)
    made.add_scattergeo(
        lon=parties["lon"], lat=parties["lat"], mode="markers+text",
        textposition=[_beside(lon, window, "top") for lon in parties["lon"]],
        text=[plain(name, 18) if window[0] <= lon <= window[1]
              and party in named else "" for party, name, lon in zip(parties["id"], parties["name"], parties["lon"], strict=True)],
        hoverinfo="text",
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
        text=[f"{plain(row.name, 24)} {row.n_claims}" if rank < (4 if small else 12) and not row.is_party else ""
              for rank, row in enumerate(places.itertuples(index=False))],
        textfont={"size": 11, "color": ink("quiet"), "shadow": "auto"},
        marker={"symbol": "square", "opacity": 1, "color": faded(ink("quiet"), 0.8),
                "size": [min(6 + 1.6 * math.sqrt(n), 18) for n in places["n_claims"]],
                "line": {"color": ink("page"), "width": 1}},
    )


def draw_map(
    edges: pd.DataFrame, places: pd.DataFrame, picked: str = "", everything: bool = False, small: bool = False
) -> go.Figure:
    """Arcs for the edges (rows of ``actors.edges_in``) and squares for the places (``actors.places_in``).

    Points of an arc carry ``agent~recipient~family``, a place ``at~place``. What has no position is left out:
    say so with ``unplaced``. Unless ``everything``, the map shows where most happens: name what lies beyond
    with ``outside``.
    """
    edges = _placed(edges)
    places = places.dropna(subset=["lat", "lon"])
    parties = _parties(edges)
    points = _shown(parties, places, everything)
    made = figure(420 if small else 600)
    land = {"landcolor": faded(ink("line"), 0.45), "countrycolor": faded(ink("quiet"), 0.45)}
    made.update_geos(
        projection_type="mercator", resolution=110, showland=True, showcountries=True, showcoastlines=True,
        coastlinecolor=faded(ink("quiet"), 0.4), coastlinewidth=0.6, countrywidth=0.6, showocean=False, showlakes=False,
        bgcolor="rgba(0,0,0,0)", showframe=False, **land,
    )
    longitudes, latitudes, ratio = [-180.0, 180.0], [-58.0, 80.0], 0.6
    if not points.empty:
        longitudes, latitudes, ratio = _window(points, *(NARROW if small else WIDE))
        made.update_geos(lonaxis_range=longitudes, lataxis_range=latitudes)
        made.update_layout(height=int((350 if small else 1060) * ratio))
    below = places["entity_id"].isin(parties["id"])  # a party's circle would hide it, and has its name already
    places = places.assign(lat=places["lat"] - below * (latitudes[1] - latitudes[0]) * 0.035, is_party=below)
    _draw_arcs(made, edges.head(MOST_EDGES), picked)
    _draw_places(made, places, small)
    _draw_parties(made, parties, longitudes, small)
    return made

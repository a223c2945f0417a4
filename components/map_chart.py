"""The map: arcs from who acts to whom it concerns, and the places that claims name."""

import math
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components import formats
from components.chart import faded, figure, ink, plain, sentence
from components.map_marks import Mark, Zoom, high, latitude, marks_of
from components.network_chart import MOST_EDGES, Point, curve, dash_of, is_faint, key_of, told_of, width_of
from components.palette import load_palette

HEAD = 11  # the point of an arc at which its arrowhead stands
ROOM = 9.0  # degrees around where most happens that still count as near
WIDE, NARROW = (0.42, 0.62), (0.62, 1.2)  # how high the map may be for its width
SIZES = ("wide", "small")
PIXELS = {False: 1000, True: 350}  # how wide the wide and the small map are taken to be
LETTER = 6.8  # pixels of a letter of a name
CLOSEST = 8.0  # degrees that the map shows at least where close places are drawn larger; a quarter with each further step
SMALLEST = 24.0  # degrees that the map shows at least, so that one place is not a street plan

Box = tuple[float, float, float, float]  # left, lower, right and upper end, in pixels


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


def _window(points: pd.DataFrame, flattest: float, steepest: float, least: float = SMALLEST) -> tuple[list[float], list[float], float]:
    """The longitudes and latitudes that show every point with room around, and how high the map is for its
    width, between ``flattest`` and ``steepest``; at least ``least`` degrees."""
    west, east = points["lon"].min(), points["lon"].max()
    south, north = high(points["lat"].min()), high(points["lat"].max())
    wide, tall = max(east - west, least) * 1.25, max(north - south, least / 2) * 1.45
    ratio = min(max(tall / wide, flattest), steepest)
    wide, tall = min(max(wide, tall / ratio), 359.0), max(tall, wide * ratio)
    middle = (west + east) / 2
    centre = min(max((south + north) / 2, high(-58) + tall / 2), high(80) - tall / 2)
    return ([middle - wide / 2, middle + wide / 2], [latitude(centre - tall / 2), latitude(centre + tall / 2)], ratio)


def _bearing(start: Point, end: Point) -> float:
    """The direction of a step on the map, in degrees clockwise from up."""
    return math.degrees(math.atan2(end[0] - start[0], high(end[1]) - high(start[1])))


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
        if all(abs(party.lon - x) > room * span or abs(high(party.lat) - high(y)) > 0.3 * room * span for x, y in kept.values()):
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


def _names_beside(marks: list[Mark], taken: list[Box], zoom: Zoom, most: int) -> list[str]:
    """What stands below each mark: its name, or nothing where that would run into another name."""
    found = []
    for mark in marks:
        # a party's circle has its name already
        lead = next((spot for spot in mark.spots if not spot.is_party), mark.first)
        name = f"{plain(lead.name, 24)} {f'and {len(mark.spots) - 1} more' if mark.is_shared else lead.n_claims}"
        x, y = zoom.pixels(mark.first.lon, mark.first.lat)
        box = (x - len(name) * LETTER / 2, y - mark.size / 2 - 15, x + len(name) * LETTER / 2, y - mark.size / 2)
        free = not any(box[0] < r and box[2] > le and box[1] < u and box[3] > lo for le, lo, r, u in taken)
        wanted = free and most > 0 and not lead.is_party
        found.append(name if wanted else "")
        taken, most = ([*taken, box], most - 1) if wanted else (taken, most)
    return found


def _party_names(parties: pd.DataFrame, zoom: Zoom, small: bool) -> list[Box]:
    """Where the names of parties stand, above their circles."""
    found = []
    for row in parties.itertuples():
        x, y = zoom.pixels(row.lon, row.lat)
        half = min(len(str(row.name)), 18) * (LETTER if small else LETTER * 1.2) / 2
        found.append((x - half, y + 5, x + half, y + 22))
    return found


def _told(mark: Mark) -> str:
    if mark.is_shared:
        names = formats.listed([f"{spot.name} ({formats.counted(spot.n_claims, 'claim')})" for spot in mark.spots], 8)
        return sentence(f"{len(mark.spots)} places close together: {names}.", "Click to open them.")
    spot = mark.first
    return sentence(f"{formats.counted(spot.n_claims, 'claim')} from {formats.counted(spot.n_sources, 'source')} "
                    f"name {spot.name}.", "Click to read them.")


def _draw_places(made: go.Figure, marks: list[Mark], names: list[str], near: str, small: bool) -> None:
    """A square for each place, and a larger one with their number for places that share it."""
    carried = [f"near:{opened_by(mark, marks, near, small)}" if mark.is_shared else f"at~{mark.first.entity_id}" for mark in marks]
    where = {"lon": [mark.first.lon for mark in marks], "lat": [mark.first.lat for mark in marks], "customdata": carried}
    made.add_scattergeo(
        **where, mode="markers+text", hoverinfo="text", hovertext=[_told(mark) for mark in marks], textposition="bottom center",
        text=names, textfont={"size": 11, "color": ink("quiet"), "shadow": "auto"},
        marker={"symbol": "square", "opacity": 1, "size": [mark.size for mark in marks],
                "color": [ink("quiet") if mark.is_shared else faded(ink("quiet"), 0.8) for mark in marks],
                "line": {"color": ink("page"), "width": 1}},
    )
    made.add_scattergeo(
        **where, mode="text", hoverinfo="skip", textposition="middle center", textfont={"size": 12, "color": ink("page")},
        text=[str(len(mark.spots)) if mark.is_shared else "" for mark in marks],
    )


@dataclass(frozen=True)
class View:
    """What part of the world is drawn, and what of it: the whole map, or the places of one mark drawn larger."""

    places: pd.DataFrame
    longitudes: tuple[float, float]
    latitudes: tuple[float, float]
    ratio: float
    marks: list[Mark]
    zoom: Zoom


def _view(parties: pd.DataFrame, places: pd.DataFrame, points: pd.DataFrame, small: bool, least: float = SMALLEST) -> View:
    longitudes, latitudes, ratio = [-180.0, 180.0], [-58.0, 80.0], 0.6
    if not points.empty:
        longitudes, latitudes, ratio = _window(points, *(NARROW if small else WIDE), least)
    zoom = Zoom((longitudes[0], longitudes[1]), PIXELS[small])
    return View(places, zoom.longitudes, (latitudes[0], latitudes[1]), ratio, marks_of(places, parties, zoom), zoom)


def _view_of(edges: pd.DataFrame, places: pd.DataFrame, everything: bool, small: bool, near: str) -> View | None:
    """The wide or ``small`` map, or what ``near`` opens on it; None where it names no mark.

    ``near`` goes from mark to mark, ``wide~isfahan~small~natanz``: on which map the mark of several places was
    chosen, and its first place; then the same within it.
    """
    parties, placed = _parties(_placed(edges)), places.dropna(subset=["lat", "lon"])
    points, least = _shown(parties, placed, everything), SMALLEST
    steps = near.split("~") if near else []
    for depth, (size, name) in enumerate(zip(steps[::2], [*steps[1::2], ""], strict=False)):
        view = _view(parties, placed, points, size == "small", least)
        mark = next((mark for mark in view.marks if mark.is_shared and mark.first.entity_id == name), None)
        if mark is None or size not in SIZES:
            return None
        placed = placed[placed["entity_id"].isin([spot.entity_id for spot in mark.spots])]
        points, least = placed[["lon", "lat"]], CLOSEST / 4**depth
    return _view(parties, placed, points, small, least)


def opened_by(mark: Mark, marks: list[Mark], near: str, small: bool = False) -> str:
    """What opens a mark of several places on the map that ``near`` names; that map itself where it holds no other mark,
    since its places lie at one spot and no map would part them."""
    step = f"{SIZES[small]}~{mark.first.entity_id}"
    return near if near and len(marks) == 1 else f"{near}~{step}" if near else step


def close_places(edges: pd.DataFrame, places: pd.DataFrame, everything: bool, near: str) -> pd.DataFrame:
    """The places that share the mark which ``near`` names; none where there is no such mark."""
    view = _view_of(edges, places, everything, False, near) if near else None
    return places.head(0) if view is None else view.places


def marks_on(edges: pd.DataFrame, places: pd.DataFrame, everything: bool, near: str = "") -> list[Mark]:
    """The marks of places on the wide map, or on the one that ``near`` opens."""
    view = _view_of(edges, places, everything, False, near)
    return view.marks if view else []


def draw_map(
    edges: pd.DataFrame, places: pd.DataFrame, picked: str = "", everything: bool = False, small: bool = False,
    near: str = "",
) -> go.Figure:
    """Arcs for the edges (rows of ``actors.edges_in``) and squares for the places (``actors.places_in``).

    Points of an arc carry ``agent~recipient~family``, a place ``at~place``, a mark that several places share ``near:``
    and what opens it: given as ``near``, its places are drawn larger, without arcs. What has no position is left out:
    say so with ``unplaced``. Unless ``everything``, the map shows where most happens: name what lies beyond with
    ``outside``.
    """
    view = _view_of(edges, places, everything, small, near)
    if view is None:
        return draw_map(edges, places, picked, everything, small)
    edges = _placed(edges)
    parties = _parties(edges)
    made = figure(int((350 if small else 1060) * view.ratio))
    land = {"landcolor": faded(ink("line"), 0.45), "countrycolor": faded(ink("quiet"), 0.45)}
    made.update_geos(
        projection_type="mercator", resolution=110, showland=True, showcountries=True, showcoastlines=True,
        coastlinecolor=faded(ink("quiet"), 0.4), coastlinewidth=0.6, countrywidth=0.6, showocean=False, showlakes=False,
        bgcolor="rgba(0,0,0,0)", showframe=False, lonaxis_range=view.longitudes, lataxis_range=view.latitudes, **land,
    )
    if not near:
        _draw_arcs(made, edges.head(MOST_EDGES), picked)
    window = list(view.longitudes)
    named = parties[parties["id"].isin(_readable(parties, window, 0.17 if small else 0.075))]
    names = _names_beside(view.marks, _party_names(named, view.zoom, small), view.zoom, 4 if small else 12)
    _draw_parties(made, parties, window, small)
    _draw_places(made, view.marks, names, near, small)
    return made

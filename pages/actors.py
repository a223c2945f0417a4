"""The actors: who does what to whom, as a network, a map and a flow of supplies."""

import streamlit as st

from components import look
from components.actors_view import (
    draw_around,
    draw_centre,
    draw_families,
    draw_one_sided,
    draw_shown,
    edge_label,
    edge_table,
    flow_label,
    flow_table,
)
from components.answers import ask
from components.chart import draw_chart
from components.choices import draw_choice, draw_close, draw_opened
from components.evidence import draw_claims
from components.filters import current_selection
from components.flow_chart import draw_flow
from components.flow_chart import rows_of as flow_rows
from components.links import read_own
from components.map_view import draw_map_view
from components.network_chart import draw_network, strongest
from components.network_chart import rows_of as edge_rows
from tables.actors import (
    Fold,
    edge_claims_in,
    edges_in,
    flow_claims_in,
    flows_in,
    one_sided_in,
    place_claims_in,
    places_in,
    within,
)
from tables.facets import entity_names

ARROWS = ("Who to whom", "What", "Claims", "Origins")

selection = current_selection()
near = read_own("near")
close: tuple[str, ...] = ()
edge, flow, around, everything = read_own("edge"), read_own("flow"), read_own("around"), read_own("world") == "on"

look.draw_heading("Actors", "Who is said to do what to whom. An arrow is as wide as its claims have independent origins.")

with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    view: str = draw_choice("view", "View", {"network": "Network", "map": "Map", "flow": "Flow of supplies"},
                       clears=("edge", "flow", "near"))
    fold: Fold = draw_choice("fold", "People and organisations", {"state": "In their state", "none": "On their own"},
                       clears=("edge", "flow", "near"))
    origins = int(draw_choice("origins", "At least", {"1": "1 origin", "2": "2", "3": "3", "5": "5"}))
    if view != "flow":
        draw_centre(ask(edges_in, selection, fold, origins), around)

if view == "flow":
    flows = ask(flows_in, selection, fold, origins)
    if flows.empty:
        look.draw_nothing("No claim here names a supplier, an item and a recipient: remove a filter above.")
    else:
        draw_chart("flow", draw_flow(flows, flow), draw_flow(flows, flow, small=True), flow_label(flows),
                   flow_table(flows), key="flow", picked=flow, columns=("Who to whom", "What", "Claims", "Origins"),
                   rows=flow_rows(flows, selection))
else:
    edges = ask(within, selection, fold, origins, around)
    places = ask(places_in, selection)
    if edges.empty and (view == "network" or places.empty):
        look.draw_nothing("No claim here names both who acts and whom it concerns: remove a filter, or ask for fewer origins.")
    elif view == "map":
        keep = {"fold": fold if fold != "state" else "", "origins": str(origins) if origins > 1 else "", "around": around,
                "world": "on" if everything else ""}
        close = draw_map_view(edges, places, edge, near, everything, keep, selection)
    else:
        strong, few = strongest(edges), strongest(edges, 12)
        draw_families(strong, "The number on an arrow counts its independent origins.")
        draw_chart("network", draw_network(strong, edge), draw_network(few, edge, small=True),
                   edge_label(edges, "Network"), edge_table(edges), key="edge", picked=edge, columns=ARROWS,
                   rows=edge_rows(edges, view, selection))
        draw_shown(len(strong), len(few), len(edges))

    draw_around(edge, around, ask(entity_names))
    draw_one_sided(len(ask(one_sided_in, selection)))

if edge or flow:
    draw_opened(edge or flow)
if view == "flow" and flow:
    draw_claims(ask(flow_claims_in, selection, flow, fold), key="actors", title="This flow")
    draw_close("flow")
elif edge:
    draw_claims(ask(edge_claims_in, selection, edge, fold), key="actors", title=edge_label(ask(edges_in, selection, fold), "", edge))
    draw_close("edge")
elif close:
    draw_claims(ask(place_claims_in, selection, close), key="actors", title="Claims that name these places")

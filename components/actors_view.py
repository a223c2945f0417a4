"""The words and tables that go with the network, the map and the flow."""

import pandas as pd
import streamlit as st

from components import formats, links
from components.chart import plain
from components.network_chart import dash_of, key_of
from components.palette import load_palette
from tables.actors import ONE_SIDED

# pixels drawn and left out in turn, as the lines of the picture are dashed
_DASHES = {"solid": (9, 0), "dash": (8, 4), "dot": (3, 3), "dashdot": (11, 3), "longdash": (14, 4), "longdashdot": (17, 3)}


def draw_families(edges: pd.DataFrame, note: str) -> None:
    """A line that shows which colour and dash stands for which family, of those on the picture, and a note."""
    shown = []
    for family in edges["family"].drop_duplicates():
        look = load_palette().family_look(family)
        drawn, gap = _DASHES[dash_of(family)]
        line = (f"repeating-linear-gradient(90deg, {look.css} 0 {drawn}px, transparent {drawn}px {drawn + gap}px)")
        shown.append(
            f'<span style="white-space:nowrap;margin-right:1.2rem"><span aria-hidden="true" style="display:inline-block;'
            f'width:2.2rem;height:3px;vertical-align:middle;margin-right:.4rem;background:{line}"></span>'
            f"{plain(look.label)}</span>")
    st.html(f'<p style="font-size:.875rem;line-height:1.7;margin:0">{" ".join(shown)} '
            f'<span class="cl-quiet">{note}</span></p>')


def draw_shown(wide: int, narrow: int, total: int) -> None:
    """A line that says how many of all arrows the network shows, on a wide and on a narrow screen, where it leaves any out."""
    shown, few, every = (formats.number(count) for count in (wide, narrow, total))
    which = f"{shown} of {every} arrows are shown, on a narrow screen {few}" if wide < total else f"On a narrow screen {few} of {every} arrows are shown"
    if narrow < total:
        st.caption(f"{which}: those among the actors with most claims. All are in the table.")


def edge_label(edges: pd.DataFrame, picture: str, picked: str = "") -> str:
    """The picture in words; with ``picked``, the heading of that mark's claims."""
    if picked:
        names = dict(zip(edges["agent"], edges["agent_name"], strict=True))
        names |= dict(zip(edges["recipient"], edges["recipient_name"], strict=True))
        agent, recipient, family = [*picked.split("~"), "", ""][:3]
        if agent == "at":
            return "Claims that name this place"
        if picked == ONE_SIDED:
            return "Claims that name only one side"
        act = f", {load_palette().family_look(family).label.lower()}" if family else ""
        return f"{names.get(agent, agent)} → {names.get(recipient, recipient)}{act}" if recipient else names.get(agent, agent)
    first = "; ".join(f"{row.agent_name} towards {row.recipient_name}, {formats.counted(row.n_origins, 'origin')}"
                      for row in edges.head(3).itertuples())
    actors = len(set(edges["agent"]) | set(edges["recipient"]))
    return (f"{picture} of {formats.counted(actors, 'actor')} and {formats.counted(len(edges), 'arrow')}. Strongest: "
            f"{first}. The table below holds the same data.")


def edge_table(edges: pd.DataFrame) -> pd.DataFrame:
    """The edges as a reader's table."""
    return edges.assign(edge=[key_of(edge) for edge in edges.itertuples()])[
        ["agent_name", "recipient_name", "family", "types", "n_claims", "n_sources", "n_origins", "n_against", "edge"]
    ].set_axis(["who", "to whom", "family", "acts", "claims", "sources", "origins", "claims against", "edge"], axis=1)


def flow_label(flows: pd.DataFrame) -> str:
    """The flow in words."""
    first = "; ".join(f"{row.item_name} from {row.supplier_name} to {row.recipient_name}" for row in flows.head(3).itertuples())
    return f"Flow of {formats.counted(len(flows), 'supply', 'supplies')}: {first}. The table below holds the same data."


def flow_table(flows: pd.DataFrame) -> pd.DataFrame:
    """The flows as a reader's table."""
    return flows[["supplier_name", "item_name", "recipient_name", "n_claims", "n_origins", "n_against"]].set_axis(
        ["supplier", "item", "recipient", "claims", "origins", "claims against"], axis=1)


def _around(actor: str | None) -> None:
    for key, value in (("around", actor), ("edge", None), ("page", None)):
        links.write_own(key, value)


def draw_centre(edges: pd.DataFrame, around: str) -> None:
    """A choice of the actor around whom the picture shows two steps, those with most claims first."""
    sizes: dict[str, int] = {}
    names: dict[str, str] = {}
    for edge in edges.itertuples():
        for side in ("agent", "recipient"):
            actor = getattr(edge, side)
            sizes[actor], names[actor] = sizes.get(actor, 0) + edge.n_claims, getattr(edge, f"{side}_name")
    options = ["", *sorted(sizes, key=lambda actor: (-sizes[actor], actor))]
    if around and around not in options:
        links.notice(f"Left out of this view: around={around[:60]} (takes part in no arrow here).")
        links.forget("around")
    key = links.show("actors-around", around if around in options else "")
    st.selectbox("Two steps around", options, format_func=lambda actor: names.get(actor, "All actors"), key=key, width=220,
                 on_change=lambda: _around(st.session_state[key] or None))


def draw_around(edge: str, around: str, names: dict[str, str]) -> None:
    """Where an actor is opened, a button that narrows the picture to its neighbourhood."""
    actor = edge.removesuffix("~")
    if edge.endswith("~") and edge != ONE_SIDED and actor != around:
        label = f"Show only what lies within two steps of {names.get(actor, actor)}"
        st.button(links.escaped(label), on_click=_around, args=(actor,), key="around", type="tertiary",
                  icon=":material/filter_center_focus:")


def _open_one_sided() -> None:
    links.write_own("edge", ONE_SIDED)
    links.write_own("page", None)


def draw_one_sided(count: int) -> None:
    """A button that opens the claims which are on no arrow, so that they are not lost."""
    if count:
        label = f"{formats.counted(count, 'further claim')} naming only one side, and so on no arrow"
        st.button(label, on_click=_open_one_sided, key="one-sided", type="tertiary", icon=":material/arrow_forward:")

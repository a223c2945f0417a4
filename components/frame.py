"""Around every page: the name, the navigation, the filters, what is active, and a link to this view."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from components import links, look  # noqa: E402
from components.answers import current_store  # noqa: E402
from components.copy_link import draw_copy_link  # noqa: E402
from components.filters import current_selection, draw_chips, draw_filters  # noqa: E402
from components.hand_on import draw_hand_on  # noqa: E402
from components.palette import load_palette  # noqa: E402
from components.since import draw_since  # noqa: E402
from tables.selection import Selection  # noqa: E402
from tables.store import TablesMissing  # noqa: E402


def _places() -> dict[str, st.Page]:
    return {
        name: st.Page(
            ROOT / "pages" / f"{name}.py", title=place.title,
            url_path="" if name == "overview" else name, default=name == "overview",
        )
        for name, place in links.PLACES.items()
    }  # fmt: skip


def _draw_navigation(here: str, selection: Selection) -> None:
    with st.container(horizontal=True, gap="small", key="places", vertical_alignment="center"):
        for name, place in links.PLACES.items():
            with st.container(key=f"place-{name}{'-here' if name == here else ''}", width="content"):
                links.page_link(name, place.title, selection, place.icon)


def _draw_notices() -> None:
    for text in st.session_state.get("_notices", []):
        st.warning(links.escaped(text), icon=":material/info:")


def _draw_page(here: str, page: st.Page) -> None:
    links.announce(here)
    selection = current_selection()
    with st.sidebar:
        draw_filters(selection)
    with st.container(horizontal=True, key="head", vertical_alignment="center"):
        look.draw_masthead()
        draw_hand_on(here, selection, links.own_parameters())
        draw_copy_link(links.full_address(here, selection), current_store().build_id)
    _draw_navigation(here, selection)
    draw_chips(selection)
    notices = st.container(key="notices")
    draw_since(selection)
    page.run()
    links.tidy(selection)
    with notices:
        _draw_notices()
    look.draw_end(links.link_to(here, selection, **links.own_parameters()))


def draw() -> None:
    """The whole screen of one run."""
    st.set_page_config(page_title="Claimline", page_icon=str(look.ICON), layout="wide", initial_sidebar_state=310)
    places = _places()
    st.session_state.update(_places=places, _notices=[], _read=set(), _forgotten=set())
    page = st.navigation(list(places.values()), position="hidden")
    here = next(name for name, place in places.items() if place.url_path == page.url_path)
    look.draw_style(load_palette())
    try:
        _draw_page(here, page)
    except TablesMissing as missing:
        look.draw_masthead()
        st.info(links.escaped(str(missing)).replace(r"\`", "`"), icon=":material/database_off:")


draw()

"""Turning the pages of a long list; which page is open stands in the address bar."""

import streamlit as st

from components import links


def draw_pager(length: int, per_page: int, key: str) -> slice:
    """The part of a list of this length that the address bar's ``page`` names, with the widget to turn
    it; a page beyond the end is the last one. One list on a page can be turned."""
    pages = max(1, -(-length // per_page))
    asked = links.read_own("page")
    page = min(max(int(asked), 1), pages) if asked.isdecimal() else 1
    if pages > 1:
        widget = links.show(f"{key}-page", page)
        st.pagination(pages, key=widget, on_change=_turned, args=(widget,))
    return slice((page - 1) * per_page, page * per_page)


def _turned(widget: str) -> None:
    page = st.session_state[widget]
    links.write_own("page", str(page) if page > 1 else None)

"""What can be taken away from a view: its brief, its claims as files, the network."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from components.links import link_to, query_of
from tables.selection import Selection

FILES = (
    ("A brief with citations", (("brief.html", "HTML, to print or send"), ("brief.md", "Markdown"))),
    ("The claims of this view", (("claims.csv", "CSV"), ("claims.xlsx", "XLSX"), ("claims.json", "JSON"), ("claims.parquet", "Parquet"))),
    ("The register of transfers", (("register.csv", "CSV"), ("register.xlsx", "XLSX"))),
    ("The network of actors", (("network.graphml", "GraphML"),)),
)


def draw_hand_on(here: str, selection: Selection, own: dict[str, list[str]]) -> None:
    """A button that opens links to the files of this view, each under the filters that are set."""
    query = urlencode(query_of(selection))
    brief = urlencode([*query_of(selection), ("view", link_to(here, selection, **own))])
    with st.popover("Hand on", width="content"):
        rows = []
        for title, files in FILES:
            shown = [f'<a href="data/{name}?{escape(brief if name.startswith("brief") else query)}" download target="_blank">{label}</a>'
                     for name, label in files]
            rows.append(f"<dt>{title}</dt><dd>{' · '.join(shown)}</dd>")
        st.html(f'<dl class="cl-files">{"".join(rows)}</dl><p class="cl-note">Under the filters that are set now.</p>')

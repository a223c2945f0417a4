"""The look of everything that is not a chart: the style sheet, the masthead, small repeated pieces."""

from html import escape
from pathlib import Path

import streamlit as st

from components.palette import Palette

# a file of our own: Streamlit fetches named icons for the browser's tab from a public server
ICON = Path(__file__).with_name("icon.png")
SHEET = Path(__file__).with_name("look.css")


def draw_style(palette: Palette) -> None:
    """The style sheet, with the palette's colours as CSS variables that follow the theme."""
    page = palette.page
    colours = [f"--cl-{part}: light-dark({page[f'{part}_light']}, {page[f'{part}_dark']});"
               for part in ("ink", "quiet", "line", "link")]  # fmt: skip
    colours.append(f"--cl-page: light-dark({page['light']}, {page['dark']});")
    colours += [f"--cl-{name}: {look.css};" for name, look in palette.mark.items()]
    colours += [f"--cl-status-{name}: {look.css};" for name, look in palette.status.items()]
    st.html(f"<style>.stApp {{ {' '.join(colours)} }}\n{SHEET.read_text(encoding='utf-8')}</style>")


def draw_masthead() -> None:
    """The name of the project and what it does, above everything."""
    st.html(
        '<header class="cl-masthead"><span class="cl-name">Claimline</span>'
        '<span class="cl-motto">Who says what about arms transfers, and on whose word</span></header>'
    )


def draw_heading(title: str, lead: str = "") -> None:
    """A page's heading with one sentence below it. Both may hold any text: nothing in them is markup."""
    below = f'<p class="cl-lead">{escape(lead)}</p>' if lead else ""
    st.html(f'<h1 class="cl-title">{escape(title)}</h1>{below}')


def draw_part(title: str, note: str = "") -> None:
    """The heading of a part of a page, with a quiet note behind it. Nothing in them is markup."""
    st.html(f'<h2 class="cl-subtitle">{escape(title)} <span class="cl-quiet">{escape(note)}</span></h2>')


def status_mark(palette: Palette, status: str) -> str:
    """A status as HTML: its shape, its colour and its word."""
    look = palette.status[status]
    return (
        f'<span class="cl-status" style="color: var(--cl-status-{escape(status)})" title="{escape(look.meaning)}">'
        f'<span aria-hidden="true">{look.glyph}</span> {escape(look.label)}</span>'
    )


def draw_nothing(sentence: str) -> None:
    """In place of a chart or table with nothing in it: one sentence that says what to do."""
    st.html(f'<p class="cl-nothing">{escape(sentence)}</p>')


def draw_failure(error: Exception) -> bool:
    """In place of a page that failed: a sentence for the reader; Streamlit has put the rest into the log."""
    st.error("This page could not be drawn. Reset the filters or open another page; the server's log says why.")
    return True


def draw_end(address: str) -> None:
    """Nothing to see: says in the page's source which view has been drawn to its end."""
    st.html(f'<i class="cl-drawn" hidden data-view="{escape(address)}"></i>')

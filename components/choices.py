"""A page's own choices: each is a key in the address, its default is not written there."""

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

from components import links

Choice = TypeVar("Choice", bound=str)


def _chosen(widget: str, key: str, default: str, clears: tuple[str, ...]) -> None:
    value = st.session_state[widget] or default
    links.write_own(key, None if value == default else value)
    for other in clears:
        links.write_own(other, None)


def draw_choice(
    key: str, label: str, options: Mapping[Choice, str], clears: tuple[str, ...] = (), place: str = ""
) -> Choice:
    """One of ``options`` (value in the link → word on screen), the first of which is the default; returns the
    value. A change unsets the keys ``clears``. ``place`` tells apart the same key on two pages."""
    default = next(iter(options))
    asked = links.read_choice(key, options, default)
    value = next(option for option in options if option == asked)
    widget = links.show(f"choice-{place}{key}", value)
    st.segmented_control(
        label, list(options), format_func=options.__getitem__, key=widget, on_change=_chosen,
        args=(widget, key, default, clears),
    )
    return value


def draw_switch(key: str, label: str, help_text: str = "", place: str = "", word: str = "on") -> bool:
    """Whether the choice is on; in the link it is ``key=on`` (or another ``word``), off is the default."""
    on = links.read_choice(key, (word,), "") == word
    widget = links.show(f"switch-{place}{key}", on)
    st.toggle(label, key=widget, help=help_text or None,
              on_change=lambda: links.write_own(key, word if st.session_state[widget] else None))
    return on


_scroll = st.components.v2.component(
    "claimline_scroll",
    js="""export default function ({ parentElement, data }) {
  const host = parentElement.host || parentElement;
  if (host.dataset.shown === data.what) return;
  host.dataset.shown = data.what;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  setTimeout(() => host.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" }), 250);
}""",
)


def draw_opened(what: str) -> None:
    """A mark in the page that the browser scrolls to whenever ``what`` is opened below it."""
    _scroll(key="opened", data={"what": what})


def _unset(keys: tuple[str, ...]) -> None:
    for key in (*keys, "page"):
        links.write_own(key, None)


def draw_close(*keys: str, label: str = "Close") -> None:
    """A button that unsets the page's own ``keys``."""
    st.button(label, key=f"close-{'-'.join(keys)}", icon=":material/close:", on_click=_unset, args=(keys,),
              type="tertiary")

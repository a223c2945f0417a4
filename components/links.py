"""The one mechanism between the address bar and the screen: every view is a link, every link a view.

The address bar is the only place where a view is kept. Widgets are set from it before they are drawn
(`filters.py`) and write to it when they are used, so back, forward and a colleague's browser agree.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from components.parameters import FILTER_KEYS, LISTS, LONGEST_SEARCH, SLUG, Known, selection_from
from tables.selection import Selection

__all__ = ["FILTER_KEYS", "LISTS", "LONGEST_SEARCH", "SLUG"]

Query = list[tuple[str, str]]

IGNORED = ("embed", "embed_options")
ONWARD = ":material/arrow_forward:"


@dataclass(frozen=True)
class Place:
    """A page of the dashboard: its name, which is also its path, its title and its icon."""

    name: str
    title: str
    icon: str

    @property
    def path(self) -> str:
        """``/timeline``; the overview is ``/``."""
        return "/" if self.name == "overview" else f"/{self.name}"


PLACES = {
    name: Place(name, title, f":material/{icon}:")
    for name, title, icon in (
        ("overview", "Overview", "home"),
        ("timeline", "Timeline", "timeline"),
        ("actors", "Actors", "hub"),
        ("claims", "Claims", "table_chart"),
        ("weapons", "Weapon systems", "rocket_launch"),
        ("articles", "Articles", "article"),
        ("method", "How it decides", "rule"),
    )
}


def query_of(selection: Selection, **own: str | Iterable[str] | None) -> Query:
    """The parameters of a link to this selection, in a fixed order; ``own`` adds a page's own keys."""
    pairs = [(key, value) for key, field in LISTS.items() for value in getattr(selection, field)]
    if selection.is_dated:
        pairs.append(("date", selection.date_from.isoformat() if selection.date_from else ""))
    if selection.date_to:
        pairs.append(("date", selection.date_to.isoformat()))
    if selection.q.strip():
        pairs.append(("q", selection.q.strip()))
    for key, value in own.items():
        values = [value] if isinstance(value, str) else list(value or ())
        pairs += [(key, each) for each in values if each]
    return pairs


def link_to(place: str, selection: Selection | None = None, **own: str | Iterable[str] | None) -> str:
    """The address of a page with this selection, from the root of the server: ``/claims?weapon=su-35``."""
    query = urlencode(query_of(selection or Selection(), **own))
    return PLACES[place].path + (f"?{query}" if query else "")


def page_link(place: str, label: str, selection: Selection | None = None,
              icon: str | None = None, **own: str | Iterable[str] | None) -> None:  # fmt: skip
    """A link on screen to a page with this selection; it opens in place, without a reload."""
    page = st.session_state["_places"][place]
    st.page_link(page, label=escaped(label), icon=icon, query_params=query_of(selection or Selection(), **own))


def escaped(text: str) -> str:
    """Text that Streamlit shows as it is, where a label takes Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|~$<>:&])", r"\\\1", " ".join(text.split()))


# Reading the address bar


def notice(text: str) -> None:
    """Note for the reader, shown once at the top of the page when it has been drawn."""
    noted = st.session_state.setdefault("_notices", [])
    if text not in noted:
        noted.append(text)


def _drop(key: str, value: str, why: str) -> None:
    shown = value if len(value) <= 60 else value[:60] + "…"
    notice(f"Left out of this view: {key}={shown} ({why}).")


def read_selection(known: Known) -> Selection:
    """The filters in the address bar. ``known(key, value)`` says whether a slug exists; what does not
    exist or cannot be read is left out, with a notice that names it."""
    return selection_from(st.query_params.get_all, known, _drop)


def read_own(key: str) -> str:
    """The value of a page's own key in the address bar, empty where it is not set."""
    values = read_own_list(key)
    for extra in values[1:]:
        _drop(key, extra, "one at a time")
    return values[0] if values else ""


def read_own_list(key: str) -> list[str]:
    """All values of a page's own key in the address bar; ones that cannot be a slug are left out."""
    st.session_state.setdefault("_read", set()).add(key)
    values = list(dict.fromkeys(st.query_params.get_all(key)))
    good = [value for value in values if SLUG.fullmatch(value)]
    for value in values:
        if value not in good:
            _drop(key, value, "malformed")
    return good


def read_choice(key: str, options: Iterable[str], default: str) -> str:
    """One of ``options`` from the address bar; ``default`` where it is not set or not among them."""
    value, allowed = read_own(key), list(options)
    if value and value not in allowed:
        _drop(key, value, "no such choice")
    return value if value in allowed else default


def forget(*keys: str) -> None:
    """Take own keys that point at nothing out of this view; the caller gives the notice."""
    st.session_state.setdefault("_forgotten", set()).update(keys)


# Writing the address bar


def write(selection: Selection, own: Mapping[str, list[str]] | None = None) -> None:
    """Put a view into the address bar; own keys stay as they are unless ``own`` gives all of them."""
    kept = own_parameters() if own is None else dict(own)
    pairs = query_of(selection, **kept)
    if sorted(pairs) != sorted(_pairs()):
        st.query_params.from_dict(_grouped(pairs))


def write_own(key: str, value: str | list[str] | None) -> None:
    """Set or remove (None, empty) one of the page's own keys; for widgets' callbacks. The filters stay."""
    st.session_state.setdefault("_read", set()).add(key)
    values = [value] if isinstance(value, str) else list(value or [])
    if values and any(values):
        st.query_params[key] = values if len(values) > 1 else values[0]
    elif key in st.query_params:
        del st.query_params[key]


def own_parameters() -> dict[str, list[str]]:
    """The parameters in the address bar that are not filters."""
    keys = [key for key in st.query_params if key not in FILTER_KEYS and key not in IGNORED]
    return {key: st.query_params.get_all(key) for key in keys}


def _pairs() -> Query:
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def _grouped(pairs: Query) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return grouped


def show(key: str, value: object) -> str:
    """Make the widget with this key show what the address bar says; returns the key."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def announce(here: str) -> None:
    """At the start of a run: tell the browser the address of this view. A link from a page to another
    view of the same page reaches the server, yet leaves the address bar as it was; on the way to another
    page the browser sets the address itself, and telling it too would leave a false step behind."""
    if st.session_state.get("_here") == here:
        st.query_params.from_dict(_grouped(_pairs()))
    st.session_state["_here"] = here


def tidy(selection: Selection) -> None:
    """After a page was drawn: drop what no part of it read, with a notice, and write the rest back."""
    read = st.session_state.get("_read", set())
    gone = st.session_state.get("_forgotten", set())
    own = {key: values for key, values in own_parameters().items() if key not in gone}
    for key in own:
        if key not in read:
            notice(f"Left out of this view: {key}={', '.join(own[key])[:60]} (unknown here).")
    kept = {key: [v for v in values if SLUG.fullmatch(v)] for key, values in own.items() if key in read}
    write(selection, kept)


def full_address(place: str, selection: Selection) -> str:
    """The whole address of this view, as an analyst would send it."""
    own = own_parameters()
    return str(st.context.url or "").rstrip("/") + link_to(place, selection, **own)

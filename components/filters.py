"""The filters: widgets that show what the address bar says, and change nothing but the address bar."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from components import formats, links
from components.answers import ask
from components.palette import load_palette
from tables import facets
from tables.facets import Option
from tables.selection import Selection

# field of the selection → label of its filter, the query for its options, what an empty one says
LISTS: dict[str, tuple[str, Callable[..., list[Option]], str]] = {
    "weapons": ("Weapon systems", facets.weapon_options, "All systems"),
    "sources": ("Sources", facets.source_options, "All sources"),
    "actors": ("Actors", facets.actor_options, "All actors"),
    "types": ("Event types", facets.type_options, "All types"),
    "statuses": ("Status", facets.status_options, "Any status"),
}
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
ONE = {"weapons": "System", "sources": "Source", "actors": "Actor", "types": "Type", "statuses": "Status"}


def _known(key: str, value: str) -> bool:
    return value in ask(facets.known_values).get(key, frozenset())


def current_selection() -> Selection:
    """The filters that this view has set, from the address bar."""
    return links.read_selection(_known)


def _put(selection: Selection) -> None:
    """The callback of everything here: filters change, a page's own keys stay."""
    links.write(selection)


def set_period(first: dt.date, last: dt.date) -> None:
    """Set the date filter to a period, both days in it; for callbacks."""
    _put(replace(current_selection(), date_from=first, date_to=last))


def _changed(field: str) -> None:
    value = st.session_state[f"filter-{field}"]
    _put(current_selection().holding(field, value))


def _changed_text() -> None:
    _put(replace(current_selection(), q=" ".join(st.session_state["filter-q"].split())))


def _changed_day(field: str) -> None:
    day = st.session_state[f"filter-{field}"]
    selection = current_selection()
    selection = replace(selection, date_from=day) if field == "date_from" else replace(selection, date_to=day)
    first, last = selection.date_from, selection.date_to
    if first and last and first > last:
        selection = replace(selection, date_from=last, date_to=first)
    _put(selection)


def _labels(options: list[Option]) -> dict[str, str]:
    labels: dict[str, str] = {}
    for option in options:
        # narrow lists drop plain spaces, so that members are set in by spaces that stay
        lead = "\u00a0\u00a0\u00a0" * (option.depth - 1) + "› " if option.depth else ""
        label = f"{lead}{option.label} · {formats.number(option.count)}"
        labels[option.value] = f"{label} ({option.value})" if label in labels.values() else label
    return labels


def _draw_list(field: str, selection: Selection) -> None:
    label, options_of, empty = LISTS[field]
    options = ask(options_of, selection)
    labels = _labels(options)
    chosen = [value for value in getattr(selection, field) if value in labels]
    st.multiselect(
        label, list(labels), format_func=labels.__getitem__, placeholder=empty, select_all=False,
        key=links.show(f"filter-{field}", chosen), on_change=_changed, args=(field,),
    )  # fmt: skip


def _draw_days(selection: Selection) -> None:
    left, right = st.columns(2, gap="small")
    for column, field, label in ((left, "date_from", "From"), (right, "date_to", "To")):
        key = links.show(f"filter-{field}", getattr(selection, field))
        column.date_input(
            label, None, EARLIEST, LATEST, key, on_change=_changed_day, args=(field,), format="YYYY-MM-DD"
        )
    if selection.is_dated and (missed := ask(facets.undated_count, selection)):
        st.caption(f"{formats.counted(missed, 'claim')} without a date not shown in a date range.")


def draw_filters(selection: Selection) -> None:
    """All filters, each option with its count of claims under the other filters."""
    st.html('<h2 class="cl-filters">Filters</h2>')
    st.text_input(
        "Search in claims", placeholder="Words in the sentence or title",
        key=links.show("filter-q", selection.q), on_change=_changed_text, max_chars=links.LONGEST_SEARCH,
    )  # fmt: skip
    _draw_list("weapons", selection)
    _draw_days(selection)
    for field in ("sources", "actors", "types", "statuses"):
        _draw_list(field, selection)


# What is active


def _names(field: str) -> dict[str, str]:
    if field == "sources":
        return ask(facets.source_names)
    if field == "types":
        return ask(facets.type_labels)
    if field == "statuses":
        return {status: look.label for status, look in load_palette().status.items()}
    return ask(facets.entity_names)


def _chips(selection: Selection) -> list[tuple[str, str, Selection]]:
    """Each active filter: a stable name, what it says, and the selection without it."""
    chips = []
    if selection.q:
        chips.append(("q", f"Search: {selection.q}", selection.without("q")))
    for field in LISTS:
        values, names = getattr(selection, field), _names(field)
        for value in values:
            rest = selection.holding(field, (other for other in values if other != value))
            chips.append((f"{field}-{value}", f"{ONE[field]}: {names.get(value, value)}", rest))
    if selection.date_from:
        chips.append(("from", f"From {formats.day(selection.date_from)}", replace(selection, date_from=None)))
    if selection.date_to:
        chips.append(("to", f"To {formats.day(selection.date_to)}", replace(selection, date_to=None)))
    return chips


def draw_chips(selection: Selection) -> None:
    """What is active, each to be taken away with one click, and a reset; nothing where none is set."""
    chips = _chips(selection)
    if not chips:
        return
    with st.container(horizontal=True, gap="xsmall", key="chips"):
        for name, text, rest in chips:
            label = links.escaped(text)
            st.button(label, key=f"chip-{name}", icon=":material/close:", icon_position="right",
                      on_click=_put, args=(rest,))  # fmt: skip
        st.button("Reset all", key="chip-reset", type="tertiary", on_click=_put, args=(Selection(),))

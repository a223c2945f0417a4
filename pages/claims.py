"""The claims, source by source: topics by sources, one topic opened, two sources compared, and framings."""

import streamlit as st

from components import look
from components.answers import ask
from components.choices import draw_choice, draw_close, draw_opened, draw_switch
from components.evidence import draw_claims
from components.filters import current_selection
from components.framings_view import draw_framings
from components.links import read_own, read_own_list
from components.matrix_view import Shown, cell_title, draw_matrix, known_classes
from components.origin_tree import draw_origins
from components.topic_history import draw_denials, draw_hedges, draw_numbers
from components.topic_view import Opened, chosen_claims, draw_ledger, draw_relatives, draw_statements
from components.voices_view import draw_voices
from tables.classes import Level, classes_of_topics
from tables.comparison import (
    Group,
    Sort,
    class_claims_in,
    country_names,
    matrix_in,
    origins_in,
    statements_in,
    topic_named,
)
from tables.conflicts import ledger_of
from tables.selection import Selection
from tables.topics import Reach, reached, relatives_in

DEFAULTS = ("", "contested", "country", "topics")  # what a link to the matrix need not say
LEADS = {
    "matters": "How each source commits itself on each matter. Open a cell for its claims, a matter for all that is said of it.",
    "two": "What two sources, or two groups of sources, both say, what only one of them says, and where they conflict.",
    "framings": "How voices characterise a matter: the questions on which they differ, and each voice's words.",
}


def show_matrix(selection: Selection, by: str, within: str, opened: tuple[str, ...]) -> None:
    """Topics by sources, in the order and with the rows and columns that the reader chooses."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        sort: Sort = draw_choice("sort", "Topics", {"contested": "Most contested", "sources": "Most sources",
                                                    "newest": "Newest", "largest": "Most claims"})  # fmt: skip
        group: Group = draw_choice("group", "Sources by", {"country": "Country", "kind": "Kind"})
        level: Level = draw_choice("rows", "Rows", {"topics": "Matters", "class": "Weapon classes", "broad": "Broad classes"},
                                   clears=("open", "within", "by"))
        contested = draw_switch("contested", "Contested only")
    opened = known_classes(opened, ask(classes_of_topics, level)) if level != "topics" else ()
    matrix = ask(matrix_in, selection, sort, contested, group, level=level, opened=opened)
    if matrix.topics.empty:
        look.draw_nothing("Nothing is contested here: show all topics." if contested else
                          "No claims fit these filters: remove one of them above.")
    else:
        keep = {"sort": sort, "group": group, "rows": level, "contested": "on" if contested else ""}
        shown = Shown(selection, by, within, level, opened, {key: value for key, value in keep.items() if value not in DEFAULTS})
        if within and level != "topics":
            draw_opened(f"{within} {by}")
            draw_claims(ask(class_claims_in, selection, level, within, by, contested), key="claims", title=cell_title(matrix, within, by))
            draw_close("within", "by", label="Close these claims")
        draw_matrix(matrix, shown, ask(country_names), sort == "contested")


def show_topic(selection: Selection, topic: str, by: str, claims: list[str]) -> None:
    """One topic: its statements, where they differ, what they rest on, and what became of it."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        draw_close("topic", "by", "claim", "reach", label="Back")
        reach: Reach = draw_choice("reach", "Claims", {"own": "On this matter alone", "members": "With narrower ones",
                                                       "kin": "Also with a party not named"}, clears=("claim",))  # fmt: skip
    opened = Opened(topic, selection, {"reach": reach} if reach != "own" else {})
    draw_relatives(ask(relatives_in, selection, topic), opened)
    topics = ask(reached, topic, reach)
    statements = ask(statements_in, selection, topics)
    if statements.empty:
        look.draw_nothing("No claim on this topic fits these filters: remove one of them, or go back to all topics.")
        return
    chosen = chosen_claims(statements, by, claims)
    if chosen:
        draw_opened("".join((by, *claims)))
        draw_claims(chosen, key="claims", title="The claims behind this cell")
        draw_close("by", "claim", label="Close these claims")
    picked = claims[0] if len(claims) == 1 else ""
    draw_statements(statements, opened, picked)
    differ, rest = st.columns([3, 2], gap="large")
    with differ:
        draw_ledger(ledger_of(statements), opened)
        draw_denials(statements, opened)
        draw_hedges(statements, opened)
    with rest:
        draw_origins(ask(origins_in, selection, topics), statements, selection)
    draw_numbers(statements, opened, picked)


selection = current_selection()
topic, by, claims = read_own("topic"), read_own("by"), read_own_list("claim")
within, opened = read_own("within"), tuple(read_own_list("open"))
for key in ("view", "sort", "group", "rows", "contested", "reach", "left", "right", "wide", "matter", "side"):
    read_own(key)  # what another view of this page was set to stays in the address for the way back

if topic:
    look.draw_heading(ask(topic_named, topic) or "No such matter")
    show_topic(selection, topic, by, claims)
else:
    look.draw_heading("Claims, source by source", "")
    view = draw_choice("view", "Show", {"matters": "All matters", "two": "Two sources compared", "framings": "Framings"},
                       clears=("claim", "matter", "side"))
    st.html(f'<p class="cl-lead">{LEADS[view]}</p>')
    if view == "two":
        draw_voices(selection)
    elif view == "framings":
        draw_framings(selection, claims)
    else:
        show_matrix(selection, by, within, opened)

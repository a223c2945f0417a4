"""The claims, source by source: the matrix of topics by sources, and one topic opened."""

import streamlit as st

from components import look
from components.answers import ask
from components.choices import draw_choice, draw_close, draw_opened, draw_switch
from components.evidence import draw_claims
from components.filters import current_selection
from components.links import read_own, read_own_list
from components.matrix_view import draw_matrix
from components.topic_view import chosen_claims, draw_ledger, draw_origins, draw_statements
from tables.comparison import Group, Sort, country_names, matrix_in, origins_in, statements_in, topic_named
from tables.conflicts import ledger_of

selection = current_selection()
topic, by, claims = read_own("topic"), read_own("by"), read_own_list("claim")

look.draw_heading(ask(topic_named, topic) if topic else "Claims, source by source",
                  "" if topic else "How each source commits itself on each matter. Open a cell for its claims, a matter for "
                  "all that is said of it.")

sort: Sort = "contested"
group: Group = "country"
contested = False
with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    if topic:
        draw_close("topic", "by", "claim", label="Back to all topics")
        for key in ("sort", "group", "contested"):
            read_own(key)  # stays in the address for the way back
    else:
        sort = draw_choice("sort", "Topics", {"contested": "Most contested", "sources": "Most sources",
                                              "newest": "Newest", "largest": "Most claims"})
        group = draw_choice("group", "Sources by", {"country": "Country", "kind": "Kind"})
        contested = draw_switch("contested", "Contested only")

if topic:
    statements = ask(statements_in, selection, topic)
    opened = chosen_claims(statements, by, claims)
    if statements.empty:
        look.draw_nothing("No claim on this topic fits these filters: remove one of them, or go back to all topics.")
    else:
        if opened:
            draw_opened("".join((by, *claims)))
            draw_claims(opened, key="claims", title="The claims behind this cell")
            draw_close("by", "claim", label="Close these claims")
        draw_statements(statements, topic, selection, claims[0] if len(claims) == 1 else "")
        differ, rest = st.columns([3, 2], gap="large")
        with differ:
            draw_ledger(ledger_of(statements), topic, selection)
        with rest:
            draw_origins(ask(origins_in, selection, topic), statements)
else:
    matrix = ask(matrix_in, selection, sort, contested, group)
    if matrix.topics.empty:
        look.draw_nothing("Nothing is contested here: show all topics." if contested else
                          "No claims fit these filters: remove one of them above.")
    else:
        draw_matrix(matrix, selection, topic, by, ask(country_names))

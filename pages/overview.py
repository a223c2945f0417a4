"""Overview: what is in here, what is new, what is contested, where to begin."""

import streamlit as st

from components import look, summary
from components.answers import ask
from components.filters import current_selection
from tables import overview

selection = current_selection()
counts = ask(overview.counts_in, selection)
examples = ask(overview.worked_examples)

look.draw_heading(
    "Who says what about arms transfers",
    "What is said to have happened, when, with which weapon, and who says so: side by side, without a verdict.",
)
if not examples:
    look.draw_nothing("There are no claims yet: put articles into data/articles and run `make build`.")
elif not counts.claims:
    look.draw_nothing("No claim fits these filters: remove one of them above.")
else:
    newest = ask(overview.newest_article, selection)
    summary.draw_counts(counts, newest, selection)
    summary.draw_examples(examples)
    left, right = st.columns([1.15, 1], gap="large")
    with left:
        summary.draw_contested(ask(overview.contested_topics, selection, 5), selection)
    with right:
        summary.draw_newest(ask(overview.newest_events, selection, 3), newest, selection)
    summary.draw_statuses(ask(overview.status_counts, selection), selection)

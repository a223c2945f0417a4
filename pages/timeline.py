"""The timeline: what is said to have happened when, in lanes, with the undated beside it."""

import streamlit as st

from components import look
from components.answers import ask
from components.chart import draw_chart, draw_key
from components.choices import draw_choice, draw_close, draw_opened, draw_switch
from components.evidence import draw_claims
from components.filters import current_selection, set_period
from components.links import read_own
from components.palette import load_palette
from components.timeline_chart import Clock, described, draw_timeline, left_out, rows_of
from components.undated import draw_undated
from tables.timeline import (
    Lanes,
    event_claims_in,
    event_named,
    events_in,
    in_lanes,
    milestones_in,
    reported_in,
    undated_claims_in,
    undated_in,
)

selection = current_selection()
event, undated = read_own("event"), read_own("undated")

look.draw_heading("Timeline", "What is said to have happened, and when. Each mark is one happening that one or more sources report.")

with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
    lanes: Lanes = draw_choice("lanes", "Lanes", {"weapon": "Weapon system", "pair": "Who to whom", "type": "What was done"})
    clock: Clock = draw_choice("clock", "Clock", {"event": "When it happened", "report": "When first reported", "both": "Both"})
    everything = draw_switch("all", "Every lane and year")
    milestones = ask(milestones_in) if draw_switch("milestones", "Milestones", word="1") else None
    brushing = draw_switch("brush", "Drag out a period", "Drag across the picture to filter by that period; marks open again "
                           "when this is off")

events = ask(reported_in if clock == "report" else events_in, selection, lanes)
others = ask(undated_in, selection)
shown, names = in_lanes(events, 200 if everything else 12)

picture, beside = st.columns([3.6, 1.25], gap="large")
with picture:
    if names:
        draw_key(load_palette().status, "A bar is a date known only roughly, hatched where it has no end. "
                 "A ring: sources contradict one another.")
        left_out(shown, clock, everything)
        wide = draw_timeline(shown, names, 740, clock, event, everything, milestones)
        narrow = draw_timeline(shown, names, 350, clock, event, everything, milestones)
        draw_chart("timeline", wide, narrow, described(shown, names), shown, key="event", picked=event,
                   columns=("Event", "When", "Status", "Claims", "Origins"), rows=rows_of(shown, selection),
                   brush=set_period if brushing and clock == "event" else None)
    else:
        look.draw_nothing("No dated event fits these filters: remove one of them, or look at the undated claims.")
with beside:
    draw_undated(others, selection, undated)

if event or undated:
    draw_opened(event or undated)
if event:
    draw_claims(ask(event_claims_in, selection, event), key="timeline", title=ask(event_named, event) or "This event")
    draw_close("event")
elif undated:
    draw_claims(ask(undated_claims_in, selection, undated), key="timeline", title="Undated claims on this topic")
    draw_close("undated")

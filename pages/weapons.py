"""The weapon systems: a table of all, and one system with its transfer ladder and its figures."""

import streamlit as st

from components import look
from components.answers import ask, current_store
from components.choices import draw_choice, draw_close, draw_opened
from components.evidence import draw_claims
from components.filters import current_selection
from components.formats import titled
from components.links import page_link, read_own, read_own_list
from components.register_view import draw_register, field_title
from components.systems_view import draw_ladder, draw_quantities, draw_systems
from tables.facets import entity_names
from tables.register import entry_claims, register_in
from tables.schema import LADDER
from tables.weapons import dossier_in, rung_claims, systems_in

selection = current_selection()
named, pair, claims = read_own("system"), read_own("pair"), read_own_list("claim")
rung = read_own("rung") if read_own("rung") in LADDER else ""
# a filter on one system opens that system, without a second choice
system = named or (selection.weapons[0] if len(selection.weapons) == 1 else "")
names = ask(entity_names)

entry, field = read_own("entry"), read_own("field")


def draw_the_register() -> None:
    """The register of transfers, and the claims behind the cell that is open."""
    register = ask(register_in, selection)
    if register.empty:
        look.draw_nothing("No claim here names a supplier, a recipient and a system together: remove a filter above.")
        return
    draw_register(register, selection, current_store().build_id, (entry, field))
    if entry:
        draw_opened(f"{entry} {field}")
        draw_claims(entry_claims(register, entry, field), key="register", title=field_title(register, entry, field))
        draw_close("entry", "field", label="Close these claims")


view = "systems"
if not system or read_own("view") == "register":
    look.draw_heading("Weapon systems", "What is claimed of each system, and a register of who is said to supply what to whom.")
if not named:
    view = draw_choice("view", "View", {"systems": "By system", "register": "Register of transfers"},
                       clears=("entry", "field", "rung", "pair", "claim"), place="weapons-")
if view == "register":
    draw_the_register()
elif not system:
    systems = ask(systems_in, selection)
    if systems.empty:
        look.draw_nothing("No claim here names a weapon system: remove a filter above.")
    else:
        draw_systems(systems, selection)
else:
    look.draw_heading(titled(names.get(system, system)), "What is claimed of it, its variants and members included.")
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        if named:
            draw_close("system", "rung", "pair", "claim", label="Back to all systems")
        page_link("timeline", "On the timeline", selection, weapon=system)
        page_link("claims", "Source by source", selection, weapon=system)
    dossier = ask(dossier_in, selection, system)
    if not dossier.claim_ids:
        look.draw_nothing("No claim on this system fits these filters: remove one of them above.")
    else:
        draw_ladder(dossier.ladders, system, names, selection, (rung, pair))
        if rung or claims:
            draw_opened("".join((rung, pair, *claims)))
        if rung:
            draw_claims(rung_claims(dossier.ladders, rung, pair), key="weapons", title=f"Claims on the step “{rung}”")
            draw_close("rung", "pair", label="Close these claims")
        elif claims:
            draw_claims(claims, key="weapons", title="The claims with this figure")
            draw_close("claim", label="Close these claims")
        draw_quantities(dossier.quantities, system, selection)
        if not rung and not claims:
            draw_claims(dossier.claim_ids, key="weapons", title="All claims on this system")

"""The weapon systems on screen: the table of all, and one system with its transfer ladder and figures."""

from typing import Any

import pandas as pd
import streamlit as st

from components import formats
from components.chart import draw_data
from components.grid import Cell, Grid, Row, cell_to, draw_grid
from components.palette import load_palette
from tables.selection import Selection

OWN = ("system", "rung", "pair", "claim")
MOST = 400


def _text(value: Any) -> str:
    return "" if formats.is_missing(value) else str(value)


def _quantities(values: Any) -> str:
    found = [str(value) for value in values] if hasattr(values, "__len__") else []
    return formats.listed(found, 4)


def _system(row: Any, selection: Selection) -> Row:
    discovered = ", found by its designation" if row.basis == "discovered" else ""
    kind = _text(row.parent) if row.parent != row.name else ""
    head = cell_to("weapons", selection, {"system": row.entity_id}, text=formats.titled(row.name), note=f"{kind}{discovered}",
                   title=f"Open {row.name}")
    members = f"{formats.number(row.n_with_members)} with variants" if row.n_with_members > row.n_claims else ""
    against = f"{formats.number(row.n_against)}" if row.n_against else ""
    return Row(head, [
        Cell(text=formats.number(row.n_claims), note=members, tone="number"),
        Cell(text=formats.number(row.n_sources), tone="number"), Cell(text=formats.number(row.n_origins), tone="number"),
        Cell(text=against, tone="number"), Cell(text=formats.month(row.first_report), tone="day"),
        Cell(text=_text(row.suppliers), tone="long"), Cell(text=_text(row.recipients), tone="long"),
        Cell(text=_quantities(row.quantities), tone="long"),
    ])


def draw_systems(systems: pd.DataFrame, selection: Selection) -> None:
    """The table of systems (rows of ``weapons.systems_in``); a click puts ``system`` into the address."""
    names = ("Claims", "Sources", "Origins", "Against", "First report", "Suppliers named", "Recipients named", "Figures")
    columns = [Cell(text=name, tone="number" if at < 4 else "") for at, name in enumerate(names)]
    rows = [_system(row, selection) for row in systems.head(MOST).itertuples()]
    grid = Grid("Weapon systems with what is claimed of them", "System", columns, rows,
                height=720 if len(rows) > 14 else 0, finder="Find a system or a party")
    draw_grid("systems", grid, OWN)
    draw_data("weapon-systems", systems.assign(quantities=systems["quantities"].map(_quantities)))


def _rung_cell(row: Any, system: str, pair: str, selection: Selection, picked: bool) -> Cell | None:
    against = f"✕ {formats.counted(row.n_against, 'claim')} against" if row.n_against else ""
    own = {"system": system, "rung": row.rung, "pair": pair}
    if not row.n_claims and not row.n_against:
        return None
    if not row.n_claims:
        denial = load_palette().status[row.against_status]
        return cell_to("weapons", selection, own, glyph=denial.glyph, colour=denial.colour, text=denial.label,
                       note=f"{_text(row.against_source)}, nobody claims it", tone="rung", picked=picked,
                       title=f"{against} {row.rung}; open them")
    look = load_palette().status[row.status]
    first = f"first: {_text(row.source) or 'unknown source'}, {formats.published(row.published, row.published_basis)}"
    note = "\n".join(part for part in (f"{look.label}, {first}", against) if part)
    return cell_to("weapons", selection, own, glyph=look.glyph, colour=look.colour,
                   text=formats.counted(row.n_claims, "claim"), note=note, tone="rung", picked=picked,
                   title=f"{row.rung}: {formats.counted(row.n_claims, 'claim')}, {note}; open them")


def draw_ladder(
    ladders: list[tuple[str, pd.DataFrame]], system: str, names: dict[str, str], selection: Selection,
    picked: tuple[str, str],
) -> None:
    """The transfer ladder (``weapons.ladders_of``): rungs across, pairs of parties down; in each cell how many
    claims reach the rung, the first of them, and what stands against it."""
    st.html('<h2 class="cl-subtitle">How far it is said to have come <span class="cl-quiet">the transfer ladder</span></h2>'
            '<p class="cl-quiet" style="margin:.1rem 0 .3rem;font-size:.93rem">Each claim stands on the highest step that it '
            "supports: what is only expected is a deal at most, what could happen is a rumour.</p>")
    rungs = list(ladders[0][1]["rung"])
    rows = []
    for pair, ladder in ladders:
        supplier, _, recipient = pair.partition("~")
        said = f"{names.get(supplier, supplier)} → {names.get(recipient, recipient)}" if pair else "All claims"
        cells = [_rung_cell(row, system, pair, selection, (row.rung, pair) == picked) for row in ladder.itertuples()]
        rows.append(Row(Cell(text=said), cells))
    columns = [Cell(text=f"{at}\u00a0{rung}") for at, rung in enumerate(rungs, start=1)]
    draw_grid("ladder", Grid("The transfer ladder", "Supplier → recipient", columns, rows), OWN)
    kept = ["rung", "n_claims", "n_sources", "source", "status", "published", "n_against", "against_source", "against_status"]
    draw_data("transfer-ladder", pd.concat([ladder[kept].assign(pair=pair or "all") for pair, ladder in ladders]))


def draw_quantities(quantities: pd.DataFrame, system: str, selection: Selection) -> None:
    """The figures given for a system (``weapons.quantities_of``), each with what it counts and who gives it."""
    st.html('<h2 class="cl-subtitle">The figures given</h2>')
    if quantities.empty:
        st.html('<p class="cl-quiet">No claim gives a number.</p>')
        return
    rows = []
    for row in quantities.head(60).itertuples():
        look = load_palette().status[row.status]
        own = {"system": system, "claim": row.claim_ids[:40]}
        head = cell_to("weapons", selection, own, text=row.quantity, title=f"Open the claims that say {row.quantity}")
        rows.append(Row(head, [
            Cell(text=str(row.counts).replace("-", " ")), Cell(glyph=look.glyph, colour=look.colour, text=look.label),
            Cell(text=row.sources, tone="long"), Cell(text=formats.month(row.first_report), tone="day"),
        ]))
    columns = [Cell(text=name) for name in ("It counts", "Status", "Given by", "First report")]
    draw_grid("figures", Grid("Figures given for the system", "Figure", columns, rows, height=420 if len(rows) > 9 else 0), OWN)
    draw_data("figures", quantities.drop(columns=["claim_ids", "size"]))

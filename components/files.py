"""Rows as files of the usual kinds, each of which names the build that it comes from where it can."""

import io
import json
import re
from collections.abc import Callable
from typing import Any

import networkx as nx
import pandas as pd

from components.table import as_csv, inert_cell

# what neither a spreadsheet nor XML may hold
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _clean(cell: Any) -> Any:
    return _CONTROL.sub("", cell) if isinstance(cell, str) else cell


def as_xlsx(rows: pd.DataFrame, build: str) -> bytes:
    """The rows as a workbook, with a second sheet that names the build; no text in it is a formula."""
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="openpyxl") as book:
        rows.map(_clean).map(inert_cell).to_excel(book, sheet_name="Data", index=False, freeze_panes=(1, 0))
        pd.DataFrame({"build": [build]}).to_excel(book, sheet_name="About", index=False)
    return file.getvalue()


def as_json(rows: pd.DataFrame, build: str) -> bytes:
    """``{"build_id": …, "rows": […]}``; days as ISO dates, nothing as null."""
    told = json.loads(rows.to_json(orient="records", date_format="iso", date_unit="s", force_ascii=False))
    return json.dumps({"build_id": build, "rows": told}, ensure_ascii=False, indent=1).encode()


def as_parquet(rows: pd.DataFrame, build: str) -> bytes:
    """The rows as Parquet; the build is in the column ``build_id``."""
    return bytes(rows.assign(build_id=build).to_parquet(index=False))


def as_graphml(edges: pd.DataFrame, build: str) -> bytes:
    """The network as GraphML: one edge for each row of ``actors.edges_in``, with its counts."""
    graph = nx.MultiDiGraph(build_id=build)
    for edge in edges.itertuples():
        for side in ("agent", "recipient"):
            name, kind = getattr(edge, f"{side}_name"), getattr(edge, f"{side}_kind")
            graph.add_node(getattr(edge, side), name=_clean(str(name)), kind=str(kind))
        graph.add_edge(edge.agent, edge.recipient, family=str(edge.family), acts=_clean(str(edge.types)), claims=int(edge.n_claims),
                       sources=int(edge.n_sources), origins=int(edge.n_origins), against=int(edge.n_against))
    return "\n".join(nx.generate_graphml(graph)).encode()


WRITERS: dict[str, tuple[Callable[[pd.DataFrame, str], bytes], str]] = {
    "csv": (lambda rows, _: as_csv(rows), "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (as_json, "application/json; charset=utf-8"),
    "parquet": (as_parquet, "application/vnd.apache.parquet"),
}

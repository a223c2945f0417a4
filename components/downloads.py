"""The data beside the dashboard, under the dashboard's own filter keys.

``/data/claims.csv?weapon=shahed-136`` holds the claims that ``/claims?weapon=shahed-136`` shows; so do
``.xlsx``, ``.json`` and ``.parquet``. ``/data/network.graphml`` is the network of actors, ``/data/brief.md``
and ``/data/brief.html`` the brief of the selection.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.answers import tables_folder
from components.brief import as_html, as_markdown
from components.described import described
from components.files import WRITERS, as_graphml
from components.parameters import FILTER_KEYS, selection_from
from tables.actors import edges_in
from tables.articles import articles_in
from tables.brief import brief_in
from tables.claims import claims_table
from tables.facets import known_values
from tables.register import register_table
from tables.selection import Selection
from tables.store import Store, TablesMissing, open_store

DATA: dict[str, Callable[[Store, Selection], pd.DataFrame]] = {
    "claims": claims_table, "articles": articles_in, "register": register_table,
}  # fmt: skip
BRIEFS = {"md": (as_markdown, "text/markdown; charset=utf-8"), "html": (as_html, "text/html; charset=utf-8")}
VIEWS = ("/", "/timeline", "/actors", "/claims", "/weapons", "/articles", "/method")

Made = tuple[bytes, str]  # the file and its media type
# nothing that a file holds may run or fetch anything, should a browser show it
GUARD = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox", "x-content-type-options": "nosniff"}


def _selected(store: Store, request: Request) -> tuple[Selection, list[str]]:
    dropped: list[str] = []
    slugs = known_values(store)
    selection = selection_from(
        request.query_params.getlist,
        lambda key, value: value in slugs.get(key, frozenset()),
        lambda key, value, why: dropped.append(f"{key}={value[:60]}: {why}"),
    )
    return selection, dropped


def _view(request: Request) -> tuple[str, str]:
    """The address of the view that a brief is of, and that of the dashboard's root. ``view`` names the view;
    anything but a page of the dashboard stands for the overview of the selection."""
    root = str(request.base_url)
    view = request.query_params.get("view", "")
    if view.partition("?")[0] not in VIEWS:
        kept = [(key, value) for key, value in request.query_params.multi_items() if key in FILTER_KEYS]
        view = "/?" + urlencode(kept) if kept else "/"
    return root + view.removeprefix("/"), root


def _brief(store: Store, selection: Selection, request: Request, kind: str) -> Made:
    render, media = BRIEFS[kind]
    brief, (view, root) = brief_in(store, selection), _view(request)
    return render(brief, described(store, selection), view, root).encode(), media


def _table(store: Store, selection: Selection, name: str, kind: str) -> Made:
    write, media = WRITERS[kind]
    return write(DATA[name](store, selection), store.build_id), media


def _made(store: Store, selection: Selection, request: Request, name: str, kind: str) -> Made:
    if name == "brief":
        return _brief(store, selection, request, kind)
    if name == "network":
        return as_graphml(edges_in(store, selection), store.build_id), "application/graphml+xml"
    return _table(store, selection, name, kind)


def _names() -> list[str]:
    tables = [f"{name}.{kind}" for name in DATA for kind in WRITERS]
    return [*tables, "network.graphml", *(f"brief.{kind}" for kind in BRIEFS)]


def send_file(request: Request) -> Response:
    """One file; 400 naming what the parameters cannot mean, 404, or 503 without tables."""
    name, kind = request.path_params["name"], request.path_params["kind"]
    if f"{name}.{kind}" not in _names():
        return PlainTextResponse(f"There are: {', '.join(f'/data/{each}' for each in _names())}.", 404)
    try:
        store = open_store(tables_folder())
    except TablesMissing as missing:
        return PlainTextResponse(str(missing), 503)
    with store.connection:
        selection, dropped = _selected(store, request)
        if dropped:
            return PlainTextResponse("\n".join(dropped), 400)
        body, media = _made(store, selection, request, name, kind)
    headers = {"content-disposition": f'attachment; filename="claimline-{name}.{kind}"', **GUARD}
    return Response(body, 200, headers, media)


ROUTES: list[BaseRoute] = [Route("/data/{name:str}.{kind:str}", send_file)]

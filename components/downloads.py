"""The data beside the dashboard: claims, articles and sources as CSV, under the dashboard's own filter keys.

``/data/claims.csv?weapon=shahed-136`` holds the claims that ``/claims?weapon=shahed-136`` shows.
"""

from collections.abc import Callable

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from components.answers import tables_folder
from components.parameters import selection_from
from components.table import as_csv
from tables.articles import articles_in
from tables.claims import claims_table
from tables.facets import known_values
from tables.selection import Selection
from tables.store import Store, TablesMissing, open_store

DATA: dict[str, Callable[[Store, Selection], pd.DataFrame]] = {"claims": claims_table, "articles": articles_in}


def _selected(store: Store, request: Request) -> tuple[Selection, list[str]]:
    dropped: list[str] = []
    slugs = known_values(store)
    selection = selection_from(
        request.query_params.getlist,
        lambda key, value: value in slugs.get(key, frozenset()),
        lambda key, value, why: dropped.append(f"{key}={value[:60]}: {why}"),
    )
    return selection, dropped


def send_table(request: Request) -> Response:
    """One table as CSV; 400 naming what the parameters cannot mean, 404, or 503 without tables."""
    query = DATA.get(request.path_params["name"])
    if query is None:
        return PlainTextResponse(f"There are: {', '.join(f'/data/{name}.csv' for name in DATA)}.", 404)
    try:
        store = open_store(tables_folder())
    except TablesMissing as missing:
        return PlainTextResponse(str(missing), 503)
    with store.connection:
        selection, dropped = _selected(store, request)
        rows = query(store, selection)
    if dropped:
        return PlainTextResponse("\n".join(dropped), 400)
    name = f'attachment; filename="claimline-{request.path_params["name"]}.csv"'
    return Response(as_csv(rows), 200, {"content-disposition": name}, "text/csv; charset=utf-8")


ROUTES: list[BaseRoute] = [Route("/data/{name:str}.csv", send_table)]

"""What pages ask the tables: one store per published build, and answers kept while it is the newest."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from tables.store import Store, TablesMissing, open_store, published_build

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

ROOT = Path(__file__).parents[1]


def tables_folder() -> Path:
    """Where the tables are: ``CLAIMLINE_TABLES``, or data/tables of the project."""
    return Path(os.environ.get("CLAIMLINE_TABLES") or ROOT / "data" / "tables")


@st.cache_resource(max_entries=3, show_spinner=False)
def _store(folder: str, build: str) -> Store:
    return open_store(Path(build))


def current_store() -> Store:
    """The newest published build, noticed without a restart; raises ``TablesMissing``."""
    folder = tables_folder()
    build = published_build(folder)
    if build is None:
        raise TablesMissing(f"There are no tables at {folder} yet: run `make build`, then reload this page.")
    return _store(str(folder), build)


@st.cache_data(max_entries=2000, show_spinner=False)
def _answer(build: str, name: str, _query: Callable[..., Any], _store: Store, args: tuple, options: dict) -> Any:
    return _query(_store, *args, **options)


def ask(
    query: Callable[Concatenate[Store, Asked], Answer], *args: Asked.args, **options: Asked.kwargs
) -> Answer:
    """``query(store, *args, **options)`` on the newest build; the same question is answered once per build.

    Arguments must be hashable by Streamlit: selections, strings, numbers, tuples of them. The caller
    owns the answer and may change it.
    """
    store = current_store()
    name = f"{query.__module__}.{query.__qualname__}"
    return _answer(str(store.folder), name, query, store, args, options)

"""The data beside the dashboard, under the same filter keys."""

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from starlette.requests import Request
from starlette.responses import Response

from components.downloads import send_table
from components.table import as_csv

Asked = Callable[..., Response]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, full_tables: Path) -> Asked:
    """Asks for a table by its name and query."""
    monkeypatch.setenv("CLAIMLINE_TABLES", str(full_tables))

    def ask(name: str, query: str = "") -> Response:
        scope = {"type": "http", "headers": [], "query_string": query.encode(), "path_params": {"name": name}}
        return send_table(Request(scope))

    return ask


def _rows(answer: Response) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(bytes(answer.body)))


def test_the_filters_of_a_link_select_the_rows(asked: Asked) -> None:
    answer = asked("claims", "weapon=drone&status=denied&status=hedged")
    assert answer.headers["content-type"].startswith("text/csv")
    assert set(_rows(answer)["status"]) == {"denied", "hedged"}
    assert 0 < len(_rows(answer)) < len(_rows(asked("claims")))
    assert len(_rows(asked("articles"))) == 16


def test_what_cannot_be_meant_is_refused_by_name(asked: Asked) -> None:
    answer = asked("claims", "weapon=zeppelin")
    assert answer.status_code == 400
    assert b"weapon=zeppelin" in answer.body
    assert asked("secrets").status_code == 404


def test_without_tables_it_says_what_to_do(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_TABLES", "/nowhere")
    answer = asked("claims")
    assert answer.status_code == 503
    assert b"make build" in answer.body


def test_no_text_becomes_a_formula_in_a_spreadsheet() -> None:
    rows = pd.DataFrame({"title": ['=HYPERLINK("https://evil.example")', "@sum", "plain"], "n": [-1, 2, 3]})
    back = pd.read_csv(io.BytesIO(as_csv(rows)))
    assert list(back["title"]) == ['\'=HYPERLINK("https://evil.example")', "'@sum", "plain"]
    assert list(back["n"]) == [-1, 2, 3]

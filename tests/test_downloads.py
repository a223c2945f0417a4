"""The data beside the dashboard, under the same filter keys."""

import io
from pathlib import Path

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.downloads import ROUTES
from components.table import as_csv


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, full_tables: Path) -> TestClient:
    monkeypatch.setenv("CLAIMLINE_TABLES", str(full_tables))
    return TestClient(Starlette(routes=ROUTES))


def test_the_filters_of_a_link_select_the_rows(client: TestClient) -> None:
    answer = client.get("/data/claims.csv?weapon=drone&status=denied&status=hedged")
    rows = pd.read_csv(io.BytesIO(answer.content))
    assert answer.headers["content-type"].startswith("text/csv")
    assert set(rows["status"]) == {"denied", "hedged"}
    everything = pd.read_csv(io.BytesIO(client.get("/data/claims.csv").content))
    assert 0 < len(rows) < len(everything)
    assert len(pd.read_csv(io.BytesIO(client.get("/data/articles.csv").content))) == 16


def test_what_cannot_be_meant_is_refused_by_name(client: TestClient) -> None:
    answer = client.get("/data/claims.csv?weapon=zeppelin")
    assert answer.status_code == 400
    assert "weapon=zeppelin" in answer.text
    assert client.get("/data/secrets.csv").status_code == 404


def test_without_tables_it_says_what_to_do(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_TABLES", "/nowhere")
    answer = client.get("/data/claims.csv")
    assert answer.status_code == 503
    assert "make build" in answer.text


def test_no_text_becomes_a_formula_in_a_spreadsheet() -> None:
    rows = pd.DataFrame({"title": ['=HYPERLINK("https://evil.example")', "@sum", "plain"], "n": [-1, 2, 3]})
    back = pd.read_csv(io.BytesIO(as_csv(rows)))
    assert list(back["title"]) == ['\'=HYPERLINK("https://evil.example")', "'@sum", "plain"]
    assert list(back["n"]) == [-1, 2, 3]

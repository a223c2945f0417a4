"""The data beside the dashboard, under the same filter keys."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from markdown_it import MarkdownIt
from starlette.requests import Request
from starlette.responses import Response

from components.brief import inert
from components.downloads import send_file
from components.files import as_xlsx
from components.table import as_csv

Asked = Callable[..., Response]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, full_tables: Path) -> Asked:
    """Asks for a table by its name and query."""
    monkeypatch.setenv("CLAIMLINE_TABLES", str(full_tables))

    def ask(name: str, query: str = "", kind: str = "csv") -> Response:
        scope = {"type": "http", "headers": [(b"host", b"desk.example")], "query_string": query.encode(), "scheme": "http",
                 "path": f"/data/{name}.{kind}", "server": ("desk.example", 80), "path_params": {"name": name, "kind": kind}}
        return send_file(Request(scope))

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


@pytest.mark.parametrize("name", ["claims", "articles", "register"])
def test_every_kind_of_file_holds_the_same_rows(asked: Asked, name: str) -> None:
    query = "weapon=drone"
    count = len(_rows(asked(name, query)))
    assert count
    sheets = pd.read_excel(io.BytesIO(bytes(asked(name, query, "xlsx").body)), sheet_name=None)
    assert len(sheets["Data"]) == count and len(sheets["About"]["build"]) == 1
    told = json.loads(bytes(asked(name, query, "json").body))
    assert len(told["rows"]) == count and told["build_id"]
    parquet = pd.read_parquet(io.BytesIO(bytes(asked(name, query, "parquet").body)))
    assert len(parquet) == count and set(parquet["build_id"]) == {told["build_id"]}


def test_no_text_becomes_a_formula_or_breaks_a_workbook() -> None:
    rows = pd.DataFrame({"title": ["=1+1", "a\x0bb"]})
    back = pd.read_excel(io.BytesIO(as_xlsx(rows, "b")))
    assert list(back["title"]) == ["'=1+1", "ab"]


def test_the_network_can_be_read_back(asked: Asked) -> None:
    graph = nx.read_graphml(io.BytesIO(bytes(asked("network", "weapon=drone", "graphml").body)))
    assert graph.is_directed() and graph.number_of_edges()
    assert graph.nodes["iran"]["name"] == "Iran"


def test_a_brief_cites_every_line_and_names_its_view_and_build(asked: Asked) -> None:
    said = bytes(asked("brief", "weapon=drone&view=/claims?weapon=drone", "md").body).decode()
    lines = [line for line in said.splitlines() if line.startswith("- ")]
    cited = {int(number) for line in lines for number in re.findall(r"\\\[(\d+)\\\]$", line)}
    listed = {int(found) for found in re.findall(r"^(\d+)\. ", said, re.MULTILINE)}
    assert lines and cited == listed
    assert "View: <http://desk.example/claims?weapon=drone>" in said
    assert "Build: " in said and "System: drones" in said


@pytest.mark.parametrize("kind", ["md", "html"])
def test_nothing_of_an_article_acts_in_a_brief(asked: Asked, kind: str) -> None:
    answer = asked("brief", "source=volga-daily", kind)
    said = bytes(answer.body).decode()
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "hacked" in said
    shown = MarkdownIt().render(said) if kind == "md" else said
    assert not re.search(r"<(script|img|b>|strong>bold|em>)|<style>body\{d", shown)
    assert not re.search(r'(href|src)="[^"]*evil\.example/[^"]', shown)
    assert len(re.findall("<h1>", shown)) == 1


@pytest.mark.parametrize(("text", "shown"), [
    ("# head", "\\# head"), ("1. one", "1\\. one"), ("- item", "\\- item"), ("a <b> & c", "a \\<b\\> \\& c"),
    ("https://x.example", "https\\://x.example"), ("www.x.example", "www\\.x.example"), ("a\nb", "a b"), ("[a](b)", "\\[a\\](b)"),
])  # fmt: skip
def test_markdown_shows_text_as_it_is(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize("view", ["javascript:alert(1)", "//evil.example/claims", "/secrets", "https://evil.example"])
def test_a_brief_links_to_this_dashboard_only(asked: Asked, view: str) -> None:
    said = bytes(asked("brief", f"weapon=drone&view={view}", "md").body).decode()
    assert "View: <http://desk.example/?weapon=drone>" in said

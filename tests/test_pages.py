"""Every page draws: with full tables, with none of what is asked for, with empty tables, without tables."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tables.store import publish
from tests import tables_fixture

FRAME = str(Path(__file__).parents[1] / "components" / "frame.py")
PAGES = ("overview", "timeline", "actors", "claims", "weapons", "articles", "method")
Opened = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a page over a folder of tables, with the parameters of a link."""

    def open_page(tables: Path, page: str, **params: str | list[str]) -> AppTest:
        monkeypatch.setenv("CLAIMLINE_TABLES", str(tables))
        app = AppTest.from_file(FRAME, default_timeout=60)
        app.run()
        app.switch_page(f"../pages/{page}.py")
        for key, value in params.items():
            app.query_params[key] = value
        return app.run()

    return open_page


def words(app: AppTest) -> str:
    """All that the page shows as HTML, notices and messages."""
    html = [element.proto.body for element in app.get("html")]
    return "\n".join(html + [each.value for each in (*app.warning, *app.info)])


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_with_full_tables(opened: Opened, full_tables: Path, page: str) -> None:
    app = opened(full_tables, page)
    assert not app.exception
    assert not app.warning
    assert len(app.multiselect) == 5


@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_anything_to_show_says_what_to_do(opened: Opened, full_tables: Path, page: str) -> None:
    app = opened(full_tables, page, weapon="fath-360", type="use")
    assert not app.exception
    assert "remove" in words(app).lower()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_draws_with_empty_tables(opened: Opened, empty_tables: Path, page: str) -> None:
    app = opened(empty_tables, page)
    assert not app.exception
    assert "cl-nothing" in words(app)


def test_without_tables_the_page_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    monkeypatch.setenv("CLAIMLINE_TABLES", str(tmp_path / "none"))
    app = AppTest.from_file(FRAME, default_timeout=60).run()
    assert not app.exception
    assert "`make build`" in app.info[0].value


def test_a_new_build_is_noticed_without_a_restart(opened: Opened, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    tables_fixture.publish_empty(out)
    app = opened(out, "articles")
    assert "no articles yet" in words(app)
    tables_fixture.publish_full(out)
    app.run()
    assert "16 articles" in words(app)


def test_a_link_sets_the_filters(opened: Opened, full_tables: Path) -> None:
    link = {"weapon": ["shahed-136", "su-35"], "source": "volga-daily", "q": "russia", "date": "2022-09-01"}
    app = opened(full_tables, "articles", **link)
    assert app.multiselect(key="filter-weapons").value == ["shahed-136", "su-35"]
    assert app.multiselect(key="filter-sources").value == ["volga-daily"]
    assert app.text_input(key="filter-q").value == "russia"
    assert str(app.date_input(key="filter-date_from").value) == "2022-09-01"
    assert app.date_input(key="filter-date_to").value is None
    assert not app.warning


def test_a_filter_sets_the_link_and_keeps_the_page_own_keys(opened: Opened, full_tables: Path) -> None:
    app = opened(full_tables, "articles", article="a0000003")
    app.multiselect(key="filter-statuses").set_value(["denied", "hedged"]).run()
    assert app.query_params["status"] == ["denied", "hedged"]
    assert "a0000003" in app.query_params["article"]
    app.button(key="chip-statuses-denied").click().run()
    assert app.multiselect(key="filter-statuses").value == ["hedged"]
    app.button(key="chip-reset").click().run()
    assert "status" not in app.query_params
    assert "a0000003" in app.query_params["article"]


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("weapon", "zeppelin", "no such weapon"),
        ("weapon", "russia", "no such weapon"),
        ("source", "<script>", "no such source"),
        ("date", "yesterday", "not a date"),
        ("date", ["2023-01-01", "2022-01-01"], "ends before it begins"),
        ("date", ["2022-01-01", "2023-01-01", "2024-01-01"], "two dates"),
        ("status", "maybe", "no such status"),
        ("q", "x" * 300, "too long"),
        ("article", "../../etc", "malformed"),
        ("article", "a9999999", "no such article"),
        ("zebra", "1", "unknown here"),
    ],
)
def test_what_a_link_cannot_mean_is_dropped_with_a_notice(
    opened: Opened, full_tables: Path, key: str, value: str | list[str], why: str
) -> None:
    app = opened(full_tables, "articles", **{key: value})
    assert not app.exception
    assert len(app.warning) == 1
    assert why in app.warning[0].value.replace("\\", "")
    assert key in app.warning[0].value
    if why != "two dates":
        assert key not in app.query_params


def test_a_value_that_other_filters_exclude_stays_set(opened: Opened, full_tables: Path) -> None:
    app = opened(full_tables, "articles", weapon="fath-360", type="use")
    assert app.multiselect(key="filter-weapons").value == ["fath-360"]
    assert not app.warning


def test_hostile_text_is_escaped_everywhere(opened: Opened, full_tables: Path) -> None:
    app = opened(full_tables, "articles", article="a000000f", claim="c000005f")
    shown = words(app)
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown and "<img" not in shown and "evil.example/p.png)" in shown
    assert not app.exception
    for text in app.markdown:
        assert "evil.example" not in text.value


def test_an_article_shows_what_its_metadata_rest_on(opened: Opened, full_tables: Path) -> None:
    estimated = words(opened(full_tables, "articles", article="a0000002"))
    assert 'class="cl-estimated">c. Dec 2022' in estimated
    assert "from the latest date cited" in estimated
    merged = words(opened(full_tables, "articles", article="a0000000"))
    assert "000.txt, 000b.txt" in merged
    assert "left as found" in merged and "&lt;b&gt;" in merged
    summary = words(opened(full_tables, "articles", article="a0000004"))
    assert "summary written for this project" in summary and "https://caspian-press.example/4" in summary


def test_a_link_from_another_build_says_what_has_changed(opened: Opened, tmp_path: Path) -> None:
    out, full = tmp_path / "tables", tables_fixture.full_tables()
    publish({**full, "claims": full["claims"][:-3]}, [], {"build_id": "first"}, out)
    publish(full, [], {"build_id": "second"}, out)
    app = opened(out, "timeline", build="first")
    assert not app.exception and not app.warning
    assert "3 claims added" in app.info[0].value
    app = opened(out, "timeline", build="second")
    assert not app.info and "build" not in app.query_params
    app = opened(out, "timeline", build="unheard-of")
    assert "nothing is on record" in app.info[0].value


def test_the_register_opens_from_a_link(opened: Opened, full_tables: Path) -> None:
    app = opened(full_tables, "weapons", view="register", entry="iran~shahed-136~russia", field="delivery_years")
    assert not app.exception and not app.warning
    assert "Shahed-136, Iran → Russia: years of delivery" in words(app)
    assert "cl-card" in words(app)


def test_places_close_together_open_from_a_link(opened: Opened, full_tables: Path) -> None:
    link = {"view": "map", "world": "on", "near": "wide~odesa"}
    app = opened(full_tables, "actors", **link)
    assert not app.exception and not app.warning
    assert "2 places close together" in words(app) and "Claims that name these places" in words(app)
    app = opened(full_tables, "actors", edge="at~chornomorsk", **link)
    assert "Claims that name this place" in words(app) and "wide~odesa" in app.query_params["near"]
    app = opened(full_tables, "actors", view="map", near="wide~nowhere~small")
    assert not app.exception and "near=wide~nowhere" in app.warning[0].value.replace("\\", "")
    assert "near" not in app.query_params


def test_the_network_says_how_many_arrows_it_leaves_out(
    opened: Opened, full_tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    told = [each.value for each in opened(full_tables, "actors").caption]
    assert not any("arrows are shown" in each for each in told)
    monkeypatch.setattr("components.network_chart.MOST_EDGES", 1)
    told = [each.value for each in opened(full_tables, "actors").caption]
    assert [each for each in told if each.startswith("1 of ") and "All are in the table" in each]

"""The claims page by its own keys: a link opens the view that it names."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tables.store import publish
from tests import tables_fixture
from tests.test_pages import Opened, opened, words

__all__ = ["opened"]


def held(app: AppTest, key: str) -> list[str]:
    """The values of a key in the address bar."""
    value: str | list[str] = dict(app.query_params).get(key, [])
    return [value] if isinstance(value, str) else list(value)


TOPIC = "transfer-iran-russia-drone"


@pytest.mark.parametrize("params", [
    {"topic": TOPIC}, {"topic": TOPIC, "reach": "members"}, {"topic": TOPIC, "reach": "kin", "by": "volga-daily"},
    {"topic": TOPIC, "claim": ["c0000006", "c0000001"], "reach": "members"}, {"view": "two"}, {"view": "two", "left": "harbour-news"},
    {"view": "two", "left": "group:atlantic", "right": "group:state-affiliated"},
    {"view": "two", "left": "country:US", "right": "country:IR", "wide": "on", "weapon": "drone"},
    {"view": "two", "left": "group:atlantic", "right": "group:state-affiliated", "matter": TOPIC, "side": "right"},
    {"view": "framings"}, {"view": "framings", "status": "denied"}, {"view": "framings", "claim": "c0000003"},
    {"rows": "class"}, {"rows": "broad", "sort": "newest", "open": ["missile", "drone"]},
    {"rows": "class", "open": "drone", "within": "drone", "by": "volga-daily"}, {"rows": "class", "open": "drone", "topic": TOPIC},
    {"topic": TOPIC, "view": "two", "left": "country:US", "right": "country:IR"},
])  # fmt: skip
def test_a_link_opens_its_view_and_keeps_its_keys(opened: Opened, full_tables: Path, params: dict[str, str | list[str]]) -> None:
    app = opened(full_tables, "claims", **params)
    assert not app.exception and not app.warning
    for key, value in params.items():
        assert held(app, key) == ([value] if isinstance(value, str) else value)


@pytest.mark.parametrize("params", [{"view": "two", "left": "country:US", "right": "country:IR"}, {"view": "framings"}, {"topic": TOPIC}])
def test_a_view_without_claims_says_so(opened: Opened, empty_tables: Path, full_tables: Path, params: dict[str, str]) -> None:
    app = opened(empty_tables, "claims", **params)
    assert not app.exception and "cl-nothing" in words(app)
    app = opened(full_tables, "claims", weapon="fath-360", type="use", **params)
    assert not app.exception and "remove" in words(app)


def test_a_side_that_does_not_exist_is_dropped_with_a_notice(opened: Opened, full_tables: Path) -> None:
    app = opened(full_tables, "claims", view="two", left="country:XX", right="country:IR")
    assert not app.exception and "country:XX" in app.warning[0].value.replace("\\", "")
    assert held(app, "left") == [] and held(app, "right") == ["country:IR"]


def test_a_class_that_does_not_exist_is_dropped_with_a_notice(opened: Opened, full_tables: Path) -> None:
    app = opened(full_tables, "claims", rows="class", open=["zeppelin", "drone"])
    assert not app.exception and "open=zeppelin" in app.warning[0].value.replace("\\", "")
    assert held(app, "open") == ["drone"]


def test_a_cell_of_a_class_opens_its_claims(opened: Opened, full_tables: Path) -> None:
    shown = words(opened(full_tables, "claims", rows="class", within="drone", by="volga-daily"))
    assert "Volga Daily: Drones" in shown and "cl-card" in shown


def test_a_matter_of_two_parties_opens_from_its_link(opened: Opened, tmp_path: Path) -> None:
    full = tables_fixture.full_tables()
    for rows in ("topics", "claims", "events"):
        full[rows] = [row | {"topic_id": "transfer-iran+russia-drone"} if row["topic_id"] == TOPIC else row for row in full[rows]]
    publish(full, [], {"build_id": "joint"}, tmp_path / "tables")
    app = opened(tmp_path / "tables", "claims", topic="transfer-iran+russia-drone")
    assert not app.exception and not app.warning and "What each source says" in words(app)


def test_choosing_the_sides_writes_the_link(opened: Opened, full_tables: Path) -> None:
    app = opened(full_tables, "claims", view="two")
    app.selectbox(key="voice-left").set_value("country:US").run()
    app.selectbox(key="voice-right").set_value("volga-daily").run()
    assert held(app, "left") == ["country:US"] and held(app, "right") == ["volga-daily"]
    assert "What both speak of" in words(app)
    app.selectbox(key="voice-left").set_value(None).run()
    assert held(app, "left") == []


def test_a_topic_shows_its_denials_and_what_it_rests_on(opened: Opened, full_tables: Path) -> None:
    shown = words(opened(full_tables, "claims", topic=TOPIC, reach="members"))
    assert "Denials" in shown and "What it rests on" in shown and "cl-tree" in shown and "The number over time" in shown
    assert "/articles?article=" in shown


def test_hostile_words_stay_words_in_every_view(opened: Opened, full_tables: Path) -> None:
    for params in ({"topic": "transfer-iran-russia-shahed-136"}, {"view": "framings"},
                   {"view": "two", "left": "volga-daily", "right": "country:US"}):  # fmt: skip
        app = opened(full_tables, "claims", **params)
        shown = words(app)
        assert not app.exception and "<script" not in shown and "<img" not in shown
        assert not any("evil.example" in text.value for text in app.markdown)

"""Milestones on the timeline: those of the days shown, their names beside one another, and a period that is dragged out."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from components.milestone_marks import shown_milestones, strip_height
from tables.store import open_store
from tables.timeline import milestones_in
from tests.test_pages import Opened, opened, words
from tests.test_pages_claims import held

__all__ = ["opened"]
FIRST, LAST = dt.date(2022, 1, 1), dt.date(2024, 12, 31)


def _milestones(*days: str, name: str = "a treaty of two states") -> pd.DataFrame:
    return pd.DataFrame({"milestone_id": list(days), "name": [name] * len(days), "day": pd.to_datetime(list(days))})


def test_only_milestones_of_the_days_shown_are_drawn(full_tables: Path) -> None:
    known = milestones_in(open_store(full_tables))
    assert list(known["day"]) == sorted(known["day"]) and len(known) == 2
    assert len(shown_milestones(known, FIRST, LAST, 900)) == 2
    assert shown_milestones(known, dt.date(2024, 1, 1), LAST, 900) == [] and strip_height([]) == 0


def test_names_that_would_cover_one_another_stand_on_lines_of_their_own() -> None:
    found = shown_milestones(_milestones("2022-03-01", "2022-03-15", "2024-03-01"), FIRST, LAST, 900)
    assert [line for _, _, line, _ in found] == [0, 1, 0]
    late = shown_milestones(_milestones("2024-12-20"), FIRST, LAST, 900)
    assert late[0][3], "a name at the right edge stands to the left of its day"


def test_names_are_shown_as_they_are() -> None:
    found = shown_milestones(_milestones("2022-03-01", name="<b>x</b>"), FIRST, LAST, 900)
    assert found[0][1] == "&lt;b&gt;x&lt;/b&gt;"


@pytest.mark.parametrize("params", [{"milestones": "1"}, {"milestones": "1", "clock": "both", "brush": "on"}, {"brush": "on", "event": "e0000001"}])
def test_a_link_shows_milestones_and_keeps_its_keys(opened: Opened, full_tables: Path, params: dict[str, str]) -> None:
    app = opened(full_tables, "timeline", **params)
    assert not app.exception and not app.warning
    for key, value in params.items():
        assert held(app, key) == [value]


def test_the_switch_writes_the_link_and_empty_tables_have_no_milestones(opened: Opened, full_tables: Path, empty_tables: Path) -> None:
    app = opened(full_tables, "timeline")
    app.toggle(key="switch-milestones").set_value(True).run()
    assert held(app, "milestones") == ["1"]
    app.toggle(key="switch-milestones").set_value(False).run()
    assert held(app, "milestones") == []
    app = opened(empty_tables, "timeline", milestones="1")
    assert not app.exception and "cl-nothing" in words(app)

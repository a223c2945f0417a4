"""Dates, numbers and names as they stand on screen."""

import datetime as dt

import pandas as pd
import pytest

from components import formats
from components.highlights import marked
from tables.claims import Mark

DAY = dt.date(2022, 11, 5)


@pytest.mark.parametrize(
    ("value", "basis", "shown"),
    [(DAY, "stated", "5 Nov 2022"), (DAY, "estimated", "c. Nov 2022"), (pd.NaT, "unknown", "undated"),
     (pd.Timestamp(DAY), "sidecar", "5 Nov 2022")],
)  # fmt: skip
def test_the_date_of_an_article_is_no_surer_than_it_is_known(value: object, basis: str, shown: str) -> None:
    assert formats.published(value, basis) == shown


@pytest.mark.parametrize(
    ("start", "end", "precision", "shown"),
    [
        (DAY, DAY, "day", "5 Nov 2022"),
        (DAY, dt.date(2022, 11, 9), "day", "5–9 Nov 2022"),
        (DAY, dt.date(2022, 12, 2), "day", "5 Nov 2022 – 2 Dec 2022"),
        (dt.date(2022, 11, 1), dt.date(2022, 11, 30), "month", "Nov 2022"),
        (dt.date(2022, 9, 1), dt.date(2022, 11, 30), "season", "autumn 2022"),
        (dt.date(2022, 12, 1), dt.date(2023, 2, 28), "season", "winter 2022–23"),
        (dt.date(2022, 1, 1), dt.date(2022, 12, 31), "year", "2022"),
        (DAY, None, "open", "since Nov 2022"),
        (None, DAY, "open", "until Nov 2022"),
        (None, None, "none", "undated"),
    ],
)
def test_a_happening_is_dated_no_finer_than_it_is_known(
    start: dt.date | None, end: dt.date | None, precision: str, shown: str
) -> None:
    assert formats.happened(start, end, precision) == shown


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [(1700, 1700, None, "1,700"), (1000, 2400, "rounds", "1,000–2,400 rounds"), (300, None, None, "at least 300"),
     (None, 50, None, "up to 50"), (None, None, "rounds", ""), (2.5, 2.5, "km", "2.5 km")],
)  # fmt: skip
def test_quantities_keep_what_is_open(low: float | None, high: float | None, unit: str | None, shown: str) -> None:
    assert formats.quantity(low, high, unit) == shown


def test_marks_that_overlap_are_split_and_everything_is_escaped() -> None:
    text = "<b>Iran & co</b>"
    html = marked(text, [Mark(103, 107, "entity"), Mark(105, 112, "cue"), Mark(0, 50, "cue")], offset=100)
    assert html == (
        '&lt;b&gt;<mark class="entity">Ir</mark><mark class="entity cue">an</mark>'
        '<mark class="cue"> &amp; co</mark>&lt;/b&gt;'
    )
    assert marked(text, []) == "&lt;b&gt;Iran &amp; co&lt;/b&gt;"


def test_a_mark_of_unknown_kind_cannot_become_markup() -> None:
    assert "<x" not in marked("abc", [Mark(0, 3, '"><x')])


def test_a_country_has_its_name_and_what_is_none_stays_as_it_is() -> None:
    assert [formats.country(code) for code in ("IN", "KP", "XX", "agency", "")] == ["India", "North Korea", "XX", "agency", ""]

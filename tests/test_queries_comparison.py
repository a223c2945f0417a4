"""What the matrix, a topic and its conflict ledger ask of the tables."""

from pathlib import Path

import pandas as pd
import pytest

from tables.classes import classes_of_topics
from tables.comparison import class_claims_in, matrix_in, origins_in, statements_in, topic_named, topics_in
from tables.conflicts import ledger_of
from tables.selection import Selection
from tables.store import Store, open_store, publish
from tests import tables_fixture

ALL = Selection()


@pytest.fixture(scope="module")
def store(full_tables: Path) -> Store:
    return open_store(full_tables)


def test_the_cells_of_the_matrix_hold_every_claim_once(store: Store) -> None:
    matrix = matrix_in(store, ALL)
    claims = int(store.frame("SELECT count(*) AS n FROM claims")["n"].iloc[0])
    assert matrix.cells["n_claims"].sum() == matrix.topics["n_claims"].sum() == claims
    assert not matrix.cells.duplicated(["topic_id", "source_id"]).any()


def test_silence_is_told_from_absence(store: Store) -> None:
    matrix = matrix_in(store, ALL)
    spans = matrix.topics.set_index("topic_id")
    days = store.frame("SELECT source_id, published FROM articles WHERE published IS NOT NULL")
    for topic, source in list(matrix.active)[:60]:
        own = days.loc[days["source_id"] == source, "published"]
        first, last = spans.loc[topic, "first_report"], spans.loc[topic, "last_report"]
        assert own.between(first - pd.Timedelta(days=30), last + pd.Timedelta(days=30)).any()


def test_sources_of_one_group_stand_together(store: Store) -> None:
    for group in ("country", "kind"):
        names = list(matrix_in(store, ALL, group=group).sources["group"])
        assert len([name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]) == len(set(names))


def test_topics_are_sorted_and_kept_as_asked(store: Store) -> None:
    assert topics_in(store, ALL, "largest")["n_claims"].is_monotonic_decreasing
    assert topics_in(store, ALL, "sources")["n_sources"].is_monotonic_decreasing
    assert topics_in(store, ALL, "newest")["last_report"].is_monotonic_decreasing
    contested = topics_in(store, ALL, contested=True)
    assert contested["contested"].all() and 0 < len(contested) < len(topics_in(store, ALL))
    assert topics_in(store, ALL)["contested"].iloc[0]


def test_a_topic_shows_its_statements_newest_first_with_names(store: Store) -> None:
    topic = "transfer-iran-russia-shahed-136"
    statements = statements_in(store, ALL, (topic,))
    assert statements["published"].dropna().is_monotonic_decreasing
    assert set(statements["agents_said"]) == {"Iran"} and statements["passage"].notna().all()
    assert topic_named(store, topic) and topic_named(store, "nothing") == ""
    origins = origins_in(store, ALL, (topic,))
    assert sorted(claim for ids in origins["claim_ids"] for claim in ids) == sorted(statements["claim_id"])


def test_a_contested_matter_without_a_party_comes_after_those_with_one(store: Store, tmp_path: Path) -> None:
    first = topics_in(store, ALL)["topic_id"].iloc[0]
    full = tables_fixture.full_tables()
    full["topics"] = [row | {"agents": [], "recipients": []} if row["topic_id"] == first else row for row in full["topics"]]
    publish(full, [], {"build_id": "bare"}, tmp_path / "tables")
    topics = topics_in(open_store(tmp_path / "tables"), ALL)
    contested = topics[topics["contested"]]
    assert contested["topic_id"].iloc[-1] == first and contested["partyless"].iloc[-1]
    assert list(topics["contested"]) == sorted(topics["contested"], reverse=True)


@pytest.mark.parametrize("level", ["class", "broad"])
def test_the_rows_of_classes_hold_every_claim_once(store: Store, level: str) -> None:
    plain, folded = matrix_in(store, ALL), matrix_in(store, ALL, level=level)  # type: ignore[arg-type]
    assert folded.topics["n_claims"].sum() == plain.topics["n_claims"].sum() == folded.cells["n_claims"].sum()
    assert folded.topics["n_topics"].sum() == len(plain.topics) and folded.topics["topic_id"].is_unique
    assert list(folded.sources["source_id"]) == list(plain.sources["source_id"])


def test_a_system_folds_into_the_narrowest_class_above_it(store: Store) -> None:
    narrow, broad = (classes_of_topics(store, level).set_index("topic_id")["class_id"] for level in ("class", "broad"))  # type: ignore[arg-type]
    missiles = ["negotiate-russia-iran-fath-360", "transfer-iran-russia-ballistic-missile"]
    assert set(narrow[missiles]) == {"ballistic-missile"} and set(broad[missiles]) == {"missile"}
    assert narrow["transfer-iran-russia-shahed-136"] == "drone"  # Shahed is a family of systems, not a class
    assert narrow["assess-russia-iran"] == "no:item"


def test_an_open_class_shows_its_topics_below_it_and_counts_no_source_twice(store: Store) -> None:
    shut, opened = matrix_in(store, ALL, level="class"), matrix_in(store, ALL, level="class", opened=("drone",))
    rows = list(opened.topics["topic_id"])
    below = [row for row in rows if not row.startswith("class:")]
    at = rows.index("class:drone")
    assert rows[at + 1 : at + 1 + len(below)] == below and "transfer-iran-russia-drone" in below
    assert list(opened.sources["n_claims"]) == list(shut.sources["n_claims"])
    assert [row for row in rows if row.startswith("class:")] == list(shut.topics["topic_id"])


@pytest.mark.parametrize("contested", [False, True])
def test_a_cell_of_a_class_opens_exactly_the_claims_that_it_counts(store: Store, contested: bool) -> None:
    for cell in matrix_in(store, ALL, contested=contested, level="class").cells.itertuples():
        ids = class_claims_in(store, ALL, "class", cell.topic_id.removeprefix("class:"), cell.source_id, contested)
        assert len(ids) == cell.n_claims


def test_a_speaker_has_the_office_of_the_day(store: Store) -> None:
    statements = statements_in(store, ALL, tuple(topics_in(store, ALL)["topic_id"]))
    told = statements[statements["speaker_id"] == "pavel-orlov"].dropna(subset=["published"])
    early = told[told["published"] < pd.Timestamp("2023-01-01")]
    late = told[told["published"] >= pd.Timestamp("2023-01-01")]
    assert len(early) and set(early["office"]) == {"deputy minister, Russia"}
    assert len(late) and set(late["office"]) == {"minister <b>of supply</b>, Russia"}  # two titles of one office are one
    assert statements.loc[statements["speaker_id"] == "arman-rostami", "office"].isna().all()
    assert statements["claim_id"].is_unique


def _statements(**columns: list) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    none: list = [None] * size
    base = {
        "claim_id": [f"c{at}" for at in range(size)], "source": [f"Source {at}" for at in range(size)],
        "status": ["asserted"] * size, "quantity_text": none, "quantity_low": none, "quantity_high": none,
        "quantity_counts": none, "event_from": none, "event_to": none, "date_precision": ["day"] * size,
        "agents_said": ["Iran"] * size, "recipients_said": ["Russia"] * size, "items_said": ["drones"] * size,
        "places_said": [""] * size,
    }
    frame = pd.DataFrame(base | columns)
    return frame.astype({"quantity_low": float, "quantity_high": float})


def _conflicts(statements: pd.DataFrame) -> set[tuple[str, str]]:
    ledger = ledger_of(statements)
    return set(zip(ledger["field"], ledger["conflict"], strict=True))


def test_statements_that_agree_have_an_empty_ledger() -> None:
    assert ledger_of(_statements(status=["asserted", "asserted"])).empty


def test_a_denial_stands_against_an_assertion_but_a_hedge_does_not() -> None:
    assert ("status", "asserted against denied") in _conflicts(_statements(status=["asserted", "denied"]))
    assert ("status", "different commitment") in _conflicts(_statements(status=["asserted", "hedged"]))


def test_numbers_conflict_only_where_they_count_the_same_and_are_apart() -> None:
    same: dict[str, list] = {"quantity_text": ["1,700", "300"], "quantity_low": [1700, 300], "quantity_high": [1700, 300]}
    assert ("number delivered", "different number") in _conflicts(
        _statements(**same, quantity_counts=["delivered", "delivered"]))
    other = _conflicts(_statements(**same, quantity_counts=["ordered", "delivered"]))
    assert other == {("number", "number of a different thing")}
    within: dict[str, list] = {"quantity_text": ["1,700", "at least 300"], "quantity_low": [1700, 300], "quantity_high": [1700, None]}
    assert ("number delivered", "numbers agree") in _conflicts(
        _statements(**within, quantity_counts=["delivered", "delivered"]))


def test_a_day_inside_a_month_does_not_conflict_with_it() -> None:
    day = pd.Timestamp
    inside: dict[str, list] = {"event_from": [day("2022-09-08"), day("2022-09-01")], "event_to": [day("2022-09-08"), day("2022-09-30")]}
    assert ("date", "dates are compatible") in _conflicts(_statements(**inside, date_precision=["day", "month"]))
    apart: dict[str, list] = {"event_from": [day("2022-09-08"), day("2023-01-01")], "event_to": [day("2022-09-08"), day("2023-01-31")]}
    ledger = ledger_of(_statements(**apart, date_precision=["day", "month"]))
    assert set(ledger["conflict"]) == {"incompatible dates, or several happenings"}
    assert set(ledger["value"]) == {"8 Sep 2022", "Jan 2023"}


def test_empty_tables_give_an_empty_matrix(empty_tables: Path) -> None:
    matrix = matrix_in(open_store(empty_tables), ALL)
    assert matrix.topics.empty and matrix.sources.empty and not matrix.active

"""What the first page says: where to begin always leads to something, and what is contested has two sides."""

from pathlib import Path

import pytest

from tables.actors import within
from tables.comparison import statements_in
from tables.overview import (
    AFFIRMING,
    REJECTING,
    contested_topics,
    counts_in,
    newest_article,
    status_counts,
    worked_examples,
)
from tables.schema import STATUSES
from tables.selection import Selection
from tables.store import Store, open_store
from tables.weapons import dossier_in


@pytest.fixture
def store(full_tables: Path) -> Store:
    """The invented tables."""
    return open_store(full_tables)


def test_each_place_to_begin_shows_claims(store: Store) -> None:
    examples = {example.place: example for example in worked_examples(store)}
    assert list(examples) == ["claims", "weapons", "actors"]
    assert not statements_in(store, Selection(), (examples["claims"].own["topic"],)).empty
    assert dossier_in(store, Selection(), examples["weapons"].own["system"]).claim_ids
    assert not within(store, Selection(), "state", 2, examples["actors"].own["around"]).empty
    assert all(example.sources > 0 for example in examples.values())


def test_without_claims_there_is_nowhere_to_begin(empty_tables: Path) -> None:
    store = open_store(empty_tables)
    assert worked_examples(store) == []
    assert newest_article(store, Selection()) == {}


def test_a_contested_topic_has_two_sides_and_the_most_balanced_comes_first(store: Store) -> None:
    topics = contested_topics(store, Selection()).to_dict("records")
    weights = []
    for topic in topics:
        said, against = (sum(topic[status] for status in side) for side in (AFFIRMING, REJECTING))
        assert said and against
        weights.append(min(said, against) * topic["sources"])
    assert weights == sorted(weights, reverse=True)
    assert set(AFFIRMING) | set(REJECTING) == set(STATUSES)


def test_every_claim_is_in_one_part_of_the_bar(store: Store) -> None:
    selection = Selection(weapons=("drone",))
    assert sum(status_counts(store, selection).values()) == counts_in(store, selection).claims


def test_the_newest_article_is_of_the_selection(store: Store) -> None:
    everything, one = newest_article(store, Selection()), newest_article(store, Selection(sources=("volga-daily",)))
    assert one["source"] == "Volga Daily"
    assert one["published"] <= everything["published"] and everything["first"] <= one["published"]

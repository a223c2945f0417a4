"""The build: what always holds of the tables, what is done again, and what happens to bad input."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from spacy.tokens import Doc

from preprocessing import build as line
from preprocessing import pipeline
from preprocessing.build import Inputs, build, is_current
from tables.schema import DATE_BASES, PRECISIONS, PUBLISHED_BASES, REFERENCES, STATUSES, TABLES
from tables.store import Store, open_store

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "data" / "articles"
KNOWLEDGE = ROOT / "data" / "knowledge"
MODEL = ROOT / "data" / "model"

ONE = """Iran delivered 24 drones to Russia in October 2022, officials in Kyiv said on Tuesday.

The drones were launched at power stations in Ukraine, and two of them were shot down over Odesa.
"""
OTHER = """North Korea shipped artillery shells to Russia last year, the South Korean defence ministry said.

Moscow denied that it had received any shells from Pyongyang and called the report baseless.
"""


def inputs_of(articles: Path, out: Path) -> Inputs:
    return Inputs(articles, KNOWLEDGE, MODEL, out)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the shipped articles."""
    out = tmp_path_factory.mktemp("shipped") / "tables"
    build(inputs_of(SHIPPED, out))
    return out


@pytest.fixture(scope="session")
def store(shipped: Path) -> Iterator[Store]:
    opened = open_store(shipped)
    yield opened
    opened.connection.close()


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of two short articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, "utf-8")
    (folder / "other.txt").write_text(OTHER, "utf-8")
    return folder


def files_in(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.resolve().glob("*.parquet")}


# ---- what always holds -------------------------------------------------------------------------------------


def test_every_table_has_its_key_once(store: Store) -> None:
    for name in TABLES:
        if name != "findings":
            key = TABLES[name].names[0]
            rows, keys = store.frame(f"SELECT count(*), count(DISTINCT {key}) FROM {name}").iloc[0]
            assert rows == keys, name


@pytest.mark.parametrize(("table", "column"), REFERENCES, ids=lambda part: str(part))
def test_every_reference_leads_somewhere(store: Store, table: str, column: str) -> None:
    target = REFERENCES[table, column]
    key = TABLES[target].names[0]
    listed = str(TABLES[table].field(column).type).startswith("list")
    value = f"unnest({column})" if listed else column
    lost = store.frame(
        f"SELECT * FROM (SELECT {value} AS id FROM {table}) WHERE id IS NOT NULL"
        f" AND id NOT IN (SELECT {key} FROM {target})"
    )
    assert lost.empty


def test_offsets_lie_in_the_text_and_in_their_sentence(store: Store) -> None:
    beyond = store.frame(
        'SELECT s.* FROM sentences s JOIN articles a USING (article_id) WHERE s.start < 0 OR s."end" <= s.start'
        ' OR s."end" > length(a.text)'
    )
    assert beyond.empty
    for table in ("mentions", "claims"):
        outside = store.frame(
            f'SELECT t.* FROM {table} t JOIN sentences s USING (sentence_id) WHERE t.article_id <> s.article_id'
            ' OR t.start < s.start OR t."end" > s."end" OR t."end" <= t.start'
        )
        assert outside.empty, table


@pytest.mark.parametrize("part", ["trigger", "cue"])
def test_trigger_and_cue_lie_in_the_sentence_of_their_claim(store: Store, part: str) -> None:
    outside = store.frame(
        f'SELECT c.* FROM claims c JOIN sentences s USING (sentence_id) WHERE c.{part}_start < s.start'
        f' OR c.{part}_end > s."end" OR c.{part}_end <= c.{part}_start'
    )
    assert outside.empty


def test_sentences_are_in_order_and_do_not_overlap(store: Store) -> None:
    frame = store.frame('SELECT article_id, start, "end" FROM sentences ORDER BY article_id, position')
    before = frame.groupby("article_id")["end"].shift()
    assert ((frame["start"] >= before) | before.isna()).all()


def test_values_are_of_the_vocabulary(store: Store) -> None:
    claims = store.frame("SELECT status, date_precision, date_basis, event_from, event_to FROM claims")
    assert set(claims["status"]) <= set(STATUSES)
    assert set(claims["date_precision"]) <= set(PRECISIONS)
    assert set(claims["date_basis"]) <= set(DATE_BASES)
    both = claims.dropna(subset=["event_from", "event_to"])
    assert (both["event_from"] <= both["event_to"]).all()
    assert set(store.frame("SELECT published_basis FROM articles").iloc[:, 0]) <= set(PUBLISHED_BASES)


def test_whatever_is_not_flatly_asserted_shows_its_cue(store: Store) -> None:
    bare = store.frame("SELECT * FROM claims WHERE status <> 'asserted' AND cue_start IS NULL")
    assert bare.empty


def test_every_claim_says_who_does_or_gets_what(store: Store) -> None:
    empty = store.frame("SELECT * FROM claims WHERE len(agents) + len(recipients) + len(items) = 0")
    assert set(empty["event_type"]) <= {"assess"}  # "it is a turning point" names no party
    assert store.frame("SELECT * FROM claims WHERE rule_id IS NULL OR origin_id IS NULL").empty


def test_events_and_topics_count_the_claims_that_they_group(store: Store) -> None:
    wrong = store.frame(
        "SELECT e.event_id FROM events e JOIN claims c USING (event_id) GROUP BY e.event_id, e.n_claims, e.n_origins"
        " HAVING count(*) <> e.n_claims OR count(DISTINCT c.origin_id) <> e.n_origins"
    )
    assert wrong.empty
    assert store.frame("SELECT * FROM events WHERE event_id NOT IN (SELECT event_id FROM claims)").empty
    assert store.frame("SELECT * FROM topics WHERE topic_id NOT IN (SELECT topic_id FROM claims)"
                       " AND topic_id NOT IN (SELECT parent_id FROM topics WHERE parent_id IS NOT NULL)").empty


# ---- the shipped articles ----------------------------------------------------------------------------------


def test_the_shipped_articles_are_all_taken(store: Store) -> None:
    taken = {name for names in store.frame("SELECT captures FROM articles")["captures"] for name in names}
    given = {path.name for path in SHIPPED.iterdir() if path.suffix in (".txt", ".md")}
    assert taken == given
    assert store.discarded() == []
    assert set(store.frame("SELECT kind FROM articles")["kind"]) == {"summary"}


def test_two_captures_of_one_article_become_one(store: Store) -> None:
    frame = store.frame("SELECT captures, text FROM articles WHERE len(captures) > 1")
    assert [sorted(names) for names in frame["captures"]] == [["001a_bbc_capture.txt", "001b_bbc.txt"]]


def test_the_systems_of_the_shipped_articles_can_be_filtered_by(store: Store) -> None:
    named = set(store.frame("SELECT entity_id FROM mentions")["entity_id"])
    assert {"shahed-131", "shahed-136", "su-35", "ballistic-missile", "irgc", "crimea"} <= named


# ---- building again ----------------------------------------------------------------------------------------


def test_two_builds_of_the_same_input_are_the_same_to_the_byte(shipped: Path, tmp_path: Path) -> None:
    again = tmp_path / "tables"
    build(inputs_of(SHIPPED, again))
    assert files_in(again) == files_in(shipped)
    ids = [json.loads((out / "manifest.json").read_text())["build_id"] for out in (again, shipped)]
    assert ids[0] == ids[1]


def test_a_rebuild_reads_only_what_has_changed(articles: Path, tmp_path: Path) -> None:
    inputs = inputs_of(articles, tmp_path / "tables")
    assert build(inputs).anew == 2
    assert is_current(inputs)
    assert build(inputs).anew == 0
    (articles / "one.txt").write_text(ONE.replace("24", "40"), "utf-8")
    assert not is_current(inputs)
    assert build(inputs).anew == 1
    assert is_current(inputs)


def test_an_article_that_goes_away_leaves_the_tables(articles: Path, tmp_path: Path) -> None:
    inputs = inputs_of(articles, tmp_path / "tables")
    build(inputs)
    (articles / "one.txt").unlink()
    assert build(inputs).counts["articles"] == 1


def test_an_empty_folder_makes_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    report = build(inputs_of(tmp_path / "articles", tmp_path / "tables"))
    assert report.counts["claims"] == 0
    assert open_store(tmp_path / "tables").frame("SELECT * FROM claims").empty


# ---- bad input, bad luck -----------------------------------------------------------------------------------


def test_bad_inputs_are_listed_with_a_reason_and_the_rest_goes_on(articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    (articles / "picture.png").write_bytes(bytes(range(256)) * 20)
    (articles / "german.txt").write_text("Der Minister sprach am Dienstag über die Lieferung der Raketen. " * 9, "utf-8")
    (articles / "broken.json").write_text('{"title": "half a', "utf-8")
    report = build(inputs_of(articles, tmp_path / "tables"))
    lost = {row["file"]: row["reason"] for row in open_store(tmp_path / "tables").discarded()}
    assert {"empty.txt", "picture.png", "german.txt", "broken.json"} <= set(lost)
    assert all(len(reason) > 5 for reason in lost.values())
    assert (report.counts["articles"], report.discarded) == (2, len(lost))


def test_an_article_that_breaks_the_extraction_is_listed_and_the_rest_goes_on(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = line.extract

    def breaking(article: line.Article, extractor: line.Extractor, parse: Doc | None) -> dict[str, line.Rows]:
        if "one.txt" in article.captures:
            raise ValueError("no such word")
        return real(article, extractor, parse)

    monkeypatch.setattr(line, "extract", breaking)
    report = build(inputs_of(articles, tmp_path / "tables"))
    assert (report.counts["articles"], report.discarded) == (1, 1)
    assert open_store(tmp_path / "tables").discarded()[0]["file"] == "one.txt"


def test_an_article_that_breaks_the_parsing_takes_no_other_with_it(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.split_sentences

    def breaking(doc: Doc, words: pipeline.SentenceWords) -> Doc:
        if "Odesa" in doc.text:
            raise ValueError("no such word")
        return real(doc, words)

    monkeypatch.setattr(pipeline, "split_sentences", breaking)
    report = build(inputs_of(articles, tmp_path / "tables"))
    assert (report.counts["articles"], report.anew, report.discarded) == (1, 1, 1)
    assert open_store(tmp_path / "tables").discarded()[0]["file"] == "one.txt"


def test_a_build_that_fails_leaves_the_old_tables(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = inputs_of(articles, tmp_path / "tables")
    build(inputs)
    before = files_in(inputs.out)

    def full(*args: object, **kwargs: object) -> None:
        raise OSError("no space left on device")

    (articles / "one.txt").unlink()
    monkeypatch.setattr("tables.store.pq.write_table", full)
    with pytest.raises(OSError, match="no space"):
        build(inputs)
    assert files_in(inputs.out) == before
    assert not open_store(inputs.out).frame("SELECT * FROM articles").empty


def test_file_names_never_lead_out_of_the_folders(articles: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    shutil.copy(articles / "one.txt", secret)
    (articles / "link.txt").symlink_to(secret)
    (articles / "..%2F..%2Fescape\x1b[31m.txt").write_text(OTHER.replace("shells", "rockets"), "utf-8")
    build(inputs_of(articles, tmp_path / "tables"))
    assert {path.name for path in tmp_path.iterdir()} == {"articles", "secret.txt", "tables", ".tables"}
    assert "link.txt" in {row["file"] for row in open_store(tmp_path / "tables").discarded()}


def test_days_come_out_as_days(store: Store) -> None:
    assert pd.api.types.is_datetime64_any_dtype(store.frame("SELECT published FROM articles")["published"])

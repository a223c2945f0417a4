"""Articles are read as their cases say, captures are brought together, and no input stops the rest."""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from preprocessing.articles import Article, read_articles, union
from preprocessing.captures import LARGEST_FILE, read_file
from preprocessing.copies import near_pairs
from preprocessing.findings import Discarded, Unreadable
from preprocessing.imprints import KnowledgeError, load_imprints
from preprocessing.knowledge import Knowledge, load_knowledge
from preprocessing.paragraphs import Block
from preprocessing.work import Work

ROOT = Path(__file__).parent.parent
CASES = json.loads((ROOT / "tests/cases/reading.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "data/knowledge")


def marked(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["comment"])] if case.get("known_failure") else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_reading_case(case: dict[str, Any], tmp_path: Path, knowledge: Knowledge) -> None:
    path = tmp_path / case["file"]
    path.write_bytes(bytes.fromhex(case["hex"]) if "hex" in case else "\n".join(case["content"]).encode())
    if "sidecar" in case:
        Path(f"{path}.yaml").write_text(case["sidecar"], "utf-8")
    articles, discarded = read_articles(tmp_path, knowledge)
    assert len(articles) == ("article" in case), discarded
    if "article" in case:
        check(articles[0], case["article"])
    expected = case.get("discarded", [])
    assert len(discarded) == len(expected)
    assert all(any(words in one.reason for one in discarded) for words in expected), discarded


def check(article: Article, expected: dict[str, Any]) -> None:
    published = article.published.isoformat() if article.published else None
    actual = {
        "title": article.title,
        "source": article.source_id,
        "author": article.author,
        "published": published,
        "basis": article.published_basis,
        "url": article.url,
        "kind": article.kind,
        "paragraphs": len(article.text.split("\n\n")),
    }
    assert {key: actual[key] for key in expected if key in actual} == {
        k: v for k, v in expected.items() if k in actual
    }
    assert expected.get("note", "") in article.published_note
    for words in expected.get("contains", []):
        assert words in article.text
    for words in expected.get("lacks", []):
        assert words not in article.text
    for kind, words in expected.get("findings", []):
        assert any(f.kind == kind and words in f"{f.text} {f.note}" for f in article.findings), (
            article.findings
        )
    assert not {f.kind for f in article.findings} & set(expected.get("lacks_findings", []))


SENTENCES = [
    f"Sentence {word} says that drones were sent by Iran to Russia for the {word} time, through {place}."
    for word, place in zip(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"],
        ["Kyiv", "Odesa", "Kherson", "Crimea", "Tehran", "Moscow", "Kazan", "Minsk"],
        strict=True,
    )
]


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(lines), "utf-8")


def test_captures_of_one_article_are_brought_together(tmp_path: Path, knowledge: Knowledge) -> None:
    """One capture lacks a paragraph, the other a heading; one knows the date, the other the year only."""
    write(tmp_path, "a.txt", *SENTENCES, "© 2022 BBC. All rights reserved.")
    write(tmp_path, "b.txt", "BBC News 21 October 2022", *SENTENCES[:3], "New tensions", *SENTENCES[4:])
    articles, discarded = read_articles(tmp_path, knowledge)
    assert (len(articles), discarded) == (1, [])
    expected = [*SENTENCES[:3], SENTENCES[3], "New tensions", *SENTENCES[4:]]
    assert sorted(articles[0].text.split("\n\n")) == sorted(expected)
    assert [p for p in articles[0].text.split("\n\n") if p != "New tensions"] == SENTENCES
    assert articles[0].captures == ("a.txt", "b.txt")
    assert (articles[0].source_id, articles[0].published) == ("bbc-news", date(2022, 10, 21))


def test_a_capture_without_a_publisher_joins_one_that_has_it(tmp_path: Path, knowledge: Knowledge) -> None:
    write(tmp_path, "a.txt", *SENTENCES)
    write(tmp_path, "b.txt", "BBC News 21 October 2022", *SENTENCES)
    articles, _ = read_articles(tmp_path, knowledge)
    assert [a.source_id for a in articles] == ["bbc-news"]


def test_an_unnamed_capture_does_not_join_two_publishers(tmp_path: Path, knowledge: Knowledge) -> None:
    write(tmp_path, "a.txt", "BBC News 21 October 2022", *SENTENCES)
    write(tmp_path, "b.txt", *SENTENCES)
    write(tmp_path, "c.txt", "Reuters, 20 October 2022", *SENTENCES)
    articles, _ = read_articles(tmp_path, knowledge)
    assert {a.source_id for a in articles} == {"bbc-news", "reuters"}


def test_copies_of_other_publishers_point_at_the_earliest(tmp_path: Path, knowledge: Knowledge) -> None:
    write(tmp_path, "a.txt", "BBC News 21 October 2022", *SENTENCES)
    write(
        tmp_path,
        "b.txt",
        "Reuters, 20 October 2022",
        *SENTENCES,
        "More followed in the evening, an editor wrote.",
    )
    write(
        tmp_path,
        "c.txt",
        "Al Jazeera, 22 October 2022",
        *SENTENCES[:4],
        "A paragraph of its own, with other words.",
    )
    write(
        tmp_path,
        "d.txt",
        "CNN, 19 October 2022",
        "Nothing of the kind was sent by anyone, a spokesman told us.",
    )
    articles, _ = read_articles(tmp_path, knowledge)
    by_source = {a.source_id: a for a in articles}
    assert by_source["reuters"].copy_of is None
    assert by_source["bbc-news"].copy_of == by_source["reuters"].article_id
    assert by_source["al-jazeera"].copy_of == by_source["reuters"].article_id
    assert by_source["cnn"].copy_of is None


def test_reports_of_one_publisher_on_two_days_stay_apart(tmp_path: Path, knowledge: Knowledge) -> None:
    """A daily report repeats much of the day before and is a report of its own."""
    write(tmp_path, "a.txt", "BBC News 21 October 2022", *SENTENCES)
    write(
        tmp_path,
        "b.txt",
        "BBC News 28 October 2022",
        *SENTENCES[:7],
        "Something new was reported in the night.",
    )
    articles, _ = read_articles(tmp_path, knowledge)
    assert len(articles) == 2
    assert articles[1].copy_of == articles[0].article_id


def test_the_same_text_twice_is_one_article(tmp_path: Path, knowledge: Knowledge) -> None:
    write(tmp_path, "a.txt", "Iran has sent drones to Russia.")
    (tmp_path / "below").mkdir()
    write(tmp_path / "below", "a.txt", "Iran has sent drones to Russia.")
    articles, _ = read_articles(tmp_path, knowledge)
    assert [a.captures for a in articles] == [("a.txt", "below/a.txt")]


def test_union_keeps_moved_and_divided_paragraphs_once() -> None:
    one = [Block(s) for s in SENTENCES[:4]]
    other = [
        Block(f"{SENTENCES[0]} {SENTENCES[1]}"),
        Block(SENTENCES[3]),
        Block(SENTENCES[2]),
        Block("Alone here."),
    ]
    assert [b.text for b in union(one, other)] == [*SENTENCES[:4], "Alone here."]


def test_reading_twice_gives_the_same(tmp_path: Path, knowledge: Knowledge) -> None:
    write(tmp_path, "a.txt", *SENTENCES)
    write(tmp_path, "b.txt", "Reuters, 20 October 2022", *reversed(SENTENCES))
    assert read_articles(tmp_path, knowledge) == read_articles(tmp_path, knowledge)


def test_the_shipped_corpus(knowledge: Knowledge) -> None:
    articles, discarded = read_articles(ROOT / "data/articles", knowledge)
    assert discarded == []
    assert len(articles) == 32
    assert {a.kind for a in articles} == {"summary"}
    assert all(a.source for a in articles)
    by_file = {file: a for a in articles for file in a.captures}
    bbc = by_file["001a_bbc_capture.txt"]
    assert bbc is by_file["001b_bbc.txt"]
    assert (bbc.published, bbc.published_basis, bbc.author) == (
        date(2022, 10, 21),
        "stated",
        "Jonathan Marcus",
    )
    arab = by_file["002_new_arab.txt"]
    assert (arab.published, arab.published_basis, arab.author) == (
        date(2023, 2, 24),
        "estimated",
        "Paul Iddon",
    )
    monitor = by_file["003_eurasia_daily_monitor.txt"]
    assert (monitor.published, monitor.title) == (date(2022, 12, 12), "The Emerging Russo-Iranian Entente")


def reasons(discarded: list[Discarded]) -> dict[str, str]:
    return {one.file: one.reason for one in discarded}


def test_links_out_of_the_folder_and_stray_sidecars_are_not_taken(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    write(outside, "secret.txt", "Iran has sent drones to Russia, officials said.")
    (inside / "link.txt").symlink_to(outside / "secret.txt")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "nowhere.txt").symlink_to(inside / "missing.txt")
    write(inside, "ghost.txt.yaml", "publisher: Reuters")
    write(inside, "good.txt", "Iran has sent drones to Russia, officials said.")
    write(inside, ".hidden", "Iran has sent drones to Russia, officials said.")
    articles, discarded = read_articles(inside, knowledge)
    assert [a.captures for a in articles] == [("good.txt",)]
    found = reasons(discarded)
    assert set(found) == {"link.txt", "folder", "loop", "nowhere.txt", "ghost.txt.yaml"}
    assert "leads out of the folder" in found["link.txt"]
    assert "“ghost.txt”, which is not in the folder" in found["ghost.txt.yaml"]


def test_names_that_are_no_text_do_not_stop_the_rest(tmp_path: Path, knowledge: Knowledge) -> None:
    for name in ("%2e%2e%2fetc.txt", "a\nb.txt", "$(id).txt", "é" * 60 + ".txt"):
        write(tmp_path, name, f"Iran has sent drones to Russia, officials said in {len(name)} words.")
    with open(os.fsencode(tmp_path) + b"/\xff\xfe.txt", "wb") as file:
        file.write(b"Iran has sent missiles to Russia, officials said.")
    articles, discarded = read_articles(tmp_path, knowledge)
    assert (len(articles), discarded) == (5, [])
    json.dumps([a.captures for a in articles]).encode("utf-8")


def test_nested_literals_are_not_evaluated(tmp_path: Path, knowledge: Knowledge) -> None:
    write(tmp_path, "a.txt", "[" * 100_000)
    write(tmp_path, "b.txt", "[" * 50_000 + "]" * 50_000)
    write(tmp_path, "c.txt", "['<b>x</b>', " + "[" * 5_000)
    write(tmp_path, "d.txt", "['<b>x</b>', __import__('os').system('true')]")
    write(tmp_path, "e.json", '{"text":' * 20_000)
    write(tmp_path, "f.html", "<html><body>" + "<div>" * 20_000 + "Iran has sent drones to Russia.")
    _, discarded = read_articles(tmp_path, knowledge)
    assert {"a.txt", "b.txt", "c.txt", "d.txt", "e.json"} <= set(reasons(discarded))


def test_what_is_too_large_names_the_limit(tmp_path: Path, knowledge: Knowledge) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    write(tmp_path, "long.txt", *(f"{n} {SENTENCES[0]}" for n in range(12_000)))
    _, discarded = read_articles(tmp_path, knowledge)
    found = reasons(discarded)
    assert "20 MB" in found["large.txt"]
    assert "1,000,000 characters" in found["long.txt"]


def test_large_json_lines_are_read_line_by_line(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preprocessing.captures.LARGEST_FILE", 300)
    lines = [
        json.dumps({"title": f"Report {n}", "text": f"{s} It was the report of day {n}."})
        for n, s in enumerate(SENTENCES)
    ]
    write(tmp_path, "many.jsonl", *lines[:4], "{broken", *lines[4:])
    articles, discarded = read_articles(tmp_path, knowledge)
    assert len(articles) == len(SENTENCES)
    assert [one.reason for one in discarded] == ["line 5: not valid JSON"]


def test_one_file_is_read_or_refused_with_its_reason(tmp_path: Path, knowledge: Knowledge) -> None:
    write(tmp_path, "a.txt", "Iran has sent drones to Russia, officials said.")
    write(tmp_path, "b.txt", "")
    assert read_file(tmp_path / "a.txt", knowledge)[0].file == "a.txt"
    with pytest.raises(Unreadable, match="empty"):
        read_file(tmp_path / "b.txt", knowledge)


def test_an_empty_folder_gives_nothing(tmp_path: Path, knowledge: Knowledge) -> None:
    assert read_articles(tmp_path, knowledge) == ([], [])


def test_candidates_hold_for_many_texts() -> None:
    """Among many unlike texts the two alike ones are found, and no others."""
    dice = Random(1)
    texts = [" ".join(f"word{dice.randrange(900)}" for _ in range(120)) for _ in range(300)]
    texts.append(f"{texts[7]} and a few more words at its end")
    assert [(one, other) for one, other, _ in near_pairs(texts, 0.9)] == [(7, 300)]


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("boilerplate.yaml", "x: {pattern: '(', note: n}", "boilerplate.yaml: x.pattern"),
        ("boilerplate.yaml", "x: {pattern: a, note: n, wher: end}", "boilerplate.yaml: x.wher"),
        ("imprints.yaml", "x: {pattern: '(?P<day>a)', note: n}", "imprints.yaml: x.pattern"),
        ("milestones.yaml", "x: {name: n, date: soon, aliases: [a]}", "milestones.yaml: x.date"),
        ("periodicals.yaml", "x: {name: n, volume_1: 2004}", "periodicals.yaml: x.issues"),
    ],
)
def test_wrong_knowledge_names_file_and_key(tmp_path: Path, file: str, text: str, words: str) -> None:
    for name in ("boilerplate", "imprints", "milestones", "periodicals"):
        write(tmp_path, f"{name}.yaml", "")
    write(tmp_path, file, text)
    with pytest.raises(KnowledgeError, match=words):
        load_imprints(tmp_path)


def test_kept_work_is_found_by_its_digest_only(tmp_path: Path) -> None:
    work = Work(tmp_path, "one")
    work.put("abc123", {"claims": [1]})
    work.put("def456", {"claims": []})
    assert work.get("abc123") == {"claims": [1]}
    assert Work(tmp_path, "two").get("abc123") is None
    assert work.prune(["abc123"]) == 1
    assert (work.get("abc123"), work.get("def456")) == ({"claims": [1]}, None)
    next(tmp_path.rglob("*.json")).write_text("{", "utf-8")
    assert work.get("abc123") is None
    with pytest.raises(ValueError, match="not a key"):
        work.get("../../etc/passwd")


def test_an_article_can_be_replaced_but_not_changed(tmp_path: Path, knowledge: Knowledge) -> None:
    """Articles are values: steps that follow cannot alter what was read."""
    write(tmp_path, "a.txt", "Iran has sent drones to Russia, officials said.")
    article = read_articles(tmp_path, knowledge)[0][0]
    with pytest.raises(AttributeError):
        article.title = "other"  # type: ignore[misc]
    assert replace(article, title="other").article_id == article.article_id

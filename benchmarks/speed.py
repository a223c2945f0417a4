"""The measurements. Of several rounds the fastest counts: the others were disturbed."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from preprocessing.articles import Article, read_articles
from preprocessing.build import Inputs, assemble, build
from preprocessing.extraction import Extractor, extract, load_extractor, parsed
from preprocessing.knowledge import Knowledge, load_knowledge
from preprocessing.pipeline import PARAGRAPH_BREAK
from tables.claims import claims_table
from tables.facets import actor_options, source_options, status_options, type_options, weapon_options
from tables.selection import Selection
from tables.store import open_store

ROUNDS = 3
FILTERS = (weapon_options, actor_options, source_options, type_options, status_options)


@dataclass(frozen=True)
class Reading:
    """What was measured, and how much of it."""

    name: str
    value: str


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """How long the fastest of some rounds takes."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def measure_line(articles: Path, data: Path) -> list[Reading]:
    """The whole line, from files to rows, against nothing but the pipeline on the same paragraphs."""
    knowledge = load_knowledge(data / "knowledge")
    extractor = load_extractor(data / "model", knowledge)
    read, _ = read_articles(articles, knowledge)
    words = sum(article.words for article in read)
    bare = seconds(lambda: _parse(read, extractor))
    whole = seconds(lambda: _line(articles, knowledge, extractor))
    reading = seconds(lambda: read_articles(articles, knowledge))
    return [
        Reading("articles, words", f"{len(read)}, {words:,}"),
        Reading("bare nlp.pipe, words per second", f"{words / bare:,.0f}"),
        Reading("the whole line, words per second", f"{words / whole:,.0f}"),
        Reading("ratio of the line to the bare pipeline", f"{bare / whole:.2f}"),
        Reading("of the line, reading articles", f"{reading / whole:.0%}"),
    ]


def _parse(articles: Iterable[Article], extractor: Extractor) -> None:
    paragraphs = (paragraph for article in articles for paragraph in article.text.split(PARAGRAPH_BREAK))
    for _ in extractor.pipeline.nlp.pipe(paragraphs):
        pass


def _line(folder: Path, knowledge: Knowledge, extractor: Extractor) -> None:
    articles, _ = read_articles(folder, knowledge)
    rows = {article.article_id: extract(article, extractor, parse) for article, parse in parsed(articles, extractor)}
    assemble(articles, rows, knowledge, extractor.lexicon)


def measure_builds(articles: Path, data: Path, out: Path) -> list[Reading]:
    """A build from nothing, one with nothing new, and one with a single new article."""
    inputs = Inputs(articles, data / "knowledge", data / "model", out)
    cold = seconds(lambda: build(inputs), rounds=1)
    unchanged = seconds(lambda: build(inputs))
    one = sorted(articles.glob("*.txt"))[0]
    one.write_text(one.read_text("utf-8", "replace") + "\n\nIran sent 24 drones to Russia in August 2022.\n", "utf-8")
    changed = seconds(lambda: build(inputs), rounds=1)
    return [
        Reading("build from nothing", f"{cold:.1f} s"),
        Reading("rebuild, nothing new", f"{unchanged:.1f} s"),
        Reading("rebuild, one article changed", f"{changed:.1f} s"),
    ]


def measure_queries(out: Path) -> list[Reading]:
    """Opening the tables, and what one change of the filters asks of them."""
    store = open_store(out)
    chosen = Selection(weapons=("drone",), actors=("russia",))
    opening = seconds(lambda: open_store(out).connection.close())
    return [
        Reading("opening the tables", f"{opening * 1000:.0f} ms"),
        Reading("claims of a selection", f"{seconds(lambda: claims_table(store, chosen)) * 1000:.0f} ms"),
        Reading("counts beside every filter", f"{seconds(lambda: [count(store, chosen) for count in FILTERS]) * 1000:.0f} ms"),
    ]

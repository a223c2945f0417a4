"""One article's rows: sentences, entities, mentions and claims, from its Doc."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from preprocessing.analysis import Analysis
from preprocessing.articles import Article
from preprocessing.asides import Aside, find_asides, turns_in
from preprocessing.attribution import carrier_of
from preprocessing.citations import slug
from preprocessing.claims import Claim, find_claims, row
from preprocessing.conflicts import check_conflicts
from preprocessing.dates import read_date_words
from preprocessing.gazetteer import Entity, Knowledge
from preprocessing.lexicon import Lexicon, read_lexicon
from preprocessing.mentions import Gazetteer, Mention, find_mentions, read_gazetteer
from preprocessing.pipeline import PARAGRAPH_BREAK, Pipeline, load_pipeline

# what goes wrong in an article that cannot be read
UNREADABLE = (ArithmeticError, LookupError, TypeError, ValueError, RecursionError)


@dataclass(frozen=True)
class Extractor:
    """Everything that reading an article's claims needs, loaded once."""

    pipeline: Pipeline
    knowledge: Knowledge
    lexicon: Lexicon
    gazetteer: Gazetteer


def load_extractor(model: Path, knowledge: Knowledge) -> Extractor:
    """The extractor over a knowledge. Raises KnowledgeError, or OSError where there is no pipeline."""
    check_conflicts(knowledge)
    pipeline = load_pipeline(model, knowledge.folder)
    gazetteer = read_gazetteer(knowledge, pipeline.nlp.vocab, pipeline.nlp.make_doc)
    return Extractor(pipeline, knowledge, read_lexicon(knowledge.folder), gazetteer)


def parsed(articles: Sequence[Article], extractor: Extractor) -> Iterator[tuple[Article, Doc | None]]:
    """Each article with its Doc, all parsed in one stream; without it where the stream broke, so that whoever reads the
    article finds out whether it is the one that cannot be parsed."""
    docs = extractor.pipeline.docs(article.text for article in articles)
    for number, article in enumerate(articles):
        doc = None
        try:
            doc = next(docs)
        except UNREADABLE:
            docs = extractor.pipeline.docs(later.text for later in articles[number + 1 :])
        yield article, doc


def analyse(text: str, published: date | None, extractor: Extractor, parse: Doc | None = None) -> Analysis:
    """The text's analysis, from which claims are found. ``parse`` is its Doc where there is one already."""
    doc = parse if parse is not None else next(extractor.pipeline.docs([text]))
    asides = _asides(text, extractor)
    mentions, discovered = find_mentions(doc, extractor.gazetteer)
    hidden = [(a.start, a.end) for a in asides if a.kind in ("citation", "timestamp", "footnote")]
    words = read_date_words(extractor.knowledge.folder)
    calendar = words.months.keys() | words.weekdays.keys()
    mentions = [
        m for m in mentions
        if not any(start <= m.start < end for start, end in hidden)
        and text[m.start : m.end].lower() not in calendar
    ]
    named = {m.entity_id for m in mentions}
    discovered = {key: entity for key, entity in discovered.items() if key in named}
    entities = {**extractor.knowledge.entities, **discovered}
    return Analysis(doc, mentions, entities, discovered, asides, extractor.knowledge, extractor.lexicon, published)


def _asides(text: str, extractor: Extractor) -> list[Aside]:
    found, start = [], 0
    paragraphs = text.split(PARAGRAPH_BREAK)
    turns = turns_in(paragraphs, extractor.pipeline.asides)
    for paragraph in paragraphs:
        found += [
            Aside(a.kind, start + a.start, start + a.end, a.outlet, a.date, a.speaker)
            for a in find_asides(paragraph, extractor.pipeline.asides, turns)
        ]
        start += len(paragraph) + len(PARAGRAPH_BREAK)
    return found


def extract(article: Article, extractor: Extractor, parse: Doc | None = None) -> dict[str, list[dict[str, Any]]]:
    """The rows of an article by table; dates are dates, entities are the discovered ones."""
    analysis = analyse(article.text, article.published, extractor, parse)
    sentences = _sentences(article.article_id, analysis)
    found = list(find_claims(analysis))
    claims = [
        row(claim, article.article_id, _covering(claim.token.idx, sentences), article.source_id, analysis)
        for claim in found
    ]
    return {
        "sentences": sentences,
        "entities": [entity_row(entity) for entity in analysis.discovered.values()],
        "mentions": [_mention_row(m, article.article_id, sentences) for m in analysis.mentions],
        "claims": claims,
        "sources": _cited_sources(found, analysis, extractor.knowledge),
    }


def _sentences(article_id: str, analysis: Analysis) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for span in analysis.sentences:
        text = span.text
        start = span.start_char + len(text) - len(text.lstrip())
        end = span.start_char + len(text.rstrip())
        if end > start:
            found.append(
                {
                    "sentence_id": f"{article_id}-{len(found)}",
                    "article_id": article_id,
                    "position": len(found),
                    "start": start,
                    "end": end,
                }
            )
    return found


def _covering(offset: int, sentences: list[dict[str, Any]]) -> str:
    return str(next(s["sentence_id"] for s in reversed(sentences) if s["start"] <= offset))


def _mention_row(mention: Mention, article_id: str, sentences: list[dict[str, Any]]) -> dict[str, Any]:
    key = f"{article_id}\x1f{mention.start}\x1f{mention.end}\x1f{mention.entity_id}"
    return {
        "mention_id": hashlib.sha256(key.encode()).hexdigest()[:12],
        "article_id": article_id,
        "sentence_id": _covering(mention.start, sentences),
        "start": mention.start,
        "end": mention.end,
        "entity_id": mention.entity_id,
    }


def entity_row(entity: Entity) -> dict[str, Any]:
    """The entity as a row of the table ``entities``."""
    return {
        "entity_id": entity.entity_id,
        "name": entity.name,
        "kind": entity.kind,
        "class": entity.class_,
        "country": entity.country,
        "parent_id": entity.parent_id,
        "basis": entity.basis,
        "wikidata": entity.wikidata,
        "lat": entity.lat,
        "lon": entity.lon,
    }


def _cited_sources(claims: list[Claim], analysis: Analysis, knowledge: Knowledge) -> list[dict[str, Any]]:
    """The outlets that the article cites, in brackets or as the way of a statement, and that the knowledge does not list."""
    cited = [aside.outlet for aside in analysis.asides if aside.kind == "citation"]
    cited += [carrier_of(claim.voice, analysis) for claim in claims]
    found: Mapping[str, dict[str, Any]] = {
        slug(name): {
            "source_id": slug(name),
            "name": name,
            "country": None,
            "kind": "outlet",
            "domain": None,
            "state_affiliated": None,
            "basis": "discovered",
        }
        for name in cited
        if name and knowledge.source_named(name) is None
    }
    return list(found.values())

"""The straight line: files → articles → claims → topics and events → tables."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from preprocessing.articles import Article, read_articles
from preprocessing.events import find_events
from preprocessing.extraction import UNREADABLE, Extractor, entity_row, extract, load_extractor, parsed
from preprocessing.framings import Framings, find_stance, framing_rows, load_framings
from preprocessing.grouping import load_grouping
from preprocessing.imprints import Milestone
from preprocessing.knowledge import Knowledge, load_knowledge
from preprocessing.lexicon import Lexicon
from preprocessing.origins import Ground, find_origins
from preprocessing.origins import Report as Told
from preprocessing.source_groups import source_group_rows
from preprocessing.topics import find_topics
from preprocessing.vocabularies import read_entries
from preprocessing.work import Work
from tables.store import publish

DAYS = ("event_from", "event_to", "said_on", "cited_date")
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Inputs:
    """What a build is made from, and where it goes."""

    articles: Path
    knowledge: Path
    model: Path
    out: Path


@dataclass(frozen=True)
class Report:
    """What a build made: rows per table, articles read anew, inputs that were not taken."""

    build_id: str
    counts: Mapping[str, int]
    anew: int
    discarded: int


def build(inputs: Inputs, progress: Callable[[str, int, int], None] | None = None) -> Report:
    """Builds the tables and publishes them in one step.

    ``progress`` is called with a step's name, what is done of it and what there is in all (0: not known).
    Raises KnowledgeError where the knowledge is wrong; a bad input never stops a build.
    """
    tell = progress or (lambda step, done, total: None)
    knowledge = load_knowledge(inputs.knowledge)
    extractor = load_extractor(inputs.model, knowledge)
    articles, discarded = read_articles(
        inputs.articles, knowledge, lambda name: tell(f"Reading {name}", 0, 0)
    )
    work = Work(inputs.out.parent / f".{inputs.out.name}" / "work", code_digest(inputs))
    extracted, anew, failed = _extracted(articles, extractor, work, tell)
    articles = [article for article in articles if article.article_id in extracted]
    tell("Grouping claims", 0, 0)
    tables = assemble(articles, extracted, knowledge, extractor.lexicon)
    lost = [asdict(row) for row in discarded] + failed
    identity = build_id(inputs, articles, lost)
    counts = {name: len(rows) for name, rows in tables.items()}
    manifest = {
        "build_id": identity,
        "counts": counts,
        "pipeline": extractor.pipeline.name,
        "inputs": inputs_digest(inputs),
    }
    publish(tables, lost, manifest, inputs.out)
    return Report(identity, counts, anew, len(lost))


def _extracted(
    articles: list[Article],
    extractor: Extractor,
    work: Work,
    tell: Callable[[str, int, int], None],
) -> tuple[dict[str, dict[str, Rows]], int, Rows]:
    """Each article's rows, from kept work where it has not changed; and the articles that failed, with a reason."""
    found: dict[str, dict[str, Rows]] = {}
    failed: Rows = []
    keys = {article.article_id: _work_key(article) for article in articles}
    for article in articles:
        if (kept := work.get(keys[article.article_id])) is not None:
            found[article.article_id] = _read(kept)
    new = [article for article in articles if article.article_id not in found]
    tell("Finding claims", len(found), len(articles))
    for number, (article, parse) in enumerate(parsed(new, extractor), start=len(articles) - len(new)):
        tell("Finding claims", number, len(articles))
        try:
            made = _written(extract(article, extractor, parse))
        except UNREADABLE as error:
            failed.append(
                {
                    "file": ", ".join(article.captures),
                    "reason": f"its claims could not be read ({type(error).__name__}: {error})",
                }
            )
            continue
        work.put(keys[article.article_id], made)
        found[article.article_id] = _read(made)
    tell("Finding claims", len(articles), len(articles))
    work.prune(keys.values())
    return found, len(new) - len(failed), failed


def _work_key(article: Article) -> str:
    text = "\x1f".join((article.article_id, str(article.published), article.source_id or "", article.text))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _written(rows: dict[str, Rows]) -> dict[str, Rows]:
    """Rows with days as text, for JSON."""
    return {
        name: [{k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()} for row in table]
        for name, table in rows.items()
    }


def _read(kept: Mapping[str, Any]) -> dict[str, Rows]:
    """Rows of kept work with days as days."""
    return {
        name: [{k: date.fromisoformat(v) if k in DAYS and v else v for k, v in row.items()} for row in table]
        for name, table in kept.items()
    }


def assemble(
    articles: list[Article],
    extracted: Mapping[str, dict[str, Rows]],
    knowledge: Knowledge,
    lexicon: Lexicon,
) -> dict[str, Rows]:
    """All tables of the articles' rows."""
    together = {
        name: [row for article in articles for row in extracted[article.article_id][name]]
        for name in ("sentences", "entities", "mentions", "claims", "sources")
    }
    entities = dict(knowledge.entities)
    discovered = {
        row["entity_id"]: row for row in reversed(together["entities"]) if row["entity_id"] not in entities
    }
    sources = _sources(articles, together, knowledge)
    claims = together["claims"]
    known = {**entities, **{key: _entity(row) for key, row in discovered.items()}}
    grouping = load_grouping(knowledge.folder, lexicon.event_types)
    topics, topic_of = find_topics(
        claims, known, {key: kind.label for key, kind in lexicon.event_types.items()}, grouping
    )
    told = {
        a.article_id: Told(a.article_id, a.copy_of or a.article_id, a.title, a.source_id, a.published)
        for a in articles
    }
    names = {key: source.name for key, source in knowledge.sources.items()} | {row["source_id"]: row["name"] for row in sources}
    origins, origin_of = find_origins(claims, Ground(told, known, names, grouping.statement_days))
    for claim in claims:
        claim["topic_id"], claim["origin_id"] = topic_of[claim["claim_id"]], origin_of[claim["claim_id"]]
    rungs = {key: kind.rung for key, kind in lexicon.event_types.items()}
    framings = load_framings(knowledge.folder)
    _take_stances(claims, together["sentences"], {a.article_id: a.text for a in articles}, framings)
    events, event_of = find_events(
        claims, {topic["topic_id"]: topic for topic in topics}, known, rungs, grouping
    )
    for claim in claims:
        claim["event_id"] = event_of.get(claim["claim_id"])
    used = _used(known, claims, together["mentions"])
    return {
        "articles": [_article_row(article) for article in articles],
        "findings": [{"article_id": a.article_id, **asdict(f)} for a in articles for f in a.findings],
        "sentences": together["sentences"],
        "mentions": together["mentions"],
        "claims": claims,
        "entities": used,
        "offices": _offices(knowledge, {row["entity_id"] for row in used}),
        "sources": sources,
        "topics": topics,
        "events": events,
        "origins": origins,
        "event_types": _event_types(lexicon),
        "framings": framing_rows(framings),
        "milestones": _milestones(knowledge.folder),
        "source_groups": source_group_rows(knowledge.folder),
    }


def _offices(knowledge: Knowledge, used: set[str]) -> Rows:
    """The offices that the persons of the tables held, each from a day to a day."""
    return [
        {
            "office_id": f"{tenure.person_id}-{number:04d}",
            "entity_id": tenure.person_id,
            "title": tenure.title,
            "body_id": tenure.of,
            "since": tenure.since,
            "until": tenure.until,
        }
        for number, tenure in enumerate(knowledge.tenures)
        if tenure.person_id in used
    ]


def _take_stances(claims: Rows, sentences: Rows, texts: Mapping[str, str], framings: Framings) -> None:
    """Characterisations get the stance that their sentence takes."""
    spans = {row["sentence_id"]: (row["start"], row["end"]) for row in sentences}
    for claim in claims:
        if claim["event_type"] == "assess" and claim.get("stance") is None:
            start, end = spans[claim["sentence_id"]]
            claim["stance"] = find_stance(texts[claim["article_id"]][start:end], framings)


def _milestones(folder: Path) -> Rows:
    found = read_entries([folder / "milestones.yaml"], Milestone, {})
    return [{"milestone_id": key, "name": entry.name, "day": entry.date} for key, entry in found.items()]


def _entity(row: Mapping[str, Any]) -> Any:
    from preprocessing.gazetteer import Entity

    return Entity(
        row["entity_id"],
        row["name"],
        row["kind"],
        row["class"],
        row["country"],
        row["parent_id"],
        row["basis"],
    )


def _used(known: Mapping[str, Any], claims: Rows, mentions: Rows) -> Rows:
    """The entities that articles name, and all that takes them in; the whole gazetteer would drown them."""
    wanted = {row["entity_id"] for row in mentions}
    wanted |= {
        i for claim in claims for column in ("agents", "recipients", "items", "places") for i in claim[column]
    }
    wanted |= {claim["speaker_id"] for claim in claims if claim["speaker_id"]}
    states = {entity.country: key for key, entity in known.items() if entity.kind == "state"}
    for key in list(wanted):
        country = known[key].country
        if country in states and known[key].kind != "weapon":
            wanted.add(states[country])
        while (parent := known[key].parent_id) is not None and parent in known:
            wanted.add(parent)
            key = parent
    return [entity_row(known[key]) for key in sorted(wanted)]


def _sources(articles: Iterable[Article], together: Mapping[str, Rows], knowledge: Knowledge) -> Rows:
    """The sources that published or are cited, listed or discovered."""
    wanted = {claim["cited_source_id"] for claim in together["claims"]} | {a.source_id for a in articles}
    rows = {row["source_id"]: row for row in together["sources"]}
    for article in articles:
        if article.source is not None:
            rows[article.source.source_id] = _source_row(article.source)
    rows |= {key: _source_row(source) for key, source in knowledge.sources.items()}
    return [rows[key] for key in sorted(key for key in wanted if key is not None)]


def _source_row(source: Any) -> dict[str, Any]:
    return {
        "source_id": source.source_id,
        "name": source.name,
        "country": source.country,
        "kind": source.kind,
        "domain": source.domain,
        "state_affiliated": source.state_affiliated,
        "basis": source.basis,
    }


def _article_row(article: Article) -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "title": article.title,
        "source_id": article.source_id,
        "author": article.author,
        "published": article.published,
        "published_basis": article.published_basis,
        "url": article.url,
        "kind": article.kind,
        "language": article.language,
        "words": article.words,
        "captures": list(article.captures),
        "text": article.text,
        "copy_of": article.copy_of,
        "published_note": article.published_note,
    }


def _event_types(lexicon: Lexicon) -> Rows:
    return [
        {
            "event_type": key,
            "label": kind.label,
            "family": kind.family,
            "plover": kind.plover,
            "rung": kind.rung,
            "position": position,
        }
        for position, (key, kind) in enumerate(lexicon.event_types.items())
    ]


# ---- what a build depends on -------------------------------------------------------------------------------


def _digest(paths: Iterable[Path], root: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(
            path.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest()
        )
    return found.hexdigest()[:16]


def _files(folder: Path, *suffixes: str) -> list[Path]:
    return [
        p
        for p in folder.rglob("*")
        if p.is_file()
        and (not suffixes or p.suffix in suffixes)
        and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    ]


def code_digest(inputs: Inputs) -> str:
    """A hash of the code, the knowledge and the pipeline: what an article's rows depend on beside its text."""
    code = Path(__file__).parent
    tables = code.parent / "tables"
    parts = (
        _digest(_files(code, ".py"), code),
        _digest([tables / "schema.py"], tables),
        _digest(_files(inputs.knowledge, ".yaml"), inputs.knowledge),
        _digest(_files(inputs.model), inputs.model),
        os.environ.get("CLAIMLINE_PIPELINE", ""),
    )
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]


def inputs_digest(inputs: Inputs) -> str:
    """A hash of everything that a build reads, to tell whether the tables are out of date."""
    return hashlib.sha256(
        (code_digest(inputs) + _digest(_files(inputs.articles), inputs.articles)).encode()
    ).hexdigest()[:16]


def build_id(inputs: Inputs, articles: Iterable[Article], lost: Rows) -> str:
    """The build's id: a hash of inputs, knowledge, model and code; the same input gives the same id."""
    content = json.dumps([code_digest(inputs), [_work_key(a) for a in articles], lost], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def is_current(inputs: Inputs) -> bool:
    """Whether the published tables were made from these inputs, with this code, knowledge and pipeline."""
    try:
        manifest = json.loads((inputs.out / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return bool(manifest.get("inputs") == inputs_digest(inputs))

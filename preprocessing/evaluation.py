"""How good the claims are: a build scored against gold claims, beside a baseline on the same parse."""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from preprocessing.articles import read_articles
from preprocessing.baseline import find_baseline_answers
from preprocessing.build import Inputs, build
from preprocessing.extraction import analyse, load_extractor
from preprocessing.gold import SHIPPED, GoldClaim, GoldSet, place_of, read_gold
from preprocessing.judgements import read_judgements, reading_figures
from preprocessing.knowledge import load_knowledge
from preprocessing.lexicon import read_lexicon
from preprocessing.scoring import FIELDS, Answer, Names, Verdict, best_verdict, read_names
from tables.schema import STATUSES
from tables.store import Store, open_store

JUDGEMENTS = "judgements.jsonl"
BASELINE = "subject-verb-object baseline"


@dataclass(frozen=True)
class Material:
    """What an evaluation reads: the gold folder, the shipped articles, and what a build is made with."""

    gold: Path
    articles: Path
    knowledge: Path
    model: Path

    def folder_of(self, texts: str) -> Path:
        """Where the texts of a set lie."""
        return self.articles if texts == SHIPPED else self.gold / texts


@dataclass(frozen=True)
class Answered:
    """One text with what was found in it: by the project, and by the baseline."""

    text: str
    answers: tuple[Answer, ...]
    baseline: tuple[Answer, ...]


@dataclass(frozen=True)
class Scores:
    """The verdicts on a set, in the order of its claims."""

    name: str
    verdicts: tuple[Verdict, ...]

    def figures(self) -> dict[str, float]:
        """Shares, 1 is best: claims found with the right type; of those found, each field; fully right."""
        found = [verdict for verdict in self.verdicts if verdict.found]
        shares = {"found": _share(verdict.found for verdict in self.verdicts)}
        for name in FIELDS:
            shares[name] = _share(v.right[name] for v in found if v.right and name in v.right)
        shares["fully right"] = _share(verdict.fully for verdict in self.verdicts)
        return {name: share for name, share in shares.items() if share is not None}

    def sizes(self) -> dict[str, int]:
        """How many claims each figure rests on."""
        found = [verdict for verdict in self.verdicts if verdict.found]
        counts = {name: sum(name in (v.right or {}) for v in found) for name in FIELDS}
        return {"found": len(self.verdicts), **counts, "fully right": len(self.verdicts)}


def _share(values: Iterable[bool]) -> float | None:
    values = list(values)
    return round(sum(values) / len(values), 3) if values else None


def evaluate(
    material: Material, half: str = "all", with_baseline: bool = True, tell: Callable[[str], None] = lambda step: None
) -> tuple[list[Scores], list[Scores]]:
    """The scores of the project and of the baseline on every gold set of this half.

    Raises ValueError for a gold file that cannot be read, KnowledgeError, OSError and BaselineMissing.
    """
    own: list[Scores] = []
    others: list[Scores] = []
    sets = read_gold(material.gold, half)
    for texts in dict.fromkeys(each.texts for each in sets):
        tell(f"Reading the {texts} texts")
        answered, names = _answered(material, texts, with_baseline)
        for each in (s for s in sets if s.texts == texts):
            own.append(_scores(each.name, each, answered, names, lambda a: a.answers))
            if with_baseline:
                others.append(_scores(f"{each.name}, {BASELINE}", each, answered, names, lambda a: a.baseline))
    return own, others


def _answered(material: Material, texts: str, with_baseline: bool) -> tuple[dict[str, Answered], Names]:
    """File name → its text and claims, of a build into a folder that goes away."""
    knowledge = load_knowledge(material.knowledge)
    with tempfile.TemporaryDirectory() as folder:
        inputs = Inputs(material.folder_of(texts), material.knowledge, material.model, Path(folder) / "tables")
        build(inputs)
        store = open_store(inputs.out)
        found = _tables_answers(store)
        entities = store.frame("SELECT entity_id, name, parent_id FROM entities").to_dict("records")
        texts_of = store.frame("SELECT article_id, text, captures FROM articles").to_dict("records")
        store.connection.close()
    baseline = _baseline_answers(inputs) if with_baseline else {}
    answered = {
        capture.partition(" (")[0]: Answered(row["text"], tuple(found.get(row["article_id"], ())),
                                             tuple(baseline.get(row["article_id"], ())))
        for row in texts_of for capture in row["captures"]
    }  # fmt: skip
    return answered, read_names(knowledge, read_lexicon(material.knowledge), entities)


def _tables_answers(store: Store) -> dict[str, list[Answer]]:
    """Article → its claims as answers."""
    frame = store.frame(
        'SELECT c.*, s.start AS s_start, s."end" AS s_end FROM claims c JOIN sentences s USING (sentence_id)'
        " ORDER BY c.claim_id"
    )
    found: dict[str, list[Answer]] = {}
    for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
        found.setdefault(row["article_id"], []).append(Answer(
            row["s_start"], row["s_end"], row["event_type"], tuple(row["agents"]), tuple(row["recipients"]),
            tuple(row["items"]), row["quantity_text"], _day(row["event_from"]), row["status"], row["speaker_id"],
            row["speaker_text"], row["cited_source_id"],
        ))  # fmt: skip
    return found


def _day(value: Any) -> date | None:
    return value.date() if hasattr(value, "date") else value


def _baseline_answers(inputs: Inputs) -> dict[str, list[Answer]]:
    knowledge = load_knowledge(inputs.knowledge)
    extractor = load_extractor(inputs.model, knowledge)
    articles, _ = read_articles(inputs.articles, knowledge)
    return {a.article_id: list(find_baseline_answers(analyse(a.text, a.published, extractor))) for a in articles}


def _scores(
    name: str, gold: GoldSet, answered: Mapping[str, Answered], names: Names,
    side: Callable[[Answered], tuple[Answer, ...]],
) -> Scores:  # fmt: skip
    verdicts = []
    for claim in gold.claims:
        text = answered.get(claim.article)
        near = _nearby(claim, text.text, side(text)) if text else ()
        verdicts.append(best_verdict(claim, near, names))
    return Scores(name, tuple(verdicts))


def _nearby(claim: GoldClaim, text: str, answers: tuple[Answer, ...]) -> Iterator[Answer]:
    """The answers in the sentence of a gold claim, or in a sentence that holds most of it."""
    place = place_of(claim.sentence, text)
    if place is not None:
        start, end = place
        yield from (a for a in answers if min(a.end, end) - max(a.start, start) >= 0.5 * (end - start))


def confusion(scores: Iterable[Scores]) -> dict[str, dict[str, int]]:
    """Gold status → status found → number of claims found."""
    counts = Counter((v.gold.status, v.answer.status) for s in scores for v in s.verdicts if v.found and v.answer)
    return {gold: {found: counts[gold, found] for found in STATUSES if counts[gold, found]} for gold in STATUSES}


def as_report(own: list[Scores], others: list[Scores], pipeline: str, gold: Path, day: date) -> dict[str, Any]:
    """The figures as the dashboard reads them, with the judgements by reading where there are any."""
    sets = [
        {"name": s.name, "n": len(s.verdicts), "figures": s.figures(), "sizes": s.sizes()} for s in (*own, *others)
    ]
    judged = read_judgements(gold / JUDGEMENTS)
    if judged:
        sets.append({"name": "precision by reading", "n": len(judged), **reading_figures(judged)})
    return {"date": day.isoformat(), "pipeline": pipeline, "sets": sets, "confusion": confusion(own)}


def write_report(report: Mapping[str, Any], path: Path) -> None:
    """The figures as a JSON file."""
    path.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

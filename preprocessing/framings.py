"""Framings: the questions on which voices differ, and the stance that a sentence takes by its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from preprocessing.vocabularies import KnowledgeError, checked, read_yaml

FOLDER = Path(__file__).parents[1] / "data" / "knowledge"
REACH = 3  # words between a negator and the cue that it undoes
GAP = r"[\s\-\u2010-\u2013]+"  # a space or a hyphen
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


class StanceEntry(BaseModel):
    """One answer to a question, and the words that show it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str = Field(min_length=1)
    cues: tuple[str, ...] = Field(min_length=1)


class QuestionEntry(BaseModel):
    """A question that voices answer differently."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: str = Field(min_length=1)
    stances: dict[str, StanceEntry] = Field(min_length=2)


class FramingsEntry(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    negators: tuple[str, ...]
    questions: dict[str, QuestionEntry]


@dataclass(frozen=True)
class Framings:
    """The questions, and one pattern for each stance's cues and for what undoes them."""

    questions: dict[str, QuestionEntry]
    cues: tuple[tuple[str, re.Pattern[str]], ...]
    undone: re.Pattern[str]


def load_framings(folder: Path) -> Framings:
    """The framings of a folder of knowledge. Raises KnowledgeError naming the key that is wrong."""
    path = folder / "framings.yaml"
    entry = checked(path, "", read_yaml(path), FramingsEntry)
    seen: dict[str, str] = {}
    for key, stance, cue in _every_cue(entry):
        where = f"{path.name}: questions.{key}.stances.{stance}"
        if not SLUG.fullmatch(stance) or not SLUG.fullmatch(key):
            raise KnowledgeError(f"{where}: an id holds only a-z, 0-9 and hyphens")
        if seen.setdefault(stance, key) != key:
            raise KnowledgeError(f"{where}: stands in another question too")
        if not cue.strip(" *-"):
            raise KnowledgeError(f"{where}: a cue is empty")
    stances = [(stance, held) for question in entry.questions.values() for stance, held in question.stances.items()]
    negators = "|".join(_pattern(word) for word in entry.negators) or "(?!)"
    undone = re.compile(rf"(?:^|[^\w])(?:{negators})(?:\W+[\w'’]+){{0,{REACH}}}\W*$", re.IGNORECASE)
    cues = tuple((stance, re.compile("|".join(sorted(map(_pattern, held.cues), key=len, reverse=True)), re.IGNORECASE))
                 for stance, held in stances)
    return Framings(dict(entry.questions), cues, undone)


def _every_cue(entry: FramingsEntry) -> Iterator[tuple[str, str, str]]:
    for key, question in entry.questions.items():
        for stance, held in question.stances.items():
            yield from ((key, stance, cue) for cue in held.cues)


def _pattern(phrase: str) -> str:
    words = [re.escape(word).replace(r"\*", r"\w*").replace("'", "['’]") for word in re.split(r"[\s-]+", phrase.strip())]
    return r"\b" + GAP.join(words) + r"\b"


@cache
def _shipped() -> Framings:
    return load_framings(FOLDER)


def find_stance(text: str, framings: Framings | None = None) -> str | None:
    """The stance that a sentence takes: that of its first cue that is not negated, of two that begin together the
    longer; None where it takes none. ``framings``: those of the project where not given."""
    framings = framings or _shipped()
    found = [(match.start(), -match.end(), stance) for stance, pattern in framings.cues for match in pattern.finditer(text)
             if not framings.undone.search(text[: match.start()])]
    return min(found)[2] if found else None


def framing_rows(framings: Framings | None = None) -> list[dict[str, Any]]:
    """The rows of the table ``framings``: each stance with its question, in the order of the file."""
    questions = (framings or _shipped()).questions
    rows = [{"stance": stance, "label": held.label, "question_id": key, "question": question.question}
            for key, question in questions.items() for stance, held in question.stances.items()]
    return [{**row, "position": position} for position, row in enumerate(rows)]

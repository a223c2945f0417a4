"""What stands in a paragraph beside its grammar: citations, datelines, speaker labels, time stamps."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from preprocessing.vocabularies import KnowledgeError, read_yaml

REQUIRED = ("citation", "dateline", "heading", "label", "timestamp", "turn")


@dataclass(frozen=True)
class Aside:
    """A part of a text, by offsets, that is no part of its sentences' grammar."""

    kind: str
    start: int
    end: int
    outlet: str | None = None
    date: str | None = None
    speaker: str | None = None


def read_asides(folder: Path) -> Mapping[str, re.Pattern[str]]:
    """The patterns of asides.yaml. Raises KnowledgeError where one is missing or is no regular expression."""
    found: dict[str, re.Pattern[str]] = {}
    for key, pattern in read_yaml(folder / "asides.yaml").items():
        try:
            found[key] = re.compile(pattern)
        except (re.error, TypeError) as error:
            raise KnowledgeError(f"asides.yaml: {key}: {error}") from error
    for key in REQUIRED:
        if key not in found:
            raise KnowledgeError(f"asides.yaml: {key}: is missing")
    return found


def turns_in(paragraphs: Sequence[str], patterns: Mapping[str, re.Pattern[str]]) -> frozenset[str]:
    """The single names before a colon that take turns in an interview: several of them, each more than once, of whom one
    asks questions."""
    begun = [(match["speaker"], paragraph.rstrip().endswith("?")) for paragraph in paragraphs if (match := patterns["turn"].match(paragraph))]
    often = {name for name, count in Counter(name for name, _ in begun).items() if count > 1}
    asking = {name for name in often if sum(asks for other, asks in begun if other == name) > 1}
    return frozenset(often) if asking and len(often) > 1 else frozenset()


def find_asides(paragraph: str, patterns: Mapping[str, re.Pattern[str]], turns: Set[str] = frozenset()) -> Iterator[Aside]:
    """The asides of one paragraph, in order, none overlapping an earlier one; ``turns`` are the text's names in turn."""
    found = [
        (match, "label" if kind == "turn" else kind)
        for kind, pattern in patterns.items()
        for match in pattern.finditer(paragraph)
        if kind != "turn" or match["speaker"] in turns
    ]
    end = 0
    for match, kind in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if match.start() < end or match.end() - match.start() >= len(paragraph.rstrip()):
            continue
        end = match.end()
        groups = match.groupdict()
        yield Aside(
            kind,
            match.start(),
            end,
            groups.get("outlet"),
            groups.get("date"),
            groups.get("speaker") or groups.get("question"),
        )

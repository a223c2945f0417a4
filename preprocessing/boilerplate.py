"""Paragraphs that are no reporting, told from those that are: boilerplate, pull quotes, repeated
paragraphs."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from preprocessing.days import find_days
from preprocessing.findings import Finding
from preprocessing.imprints import Imprints, Line
from preprocessing.paragraphs import Block

EDGE = 12  # so many paragraphs at either end count as its start and end
SHORTEST_PULL_QUOTE = 6
SHORTEST_REPETITION = 9
SAME_WORDS = 0.85  # a pull quote's first word or two may have been changed
WORD = re.compile(r"\w+(?:['’]\w+)?")
OPENING = "\"'“‘«„"
CLOSING = "\"'”’»“"


@dataclass(frozen=True)
class Yield:
    """What a line said of the article's publication, by its form."""

    line: Line
    values: Mapping[str, str]


@dataclass(frozen=True)
class Sorted:
    """The paragraphs of an article and the lines set aside, with the metadata that all of them yield."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    yields: tuple[Yield, ...] = ()


def sort_out(blocks: Sequence[Block], imprints: Imprints, is_source: Callable[[str], bool]) -> Sorted:
    """Sets boilerplate, imprint lines, pull quotes and repetitions aside; everything else stays, in order.

    ``is_source`` says whether a name is that of a listed source.
    """
    kept: list[Block] = []
    findings: list[Finding] = []
    yields: list[Yield] = []
    forms = [
        _form_of(block.text, position, len(blocks), imprints, is_source)
        for position, block in enumerate(blocks)
    ]
    often = Counter(line.note for line, _ in filter(None, forms) if line.once)
    for position, (block, form) in enumerate(zip(blocks, forms, strict=True)):
        if form is None or (form[0].once and often[form[0].note] > 2):
            kept.append(block)
            continue
        line, match = form
        yields.append(Yield(line, {k: v for k, v in match.groupdict().items() if v}))
        if line.set_aside and not (block.heading and position == 0):
            findings.append(Finding("set aside", block.text, line.note))
        else:
            kept.append(block)
    spare = dict(_repetitions(kept))
    findings += [Finding("pull quote", kept[i].text, why) for i, why in spare.items()]
    return Sorted(tuple(b for i, b in enumerate(kept) if i not in spare), tuple(findings), tuple(yields))


def _form_of(
    text: str, position: int, count: int, imprints: Imprints, is_source: Callable[[str], bool]
) -> tuple[Line, re.Match[str]] | None:
    """The first form of line that the text has where it stands."""
    places = (
        {"any"} | ({"start"} if position < EDGE else set()) | ({"end"} if position >= count - EDGE else set())
    )
    words = len(text.split())
    for line in (*imprints.boilerplate.values(), *imprints.lines.values()):
        if words > line.max_words or line.where not in places or position >= (line.first or position + 1):
            continue
        match = line.found(text)
        if match and _means_it(line, match.groupdict(), is_source):
            return line, match
    return None


def _means_it(line: Line, values: Mapping[str, str | None], is_source: Callable[[str], bool]) -> bool:
    date, publisher = values.get("date"), values.get("publisher")
    return not (date and not any(find_days(date))) and not (
        line.listed and publisher and not is_source(publisher)
    )


def _repetitions(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The paragraphs whose words stand in another, longer one, and those that stand a second time."""
    words = [[w.lower() for w in WORD.findall(b.text)] for b in blocks]
    joined = [f" {' '.join(w)} " for w in words]
    whole = "\n".join(joined)
    first_at: dict[str, int] = {}
    for i, block in enumerate(blocks):
        headline = block.heading or (i == 0 and not (block.text[0] in OPENING and block.text[-1] in CLOSING))
        if headline or len(words[i]) < SHORTEST_PULL_QUOTE:
            continue
        first = first_at.setdefault(joined[i], i)
        if first < i and len(words[i]) >= SHORTEST_REPETITION:
            yield i, "the same paragraph stands above"
        elif _stands_in_another(words[i], block.text, joined, whole):
            yield i, "its words stand in a longer paragraph"


def _stands_in_another(own: list[str], text: str, joined: list[str], whole: str) -> bool:
    quoted = text[0] in OPENING
    if not quoted and len(own) < SHORTEST_REPETITION:
        return False
    need = len(own) if not quoted else max(SHORTEST_PULL_QUOTE, round(SAME_WORDS * len(own)))
    runs = {f" {' '.join(own[k : k + need])} " for k in range(len(own) - need + 1)}
    twice = [run for run in runs if whole.count(run) > 1]
    mine = len(" ".join(own)) + 2
    return any(run in other and len(other) > mine for run in twice for other in joined)

"""Outlets that a text names in brackets as its source: "(The Jerusalem Post, November 8)"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.asides import read_asides
from preprocessing.dates import find_dates, read_date_words
from preprocessing.intervals import resolve
from preprocessing.spans import Anchor


@dataclass(frozen=True)
class Citation:
    """A cited outlet and day. ``source_id`` is the listed source's, or a slug of the name."""

    source_id: str
    name: str
    day: date | None


def citation_after(token: Token, analysis: Analysis) -> Citation | None:
    """The citation that covers a word: the first behind it in its sentence, or in square brackets at the end of its
    paragraph."""
    sentence = token.sent
    for aside in analysis.asides:
        if (
            aside.kind == "citation"
            and sentence.start_char <= aside.start < sentence.end_char
            and aside.start >= token.idx
            and aside.outlet
            and (analysis.text[aside.start] == "(" or _is_name(aside.outlet))
        ):
            return Citation(source_id_of(aside.outlet, analysis), aside.outlet, _day(aside.date, analysis))
    return _same_again(sentence, analysis) or _of_paragraph(token, analysis)


def _of_paragraph(token: Token, analysis: Analysis) -> Citation | None:
    """"[Haldia Post; Reuters]": the first source named behind an item of a digest."""
    text = analysis.text
    aside = next((a for a in analysis.asides if a.kind == "citation" and a.start >= token.idx and text[a.start] == "["), None)
    if aside is None or not aside.outlet or "\n" in text[token.idx : aside.start] or not _is_name(aside.outlet):
        return None
    return Citation(source_id_of(aside.outlet, analysis), aside.outlet, _day(aside.date, analysis))


def citation_above(token: Token, analysis: Analysis) -> Citation | None:
    """"Source: Haldia Post | Published: 2024-03-18": the listed source named above a digest's item, for the
    paragraph below it."""
    above = analysis.text[: token.idx].rpartition("\n")[0].rstrip().rpartition("\n")[2]
    found = _heading(analysis.knowledge.folder).match(above.strip())
    if found is None:
        return None
    listed = analysis.knowledge.source_named(found["outlet"].strip())
    return Citation(listed.source_id, found["outlet"].strip(), _day(found["date"], analysis)) if listed is not None else None


@cache
def _heading(folder: Path) -> re.Pattern[str]:
    return read_asides(folder)["heading"]


def _is_name(words: str) -> bool:
    """Whether words in brackets are a name: "Haldia Post", not "Read more"."""
    return all(word[:1].isupper() or word in ("of", "the", "and", "for") for word in words.split())


def _same_again(sentence: Span, analysis: Analysis) -> Citation | None:
    """"According to the same account": the outlet cited last in the sentence before."""
    number, speech = analysis.sentence_of[sentence.start], analysis.lexicon.cues.speech
    words = [t.lower_ for t in sentence]
    again = any(pair[0] == "same" and pair[1] in (*speech.unnamed, *speech.outlets) for pair in pairwise(words))
    if not again or not number:
        return None
    before = analysis.sentences[number - 1]
    cited = [a for a in analysis.asides if a.kind == "citation" and a.outlet and before.start_char <= a.start < sentence.start_char]
    return Citation(source_id_of(cited[-1].outlet or "", analysis), cited[-1].outlet or "", _day(cited[-1].date, analysis)) if cited else None


def source_id_of(name: str, analysis: Analysis) -> str:
    """The id of the source that a name means; an unlisted one gets a slug of its name."""
    listed = analysis.knowledge.source_named(name)
    return listed.source_id if listed is not None else slug(name)


def slug(name: str) -> str:
    """A readable id: lower case, words joined by hyphens."""
    return (
        "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in name.lower()).split())
        or "unnamed"
    )


def _day(text: str | None, analysis: Analysis) -> date | None:
    folder = analysis.knowledge.folder
    for expression in find_dates(text or "", folder):
        interval = resolve(expression, Anchor(analysis.published), read_date_words(folder))
        return interval.first if interval is not None else None
    return None

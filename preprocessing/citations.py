"""Outlets that a text names in brackets as its source: "(The Jerusalem Post, November 8)"."""

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from preprocessing.analysis import Analysis
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
    """The citation that covers a word: the first behind it in its sentence."""
    sentence = token.sent
    for aside in analysis.asides:
        if (
            aside.kind == "citation"
            and sentence.start_char <= aside.start < sentence.end_char
            and aside.start >= token.idx
            and aside.outlet
        ):
            return Citation(source_id_of(aside.outlet, analysis), aside.outlet, _day(aside.date, analysis))
    return None


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

"""Text of articles with stretches of it marked. Articles are hostile: every character is escaped here,
and nothing of an article reaches the screen by any other way than these functions or a data table."""

import itertools
from collections.abc import Iterable
from html import escape

from tables.claims import Mark

ORDER = ("claim", "entity", "trigger", "cue", "here")


def _opened(marks: list[Mark]) -> str:
    kinds = sorted({mark.kind for mark in marks if mark.kind in ORDER}, key=ORDER.index)
    return f'<mark class="{" ".join(kinds)}">'


def marked(text: str, marks: Iterable[Mark], offset: int = 0) -> str:
    """The text as HTML with each stretch of ``marks`` in a ``<mark>``; overlaps are split, never nested.

    ``offset`` is where the text begins in the article that the marks index; marks outside are cut.
    """
    ends = offset + len(text)
    inside = [mark for mark in marks if mark.start < ends and mark.end > offset and mark.start < mark.end]
    cuts = {offset, ends, *(min(max(at, offset), ends) for mark in inside for at in (mark.start, mark.end))}
    edges, pieces = sorted(cuts), []
    for start, end in itertools.pairwise(edges):
        over = [mark for mark in inside if mark.start <= start and mark.end >= end]
        piece = escape(text[start - offset : end - offset])
        pieces.append(f"{_opened(over)}{piece}</mark>" if over else piece)
    return "".join(pieces)

"""HTML pages: the main text and what the head of the page says of it, by trafilatura."""

import logging
from typing import Any

from htmldate import find_date
from trafilatura import bare_extraction

from preprocessing.findings import Unreadable
from preprocessing.paragraphs import Block, squeezed

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings are ours to word
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read_page(text: str) -> tuple[tuple[Block, ...], dict[str, str]]:
    """The paragraphs of a page's main text (none where it has too little) and its stated metadata."""
    try:
        found: Any = bare_extraction(
            text, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
        )
    except RecursionError:
        raise Unreadable("its HTML is nested too deeply") from None
    except (ValueError, TypeError, AttributeError):
        found = None  # a page that defeats trafilatura still has its plain paragraphs
    if found is None:
        return (), {}
    blocks = tuple(Block(words) for line in (found.text or "").splitlines() if (words := squeezed(line)))
    return blocks, _stated(found, text)


def _stated(found: Any, text: str) -> dict[str, str]:
    day = find_date(text, extensive_search=False, original_date=True)
    stated = {
        "title": found.title,
        "author": found.author,
        "publisher": found.sitename,
        "url": found.url,
        "published": day,
    }
    return {key: squeezed(value) for key, value in stated.items() if value and squeezed(value)}

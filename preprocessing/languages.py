"""The language of an article."""

import unicodedata
from functools import lru_cache

import py3langid

ENOUGH_WORDS = 25
SAMPLE = 8_000  # characters from either end of the body


def language_of(text: str) -> str:
    """The two-letter code of the language that the body is written in. A short text in Latin letters counts
    as
    English, since too little can be told from it."""
    if _latin_share(text) < 0.5:
        return _classified(text)
    if len(text.split()) < ENOUGH_WORDS:
        return "en"
    return _classified(text)


@lru_cache(maxsize=1024)
def _classified(text: str) -> str:
    sample = text if len(text) <= 2 * SAMPLE else f"{text[:SAMPLE]} {text[-SAMPLE:]}"
    return str(py3langid.classify(sample)[0])


def _latin_share(text: str) -> float:
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in sample if not c.isascii() and c.isalpha())
    return 1 - foreign / letters if letters else 1.0

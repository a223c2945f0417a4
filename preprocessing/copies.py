"""Texts that say nearly the same in the same words: MinHash finds candidates, containment decides."""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from datasketch import MinHash, MinHashLSH
from numpy.typing import NDArray

SHINGLE = 5  # words
PERMUTATIONS = 64
BANDS, ROWS = 16, 4  # finds pairs from a Jaccard similarity of about 0.5 on
FEWEST_SHINGLES = 15  # shorter texts are only ever the same text
SHARED_PARAGRAPH = 12  # words of a paragraph that makes candidates of the articles that share it
OF_EACH = 5  # of a text that stands many times, so many are paired with the like of it
COMMON = 40  # a paragraph in more articles than that is boilerplate
WORD = re.compile(r"[^\W_]+")
Shingles = NDArray[np.uint64]


def near_pairs(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """The pairs of texts of which the shorter stands in the longer by at least that share of its shingles.

    Each pair once, as positions in ascending order, with the share. Of a text that stands many times each is
    paired with its first, and a few with the like of it.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        places[text].append(position)
    groups = list(places.values())
    for group in groups:
        yield from ((group[0], position, 1.0) for position in group[1:])
    for one, other, share in _near(list(places), least):
        for left in groups[one][:OF_EACH]:
            for right in groups[other][:OF_EACH]:
                yield min(left, right), max(left, right), share


def _near(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """The pairs among texts no two of which are the same."""
    shingles = lru_cache(maxsize=20_000)(lambda position: shingles_of(texts[position]))
    for one, other in sorted(_candidates(texts, shingles)):
        share = containment(shingles(one), shingles(other))
        if share >= least:
            yield one, other, share


def shingles_of(text: str) -> Shingles:
    """The hashes of the text's runs of words, each once, in ascending order."""
    words = np.array(
        [zlib.crc32(word.encode("utf-8", "replace")) for word in WORD.findall(text.lower())], np.uint64
    )
    if len(words) < FEWEST_SHINGLES:
        return np.array(
            [zlib.crc32(" ".join(WORD.findall(text.lower())).encode("utf-8", "replace"))], np.uint64
        )
    mixed = np.zeros(len(words) - SHINGLE + 1, np.uint64)
    for step in range(SHINGLE):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + words[step : len(words) - SHINGLE + 1 + step]
    return np.unique(mixed)


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the smaller set that the other set holds; short sets count only where they are the
    same."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    smaller = min(len(one), len(other))
    if smaller < FEWEST_SHINGLES and common < max(len(one), len(other)):
        return 0.0
    return common / smaller


def _candidates(texts: Sequence[str], shingles: Callable[[int], Shingles]) -> set[tuple[int, int]]:
    return _by_minhash(len(texts), shingles) | _by_paragraph(texts)


def _by_minhash(count: int, shingles: Callable[[int], Shingles]) -> set[tuple[int, int]]:
    """Pairs that are likely to share half of their shingles."""
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    blank = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
    found = set()
    for position in range(count):
        sketch = blank.copy()
        sketch.update_batch(_low_half(shingles(position)).tolist())
        found |= {(other, position) for other in index.query(sketch)}
        index.insert(position, sketch)
    return found


def _low_half(hashes: Shingles) -> Shingles:
    return (hashes ^ (hashes >> np.uint64(32))) & np.uint64(0xFFFFFFFF)


def _by_paragraph(texts: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs that share a paragraph, as a short excerpt and its long text do: sketches of them are unlike."""
    places: dict[bytes, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        for key in set(_paragraph_keys(text)):
            places[key].append(position)
    return {
        (one, other)
        for found in places.values()
        if 1 < len(found) <= COMMON
        for i, one in enumerate(found)
        for other in found[i + 1 :]
    }


def _paragraph_keys(text: str) -> Iterator[bytes]:
    for paragraph in text.lower().split("\n\n"):
        if paragraph.count(" ") >= SHARED_PARAGRAPH:
            yield blake2b(paragraph.encode("utf-8", "replace"), digest_size=8).digest()

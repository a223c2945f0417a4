"""Articles: the captures of one text brought together, and the copies of one another pointed out."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path

from preprocessing.captures import Capture, read_folder
from preprocessing.copies import WORD, near_pairs
from preprocessing.findings import Discarded, Finding
from preprocessing.knowledge import Knowledge, Source
from preprocessing.metadata import Metadata
from preprocessing.paragraphs import Block

SAME_ARTICLE = 0.7  # share of the shorter capture's runs of words that the other has
COPY = 0.6
SAME_PARAGRAPH = 0.9
DAYS_APART = timedelta(days=2)
BASES = ("sidecar", "stated", "estimated", "unknown")


@dataclass(frozen=True)
class Article:
    """One article. Paragraphs of ``text`` are joined by a blank line; ``captures`` are the files that hold
    it.

    ``copy_of`` is the id of the earliest article that says nearly the same in the same words, if there is
    one.
    """

    article_id: str
    title: str
    source_id: str | None
    source: Source | None
    author: str | None
    published: date | None
    published_basis: str
    published_note: str
    url: str | None
    kind: str
    language: str
    words: int
    captures: tuple[str, ...]
    text: str
    findings: tuple[Finding, ...]
    copy_of: str | None = None


def read_articles(
    folder: Path, knowledge: Knowledge, progress: Callable[[str], None] | None = None
) -> tuple[list[Article], list[Discarded]]:
    """The articles of a folder by date and id, and every input that was not taken.

    ``progress`` is called with the name of each input as it is read.
    """
    captures: list[Capture] = []
    discarded: list[Discarded] = []
    for found in read_folder(folder, knowledge):
        if progress:
            progress(found.file)
        if isinstance(found, Capture):
            captures.append(found)
        else:
            discarded.append(found)
    return articles_of(captures), discarded


def articles_of(captures: Sequence[Capture]) -> list[Article]:
    """The articles that the captures hold, by date and id, with the copies among them pointed out."""
    alike = list(near_pairs([text_of(capture.blocks) for capture in captures], COPY))
    groups = same_articles(captures, [(one, other) for one, other, share in alike if share >= SAME_ARTICLE])
    articles = [merged([captures[position] for position in group]) for group in groups]
    id_of = {p: a.article_id for group, a in zip(groups, articles, strict=True) for p in group}
    return with_copies(_each_once(articles), {(id_of[one], id_of[other]) for one, other, _ in alike})


def _each_once(articles: Iterable[Article]) -> list[Article]:
    """The articles by age. The same text of the same source is one article: that of the first day."""
    found: dict[str, Article] = {}
    for article in sorted(articles, key=_age):
        if first := found.get(article.article_id):
            article = replace(first, captures=(*first.captures, *article.captures))
        found[article.article_id] = article
    return list(found.values())


def _age(article: Article) -> tuple[date, str]:
    return article.published or date.max, article.article_id


def text_of(blocks: Iterable[Block]) -> str:
    """The paragraphs as the one text that all offsets index."""
    return "\n\n".join(block.text for block in blocks)


def same_articles(captures: Sequence[Capture], alike: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The positions of the captures in groups, each of one article, in the order in which they were read.

    ``alike`` are the pairs that say nearly the same.
    """
    groups = [[position] for position in range(len(captures))]
    for one, other in alike:
        left, right = groups[one], groups[other]
        if left is not right and all(
            _of_one_article(captures[a].metadata, captures[b].metadata) for a in left for b in right
        ):
            left += right
            for position in right:
                groups[position] = left
    return [sorted(group) for position, group in enumerate(groups) if min(group) == position]


def _of_one_article(one: Metadata, other: Metadata) -> bool:
    """Whether two like texts can be captures of one article: no two sources, no two days."""
    if one.source and other.source and one.source.source_id != other.source.source_id:
        return False
    sure = {"sidecar", "stated"}
    if one.published and other.published and {one.published_basis, other.published_basis} <= sure:
        return abs(one.published - other.published) <= DAYS_APART
    return one.kind == other.kind


def merged(captures: Sequence[Capture]) -> Article:
    """One article of its captures: the union of their paragraphs in order, and the best of their metadata."""
    blocks: tuple[Block, ...] = ()
    for capture in captures:
        blocks = union(blocks, capture.blocks)
    metadata = _best(captures)
    text = text_of(blocks)
    source_id = metadata.source.source_id if metadata.source else None
    content = f"{source_id or ''}\n{text}".encode("utf-8", "replace")
    return Article(
        article_id=hashlib.sha256(content).hexdigest()[:16],
        title=metadata.title,
        source_id=source_id,
        source=metadata.source,
        author=metadata.author,
        published=metadata.published,
        published_basis=metadata.published_basis,
        published_note=metadata.published_note,
        url=metadata.url,
        kind=metadata.kind,
        language=captures[0].language,
        words=len(WORD.findall(text)),
        captures=tuple(capture.file for capture in captures),
        text=text,
        findings=_findings(captures, metadata),
    )


def _best(captures: Sequence[Capture]) -> Metadata:
    """The metadata of captures of one article: of each item the one that is best known."""
    all_of = [capture.metadata for capture in captures]
    dated = min(all_of, key=lambda m: BASES.index(m.published_basis))
    titled = next((m for m in all_of if m.title_is_headline), all_of[0])
    return replace(
        titled,
        source=next((m.source for m in all_of if m.source), None),
        author=next((m.author for m in all_of if m.author), None),
        published=dated.published,
        published_basis=dated.published_basis,
        published_note=dated.published_note,
        url=next((m.url for m in all_of if m.url), None),
    )


def _findings(captures: Sequence[Capture], metadata: Metadata) -> tuple[Finding, ...]:
    found = [finding for capture in captures for finding in capture.findings]
    if len(captures) > 1:
        found.append(Finding("metadata", "", f"{len(captures)} captures were brought together"))
    if not metadata.title_is_headline:
        found.append(Finding("metadata", "", "no headline was found; the opening words stand for it"))
    return tuple(dict.fromkeys(found))


def union(one: Sequence[Block], other: Sequence[Block]) -> tuple[Block, ...]:
    """The paragraphs of both in order, each once; of two that nearly agree the longer. No paragraph is
    lost."""
    left, right = [_words(block) for block in one], [_words(block) for block in other]
    keys = _keyed(left, right)
    whole = f" {' '.join(' '.join(words) for words in left)} "
    found: list[Block] = []
    for action, i, j, k, m in SequenceMatcher(None, left, keys, autojunk=False).get_opcodes():
        if action == "equal":
            found += [
                max(a, b, key=lambda block: len(block.text))
                for a, b in zip(one[i:j], other[k:m], strict=True)
            ]
        else:
            found += one[i:j]
            found += [other[n] for n in range(k, m) if not _stands_in(right[n], keys[n], left, whole)]
    return tuple(found)


def _words(block: Block) -> tuple[str, ...]:
    return tuple(WORD.findall(block.text.lower()))


def _keyed(left: Sequence[tuple[str, ...]], right: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The right paragraphs, each as the left one that it nearly agrees with, where there is one."""
    known = set(left)
    return [
        words if words in known or len(words) < 8 else next((w for w in left if _agree(w, words)), words)
        for words in right
    ]


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not 0.8 <= (len(one) + 1) / (len(other) + 1) <= 1.25:
        return False
    compared = SequenceMatcher(None, one, other, autojunk=False)
    return compared.quick_ratio() >= SAME_PARAGRAPH and compared.ratio() >= SAME_PARAGRAPH


def _stands_in(
    words: tuple[str, ...], key: tuple[str, ...], left: Sequence[tuple[str, ...]], whole: str
) -> bool:
    """Whether a paragraph is in the other capture already, moved or cut up in another way."""
    return key in left or (len(words) >= 6 and f" {' '.join(words)} " in whole)


def with_copies(articles: Sequence[Article], alike: Iterable[tuple[str, str]]) -> list[Article]:
    """The articles, given by age, those that say nearly the same as an earlier one pointing at the earliest.

    ``alike`` are the ids of the pairs that do.
    """
    age = {article.article_id: position for position, article in enumerate(articles)}
    earliest: dict[str, str] = {}
    for one, other in alike:
        first, second = sorted((one, other), key=age.__getitem__)
        if first != second:
            earliest[second] = min(first, earliest.get(second, first), key=age.__getitem__)
    return [replace(article, copy_of=_root(article.article_id, earliest)) for article in articles]


def _root(article_id: str, earliest: Mapping[str, str]) -> str | None:
    found = earliest.get(article_id)
    while found is not None and found in earliest:
        found = earliest[found]
    return found

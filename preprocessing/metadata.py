"""Who published an article, when, and who wrote it, with the basis of what is said."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from preprocessing.boilerplate import Sorted, Yield
from preprocessing.days import find_days, stated_date
from preprocessing.estimates import estimated_date
from preprocessing.findings import Finding
from preprocessing.imprints import Imprints
from preprocessing.knowledge import Knowledge, Source
from preprocessing.paragraphs import SPEAKER, Block, squeezed
from preprocessing.repair import gibberish_in

PERSON = r"[A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|al|bin|ben|de|van|von|der|el)){1,4}"
ROLE = (
    r"(?:journalist|correspondent|reporter|editor|fellow|professor|analyst|researcher|writer|columnist|lecturer|"
    r"contributor|scholar|director|associate|historian|author|expert|consultant)"
)
ABOUT_AUTHOR = re.compile(
    rf"(?:Dr\.?\s+|Professor\s+)?(?P<author>{PERSON})(?:,[^.]{{3,90}},)?\s+(?:is|was)\s+"
    rf"(?:an?\b|the\b|currently\b)[^.]{{0,120}}\b{ROLE}\b.*$"
)
ROLE_OF_AUTHOR = re.compile(
    rf"(?P<author>{PERSON}),\s+an?\s[^.,]{{0,60}}\b{ROLE}\b[^.]{{0,60}},\s+(?:covers|writes|reports)\b.*$"
)
WRITES = re.compile(rf"\b(?:writes|argues)\s+(?P<author>{PERSON})(?=,|\s+of\b|\.?$)")
TOLD = re.compile(r"\btold\s+((?:[Tt]he\s+)?[A-Z][\w.-]*(?:\s+(?:of\s+)?[A-Z][\w.-]*){0,4})")
QUOTED_TOPIC = re.compile(r"[\"“'‘«][^\"“”«»]{4,80}[\"”'’»]:\s+\w")  # a headline that opens with somebody's words
LONGEST_HEADLINE = 24  # words
LONGEST_ABOUT = 60  # words
UNKNOWN = re.compile(r"^(?:unknown|none|null|n/?a|anonymous|staff|admin|-+)$", re.I)


@dataclass(frozen=True)
class Metadata:
    """What is known of an article; ``published_basis`` says how its date is known, ``published_note`` why."""

    title: str
    title_is_headline: bool
    source: Source | None
    author: str | None
    published: date | None
    published_basis: str
    published_note: str
    url: str | None
    kind: str


@dataclass(frozen=True)
class Evidence:
    """All that the metadata of one capture is read from."""

    name: str
    stated: Mapping[str, str]
    sidecar: Mapping[str, str]
    sorted: Sorted

    def given(self, key: str) -> str | None:
        """What the sidecar says, or else the format's own metadata."""
        value = self.sidecar.get(key) or self.stated.get(key)
        return value if value and not UNKNOWN.match(value) else None

    def yielded(self, key: str) -> Iterator[tuple[Yield, str]]:
        """What the lines yielded, those that say nothing else first."""
        for found in sorted(self.sorted.yields, key=lambda y: not y.line.set_aside):
            if key in found.values:
                yield found, squeezed(found.values[key])


def find_metadata(evidence: Evidence, knowledge: Knowledge, imprints: Imprints) -> tuple[Metadata, Sorted]:
    """The metadata of one capture, and its paragraphs without the line about the author."""
    author, kept = _author(evidence, knowledge)
    evidence = replace(evidence, sorted=kept)
    source, why = _source(evidence, knowledge)
    published, basis, note = _published(evidence, imprints)
    title, is_headline = _title(evidence, knowledge)
    kind = "summary" if evidence.given("kind") == "summary" else "full"
    if why:
        kept = replace(kept, findings=(*kept.findings, Finding("metadata", "", why)))
    url = evidence.given("url")
    url = url if url and re.match(r"https?://[^\s\"'<>]+$", url) else None
    return Metadata(title, is_headline, source, author, published, basis, note, url, kind), kept


def _title(evidence: Evidence, knowledge: Knowledge) -> tuple[str, bool]:
    blocks = evidence.sorted.blocks
    if title := evidence.given("title"):
        return _without_outlet(title, knowledge), True
    if not blocks:
        return evidence.name, False
    dated = next((value for _, value in evidence.yielded("title")), None)
    if dated and not blocks[0].heading:
        return next((b.text for b in blocks if b.text.startswith(dated)), dated), True
    if is_headline(blocks, 0):
        return blocks[0].text, True
    words = blocks[0].text.split()
    return " ".join(words[:14]) + (" …" if len(words) > 14 else ""), False


def is_headline(blocks: Sequence[Block], position: int) -> bool:
    """Whether a paragraph stands as a headline over a longer one."""
    block = blocks[position]
    if block.heading:
        return True
    plain = len(block.text.split()) <= LONGEST_HEADLINE and not re.search(r"[.:;,!…]['\"”’)]*$", block.text)
    longer = any(len(b.text) > len(block.text) for b in blocks[position + 1 : position + 12])
    opened = block.text[0] in "\"“'‘«•-–(" and not QUOTED_TOPIC.match(block.text)
    return plain and longer and not SPEAKER.match(block.text) and not opened


def _without_outlet(title: str, knowledge: Knowledge) -> str:
    """The title of a page without the outlet's name behind it: "… | BBC News"."""
    parts = re.split(r"\s+[|–—·»-]\s+", title)
    return (
        title[: title.rfind(parts[-1])].rstrip(" |–—·»-")
        if len(parts) > 1 and knowledge.source_named(parts[-1])
        else title
    )


def _source(evidence: Evidence, knowledge: Knowledge) -> tuple[Source | None, str]:
    """The publisher as a source, listed or not, and how it was found where that should be known."""
    if stated := evidence.given("publisher"):
        return named_source(stated, knowledge), ""
    for found, name in evidence.yielded("publisher"):
        if (source := knowledge.source_named(name)) or found.line.unlisted:
            return source or named_source(name, knowledge), ""
    for words, why in _hints(evidence):
        if source := knowledge.source_named(words):
            return source, f"the publisher was taken from {why}"
    return None, _why_unknown(evidence)


def _hints(evidence: Evidence) -> Iterator[tuple[str, str]]:
    if url := evidence.given("url"):
        yield re.sub(r"^https?://(?:www\.|amp\.|m\.|en\.)?|[/?#].*$", "", url), "the address"
    if title := evidence.given("title"):
        parts = re.split(r"\s+[|–—·»-]\s+", title)
        yield (parts[-1] if len(parts) > 1 else ""), "the page's title"
    if name := _told(evidence.sorted.blocks):
        yield name, "those who “told” it what the article reports"
    stem = PurePosixPath(evidence.name).name.partition(".")[0]
    yield (
        re.sub(
            r"[_\s-]+", " ", re.sub(r"^[\W\d_]+[a-z]?(?=[_\W])|\d{4}[-_]?\d\d[-_]?\d\d", " ", stem)
        ).strip(),
        "the file's name",
    )


def _told(blocks: Sequence[Block]) -> str | None:
    """The one outlet that persons "told" something, if more than once: as a rule the article's own."""
    told = Counter(name.rstrip(".") for block in blocks for name in TOLD.findall(block.text))
    return next(iter(told)) if len(told) == 1 and told.total() > 1 else None


def _why_unknown(evidence: Evidence) -> str:
    told = [run for block in evidence.sorted.blocks for run in re.findall(r"\btold\s+(\S+)", block.text)]
    mangled = next((runs[0] for word in told if (runs := gibberish_in(word))), None)
    if mangled:
        return f"the publisher is not known: its name seems to be “{mangled}”, which cannot be decoded"
    return "the publisher is not known"


def named_source(name: str, knowledge: Knowledge) -> Source | None:
    """The source that a publisher's name means: a listed one by its leading name, or else one not listed
    yet."""
    alone = re.split(r",?\s+(?:via|carrying|citing|quoting|relaying)\s", name)[0]
    leading = re.sub(r"\s*[\[(].*$", "", alone)
    for form in (alone, name, leading, re.split(r",?\s+(?:with|on|in)\s", leading)[0], leading.split(",")[0]):
        if form.strip() and (source := knowledge.source_named(form.strip())):
            return source
    shown = leading.strip()[:80] or name[:80]
    source_id = slug(shown)
    return knowledge.sources.get(source_id) or Source(
        source_id, shown, None, "outlet", None, False, "discovered"
    )


def slug(name: str) -> str:
    """A readable id of a name: lower case, without accents; a hash where no letter is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return found or f"source-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _published(evidence: Evidence, imprints: Imprints) -> tuple[date | None, str, str]:
    if day := stated_date(evidence.sidecar.get("published", "")):
        return day, "sidecar", "given beside the file"
    if day := stated_date(evidence.stated.get("published", "")):
        return day, "stated", "given with the article"
    for found, value in evidence.yielded("date"):
        if day := stated_date(value):
            return day, "stated", f"{found.line.note} in the text"
    text = "\n\n".join(block.text for block in evidence.sorted.blocks)
    estimate = estimated_date(text, evidence.sorted.yields, evidence.given("url"), evidence.name, imprints)
    stated = evidence.stated.get("published")
    note = (
        f"“{stated[:60]}” can be read in two ways or not at all; {estimate.note}" if stated else estimate.note
    )
    return estimate.day, "estimated" if estimate.day else "unknown", note


def _author(evidence: Evidence, knowledge: Knowledge) -> tuple[str | None, Sorted]:
    """The author, and the paragraphs without the line about him or her at the end."""
    position, about = _about_author(evidence.sorted.blocks)
    kept = evidence.sorted
    if about:
        line = kept.blocks[position]
        kept = replace(
            kept,
            blocks=(*kept.blocks[:position], *kept.blocks[position + 1 :]),
            findings=(*kept.findings, Finding("set aside", line.text, "line about the author")),
        )
    given = (
        evidence.given("author") or next((value for _, value in evidence.yielded("author")), None) or about
    )
    if given is None:
        found = next((m for b in kept.blocks[:3] if (m := WRITES.search(b.text))), None)
        given = found["author"] if found else None
    return (_cleaned(given, knowledge) if given else None), kept


def _cleaned(author: str, knowledge: Knowledge) -> str | None:
    """The names alone: no "By", no addresses, no outlet among them."""
    author = re.sub(r"^by:?\s+|\S+@\S+|https?://\S+", "", author, flags=re.I).strip(" ,;|()-")
    names = [name for name in re.split(r"\s*[,;|]\s*", author) if name and not knowledge.source_named(name)]
    author = ", ".join(names)[:200]
    return author if author and not any(find_days(author)) else None


def _about_author(blocks: Sequence[Block]) -> tuple[int, str | None]:
    """The line near the end that says who the author is; a person whom the article quotes is none."""
    for position in range(len(blocks) - 1, max(len(blocks) - 4, 0), -1):
        text = blocks[position].text
        found = ABOUT_AUTHOR.match(text) or ROLE_OF_AUTHOR.match(text)
        if found and len(text.split()) <= LONGEST_ABOUT and not re.search('["“”]', text):
            surname = found["author"].split()[-1]
            elsewhere = [
                b.text
                for i, b in enumerate(blocks)
                if i != position and re.search(rf"\b{re.escape(surname)}\b", b.text)
            ]
            if all(WRITES.search(other) for other in elsewhere):
                return position, found["author"]
    return -1, None

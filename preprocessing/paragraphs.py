"""Plain text and Markdown as paragraphs: wrapped lines joined, markup reduced to its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

LONGEST_WRAP = 130  # no one wraps wider; lines beyond are paragraphs
SHORTEST_WRAP = 38
SLACK = 14  # a line wrapped by hand may stop this much earlier than it had to
BULLET = re.compile(r"^\s*(?:[-*+•–—▪●]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
FOOTNOTE = re.compile(r"^\[\^[\w-]{1,20}\]:")
RULE = re.compile(r"^\s*(?:[-=_*~]\s*){3,}$")
# "MR. MILLER:", "QUESTION:", "Q:", "PRESIDENT PUTIN (via translation):"
SPEAKER = re.compile(
    r"^\s*(?:[A-Z][A-Z.'’\-]*(?:[ \t]+[A-Z][A-Z.'’\-]*){0,5}|[QA]|Question|Answer)"
    r"(?:\s\([^)]{1,40}\))?:(?:\s|$)"
)
CLOCK = re.compile(r"^\s*\(?\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?|GMT|UTC|BST|CET|EET|EST|EDT|ET)?\b", re.I)
SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*\s*$")
MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)"), ""),
    (re.compile(r"\[([^\]\n]{1,500})\]\((?:[^()\n]|\([^()\n]*\)){0,2000}\)"), r"\1"),
    (re.compile(r"^\[\^[\w-]{1,20}\]:\s*|\[\^[\w-]{1,20}\]"), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]{1,2000}?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w_/])(_{1,3})(?=\S)([^_\n]{1,2000}?)(?<=\S)\1(?![\w_])"), r"\2"),
    (re.compile(r"(?<!`)`([^`\n]{1,500})`(?!`)"), r"\1"),
    (re.compile(r"</?(?:b|i|em|strong|u|sup|sub|span|p|br|div|a)(?:\s[^<>]{0,500})?/?>", re.I), ""),
    (re.compile(r"\\([*_#\[\]()`>.!-])"), r"\1"),
)


@dataclass(frozen=True)
class Block:
    """One paragraph; ``heading`` where the markup says so."""

    text: str
    heading: bool = False


def find_blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a text, in order, each on one line, with runs of white space as one space.

    Lines that were broken to fit a width are joined; where lines are not wrapped, each is a paragraph.
    Bullets, headings, speaker labels and times at the start of a line begin a paragraph of their own.
    """
    lines = _outdented([line.rstrip() for line in text.expandtabs(4).splitlines()])
    width = wrapped_width(lines)
    for lines_of_one in _split(_groups(lines, width), width):
        heading = HEADING.match(lines_of_one[0])
        joined = _reduced(heading.group(1) if heading else _joined(lines_of_one))
        if joined:
            yield Block(joined, bool(heading))


def _outdented(lines: list[str]) -> list[str]:
    """The lines without the margin that most of them have."""
    margin = int(median([_indent(line) for line in lines if line.strip()] or [0]))
    return [line[min(margin, _indent(line)) :] for line in lines]


def wrapped_width(lines: list[str]) -> int | None:
    """The width at which the text was wrapped, or None where its lines were not broken to fit one."""
    pairs = [(one.strip(), other.strip()) for one, other in pairwise(lines) if _may_go_on(one, other)]
    lengths = sorted(len(one) for one, _ in pairs)
    if not lengths or not SHORTEST_WRAP <= median(lengths) <= LONGEST_WRAP:
        return None
    width = lengths[int(len(lengths) * 0.95)] if len(lengths) > 20 else lengths[-1]
    written = [line.strip() for line in lines if line.strip()]
    beyond = sum(len(line) > width + SLACK and " " in line for line in written)
    forced = sum(len(one) + 1 + len(other.split()[0]) > width - SLACK for one, other in pairs)
    # a line that goes on in the middle of a sentence mostly begins small; a paragraph hardly ever does
    small = sum(other[0].islower() for _, other in pairs)
    least_small = 0.3 if len(pairs) > 5 else 0.5
    wrapped = (
        beyond <= 0.05 * len(written) and forced >= 0.6 * len(pairs) and small >= least_small * len(pairs)
    )
    return width if wrapped and width <= LONGEST_WRAP else None


def _may_go_on(one: str, other: str) -> bool:
    """Whether a line can be the continuation of the one before."""
    return bool(one.strip() and other.strip()) and not _starts_paragraph(other) and _indent(other) < 2


def _starts_paragraph(line: str) -> bool:
    return any(
        form.match(line) for form in (BULLET, HEADING, RULE, SPEAKER, FOOTNOTE)
    ) or line.lstrip().startswith("|")


def _groups(lines: list[str], width: int | None) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        line = re.sub(r"^\s{0,3}(?:>\s?)+", "", line)
        if group and (not line.strip() or _breaks(group, line, width)):
            yield group
            group = []
        if line.strip() and not RULE.match(line) and not re.fullmatch(r"[\s|:\-]+", line):
            group.append(line)
    if group:
        yield group


def _split(groups: Iterable[list[str]], width: int | None) -> Iterator[list[str]]:
    """The groups, those of short lines only (titles, addresses, names) taken apart."""
    for group in groups:
        short = width and len(group) > 1 and max(len(line.strip()) for line in group) < 0.65 * width
        if short and not BULLET.match(group[0]):
            yield from ([line] for line in group)
        else:
            yield group


def _breaks(group: list[str], line: str, width: int | None) -> bool:
    last = group[-1]
    if _starts_paragraph(line) or CLOCK.match(line) or HEADING.match(last):
        return True
    if width is None:
        return not _unfinished(last, line)
    if BULLET.match(group[0]):
        return not line.startswith(" ") and _room_left(last, line, width)
    if _indent(line) >= 2 and SENTENCE_END.search(last):
        return True
    headline = len(group) == 1 and line.lstrip()[0].isupper()
    return _room_left(last, line, width) and (
        headline or bool(SENTENCE_END.search(last)) or len(last.strip()) < 0.5 * width
    )


def _unfinished(last: str, line: str) -> bool:
    """Whether a line plainly goes on with the sentence of the one before, in a text that is not wrapped."""
    cut = SHORTEST_WRAP <= len(last) <= LONGEST_WRAP and not re.search(r"[.!?…:;\"”’]\s*$", last)
    return cut and line[:1].islower()


def _room_left(last: str, line: str, width: int) -> bool:
    """Whether the next line's first word would have fitted easily, so that the break was meant."""
    return len(last.strip()) + 1 + len(line.split()[0]) < width - 2 * SLACK


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joined(lines: Iterable[str]) -> str:
    """Lines as one; a word broken at its hyphen keeps the hyphen and loses the space."""
    joined = ""
    for line in (line.strip() for line in lines):
        broken_word = re.search(r"[A-Za-z]-$", joined) and line[:1].isalnum()
        joined = f"{joined}{line}" if broken_word or not joined else f"{joined} {line}"
    return joined


def _reduced(text: str) -> str:
    """The words of a line of Markdown, without its markup."""
    text = re.sub(r"^\s*(?:[-*+•▪●])\s+", "", text)
    if text.startswith("|"):
        text = " · ".join(cell.strip() for cell in text.strip("| ").split("|"))
    for pattern, words in MARKDOWN:
        text = pattern.sub(words, text)
    return squeezed(text)


def squeezed(text: str) -> str:
    """The text with every run of white space, hard spaces included, as one space."""
    return re.sub(r"\s+", " ", text).strip()

"""Mis-decoded text put right where it can be, and named where it cannot."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ftfy import TextFixerConfig, fix_and_explain

from preprocessing.findings import Finding
from preprocessing.paragraphs import Block, squeezed

# quotation marks stay as printed, and HTML was read before: what a text says of "&lt;" is its own affair
FIXES = TextFixerConfig(uncurl_quotes=False, unescape_html="auto", max_decode_length=200_000)
# a run of signs from the upper half of Latin-1, no part of a word, with one at least that no word is
# spelled with
ODD = re.compile("[\x80-\x9f¡-©«-´¶-»¼-¿×÷ÝÞÐýþð]")
GIBBERISH = re.compile("(?<![A-Za-z0-9])[\x80-\x9f¡-ÿ]{2,}(?![A-Za-z0-9])|�+")
# a space before a mark, as machine translation leaves it again and again; not before "..." or ".NET"
SPACED = re.compile(r"(?<=[\w\"”’)»]) +([,;:.!?])(?=\s|$)(?! [.!?])")
HARMLESS = re.compile(r"^[£¥§°±²³´·¹º»«¼-¾¿¡©®×÷]+$|^[«¿¡].|.[»]$")
ENCODING_STEPS = {"encode", "decode", "transcode"}


def repaired(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The paragraphs as they were meant, with a finding for each kind of repair and each run of signs that
    has
    no meaning in any encoding. Such runs stay in the text, but for junk behind a paragraph's last full
    stop."""
    found: list[Block] = []
    findings: list[Finding] = []
    for block in blocks:
        text, why = repaired_text(block.text)
        findings.extend(why)
        if text:
            found.append(replace(block, text=text))
    return tuple(found), tuple(dict.fromkeys(findings))


def repaired_text(text: str) -> tuple[str, tuple[Finding, ...]]:
    """One paragraph put right, and what was done to it."""
    fixed = fix_and_explain(text, FIXES)
    findings = []
    if any(step.action in ENCODING_STEPS for step in fixed.explanation or ()):
        steps = ", ".join(f"{step.action} {step.parameter}" for step in fixed.explanation or ())
        findings.append(Finding("repair", "", f"mis-decoded characters put right ({steps})"))
    clean = squeezed(fixed.text)
    if len(SPACED.findall(clean)) > 1:
        clean = SPACED.sub(r"\1", clean)
        findings.append(Finding("repair", "", "spaces before punctuation taken out"))
    junk = _junk_at_end(clean)
    if junk:
        findings.append(
            Finding(
                "undecodable",
                junk,
                "no encoding gives these signs a meaning; set aside, as they stand behind the end of a line",
            )
        )
        clean = clean[: -len(junk)].rstrip()
    findings += [
        Finding("undecodable", run, "no encoding gives these signs a meaning; kept as they stand")
        for run in gibberish_in(clean)
    ]
    return clean, tuple(findings)


def gibberish_in(text: str) -> list[str]:
    """The runs of signs in a text that mean nothing, as left behind by a conversion between encodings."""
    if text.isascii():
        return []
    return [
        run for run in GIBBERISH.findall(text) if "�" in run or (ODD.search(run) and not HARMLESS.match(run))
    ]


def _junk_at_end(text: str) -> str:
    found = re.search(rf"(?<=[.!?:”\"’)])\s*({GIBBERISH.pattern})$", text)
    return found.group(1) if found and gibberish_in(found.group(1)) else ""

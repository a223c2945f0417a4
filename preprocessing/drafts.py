"""Drafts: articles as their format gives them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from preprocessing.findings import Finding
from preprocessing.paragraphs import Block


@dataclass(frozen=True)
class Draft:
    """One article as its format gives it, before repair: paragraphs, and the metadata that the format
    states."""

    blocks: tuple[Block, ...]
    stated: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    findings: tuple[Finding, ...] = ()

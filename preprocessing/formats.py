"""The formats of inputs, told apart by content: each reader turns text into drafts of articles."""

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from preprocessing.drafts import Draft
from preprocessing.feeds import read_feed
from preprocessing.findings import Finding, Unreadable
from preprocessing.markup import html_blocks
from preprocessing.paragraphs import Block, find_blocks, squeezed
from preprocessing.records import KEYS, read_json, stated_in

LONGEST_LITERAL = 5_000_000
LONGEST_FRONT_MATTER = 64_000
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
STRING = r"""[ruRU]?(?:'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+")"""
FLAT_LIST = re.compile(rf"[\[(]\s*(?:{STRING}\s*(?:,\s*)?)*+[\])]", re.S)
HTML_START = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|h2)\b", re.I)
HTML_BLOCK = re.compile(r"</(?:p|div|article|li|h[1-6])\s*>", re.I)


def find_drafts(text: str) -> Iterator[Draft | Unreadable]:
    """The articles of one text. A record that is broken comes as the reason; the rest goes on.

    Raises Unreadable where the whole text is of no use.
    """
    start = text.lstrip()[:200]
    if FRONT_MATTER.match(text):
        yield read_markdown(text)
    elif re.match(r"<\?xml|<(?:rss|feed|rdf:RDF)\b", start) and not re.search(r"<html\b", text[:2000], re.I):
        yield from read_feed(text)
    elif HTML_START.match(text) or (start.startswith("<") and HTML_BLOCK.search(text)):
        yield read_html(text)
    elif re.match(r"[\[(]\s*[ruRU]?['\"]", start):
        yield read_fragments(text)
    elif re.match(r"\{\s*[\"}]|\[\s*\{", start):
        yield from read_json(text)
    elif _is_table(text):
        raise Unreadable("it is a table (CSV); save its articles as JSON Lines first")
    elif len(HTML_BLOCK.findall(text[:50_000])) >= 3:
        yield read_html(text)
    else:
        yield Draft(tuple(find_blocks(text)))


def _is_table(text: str) -> bool:
    """Whether the first line names columns of articles, as a CSV table's does."""
    columns = re.split(r"[,;\t]", text.lstrip("\ufeff \n").split("\n", 1)[0].lower().replace('"', ""))
    known = {key for keys in KEYS.values() for key in keys}
    return len(columns) > 1 and sum(column.strip() in known for column in columns) > len(columns) / 2


def read_markdown(text: str) -> Draft:
    """Markdown with YAML front matter. Raises Unreadable where the front matter is built to do harm."""
    matter = FRONT_MATTER.match(text)
    assert matter
    stated, findings = _front_matter(matter.group(1))
    return Draft(tuple(find_blocks(text[matter.end() :])), stated, findings=findings)


class PlainLoader(yaml.SafeLoader):
    """YAML without anchors and aliases, which are of no use in metadata and can be made to explode."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable("its YAML uses anchors or aliases, which are not read")
        return super().compose_node(parent, index)


def _front_matter(text: str) -> tuple[dict[str, str], tuple[Finding, ...]]:
    if len(text) > LONGEST_FRONT_MATTER:
        raise Unreadable(f"its front matter is longer than {LONGEST_FRONT_MATTER:,} characters")
    try:
        content = yaml.load(text, Loader=PlainLoader)
    except RecursionError:
        raise Unreadable("its front matter is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        return _loose_front_matter(text), (
            Finding(
                "metadata", "", "the front matter is not valid YAML; its plain “key: value” lines were read"
            ),
        )
    return (stated_in(content), ()) if isinstance(content, dict) else ({}, ())


def _loose_front_matter(text: str) -> dict[str, str]:
    pairs = re.findall(r"^([A-Za-z_]{2,30}):[ \t]*(\S.*)$", text, re.M)
    return stated_in({key: value.strip().strip("\"'") for key, value in pairs})


def read_fragments(text: str) -> Draft:
    """A Python-literal or JSON list of HTML fragments, one paragraph each."""
    fragments = _strings(text.strip())
    if fragments is None:
        if FLAT_LIST.match(text.lstrip()) or not re.match(r"\[\s*\w{0,1}['\"]\s*<", text.lstrip()):
            return Draft(tuple(find_blocks(text)))
        raise Unreadable("it starts as a list of HTML fragments, but the list is broken")
    return Draft(tuple(block for fragment in fragments for block in _fragment_blocks(fragment)))


def _strings(text: str) -> list[str] | None:
    if len(text) > LONGEST_LITERAL or not FLAT_LIST.fullmatch(text):
        return None
    for parse in (json.loads, ast.literal_eval):
        try:
            found = parse(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(found, (list, tuple)) and all(isinstance(item, str) for item in found):
            return list(found)
    return None


def _fragment_blocks(fragment: str) -> Iterator[Block]:
    if "<" in fragment or "&" in fragment:
        yield from html_blocks(fragment)
    elif words := squeezed(fragment):
        yield Block(words)


def read_html(text: str) -> Draft:
    """An HTML page: its main text and what its head says of it."""
    from preprocessing.pages import read_page  # trafilatura takes a second to load; few inputs need it

    blocks, stated = read_page(text)
    return Draft(blocks or tuple(html_blocks(text)), stated)

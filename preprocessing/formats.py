"""The formats of inputs, told apart by content: each reader turns text into drafts of articles."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from lxml import etree, html

from preprocessing.findings import Finding, Unreadable
from preprocessing.paragraphs import Block, find_blocks, squeezed

LONGEST_LITERAL = 5_000_000
LONGEST_FRONT_MATTER = 64_000
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
STRING = r"""[ruRU]?(?:'(?:[^'\\\n]|\\.)*+'|"(?:[^"\\\n]|\\.)*+")"""
FLAT_LIST = re.compile(rf"[\[(]\s*(?:{STRING}\s*(?:,\s*)?)*+[\])]", re.S)
HTML_START = re.compile(r"\s*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|h2)\b", re.I)
HTML_BLOCK = re.compile(r"</(?:p|div|article|li|h[1-6])\s*>", re.I)
KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "articlebody", "full_text", "fulltext", "maintext", "article", "story",
             "paragraphs", "summary", "description"),
    "publisher": ("publisher", "source", "outlet", "site_name", "sitename", "publication", "source_name"),
    "author": ("author", "authors", "byline", "creator", "by"),
    "published": ("published", "date", "published_at", "publishedat", "pubdate", "date_published", "datepublished",
                  "date_publish", "publication_date", "publish_date", "published_date", "created_at", "time"),
    "url": ("url", "link", "web_url", "permalink", "canonical", "source_url"),
    "language": ("language", "lang"),
    "kind": ("kind",),
}
LISTS = ("articles", "items", "results", "docs", "documents", "data", "entries", "records")


@dataclass(frozen=True)
class Draft:
    """One article as its format gives it, before repair: paragraphs, and the metadata that the format states."""

    blocks: tuple[Block, ...]
    stated: Mapping[str, str] = field(default_factory=dict)
    part: str = ""
    findings: tuple[Finding, ...] = ()


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
    elif len(HTML_BLOCK.findall(text[:50_000])) >= 3:
        yield read_html(text)
    else:
        yield Draft(tuple(find_blocks(text)))


def read_markdown(text: str) -> Draft:
    """Markdown with YAML front matter. Raises Unreadable where the front matter is built to do harm."""
    matter = FRONT_MATTER.match(text)
    assert matter
    stated, findings = _front_matter(matter.group(1))
    return Draft(tuple(find_blocks(text[matter.end():])), stated, findings=findings)


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
        content = yaml.load(text, Loader=PlainLoader)  # noqa: S506 (a safe loader)
    except RecursionError:
        raise Unreadable("its front matter is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        return _loose_front_matter(text), (Finding("metadata", "", "the front matter is not valid YAML; its plain "
                                                   "“key: value” lines were read"),)
    return (stated_in(content), ()) if isinstance(content, dict) else ({}, ())


def _loose_front_matter(text: str) -> dict[str, str]:
    pairs = re.findall(r"^([A-Za-z_]{2,30}):[ \t]*(\S.*)$", text, re.M)
    return stated_in({key: value.strip().strip("\"'") for key, value in pairs})


def stated_in(record: Mapping[Any, Any]) -> dict[str, str]:
    """The metadata under the usual keys of a record, as text."""
    lowered = {str(key).lower().replace("-", "_"): value for key, value in record.items()}
    found = {}
    for name, keys in KEYS.items():
        values = (_plain(lowered.get(key)) for key in keys) if name != "text" else ()
        if value := next((value for value in values if value), None):
            found[name] = value
    return found


def _plain(value: Any) -> str | None:
    """A metadata value as one line of text: names in mappings and lists are read, anything else is not."""
    if isinstance(value, Mapping):
        return _plain(value.get("name") or value.get("title"))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, (_plain(v) for v in value[:20] if not isinstance(v, (list, tuple))))) or None
    if value is None or isinstance(value, bool):
        return None
    return squeezed(str(value))[:1000] or None


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


def html_blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a piece of HTML, in order; scripts, styles and the like give none."""
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return
    for element in tree.xpath("//script|//style|//noscript|//template|//svg|//iframe|//form|//comment()"):
        element.drop_tree()
    for element in tree.iter(etree.Element):
        if element.tag in ("p", "div", "li", "br", "tr", "blockquote", "ul", "ol", "article", "section", "figcaption",
                           "h1", "h2", "h3", "h4", "h5", "h6"):
            mark = "\ue001" if re.fullmatch(r"h[1-6]", str(element.tag)) else ""
            element.text = f"\ue000{mark}{element.text or ''}"
            element.tail = f"\ue000{element.tail or ''}"
    for piece in re.split("\ue000+", tree.text_content()):
        if words := squeezed(piece.replace("\ue001", "")):
            yield Block(words, "\ue001" in piece)


def read_html(text: str) -> Draft:
    """An HTML page: its main text and what its head says of it."""
    from preprocessing.pages import read_page  # trafilatura takes a second to load; few inputs need it

    blocks, stated = read_page(text)
    return Draft(blocks or tuple(html_blocks(text)), stated)


def read_json(text: str) -> Iterator[Draft | Unreadable]:
    """One article, a list of them, or one per line (JSON Lines)."""
    try:
        content = json.loads(text)
    except RecursionError:
        raise Unreadable("its JSON is nested too deeply") from None
    except ValueError:
        yield from _read_lines(text)
        return
    yield from _records(content)


def _read_lines(text: str) -> Iterator[Draft | Unreadable]:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        raise Unreadable("it looks like JSON, but cannot be parsed")
    for number, line in enumerate(lines, 1):
        yield read_json_line(line, number)


def read_json_line(line: str, number: int) -> Draft | Unreadable:
    """The article of one line of JSON Lines, or why there is none."""
    try:
        return _record(json.loads(line), f"line {number}")
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, Unreadable) else "not valid JSON"
        return Unreadable(f"line {number}: {reason}")


def _records(content: Any) -> Iterator[Draft | Unreadable]:
    if isinstance(content, dict):
        inner = next((content[key] for key in LISTS if isinstance(content.get(key), list)), None)
        if inner is None or any(isinstance(content.get(key), str) for key in KEYS["text"][:6]):
            yield _record(content, "")
            return
        content = inner
    for number, record in enumerate(content, 1):
        try:
            yield _record(record, f"item {number}")
        except Unreadable as error:
            yield Unreadable(f"item {number}: {error}")


def _record(record: Any, part: str) -> Draft:
    if not isinstance(record, dict):
        raise Unreadable("it is not an article but a bare value")
    lowered = {str(key).lower(): value for key, value in record.items()}
    for key in KEYS["text"]:
        body = lowered.get(key)
        if isinstance(body, list):
            body = "\n\n".join(item for item in body if isinstance(item, str))
        if isinstance(body, str) and body.strip():
            return Draft(tuple(body_blocks(body)), stated_in(record), part)
    raise Unreadable(f"it holds no text (looked for: {', '.join(KEYS['text'][:5])}…)")


def body_blocks(body: str) -> Iterator[Block]:
    """The paragraphs of a text inside a record, which may be HTML or plain."""
    if re.search(r"</?(?:p|br|div|b|i|a|em|strong|li|h[1-6])\b[^>]{0,500}>", body, re.I):
        return html_blocks(body)
    return find_blocks(body)


def read_feed(text: str) -> Iterator[Draft | Unreadable]:
    """An RSS or Atom feed, each of its items an article."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or etree.QName(root).localname.lower() not in ("rss", "feed", "rdf"):
        raise Unreadable("it is XML, but neither RSS nor Atom")
    items = [e for e in root.iter(etree.Element) if etree.QName(e).localname in ("item", "entry")]
    publisher = next((_value(e) for e in root.iter(etree.Element) if etree.QName(e).localname == "title"), None)
    for number, item in enumerate(items, 1):
        yield _feed_item(item, publisher, f"item {number}")


def _value(element: Any) -> str | None:
    return squeezed(" ".join(str(t) for t in element.itertext())) or element.get("href")


def _feed_item(item: Any, publisher: str | None, part: str) -> Draft | Unreadable:
    values: dict[str, str] = {}
    for child in item:
        if isinstance(child.tag, str) and (value := _value(child)):
            values.setdefault(etree.QName(child).localname.lower(), value)
    bodies = [values.get(key) or "" for key in ("encoded", "content", "summary", "description")]
    body = max(bodies, key=len)
    title = values.get("title")
    if not squeezed(body) and not title:
        return Unreadable(f"{part}: it holds no text")
    stated = {"title": title, "publisher": values.get("source") or publisher, "url": values.get("link"),
              "author": values.get("creator") or values.get("author"),
              "published": values.get("pubdate") or values.get("published") or values.get("date")
              or values.get("updated")}
    headline = (Block(title, True),) if title else ()
    return Draft(headline + tuple(body_blocks(body)), {k: v for k, v in stated.items() if v}, part)

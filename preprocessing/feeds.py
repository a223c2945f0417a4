"""RSS and Atom feeds: each item an article."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from preprocessing.drafts import Draft
from preprocessing.findings import Unreadable
from preprocessing.markup import body_blocks
from preprocessing.paragraphs import Block, squeezed


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
    publisher = next(
        (_value(e) for e in root.iter(etree.Element) if etree.QName(e).localname == "title"), None
    )
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
    stated = {
        "title": title,
        "publisher": values.get("source") or publisher,
        "url": values.get("link"),
        "author": values.get("creator") or values.get("author"),
        "published": values.get("pubdate")
        or values.get("published")
        or values.get("date")
        or values.get("updated"),
    }
    headline = (Block(title, True),) if title else ()
    return Draft(headline + tuple(body_blocks(body)), {k: v for k, v in stated.items() if v}, part)

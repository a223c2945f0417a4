"""Pieces of HTML as paragraphs."""

import re
from collections.abc import Iterator

from lxml import etree, html

from preprocessing.paragraphs import Block, find_blocks, squeezed


def html_blocks(text: str) -> Iterator[Block]:
    """The paragraphs of a piece of HTML, in order; scripts, styles and the like give none."""
    try:
        tree = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return
    for element in tree.xpath("//script|//style|//noscript|//template|//svg|//iframe|//form|//comment()"):
        element.drop_tree()
    for element in tree.iter(etree.Element):
        if element.tag in (
            "p",
            "div",
            "li",
            "br",
            "tr",
            "blockquote",
            "ul",
            "ol",
            "article",
            "section",
            "figcaption",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
        ):
            mark = "\ue001" if re.fullmatch(r"h[1-6]", str(element.tag)) else ""
            element.text = f"\ue000{mark}{element.text or ''}"
            element.tail = f"\ue000{element.tail or ''}"
    for piece in re.split("\ue000+", tree.text_content()):
        if words := squeezed(piece.replace("\ue001", "")):
            yield Block(words, "\ue001" in piece)


def body_blocks(body: str) -> Iterator[Block]:
    """The paragraphs of a text inside a record, which may be HTML or plain."""
    if re.search(r"</?(?:p|br|div|b|i|a|em|strong|li|h[1-6])\b[^>]{0,500}>", body, re.I):
        return html_blocks(body)
    return find_blocks(body)

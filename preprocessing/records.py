"""JSON and JSON Lines: articles as records under the usual keys."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from preprocessing.drafts import Draft
from preprocessing.findings import Unreadable
from preprocessing.markup import body_blocks
from preprocessing.paragraphs import squeezed

KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "text": (
        "text",
        "body",
        "content",
        "articlebody",
        "full_text",
        "fulltext",
        "maintext",
        "article",
        "story",
        "content_html",
        "content_text",
        "paragraphs",
        "summary",
        "description",
    ),
    "publisher": ("publisher", "source", "outlet", "site_name", "sitename", "publication", "source_name"),
    "author": ("author", "authors", "byline", "creator", "by"),
    "published": (
        "published",
        "date",
        "published_at",
        "publishedat",
        "pubdate",
        "date_published",
        "datepublished",
        "date_publish",
        "publication_date",
        "publish_date",
        "published_date",
        "created_at",
        "time",
    ),
    "url": ("url", "link", "web_url", "permalink", "canonical", "source_url"),
    "language": ("language", "lang"),
    "kind": ("kind",),
}
LISTS = ("articles", "items", "results", "docs", "documents", "data", "entries", "records")


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
        return (
            ", ".join(filter(None, (_plain(v) for v in value[:20] if not isinstance(v, (list, tuple)))))
            or None
        )
    if value is None or isinstance(value, bool):
        return None
    return squeezed(str(value))[:1000] or None


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

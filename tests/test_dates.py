"""Date expressions are looked for wherever one of their patterns could match."""

import json
from collections.abc import Iterator
from pathlib import Path

from preprocessing import dates

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "data" / "knowledge"


def texts() -> Iterator[str]:
    """The shipped articles, and the texts of all linguistic cases."""
    for path in sorted((ROOT / "data" / "articles").glob("*.txt")):
        yield path.read_text("utf-8", "replace")
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        yield from (case["text"] for case in json.loads(path.read_text("utf-8")) if "text" in case)


def test_what_a_pattern_cannot_do_without_stands_in_each_of_its_matches() -> None:
    seen: set[str] = set()
    for text in texts():
        for kind, pattern, essential in dates._compiled(KNOWLEDGE):
            for match in pattern.finditer(text):
                assert essential is None or essential.search(match.group()), (kind, match.group())
                seen.add(kind)
    assert len(seen) > 15

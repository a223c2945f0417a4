"""What was noticed while an article was read, and what was not taken."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something a reader of the article should know: a repair, text that was set aside, bytes without a
    meaning.

    ``kind`` is one of ``repair``, ``undecodable``, ``set aside``, ``pull quote``, ``metadata``, ``sidecar``.
    """

    kind: str
    text: str
    note: str


@dataclass(frozen=True)
class Discarded:
    """An input that was not taken, with a reason that its owner understands."""

    file: str
    reason: str


class Unreadable(ValueError):
    """The input cannot be taken as an article; the message is the reason, made for its owner."""

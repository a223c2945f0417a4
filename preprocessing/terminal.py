"""Text of articles in the terminal: shown as it is, doing nothing."""

from rich.text import Text

KEPT = "\n"


def inert(text: str, style: str = "") -> Text:
    """The text with everything that a terminal could obey replaced by "�", and no markup read in it."""
    shown = "".join(c if c.isprintable() or c in KEPT else " " if c.isspace() else "�" for c in text)
    return Text(shown, style=style)

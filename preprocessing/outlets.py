"""Outlets by what a text calls them: "the official news agency Haldia", "the Kurier newspaper", "Halden Newswire"."""

from collections.abc import Iterator

from preprocessing.analysis import Analysis


def outlet_in(words: str, analysis: Analysis) -> str | None:
    """The name of the outlet that a speaker's words name: "the official news agency Haldia", "the Kurier newspaper"."""
    if analysis.knowledge.source_named(words) is not None or is_outlet_name(words, analysis):
        return words
    parts = words.split()
    at = next((i for i, word in enumerate(parts) if word in analysis.lexicon.cues.speech.outlets), None)
    if at is None:
        return None
    before, behind = parts[:at], parts[at + 1 :]
    name = behind if behind and all(word[:1].isupper() for word in behind) else list(_last_capitalised(before))
    if all(word.lower() in analysis.knowledge.nationalities for word in name):
        return None  # "the Omani agency", "an Israeli broadcaster": no outlet's name
    return " ".join(name) or None


def _last_capitalised(words: list[str]) -> Iterator[str]:
    """The words in capitals that a phrase ends with."""
    first = next((i + 1 for i in range(len(words) - 1, -1, -1) if not words[i][:1].isupper()), 0)
    yield from words[first:]


def is_outlet_name(name: str, analysis: Analysis) -> bool:
    """Whether an unlisted name is an outlet's by its last word: "Halden Newswire"."""
    words = [word for word in name.split() if word[:1].isupper() and word.lower() not in analysis.knowledge.nationalities]
    return len(words) > 1 and words[-1].lower() in analysis.lexicon.cues.speech.outlet_names

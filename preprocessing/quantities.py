"""How many: the number words before a noun, their bounds, their unit and what they count."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Doc, Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import case_of, children, relation
from preprocessing.vocabularies import checked, read_yaml


class QuantityWords(BaseModel):
    """The file quantities.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, list[float | None]]
    numerals: dict[str, int]
    at_least: list[str]
    at_most: list[str]
    about: list[str]
    rates: list[str]
    counts: dict[str, str]


@dataclass(frozen=True)
class Quantity:
    """A number as the text has it. ``low`` and ``high`` are None where the text sets no such bound."""

    text: str
    low: float | None
    high: float | None
    unit: str | None = None


@cache
def read_quantity_words(folder: Path) -> QuantityWords:
    """The words of quantities. Raises KnowledgeError naming file and key."""
    return checked(folder / "quantities.yaml", "", read_yaml(folder / "quantities.yaml"), QuantityWords)


@cache
def _pattern(folder: Path) -> re.Pattern[str]:
    words = read_quantity_words(folder)
    bounds = "|".join(sorted(map(re.escape, (*words.at_least, *words.at_most, *words.about)), key=len, reverse=True))
    digits = r"\d{1,3}(?:[,  ]\d{3})+|\d+(?:\.\d+)?"
    numerals = "|".join(words.numerals)
    tens = rf"(?:{numerals})(?:-(?:{numerals}))?"
    named = "|".join(sorted(map(re.escape, words.words), key=len, reverse=True))
    number = rf"(?:(?:{digits})(?: (?:hundred|thousand|million|billion|dozen))?|{tens}(?: (?:hundred|thousand|million|dozen))?|{named})"
    return re.compile(rf"(?<![\w$€£.-])(?P<bound>(?:(?:{bounds}) )*)(?:between )?(?P<low>{number})(?:(?: to | and |[-–]| or )(?P<high>{number}))?(?![\w%-]| percent| per cent)", re.IGNORECASE)


def quantity_in(text: str, folder: Path) -> Quantity | None:
    """The last quantity of a piece of text, or None; designations, dates, prices and percentages are none."""
    found = None
    for match in _pattern(folder).finditer(text):
        found = _read(match, read_quantity_words(folder)) or found
    return found


def _read(match: re.Match[str], words: QuantityWords) -> Quantity | None:
    low = _number(match.group("low"), words)
    high = _number(match.group("high"), words) if match.group("high") else low
    bound = match.group("bound").strip().lower()
    quantity = Quantity(" ".join(match.group().split()), low[0], high[1])
    if any(bound.startswith(phrase) for phrase in words.at_least):
        return replace(quantity, high=None)
    if any(bound.startswith(phrase) for phrase in words.at_most):
        return replace(quantity, low=None)
    return quantity


def _number(text: str, words: QuantityWords) -> tuple[float | None, float | None]:
    text = text.lower().strip()
    if text in words.words:
        low, high = words.words[text]
        return low, high
    head, _, unit = text.partition(" ") if re.search(r" (?:hundred|thousand|million|billion|dozen)$", text) else (text, "", "")
    factor = {"": 1, "hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "dozen": 12}[unit]
    if head[0].isdigit():
        value = float(re.sub(r"[,  ]", "", head))
    else:
        value = float(sum(words.numerals[part] for part in head.split("-")))
    return value * factor, value * factor


def find_quantity(item: Token, analysis: Analysis) -> Quantity | None:
    """The quantity of what a noun names: in its own phrase ("24 jets"), of what measures it ("6,700 containers
    of shells"), or behind a preposition of amount ("drones, 46 of them")."""
    folder = analysis.knowledge.folder
    own = _before(item, folder)
    if own is not None:
        return own
    measure = item.head if relation(item) == "nmod" and case_of(item) == "of" else None
    if measure is not None and measure.lower_ in analysis.lexicon.measures:
        outer = _before(measure, folder) or quantity_in(_words(measure.doc, measure.i - 1, measure.i + 1), folder) or quantity_in(measure.text, folder)
        if outer is not None:
            number = quantity_in(measure.text, folder) is not None
            return outer if number else replace(outer, unit=measure.text)
    if measure is not None and measure.pos_ == "NUM":
        return quantity_in(_words(measure.doc, measure.left_edge.i, measure.i + 1), folder)
    return None


def _before(noun: Token, folder: Path) -> Quantity | None:
    """The number in a noun's own phrase; a number that belongs to a noun further in is not taken."""
    numbers = [c for c in children(noun, "nummod", "amod", "det", "compound", "nmod", "advmod") if c.i < noun.i]
    if not numbers and not any(c.pos_ == "NUM" for c in noun.lefts):
        return None
    first = min(child.left_edge.i for child in numbers)
    first = max(first, noun.sent.start, noun.i - 14)
    return quantity_in(_words(noun.doc, first, noun.i), folder)


def _words(doc: Doc, first: int, last: int) -> str:
    return doc[max(first, 0) : last].text

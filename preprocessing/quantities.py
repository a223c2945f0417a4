"""Numbers in words: bounds, what they stand for, sums of money. Which number a claim has is told in
`preprocessing.counting`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from preprocessing.vocabularies import checked, read_yaml


class QuantityWords(BaseModel):
    """The file quantities.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    words: dict[str, list[float | None]]
    fractions: list[str]
    numerals: dict[str, int]
    scales: dict[str, float]
    at_least: list[str]
    at_most: list[str]
    about: list[str]
    totals: list[str]
    ordinals: list[str]
    rates: dict[str, str]
    currencies: dict[str, str]
    codes: list[str]
    money_scales: dict[str, float]
    each: list[str]
    units: list[str]
    parts: list[str]
    uncounted: list[str]
    predicates: dict[str, list[str]]
    counted: list[str]
    priced: list[str]
    worth: list[str]
    worth_of: list[str]
    counts: dict[str, str]

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Single words that numbers are made of, without digits."""
        return frozenset(word for phrase in (*self.words, *self.fractions, *self.numerals, *self.scales) for word in phrase.split()) - {"a", "of", "the", "upon"}


SHARE = re.compile(r"^\D+ out of \D+$| in | out of every ")  # "four in five"; "12 out of 14" is twelve


@dataclass(frozen=True)
class Quantity:
    """A number as the text has it. ``low`` and ``high`` are None where the text sets no such bound."""

    text: str
    low: float | None
    high: float | None
    unit: str | None = None


@dataclass(frozen=True)
class Number:
    """A quantity at character offsets [start, end) of a text; a fraction is one of a whole."""

    start: int
    end: int
    quantity: Quantity
    fraction: bool


@cache
def read_quantity_words(folder: Path) -> QuantityWords:
    """The words of quantities. Raises KnowledgeError naming file and key."""
    return checked(folder / "quantities.yaml", "", read_yaml(folder / "quantities.yaml"), QuantityWords)


def _any(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


@cache
def _pattern(folder: Path) -> re.Pattern[str]:
    words = read_quantity_words(folder)
    bounds = _any([*words.at_least, *words.at_most, *words.about])
    scale = rf"(?:[ -](?:{_any(list(words.scales))}))"
    digits = r"(?:\d{1,3}(?:[,  ]\d{3})+|\d+(?:\.\d+)?)"
    tens = rf"(?:{_any(list(words.numerals))})(?:[- ](?:{_any(list(words.numerals))}))?"
    named = re.sub(r"\b(an?)\\ (?=\w+\\ (?:number|quantity))", r"\1\\ (?:\\w+ly\\ )?", _any([*words.words, *words.fractions]))
    single = rf"(?:\d{{1,3}}|{_any(list(words.numerals))})"
    share = rf"{single} (?:in(?: every)?|out of(?: every)?) {single}"
    number = rf"(?:{named}(?![\w-])|{share}(?![\w.,-]*\d|\w)|{digits}{scale}?(?![\w])|{tens}{scale}?(?![\w]))"
    return re.compile(
        rf"(?<![\w$€£.-])(?P<one>(?:the )?(?:very )?(?:{_any(words.ordinals)}) of )?"
        rf"(?P<but>all but )?(?P<bound>(?:(?:{bounds}) ){{0,3}})(?:between )?[\"“'‘]?(?P<low>{number})(?:(?: to | and |[-–]| or )(?P<high>{number}))?"
        r"(?P<percent> ?%| percent| per cent)?(?P<so> or so)?(?P<more> more| additional| further| others?)?(?![\w%]|-\w)",
        re.IGNORECASE,
    )


def find_numbers(text: str, folder: Path) -> Iterator[Number]:
    """The numbers of a text in order, with their bounds; numbers within names, and sums of money, are none."""
    words = read_quantity_words(folder)
    sums = [match.span() for match in _sums(folder).finditer(text)]
    for match in _pattern(folder).finditer(text):
        if any(first < match.end() and match.start("low") < last for first, last in sums):
            continue  # the "million" of "$5 million"
        fraction = match["low"].lower() in words.fractions or bool(match["percent"] or match["but"] or SHARE.search(match["low"]))
        yield Number(match.start(), match.end(), _read(match, words), fraction)


def _read(match: re.Match[str], words: QuantityWords) -> Quantity:
    low = _number(match["low"], words)
    high = _number(match["high"], words) if match["high"] else low
    bound = match["bound"].strip().lower()
    text = " ".join(match.group().split()).strip("\"“”'‘")
    if match["percent"]:
        return Quantity(text, None, None, "percent")
    if match["but"]:
        return Quantity(text, None, None)  # "all but two"
    if match["one"]:
        return Quantity(text, 1, None if bound else 1)  # "the first of some 200" may be several
    quantity = Quantity(text, low[0], high[1])
    if any(bound.startswith(phrase) for phrase in words.at_least):
        return replace(quantity, high=None)
    if any(bound.startswith(phrase) for phrase in words.at_most):
        return replace(quantity, low=None)
    return quantity


def _number(text: str, words: QuantityWords) -> tuple[float | None, float | None]:
    text = re.sub(r"^(an?) \w+ly (?=\w+ (?:number|quantity)$)", r"\1 ", " ".join(text.lower().split()))
    if text in words.fractions or SHARE.search(text):
        return None, None
    if text in words.words:
        low, high = words.words[text]
        return low, high
    text = text.partition(" out of ")[0]
    scale = next((word for word in words.scales if re.search(rf"[ -]{word}$", text)), None)
    head = text[: -len(scale) - 1] if scale else text
    if head[0].isdigit():
        value = float(re.sub(r"[,  ]", "", head)[:18])
    else:
        value = float(sum(words.numerals[part] for part in re.split(r"[- ]", head)))
    return (value * words.scales[scale] if scale else value,) * 2


@cache
def _sums(folder: Path) -> re.Pattern[str]:
    """A sum behind the sign of its currency, whatever it is the price of."""
    words = read_quantity_words(folder)
    signs = [c for c in words.currencies if not c[-1].isalpha()]
    return re.compile(rf"(?:{_any(signs)}) ?\d[\d.,]*(?:[ -]?(?:{_any(list(words.money_scales))})\b)?", re.IGNORECASE)


@cache
def _money(folder: Path) -> re.Pattern[str]:
    words = read_quantity_words(folder)
    bounds = _any([*words.at_least, *words.at_most, *words.about])
    signs = [c for c in words.currencies if not c[-1].isalpha() or c in words.codes]
    names = [c for c in words.currencies if c[-1].isalpha()]
    amount = rf"(?P<amount>(?>\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d++)?+)(?:[ -]?(?P<scale>{_any(list(words.money_scales))})\b)?+"
    named = amount.replace("<amount>", "<amount2>").replace("<scale>", "<scale2>")
    return re.compile(
        rf"(?:(?<!\w)(?:{bounds}) )?(?:(?<!\w)(?P<sign>{_any(signs)}) ?{amount}|(?<![\w.,-]){named}[- ](?P<name>{_any(names)})\b)(?! (?:{_any(words.each)})\b)", re.IGNORECASE
    )


def money_in(text: str, folder: Path, of_goods: bool = False) -> Quantity | None:
    """The first sum of money of a text, in units of its currency; a price per piece is none, and of goods it must
    be said that it is their worth."""
    words = read_quantity_words(folder)
    match = next((m for m in _money(folder).finditer(text) if not of_goods or _is_worth(m, words)), None)
    if match is None:
        return None
    amount = match["amount"] or match["amount2"]
    scale = (match["scale"] or match["scale2"] or "").lower()
    value = float(amount.replace(",", "")) * words.money_scales.get(scale, 1)
    currency = words.currencies[(match["sign"] or match["name"]).lower()]
    return _bounded(Quantity(" ".join(match.group().split()), value, value, currency), words)


def _is_worth(match: re.Match[str], words: QuantityWords) -> bool:
    """"Goods worth $5m", "$5m worth of goods"."""
    before, behind = match.string[: match.start()].lower().rstrip(" *_"), match.string[match.end() :].lower()
    return before.endswith(tuple(words.worth)) or bool(re.match(rf"(?:['’]s?)?[ -](?:{_any(words.worth_of)})\b", behind))


def _bounded(quantity: Quantity, words: QuantityWords) -> Quantity:
    text = quantity.text.lower()
    if any(text.startswith(f"{phrase} ") for phrase in words.at_least):
        return replace(quantity, high=None)
    return replace(quantity, low=None) if any(text.startswith(f"{phrase} ") for phrase in words.at_most) else quantity


@cache
def _rate(folder: Path) -> re.Pattern[str]:
    rates = read_quantity_words(folder).rates
    return re.compile(rf"\W{{0,3}}(?:each )?(?P<rate>{_any(list(rates))})\b", re.IGNORECASE)


def rate_at(text: str, folder: Path) -> str | None:
    """The rate that a piece of text begins with, as "per month"; None where it begins with none."""
    match = _rate(folder).match(text)
    return read_quantity_words(folder).rates[match["rate"].lower()] if match else None

"""The number before a noun: the words that may stand between them, and how it is read."""

from dataclasses import replace

from spacy.tokens import Span, Token

from preprocessing.analysis import Analysis
from preprocessing.grammar import relation
from preprocessing.quantities import (
    Number,
    Quantity,
    QuantityWords,
    find_numbers,
    rate_at,
    read_quantity_words,
)

WITHIN = frozenset(("of", "to", "and", "or", "between", "up", "at", "over", "under", "about", "around", "than", "above", "in", "upon", "out"))
QUOTES = frozenset('"“”‘’\'')
NOMINAL = frozenset(("ADJ", "NUM", "DET", "ADV", "NOUN", "PROPN", "SYM", "PRON"))
AMOUNTS = frozenset(("many", "much", "few", "little"))
REACH = 16


def is_number(token: Token, words: QuantityWords) -> bool:
    return token.text[0].isdigit() or token.lower_ in words.number_words or token.text[0] in "$€£" or "-" in token.text and token.lower_.split("-")[0] in words.numerals



def number_before(end: int, analysis: Analysis, behind: int = 0) -> tuple[Number, list[Token]] | None:
    """The number nearest before a token, with the words between, where only the phrase's own words stand there;
    it begins at the token ``behind`` or later ("hand over ten" is not "over ten")."""
    doc = analysis.doc
    if 0 < behind < len(doc) and doc[behind - 1].lower_ == "up" and doc[behind].lower_ == "to":
        behind -= 1  # "bought up to 40"
    start = max(_phrase_start(end, analysis), behind if behind <= end else 0)
    if start == end:
        return None
    offset, sentence = doc[start].idx, doc[start].sent
    numbers = sorted(find_numbers(doc[start:end].text, analysis.knowledge.folder), key=lambda n: -n.start)
    number = next((n for n in numbers if not _is_named(offset + n.start, offset + n.end, analysis)), None)
    if number is None:
        return None
    first, last = offset + number.start, offset + number.end
    if _is_dated(first, last, sentence, analysis):
        return None
    gap = [token for token in doc[start:end] if token.idx >= last and token.text not in QUOTES]
    return (number, gap) if _joins(number, gap, analysis) else None


def _phrase_start(end: int, analysis: Analysis) -> int:
    """Where the noun phrase that ends before a token may begin."""
    doc = analysis.doc
    floor = max(doc[min(end, len(doc) - 1)].sent.start if end < len(doc) else doc[end - 1].sent.start, end - REACH)
    index = end
    while index > floor and _may_stand(doc[index - 1]):
        index -= 1
    return index


def _may_stand(token: Token) -> bool:
    if token.lower_ == "not":  # "not one"
        return True
    if token.lower_ == "but":  # "all but one"
        return token.i > 0 and token.nbor(-1).lower_ == "all"
    if token.lower_ == "as":  # "as many as 300"
        return token.nbor(1).lower_ in AMOUNTS or (token.i > 0 and token.nbor(-1).lower_ in AMOUNTS)
    if token.lower_ in WITHIN:
        return token.lower_ == "up" or (token.tag_ != "RP" and token.dep_ != "compound:prt")
    if token.pos_ in NOMINAL:
        return relation(token) != "mark" and token.tag_ != "WRB"
    if token.text in QUOTES or token.text in ("-", "–", ",", "%"):
        return True
    return token.tag_ in ("VBN", "VBG") and relation(token) in ("amod", "compound")


def _is_dated(first: int, last: int, sentence: Span, analysis: Analysis) -> bool:
    """Whether a number is part of a date."""
    dates = (placed.expression for placed in analysis.expressions.get(sentence.start, ()))
    return any(date.start < last and first < date.end for date in dates)


def _is_named(first: int, last: int, analysis: Analysis) -> bool:
    """Whether a number is part of a name."""
    span = analysis.doc.char_span(first, last, alignment_mode="expand")
    tokens = [] if span is None else [t for t in span if t.like_num]
    return any(t.i in analysis.by_token for t in tokens)


def _joins(number: Number, gap: list[Token], analysis: Analysis) -> bool:
    """Whether the words between a number and a noun let the number count the noun."""
    of = [index for index, token in enumerate(gap) if token.lower_ == "of"]
    if number.fraction and gap and gap[0].lower_ != "of":
        return False
    for index in of:
        before = gap[index - 1] if index else None
        if before is not None and not is_measure(before, analysis):
            return False
    for index, token in enumerate(gap):
        if token.tag_ == "POS" or (token.pos_ in ("ADP", "CCONJ", "SCONJ") and token.lower_ != "of" and relation(token) != "cc"):
            return False
        if token.lower_ in ("and", "or", ",") and not (index and _is_modifier(gap[index - 1])):
            return False
        if token.tag_ == "NNS" and relation(token) != "compound" and index + 1 not in of:
            return False
    return True


def _is_modifier(token: Token) -> bool:
    return token.pos_ == "ADJ" or "-" in token.text or (token.pos_ in ("VERB", "NOUN", "PROPN") and relation(token) in ("amod", "compound", "conj"))


def is_measure(token: Token, analysis: Analysis) -> bool:
    words = read_quantity_words(analysis.knowledge.folder)
    return token.lower_ in analysis.lexicon.measures or token.lower_ in words.units or token.lower_ in words.parts


def read_number(found: tuple[Number, list[Token]], end: int, analysis: Analysis, unit: str | None = None) -> Quantity:
    """The quantity with its unit: a measure ("tonnes"), what else it counts, and the rate behind it."""
    number, gap = found
    measures = [gap[i - 1].text for i, token in enumerate(gap) if i and token.lower_ == "of"]
    quantity = number.quantity
    unit = quantity.unit or (measures[0] if measures else unit)
    behind = analysis.doc[end : end + 5].text
    rate = rate_at(behind, analysis.knowledge.folder)
    return replace(quantity, unit=f"{unit} {rate}" if unit and rate else unit or rate)

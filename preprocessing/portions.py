"""The portions of what is told in one go: "two launchers and 30 tanks" are two claims, each with its own number."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.counting import named_at, number_of_item
from preprocessing.fillings import Filling
from preprocessing.grammar import case_of, relation
from preprocessing.quantities import Quantity

MEANS = ("with", "by")
MORE = ("more", "further", "additional", "extra", "other")

Items = list[tuple[str, Token]]


def portions_of(filling: Filling, quantity: Quantity | None, analysis: Analysis) -> Iterator[tuple[Filling, Quantity | None]]:
    """The filling by lots of items that have numbers of their own, or whole where it has but one number."""
    lots = _lots(filling, analysis) if quantity is not None and len(filling.ids("item")) > 1 else []
    if len(lots) < 2 or all(number != quantity for _, number in lots):
        yield filling, quantity
        return
    for items, number in lots:
        yield replace(filling, roles={**filling.roles, "item": items}), number


def _lots(filling: Filling, analysis: Analysis) -> list[tuple[Items, Quantity | None]]:
    """Items in the order of the text; one without a number or a determiner of its own is in the lot before it. Empty
    where an item is not named in the sentence, or some are the means by which others are hit."""
    sentence = filling.trigger.token.sent
    items = filling.roles["item"]
    means = {_is_means(analysis.doc[named_at(entity_id, token, analysis)[1] - 1]) for entity_id, token in items}
    if len(means) > 1 or any(not sentence.start <= token.i < sentence.end for _, token in items):
        return []
    lots: list[tuple[Items, Quantity | None]] = []
    for entity_id, token in sorted(items, key=lambda pair: named_at(pair[0], pair[1], analysis)[0]):
        number = number_of_item(entity_id, token, filling, analysis)
        noun = analysis.doc[named_at(entity_id, token, analysis)[1] - 1]
        if not lots or (number is not None and number != lots[-1][1]) or (number is None and _is_apart(noun)):
            lots.append(([], number))
        lots[-1][0].append((entity_id, token))
    return lots


def _is_means(noun: Token) -> bool:
    """Whether a thing is what something is done with: "hit two tanks with six rockets" tells of tanks that were hit."""
    while relation(noun) in ("conj", "compound", "nmod", "flat", "nummod") and case_of(noun) not in MEANS:
        noun = noun.head
    return relation(noun) in ("obl", "nmod") and case_of(noun) in MEANS


def _is_apart(noun: Token) -> bool:
    """Whether a thing is set off from the number before it: "a radar", "their ammunition", "more shells"."""
    return any(relation(child) == "det" or child.tag_ == "PRP$" or child.lower_ in MORE for child in noun.children)

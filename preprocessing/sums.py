"""The sum of money that a claim has: handed over, or the worth of goods."""

from spacy.tokens import Token

from preprocessing.analysis import Analysis
from preprocessing.fillings import Filling
from preprocessing.grammar import children, is_verbal, relation
from preprocessing.quantities import Quantity, QuantityWords, money_in


def handed_over(filling: Filling, words: QuantityWords, analysis: Analysis) -> Quantity | None:
    """A sum of money that is itself the thing handed over: "delivered $3 million in cash", not what is paid for things."""
    trigger = filling.trigger
    items = [token for _, token in filling.roles.get("item", ())]
    for child in children(trigger.token, "obj") if trigger.path == "verb" else ():
        if child.lower_ in words.currencies and child in items:
            start = max(child.left_edge.i - 2, trigger.last)
            return money_in(analysis.doc[start : child.i + 4].text, analysis.knowledge.folder)
    return None


def sum_of(filling: Filling, analysis: Analysis) -> Quantity | None:
    """A sum of money in the trigger's own phrase: "a $500m package"; of goods only what they are worth."""
    trigger = filling.trigger
    if trigger.path in ("noun", "light") and (own := _priced(trigger.token, analysis)) is not None:
        return own
    top = trigger.light if trigger.light is not None else trigger.token
    first, last = min(top.left_edge.i, trigger.token.left_edge.i, trigger.first), max(top.right_edge.i, trigger.last - 1)
    cut = next((t.i for t in analysis.doc[trigger.last : last + 1] if is_verbal(t) and relation(t) in ("conj", "ccomp", "parataxis", "advcl")), last + 1)
    text = analysis.doc[max(first, trigger.first - 12) : max(cut, trigger.last)].text
    return money_in(text, analysis.knowledge.folder, of_goods=bool(filling.ids("item")))


def _priced(noun: Token, analysis: Analysis) -> Quantity | None:
    """The sum that a deal's own noun has before it: "a $500 million contract for tanks" needs no "worth"."""
    before = [c.left_edge.i for c in noun.children if c.i < noun.i and relation(c) in ("compound", "nummod", "amod", "nmod", "dep")]
    text = analysis.doc[max(min(before, default=noun.i) - 3, noun.sent.start) : noun.i].text
    found = money_in(text, analysis.knowledge.folder)
    return found if found is not None and text.rstrip(" -").endswith(found.text) else None

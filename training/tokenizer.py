"""The tokenizer's treatment of hyphens: "Iranian-supplied" stays whole, "Russia-Iran" is three tokens."""

from __future__ import annotations

from collections.abc import Callable

from spacy.lang.char_classes import HYPHENS
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_infix_regex, registry

# A hyphen splits before a capitalised word, but not behind the Arabic article ("al-Qaeda", "El-Sisi") …
BEFORE_CAPITAL = rf"(?<=[A-Za-z])(?<![Aa]l)(?<![Ee]l)(?:{HYPHENS})(?=[A-Z][a-z])"
# … while true dashes split between any two letters.
DASH = rf"(?<=[A-Za-z])(?:{HYPHENS.removeprefix('-|')})(?=[A-Za-z])"


def with_hyphen_rules(infixes: list[str]) -> list[str]:
    """spaCy's infix rules with the one that splits at every hyphen replaced by the two above."""
    at_hyphens = [rule for rule in infixes if f"(?:{HYPHENS})(?=[" in rule]
    assert len(at_hyphens) == 1, "spaCy's infix rules have changed"
    index = infixes.index(at_hyphens[0])
    return [*infixes[:index], BEFORE_CAPITAL, DASH, *infixes[index + 1 :]]


@registry.callbacks("hyphen_infix.v1")
def hyphen_infix() -> Callable[[Language], Language]:
    """The callback that the configs name; the tweak is saved with the tokenizer's other rules."""

    def change(nlp: Language) -> Language:
        rules = with_hyphen_rules([str(rule) for rule in nlp.Defaults.infixes or []])
        assert isinstance(nlp.tokenizer, Tokenizer)
        nlp.tokenizer.infix_finditer = compile_infix_regex(rules).finditer
        return nlp

    return change

"""English verb and noun forms by rule and table, so that triggers never hang on a predicted lemma."""

from collections.abc import Iterable, Mapping

VOWELS = "aeiou"


def _past(verb: str, doubled: bool) -> str:
    if verb.endswith("ic"):
        return verb + "ked"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + (verb[-1] if doubled else "") + "ed"


def _ing(verb: str, doubled: bool) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("ic"):
        return verb + "king"  # "trafficking"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if doubled else "") + "ing"


def plural(noun: str) -> str:
    """The plural of a regular English noun."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def plurals(noun: str) -> tuple[str, ...]:
    """Both spellings of a plural that has two: "embargos", "embargoes"."""
    doubled = noun.endswith("o") and noun[-2:-1] not in VOWELS
    return (plural(noun), f"{noun}es") if doubled else (plural(noun),)


def _third(verb: str) -> str:
    """The third person: "goes", "has", "ships"."""
    if verb == "have":
        return "has"
    return plurals(verb)[-1]


def verb_forms(verb: str, irregular: Mapping[str, Iterable[str]], doubling: Iterable[str]) -> dict[str, str]:
    """Every form of a verb → its tag: ``base``, ``s``, ``past``, ``participle`` or ``ing``.

    A regular past form is tagged ``past`` and serves as participle as well. Particles ("hand over")
    are not part of ``verb``.
    """
    stem = verb.rsplit("-", 1)[-1]
    prefix = verb[: len(verb) - len(stem)]
    doubled = stem in doubling
    forms = {prefix + _third(stem): "s", prefix + _ing(stem, doubled): "ing"}
    if stem in irregular:
        past, *participles = irregular[stem]
        forms |= {prefix + participle: "participle" for participle in participles}
        forms[prefix + past] = "past"
    else:
        forms[prefix + _past(stem, doubled)] = "past"
        if doubled:  # both spellings stand in print: "travelled", "traveled"
            forms[prefix + _past(stem, False)] = "past"
            forms[prefix + _ing(stem, False)] = "ing"
    forms.setdefault(verb, "base")
    return forms

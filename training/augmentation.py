"""Varied copies of training sentences: letter case, quotation marks, dashes, headlines and other names.

Every function takes a `random.Random`, so that the same seed gives the same corpus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import yaml

from training.conllu import LABELS, Sentence, Word

QUOTES = (("“", "”"), ("'", "'"), ("‘", "’"), ("«", "»"), ('"', '"'))
DASHES = ("-", "–", "—", "--")
APOSTROPHES = str.maketrans("'", "’")
# Words that stay in lower case in a headline, unless they open it.
SMALL = frozenset(["a", "an", "the", "of", "to", "in", "on", "for", "with", "and", "or", "by", "at", "as"])
# "Iranian-supplied": an adjective, whatever it was marked as.
COMPOUND = re.compile(r"-[a-z]")
Names = Mapping[str, Sequence[str]]


def read_names(path: Path) -> Names:
    """The replacement names by label; ValueError if a label is unknown or an entry is no text."""
    names: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for label, entries in names.items():
        if label not in LABELS or not all(isinstance(entry, str) for entry in entries):
            raise ValueError(f"{path.name}: {label}: unknown label or an entry that is not text")
    return names


def lower_cased(sentence: Sentence, rng: Random) -> Sentence:
    """The sentence in lower case."""
    return sentence.changed([word.changed(form=word.form.lower()) for word in sentence.words])


def headline(sentence: Sentence, rng: Random) -> Sentence:
    """The sentence with headline capitals and without its full stop."""
    words = [word.changed() for word in sentence.words]
    for word in words:
        if word.id == 1 or word.form.lower() not in SMALL:
            word.form = word.form[:1].upper() + word.form[1:]
    if words[-1].form == "." and len(words) > 1 and not any(word.head == words[-1].id for word in words):
        words.pop()
    return sentence.changed(words)


def other_quotes(sentence: Sentence, rng: Random) -> Sentence:
    """The sentence with another style of quotation marks and apostrophes."""
    words, (opening, closing), is_open = [], rng.choice(QUOTES), False
    for word in sentence.words:
        form = word.form.translate(APOSTROPHES) if opening in "“‘" and len(word.form) > 1 else word.form
        if word.upos == "PUNCT" and word.form in ('"', "“", "”", "``", "''"):
            is_open = not is_open
            form = opening if is_open else closing
        words.append(word.changed(form=form))
    return sentence.changed(words)


def other_dashes(sentence: Sentence, rng: Random) -> Sentence:
    """The sentence with another dash between its parts; hyphens within words stay."""
    dash, words = rng.choice(DASHES), [word.changed() for word in sentence.words]
    for before, word in pairwise(words):
        if word.form in DASHES and word.upos == "PUNCT" and before.space and word.space:
            word.form = dash
            before.space = word.space = dash != "—" or rng.random() < 0.5
    return sentence.changed(words)


def varied(sentence: Sentence, rng: Random) -> Sentence:
    """The sentence changed in one way, or in none where it offers nothing to change."""
    forms = {word.form for word in sentence.words}
    ways = [lower_cased, headline]
    ways += [other_quotes] * 4 if forms & {'"', "“", "”"} else [other_quotes]
    ways += [other_dashes] * 4 if forms & set(DASHES) else []
    return rng.choice(ways)(sentence, rng)


def with_other_names(sentence: Sentence, names: Names, rng: Random, share: float = 0.7) -> Sentence:
    """The sentence with a `share` of its named entities replaced by others of the same label."""
    words = [word.changed() for word in sentence.words]
    for begin, end in reversed(list(entity_spans(words))):
        label = words[begin].ner[2:]
        if label in names and rng.random() < share and _replaceable(words[begin:end]):
            words = _replaced(words, begin, end, _name_like(words[begin:end], names[label], rng))
    return sentence.changed(words)


def entity_spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where the marked entities begin and end, as indices, end exclusive."""
    begin = None
    for index, tag in enumerate([*(word.ner for word in words), "O"]):
        if begin is not None and not tag.startswith("I-"):
            yield begin, index
            begin = None
        if tag.startswith("B-"):
            begin = index


def _replaceable(words: Sequence[Word]) -> bool:
    """Plain names only: one head, no prepositions or articles within."""
    inside = {word.id for word in words}
    plain = all(
        word.upos in ("PROPN", "NUM", "ADJ", "NOUN") and not COMPOUND.search(word.form) for word in words
    )
    return plain and sum(word.head not in inside for word in words) == 1


def _name_like(words: Sequence[Word], names: Sequence[str], rng: Random) -> list[str]:
    """A name without article, mostly one word for one word, with a plural s where the old one had it."""
    whole = [name.removeprefix("the ") for name in names if " of " not in name]
    name = rng.choice(whole)
    if len(words) == 1 and " " in name and rng.random() < 0.7:
        name = rng.choice([each for each in whole if " " not in each] or whole)
    tag = words[-1].xpos
    plural = tag in ("NNPS", "NNS") and words[0].ner[2:] in ("WEAPON", "NORP") and name[-1] not in "sShe)"
    return (name + "s" * plural).split()


def _replaced(words: list[Word], begin: int, end: int, name: list[str]) -> list[Word]:
    """The words with [begin:end] replaced by the name's, ids and heads renumbered."""
    old = words[begin:end]
    inside = {word.id for word in old}
    head = next(word for word in old if word.head not in inside)
    first = head.ner[2:] == "PERSON" or old[0] is head
    carrier = old[0].id if first else old[0].id + len(name) - 1
    shift = len(name) - len(old)

    def moved(number: int) -> int:
        return carrier if number in inside else number + shift if number > old[-1].id else number

    new = []
    for offset, form in enumerate(name):
        number = old[0].id + offset
        row = head.changed(id=number, form=form, lemma=form, space=offset < len(name) - 1 or old[-1].space)
        row.head = moved(head.head) if number == carrier else carrier
        row.deprel = row.deprel if number == carrier else "flat" if first else "compound"
        row.set_ner(("I-" if offset else "B-") + old[0].ner[2:])
        new.append(row)
    rest = [word.changed(id=moved(word.id), head=moved(word.head)) for word in words[end:]]
    return [*(word.changed(head=moved(word.head)) for word in words[:begin]), *new, *rest]

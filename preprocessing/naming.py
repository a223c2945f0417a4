"""Unlisted names: what the pipeline's NER calls a name, corrected by the words around it throughout the document.

A title makes a person, a word such as "Systems" at its end or "company" before it an organisation, "in" and
"town of" a place; a name has one kind in a document. Nothing is named that is not written with a capital.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict
from spacy.tokens import Doc, Span, Token

KINDS = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "GPE": "place", "FAC": "place", "WEAPON": "weapon"}


class NamingEntry(BaseModel):
    """The part ``names`` of designations.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    titles: frozenset[str]
    endings: frozenset[str]
    apposed: frozenset[str]
    localities: frozenset[str]
    locating: frozenset[str]
    never: frozenset[str]


@dataclass(frozen=True)
class Name:
    """An unlisted name with its kind; ``state`` is the entity id of the state that its words give it, if any."""

    span: Span
    text: str
    kind: str
    state: str | None = None


def find_names(doc: Doc, taken: set[int], states: Mapping[int, str], words: NamingEntry) -> list[Name]:
    """The unlisted names of a document, none in ``taken`` tokens. ``states``: token → state named there."""
    spans = [(span, KINDS[ent.label_]) for ent in doc.ents if ent.label_ in KINDS and (span := trimmed(ent, words)) is not None]
    covered = taken | {i for span, _ in spans for i in range(span.start, span.end)}
    spans += [(span, kind) for span, kind in (*_titled(doc, words), *_ending(doc, words), *_possessed(doc, states))
              if covered.isdisjoint(range(span.start, span.end))]
    free = [(span, kind) for span, kind in spans if taken.isdisjoint(range(span.start, span.end))]
    kinds = _voted(free, words)
    return [Name(span, untitled(span, words), kinds[untitled(span, words)], _state_of(span, states, words)) for span, _ in free]


def untitled(span: Span, words: NamingEntry) -> str:
    """The name without the titles before it; where the parse hangs the name on its title, the span keeps them."""
    first = span.start
    while first < span.end - 1 and span.doc[first].lower_.rstrip(".") in words.titles:
        first += 1
    return " ".join(span.doc[first : span.end].text.split())


def trimmed(span: Span, words: NamingEntry) -> Span | None:
    """The span without articles, titles, possessives and punctuation at its edges; None where no name is left."""
    first, last = span.start, span.end
    while first < last and (span.doc[first].pos_ in ("DET", "PUNCT", "ADP") or not span.doc[first].text[:1].isalnum()):
        first += 1
    while first < last - 1 and span.doc[first].lower_.rstrip(".") in words.titles and span.doc[first] != span.root:
        first += 1
    while last > first and (span.doc[last - 1].text in ("'s", "’s", "'", "’") or not span.doc[last - 1].text[-1:].isalnum()):
        last -= 1
    name = span.doc[first:last]
    if first == last or not name.text[:1].isupper() or len(name.text) < 2 or name.text.lower().rstrip(".") in words.never:
        return None
    if len(name) == 1 and name[0].is_sent_start and name[0].tag_ == "NNS" and not name.text.isupper():
        return None  # a plural that is capitalised as the first word only
    proper = any(token.pos_ == "PROPN" or token.is_upper for token in name)
    return None if not proper or name.text.islower() or name[0].is_digit or name[0].lower_ in words.never else name


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[-1:].isalpha() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")


def _titled(doc: Doc, words: NamingEntry) -> Iterator[tuple[Span, str]]:
    """"General Tiani", "spokesman Nasser Kanaani"."""
    for token in doc[:-1]:
        if token.lower_.rstrip(".") not in words.titles or not _is_capital(doc[token.i + 1]) or doc[token.i + 1].pos_ != "PROPN":
            continue
        last = token.i + 1
        while last < len(doc) and last - token.i < 5 and _is_capital(doc[last]) and doc[last].pos_ == "PROPN":
            last += 1
        name = doc[token.i + 1 : last]
        if name.text.lower() not in words.never and not any(t.lower_.rstrip(".") in words.titles | words.endings for t in name):
            yield name, "person"


def _ending(doc: Doc, words: NamingEntry) -> Iterator[tuple[Span, str]]:
    """"Bharat Trishul Systems"."""
    for token in doc:
        if token.lower_ not in words.endings or not token.text[:1].isupper():
            continue
        first = token.i
        while first > token.sent.start and _is_capital(doc[first - 1]) and token.i - first < 4:
            first -= 1
        if first < token.i:
            yield doc[first : token.i + 1], "organisation"


def _possessed(doc: Doc, states: Mapping[int, str]) -> Iterator[tuple[Span, str]]:
    """"Serbia's Krusik": a bare name that a state owns and that does something."""
    for token in doc[2:]:
        if token.i - 2 not in states or doc[token.i - 1].text not in ("'s", "’s") or token.tag_ not in ("NNP", "NNPS"):
            continue
        last = token.i + 1
        while last < len(doc) and doc[last].tag_ in ("NNP", "NNPS"):
            last += 1
        if doc[last - 1].dep_ in ("nsubj", "obl:agent", "nsubj:pass", "flat") and last - token.i < 4 and doc[min(last, len(doc) - 1)].pos_ != "NOUN":
            yield doc[token.i : last], "organisation"


def _voted(spans: list[tuple[Span, str]], words: NamingEntry) -> dict[str, str]:
    """One kind for each name: what the words around it say, else what the NER says most often."""
    votes: dict[str, Counter[str]] = {}
    for span, kind in spans:
        count = votes.setdefault(untitled(span, words), Counter())
        count[kind] += 1
        said = _kind_by_context(span, words)
        if said is not None:
            count[said] += 10 if said != "place" else 3
    return {name: max(count, key=lambda kind: (count[kind], kind)) for name, count in votes.items()}


def _kind_by_context(span: Span, words: NamingEntry) -> str | None:
    doc, first = span.doc, span.start
    before = doc[first - 1].lower_.rstrip(".") if first else ""
    if before in words.titles or (len(span) > 1 and span[0].lower_.rstrip(".") in words.titles):
        return "person"
    if span[-1].lower_ in words.endings and len(span) > 1:
        return "organisation"
    if before in words.apposed and doc[first - 1].is_lower:
        return "organisation"
    two = doc[max(first - 2, 0) : first].text.lower()
    if two in {f"{word} of" for word in words.localities} or (span.end < len(doc) and doc[span.end].lower_ in words.localities):
        return "place"
    alone = span.root.dep_ in ("obl", "nmod") and not any(child.dep_ in ("appos", "conj") for child in span.root.children)
    return "place" if before in words.locating and alone and len(span) < 3 else None


def _state_of(span: Span, states: Mapping[int, str], words: NamingEntry) -> str | None:
    """The state whose adjective or possessive stands before a body's name: "the Turkish company Baykar"."""
    doc, index = span.doc, span.start - 1
    while index >= span[0].sent.start and span.start - index < 5:
        token = doc[index]
        if index in states:
            return states[index]
        if not (token.lower_ in words.apposed or token.pos_ in ("ADJ", "NOUN") or token.text in ("'s", "’s", '"', "“", "-")):
            return None
        index -= 1
    return None

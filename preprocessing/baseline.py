"""What the extraction is measured against: textacy's subject-verb-object triples and direct quotations.

The same pipeline parses; a triple becomes a claim where its verb is one of the lexicon: the subject is the
agent, the object the item, and whoever is quoted around it the speaker. It knows no status, date or number.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

from spacy.tokens import Doc, Token

from preprocessing.analysis import Analysis
from preprocessing.scoring import Answer

# textacy reads the labels of another annotation scheme; those that mean the same are renamed for it.
LABELS = {"obj": "dobj", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass"}


class BaselineMissing(ImportError):
    """textacy is not installed; the message says what to do."""


def find_baseline_answers(analysis: Analysis) -> Iterator[Answer]:
    """The baseline's claims of one article. Raises BaselineMissing where textacy is not installed."""
    try:
        from textacy.extract import triples
    except ImportError as error:
        raise BaselineMissing("The baseline needs textacy: install requirements-dev.txt.") from error
    doc = _relabelled(analysis.doc)
    speakers = dict(_speakers(doc, analysis, triples))
    for triple in triples.subject_verb_object_triples(doc):
        yield from _answers(triple, speakers, analysis)


def _relabelled(doc: Doc) -> Doc:
    copy = doc.copy()
    for token in copy:
        token.dep_ = LABELS.get(token.dep_, token.dep_)
    return copy


def _speakers(doc: Doc, analysis: Analysis, triples: Any) -> Iterator[tuple[int, str]]:
    """(token, who is quoted there), paragraph by paragraph: textacy gives up on a text with an odd number
    of quotation marks."""
    for _, tokens in groupby(doc, key=lambda token: analysis.paragraph_of[token.i]):
        words = list(tokens)
        paragraph = doc[words[0].i : words[-1].i + 1].as_doc()
        with suppress(ValueError):
            for found in triples.direct_quotations(paragraph):
                who = " ".join(token.text for token in found.speaker)
                yield from ((words[0].i + token.i, who) for token in found.content)


def _answers(triple: Any, speakers: dict[int, str], analysis: Analysis) -> Iterator[Answer]:
    verb = triple.verb[-1]
    uses = analysis.lexicon.verbs.get(verb.lower_)
    if uses:
        sentence = analysis.doc[verb.i].sent
        yield Answer(
            sentence.start_char, sentence.end_char, uses[0].frame.event_type,
            agents=_named(triple.subject, analysis), items=_named(triple.object, analysis),
            speaker=speakers.get(verb.i),
        )  # fmt: skip


def _named(tokens: Sequence[Token], analysis: Analysis) -> tuple[str, ...]:
    """The entities named by these words; without a name, the words."""
    ids = [analysis.by_token[t.i].entity_id for t in tokens if t.i in analysis.by_token]
    return tuple(dict.fromkeys(ids)) or (" ".join(t.text for t in tokens),)

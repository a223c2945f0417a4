"""From treebank sentences and entity spans to spaCy documents with spaCy's own tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import biluo_tags_to_spans, iob_to_biluo

from training.conllu import Sentence, Word

SENTENCES_PER_DOCUMENT = 8
# The tags of punctuation that spaCy splits off and the treebank does not.
PIECE_TAGS = {"-": "HYPH", ",": ",", ".": ".", "!": ".", "?": ".", "(": "-LRB-", ")": "-RRB-"}


def grouped(sentences: Iterable[Sentence], size: int = SENTENCES_PER_DOCUMENT) -> Iterator[list[Sentence]]:
    """Runs of at most `size` neighbouring sentences of one document."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (len(group) == size or group[-1].document != sentence.document):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def doc_of(nlp: Language, sentences: list[Sentence]) -> Doc:
    """One document of the sentences, tagged and parsed; with entities if every sentence has them marked."""
    words, starts, text = _laid_out(sentences)
    tokens = nlp.make_doc(text)
    links = _links(words, starts, tokens)
    rows = _rows(words, links, [token.text for token in tokens])
    doc = Doc(
        nlp.vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
        tags=[row.xpos for row in rows],
        pos=[row.upos for row in rows],
        morphs=["" if row.feats == "_" else row.feats for row in rows],
        heads=[row.head for row in rows],
        deps=["ROOT" if row.deprel == "root" else row.deprel for row in rows],
    )
    if all(sentence.entities_marked for sentence in sentences):
        doc.set_ents(_entities(doc, words, starts))
    return doc


def _laid_out(sentences: list[Sentence]) -> tuple[list[Word], list[int], str]:
    """All words, heads counted from 0 over the document (-1 for a root); where each begins; the text."""
    words: list[Word] = []
    starts, text = [], ""
    for sentence in sentences:
        offset = len(words)
        for word in sentence.words:
            starts.append(len(text))
            text += word.form + " " * (word.space or word is sentence.words[-1])
            head = word.head - 1 + offset if word.head else -1
            words.append(word.changed(id=len(words), head=head))
    return words, starts, text.rstrip(" ")


def _links(words: list[Word], starts: list[int], tokens: Doc) -> list[tuple[list[int], list[int]]]:
    """Groups of (words, tokens) that cover the same characters, each as small as the two borders allow."""
    word_ends = [start + len(word.form) for word, start in zip(words, starts, strict=True)]
    token_ends = {token.idx + len(token) for token in tokens}
    cuts = [0, *sorted(set(word_ends) & token_ends)]
    groups: list[tuple[list[int], list[int]]] = []
    word, token = 0, 0
    for _, end in pairwise(cuts):
        first_word, first_token = word, token
        while word < len(words) and word_ends[word] <= end:
            word += 1
        while token < len(tokens) and tokens[token].idx + len(tokens[token]) <= end:
            token += 1
        groups.append((list(range(first_word, word)), list(range(first_token, token))))
    return groups


def _rows(words: list[Word], links: list[tuple[list[int], list[int]]], texts: list[str]) -> list[Word]:
    """One row per token; `head` is the index of a token."""
    token_of: dict[int, int] = {}
    for group, tokens in links:
        token_of |= {index: _carrier(words, group, tokens) for index in group}
    rows: list[Word | None] = [None] * len(texts)
    for group, tokens in links:
        head = words[_head_of(words, group)]
        carrier = _carrier(words, group, tokens)
        rows[carrier] = _merged(words, group, carrier if head.head < 0 else token_of[head.head])
        for token in tokens:
            if token != carrier:
                rows[token] = _piece(head, carrier, texts[token])
    assert all(rows), "words and tokens do not cover the same text"
    return [row for row in rows if row]


def _head_of(words: list[Word], group: list[int]) -> int:
    """The word of the group nearest the root: following such words up can never lead into a cycle."""
    return group[0] if len(group) == 1 else min(reversed(group), key=lambda index: _depth(words, index))


def _depth(words: list[Word], index: int) -> int:
    depth = 0
    while words[index].head >= 0:
        index, depth = words[index].head, depth + 1
    return depth


def _carrier(words: list[Word], group: list[int], tokens: list[int]) -> int:
    """The token that stands for the group's head: the first of a name, else the last."""
    return tokens[0] if len(tokens) > 1 and words[_head_of(words, group)].upos == "PROPN" else tokens[-1]


def _merged(words: list[Word], group: list[int], head: int) -> Word:
    """The head's analysis; a merged compound that modifies a noun ("Iranian-supplied") is an adjective."""
    word = words[_head_of(words, group)]
    row = word.changed(head=head)
    if len(group) > 1 and word.deprel in ("amod", "acl") and word.upos in ("VERB", "NOUN", "ADJ", "ADV"):
        row.upos, row.xpos, row.feats, row.deprel = "ADJ", "JJ", "Degree=Pos", "amod"
    return row


def _piece(head: Word, carrier: int, text: str) -> Word:
    """A piece of a word that spaCy splits further, or of a group that it cuts elsewhere."""
    row = head.changed(head=carrier, deprel="flat" if head.upos == "PROPN" else "compound")
    if not any(letter.isalnum() for letter in text):
        row.upos, row.feats, row.deprel = "PUNCT", "_", "punct"
        row.xpos = PIECE_TAGS.get(text, head.xpos if head.upos == "PUNCT" else ":")
    return row


def _entities(doc: Doc, words: list[Word], starts: list[int]) -> list[Span]:
    """The marked entities that begin and end where tokens do."""
    spans = []
    tags = iob_to_biluo([word.ner for word in words])
    plain = Doc(doc.vocab, words=[word.form for word in words])
    for span in biluo_tags_to_spans(plain, tags):
        last = span.end - 1
        found = doc.char_span(starts[span.start], starts[last] + len(words[last].form), label=span.label_)
        spans += [found] if found is not None else []
    return spans

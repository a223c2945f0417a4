"""Tags and features as the large treebanks give them, for words with a corrected part of speech."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from training.conllu import Sentence, Word

Analysis = tuple[str, str]  # tag and features


class Lexicon:
    """How often each word and each part of speech had which tag and features."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._seen: dict[tuple[str, ...], Counter[Analysis]] = defaultdict(Counter)
        for sentence in sentences:
            for word in sentence.words:
                for key in _keys(word):
                    self._seen[key][word.xpos, word.feats] += 1

    def agreed(self, sentence: Sentence) -> Sentence:
        """The sentence with every tag and feature set that no treebank has for its word class replaced by the
        most frequent one: of the word with this tag, of the word, of the tag, of the word class."""
        return sentence.changed([self._agreed(word) for word in sentence.words])

    def _agreed(self, word: Word) -> Word:
        known = self._seen.get((word.upos,), Counter())
        common = known.most_common(1)[0][0] if known else (word.xpos, word.feats)
        featless = word.feats == "_" and common[1] != "_"
        if known[word.xpos, word.feats] and not featless:
            return word.changed()
        found = next((self._seen[key] for key in _keys(word) if key in self._seen), None)
        xpos, feats = found.most_common(1)[0][0] if found else (word.xpos, word.feats)
        return word.changed(xpos=xpos, feats=feats)


def _keys(word: Word) -> list[tuple[str, ...]]:
    """From the most to the least particular."""
    form = word.form.lower()
    return [("", form, word.upos, word.xpos), (form, word.upos), ("", word.upos, word.xpos), (word.upos,)]

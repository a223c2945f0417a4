"""The corpora to train on: which files, which split, how often varied; written as .spacy files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from training.augmentation import Names, read_names, varied, with_other_names
from training.conllu import Sentence, read_conllu
from training.documents import doc_of, grouped
from training.entities import entity_doc, split_texts
from training.lexicon import Lexicon

NAMES = Path(__file__).parent / "names.yaml"
# Genres of GUM whose texts are openly licensed; the others are left out wherever they turn up.
GUM_GENRES = ("news", "interview", "bio", "voyage", "speech", "textbook", "court", "academic")
TREEBANKS = ("ewt-train", "gum-train")
VARIED_SHARE = 0.35  # of the general documents that get a varied copy
FIELD_VARIED_SHARE = 0.25  # of the copies of a field sentence, beside their other names
REHEARSED_SHARE = 0.5  # of the general documents that are repeated beside the field's
SYNTAX_COPIES, ENTITY_COPIES = 12, 16  # of each field sentence
FIELD_DEV_EVERY = 8  # while trying things out, every eighth field sentence is held out from training


def sentences_of(folder: Path, name: str) -> Iterator[Sentence]:
    """The sentences of `syntax/<name>.conllu` in the data folder that may be used."""
    for sentence in read_conllu(folder / "syntax" / f"{name}.conllu"):
        if not sentence.sent_id.startswith("GUM_") or sentence.sent_id.split("_")[1] in GUM_GENRES:
            yield sentence


def tree_docs(nlp: Language, sentences: Iterable[Sentence]) -> list[Doc]:
    """Documents of several sentences with trees, and entities where the sentences have them marked."""
    return [doc_of(nlp, group) for group in grouped(sentences)]


def field_sentences(folder: Path, part: str) -> list[Sentence]:
    """The field treebank's sentences of the part ("train" or "test"), from all its files, each text once."""
    sentences = [each for path in sorted(folder.glob(f"{part}*.conllu")) for each in read_conllu(path)]
    return list({each.text: each for each in sentences}.values())


def field_split(folder: Path, dev: bool) -> tuple[list[Sentence], list[Sentence]]:
    """The field's training sentences, and those of them held out where `dev` is set."""
    sentences = field_sentences(folder, "train")
    held_out = sentences[::FIELD_DEV_EVERY] if dev else []
    return [each for each in sentences if each not in held_out], held_out


def general_docs(nlp: Language, data: Path, rng: Random, share: float = VARIED_SHARE) -> list[Doc]:
    """EWT and GUM, with varied copies of a share of their documents."""
    groups = [group for name in TREEBANKS for group in grouped(sentences_of(data, name))]
    copies = [[varied(sentence, rng) for sentence in group] for group in groups if rng.random() < share]
    return [doc_of(nlp, group) for group in [*groups, *copies]]


def field_docs(nlp: Language, sentences: list[Sentence], names: Names, rng: Random, copies: int) -> list[Doc]:
    """The field sentences `copies` times: once as they are, then with other names, looks and order."""
    docs = tree_docs(nlp, sentences)
    for _ in range(copies - 1):
        others = [with_other_names(sentence, names, rng) for sentence in sentences]
        others = [varied(each, rng) if rng.random() < FIELD_VARIED_SHARE else each for each in others]
        rng.shuffle(others)
        sizes = Random(rng.random())
        while others:
            docs.append(doc_of(nlp, [others.pop() for _ in range(min(len(others), sizes.randint(1, 6)))]))
    return docs


def _sample(docs: list[Doc], rng: Random) -> list[Doc]:
    return [doc for doc in docs if rng.random() < REHEARSED_SHARE]


def write_docs(docs: Iterable[Doc], path: Path) -> None:
    """Write the documents to `path` in spaCy's binary format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs).to_disk(path)


def write_corpora(nlp: Language, data: Path, field: Path, out: Path, *, hold_out: bool = False) -> None:
    """Write the corpora of every config, `<config>-train.spacy` and `-dev`; the same data give the same files."""
    lexicon = Lexicon(each for name in TREEBANKS for each in sentences_of(data, name))
    train, held_out = ([lexicon.agreed(each) for each in part] for part in field_split(field, hold_out))
    _write_trees(nlp, data, out, train, held_out)
    _write_entities(nlp, data, out, train, held_out)


def _write_trees(
    nlp: Language, data: Path, out: Path, train: list[Sentence], held_out: list[Sentence]
) -> None:
    rng, names = Random(0), read_names(NAMES)
    general = general_docs(nlp, data, rng)
    in_field = field_docs(nlp, train, names, rng, SYNTAX_COPIES)
    plain = [doc for name in TREEBANKS for doc in tree_docs(nlp, sentences_of(data, name))]
    dev = [doc for name in ("ewt-dev", "gum-dev") for doc in tree_docs(nlp, sentences_of(data, name))]
    write_docs(plain, out / "syntax-train.spacy")
    write_docs(dev, out / "syntax-dev.spacy")
    write_docs([*_sample(general, rng), *in_field], out / "syntax_field-train.spacy")
    write_docs(tree_docs(nlp, held_out) or dev, out / "syntax_field-dev.spacy")


def _write_entities(
    nlp: Language, data: Path, out: Path, train: list[Sentence], held_out: list[Sentence]
) -> None:
    in_field = field_docs(nlp, train, read_names(NAMES), Random(0), ENTITY_COPIES)
    texts = [entity_doc(nlp, text.text, text.entities) for text in split_texts(data, "train")]
    dev = [entity_doc(nlp, text.text, text.entities) for text in split_texts(data, "dev")]
    write_docs(texts, out / "ner-train.spacy")
    write_docs(dev, out / "ner-dev.spacy")
    write_docs([*texts, *in_field], out / "ner_field-train.spacy")
    write_docs([*dev, *tree_docs(nlp, held_out)], out / "ner_field-dev.spacy")

"""Conversion, correction and augmentation of training data, on sentences made up here."""

from pathlib import Path
from random import Random

import pytest
import spacy
from spacy.language import Language

from training.augmentation import (
    headline,
    lower_cased,
    other_dashes,
    other_quotes,
    read_names,
    with_other_names,
)
from training.conllu import Sentence, Word, find_faults, format_sentence, read_conllu
from training.documents import doc_of
from training.entities import entity_doc
from training.lexicon import Lexicon
from training.pipeline import blank
from training.treebank import patch_sentence, read_markup

TREE = """\
# newdoc id = a
# sent_id = a-1
# entities = yes
1\tIran\tIran\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\tNER=B-LOC
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\tdo\tAUX\tVBD\tTense=Past\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_
4\tsell\tsell\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\t_
5\tsingle\tsingle\tADJ\tJJ\tDegree=Pos\t7\tamod\t_\tSpaceAfter=No
6\t-\t-\tPUNCT\tHYPH\t_\t5\tpunct\t_\tSpaceAfter=No
7\tuse\tuse\tNOUN\tNN\tNumber=Sing\t9\tamod\t_\t_
8\tSu-35\tSu-35\tPROPN\tNNP\tNumber=Sing\t9\tcompound\t_\tNER=B-WEAPON
9\tjets\tjet\tNOUN\tNNS\tNumber=Plur\t4\tobj\t_\tSpaceAfter=No
10\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# sent_id = a-2
# entities = yes
1\tRussia\tRussia\tPROPN\tNNP\tNumber=Sing\t0\troot\t_\tNER=B-LOC|SpaceAfter=No
2\t-\t-\tPUNCT\tHYPH\t_\t3\tpunct\t_\tSpaceAfter=No
3\tIran\tIran\tPROPN\tNNP\tNumber=Sing\t1\tflat\t_\tNER=B-LOC
4\tties\ttie\tNOUN\tNNS\tNumber=Plur\t1\tdep\t_\t_

"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank()


@pytest.fixture()
def sentences(tmp_path: Path) -> list[Sentence]:
    (tmp_path / "a.conllu").write_text(TREE, encoding="utf-8")
    return list(read_conllu(tmp_path / "a.conllu"))


def test_reading_keeps_spacing_and_written_sentences_read_the_same(sentences, tmp_path):
    assert sentences[0].text == "Iran didn't sell single-use Su-35 jets."
    (tmp_path / "b.conllu").write_text("".join(map(format_sentence, sentences)), encoding="utf-8")
    again = list(read_conllu(tmp_path / "b.conllu"))
    assert [each.words for each in again] == [each.words for each in sentences]


def test_documents_have_spacys_tokens_and_one_tree_per_sentence(nlp, sentences):
    doc = doc_of(nlp, sentences)
    assert doc.text == "Iran didn't sell single-use Su-35 jets. Russia-Iran ties"
    assert [sent.text for sent in doc.sents] == [
        "Iran didn't sell single-use Su-35 jets.",
        "Russia-Iran ties",
    ]
    assert [token.text for token in doc] == [token.text for token in nlp.make_doc(doc.text)]
    arcs = {token.text: (token.head.text, token.dep_, token.pos_) for token in doc}
    assert arcs["single-use"] == ("jets", "amod", "ADJ")
    assert arcs["Su-35"] == ("jets", "compound", "PROPN")
    assert [(span.text, span.label_) for span in doc.ents][:2] == [("Iran", "LOC"), ("Su-35", "WEAPON")]


@pytest.mark.parametrize(
    "cut", ["Russian-made U.S.-led 5m $20bn can't cannot", "a—b F-16s,and al-Qaeda's e.g.this"]
)
def test_any_words_align_with_any_tokens(nlp, cut):
    words = [Word(n, form, form, "NOUN", "NN", "_", n - 1, "dep") for n, form in enumerate(cut.split(), 1)]
    words[0].deprel = "root"
    pieces = Sentence("x", words)
    assert len(list(doc_of(nlp, [pieces]).sents)) == 1
    assert len(list(doc_of(nlp, [pieces, pieces.changed()]).sents)) == 2


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Iranian-supplied drones", ["Iranian-supplied", "drones"]),
        ("Russia-Iran ties", ["Russia", "-", "Iran", "ties"]),
        ("al-Qaeda", ["al-Qaeda"]),
        ("Su-35s", ["Su-35s"]),
        ("drones—many", ["drones", "—", "many"]),
    ],
)
def test_hyphens(nlp, text, tokens):
    assert [token.text for token in nlp.make_doc(text)] == tokens


def test_the_shipped_pipeline_splits_text_as_its_training_data_were(nlp):
    model = Path(__file__).parents[1] / "data" / "model"
    text = "Iranian-supplied Shahed-136s, Russia-Iran ties, al-Qaeda — U.S.-led—can't."
    assert [t.text for t in spacy.load(model).make_doc(text)] == [t.text for t in nlp.make_doc(text)]


def test_markup_is_read_and_unknown_labels_are_refused():
    text, spans = read_markup("[Iran|LOC] sold [Su-35s|WEAPON].")
    assert (text, spans) == ("Iran sold Su-35s.", [(0, 4, "LOC"), (10, 16, "WEAPON")])
    with pytest.raises(ValueError, match="GPE"):
        read_markup("[Iran|GPE]")


@pytest.mark.parametrize(
    ("edits", "fault"),
    [
        (["a-1 9 4 obl"], ""),
        (["a-1 4 9 acl", "a-1 9 0 root"], ""),
        (["a-1 4 9 acl"], "0 roots"),
        (["a-1 9 8 obj"], "cycle"),
        (["a-1 9 4 object"], "unknown relation"),
        (["a-1 9 44 obj"], "out of range"),
        (["a-1 99 4 obj"], "cannot apply"),
        (["a-1 9 4 obj THING"], "part of speech"),
        (["a-1 2 _ _ ner=I-ORG"], "I-ORG after"),
    ],
)
def test_edits_are_applied_only_if_the_tree_stays_sound(sentences, edits, fault):
    changed, faults = patch_sentence(sentences[0], edits)
    assert (fault in " ".join(faults)) if fault else not faults
    assert (changed == sentences[0]) == bool(fault)


def test_a_corrected_part_of_speech_gets_the_treebanks_tag(sentences):
    changed, _ = patch_sentence(sentences[1], ["a-2 4 _ _ VERB", "a-2 4 _ _ NOUN"])
    word = Lexicon(sentences).agreed(changed).words[3]
    assert (word.xpos, word.feats) == ("NNS", "Number=Plur")


def test_augmented_sentences_still_align(nlp, sentences):
    rng, names = Random(3), {"LOC": ["South Korea", "Oman"], "WEAPON": ["TOS-1A", "Haj Qasem"]}
    for _ in range(20):
        for change in (lower_cased, headline, other_quotes, other_dashes):
            changed = with_other_names(change(sentences[0], rng), names, rng)
            assert not find_faults(changed)
            doc = doc_of(nlp, [changed])
            assert len(list(doc.sents)) == 1
            assert [span.label_ for span in doc.ents] == ["LOC", "WEAPON"]
            jets = next(token for token in doc if token.text.lower() == "jets")
            assert jets.dep_ == "obj" and jets.head.lower_ == "sell"


def test_unmarked_designations_are_unknown_and_not_outside(nlp):
    doc = entity_doc(nlp, "Oman flew F-16 jets.", [(0, 4, "LOC")])
    assert [token.ent_iob_ for token in doc] == ["B", "O", "", "O", "O"]


def test_the_shipped_names_are_sound():
    assert set(read_names(Path(__file__).parents[1] / "training" / "names.yaml")) >= {"WEAPON", "LOC", "ORG"}

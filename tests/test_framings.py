"""Framings: stances by their words, and a file that is checked."""

from pathlib import Path

import pytest

from preprocessing.framings import find_stance, framing_rows, load_framings
from preprocessing.vocabularies import KnowledgeError


@pytest.mark.parametrize(("text", "stance"), [
    ("He called the partnership unprecedented.", "without-precedent"),
    ("It is not unprecedented, the minister said.", None),
    ("Officials regard it as a full-scale defence partnership.", "full-partnership"),
    ("“It is not an alliance,” the analyst says.", "no-alliance"),
    ("The two are hardly allies in any formal sense.", None),
    ("The analyst calls the surge a “short-squeeze”.", "convenience"),
    ("A short squeeze, he said.", "convenience"),
    ("He called the cooperation a threat to European security.", "a-danger"),
    ("They regard the deliveries as a violation of resolution 2231.", "breach"),
    ("The treaty is not directed against anyone.", "no-danger"),
    ("Tehran called the report baseless.", "unfounded"),
    ("Ties that go back for decades are a danger, they said.", "decades-old"),
    ("The delegations met on Tuesday.", None),
    ("An axiswide review", None),
    ("", None),
])  # fmt: skip
def test_a_sentence_takes_the_stance_of_its_first_cue_that_holds(text: str, stance: str | None) -> None:
    assert find_stance(text) == stance


def test_every_stance_belongs_to_one_question_and_has_a_word_on_screen() -> None:
    rows = framing_rows()
    assert len({row["stance"] for row in rows}) == len(rows)
    assert all(row["label"] and row["question"].endswith("?") for row in rows)
    assert [row["position"] for row in rows] == list(range(len(rows)))


GOOD = "negators: [\"not\"]\nquestions:\n  a:\n    question: Q?\n    stances:\n      x: {label: X, cues: [one]}\n      y: {label: Y, cues: [two]}\n"


@pytest.mark.parametrize(("wrong", "named"), [
    (GOOD.replace("label: X, ", ""), "questions.a.stances.x.label"),
    (GOOD.replace("cues: [one]", "cues: []"), "questions.a.stances.x.cues"),
    (GOOD.replace("cues: [one]", "cues: [\"*\"]"), "stances.x: a cue is empty"),
    (GOOD.replace("question: Q?", "question: Q?\n    colour: red"), "questions.a.colour"),
    (GOOD.replace("      y: {label: Y, cues: [two]}\n", ""), "questions.a.stances"),
    (GOOD + "  b:\n    question: R?\n    stances:\n      x: {label: X, cues: [one]}\n      z: {label: Z, cues: [two]}\n", "another question"),
    (GOOD.replace("      x:", "      X Y:"), "only a-z"),
    (GOOD.replace("negators", "nots"), "negators"),
])  # fmt: skip
def test_a_wrong_file_is_refused_with_its_key(tmp_path: Path, wrong: str, named: str) -> None:
    (tmp_path / "framings.yaml").write_text(wrong, "utf-8")
    with pytest.raises(KnowledgeError) as error:
        load_framings(tmp_path)
    assert "framings.yaml" in str(error.value) and named in str(error.value)

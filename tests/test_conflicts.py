"""Who fights whom and who arms whom: what the knowledge says, and what it may not say."""

from dataclasses import replace
from pathlib import Path

import pytest

from preprocessing.conflicts import check_conflicts, read_conflicts
from preprocessing.gazetteer import Knowledge
from preprocessing.knowledge import load_knowledge
from preprocessing.vocabularies import KnowledgeError

FOLDER = Path(__file__).parents[1] / "data" / "knowledge"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge(FOLDER)


def _in(folder: Path, knowledge: Knowledge, text: str) -> Knowledge:
    (folder / "conflicts.yaml").write_text(text, "utf8")
    return replace(knowledge, folder=folder)


def test_a_backer_arms_the_first_party_of_his_side(tmp_path: Path, knowledge: Knowledge) -> None:
    _in(tmp_path, knowledge, "war: {sides: [[chad, mali], [niger]], backers: [[spain], []], since: 1990}\n")
    conflicts = read_conflicts(tmp_path)
    assert conflicts.backed_by("spain") == {"chad"}
    assert conflicts.backed_by("chad") == frozenset()
    assert conflicts.enemies("niger") == {"chad", "mali"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("war: {sides: [[chadd], [niger]], since: 1990}\n", "conflicts.yaml: war: 'chadd'"),
        ("war: {sides: [[chad], [niger]], backers: [[spain]], since: 1990}\n", "conflicts.yaml: war"),
        ("war: {sides: [[chad]], since: 1990}\n", "conflicts.yaml: war"),
        ("war: {sides: [[chad], [niger]], backers: [[spane], []], since: 1990}\n", "'spane'"),
    ],
)
def test_a_slip_in_the_conflicts_is_named(tmp_path: Path, knowledge: Knowledge, text: str, named: str) -> None:
    with pytest.raises(KnowledgeError, match=named):
        check_conflicts(_in(tmp_path, knowledge, text))

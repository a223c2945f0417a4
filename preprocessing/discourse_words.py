"""The words by which claims lean on one another and parties stand for others: the file discourse.yaml."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from preprocessing.vocabularies import checked, read_yaml


class DiscourseWords(BaseModel):
    """The file discourse.yaml; a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    acts: dict[str, str]
    anaphoric: frozenset[str]
    elliptic: frozenset[str]
    vague: frozenset[str]
    deniable: frozenset[str]
    further: frozenset[str]
    supply: frozenset[str]
    dealings: frozenset[str]
    doing: frozenset[str]
    owning_up: frozenset[str]
    personal: frozenset[str]
    state_bodies: frozenset[str]
    platforms: frozenset[str]
    own_side: frozenset[str]
    ending: frozenset[str]
    stands_for: dict[str, list[str]]
    sites: frozenset[str]
    spots: frozenset[str]
    harming: frozenset[str]
    joint: frozenset[str]
    buying: frozenset[str]
    governing: frozenset[str]
    articleless: frozenset[str]
    members: frozenset[str]
    backing: frozenset[str]
    friends: frozenset[str]
    running: frozenset[str]
    sending: frozenset[str]
    made: frozenset[str]
    mirrored: frozenset[str]
    calling: frozenset[str]
    carrying: frozenset[str]
    plain_offices: frozenset[str]
    carriers: frozenset[str]
    exchanging: frozenset[str]
    answering: frozenset[str]
    before_gerunds: frozenset[str]
    realms: dict[str, frozenset[str]]
    sorts: dict[str, frozenset[str]]


@cache
def read_discourse_words(folder: Path) -> DiscourseWords:
    """The words of a knowledge folder. Raises KnowledgeError naming file and key."""
    path = folder / "discourse.yaml"
    return checked(path, "", read_yaml(path), DiscourseWords)

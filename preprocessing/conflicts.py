"""Who fights whom, and who arms which side: the parties that a text may leave unsaid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from preprocessing.gazetteer import Knowledge
from preprocessing.vocabularies import KnowledgeError, read_entries

FILE = "conflicts.yaml"


class ConflictEntry(BaseModel):
    """An entry of conflicts.yaml: two sides, each a list of entity ids, and who openly arms each of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sides: list[list[str]]
    backers: list[list[str]] = []
    since: int
    until: int | None = None

    def backed(self) -> Iterator[tuple[str, str]]:
        """(backer, side's first party): whom each backer arms."""
        for side, backers in zip(self.sides, self.backers, strict=False):
            yield from ((backer, side[0]) for backer in backers)


@dataclass(frozen=True)
class Conflicts:
    """Who fights whom, and who arms whom against whom."""

    pairs: frozenset[tuple[str, str]]
    backing: frozenset[tuple[str, str]]

    def enemies(self, party: str) -> frozenset[str]:
        """Everybody whom a party fights."""
        return frozenset(other for one, other in self.pairs if one == party)

    def opponents(self, party: str, mentioned: set[str]) -> list[str]:
        """The mentioned parties that a party fights."""
        return sorted(self.enemies(party) & mentioned)

    def has_one_enemy(self, parties: Sequence[str]) -> bool:
        """Whether who strikes these parties needs no name: each fights just one other."""
        return all(sum(1 for one, _ in self.pairs if one == party) == 1 for party in parties)

    def backed_by(self, backer: str) -> frozenset[str]:
        """Everybody whom a party openly arms."""
        return frozenset(party for one, party in self.backing if one == backer)


@cache
def read_conflicts(folder: Path) -> Conflicts:
    """The conflicts of the knowledge. Raises KnowledgeError naming file and key."""
    entries = read_entries([folder / FILE], ConflictEntry, {})
    return Conflicts(
        frozenset(
            (one, other)
            for entry in entries.values()
            for side in entry.sides
            for against in entry.sides
            if side is not against
            for one in side
            for other in against
        ),
        frozenset(pair for entry in entries.values() for pair in entry.backed()),
    )


def check_conflicts(knowledge: Knowledge) -> None:
    """Raises KnowledgeError, naming file and key, where a conflict names a party that is not listed."""
    for key, entry in read_entries([knowledge.folder / FILE], ConflictEntry, {}).items():
        if len(entry.sides) < 2 or len(entry.backers) not in (0, len(entry.sides)):
            raise KnowledgeError(f"{FILE}: {key}: two sides, and backers for each of them or none, are wanted")
        for party in (p for group in (*entry.sides, *entry.backers) for p in group):
            if party not in knowledge.entities:
                raise KnowledgeError(f"{FILE}: {key}: '{party}' is not a listed entity")

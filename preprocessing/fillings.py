"""A frame with its roles filled: what a claim is made of."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from preprocessing.lexicon import Frame
from preprocessing.triggers import Trigger


@dataclass
class Filling:
    """A frame with its roles filled: role → (entity id, token of the phrase that names it)."""

    trigger: Trigger
    frame: Frame
    roles: dict[str, list[tuple[str, Token]]] = field(default_factory=dict)
    complement: bool = False
    people: bool = False
    closed: bool = False
    unnamed: set[str] = field(default_factory=set)
    repaired: bool = False
    completed: bool = False
    first_person: Token | None = None
    denied: str | None = None

    def ids(self, role: str) -> list[str]:
        """The entities of a role, each once."""
        named = self.roles.get(role)
        return list(dict.fromkeys(entity_id for entity_id, _ in named)) if named else []

    def has(self, need: str) -> bool:
        """Whether a need of the frame is met."""
        if need in ("complement", "people"):
            return bool(getattr(self, need))
        if need == "agents":
            return len(self.ids("agent")) > 1
        return bool(self.roles.get(need))

    @property
    def weight(self) -> tuple[int, int]:
        """How well a frame fits: its rank, then how many roles it fills."""
        return self.frame.entry.rank, sum(
            1 for role in ("agent", "recipient", "item", "place") if self.roles.get(role)
        )

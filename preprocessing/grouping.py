"""The settings of the grouping of claims, read from data/knowledge/grouping.yaml."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, PositiveInt

from preprocessing.vocabularies import KnowledgeError, checked, read_yaml

FOR = frozenset(("asserted", "hedged"))
AGAINST = frozenset(("denied", "negated", "disputed"))
AHEAD = frozenset(("planned", "hypothetical"))


class Grouping(BaseModel):
    """``mutual`` event types have no direction; the others are numbers of days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mutual: tuple[str, ...]
    statement_days: PositiveInt
    event_days: PositiveInt


def load_grouping(folder: Path, event_types: Iterable[str]) -> Grouping:
    """The settings of a folder of knowledge. Raises KnowledgeError naming the key that is wrong."""
    path = folder / "grouping.yaml"
    found = checked(path, "", read_yaml(path), Grouping)
    for kind in found.mutual:
        if kind not in set(event_types):
            raise KnowledgeError(f"{path.name}: mutual: {kind} is no event type")
    return found

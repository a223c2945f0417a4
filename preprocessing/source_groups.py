"""Groups of sources that a comparison may set against one another, read from data/knowledge/source_groups.yaml."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from preprocessing.vocabularies import read_entries

Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]


class SourceGroupEntry(BaseModel):
    """A group: the sources of these countries and, where there are any, of these kinds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    countries: tuple[Country, ...] = Field(min_length=1)
    kinds: tuple[str, ...] = ()


def source_group_rows(folder: Path) -> list[dict[str, Any]]:
    """The rows of the table ``source_groups``. Raises KnowledgeError naming the key that is wrong."""
    found = read_entries([folder / "source_groups.yaml"], SourceGroupEntry, {})
    return [{"group_id": key, "name": entry.name, "countries": list(entry.countries), "kinds": list(entry.kinds),
             "position": position} for position, (key, entry) in enumerate(found.items())]

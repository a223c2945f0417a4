"""What the knowledge says of lines that are no reporting: boilerplate, imprint lines, milestones,
periodicals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from preprocessing.vocabularies import KnowledgeError as KnowledgeError
from preprocessing.vocabularies import read_entries

FIELDS = frozenset({"publisher", "author", "date", "title", "volume", "issue", "year"})
Where = Literal["any", "start", "end"]


def _pattern(text: str) -> str:
    try:
        groups = re.compile(text, re.I).groupindex
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    if unknown := set(groups) - FIELDS:
        raise ValueError(f"has groups that are no metadata: {', '.join(sorted(unknown))}")
    return text


Text = Annotated[str, Field(min_length=1, strict=True)]


class Line(BaseModel):
    """A form of line. Groups named like metadata (publisher, author, date, volume, issue, year) yield
    them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pattern: Annotated[Text, AfterValidator(_pattern)]
    note: Text
    where: Where = "any"
    max_words: Annotated[int, Field(gt=0, le=120)] = 40
    # some forms are told by their capitals
    cased: bool = False
    # an imprint line is set aside unless its words are reporting as well
    set_aside: bool = True
    # whether a publisher is believed that is not among the sources
    unlisted: bool = False
    # whether a line has this form only if its publisher is among the sources
    listed: bool = False
    # whether three lines of this form in an article are something else
    once: bool = False
    # the form is found among so many first lines only
    first: Annotated[int, Field(gt=0)] | None = None

    def found(self, text: str) -> re.Match[str] | None:
        """The match over the whole line, or None. Of how many words it may be is for the caller to see to."""
        if len(text) > 14 * self.max_words:
            return None
        return re.match(self.pattern, text, 0 if self.cased else re.I)


class Milestone(BaseModel):
    """A day that texts count from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    date: date
    aliases: Annotated[tuple[Text, ...], Field(min_length=1)]
    counted: tuple[Text, ...] = ()


class Periodical(BaseModel):
    """A periodical whose volume gives the year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    volume_1: Annotated[int, Field(ge=1800, le=2100, strict=True)]
    issues: Annotated[int, Field(gt=0, strict=True)]


@dataclass(frozen=True)
class Imprints:
    """The lines and days that reading goes by."""

    boilerplate: Mapping[str, Line]
    lines: Mapping[str, Line]
    milestones: Mapping[str, Milestone]
    periodicals: Mapping[str, Periodical]


@lru_cache(maxsize=4)
def load_imprints(folder: Path, digest: str = "") -> Imprints:
    """The knowledge of reading in a folder; ``digest`` only tells one state of it from another.

    Raises KnowledgeError naming file and key.
    """
    return Imprints(
        boilerplate=read_entries([folder / "boilerplate.yaml"], Line, {}),
        lines=read_entries([folder / "imprints.yaml"], Line, {}),
        milestones=read_entries([folder / "milestones.yaml"], Milestone, {}),
        periodicals=read_entries([folder / "periodicals.yaml"], Periodical, {}),
    )

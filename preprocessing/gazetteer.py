"""What the extractors know: entities, the ways to say them, sources, and who held which office when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

Sense = Literal["name", "demonym", "capital", "seat", "forces", "office", "class"]


@dataclass(frozen=True)
class Entity:
    """Something that claims are about.

    ``class_`` is the class's own word, for weapons ("loitering munition"); a state's coordinates are
    those of its capital.
    """

    entity_id: str
    name: str
    kind: str
    class_: str | None = None
    country: str | None = None
    parent_id: str | None = None
    basis: str = "listed"
    wikidata: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Alias:
    """A way in which texts say an entity. ``cased`` ones are matched with their capitals only.

    A ``capital``, ``seat``, ``demonym`` or ``forces`` alias stands for the state or bloc; an ``office``
    alias names the state whose office it is (who held it on a day: ``Knowledge.holder``).
    """

    text: str
    entity_id: str
    sense: Sense
    cased: bool


@dataclass(frozen=True)
class Source:
    """Who publishes: an outlet, an agency, a think tank, a government…"""

    source_id: str
    name: str
    country: str | None
    kind: str
    domain: str | None
    state_affiliated: bool
    basis: str = "listed"
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tenure:
    """A person in an office (``title`` is lower case and generic: "foreign minister") of a state or an
    organisation, from a day to a day; an open end means still, or unknown."""

    person_id: str
    title: str
    of: str | None
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Knowledge:
    """All vocabularies of one folder. ``digest`` changes when any file of the folder does."""

    entities: Mapping[str, Entity]
    aliases: tuple[Alias, ...]
    sources: Mapping[str, Source]
    folder: Path
    digest: str
    tenures: tuple[Tenure, ...] = ()
    # state → the place that is its capital, for "in Kyiv"
    capital_places: Mapping[str, str] = field(default_factory=dict)
    # "Iranian president", "Minister of Defence of Russia" → (state, title)
    offices: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def ancestors(self, entity_id: str) -> tuple[str, ...]:
        """The entities that take this one in, nearest first; empty for an unknown id."""
        found: list[str] = []
        entity = self.entities.get(entity_id)
        while entity is not None and entity.parent_id is not None:
            found.append(entity.parent_id)
            entity = self.entities.get(entity.parent_id)
        return tuple(found)

    def source_named(self, text: str) -> Source | None:
        """The source that a name, an alias or an address means, tolerant of case, "The" and ".com"."""
        for form in _cited_forms(text):
            if source_id := self._source_ids.get(form):
                return self.sources[source_id]
        return None

    def holder(self, office: str, on: date | None = None) -> str | None:
        """The person who held an office of a state on a day: ``holder("Iranian president", day)``.

        Without a day, and on a day that two listed persons share, the latest to have entered it.
        """
        state, title = self.offices.get(office, (None, None))
        if title is None:
            return None
        held = [t for t in self.tenures if t.of == state and t.title == title and _covers(t, on)]
        return max(held, key=lambda t: t.since or date.min).person_id if held else None

    def offices_of(self, person_id: str, on: date | None = None) -> tuple[Tenure, ...]:
        """What a person was on a day, or ever."""
        return tuple(t for t in self.tenures if t.person_id == person_id and _covers(t, on))

    @cached_property
    def states_by_country(self) -> Mapping[str, str]:
        """Country code → the state's entity id."""
        return {e.country: key for key, e in self.entities.items() if e.kind == "state" and e.country}

    @cached_property
    def nationalities(self) -> frozenset[str]:
        """The adjectives of states and blocs, lower case."""
        return frozenset(alias.text.lower() for alias in self.aliases if alias.sense == "demonym")

    @cached_property
    def _source_ids(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for source in self.sources.values():
            for form in source_forms(source.name, source.aliases, source.domains):
                found.setdefault(form, source.source_id)
        return found


def _covers(tenure: Tenure, day: date | None) -> bool:
    if day is None:
        return True
    return (tenure.since or date.min) <= day <= (tenure.until or date.max)


def source_forms(name: str, aliases: tuple[str, ...], domains: tuple[str, ...]) -> set[str]:
    """The normal forms under which a source is found."""
    return {_normal(text) for text in (name, *aliases, *domains)}


def _normal(text: str) -> str:
    text = text.casefold().replace("’", "'").strip(" .,;:()[]'\"“”")
    text = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", text)
    return re.sub(r"\s+", " ", re.sub(r"^the\s+", "", text))


# what a citation adds to a source's name, cut off in this order
CUTS = (
    r",\s+(?:citing|via|carrying|with|in|quoting)\b.*$",
    r"\s*\(.*$",
    r"\s+(?:news agency|online)$",
)


def _cited_forms(text: str) -> Iterator[str]:
    """The normal form, then looser ones: a host's parent domains, the name before a bracket or a comma."""
    form = _normal(text)
    yield form
    host = form.split("/")[0]
    while host.count("."):
        yield host
        host = host.partition(".")[2]
    yield re.sub(r"\.(?:com|org|net|co\.uk|ir|ru|az|ae|ua)$", "", form)
    for cut in CUTS:
        form = _normal(re.sub(cut, "", form))
        yield form
